// Search: any spelling to a list of entities, best first. Several hits make a list, never a guess.
"use strict";
(() => {
  const { el, page } = HIMA;
  const search = (HIMA.search = {});
  const MOST = 8;
  let box, list, hits = [], at = -1, keys = null;

  const fold = (text) => text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
  search.fold = fold;

  function index() {
    keys = Object.entries(page.data.entities).map(([id, one]) => ({ id, exact: [fold(id), ...one.names.map(fold)], sound: one.sound }));
  }

  // Edits from one text to the other, given up above a limit.
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    let row = Array.from({ length: other.length + 1 }, (_, n) => n);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      }
      if (Math.min(...next) > limit) return limit + 1;
      row = next;
    }
    return row[other.length];
  }

  function score(text, { exact, sound }) {
    let best = 0;
    for (const key of exact) {
      if (key === text) return 100;
      if (key.startsWith(text)) best = Math.max(best, 88 - Math.min(20, key.length - text.length));
      else if (text.length > 1 && key.includes(text)) best = Math.max(best, 66 - Math.min(20, key.length - text.length));
    }
    for (const key of sound) {
      if (key === text) best = Math.max(best, 95);
      else if (text.length > 2 && key.startsWith(text)) best = Math.max(best, 80 - Math.min(20, key.length - text.length));
    }
    if (best || text.length < 4) return best;
    const limit = text.length < 7 ? 1 : 2;
    for (const key of [...exact, ...sound]) {
      const edits = distance(text, key, limit);
      if (edits <= limit) best = Math.max(best, 60 - 10 * edits);
    }
    return best;
  }

  search.find = (text) => {
    if (!keys) index();
    const folded = fold(text);
    if (!folded) return [];
    return keys.map((one) => ({ id: one.id, score: score(folded, one) })).filter((one) => one.score > 0)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, MOST);
  };

  // A field with its list: used by the search of the page and by both ends of a path.
  search.field = ({ id, label, choose, value = "" }) => {
    const own = { hits: [], at: -1 };
    const options = el("ul", { role: "listbox", id: `${id}-list`, hidden: true, "aria-label": label });
    const input = el("input", {
      id, type: "search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "false", value,
      "aria-controls": `${id}-list`, "aria-autocomplete": "list", "aria-label": label, placeholder: label,
    });
    const close = () => { options.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const take = (hit) => { input.value = ""; close(); input.blur(); choose(hit.id, input); };
    const draw = () => {
      options.replaceChildren(...own.hits.map((hit, n) => {
        const one = page.entity(hit.id);
        return el("li", { role: "option", id: `${id}-${n}`, "aria-selected": String(n === own.at), "data-id": hit.id, onpointerdown: (event) => { event.preventDefault(); take(hit); } },
          HIMA.sign(one.kind), el("span", {}, HIMA.plain(one.en), " ", el("span", { lang: "zh-Hans", class: "quiet" }, one.zh === one.en ? "" : HIMA.plain(one.zh))), el("small", {}, page.kind(one.kind)));
      }));
      if (!own.hits.length) options.replaceChildren(el("li", { class: "empty", role: "option", "aria-selected": "false" }, page.t("Nothing found by that name.", "没有这个名称。")));
      options.hidden = !input.value.trim();
      input.setAttribute("aria-expanded", String(!options.hidden));
      if (own.at >= 0) input.setAttribute("aria-activedescendant", `${id}-${own.at}`);
    };
    input.addEventListener("input", () => { own.hits = search.find(input.value); own.at = own.hits.length ? 0 : -1; draw(); page.say(page.t(`${own.hits.length} found`, `找到 ${own.hits.length} 个`)); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); input.value = ""; close(); input.blur(); }
      if (event.key === "Enter" && own.hits[own.at]) { event.preventDefault(); take(own.hits[own.at]); }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (own.hits.length) own.at = (own.at + step + own.hits.length) % own.hits.length;
        draw();
      }
    });
    input.addEventListener("blur", () => setTimeout(close, 120));
    return el("div", { class: "field" }, input, options);
  };

  search.build = () => {
    box = el("div", { class: "search", role: "search" });
    return box;
  };
  search.update = () => {
    const label = page.t("Find a company, brand, person… ( / )", "查找公司、品牌、人物…（/）");
    if (box.dataset.label === label) return;
    box.dataset.label = label;
    box.replaceChildren(search.field({ id: "search", label, choose: (id) => { page.go({ at: id, ...(page.state.view === "ownership" && HIMA.owned(id) ? { entity: id, open: "" } : {}) }); HIMA.details.show("entity"); } }));
  };
  search.focus = () => box.querySelector("input").focus();
})();
