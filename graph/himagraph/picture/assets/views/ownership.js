// The ownership chain: owners above, holdings below, the share on each line.
"use strict";
(() => {
  const { svg, el, button, page } = HIMA;
  const FONT = 13, LINE = 16, WIDE = 138;
  const ink = document.createElement("canvas").getContext("2d");

  HIMA.views.ownership = { title: { en: "Ownership", zh: "股权" }, draw };

  function draw(root) {
    const small = root.clientWidth < 620;
    // As many boxes in a row as there is room for: what is left out is counted on the boxes.
    let row = 8, chain, picture = null;
    do {
      chain = HIMA.chain(page.state.entity, row);
      if (!small && chain.nodes.size > 1) picture = board(chain, root);
    } while (picture && !page.state.open && Number(picture.getAttribute("width")) > root.clientWidth && --row > 1);
    page.drawn = { nodes: [...chain.nodes.keys()], links: [...chain.links, ...chain.aside] };
    const keep = root.querySelector(".board") && root.dataset.entity === page.state.entity ? [root.scrollLeft, root.scrollTop] : null;
    root.dataset.entity = page.state.entity;
    const alone = chain.nodes.size === 1;
    HIMA.put(root,
      el("p", { class: "caption" }, caption(chain)),
      alone ? page.empty("No source found for a holder or a holding of it at this date.", "未见该日期下其股东或持股的来源。") : small ? outline(chain) : picture,
      alone ? null : el("p", { class: "caption foot" }, foot(chain)),
    );
    if (keep) root.scrollTo(...keep);
    else centre(root);
    page.say(page.t(`${chain.nodes.size} entities as of ${page.state.date}`, `截至 ${page.state.date}：${chain.nodes.size} 个实体`));
  }

  const caption = () => page.t(`${page.name(page.state.entity)}: owners above, holdings below, as of ${page.state.date}`, `${page.name(page.state.entity)}：上为股东，下为所持公司，截至 ${page.state.date}`);

  // A headline beside what the register says of it.
  function foot(chain) {
    const reported = chain.aside.filter((edge) => edge.relation === "reported-as");
    return reported.map((edge) => {
      const seen = HIMA.through ? HIMA.through(edge.from, edge.to) : null;
      const text = page.t(`${page.share(edge.share)} of ${page.name(edge.to)} is reported for ${page.name(edge.from)}.`, `据报道${page.name(edge.from)}持有${page.name(edge.to)} ${page.share(edge.share)}。`);
      const deep = seen ? page.t(` Looked through, it is ${seen}.`, `穿透计算为 ${seen}。`) : "";
      return button(text + deep, () => page.openEdge(edge), { class: "inline" });
    });
  }

  function centre(root) {
    const own = root.querySelector(".box.root");
    if (!own) return;
    const [a, b] = [own.getBoundingClientRect(), root.getBoundingClientRect()];
    root.scrollTo(root.scrollLeft + a.left + a.width / 2 - b.left - b.width / 2, root.scrollHeight > root.clientHeight && a.bottom > b.bottom ? root.scrollHeight : 0);
  }

  // --- text that fits its box ---

  function wrapped(text, width, bold) {
    ink.font = `${bold ? 650 : 500} ${FONT}px ${getComputedStyle(document.body).fontFamily}`;
    const words = text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*/g) || [text];
    const lines = [""];
    for (const word of words) {
      const longer = lines.at(-1) + word;
      if (lines.at(-1) && ink.measureText(longer.trimEnd()).width > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.map((line) => line.trimEnd());
  }

  function measured(node, root) {
    const one = page.entity(node.id);
    const texts = page.state.lang === "both" && one.en !== one.zh ? [["en", one.en], ["zh-Hans", one.zh]] : [[page.state.lang === "zh" ? "zh-Hans" : "en", page.name(node.id)]];
    const lines = texts.flatMap(([lang, text]) => wrapped(HIMA.plain(text), WIDE - 18, node.id === root).map((line) => ({ lang, line })));
    const through = node.id !== root && node.side < 0 && HIMA.through ? HIMA.through(node.id, root) : null;
    const lang = page.state.lang === "zh" ? "zh-Hans" : "en";
    const add = (text, mark) => { for (const line of wrapped(text, WIDE - 18)) lines.push({ lang, line, mark }); };
    if (through) add(lang === "en" ? `behind: ${through}` : `穿透 ${through}`, "through");
    if (node.id !== root && HIMA.controls && HIMA.controls(node.id, root)) add(lang === "en" ? `controls ${HIMA.plain(page.entity(root).en)}` : `控制${HIMA.plain(page.entity(root).zh)}`, "controls");
    const width = Math.max(WIDE, ...lines.map(({ line }) => ink.measureText(line).width + 18));
    return { ...node, lines, width, height: Math.max(40, lines.length * LINE + 14), root: node.id === root };
  }

  // --- the board ---

  function board(chain, root) {
    const items = new Map([...chain.nodes].map(([id, node]) => [id, measured(node, chain.root)]));
    for (const rest of rests(chain)) items.set(rest.id, rest.item);
    const links = [...chain.links, ...rests(chain).map((rest) => rest.edge)];
    const room = Math.max(46, Math.min(92, (root.clientHeight - 110 - 50 * rowCount(items)) / Math.max(1, rowCount(items) - 1)));
    const laid = HIMA.arrange(items, [...links, ...chain.aside], { gap: 14, between: room });
    const [across, up] = [26, 26];
    const width = Math.ceil(laid.width + 2 * across), height = Math.ceil(laid.height + 2 * up);
    const picture = svg("svg", { class: "board", width, height, viewBox: `${-across} ${-up} ${width} ${height}`, role: "group", "aria-label": caption(chain) },
      svg("defs", {}, arrow("arrow"), arrow("arrow-aside")));
    const near = page.state.at && items.has(page.state.at) && page.state.at !== chain.root ? kin(page.state.at, links) : null;
    ports(laid.ways, items);
    const lines = [], labels = [];
    for (const way of laid.ways) line(way, near, lines, labels);
    picture.append(svg("g", {}, ...lines), svg("g", {}, ...[...items.values()].map((item) => box(item, near))), svg("g", {}, ...settle(labels, items)));
    return picture;
  }

  const rowCount = (items) => new Set([...items.values()].map((item) => item.level)).size;
  const arrow = (id) => svg("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" }, svg("path", { d: "M0,0.6 L8,4 L0,7.4 z" }));

  // What named holders leave of an issuer: a dashed box of its own, per issuer.
  function rests(chain) {
    if (!HIMA.undisclosed) return [];
    return [...chain.nodes.values()].filter((node) => node.side <= 0 && (node.id === chain.root || chain.links.some((edge) => edge.to === node.id))).map((node) => ({ node, share: HIMA.undisclosed(node.id) })).filter(({ share }) => share).map(({ node, share }) => {
      const id = `rest of ${node.id}`;
      const text = page.state.lang === "zh" ? "未披露" : "Not disclosed";
      const lines = wrapped(text, WIDE - 18).map((line) => ({ lang: page.state.lang === "zh" ? "zh-Hans" : "en", line }));
      return { id, item: { id, rest: true, lines, level: node.level - 1, side: -1, width: 104, height: lines.length * LINE + 14 },
        edge: { rest: true, from: id, to: node.id, share, relation: "rest", words: ["not disclosed", "未披露"], low: null, high: null, claims: [] } };
    });
  }

  // Everything above and below the one selected.
  function kin(id, links) {
    const found = new Set([id]);
    for (const [start, end] of [["to", "from"], ["from", "to"]]) {
      const waiting = [id];
      while (waiting.length) { const at = waiting.pop(); for (const edge of links) if (edge[start] === at && !found.has(edge[end])) { found.add(edge[end]); waiting.push(edge[end]); } }
    }
    return found;
  }

  // Lines leave and enter a box side by side, in the order of where they go.
  function ports(ways, items) {
    for (const item of items.values()) {
      for (const [own, end] of [["from", 0], ["to", -1]]) {
        const mine = ways.filter(({ edge }) => edge[own] === item.id);
        const toward = ({ way }) => (end ? way.at(-2) : way[1]).x;
        mine.sort((a, b) => toward(a) - toward(b));
        const span = Math.min(item.width - 36, 46 * (mine.length - 1));
        mine.forEach((one, n) => { one[own] = item.x + (mine.length > 1 ? span * (n / (mine.length - 1) - 0.5) : 0); });
      }
    }
  }

  function line({ edge, way, from, to }, near, lines, labels) {
    const [a, b] = [way[0], way.at(-1)];
    const same = a.level === b.level;
    const down = b.level > a.level;
    const start = same ? [a.x + Math.sign(b.x - a.x) * (a.width / 2), a.y] : [from, a.y + (down ? 1 : -1) * a.height / 2];
    const end = same ? [b.x - Math.sign(b.x - a.x) * (b.width / 2 + 2), b.y + 6] : [to, b.y - (down ? 1 : -1) * (b.height / 2 + 2)];
    const points = [start, ...way.slice(1, -1).map((lane) => [lane.x, lane.y]), end];
    const d = points.slice(1).reduce((path, [x, y], n) => { const [px, py] = points[n]; const my = (py + y) / 2; return `${path} C${px},${my} ${x},${my} ${x},${y}`; }, `M${start[0]},${start[1]}`);
    const kind = edge.rest ? "rest" : edge.end ? "over" : edge.relation;
    const faded = near && !(near.has(edge.from) && near.has(edge.to)) ? " faded" : "";
    const width = edge.high === null ? 1.25 : 1.25 + edge.drawn / 22;
    const aside = ["reported-as", "control-right", "pending", "inferred"].includes(kind);
    lines.push(svg("path", { d, class: `link ${kind}${faded}`, "stroke-width": kind === "stake" ? width : 1.6, "marker-end": edge.rest ? null : `url(#arrow${aside ? "-aside" : ""})`, "data-edge": edge.place ?? "" }));
    if (kind === "control-right") { lines.at(-1).append(svg("title", {}, page.edgeTitle(edge))); labels.push(label(edge, a, start, points[1], page.t("right", "权利"), kind, faded)); return; }
    const text = page.share(edge.share) || "?";
    const unknown = edge.high === null && !edge.rest;
    const said = kind === "reported-as" ? page.t(`${text} reported`, `据报道 ${text}`) : kind === "pending" ? page.t(`${text} signed`, `已签约 ${text}`) : kind === "over" ? page.t(`${text} until ${edge.end}`, `${text} 至 ${edge.end}`) : unknown ? page.t("not known", "未知") : text;
    labels.push(label(edge, a, start, points[1], said, kind, faded));
  }

  function label(edge, item, start, next, text, kind, faded) {
    ink.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
    const width = ink.measureText(text).width + 10;
    const way = Math.sign(next[1] - start[1]) || 1;
    // One height for all labels of a row, clear of its boxes and of the counts on them: on the curve that the line takes.
    const height = way > 0 ? Math.max(item.edge[1] + 20, start[1] + 14) : Math.min(item.edge[0] - 20, start[1] - 14);
    const middle = (start[1] + next[1]) / 2;
    const y = (t) => (1 - t) ** 3 * start[1] + 3 * (1 - t) ** 2 * t * middle + 3 * (1 - t) * t * t * middle + t ** 3 * next[1];
    let [from, to] = [0, 1];
    for (let round = 0; round < 24; round++) { const t = (from + to) / 2; if ((y(t) - height) * way < 0) from = t; else to = t; }
    const x = start[0] + (next[0] - start[0]) * (3 * from * from - 2 * from ** 3);
    return { edge, text, kind, faded, x, y: y(from), width, way };
  }

  // Moves labels that would touch each other apart, sideways along their row.
  function settle(labels, items) {
    labels.sort((a, b) => a.y - b.y || a.x - b.x);
    for (let round = 0; round < 30; round++) {
      let moved = false;
      for (let i = 0; i < labels.length; i++) for (let j = i + 1; j < labels.length; j++) {
        const [a, b] = [labels[i], labels[j]];
        const overlap = (a.width + b.width) / 2 + 2 - Math.abs(a.x - b.x);
        if (overlap > 0 && Math.abs(a.y - b.y) < 19) {
          const sign = a.x <= b.x ? 1 : -1;
          a.x -= (sign * overlap) / 2;
          b.x += (sign * overlap) / 2;
          moved = true;
        }
      }
      if (!moved) break;
    }
    return labels.map(({ edge, text, kind, faded, x, y, width }) => {
      const open = () => page.openEdge(edge);
      return svg("g", { class: `share ${kind}${faded}`, ...(edge.rest ? {} : { role: "button", tabindex: 0, "aria-label": `${page.edgeTitle(edge)}: ${page.t("evidence", "证据")}`, onclick: open, onkeydown: press(open) }) },
        svg("rect", { x: x - width / 2, y: y - 9, width, height: 18, rx: 4 }), svg("text", { x, y: y + 4 }, text));
    });
  }

  const press = (act) => (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(event); } };

  function box(item, near) {
    const { id, x, y, width, height, lines } = item;
    const [left, top] = [x - width / 2, y - height / 2];
    const texts = lines.map(({ lang, line, mark }, n) => svg("text", { x, y: y - ((lines.length - 1) * LINE) / 2 + n * LINE + 4.5, lang, class: mark || null }, line));
    if (item.rest) return svg("g", { class: "box rest" }, svg("rect", { x: left, y: top, width, height, rx: 6 }), ...texts);
    const one = page.entity(id);
    const names = ["box", one.kind, item.root ? "root" : "", page.state.at === id ? "at" : "", near && !near.has(id) ? "faded" : ""].filter(Boolean).join(" ");
    const chain = () => { if (id !== page.state.entity) page.go({ entity: id, at: "", open: "" }); };
    const sign = HIMA.sign(one.kind, 10);
    sign.setAttribute("x", left + 4);
    sign.setAttribute("y", top + 4);
    const group = svg("g", { class: names, "data-id": id }, svg("g", {
      role: "button", tabindex: 0, "aria-label": `${page.name(id)}, ${page.kind(one.kind)}`, "aria-pressed": String(page.state.at === id),
      onclick: () => page.select(id), ondblclick: chain, onkeydown: press((event) => (event.shiftKey ? chain() : page.select(id))),
    }, svg("title", {}, HIMA.plain(one.full[page.state.lang === "zh" ? 1 : 0] || one.full.find(Boolean))), svg("rect", { x: left, y: top, width, height, rx: 7 }), one.kind === "company" ? null : sign, ...texts,
    item.ring ? svg("text", { class: "ring", x: left + width - 10, y: top + 13 }, "↻") : null));
    if (item.up) group.append(more(id, "up", item.up, x + width / 2 - 2, top, page.t(`${item.up} more holders`, `另有 ${item.up} 个股东`)));
    if (item.down) group.append(more(id, "down", item.down, x + width / 2 - 2, top + height, page.t(`${item.down} more holdings`, `另持有 ${item.down} 家`)));
    return group;
  }

  // What is not shown, and one step to show it.
  function more(id, way, count, x, y, said) {
    const open = () => page.go({ open: [...new Set([...page.state.open.split(".").filter(Boolean), `${id}:${way}`])].sort().join(".") });
    const width = 14 + 7 * String(count).length;
    return svg("g", { class: "more", role: "button", tabindex: 0, "aria-label": said, onclick: open, onkeydown: press(open) }, svg("title", {}, said),
      svg("rect", { x: x - width / 2, y: y - 8, width, height: 16, rx: 8 }), svg("text", { x, y: y + 4 }, `+${count}`));
  }

  // --- on a narrow screen: the same chain as an outline ---

  function outline(chain) {
    const branch = (id, end, other, seen) => {
      const own = chain.links.filter((edge) => edge[end] === id && !seen.has(edge[other])).sort((a, b) => (b.high ?? -1) - (a.high ?? -1));
      const node = chain.nodes.get(id);
      const hidden = end === "to" ? node.up : node.down;
      if (!own.length && !hidden) return null;
      return el("ul", {}, ...own.map((edge) => el("li", {},
        el("div", { class: "step" }, button(page.share(edge.share) || page.t("not known", "未知"), () => page.openEdge(edge), { class: "figure" }),
          button([HIMA.sign(page.entity(edge[other]).kind), " ", page.name(edge[other])], () => page.select(edge[other]), { class: "to" })),
        branch(edge[other], end, other, new Set([...seen, edge[other]])))),
      hidden ? el("li", {}, button(`+${hidden}`, () => page.go({ open: [...page.state.open.split(".").filter(Boolean), `${id}:${end === "to" ? "up" : "down"}`].sort().join(".") }), { class: "more", "aria-label": page.t(`${hidden} more`, `另有 ${hidden} 个`) })) : null);
    };
    const above = branch(chain.root, "to", "from", new Set([chain.root])), below = branch(chain.root, "from", "to", new Set([chain.root]));
    return el("div", { class: "outline" }, el("p", { class: "trunk" }, page.name(chain.root)),
      above ? el("section", {}, el("h2", {}, page.t("Held by", "由谁持有")), above) : null, below ? el("section", {}, el("h2", {}, page.t("Holds", "持有")), below) : null);
  }
})();
