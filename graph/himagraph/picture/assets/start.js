// Opens the payload, builds the shell and draws the view that the address asks for.
"use strict";
(() => {
  const { el, page } = HIMA;

  async function unpacked() {
    const text = document.getElementById("payload").textContent.trim();
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  page.draw = () => {
    HIMA.shell.update();
    const root = document.getElementById("view");
    const view = HIMA.views[page.state.view] || HIMA.views.ownership;
    root.dataset.view = page.state.view;
    view.draw(root, page);
    // The panel counts what the picture leaves out, so it comes after it.
    HIMA.shell.panel();
  };

  function valid(state) {
    if (!HIMA.views[state.view]) state.view = page.defaults.view;
    if (!page.data.entities[state.entity]) state.entity = page.defaults.entity;
    if (!page.data.dates.known.includes(state.known)) state.known = page.defaults.known;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(state.date)) state.date = page.defaults.date;
    if (!["en", "zh", "both"].includes(state.lang)) state.lang = page.defaults.lang;
    return state;
  }

  unpacked().then((data) => {
    page.open(data);
    page.state = valid(HIMA.readHash(page.defaults));
    HIMA.shell.build(document.getElementById("page"));
    document.getElementById("page").dataset.state = "ready";
    page.draw();
    document.getElementById("page").dataset.drawn = "";
    window.addEventListener("popstate", () => { page.state = valid(HIMA.readHash(page.defaults)); HIMA.shell.close(); page.draw(); });
    let width = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; page.draw(); } });
  }).catch((error) => {
    document.getElementById("page").replaceChildren(el("p", { class: "loading", role: "alert" },
      `This page cannot be opened in this browser (${error.message}). 此浏览器无法打开本页。`));
    throw error;
  });
})();
