// The frame around the views: title, tabs, tools, panels.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const shell = (HIMA.shell = {});
  let parts = {};

  shell.build = (root) => {
    parts = {
      title: el("h1"), tabs: el("nav", { class: "tabs", "aria-label": "Views" }), tools: el("div", { class: "tools" }),
      lead: el("div", { class: "lead" }), view: el("main", { id: "view", tabindex: "-1" }),
      side: el("aside", { id: "side", "aria-label": "Details" }), time: el("section", { class: "time", "aria-label": "Dates" }),
      search: HIMA.search.build(),
    };
    root.replaceChildren(
      el("a", { class: "skip", href: "#view", onclick: (event) => { event.preventDefault(); parts.view.focus(); } }, "Skip to the picture"),
      el("header", { class: "top" }, parts.title, parts.tabs, parts.search, parts.tools),
      parts.lead, el("div", { class: "middle" }, parts.view, parts.side), parts.time,
      el("div", { id: "live", class: "unseen", role: "status", "aria-live": "polite" }),
    );
    document.addEventListener("keydown", keys);
  };

  function keys(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName || "");
    if (event.key === "/" && !typing) { event.preventDefault(); HIMA.search.focus(); }
    if (event.key === "Escape" && !typing) { if (!shell.close()) page.go({ at: "", path: "" }); }
  }

  shell.update = () => {
    const { state } = page;
    const root = document.documentElement;
    root.lang = state.lang === "zh" ? "zh-Hans" : "en";
    root.dataset.lang = state.lang;
    const dark = state.theme === "dark" || (state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "dark" : "light";
    const title = page.data.meta.title;
    document.title = page.t(title.en, title.zh);
    parts.title.replaceChildren(...spoken(title.en, title.zh));
    HIMA.search.update();
    tabs();
    tools();
    lead();
    HIMA.time.draw(parts.time);
  };
  shell.panel = () => HIMA.details.draw(parts.side);

  // Both languages beside each other, each marked as what it is.
  function spoken(en, zh) {
    const { lang } = page.state;
    const parts = [];
    if (lang !== "zh") parts.push(el("span", { lang: "en" }, en));
    if (lang === "both") parts.push(" ");
    if (lang !== "en") parts.push(el("span", { lang: "zh-Hans" }, zh));
    return parts;
  }
  shell.spoken = spoken;

  function tabs() {
    const shown = HIMA.order.filter((name) => HIMA.views[name]);
    parts.tabs.setAttribute("aria-label", page.t("Views", "视图"));
    parts.tabs.replaceChildren(...shown.map((name) => button(
      page.t(HIMA.views[name].title.en, HIMA.views[name].title.zh), () => page.go({ view: name }),
      { "aria-current": name === page.state.view ? "page" : null, "data-view": name },
    )));
  }

  function tools() {
    const { state } = page;
    const language = el("select", { "aria-label": page.t("Language", "语言"), name: "lang", onchange: (event) => page.go({ lang: event.target.value }) },
      ...[["en", "English"], ["zh", "中文"], ["both", "English + 中文"]].map(([value, text]) => el("option", { value, selected: value === state.lang }, text)));
    const dark = document.documentElement.dataset.theme === "dark";
    parts.tools.replaceChildren(
      button(page.t("Filters", "筛选"), () => HIMA.details.show("filters"), { "data-tool": "filters" }),
      button(page.t("Path", "路径"), () => HIMA.details.show("path"), { "data-tool": "path" }),
      button(page.t("Table", "表格"), () => HIMA.details.show("twin"), { "data-tool": "twin" }),
      button(page.t("Save", "保存"), () => HIMA.details.show("save"), { "data-tool": "save" }),
      language,
      button(dark ? page.t("Light", "浅色") : page.t("Dark", "深色"), () => page.go({ theme: dark ? "light" : "dark" }), { "data-tool": "theme" }),
    );
  }

  function lead() {
    const { meta } = page.data;
    const chip = [
      meta.last_seen ? page.t(`Register last seen ${meta.last_seen}`, `登记最近所见 ${meta.last_seen}`) : null,
      page.t(`record ends ${meta.record_ends}`, `记录截至 ${meta.record_ends}`),
      page.t(`${page.knownSources().length} sources`, `${page.knownSources().length} 个来源`),
    ].filter(Boolean).join(" · ");
    parts.lead.replaceChildren(
      el("p", { class: "said" }, ...spoken(meta.lead.en, meta.lead.zh)),
      el("div", { class: "under" }, el("p", { class: "chip" }, chip), el("div", { class: "starters" }, ...starters())),
    );
  }

  function starters() {
    const known = page.data.entities;
    const asked = [
      ["changan", ["What does Changan really hold?", "长安到底持有多少？"], { view: "ownership", entity: "yinwang", at: "changan" }],
      ["hima", ["Which brands are Huawei's, and in what way?", "哪些品牌属于华为，以何种方式？"], { view: "cooperation", at: "hima" }],
      ["aito", ["How dependent is HIMA on AITO?", "鸿蒙智行多依赖问界？"], { view: "deliveries", at: "aito" }],
    ];
    return asked.filter(([id, , state]) => known[id] && HIMA.views[state.view])
      .map(([, words, state]) => button(page.words(words), () => { page.go(state); HIMA.details.show("entity"); }, { class: "starter" }));
  }

  // On small screens the panel is a drawer: whether it was open tells whether Escape is used up.
  shell.close = () => HIMA.details.close();
})();
