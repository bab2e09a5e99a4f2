// What the library computed for every date: look-through shares, control, and what is undisclosed. Nothing is computed here.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  let rows = null;

  function row(issuer) {
    if (!rows) {
      rows = new Map();
      const { columns, rows: every } = page.data.computed;
      for (const one of every) {
        const named = Object.fromEntries(columns.map((name, n) => [name, one[n]]));
        if (!rows.has(named.issuer)) rows.set(named.issuer, []);
        rows.get(named.issuer).push(named);
      }
    }
    // Computed for the newest state of knowledge alone: of an earlier one the page says nothing.
    if (page.state.known !== page.defaults.known) return null;
    return (rows.get(issuer) || []).filter((one) => one.day <= page.state.date).at(-1) || null;
  }

  const share = (given) => (given ? (page.state.lang === "zh" ? given[3] : given[2]) : null);

  HIMA.undisclosed = (issuer) => row(issuer)?.undisclosed || null;
  HIMA.through = (holder, issuer) => {
    const own = row(issuer);
    const found = own && (own.through.find(([id]) => id === holder) || own.reported.find(([id]) => id === holder));
    return found ? share(found[1]) : null;
  };
  HIMA.controls = (holder, issuer) => (row(issuer)?.control || []).some(([id, certain]) => id === holder && certain);

  // The claims on every stake on the way from a holder to an issuer.
  function onTheWay(holder, issuer) {
    const stakes = page.standing().filter((edge) => edge.relation === "stake" || edge.relation === "inferred");
    const reach = (from, start, end) => {
      const seen = new Set([from]), waiting = [from];
      while (waiting.length) { const at = waiting.pop(); for (const edge of stakes) if (edge[start] === at && !seen.has(edge[end])) { seen.add(edge[end]); waiting.push(edge[end]); } }
      return seen;
    };
    const [below, above] = [reach(holder, "from", "to"), reach(issuer, "to", "from")];
    return stakes.filter((edge) => below.has(edge.from) && above.has(edge.to)).flatMap((edge) => edge.claims);
  }

  page.openThrough = (holder, issuer) => page.evidence({
    title: page.t(`${page.name(holder)} has ${HIMA.through(holder, issuer)} of ${page.name(issuer)}, looking through (computed here)`, `${page.name(holder)}穿透持有${page.name(issuer)} ${HIMA.through(holder, issuer)}（本工具计算）`),
    claims: [...new Set(onTheWay(holder, issuer))],
    sparql: page.sparql("who-owns", { entity: page.iri(issuer) }),
  });

  HIMA.rest = (id) => {
    const rest = HIMA.undisclosed(id);
    return rest ? el("p", { class: "quiet" }, page.t(`${share(rest)} has no holder of record here.`, `另有${share(rest)}未见登记股东。`)) : null;
  };

  // Who stands behind an entity, by look-through share, and who controls it.
  HIMA.behind = (id) => {
    if (page.state.known !== page.defaults.known) return el("p", { class: "quiet" }, page.t(
      "Look-through shares and control are in this page for the newest state of knowledge; for an earlier one: hima who-owns --known-at.",
      "本页的穿透持股与控制仅按最新已知计算；更早时点请用 hima who-owns --known-at。"));
    const own = row(id);
    if (!own) return null;
    const known = own.through.filter(([, given]) => given[0] !== null);
    const line = ([holder, given]) => el("li", {}, button(page.name(holder), () => page.select(holder), { class: "to" }),
      button(share(given), () => page.openThrough(holder, id), { class: "figure through", "aria-label": `${page.name(holder)} ${share(given)}: ${page.t("evidence", "证据")}` }));
    const control = own.control.filter(([, certain]) => certain).map(([holder]) => page.name(holder));
    return [
      known.length ? el("section", { class: "list" }, el("h3", {}, page.t("Behind them, looked through ", "穿透持股 "), el("span", { class: "count" }, known.length)),
        el("ul", {}, ...known.slice(0, 6).map(line)), known.length > 6 ? el("details", { class: "more" }, el("summary", {}, `+${known.length - 6}`), el("ul", {}, ...known.slice(6).map(line))) : null) : null,
      el("p", { class: "quiet control" }, control.length ? page.t(`Controlled by ${control.join(", ")}, by more than half of the shares (majority-50).`, `控制方：${control.join("、")}（持股过半，majority-50）。`)
        : page.t("No one is found to control it (majority-50).", "未见控制方（majority-50）。")),
    ];
  };
})();
