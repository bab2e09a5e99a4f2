"""How `deliveries` reads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from himagraph.answers import numbers
from himagraph.answers.deliveries import Deliveries, Row
from himagraph.answers.printed import Ranking, Ratio
from himagraph.answers.wording_deliveries import BASES, period
from himagraph.records import Entity
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import plain, remarked
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "month": "Month", "basis": "basis", "share": "share", "sources": "sources", "gap": "no figure",
        "period": "Period",
        "figure": "figure", "contested": "contested", "weak": "weak", "also": "also {}", "printed": "{} (printed)",
        "totals": "Printed totals (not sums of the rows)", "ratios": "Printed ratios", "rankings": "Printed rankings",
        "computed": "Computed shares are computed here from the two figures shown, never a source's claim.",
        "of": "{part}: {metric} {percent} of {whole}, {period}", "alone": "{part}: {metric} {percent}, {period}",
        "against": "{part}: {metric} {percent} against {whole}, {period}", "next": "Next: {}", "comma": ", ",
        "place": "{subject}: place {place} of {field} by {measure}, {period}", "margin": ", ahead by {}",
        "outsold": "{subject} ahead of {field} by {measure}, {period}", "said": "said by {}", "part-of": "{} of {}",
    },
    "zh": {
        "month": "月份", "basis": "口径", "share": "占比", "sources": "来源", "gap": "无数字", "period": "期间",
        "figure": "数字", "contested": "有争议", "weak": "证据薄弱", "also": "另印作{}", "printed": "{}（来源所印）",
        "totals": "来源所印合计（并非各行之和）", "ratios": "来源所印比率", "rankings": "来源所印排名",
        "computed": "占比为本工具用所示两个数字计算，并非来源主张。",
        "of": "{part}在{whole}中的{metric}：{percent}，{period}", "alone": "{part}的{metric}：{percent}，{period}",
        "against": "{part}的{metric}：{percent}（对比{whole}），{period}", "next": "接着看：{}", "comma": "、",
        "place": "{subject}在{field}中{measure}第{place}，{period}", "margin": "，领先{}",
        "outsold": "{subject}{measure}领先{field}，{period}", "said": "据{}", "part-of": "{0}（占{1}）",
    },
}  # fmt: skip
_METRICS_ZH = {
    "share-of-deliveries": "交付占比", "growth": "增长", "share-of-market": "市场占比",
    "share-of-new-energy-sales": "新能源销量占比",
}  # fmt: skip
_PRINTED_SHARE = "share-of-deliveries"


def deliveries(answer: Deliveries, lang: str) -> list[str]:
    """The sentence, the months of each subject, totals, ratios and rankings apart, the sources."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    for subject, rows in groupby(answer.rows, key=lambda row: row.subject):
        lines += ["", *_months(subject, list(rows), answer.ratios, lang, notes)]
    if answer.totals:
        lines += ["", said["totals"]]
        head = [said["period"], "", said["figure"], said["basis"], said["sources"]]
        lines += prose.stacked(head, [_total(row, lang, notes) for row in answer.totals])
    for title, texts in (
        (said["ratios"], [_ratio(one, lang, notes) for one in answer.ratios]),
        (said["rankings"], [_ranking(one, lang, notes) for one in answer.rankings]),
    ):
        if texts:
            lines += ["", title, *[line for text in texts for line in prose.wrapped(text, " ", "   ")]]
    if any(row.beside and row.beside.portion for row in (*answer.rows, *answer.totals)):
        lines += ["", *prose.wrapped(said["computed"])]
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", said["next"].format(_next(answer))]


def _months(subject: Entity, rows: Sequence[Row], ratios: Sequence[Ratio], lang: str, notes: Footnotes) -> list[str]:
    said = _WORDS[plain(lang)]
    alliance = next((row.beside.entity for row in rows if row.beside), None)
    head = [said["month"], layout.name(subject, lang), said["basis"]]
    head += [layout.name(alliance, lang), said["share"]] if alliance else []
    return prose.stacked(
        [*head, said["sources"]],
        [_month(row, ratios, lang, notes, beside=alliance is not None) for row in rows],
    )


