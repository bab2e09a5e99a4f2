// Printed deliveries by month: a line a brand, broken where a month has no figure; a bound is a bar, never a point.
"use strict";
(() => {
  const { el, svg, button, page } = HIMA;
  const BASIS = "deliveries", HIGH = 330, LEFT = 62, RIGHT = 118, TOP = 14, BOTTOM = 34;
  let WIDE = 860;
  const HUES = ["ink", "blue", "orange", "green", "vermilion", "pink", "sky", "grey"];

  HIMA.views.deliveries = { title: { en: "Deliveries", zh: "交付" }, draw };

  const short = (row) => (row.high === null ? Number(row.low) : row.low === null ? Number(row.high) : (Number(row.low) + Number(row.high)) / 2);
  const next = (month) => { const [year, number] = month.split("-").map(Number); return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`; };

  function draw(root) {
    const all = page.data.deliveries.rows.filter((row) => page.isKnown(row) && row.basis === BASIS && row.over <= page.state.date);
    const kind = (id) => page.entity(id).kind;
    const counts = new Map();
    for (const row of all) counts.set(row.subject, (counts.get(row.subject) || 0) + 1);
    const at = page.state.at;
    const subjects = [...counts.keys()].filter((id) => kind(id) === "alliance" || counts.get(id) > 2 || id === at)
      .sort((a, b) => (kind(b) === "alliance") - (kind(a) === "alliance") || (b === at) - (a === at) || counts.get(b) - counts.get(a) || (a < b ? -1 : 1)).slice(0, HUES.length);
    // The picture begins with the alliance: before it there is nothing to compare with.
    const begun = all.filter((row) => kind(row.subject) === "alliance").map((row) => row.month).sort()[0] || "";
    const rows = all.filter((row) => subjects.includes(row.subject) && row.month >= begun);
    WIDE = Math.max(640, Math.min(1280, root.clientWidth - 34));
    page.drawn = { nodes: subjects, links: [], table: [[page.t("Subject", "主体"), page.t("Month", "月份"), page.t("Figure", "数字"), page.t("Basis", "口径"), page.t("Share of its alliance", "占联盟比例"), page.t("Claims", "主张")],
      ...rows.map((row) => [page.name(row.subject), row.month, row.text, row.basis, row.share?.text, row.claims.join(" ")])] };
    if (!rows.length) { HIMA.put(root, page.empty("No monthly figure is printed by this date.", "截至该日期未见月度数字。")); return; }
    const months = []; // every month in between, so that a gap is a gap
    const last = rows.map((row) => row.month).sort().at(-1);
    for (let month = rows.map((row) => row.month).sort()[0]; month <= last; month = next(month)) months.push(month);
    const note = page.t(`Deliveries as printed, to ${last}: lines break where a month has no figure`, `所印交付量，至 ${last}：无数字的月份断开`);
    const shares = rows.filter((row) => row.subject === (at || "aito") && row.share);
    HIMA.put(root, el("p", { class: "caption" }, note), shares.length ? portion(shares) : null,
      el("div", { class: "sheet", tabindex: "0" }, chart(rows, subjects, months)),
      el("p", { class: "caption" }, page.t("A filled point is a printed figure, a hollow one a bound or a rounded figure, a dotted line what the bound leaves open. Sums add brands of the alliance with a figure on the same basis.",
        "实心点为所印数字，空心点为界限或约数，虚线为界限所留范围。合计为同一口径下有数字的联盟品牌之和。")),
      el("div", { class: "sheet", tabindex: "0" }, table(rows, subjects, months, all)));
    page.say(note);
  }

  function chart(rows, subjects, months) {
    const most = Math.max(...rows.map((row) => Number(row.high ?? row.low)));
    const step = [1000, 2000, 5000, 10000, 20000, 50000].find((one) => most / one <= 6) || 100000;
    const x = (month) => LEFT + (months.length < 2 ? 0 : months.indexOf(month) / (months.length - 1)) * (WIDE - LEFT - RIGHT);
    const y = (value) => TOP + (1 - value / (Math.ceil(most / step) * step)) * (HIGH - TOP - BOTTOM);
    const grid = [];
    for (let value = 0; value <= most + step; value += step) if (y(value) >= TOP - 1) grid.push(svg("line", { x1: LEFT, x2: WIDE - RIGHT, y1: y(value), y2: y(value), class: "rule" }), svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, value.toLocaleString("en")));
    const every = Math.max(1, Math.ceil(months.length / 9));
    months.forEach((month, n) => { if (n % every === 0) grid.push(svg("text", { x: x(month), y: HIGH - 12, "text-anchor": "middle" }, month)); });
    const taken = [];
    const lines = subjects.map((id, n) => {
      const own = rows.filter((row) => row.subject === id).sort((a, b) => (a.month < b.month ? -1 : 1));
      const parts = [];
      own.forEach((row, k) => {
        const before = own[k - 1];
        if (before && next(before.month) === row.month) parts.push(svg("line", { x1: x(before.month), y1: y(short(before)), x2: x(row.month), y2: y(short(row)) }));
        if (row.low !== row.high) parts.push(svg("line", { class: "bound", x1: x(row.month), x2: x(row.month), y1: y(Number(row.low ?? 0)), y2: row.high === null ? Math.max(TOP, y(Number(row.low)) - 16) : y(Number(row.high)) }));
        parts.push(svg("circle", { cx: x(row.month), cy: y(short(row)), r: row.bound ? 2.6 : 3.4, class: row.bound ? "about" : "" }, svg("title", {}, `${page.name(id)} ${row.month}: ${row.text}`)));
      });
      let at = y(short(own.at(-1))) + 4;
      while (taken.some((one) => Math.abs(one - at) < 14)) at += 14;
      taken.push(at);
      return svg("g", { class: `line ${HUES[n]}` }, parts, svg("text", { x: WIDE - RIGHT + 10, y: at, class: "name" }, page.name(id)));
    });
    return svg("svg", { class: "chart", viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, role: "img", "aria-label": page.t("Deliveries by month; the same as a table below", "月度交付量；下有同样内容的表格") }, grid, lines);
  }

  // How the share of one brand in its alliance moved, from figures of one month and one basis.
  function portion(rows) {
    const own = [...rows].sort((a, b) => (a.month < b.month ? -1 : 1)), name = page.name(own[0].subject);
    return el("section", { class: "portion" }, el("h2", {}, page.t(`${name}'s share of its alliance's deliveries (computed here)`, `${name}占联盟交付量的比例（本工具计算）`)),
      el("ul", {}, own.map((row) => el("li", {}, el("span", { class: "bar", "aria-hidden": "true" }, bar(row.share)), button([el("strong", {}, row.share.text), el("small", {}, row.month)], () => evidence(row), { class: "inline" })))));
  }

  // Filled to the lower end of a share, lighter to its upper end.
  const bar = ({ min, max }) => svg("svg", { viewBox: "0 0 10 100", width: 34, height: 64, preserveAspectRatio: "none" }, svg("rect", { class: "all", x: 0, y: 0, width: 10, height: 100 }),
    svg("rect", { class: "most", x: 0, y: 100 - Number(max ?? 100), width: 10, height: Number(max ?? 100) }), svg("rect", { class: "least", x: 0, y: 100 - Number(min ?? 0), width: 10, height: Number(min ?? 0) }));

  function table(rows, subjects, months, all) {
    const { sums } = page.data.deliveries;
    const total = subjects.find((id) => page.entity(id).kind === "alliance");
    const heads = subjects.flatMap((id) => [el("th", { scope: "col", "data-id": id }, button(page.name(id), () => page.select(id), { class: "inline" })),
      id === total ? el("th", { scope: "col", class: "sum" }, page.t("sum of its brands", "品牌合计")) : null]);
    const sum = (month) => {
      const found = sums.find((one) => page.isKnown(one) && one.month === month && all.some((row) => row.month === month));
      if (!found) return el("span", { class: "quiet" }, "–");
      const low = Number(found.low).toLocaleString("en"), high = found.high === null ? null : Number(found.high).toLocaleString("en");
      const text = high === null ? page.t(`at least ${low}`, `至少 ${low}`) : low === high ? low : page.t(`${low} to ${high}`, `${low} 至 ${high}`);
      return [text, el("small", {}, ` ${found.brands.map(page.name).join(", ")}`)];
    };
    return el("table", { class: "matrix figures" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, page.t("Month", "月份")), heads)),
      el("tbody", {}, [...months].reverse().map((month) => el("tr", { "data-month": month }, el("th", { scope: "row" }, month), subjects.flatMap((id) => {
        const own = rows.filter((one) => one.subject === id && one.month === month);
        const marks = (row) => [row.weak ? page.t("weak", "证据薄弱") : null, row.contested ? page.t("contested", "有争议") : null].filter(Boolean).join(", ");
        return [el("td", { "data-id": id, class: own.some((row) => row.contested) ? "contested" : "" }, own.length ? own.map((row) => [button(row.text, () => evidence(row), { class: "inline" }), marks(row) ? el("small", {}, marks(row)) : null]) : el("span", { class: "quiet" }, page.t("no figure", "无数字"))),
          id === total ? el("td", { class: "sum" }, sum(month)) : null];
      })))));
  }

  const evidence = (row) => page.evidence({
    title: `${page.name(row.subject)} ${row.month}: ${row.text}${row.share ? ` (${row.share.text} ${page.t("of", "／")} ${row.alliance})` : ""}`,
    claims: row.claims, sparql: page.sparql("deliveries-of", { subject: page.iri(row.subject) }),
  });
})();
