// What the tests ask of a page, put into it before it opens: each tells what is wrong, and nothing where all is well.
window.violations = [];
addEventListener("securitypolicyviolation", (one) => window.violations.push([one.effectiveDirective, one.blockedURI]));

window.LOOK = {
  // Brings the page into a state of its address as a walk through the history would, without loading it again.
  go(state) {
    history.pushState(null, "", "#" + state);
    dispatchEvent(new PopStateEvent("popstate"));
    document.activeElement?.blur();
    for (const one of document.querySelectorAll("input[type=search]")) one.value = "";
  },

  texts: () => [...document.querySelectorAll("#page *")].filter((one) =>
    one.checkVisibility() && !one.closest(".unseen, .skip") && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())),

  // Texts below 11 pixels, texts outside the window, and whether the page can be moved sideways.
  unreadable() {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than its window");
    for (const one of LOOK.texts()) {
      const place = one.getBoundingClientRect();
      if (parseFloat(getComputedStyle(one).fontSize) < 11) found.push(`small: ${one.textContent.slice(0, 40)}`);
      if (place.width && (place.right > innerWidth + 1 || place.left < -1) && !one.closest(".sheet")) found.push(`outside: ${one.textContent.slice(0, 40)}`);
    }
    return found;
  },

  // Texts that their box cuts off, and texts of the chain that are wider than their box.
  clipped() {
    const cut = (value) => value === "hidden" || value === "clip";
    const found = LOOK.texts().filter((one) => !one.closest("svg, select, pre")).filter((one) => {
      const style = getComputedStyle(one);
      return (cut(style.overflowX) && one.scrollWidth > one.clientWidth + 1) || (cut(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
    });
    for (const box of document.querySelectorAll(".board .box")) {
      const room = box.querySelector("rect").getBoundingClientRect();
      for (const text of box.querySelectorAll("text:not(.ring)")) {
        const place = text.getBoundingClientRect();
        const over = place.left < room.left || place.right > room.right || place.top < room.top - 1 || place.bottom > room.bottom + 1;
        if (over && !text.closest(".more")) found.push(text);
      }
    }
    return found.map((one) => one.textContent.slice(0, 60));
  },

  // Labels over boxes, labels over labels, boxes over boxes.
  overlaps() {
    const places = (query) => [...document.querySelectorAll(query)].map((one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return { said: one.parentNode.textContent, left: left + 1, right: right - 1, top: top + 1, bottom: bottom - 1 };
    });
    const over = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
    const all = places(".board .share rect, .board .box > g[aria-pressed] > rect, .board .box.rest > rect");
    return all.flatMap((a, n) => all.slice(n + 1).filter((b) => over(a, b)).map((b) => `${a.said} / ${b.said}`));
  },

  // Holders that do not stand above what they hold, and the widths of lines in the order of their shares.
  chain() {
    const top = (id) => document.querySelector(`.board .box[data-id="${id}"]`).getBoundingClientRect().top;
    const width = (edge) => Number(document.querySelector(`.link[data-edge="${edge.place}"]`).getAttribute("stroke-width"));
    const edges = HIMA.page.drawn.links.filter((edge) => edge.relation === "stake");
    const known = edges.filter((edge) => edge.low !== null && edge.low === edge.high).sort((a, b) => a.high - b.high);
    return { wrong: edges.filter((edge) => top(edge.from) >= top(edge.to)).map((edge) => `${edge.from} ${edge.to}`), widths: known.map(width) };
  },

  // Adds a relation to the data for as long as `look` takes.
  with(changes, look) {
    const { page } = HIMA;
    const before = page.edges.length;
    for (const change of changes) {
      const edge = { ...page.edges[0], share: null, low: null, high: null, claims: [], ...change, place: page.edges.length };
      page.edges.push(edge);
      page.spans.push({ edge, first: "", end: "~", known: 63 });
    }
    page.forget();
    try { page.draw(); return look(); } finally {
      page.edges.length = before;
      page.spans.length -= changes.length;
      page.forget();
      page.draw();
    }
  },

  // Each sign of a kind and each dash of a relation, drawn at one size, as grey values.
  async greys() {
    const side = document.getElementById("side");
    const drawn = async (svg) => {
      side.append(svg);
      const { width, height } = svg.getBoundingClientRect();
      const copy = svg.cloneNode(true), mark = copy.firstElementChild, style = getComputedStyle(svg.firstElementChild);
      for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray"]) mark.setAttribute(name, style.getPropertyValue(name));
      for (const [name, value] of [["xmlns", "http://www.w3.org/2000/svg"], ["width", 3 * width], ["height", 3 * height]]) copy.setAttribute(name, value);
      svg.remove();
      const image = new Image();
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: 3 * width, height: 3 * height });
      const ink = canvas.getContext("2d");
      ink.fillStyle = getComputedStyle(side).backgroundColor;
      ink.fillRect(0, 0, canvas.width, canvas.height);
      ink.drawImage(image, 0, 0);
      const { data } = ink.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: data.length / 4 }, (_, n) => Math.round(0.2126 * data[4 * n] + 0.7152 * data[4 * n + 1] + 0.0722 * data[4 * n + 2]));
    };
    const found = { kinds: {}, lines: {} };
    for (const kind of Object.keys(HIMA.kinds)) found.kinds[kind] = await drawn(HIMA.sign(kind, 12));
    for (const [name, one] of Object.entries(HIMA.groups)) found.lines[name] = await drawn(HIMA.dash(one));
    return found;
  },

  // How many elements move.
  moving: () => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return [style.transitionDuration, style.animationDuration].some((text) => text.split(",").some((part) => parseFloat(part) > 0));
  }).length,

  // Texts in the picture, which axe does not judge, whose contrast with what they stand on is too low.
  faint() {
    const light = (text) => {
      const parts = text.match(/[\d.]+/g).slice(0, 3).map((part) => Number(part) / 255);
      const [red, green, blue] = parts.map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const ground = getComputedStyle(document.getElementById("view")).backgroundColor;
    return [...document.querySelectorAll("#view svg text")].filter((one) => !one.closest(".faded")).map((one) => {
      const box = one.parentNode.querySelector("rect");
      const behind = box ? getComputedStyle(box).fill : ground;
      return [ratio(getComputedStyle(one).fill, behind === "none" ? ground : behind), one.textContent];
    }).filter(([found]) => found < 4.5);
  },

  // Chinese that is not marked as Chinese.
  unmarked() {
    const found = [];
    const walk = document.createTreeWalker(document.getElementById("page"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement: at } = walk.currentNode;
      if (!/[\u4e00-\u9fff]/.test(data) || at.closest("option, .unseen, script, pre")) continue;
      if (!(at.closest("[lang]")?.getAttribute("lang") || "").startsWith("zh")) found.push(data.slice(0, 30));
    }
    return found;
  },

  // Numbers everything that can be pressed or filled in; tells how many there are.
  pressable: () => [...document.querySelectorAll("#page :is(button, a[href], input, select, summary, [tabindex='0'])")]
    .filter((one) => one.checkVisibility()).map((one, n) => { one.dataset.n = n; return String(n); }),
  focused() {
    const one = document.activeElement;
    return [one.dataset.n ?? null, getComputedStyle(one).outlineStyle !== "none"];
  },

  // What the panel says of an entity: rows of its lists as [name, share, what else is said], the numbers over the lists,
  // and what is said of control; of the picture, the shares drawn on the root and how many holders it leaves out.
  panel() {
    const lists = [...document.querySelectorAll('#side .list')];
    const named = (title) => lists.find((one) => one.querySelector('h3').textContent.startsWith(title));
    const text = (row, query) => row.querySelector(query)?.textContent ?? '';
    const read = (rows) => [...rows].map((row) => [text(row, '.to'), text(row, '.figure'), text(row, 'small')]);
    const rows = (title) => read(named(title)?.querySelectorAll('li') ?? []);
    const count = (title) => Number(named(title)?.querySelector('.count').textContent ?? 0);
    const { entity } = HIMA.page.state;
    return {
      kind: text(document.getElementById('side'), '.kind'),
      names: [...document.querySelectorAll('#side :is(h2, .full)')].map((one) => one.textContent),
      owners: rows('Holders of record'), owned: count('Holders of record'),
      holdings: rows('Holds '), held: count('Holds '),
      pending: read(document.querySelectorAll('#side li.pending')),
      through: rows('Behind them'), behind: count('Behind them'),
      control: text(document.getElementById('side'), '.control'),
      quiet: [...document.querySelectorAll('#side p.quiet')].map((one) => one.textContent),
      drawn: HIMA.page.drawn.links.filter((edge) => edge.to === entity && edge.relation === 'stake')
        .map((edge) => [edge.from, document.querySelector(`.board .link[data-edge="${edge.place}"]`) ? HIMA.page.share(edge.share) : 'not drawn']),
      hidden: Number(text(document, `.board .box[data-id="${entity}"] .more[aria-label*=holders] text`).replace('+', '')),
    };
  },

  // The figures of the deliveries, a row for each [subject, month, figures].
  figures() {
    const table = document.querySelector(".matrix.figures");
    const heads = [...table.querySelectorAll("thead th")].map((one) => one.textContent);
    return [...table.querySelectorAll("tbody tr")].flatMap((row) => [...row.children].slice(1).map((cell, n) =>
      [heads[n + 1], row.querySelector("th").textContent, [...cell.querySelectorAll("button")].map((one) => one.textContent)]));
  },

  // Keeps what is copied, and what is written and drawn into pictures, until the page is loaded anew.
  copies() {
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text) => window.copied.push(text) } });
  },
  spied() {
    Object.assign(window, { written: [], drawn: [] });
    const { prototype } = CanvasRenderingContext2D, { fillText, drawImage } = prototype;
    prototype.fillText = function (text, ...rest) { window.written.push(text); return fillText.call(this, text, ...rest); };
    prototype.drawImage = function (image, ...rest) { window.drawn.push(rest.slice(2)); return drawImage.call(this, image, ...rest); };
  },
  size: (one) => { const { width, height } = one.getBoundingClientRect(); return [width, height]; },
  inside(one) {
    const place = one.getBoundingClientRect();
    return getComputedStyle(one).visibility !== "hidden" && place.top < innerHeight && place.left < innerWidth && place.width > 0;
  },

  // The map: where each entity stands, and at a zoom the number of names, those that overlap, and the smallest size.
  places: () => Object.fromEntries(HIMA.map.body.nodeIndices.map((id) => [id, [HIMA.map.body.nodes[id].x, HIMA.map.body.nodes[id].y]])),
  async named(zoom) {
    if (zoom) { HIMA.map.moveTo({ scale: zoom }); HIMA.map.body.emitter.emit("zoom", {}); }
    await new Promise((done) => setTimeout(done, 150));
    const scale = HIMA.map.getScale(), ink = document.createElement("canvas").getContext("2d");
    const boxes = HIMA.map.body.data.nodes.get().filter((node) => node.label).map((node) => {
      ink.font = `${node.font.size * scale}px ${node.font.face}`;
      const wide = ink.measureText(node.label).width, x = node.x * scale, y = (node.y + node.size) * scale + 9;
      return [node.label, x - wide / 2, y - 6, x + wide / 2, y + 6, node.font.size * scale];
    });
    const over = boxes.flatMap((a, n) => boxes.slice(n + 1)
      .filter((b) => a[1] < b[3] && a[3] > b[1] && a[2] < b[4] && a[4] > b[2]).map((b) => `${a[0]} / ${b[0]}`));
    return [boxes.length, over, Math.min(...boxes.map((one) => one[5]))];
  },
};