def _month(
    row: Row, ratios: Sequence[Ratio], lang: str, notes: Footnotes, *, beside: bool
) -> list[str | Sequence[str]]:
    said, figure, above = _WORDS[plain(lang)], row.figure, row.beside
    cells: list[str | Sequence[str]] = [str(row.period), _value(row, lang), _basis(row, lang)]
    sources = [*figure.sources] if figure else []
    if beside:
        number = above.figure.text(plain(lang)) if above else "-"
        disputed = above is not None and bool(above.figure.contradicting)
        cells.append(remarked(number, [said["contested"]] if disputed else [], lang))
        printed = [one for one in ratios if one.metric == _PRINTED_SHARE and _is_of(one, row)]
        if above and above.portion:
            cells.append(above.portion.text(plain(lang)))
        elif printed:
            cells.append(said["printed"].format(printed[0].text(plain(lang))))
        else:
            cells.append("-")
        sources += above.figure.sources if above else ()
    return [*cells, notes.mark(dict.fromkeys(sources)) or "-"]


def _value(row: Row, lang: str) -> list[str]:
    """The figure, and under it what marks it."""
    said, figure = _WORDS[plain(lang)], row.figure
    if figure is None:
        return [said["gap"]]
    remarks = [said["contested"]] if figure.contradicting else []
    remarks += [said["weak"]] if figure.weak else []
    lines = [remarked(figure.text(plain(lang)), remarks, lang)]
    also = dict.fromkeys(_also(row, lang))
    return [*lines, *(said["also"].format(text) for text in also), *([figure.segment] if figure.segment else [])]


def _also(row: Row, lang: str) -> list[str]:
    claims = row.figure.coarser if row.figure else ()
    return [numbers.text(claim.quantity("value"), claim.text("bound"), plain(lang)) for claim in claims]


def _basis(row: Row, lang: str) -> list[str]:
    """What is counted, and who is quoted for it."""
    said, figure = _WORDS[plain(lang)], row.figure
    if figure is None:
        return ["-"]
    words = said["comma"].join(BASES[plain(lang)][basis] for basis in figure.bases)
    if figure.unit:
        words += f" ({figure.unit})"
    speakers = said["comma"].join(one.label(plain(lang)) for one in figure.speakers)
    return [words, *([said["said"].format(speakers)] if speakers else [])]


def _total(row: Row, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    above = row.beside
    value, sources = _value(row, lang), [*(row.figure.sources if row.figure else ())]
    if above and above.portion:
        part = _WORDS[plain(lang)]["part-of"]
        value.append(part.format(above.portion.text(plain(lang)), above.entity.label(plain(lang))))
        sources += above.figure.sources
    when = period(row.period, plain(lang))
    return [when, layout.name(row.subject, lang), value, _basis(row, lang), notes.mark(dict.fromkeys(sources))]


def _ratio(one: Ratio, lang: str, notes: Footnotes) -> str:
    said, metric = _WORDS[plain(lang)], one.metric
    form = "of" if one.whole else "against" if one.base and one.part else "alone"
    text = said[form].format(
        part=_named(one.part or one.base, lang),
        whole=_named(one.whole or one.base, lang),
        metric=_METRICS_ZH.get(metric, metric) if plain(lang) == "zh" else metric,
        percent=one.text(plain(lang)),
        period=period(one.period, plain(lang)),
    )
    return f"{text} {notes.mark(one.sources)}"


def _ranking(one: Ranking, lang: str, notes: Footnotes) -> str:
    said = _WORDS[plain(lang)]
    text = said["place" if one.place else "outsold"].format(
        subject=_named(one.subject, lang),
        field=_named(one.field, lang),
        place=one.place,
        measure=BASES[plain(lang)].get(one.measure, one.measure),
        period=period(one.period, plain(lang)),
    )
    if one.margin:
        text += said["margin"].format(one.margin)
    return f"{text} {notes.mark(one.sources)}"


def _named(entities: Sequence[Entity], lang: str) -> str:
    return _WORDS[plain(lang)]["comma"].join(one.label(plain(lang)) for one in entities)


def _is_of(ratio: Ratio, row: Row) -> bool:
    return str(ratio.period) == str(row.period) and row.subject.id in {one.id for one in ratio.part}


def _next(answer: Deliveries) -> str:
    if answer.entity is None:
        return "hima deliveries HIMA"
    above = next((row.beside.entity for row in answer.rows if row.beside), None)
    return f"hima deliveries {above.id}" if above else f"hima show {answer.entity.id}"
