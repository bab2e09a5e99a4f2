// The map: everything that stands at the date, in places that never move; a filter hides, a selection fades the rest.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const CAP = 500;
  let net = null, nodes = null, edges = null, canvas = null, fitted = false;

  HIMA.views.map = { title: { en: "Map", zh: "全图" }, draw };

  function draw(root) {
    const standing = [...page.standing(), ...(page.state.ended ? page.ended() : [])].filter(page.visible);
    const counts = new Map();
    for (const edge of standing) for (const id of [edge.from, edge.to]) counts.set(id, (counts.get(id) || 0) + 1);
    const ids = [...counts.keys()].filter((id) => page.places[id]).sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
    const shown = new Set(ids.slice(0, CAP));
    const links = once(standing.filter((edge) => shown.has(edge.from) && shown.has(edge.to)));
    page.drawn = { nodes: [...shown], links };
    const left = ids.length - shown.size;
    const note = page.t(`${shown.size} entities and ${links.length} links as of ${page.state.date}`, `截至 ${page.state.date}：${shown.size} 个实体、${links.length} 条关系`)
      + (left ? page.t(`; ${left} left out: filter, or take all of it to Gephi with hima export --to gexf`, `；未画出 ${left} 个：请筛选，或用 hima export --to gexf 导出到 Gephi`) : "");
    if (!canvas || canvas.parentNode !== root) {
      canvas = el("div", { class: "canvas", role: "img" });
      net?.destroy();
      net = null;
      HIMA.put(root, el("p", { class: "caption" }), canvas);
    }
    root.querySelector(".caption").textContent = note;
    canvas.setAttribute("aria-label", note + page.t(". The same as a table: the Table button.", "。表格形式见“表格”按钮。"));
    paint(shown, links, counts);
    page.say(note);
  }

  const once = (links) => [...new Map(links.map((edge) => [`${edge.from} ${edge.to} ${HIMA.groupOf(edge)}`, edge])).values()];

  function paint(shown, links, counts) {
    const at = page.state.at && shown.has(page.state.at) ? page.state.at : null;
    const near = at ? new Set([at, ...links.flatMap((edge) => (edge.from === at ? [edge.to] : edge.to === at ? [edge.from] : []))]) : null;
    const [text, ground] = [HIMA.colour("text"), HIMA.colour("ground")];
    const own = [...shown].map((id) => {
      const one = page.entity(id), look = HIMA.kinds[one.kind] || HIMA.kinds.company;
      const [x, y] = page.places[id];
      const faded = near && !near.has(id), hue = HIMA.colour(look.hue);
      const size = 9 + Math.min(14, 2 * Math.sqrt(counts.get(id)));
      return { id, x, y, size, shape: look.shape, color: { background: look.hollow ? ground : hue, border: id === at ? text : look.hollow ? hue : ground, highlight: hue }, borderWidth: id === at ? 4 : look.hollow ? 2.4 : 1,
        opacity: faded ? 0.15 : 1, label: undefined, rank: faded ? 0 : counts.get(id) + (id === at ? 1e6 : near ? 1e3 : 0), font: { size: 14, color: text, strokeWidth: 5, strokeColor: ground, face: getComputedStyle(document.body).fontFamily }, fixed: true };
    });
    const lines = links.map((edge) => {
      const look = HIMA.groups[HIMA.groupOf(edge)];
      const faded = near && edge.from !== at && edge.to !== at;
      return { id: edge.place, from: edge.from, to: edge.to, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: { color: HIMA.colour(edge.end ? "grey" : look.hue), opacity: faded ? 0.06 : 0.65 },
        dashes: edge.end ? [5, 4] : look.dash.length ? look.dash : false, width: edge.relation === "stake" ? 1 + (edge.high || 0) / 25 : 1.2 };
    });
    if (!net) {
      nodes = new vis.DataSet(own);
      edges = new vis.DataSet(lines);
      net = new vis.Network(canvas, { nodes, edges }, { ...page.data.network.options, autoResize: true });
      fitted = false;
      net.once("afterDrawing", () => { if (!fitted) { fitted = true; net.fit(); named(); } });
      net.on("zoom", later);
      net.on("animationFinished", later);
      net.on("click", ({ nodes: [id], edges: [place] }) => { if (id) page.select(id); else if (place !== undefined) page.openEdge(page.edges[place]); else page.go({ at: "" }); });
      net.on("doubleClick", ({ nodes: [id] }) => { if (id && HIMA.owned(id)) page.go({ view: "ownership", entity: id, at: "", open: "" }); });
      HIMA.map = net;
    } else {
      replace(nodes, own);
      replace(edges, lines);
      named();
    }
    if (at) net.moveTo({ position: { x: page.places[at][0], y: page.places[at][1] }, scale: Math.max(net.getScale(), 0.9) });
  }

  let waiting = null;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(named, 60); };

  // Names at a size that can be read at any zoom, the best joined first, and none over another.
  function named() {
    const scale = net.getScale(), size = 12 / scale;
    const taken = [], changes = [];
    for (const node of nodes.get().sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))) {
      const text = page.name(node.id);
      const width = [...text].reduce((sum, char) => sum + (char > "\u2e80" ? 12.5 : 7.2), 0), x = node.x * scale, y = (node.y + node.size) * scale + 9;
      const box = [x - width / 2 - 3, y - 8, x + width / 2 + 3, y + 9];
      const free = node.rank > 0 && !taken.some(([a, b, c, d]) => box[0] < c && box[2] > a && box[1] < d && box[3] > b);
      if (free) taken.push(box);
      changes.push({ id: node.id, label: free ? text : undefined, font: { ...node.font, size, strokeWidth: 3 / scale } });
    }
    nodes.update(changes);
  }

  function replace(set, items) {
    const kept = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(items);
  }
})();
