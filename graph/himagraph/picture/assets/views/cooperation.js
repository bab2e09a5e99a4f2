// Who leads which task for which brand, as each source has it. A contested cell shows every side.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const LEADS = {
    huawei: ["Huawei", "华为"], partner: ["carmaker", "车企"], joint: ["jointly", "共同"], hybrid: ["hybrid", "混合"],
    alliance: ["alliance", "联盟"], unknown: ["not said", "未说明"],
  };

  HIMA.views.cooperation = { title: { en: "Cooperation", zh: "合作" }, draw };

  function draw(root) {
    const { rows, tasks } = page.data.cooperation;
    const standing = rows.filter((row) => (!row.since || row.since <= page.state.date) && (!row.until || row.until > page.state.date));
    const at = page.state.at;
    const own = standing.filter((row) => row.brand === at || row.partner.includes(at));
    const shown = own.length ? own : standing;
    const brands = [...new Set(shown.map((row) => row.brand))].sort();
    const used = Object.keys(tasks).filter((task) => shown.some((row) => row.task === task));
    page.drawn = { nodes: brands, links: [] };
    const note = page.t(`${brands.length} brands, ${used.length} tasks, known by ${page.state.date}`, `截至 ${page.state.date}：${brands.length} 个品牌、${used.length} 项任务`);
    HIMA.put(root, el("p", { class: "caption" }, note),
      own.length && at ? el("p", { class: "caption" }, button(page.t("Show all brands", "显示全部品牌"), () => page.go({ at: "" }), { class: "inline" })) : null,
      brands.length
        ? el("div", { class: "sheet", tabindex: "0" }, el("table", { class: "matrix" },
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, page.t("Task", "任务")), brands.map((id) => el("th", { scope: "col" }, button(page.name(id), () => page.select(id), { class: "inline" }))))),
          el("tbody", {}, used.map((task) => el("tr", {}, el("th", { scope: "row" }, page.words(tasks[task])), brands.map((id) => cell(shown.filter((row) => row.brand === id && row.task === task), id, task)))))))
        : page.empty("No source tells who leads a task by this date.", "截至该日期未见来源说明任务由谁主导。"));
    page.say(note);
  }

  function cell(rows, brand, task) {
    if (!rows.length) return el("td", { class: "none" }, el("span", { class: "quiet" }, "–"));
    const sides = new Map();
    for (const row of rows) sides.set(row.leads, [...(sides.get(row.leads) || []), row]);
    const contested = rows.some((row) => row.contested);
    return el("td", { class: contested ? "contested" : "" }, [...sides].map(([leads, own]) => button(
      [page.words(LEADS[leads] || [leads, leads]), own.every((row) => row.weak) ? page.t(" (weak)", "（证据薄弱）") : ""].join(""),
      () => page.evidence({
        title: `${page.name(brand)}: ${page.words(page.data.cooperation.tasks[task])}`,
        claims: rows.flatMap((row) => row.claims),
        sparql: page.sparql("tasks-of", { brand: page.iri(brand) }),
      }),
      { class: `lead-by ${leads}`, title: own[0].since || "" })));
  }
})();
