// Every source with its grade and date, and every contradiction with its sides.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const GRADES = { filing: ["filing", "公告"], company: ["company", "公司"], news: ["news", "新闻"], blog: ["blog", "博客"] };
  let wanted = "";

  HIMA.views.sources = { title: { en: "Sources", zh: "来源与矛盾" }, draw };

  function draw(root) {
    const at = page.state.at;
    const rows = page.data.conflicts.rows.filter((row) => page.isKnown(row) && (!at || row.about.includes(at))).sort((a, b) => (b.status === "open") - (a.status === "open"));
    const open = rows.filter((row) => row.status === "open").length;
    const counts = new Map();
    for (const claim of page.claims) counts.set(claim.source, (counts.get(claim.source) || 0) + 1);
    const sources = page.knownSources().map((source) => ({ ...source, count: counts.get(source.place) || 0 }))
      .sort((a, b) => ((b.published || "") < (a.published || "") ? -1 : (b.published || "") > (a.published || "") ? 1 : a.id < b.id ? -1 : 1));
    page.drawn = { nodes: at ? [at] : [], links: [], table: [[page.t("Published", "日期"), page.t("Grade", "等级"), page.t("Publisher", "发布者"), page.t("Title", "标题"), page.t("Address", "网址"), page.t("Claims", "主张")],
      ...sources.map((one) => [one.published, one.kind, one.publisher, one.title, one.url, String(one.count)])] };
    const note = page.t(`${rows.length} disagreements, ${open} open; ${sources.length} sources known by ${page.state.known}, whatever the date that they tell of`, `截至 ${page.state.known} 已知：${rows.length} 处矛盾，${open} 处未定；${sources.length} 个来源，不论所述日期`);
    const body = el("tbody", {});
    const fill = () => HIMA.put(body, sources.filter((one) => !wanted || `${one.title} ${one.publisher} ${one.id} ${one.kind}`.toLowerCase().includes(wanted)).map((one) => el("tr", {},
      el("td", {}, one.published || page.t("undated", "未注明日期")), el("td", {}, page.words(GRADES[one.kind] || [one.kind, one.kind]) + (one.copy_of ? page.t(" (copy)", "（转载）") : "")),
      el("td", {}, HIMA.said(one.publisher)), el("td", {}, one.url ? HIMA.link(one.url, HIMA.said(one.title)) : HIMA.said(one.title)),
      el("td", {}, button(String(one.count), () => page.evidence({ title: HIMA.plain(one.title), claims: page.claims.filter((claim) => claim.source === one.place).map((claim) => claim.path) }), { class: "inline", "aria-label": page.t(`${one.count} claims`, `${one.count} 条主张`) })))));
    const filter = el("input", { type: "search", value: wanted, placeholder: page.t("Filter the sources", "筛选来源"), "aria-label": page.t("Filter the sources", "筛选来源"), oninput: (event) => { wanted = event.target.value.toLowerCase(); fill(); } });
    fill();
    HIMA.put(root, el("p", { class: "caption" }, note, at ? [" ", button(page.t("Show all", "显示全部"), () => page.go({ at: "" }), { class: "inline" })] : null),
      el("section", { class: "disputes" }, el("h2", {}, page.t("Where sources disagree", "来源相互矛盾之处")),
        rows.length ? rows.map((row) => el("details", {}, el("summary", {}, el("span", { class: `state ${row.status}` }, row.status === "open" ? page.t("open", "未定") : page.t("settled", "已定")), " ",
          row.about.slice(0, 3).map(page.name).join(", ") || row.subject, ": ", row.sides.map((side) => side.says).slice(0, 3).join(" | ")), page.dispute(row)))
          : page.empty("No two claims disagree about it.", "没有互相矛盾的主张。")),
      el("section", {}, el("h2", {}, page.t("Sources", "来源")), filter, el("div", { class: "sheet", tabindex: "0" }, el("table", { class: "matrix sources" },
        el("thead", {}, el("tr", {}, [["Published", "日期"], ["Grade", "等级"], ["Publisher", "发布者"], ["Title", "标题"], ["Claims", "主张"]].map((words) => el("th", { scope: "col" }, page.words(words))))), body))));
    page.say(note);
  }
})();
