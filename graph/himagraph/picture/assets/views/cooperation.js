// Who leads which task for which brand, with dates, as each source has it. A contested cell shows every side.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const LEADS = {
    huawei: ["Huawei", "华为"], partner: ["carmaker", "车企"], joint: ["jointly", "共同"], hybrid: ["mixed form", "混合"],
    alliance: ["alliance", "联盟"], unknown: ["not stated", "未说明"],
  };
  const leads = (who) => page.words(LEADS[who] || [who || "–", who || "–"]);

  HIMA.views.cooperation = { title: { en: "Cooperation", zh: "合作" }, draw };

  function draw(root) {
    const { date, at } = page.state;
    const standing = page.data.cooperation.rows.filter((row) => page.isKnown(row) && (row.first || "") <= date && date < (row.end || "~"));
    const own = standing.filter((row) => row.brand === at || row.partner.includes(at));
    const shown = own.length ? own : standing;
    const brands = [...new Set(shown.map((row) => row.brand))].sort((a, b) => (page.entity(a).en < page.entity(b).en ? -1 : 1));
    const tasks = page.data.meta.tasks.filter((task) => shown.some((row) => row.task === task));
    const words = (id) => page.words(page.data.cooperation.words[id]);
    page.drawn = { nodes: brands, links: [], table: [
      [page.t("Brand", "品牌"), page.t("Task", "任务"), page.t("Led by", "主导"), page.t("Since", "起"), page.t("Last seen", "最近所见"), page.t("Contested", "有争议"), page.t("Claims", "主张")],
      ...shown.map((row) => [page.name(row.brand), words(row.task), leads(row.leads), row.since, row.seen, row.contested ? "1" : "", row.claims.join(" ")])] };
    const contested = new Set(shown.filter((row) => row.contested).map((row) => `${row.brand} ${row.task}`)).size;
    const note = page.t(`Who leads what as of ${date}: ${brands.length} brands, ${tasks.length} tasks, ${contested} contested`, `截至 ${date} 由谁主导：${brands.length} 个品牌、${tasks.length} 项任务，${contested} 处有争议`);
    const models = (id) => [...new Set(shown.filter((row) => row.brand === id).map((row) => row.model))].map(words).join(", ");
    HIMA.put(root, el("p", { class: "caption" }, note),
      brands.length ? key() : null,
      own.length && own.length < standing.length ? el("p", { class: "caption" }, button(page.t("Show all brands", "显示全部品牌"), () => page.go({ at: "" }), { class: "inline" })) : null,
      brands.length
        ? el("div", { class: "sheet", tabindex: "0" }, el("table", { class: "matrix leads" },
          el("thead", {}, el("tr", {}, el("th", { scope: "col" }, page.t("Task", "任务")), brands.map((id) => el("th", { scope: "col", "data-id": id, class: id === at ? "at" : null },
            button(page.name(id), () => page.select(id), { class: "inline" }), el("small", {}, models(id)))))),
          el("tbody", {}, tasks.map((task) => el("tr", { "data-task": task }, el("th", { scope: "row" }, words(task)), brands.map((id) => cell(shown.filter((row) => row.brand === id && row.task === task), id, words(task))))))))
        : page.empty("No source known by then tells who leads a task at this date.", "截至该日期，未见来源说明任务由谁主导。"));
    page.say(note);
  }

  const key = () => el("p", { class: "caption key" }, ["huawei", "partner", "joint", "hybrid", "alliance"].map((who) => el("span", { class: `lead-by ${who}` }, leads(who))),
    el("span", { class: "lead-by contested" }, page.t("contested: sources disagree", "有争议：来源不一")));

  function cell(rows, brand, task) {
    if (!rows.length) return el("td", { class: "none" }, el("span", { class: "quiet", title: page.t("no source", "无来源") }, "–"));
    const sides = new Map();
    for (const row of rows) sides.set(row.leads, [...(sides.get(row.leads) || []), row]);
    const newest = (own) => own.map((row) => row.seen || "").sort().at(-1);
    const begun = (own) => own.map((row) => row.since).filter(Boolean).sort()[0];
    return el("td", { "data-id": brand, class: rows.some((row) => row.contested) ? "contested" : "" }, [...sides].map(([who, own]) => button(
      [leads(who), el("small", {}, [begun(own) ? page.since(begun(own)) : page.when(newest(own)), own.every((row) => row.weak) ? page.t("weak", "证据薄弱") : null,
        own.some((row) => row.standing === "possible") ? page.t("possibly", "可能") : null].filter(Boolean).join(", ").split(" ").map((word) => [el("span", { class: "word" }, word), " "]))],
      () => page.evidence({
        title: `${page.name(brand)}: ${task}`,
        claims: [...new Set(rows.flatMap((row) => row.claims))],
        sparql: page.sparql("tasks-of", { brand: page.iri(brand) }),
      }),
      { class: `lead-by ${who}` })));
  }
})();
