"""How `who-owns` and `holdings` read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from himagraph.answers.looking import Looked
from himagraph.answers.owners import Held, Owners
from himagraph.answers.rows import Reported, Row
from himagraph_cli.terminal import behind, layout
from himagraph_cli.terminal.layout import Footnotes

if TYPE_CHECKING:
    from himagraph.answers.brand_owners import BrandOwners

_WORDS = {
    "en": {
        "holder": "Holder of record", "holding": "Holds of record", "direct": "direct", "since": "since",
        "seen": "last seen", "sources": "sources", "why": "why", "total": "Total", "rest": "not disclosed",
        "nothing": "nothing undisclosed", "pending": "Pending (signed, not a holding on that date)",
        "possible": "Possible (the record leaves it open)", "inferred": "Inferred (not stated as a figure)",
        "reported": "Reported as", "via": "through {}", "other": "Of another scope (not added up)",
        "not-counted": "Not counted: {}.", "last-known": "{} before", "conflict": "contested",
        "seen-line": "Last seen {}; the record ends {}.", "next": "Next: {}", "unknown-day": "not known",
    },
    "zh": {
        "holder": "登记股东", "holding": "登记持股", "direct": "直接持股", "since": "自", "seen": "最近所见",
        "sources": "来源", "why": "依据", "total": "合计", "rest": "未披露", "nothing": "无未披露部分",
        "pending": "待登记（已签约，当日尚非持股）", "possible": "可能（记录未能确定）",
        "inferred": "推断（来源未给出数字）",
        "reported": "据报道", "via": "通过{}", "other": "其他口径（不计入合计）", "not-counted": "未计入：{}。",
        "last-known": "此前{}", "conflict": "有争议", "seen-line": "最近一次所见 {}；记录截至 {}。",
        "next": "接着看：{}",
        "unknown-day": "未知",
    },
}  # fmt: skip

#: What is counted but never added up: one, several, and in Chinese.
_COUNTED = {
    "planned": ("plan", "plans", "计划"),
    "rumoured": ("rumour", "rumours", "传闻"),
    "denied": ("denial", "denials", "否认"),
    "payments": ("payment", "payments", "付款"),
    "lapsed": ("lapsed deal", "lapsed deals", "失效交易"),
}


def owners(answer: Owners | BrandOwners, lang: str, *, every_top: bool = False) -> list[str]:
    """Who owns an entity: the sentence, the table, what is beside it, the sources, the next command."""
    if not isinstance(answer, Owners):
        from himagraph_cli.terminal.brand_owners import brand_owners

        return brand_owners(answer, lang)
    said, notes = _words(lang), Footnotes()
    seen = answer.last_seen or said["unknown-day"]
    lines = [answer.sentence(lang), said["seen-line"].format(seen, answer.record_ends)]
    entity = answer.entity
    lines += ["", f"{entity.name.pick('both')}  {entity.kind}  {entity.id}"]
    if answer.owners:
        rows = [_row(row, lang, notes) for row in answer.owners]
        disclosed, rest = answer.capital.disclosed, answer.capital.undisclosed
        remainder = said["nothing"] if rest.max == 0 else f"{rest.text(_plain(lang))} {said['rest']}"
        rows.append([said["total"], disclosed.text(_plain(lang)), remainder, "", "", ""])
        head = [said[word] for word in ("holder", "direct", "since", "seen", "sources", "why")]
        lines += ["", *layout.columns(head, rows)]
    lines += beside(answer, lang, notes)
    lines += behind.tops(answer.behind, entity.id, lang, notes, every=every_top)
    lines += not_counted(answer.capital.not_counted, lang)
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    lines += ["", said["next"].format(_next(answer))]
    return lines


def holdings(answer: Held, lang: str) -> list[str]:
    """What an entity holds, in the same parts."""
    said, notes = _words(lang), Footnotes()
    seen = answer.last_seen or said["unknown-day"]
    lines = [answer.sentence(lang), said["seen-line"].format(seen, answer.record_ends)]
    if answer.holdings:
        head = [said[word] for word in ("holding", "direct", "since", "seen", "sources", "why")]
        lines += ["", *layout.columns(head, [_row(row, lang, notes) for row in answer.holdings])]
    lines += behind.holdings(answer.look_through, lang, notes)
    lines += beside(answer, lang, notes)
    lines += not_counted(answer.not_counted, lang)
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    lines += ["", said["next"].format(f"hima show {answer.entity.id}")]
    return lines


def beside(answer: Owners | Held, lang: str, notes: Footnotes) -> list[str]:
    said = _words(lang)
    lines: list[str] = []
    for title, rows in (
        ("pending", answer.pending),
        ("possible", answer.possible),
        ("inferred", answer.inferred),
        ("other", answer.other_scopes),
    ):
        if rows:
            lines += ["", " " + said[title]]
            lines += layout.columns([], [_aside(row, lang, notes) for row in rows], "   ")
    if answer.reported_as:
        lines += ["", " " + said["reported"]]
        looked = answer.look_through
        lines += layout.columns([], [_reported(row, looked, lang, notes) for row in answer.reported_as], "   ")
    return lines


def not_counted(counted: Sequence[tuple[str, int]], lang: str) -> list[str]:
    """What is told as what it is and never added up."""
    return ["", " " + _words(lang)["not-counted"].format(_counts(counted, lang))] if counted else []


def _row(row: Row, lang: str, notes: Footnotes) -> list[str]:
    said, holding = _words(lang), row.holding
    share = holding.share.text(_plain(lang))
    if holding.last_known:
        share += f" ({said['last-known'].format(holding.last_known.text(_plain(lang)))})"
    if holding.contradicting:
        share += f" ({said['conflict']})"
    return [
        layout.name(row.entity, lang),
        share,
        str(holding.since or said["unknown-day"]),
        str(holding.last_seen or said["unknown-day"]),
        notes.mark(row.sources),
        holding.handle,
    ]


def _aside(row: Row, lang: str, notes: Footnotes) -> list[str]:
    """A row that is shown and not added up. The reasons of sources are in the language of the seeds."""
    share = row.holding.share.text(_plain(lang))
    return [layout.name(row.entity, lang), share, notes.mark(row.sources), row.holding.reason or ""]


def _reported(row: Reported, looked: Sequence[Looked], lang: str, notes: Footnotes) -> list[str]:
    via = ", ".join(layout.name(one, lang) for one in row.via)
    text = row.holding.share.text(_plain(lang))
    through = _words(lang)["via"].format(via) if via else ""
    look = behind.reported(row, looked, lang)
    return [layout.name(row.entity, lang), text, through, notes.mark(row.sources), look]


def _counts(counted: Sequence[tuple[str, int]], lang: str) -> str:
    parts: list[str] = []
    for word, count in counted:
        one, many, chinese = _COUNTED.get(word, (word, word, word))
        parts.append(f"{chinese} {count}" if lang == "zh" else f"{count} {one if count == 1 else many}")
    return ("、" if lang == "zh" else ", ").join(parts)


def _next(answer: Owners) -> str:
    if answer.owners:
        return f"hima why {answer.owners[0].holding.handle}"
    return f"hima show {answer.entity.id}"


def _words(lang: str) -> dict[str, str]:
    return _WORDS[_plain(lang)]


def _plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"
