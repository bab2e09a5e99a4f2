// Tools of the panel: filters that are the legend, a table of what is drawn, and what can be saved.
"use strict";
(() => {
  const { el, button, page, svg } = HIMA;
  const tools = HIMA.details.tools;

  page.hidden = () => new Set(page.state.hide ? page.state.hide.split(".") : []);
  page.visible = (edge) => {
    const hidden = page.hidden();
    if (hidden.has(HIMA.groupOf(edge)) || hidden.has(`k-${page.entity(edge.from).kind}`) || hidden.has(`k-${page.entity(edge.to).kind}`)) return false;
    return !(HIMA.groupOf(edge) === "holds" && edge.high !== null && edge.high < Number(page.state.min));
  };

  tools.filters = () => {
    const edges = page.standing();
    const kinds = {}, groups = {}, seen = new Set();
    for (const edge of edges) {
      groups[HIMA.groupOf(edge)] = (groups[HIMA.groupOf(edge)] || 0) + 1;
      for (const id of [edge.from, edge.to]) if (!seen.has(id)) { seen.add(id); const { kind } = page.entity(id); kinds[kind] = (kinds[kind] || 0) + 1; }
    }
    const toggle = (key) => {
      const hidden = page.hidden();
      if (!hidden.delete(key)) hidden.add(key);
      page.go({ hide: [...hidden].sort().join(".") });
    };
    const line = (key, mark, words, count) => el("li", {}, el("label", {},
      el("input", { type: "checkbox", checked: !page.hidden().has(key), onchange: () => toggle(key), "data-filter": key }), mark, el("span", {}, words), el("span", { class: "count" }, count)));
    const min = el("input", { type: "range", min: 0, max: 50, step: 1, value: page.state.min, name: "min", "aria-label": page.t("Smallest stake", "最小持股") });
    min.addEventListener("change", () => page.go({ min: min.value }));
    return [
      el("h2", {}, page.t("Legend and filters", "图例与筛选")),
      el("h3", {}, page.t("Entities", "实体")),
      el("ul", { class: "legend" }, ...Object.keys(HIMA.kinds).filter((kind) => kinds[kind]).map((kind) => line(`k-${kind}`, HIMA.sign(kind), page.kind(kind), kinds[kind]))),
      el("h3", {}, page.t("Relations", "关系")),
      el("ul", { class: "legend" }, ...Object.entries(HIMA.groups).filter(([name]) => groups[name]).map(([name, one]) => line(name, HIMA.dash(one), page.words(one.words), groups[name]))),
      el("h3", {}, page.t(`Smallest stake shown: ${page.state.min}%`, `显示的最小持股：${page.state.min}%`)), min,
      button(page.t("Show everything", "全部显示"), () => page.go({ hide: "", min: "0" })),
    ];
  };

  HIMA.dash = (one) => svg("svg", { class: "dash", viewBox: "0 0 26 8", width: 26, height: 8, "aria-hidden": "true" },
      svg("line", { x1: 0, y1: 4, x2: 26, y2: 4, class: `line-${one.hue}`, "stroke-dasharray": one.dash.join(" ") || null }));

  // The text twin: what is drawn, as a table. A view puts it into `page.drawn`.
  page.drawn = { nodes: [], links: [] };
  tools.twin = () => {
    const { nodes, links, table } = page.drawn;
    if (table) return [
      el("h2", {}, page.t("What the view shows", "视图内容")),
      el("table", { id: "twin" }, el("thead", {}, el("tr", {}, ...table[0].map((text) => el("th", { scope: "col" }, text)))),
        el("tbody", {}, ...table.slice(1).map((row) => el("tr", {}, ...row.map((text) => el("td", {}, text ?? "")))))),
    ];
    return [
      el("h2", {}, page.t("What the picture shows", "图中内容")),
      el("p", { class: "quiet" }, page.t(`${nodes.length} entities, ${links.length} links as of ${page.state.date}`, `截至 ${page.state.date}：${nodes.length} 个实体，${links.length} 条关系`)),
      el("table", { id: "twin" }, el("thead", {}, el("tr", {}, ...[["From", "自"], ["Relation", "关系"], ["To", "至"], ["Share", "份额"], ["Since", "起"]].map((words) => el("th", { scope: "col" }, page.words(words))))),
        el("tbody", {}, ...links.map((edge) => el("tr", {}, el("td", {}, page.name(edge.from)), el("td", {}, page.words(edge.words)), el("td", {}, page.name(edge.to)), el("td", {}, page.share(edge.share)), el("td", {}, edge.since || ""))))),
    ];
  };

  const cell = (text) => {
    const plain = HIMA.plain(text ?? "");
    const inert = /^[=+\-@\t\r]/.test(plain) && !/^[+-]?\d+(\.\d+)?$/.test(plain) ? `'${plain}` : plain;
    return /[",\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  page.csv = () => page.drawn.table ? page.drawn.table.map((row) => row.map(cell).join(",") + "\n").join("") : [["from", "from_name", "relation", "to", "to_name", "share_min", "share_max", "since", "until", "last_seen", "claims"],
    ...page.drawn.links.map((edge) => [edge.from, page.entity(edge.from).en, edge.relation, edge.to, page.entity(edge.to).en, edge.share?.[0], edge.share?.[1], edge.since, edge.end || edge.until, edge.observed,
      edge.claims.map((n) => page.claims[n].path).join(" ")])].map((row) => row.map(cell).join(",") + "\n").join("");

  page.download = (name, type, content) => {
    const address = URL.createObjectURL(new Blob([content], { type }));
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  const file = (ending) => `himagraph-${page.state.view}-${page.state.entity}-${page.state.date}.${ending}`;

  tools.save = () => [
    el("h2", {}, page.t("Save and share", "保存与分享")),
    button(page.t("Picture (PNG, twice the size)", "图片（PNG，两倍尺寸）"), () => HIMA.png((blob) => page.download(file("png"), "image/png", blob)), { "data-save": "png" }),
    button(page.t("Data (CSV of what is visible)", "数据（可见内容 CSV）"), () => page.download(file("csv"), "text/csv;charset=utf-8", page.csv()), { "data-save": "csv" }),
    button(page.t("Copy link", "复制链接"), async () => { try { await navigator.clipboard.writeText(location.href); page.say(page.t("Copied", "已复制")); } catch { page.say(location.href); } }, { "data-save": "link" }),
    el("p", { class: "quiet" }, page.t("The address holds the view, entity, dates, filters, language and theme.", "网址包含视图、实体、日期、筛选、语言与主题。")),
  ];
})();
