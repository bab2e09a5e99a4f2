// The editor: named queries in tabs, words of our own vocabulary, rows that lead to the pages of this server.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { Yasqe, Yasr } = Yasgui;
  const endpoint = location.origin + "/sparql";

  // --- words: only those of this server are offered, so nobody else is asked for any ---
  const completers = Yasqe.Autocompleters;
  const local = (list) => (yasqe, token) => {
    const typed = token.autocompletionString || token.string;
    const base = token.tokenPrefixUri || "";
    const rest = typed.slice(base.length).toLowerCase();
    return list.filter((iri) => iri.startsWith(base) && iri.slice(base.length).toLowerCase().includes(rest));
  };
  const declared = Object.entries(data.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  const own = [
    ["prefixes", "prefixes-here", (yasqe, token) => {
      const typed = (token && (token.autocompletionString || token.string)) || "";
      return declared.filter((one) => one.startsWith(typed));
    }],
    ["class", "classes-here", local(data.classes)],
    ["property", "properties-here", local(data.properties)],
  ];
  Yasqe.defaults.autocompleters.length = 0;
  for (const [of, name, get] of own) Yasqe.forkAutocompleter(of, { name, get, bulk: false, persistenceId: null });
  Yasqe.defaults.autocompleters.push("variables");
  for (const name of ["prefixes", "class", "property"]) delete completers[name];

  // --- rows: a thing of this graph is read here, in this window's neighbour; others stay where they are ---
  const here = (iri) => {
    for (const [base, place] of Object.entries(data.places)) if (iri.startsWith(base)) return place + iri.slice(base.length);
    return null;
  };
  Yasr.plugins.table.defaults.tableConfig.drawCallback = function () {
    for (const link of this[0].querySelectorAll("a.iri")) {
      const iri = link.getAttribute("href");
      const place = here(iri);
      if (place) {
        link.title = iri;
        link.setAttribute("href", place);
      }
    }
  };

  // --- errors: the words of the server, and the place that they name ---
  let yasgui;
  Yasr.defaults.errorRenderers = [
    async (error) => {
      const text = (error.text || "").trim();
      if (!text) return undefined;
      const box = document.createElement("div");
      box.className = "said";
      box.setAttribute("role", "alert");
      const words = document.createElement("p");
      words.textContent = text;
      box.append(words);
      const place = /line (\d+), column (\d+)/.exec(text);
      if (place) {
        const [line, column] = [Number(place[1]) - 1, Number(place[2]) - 1];
        const go = document.createElement("button");
        go.type = "button";
        go.textContent = `Go to line ${line + 1} · 转到第 ${line + 1} 行`;
        go.addEventListener("click", () => {
          const yasqe = yasgui.getTab().getYasqe();
          yasqe.focus();
          yasqe.getDoc().setCursor({ line, ch: column });
          yasqe.scrollIntoView(null, 80);
        });
        box.append(go);
      }
      return box;
    },
  ];

  // --- tabs: rows without quotation marks and data types at first, as people read them ---
  const defaults = Yasgui.Tab.getDefaults;
  Yasgui.Tab.getDefaults = (...of) => {
    const made = defaults(...of);
    made.yasr.settings = { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } };
    return made;
  };
  yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "himagraph",
    autofocus: false,
    autoAddOnInit: false,
    tabName: "query",
    yasqe: {
      value: data.blank,
      editorHeight: "22rem",
      createShareableLink: undefined,
    },
    yasr: { prefixes: data.prefixes, maxPersistentResponseSize: 50000 },
  });
  const tabOf = (name) => Object.values(yasgui._tabs).find((tab) => tab.getName() === name);
  const open = (name, active) =>
    yasgui.addTab(active, { name, yasqe: { value: data.queries[name] }, requestConfig: { endpoint, method: "POST" } });
  const ask = (tab) => tab.query().catch(() => {}); // what went wrong is shown below the query
  const show = (name) => {
    const there = tabOf(name);
    if (there) there.select();
    const tab = there || open(name, true);
    if (!tab.hasResults()) ask(tab);
    mark();
  };

  // --- the list beside them ---
  const list = document.getElementById("queries");
  const mark = () => {
    const current = yasgui.getTab() && yasgui.getTab().getName();
    for (const one of list.querySelectorAll("[data-query]")) {
      if (one.dataset.query === current) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  };
  list.addEventListener("click", (event) => {
    const one = event.target.closest("[data-query]");
    if (!one) return;
    show(one.dataset.query);
    document.getElementById("editor").scrollIntoView({ block: "nearest" });
  });
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const topic of list.querySelectorAll("section")) {
      let left = 0;
      for (const one of topic.querySelectorAll("li")) {
        const text = one.textContent.toLowerCase();
        one.hidden = !words.every((word) => text.includes(word));
        left += one.hidden ? 0 : 1;
      }
      topic.hidden = left === 0;
    }
    document.getElementById("none").hidden = list.querySelector("section:not([hidden])") !== null;
  });
  for (const event of ["tabSelect", "tabAdd", "tabClose"]) yasgui.on(event, () => setTimeout(mark));

  const named = new URLSearchParams(location.search).get("name");
  if (!yasgui.persistentConfig.getTabs().length) {
    data.first.forEach((name, at) => open(name, at === 0));
    if (!named) show(data.first[0]);
  }
  if (named && data.queries[named]) show(named);
  mark();
  document.body.dataset.ready = "";
})();
