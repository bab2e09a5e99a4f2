// The one object that every view is given: the data, the state, and what may be asked of them.
"use strict";
(() => {
  const { el } = HIMA;
  const page = (HIMA.page = { data: null, state: null });
  const cache = new Map();

  page.open = (data) => {
    page.data = data;
    page.places = data.network.places;
    const rows = (part) => part.rows.map((row) => Object.fromEntries(part.columns.slice(-row.length).map((name, n) => [name, row[n]])));
    page.sources = rows(data.sources);
    page.claims = rows(data.claims);
    for (const claim of page.claims) claim.path = `${page.sources[claim.source].id}/${claim.id}`;
    page.claimPlace = new Map(page.claims.map((claim, n) => [claim.path, n]));
    page.edges = rows(data.edges).map((edge, n) => ({
      ...edge, place: n, from: data.network.ends[n][0], to: data.network.ends[n][1],
      words: data.edges.labels[edge.label],
      low: edge.share ? number(edge.share[0]) : null, high: edge.share ? number(edge.share[1]) : null,
    }));
    // How large a share is drawn: of an open bound ("over 9%") what is known of it.
    for (const edge of page.edges) edge.drawn = edge.high === 100 && edge.low !== null && edge.low < 100 && edge.low > 0 ? edge.low : edge.high;
    const days = data.dates.days;
    page.spans = data.dates.spans.map(([edge, first, end, known]) => ({
      edge: page.edges[edge], first: first === null ? "" : days[first], end: end === null ? "~" : days[end], known,
    }));
    page.defaults = {
      view: data.meta.view, entity: data.meta.entity, date: data.meta.as_of, known: data.meta.known_at,
      lang: "en", theme: "auto", ended: "", hide: "", min: "0", open: "", path: "", at: "",
    };
    page.state = { ...page.defaults };
  };

  const number = (text) => (text === null ? null : Number(text));

  // --- words ---

  const chinese = () => page.state.lang === "zh";
  page.t = (en, zh) => (page.state.lang === "both" ? (en === zh ? en : `${en} ${zh}`) : chinese() ? zh : en);
  page.words = (pair) => page.t(pair[0], pair[1]);
  page.entity = (id) => page.data.entities[id] || { kind: "company", en: id, zh: id, full: [id, id], names: [], sound: [] };
  page.name = (id) => {
    const one = page.entity(id);
    const [en, zh] = [HIMA.plain(one.en), HIMA.plain(one.zh)];
    return page.state.lang === "both" ? (en === zh ? en : `${en} ${zh}`) : chinese() ? zh : en;
  };
  // A date as it is read: one of which only the end is known is "by" it.
  page.when = (text) => (text?.startsWith("../") ? page.t(`by ${text.slice(3)}`, `不晚于${text.slice(3)}`) : text);
  page.since = (text) => (text.startsWith("../") ? page.when(text) : `${page.t("since", "自")} ${text}`);
  page.share = (share) => (share === null ? "" : page.state.lang === "zh" ? share[3] : share[2]);
  page.kind = (kind) => page.words(page.data.meta.kinds[kind] || [kind, kind]);
  page.source = (id) => page.sources.find((one) => one.id === id);
  page.claim = (path) => page.claims[typeof path === "number" ? path : page.claimPlace.get(path.replace(/^https:\/\/w3id\.org\/himagraph\/claim\//, ""))];

  // --- what stands at the date, on what was known ---

  page.forget = () => cache.clear();
  const bit = () => 1 << Math.max(0, page.data.dates.known.indexOf(page.state.known));

  page.isKnown = (row) => Boolean(row.known & bit());
  page.knownSources = () => page.sources.map((source, place) => ({ ...source, place })).filter((source) => source.known <= page.state.known);

  page.standing = (date = page.state.date, known = page.state.known) => {
    const key = `${date} ${known}`;
    if (!cache.has(key)) {
      const mask = bit();
      cache.set(key, page.spans.filter((span) => span.known & mask && span.first <= date && date < span.end).map((span) => span.edge));
    }
    return cache.get(key);
  };

  // Links that stood before the date and no longer do, each once, with the day on which they ended.
  page.ended = () => {
    const key = `ended ${page.state.date} ${page.state.known}`;
    if (!cache.has(key)) {
      const mask = bit();
      const tie = (edge) => `${edge.from} ${edge.to} ${edge.relation === "pending" ? "stake" : edge.relation}`;
      const now = new Set(page.standing().map(tie));
      const gone = new Map();
      for (const span of page.spans) {
        if (span.known & mask && span.end <= page.state.date && span.edge.relation !== "pending" && !now.has(tie(span.edge))) {
          const held = gone.get(tie(span.edge));
          if (!held || held.end < span.end) gone.set(tie(span.edge), span);
        }
      }
      cache.set(key, [...gone.values()].map((span) => ({ ...span.edge, end: span.end })));
    }
    return cache.get(key);
  };

  // --- state ---

  page.go = (changes, { keep = false } = {}) => {
    Object.assign(page.state, changes);
    HIMA.writeHash(page.state, page.defaults, keep);
    page.draw();
  };

  page.say = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

  page.empty = (en, zh) => el("p", { class: "empty" }, page.t(en, zh));
})();
