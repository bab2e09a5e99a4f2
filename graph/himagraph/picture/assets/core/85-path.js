// How two entities are related: up to five shortest ways over what stands at the date.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const BUDGET = 200000; // steps of the search, which no real question comes near

  // By the rules that the library brings: up to so many shortest simple ways, those with more holdings of record first.
  HIMA.ways = (start, end, withHubs) => {
    const rules = page.data.meta.paths, every = page.standing(), own = [start, end];
    const units = every.filter((edge) => edge.relation === "unit-of-company" && rules.hubs.includes(edge.to)).map((edge) => edge.from);
    const hubs = new Set(withHubs ? [] : [...rules.hubs, ...units].filter((id) => !own.includes(id)));
    const supply = (edge) => (rules.supply.includes(edge.model) || edge.relation === "technology-use")
      && ![...own, ...rules.never].includes(page.entity(edge.to).kind === "technology" ? edge.to : edge.from);
    const between = new Map(), near = new Map();
    for (const edge of every) {
      if (hubs.has(edge.from) || hubs.has(edge.to) || (!withHubs && supply(edge))) continue;
      for (const [a, b] of [[edge.from, edge.to], [edge.to, edge.from]]) {
        if (!near.has(a)) near.set(a, new Set());
        near.get(a).add(b);
        const key = `${a} ${b}`;
        if (!between.has(key)) between.set(key, []);
        between.get(key).push(edge);
      }
    }
    const rest = new Map([[end, 0]]);
    for (const waiting = [end]; waiting.length;) { const at = waiting.shift(); for (const other of near.get(at) || []) if (!rest.has(other)) { rest.set(other, rest.get(at) + 1); waiting.push(other); } }
    if (!rest.has(start)) return [];
    const found = [];
    let steps = 0;
    for (let length = rest.get(start); length < rest.size && found.length < rules.most && steps < BUDGET; length++) {
      const walk = (way) => {
        const at = way.at(-1);
        if (at === end) { if (way.length === length + 1) found.push(way); return; }
        for (const other of near.get(at)) if (steps++ < BUDGET && !way.includes(other) && way.length + rest.get(other) <= length) walk([...way, other]);
      };
      walk([start]);
    }
    const hops = (way) => way.slice(1).map((id, n) => between.get(`${way[n]} ${id}`));
    const held = (way) => hops(way).filter((edges) => edges.some((edge) => edge.relation === "stake")).length;
    const text = (way) => way.join("\u0001");
    return found.sort((a, b) => a.length - b.length || held(b) - held(a) || (text(a) < text(b) ? -1 : 1)).slice(0, rules.most)
      .map((way) => hops(way).map((edges, n) => ({ from: way[n], to: way[n + 1], edges: strongest(edges, way[n], rules.strongest) })));
  };

  function strongest(edges, from, order) {
    const key = (edge) => [String(order.indexOf(edge.relation) + 1 || order.length + 1).padStart(2, "0"), Number(edge.inferred), edge.relation, Number(edge.from !== from), page.claims[edge.claims[0]]?.path].join(" ");
    return [...edges].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  HIMA.details.tools.path = () => {
    const [one, other, hubs] = (page.state.path || "..").split(".");
    const set = (parts) => page.go({ path: parts.join(".") });
    const end = (id, label, take) => el("div", { class: "end" }, el("h3", {}, label), id ? el("p", {}, el("strong", {}, page.name(id))) : null,
      HIMA.search.field({ id: label === from ? "path-from" : "path-to", label: page.t("Find…", "查找……"), choose: take }));
    const from = page.t("From", "自");
    const known = page.data.entities[one] && page.data.entities[other] && one !== other;
    const ways = known ? HIMA.ways(one, other, hubs === "1") : [];
    return [
      el("h2", {}, page.t("Path between two", "两者之间的路径")),
      end(one, from, (id) => set([id, other || "", hubs || ""])), end(other, page.t("To", "至"), (id) => set([one || "", id, hubs || ""])),
      el("label", {}, el("input", { type: "checkbox", name: "hubs", checked: hubs === "1", onchange: (event) => set([one || "", other || "", event.target.checked ? "1" : ""]) }), page.t(" Also through hubs (Huawei, HIMA, supply)", " 也经过枢纽（华为、鸿蒙智行、供应）")),
      known && !ways.length ? page.empty("No path found at this date.", "该日期下未找到路径。") : null,
      ...ways.map((way, n) => el("section", { class: "way" }, el("h3", {}, page.t(`Way ${n + 1}, ${way.length} steps`, `路径 ${n + 1}，${way.length} 步`)),
        el("ol", {}, ...way.map((hop) => el("li", {}, button(page.edgeTitle(hop.edges[0]), () => page.openEdge(hop.edges[0]), { class: "to" }),
          el("small", {}, hop.edges[0].since ? ` ${page.since(hop.edges[0].since)}` : "", hop.edges.length > 1 ? ` +${hop.edges.length - 1}` : "")))))),
    ];
  };
})();
