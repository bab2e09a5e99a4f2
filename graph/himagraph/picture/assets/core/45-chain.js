// Which holders and holdings a chain shows, on which level each stands, and where its box goes. Drawing is elsewhere.
"use strict";
(() => {
  const { page } = HIMA;
  const MOST = 16, EACH = 4;
  const OWNED = ["company", "fund"];

  HIMA.owned = (id) => page.spans.some(({ edge }) => edge.relation === "stake" && (edge.to === id || edge.from === id)) || OWNED.includes(page.entity(id).kind);
  const FIRM = ["stake", "pending", "inferred"];
  // A right over a company is no share of it: it is drawn apart, and only for the one selected.
  const aside = (edge) => edge.relation === "reported-as" || (edge.relation === "control-right" && page.state.at && [edge.from, edge.to].includes(page.state.at));

  // The chain of an entity: `nodes` by id with `level` (owners negative) and what is `hidden` above and below;
  // `links` are firm, `aside` reported or controlling; `ended` on request.
  HIMA.chain = (id, row = 8) => {
    const edges = page.standing().filter(page.visible);
    const firm = edges.filter((edge) => FIRM.includes(edge.relation));
    const over = page.state.ended ? page.ended().filter((edge) => edge.relation === "stake" && page.visible(edge)) : [];
    const above = by([...firm, ...over], "to"), below = by([...firm, ...over], "from");
    const open = new Set(page.state.open ? page.state.open.split(".") : []);
    const nodes = new Map([[id, { id, level: 0, side: 0 }]]);
    const links = new Set();
    grow(id, above, "from", -1, nodes, links, open, MOST, row);
    grow(id, below, "to", 1, nodes, links, open, MOST + 4, row);
    across(above, below, nodes, open);
    for (const edge of firm) if (nodes.has(edge.from) && nodes.has(edge.to)) links.add(edge);
    const drawn = [...links];
    levels(id, nodes, drawn);
    for (const node of nodes.values()) {
      node.up = new Set((above.get(node.id) || []).map((edge) => edge.from).filter((other) => !nodes.has(other))).size;
      node.down = new Set((below.get(node.id) || []).map((edge) => edge.to).filter((other) => !nodes.has(other))).size;
    }
    const apart = edges.filter((edge) => aside(edge) && nodes.has(edge.from) && nodes.has(edge.to) && edge.from !== edge.to);
    return { root: id, nodes, links: drawn, aside: once(apart) };
  };

  const by = (edges, end) => {
    const found = new Map();
    for (const edge of edges) { if (!found.has(edge[end])) found.set(edge[end], []); found.get(edge[end]).push(edge); }
    for (const list of found.values()) list.sort((a, b) => (b.drawn ?? -1) - (a.drawn ?? -1) || (a.from + a.to < b.from + b.to ? -1 : 1));
    return found;
  };

  // Takes the heaviest line first, whoever's it is, so that a small picture shows who matters most.
  function grow(id, around, end, side, nodes, links, open, most, row) {
    const filled = new Map(), shown = new Map(), waiting = [];
    let plain = nodes.size;
    const offer = (at, weight, step) => {
      const asked = open.has(`${at}:${side < 0 ? "up" : "down"}`);
      for (const edge of around.get(at) || []) waiting.push({ edge, at, step, asked, weight: weight * ((edge.drawn ?? 1) / 100) });
    };
    const fits = ({ edge, at, step, asked }) => asked || !(plain >= most || (filled.get(step) || 0) >= row || (shown.get(at) || 0) >= EACH
      || (!edge.high && step > 0 && (shown.get(at) || 0) > 0) || (side > 0 && step > 1));
    offer(id, 1, 0);
    while (waiting.length) {
      waiting.sort((a, b) => Number(a.asked) - Number(b.asked) || b.weight - a.weight);
      const next = waiting.shift();
      const other = next.edge[end];
      if (!nodes.has(other)) {
        if (!fits(next)) continue;
        nodes.set(other, { id: other, level: 0, side });
        // What was asked for comes on top, and takes nobody's place.
        if (!next.asked) {
          plain += 1;
          filled.set(next.step, (filled.get(next.step) || 0) + 1);
          shown.set(next.at, (shown.get(next.at) || 0) + 1);
        }
        offer(other, next.weight, next.step + 1);
      }
      links.add(next.edge);
    }
  }

  // A step that was asked for leads to the other side too: to what else an owner holds, and who else owns a holding.
  function across(above, below, nodes, open) {
    for (let grown = true; grown;) {
      grown = false;
      for (const [at, way] of [...open].map((asked) => asked.split(":"))) {
        const down = way === "down";
        for (const edge of (nodes.has(at) && (down ? below : above).get(at)) || []) {
          const other = down ? edge.to : edge.from;
          if (nodes.has(other)) continue;
          const owner = (below.get(other) || []).some(({ to }) => nodes.has(to) && nodes.get(to).side <= 0);
          nodes.set(other, { id: other, level: 0, side: down && !owner ? 1 : -1, beside: at });
          grown = true;
        }
      }
    }
  }

  // Levels on the condensation: a ring of holdings is one point, so that its members stand on one level.
  function levels(root, nodes, links) {
    const ids = [...nodes.keys()];
    const out = new Map(ids.map((id) => [id, []]));
    for (const edge of links) if (edge.from !== edge.to) out.get(edge.from).push(edge.to);
    const ring = components(ids, out);
    for (const node of nodes.values()) node.ring = ring.size(node.id) > 1 ? ring.of(node.id) : null;
    const into = new Map(ids.map((id) => [id, []]));
    for (const edge of links) if (edge.from !== edge.to) into.get(edge.to).push(edge.from);
    const walk = (next, sign) => {
      const depth = new Map([[ring.of(root), 0]]);
      let changed = true;
      for (let round = 0; changed && round <= ids.length; round++) {
        changed = false;
        for (const id of ids) {
          const own = depth.get(ring.of(id));
          if (own === undefined) continue;
          for (const other of next.get(id)) {
            if (ring.of(other) === ring.of(id) || ring.of(other) === ring.of(root)) continue;
            if (nodes.get(other).side * sign < 0) continue;
            if ((depth.get(ring.of(other)) ?? -1) < own + 1) { depth.set(ring.of(other), own + 1); changed = true; }
          }
        }
      }
      return depth;
    };
    const up = walk(into, -1), down = walk(out, 1);
    for (const node of nodes.values()) {
      const own = ring.of(node.id), sign = Math.sign(node.side), steps = (sign < 0 ? up : down).get(own);
      if (node.id === root || own === ring.of(root)) node.level = 0;
      else if (steps === undefined && node.beside) node.level = sign * Math.max(1, sign * nodes.get(node.beside).level + 1);
      else node.level = sign * (steps ?? 1);
    }
  }

  function components(ids, out) {
    const index = new Map(), low = new Map(), stack = [], on = new Set(), comp = new Map(), sizes = new Map();
    let count = 0;
    const visit = (id) => {
      index.set(id, count); low.set(id, count++); stack.push(id); on.add(id);
      for (const other of out.get(id)) {
        if (!index.has(other)) { visit(other); low.set(id, Math.min(low.get(id), low.get(other))); }
        else if (on.has(other)) low.set(id, Math.min(low.get(id), index.get(other)));
      }
      if (low.get(id) === index.get(id)) {
        let other, size = 0;
        do { other = stack.pop(); on.delete(other); comp.set(other, id); size++; } while (other !== id);
        sizes.set(id, size);
      }
    };
    for (const id of ids) if (!index.has(id)) visit(id);
    return { of: (id) => comp.get(id), size: (id) => sizes.get(comp.get(id)) };
  }

  const once = (edges) => [...new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.relation}`, edge])).values()];

  // Places: rows of boxes by level; a line that spans several levels keeps a lane of its own in the rows between.
  HIMA.arrange = (items, links, size) => {
    const rows = new Map();
    const put = (item) => { if (!rows.has(item.level)) rows.set(item.level, []); rows.get(item.level).push(item); };
    for (const item of items.values()) put(item);
    const ways = links.map((edge) => {
      const [a, b] = [items.get(edge.from), items.get(edge.to)];
      const step = Math.sign(b.level - a.level);
      const way = [a];
      for (let level = a.level + step; step && level !== b.level; level += step) {
        const lane = { lane: true, level, width: 20, height: 0, from: edge.from, to: edge.to };
        put(lane);
        way.push(lane);
      }
      way.push(b);
      return { edge, way };
    });
    const near = new Map();
    const join = (a, b) => { if (!near.has(a)) near.set(a, []); near.get(a).push(b); };
    for (const { way } of ways) for (let n = 1; n < way.length; n++) { join(way[n - 1], way[n]); join(way[n], way[n - 1]); }
    const order = [...rows.keys()].sort((a, b) => a - b);
    const root = [...items.values()].find((item) => item.root);
    spread(rows.get(root.level), () => 0, size.gap);
    const outwards = [...order].sort((a, b) => Math.abs(a - root.level) - Math.abs(b - root.level) || a - b).slice(1);
    const mean = (item, test) => { const xs = (near.get(item) || []).filter(test).map((other) => other.x ?? 0); return xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : item.x ?? 0; };
    for (const level of outwards) spread(rows.get(level), (item) => mean(item, (other) => Math.abs(other.level - root.level) < Math.abs(level - root.level)), size.gap);
    for (let round = 0; round < 6; round++) for (const level of round % 2 ? outwards : [...outwards].reverse()) spread(rows.get(level), (item) => mean(item, () => true), size.gap);
    let y = 0;
    for (const level of order) {
      const tall = Math.max(...rows.get(level).map((item) => item.height));
      for (const item of rows.get(level)) { item.y = y + tall / 2; item.edge = [y, y + tall]; }
      y += tall + size.between;
    }
    const every = [...rows.values()].flat();
    const left = Math.min(...every.map((item) => item.x - item.width / 2)), right = Math.max(...every.map((item) => item.x + item.width / 2));
    for (const item of every) item.x -= left;
    return { ways, width: right - left, height: y - size.between };
  };

  // Puts a row in the order of what each item wants, as near to it as the gaps allow.
  function spread(row, wish, gap) {
    const wanted = row.map((item, n) => ({ item, n, x: wish(item) })).sort((a, b) => a.x - b.x || a.n - b.n);
    const groups = [];
    for (const { item, x } of wanted) {
      groups.push({ items: [item], x, width: item.width });
      while (groups.length > 1) {
        const [a, b] = groups.slice(-2);
        if (a.x + a.width / 2 + gap <= b.x - b.width / 2) break;
        const [na, nb] = [a.items.length, b.items.length];
        const width = a.width + gap + b.width;
        const x = ((a.x + (b.width + gap) / 2) * na + (b.x - (a.width + gap) / 2) * nb) / (na + nb);
        groups.splice(-2, 2, { items: [...a.items, ...b.items], x, width });
      }
    }
    for (const group of groups) {
      let at = group.x - group.width / 2;
      for (const item of group.items) { item.x = at + item.width / 2; at += item.width + gap; }
    }
    row.sort((a, b) => a.x - b.x);
  }
})();
