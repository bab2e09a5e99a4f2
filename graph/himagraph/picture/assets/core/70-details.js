// The panel beside the picture: an entity, the evidence behind something, or one of the tools.
"use strict";
(() => {
  const { el, button, page } = HIMA;
  const details = (HIMA.details = { tools: {} });
  let root = null, mode = "entity", asked = null;

  const drawer = () => matchMedia("(max-width: 1099px)").matches;

  let from = null; // what a panel was opened from, by its selector: it gets the focus back

  details.show = (what) => {
    from = document.activeElement?.dataset?.tool || null;
    mode = what;
    document.getElementById("page").dataset.drawer = "open";
    details.draw(root);
    root.scrollTop = 0;
    if (drawer()) root.querySelector("button, a")?.focus();
  };
  details.close = () => {
    const open = document.getElementById("page").dataset.drawer === "open";
    const away = mode !== "entity" || (open && drawer());
    delete document.getElementById("page").dataset.drawer;
    mode = "entity";
    if (root) details.draw(root);
    if (away && from) document.querySelector(`[data-tool=${from}]`)?.focus();
    from = null;
    return away;
  };

  page.evidence = (what) => { asked = what; details.show("evidence"); page.say(what.title); };
  page.select = (id) => { mode = "entity"; page.go({ at: id }); details.show("entity"); };

  details.draw = (panel) => {
    root = panel;
    const close = button("×", () => details.close(), { class: "close", "aria-label": page.t("Close", "关闭") });
    const content = mode === "evidence" && asked ? evidence(asked) : mode === "entity" ? entity(page.state.at || page.state.entity) : details.tools[mode](page);
    HIMA.put(panel, close, content);
    panel.dataset.mode = mode;
  };

  // --- evidence ---

  function evidence({ title, claims = [], conflicts = [], sparql }) {
    const found = claims.map((path) => page.claim(path)).filter(Boolean);
    const disputes = conflictRows().filter((one) => conflicts.includes(one.id) || one.sides.some((side) => side.claims.some((path) => found.includes(page.claim(path)))));
    return [
      el("h2", {}, title),
      el("p", { class: "quiet" }, page.t(`${found.length} claims from ${new Set(found.map((one) => one.source)).size} sources`, `${new Set(found.map((one) => one.source)).size} 个来源的 ${found.length} 条主张`)),
      ...found.map(card),
      ...disputes.map(dispute),
      sparql ? copy(page.t("Copy the SPARQL for this", "复制对应的 SPARQL"), sparql) : null,
      button(page.t("Back", "返回"), () => details.show("entity"), { class: "back" }),
    ];
  }

  const conflictRows = () => page.data.conflicts.rows.filter(page.isKnown);

  function facts(claim) {
    const said = (en, zh, value) => (value ? `${page.t(en, zh)} ${value}` : null);
    return [claim.from ? page.since(claim.from) : null, said("until", "至", page.when(claim.until)), said("seen", "所见", page.when(claim.observed)),
      claim.status ? words(claim.status) : null, claim.assertion ? words(claim.assertion) : null].filter(Boolean).join(" · ");
  }

  // The one ladder of words for how sure a thing is.
  const LADDER = {
    completed: ["holds", "持有"], agreed: ["agreed, not yet registered", "已签约，未登记"], planned: ["plans to", "计划"],
    rumoured: ["reportedly in talks", "据报道在洽谈"], denied: ["denied", "否认"], inferred: ["inferred", "推断"], approved: ["approved, not yet registered", "已批准，未登记"],
    ended: ["ended", "已结束"], lapsed: ["lapsed", "已失效"], weak: ["weak", "证据薄弱"],
  };
  const GRADES = { filing: ["filing", "公告"], company: ["company", "公司"], news: ["news", "新闻"], blog: ["blog", "博客"] };
  const words = (status) => (LADDER[status] ? page.words(LADDER[status]) : status);
  page.ladder = words;

  function card(claim) {
    const source = page.sources[claim.source];
    return el("article", { class: "claim" },
      el("p", { class: "says" }, ...HIMA.shell.spoken(HIMA.plain(claim.en), HIMA.plain(claim.zh))),
      el("p", { class: "quiet" }, facts(claim)),
      cited(source, claim.where));
  }

  function cited(source, where) {
    const grade = source.kind ? page.words(GRADES[source.kind] || [source.kind, source.kind]) : "";
    const copied = source.copy_of ? ` (${page.t("copy", "转载")})` : "";
    return el("p", { class: "source" }, HIMA.link(source.url, HIMA.said(source.title || source.id)), el("br"),
      HIMA.said(source.publisher), `, ${source.published || page.t("undated", "无日期")}, ${grade}${copied}`,
      source.host ? `, ${source.host}` : "", where ? `, ${page.t("line", "行")} ${where}` : "");
  }
  page.cited = cited;

  function dispute(one) {
    return el("section", { class: "dispute" },
      el("h3", {}, one.status === "open" ? page.t("Disputed, open", "有争议，未定") : page.t("Disputed, settled", "有争议，已定")),
      el("div", { class: "sides" }, ...one.sides.map((side) => el("div", { class: side.preferred ? "side preferred" : "side" },
        el("strong", {}, side.preferred ? page.t("preferred", "采用") : page.t("not preferred", "未采用")),
        el("p", {}, typeof side.says === "object" ? page.t(side.says.en, side.says.zh) : side.says),
        ...side.claims.map((path) => page.claim(path)).filter(Boolean).map((claim) => cited(page.sources[claim.source], claim.where))))),
      one.by || one.judgement ? el("p", { class: "quiet" }, [one.by, one.judgement].filter(Boolean).map((text) => (typeof text === "object" ? page.t(text.en ?? text.reason ?? "", text.zh ?? text.reason ?? "") : text)).join(": ")) : null);
  }
  page.dispute = dispute;

  function copy(label, text) {
    const area = el("pre", { class: "sparql", tabindex: "0" }, text);
    const press = async () => {
      try { await navigator.clipboard.writeText(text); page.say(page.t("Copied", "已复制")); }
      catch { getSelection().selectAllChildren(area); }
    };
    return el("details", { class: "query" }, el("summary", {}, "SPARQL"), button(label, press), area);
  }
  page.copy = copy;

  // A named query of the library with its parameters put in as terms.
  page.sparql = (name, terms) => {
    const text = page.data.meta.queries[name] || "";
    const used = text.split("\n").filter((line) => !/^#\+ (description|param|columns)/.test(line)).join("\n");
    return Object.entries({ lang: '"en"', ...terms }).reduce((query, [key, value]) => query.replaceAll(new RegExp(`[$?]${key}\\b`, "g"), value), used)
      .replace(/^ *VALUES \?source \{ \$only \}\n/m, "");
  };
  page.iri = (id) => `<https://w3id.org/himagraph/id/${id}>`;

  // --- an entity ---

  page.edgeTitle = (edge) => {
    const unknown = edge.share && edge.share[0] === null && edge.share[1] === null;
    const share = unknown ? page.t("a share", "股份（比例未知）") : page.share(edge.share);
    const words = edge.words;
    const [from, to] = [page.name(edge.from), page.name(edge.to)];
    if (page.state.lang === "zh") return `${from}${words[1]}${to} ${share}`.trim();
    return share ? `${from} ${words[0]} ${share} of ${to}` : `${from} ${words[0]} ${to}`;
  };
  page.openEdge = (edge) => page.evidence({
    title: page.edgeTitle(edge),
    claims: edge.claims,
    sparql: HIMA.groupOf(edge) === "holds" ? page.sparql("who-owns", { entity: page.iri(edge.to) })
      : page.claims[edge.claims[0]] ? page.sparql("provenance-of-claim", { claim: `<https://w3id.org/himagraph/claim/${page.claims[edge.claims[0]].path}>` }) : null,
  });

  function entity(id) {
    const one = page.entity(id);
    const edges = page.standing();
    const mine = edges.filter((edge) => edge.from === id || edge.to === id);
    const by = (test) => mine.filter(test).sort((a, b) => (b.high ?? -1) - (a.high ?? -1));
    const owners = by((edge) => edge.to === id && edge.relation === "stake");
    const holdings = by((edge) => edge.from === id && edge.relation === "stake");
    const rest = mine.filter((edge) => edge.relation !== "stake");
    const ended = page.state.ended ? page.ended().filter((edge) => edge.from === id || edge.to === id) : [];
    const groups = {};
    for (const edge of rest) (groups[HIMA.groupOf(edge)] ||= []).push(edge);
    const full = one.full.filter((text, n) => text && text !== [one.en, one.zh][n]);
    return [
      el("p", { class: "kind" }, HIMA.sign(one.kind), page.kind(one.kind)),
      el("h2", {}, ...HIMA.shell.spoken(HIMA.plain(one.en), HIMA.plain(one.zh))),
      ...full.map((text) => el("p", { class: "quiet full" }, HIMA.said(text))),
      HIMA.owned(id) && !(page.state.view === "ownership" && page.state.entity === id)
        ? button(page.t("Show its ownership chain", "查看其股权链"), () => page.go({ view: "ownership", entity: id, open: "" }), { class: "chain" }) : null,
      list(page.t("Holders of record", "登记股东"), owners, "from", id, step("holds", owners, id, "up")),
      HIMA.rest ? HIMA.rest(id) : null,
      HIMA.behind ? HIMA.behind(id) : null,
      list(page.t("Holds", "持有"), holdings, "to", id, step("holds", holdings, id, "down")),
      ...Object.entries(groups).map(([name, some]) => list(page.words(HIMA.groups[name].words), some, null, id, step(name, some, id))),
      ended.length ? list(page.t("Ended", "已结束"), ended, null, id) : null,
      mine.length ? null : page.empty("Nothing in the record joins it to others at this date.", "该日期下，本记录中没有与其他实体的关系。"),
      copy(page.t("Copy the SPARQL for this", "复制对应的 SPARQL"), page.sparql("who-owns", { entity: page.iri(id) })),
    ];
  }

  // One step further along a kind of relation: how many it leads to that the picture does not show, and the way there.
  // In a chain shares are followed in their place; every other kind is followed on the map, by itself.
  function step(name, edges, id, way) {
    const drawn = new Set(page.state.view === "ownership" || page.state.view === "map" ? page.drawn.nodes : []);
    const hidden = [...new Set(edges.flatMap((edge) => [edge.from, edge.to]))].filter((other) => other !== id && !drawn.has(other));
    if (!hidden.length) return null;
    const inChain = way && page.state.view === "ownership" && drawn.has(id);
    const kinds = new Set(hidden.map((other) => `k-${page.entity(other).kind}`));
    const off = page.state.view === "map" ? [...page.hidden()] : Object.keys(HIMA.groups);
    const to = inChain ? { open: [...new Set([...page.state.open.split(".").filter(Boolean), `${id}:${way}`])].sort().join(".") }
      : { view: "map", at: id, hide: off.filter((key) => key !== name && !kinds.has(key)).sort().join(".") };
    const words = page.words(HIMA.groups[name].words);
    return button(`+${hidden.length}`, () => page.go(to), { class: "step", "data-step": way || name,
      "aria-label": page.t(`Show ${hidden.length} more in the picture: ${words}`, `在图中再显示 ${hidden.length} 个：${words}`) });
  }

  const SHOWN = 6;
  function list(title, edges, end, id, further = null) {
    if (!edges.length) return null;
    const rows = edges.map((edge) => row(edge, end, id));
    const more = rows.length > SHOWN + 2 ? el("details", { class: "more" }, el("summary", {}, `+${rows.length - SHOWN}`), el("ul", {}, ...rows.slice(SHOWN))) : null;
    return el("section", { class: "list" }, el("h3", {}, `${title} `, el("span", { class: "count" }, edges.length), further),
      el("ul", {}, ...(more ? rows.slice(0, SHOWN) : rows)), more);
  }

  function row(edge, end, id) {
    const other = end ? edge[end] : edge.from === id ? edge.to : edge.from;
    const share = page.share(edge.share) || (edge.share ? page.t("not known", "未知") : "");
    const when = [edge.since ? page.since(edge.since) : null, edge.end ? `${page.t("ended", "结束于")} ${edge.end}` : edge.until ? `${page.t("until", "至")} ${page.when(edge.until)}` : null,
      edge.observed ? `${page.t("last seen", "最近所见")} ${page.when(edge.observed)}` : null].filter(Boolean).join(" · ");
    const words = end ? null : page.words(edge.words);
    return el("li", { class: edge.relation === "pending" ? "pending" : null },
      button(page.name(other), () => page.select(other), { class: "to" }),
      button(share || page.t("evidence", "证据"), () => page.openEdge(edge), { class: "figure", "aria-label": `${page.edgeTitle(edge)}: ${page.t("evidence", "证据")}` }),
      el("small", {}, [words, when].filter(Boolean).join(" · ")),
      edge.high !== null && end ? el("meter", { min: 0, max: 100, value: edge.high, "aria-hidden": "true" }) : null);
  }
})();
