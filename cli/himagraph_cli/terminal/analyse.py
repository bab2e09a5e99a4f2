"""How `analyse` reads: the measures of a table of one's own."""

from __future__ import annotations

from typing import Any

from himagraph.analysis.table import TableAnswer
from himagraph.analysis.walks import Result
from himagraph_cli.terminal import prose
from himagraph_cli.terminal.patterns import TOPICS

#: The columns of a result as CSV or TSV.
COLUMNS = (
    "measure", "issuer", "holder", "share.min", "share.max", "share.text", "share.exact", "lines", "engine", "as_of",
)  # fmt: skip
_WORDS = {
    "en": {
        "heading": ("measure", "of", "holder", "share", "lines"), "none": "Nothing was found.",
        "effective": "look-through", "ultimate": "top", "control": "controls", "may-control": "may control",
        "over-full": "over-full", "closed-ring": "closed ring", "self-holding": "holds itself",
        "outsiders": "Capital that no row names is taken to belong to outsiders unrelated to the holders.",
        "open": "Capital that no row names may be anyone's.",
        "open-rows": "{} rows have dates that leave open whether they held then: anything from 0 is possible.",
        "arrays": "Large tables get tops, control and flaws only; tops below {} are left out.",
    },
    "zh": {
        "heading": ("度量", "公司", "持有人", "比例", "行"), "none": "无结果。",
        "effective": "穿透", "ultimate": "最终", "control": "控制", "may-control": "可能控制",
        "over-full": "超额", "closed-ring": "闭环", "self-holding": "自持",
        "outsiders": "未列明的资本视为由与各持有人无关的外部人持有。",
        "open": "未列明的资本可能属于任何人。",
        "open-rows": "{}行的日期无法确定当日是否持有：比例从0起均有可能。",
        "arrays": "大表仅计算最终持有人、控制与缺陷；低于{}者略去。",
    },
}  # fmt: skip


def topic(answer: Any, lang: str) -> list[str]:
    """An analysis of the record, as its topic reads."""
    return TOPICS[answer.topic](answer, lang)


def table(answer: TableAnswer, lang: str) -> list[str]:
    """The sentence, a line for each result, and what was taken for granted."""
    said = _WORDS["zh" if lang == "zh" else "en"]
    rows = [_row(one, lang) for one in answer.results]
    lines = prose.wrapped(answer.sentence(lang))
    lines += ["", *prose.stacked(list(said["heading"]), rows)] if rows else ["", str(said["none"])]
    lines += ["", *prose.wrapped(str(said[answer.rest]))]
    if answer.left_open:
        lines += prose.wrapped(str(said["open-rows"]).format(answer.left_open))
    if answer.engine == "arrays":
        from himagraph.records import Share

        lines += prose.wrapped(str(said["arrays"]).format(Share.exactly(answer.min_share).text()))
    return lines


def _row(one: Result, lang: str) -> list[str]:
    said = _WORDS["zh" if lang == "zh" else "en"]
    share = one.share.text("zh" if lang == "zh" else "en") if one.share else "-"
    return [str(said[one.measure]), one.issuer, one.holder or "-", share, " ".join(map(str, one.rows)) or "-"]
