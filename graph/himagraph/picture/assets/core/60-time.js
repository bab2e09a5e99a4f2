// The two clocks: when it was true (a slider with a tick where something changed, and a field), and what was known.
"use strict";
(() => {
  const { el, button, svg, page } = HIMA;
  const time = (HIMA.time = {});
  const DAY = 86400000;
  const toDay = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
  const toText = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  let box = null, slider, field, ticks, shown = "";

  // The slider begins where the record is no longer bare: a few old foundings would fill it with empty years.
  time.days = () => {
    const mask = 1 << Math.max(0, page.data.dates.known.indexOf(page.state.known));
    const days = new Set();
    for (const span of page.spans) if (span.known & mask) for (const day of [span.first, span.end]) if (day && day !== "~" && day <= page.defaults.date) days.add(day);
    return [...days].sort();
  };

  function range(days) {
    const cut = days[Math.floor(days.length * 0.06)] || page.defaults.date;
    return [toDay(cut.slice(0, 4) + "-01-01"), toDay(page.defaults.date)];
  }

  time.draw = (root) => {
    const { state } = page;
    const key = `${state.lang} ${state.known}`;
    if (box !== root || shown !== key) build(root), (box = root), (shown = key);
    field.value = state.date;
    slider.value = String(toDay(state.date));
    slider.setAttribute("aria-valuetext", state.date);
    const age = root.querySelector(".age");
    const seen = page.data.meta.last_seen;
    age.textContent = state.date === page.defaults.date
      ? page.t(`newest evidence in the record: ${page.data.meta.record_ends}`, `记录中最新证据：${page.data.meta.record_ends}`)
      : page.t("as of a past date", "过去某日的状态");
    age.title = seen || "";
    root.querySelector("[name=ended]").checked = state.ended === "1";
    root.querySelector("[name=known]").value = state.known;
  };

  function build(root) {
    const days = time.days();
    const [from, to] = range(days);
    slider = el("input", { type: "range", min: from, max: to, step: 1, "aria-label": page.t("As of", "截至日期"), name: "date-slider" });
    const move = (keep) => {
      const day = toText(Number(slider.value));
      page.go({ date: day }, { keep });
    };
    let waiting = null;
    slider.addEventListener("input", () => { field.value = toText(Number(slider.value)); if (!waiting) waiting = requestAnimationFrame(() => { waiting = null; move(true); }); });
    field = el("input", { type: "date", name: "date", min: "1900-01-01", max: page.defaults.date, "aria-label": page.t("As of (date)", "截至（日期）") });
    field.addEventListener("change", () => { if (field.value && field.value <= page.defaults.date) page.go({ date: field.value }); else field.value = page.state.date; });
    ticks = svg("svg", { class: "ticks", "aria-hidden": "true", preserveAspectRatio: "none", viewBox: `0 0 ${to - from || 1} 10` },
      ...days.filter((day) => toDay(day) >= from).map((day) => svg("line", { x1: toDay(day) - from, x2: toDay(day) - from, y1: 0, y2: 10, "vector-effect": "non-scaling-stroke" })));
    const years = [];
    for (let year = Number(toText(from).slice(0, 4)); year <= Number(page.defaults.date.slice(0, 4)); year++) {
      const place = (100 * (toDay(`${year}-01-01`) - from)) / (to - from || 1);
      if (place >= 0 && place <= 96) years.push([year, place]);
    }
    const every = Math.ceil(years.length / (page.state.lang === "both" && innerWidth < 1500 ? 5 : 9));
    const scale = svg("svg", { class: "years", "aria-hidden": "true" }, ...years.filter((_, n) => n % every === 0).map(([year, place]) => svg("text", { x: `${place}%`, y: 11 }, year)));
    const step = (by) => {
      const place = by < 0 ? days.filter((day) => day < page.state.date).at(-1) : days.find((day) => day > page.state.date);
      page.go({ date: place || (by < 0 ? page.state.date : page.defaults.date) });
    };
    const known = el("select", { name: "known", onchange: (event) => page.go({ known: event.target.value }) },
      ...page.data.dates.known.map((day, n) => el("option", { value: day }, n ? day : `${day} ${page.t("(all)", "（全部）")}`)));
    root.replaceChildren(
      el("div", { class: "asof" }, el("span", { class: "label" }, page.t("As of", "截至")), field,
        button("‹", () => step(-1), { "aria-label": page.t("Previous change", "上一次变化"), class: "step" }),
        button("›", () => step(1), { "aria-label": page.t("Next change", "下一次变化"), class: "step" })),
      el("div", { class: "slide" }, ticks, slider, scale),
      el("div", { class: "clocks" },
        el("span", { class: "age" }),
        el("label", {}, el("input", { type: "checkbox", name: "ended", onchange: (event) => page.go({ ended: event.target.checked ? "1" : "" }) }), page.t("Ended links", "已结束的关系")),
        el("label", { title: page.t(`${page.data.dates.known.length} states of knowledge are in this page`, `本页含 ${page.data.dates.known.length} 个已知时点`) }, page.t("Known by", "已知截至"), known)),
    );
  }
})();
