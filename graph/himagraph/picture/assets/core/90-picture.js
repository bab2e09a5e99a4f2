// The picture as PNG at twice its size: title, date and source line above and below, whatever the view draws.
"use strict";
(() => {
  const { page } = HIMA;
  const SHOWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-family", "text-anchor"];

  HIMA.png = (done) => {
    const canvas = document.querySelector("#view canvas"), board = document.querySelector("#view svg.board") || document.querySelector("#view svg");
    if (canvas) return framed(canvas, canvas.clientWidth, canvas.clientHeight, done);
    if (!board) return page.say(page.t("This view is a table: save it as CSV.", "此视图为表格：请保存为 CSV。"));
    const copy = board.cloneNode(true);
    const [from, to] = [[board, ...board.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
    from.forEach((node, n) => { const style = getComputedStyle(node); for (const name of SHOWN) to[n].setAttribute(name, style.getPropertyValue(name)); });
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const image = new Image();
    const { width, height } = board.getBoundingClientRect();
    image.onload = () => framed(image, width, height, done);
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
  };

  function framed(image, width, height, done) {
    const wide = Math.max(width, 720), head = 64, foot = 64;
    const out = Object.assign(document.createElement("canvas"), { width: 2 * wide, height: 2 * (height + head + foot) });
    const ink = out.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    ink.scale(2, 2);
    ink.fillStyle = colour("--ground");
    ink.fillRect(0, 0, wide, height + head + foot);
    ink.drawImage(image, (wide - width) / 2, head, width, height);
    const family = getComputedStyle(document.body).fontFamily;
    const write = (text, size, y, name, weight = 400) => { ink.font = `${weight} ${size}px ${family}`; ink.fillStyle = colour(name); ink.fillText(text, 20, y, wide - 40); };
    const { meta } = page.data;
    write(page.t(meta.title.en, meta.title.zh), 20, 30, "--text", 650);
    write(`${page.name(page.state.entity)} · ${page.t("as of", "截至")} ${page.state.date} · ${page.t("known by", "已知截至")} ${page.state.known}`, 13, 52, "--quiet");
    write(legend(), 12, height + head + 24, "--quiet");
    write(page.t(`himagraph ${meta.version}, data ${meta.digest.slice(0, 12)}, ${page.sources.length} sources, record ends ${meta.record_ends}`, `himagraph ${meta.version}，数据 ${meta.digest.slice(0, 12)}，${page.sources.length} 个来源，记录截至 ${meta.record_ends}`), 12, height + head + 44, "--quiet");
    out.toBlob(done, "image/png");
  }

  const legend = () => [...new Set(page.drawn.links.map((edge) => (edge.rest ? null : HIMA.groupOf(edge))).filter(Boolean))].map((name) => page.words(HIMA.groups[name].words)).join(" · ");
})();
