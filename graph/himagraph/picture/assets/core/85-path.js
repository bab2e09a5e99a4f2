// How two entities are related: up to five shortest ways over what stands at the date.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const MOST = 5, LONGEST = 7;
  const HUBS = ["huawei", "hima"];

  // Shortest simple ways, breadth first; of one length in the order of their ids.
  HIMA.ways = (start, end, withHubs) => {
    const between = new Map(), near = new Map();
    const supply = (edge) => ["component-supply", "technology-licence"].includes(edge.model) || edge.relation === "technology-use";
    for (const edge of page.standing()) {
      if (!withHubs && ([edge.from, edge.to].some((id) => HUBS.includes(id) && id !== start && id !== end) || (supply(edge) && ![edge.from, edge.to].some((id) => [start, end, "yinwang"].includes(id))))) continue;
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
    for (let length = rest.get(start); length <= Math.min(LONGEST, rest.get(start) + 3) && found.length < MOST; length++) {
      const some = [];
      const walk = (way) => {
        if (some.length >= 60) return;
        const at = way.at(-1);
        if (at === end) { if (way.length === length + 1) some.push(way); return; }
        for (const other of [...(near.get(at) || [])].sort()) if (!way.includes(other) && rest.has(other) && way.length + rest.get(other) <= length) walk([...way, other]);
      };
      walk([start]);
      found.push(...some);
    }
    const rank = (edge) => ["stake", "inferred", "pending", "reported-as"].indexOf(edge.relation) + 1 || 9;
    return found.slice(0, MOST).map((way) => way.slice(1).map((id, n) => ({ from: way[n], to: id, edges: [...between.get(`${way[n]} ${id}`)].sort((a, b) => rank(a) - rank(b)) })));
  };

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
          el("small", {}, hop.edges[0].since ? ` ${page.t("since", "自")} ${hop.edges[0].since}` : "", hop.edges.length > 1 ? ` +${hop.edges.length - 1}` : "")))))),
    ];
  };
})();
