"""Who stands behind a company, as lines: look-through beside what is reported, tops, open ends, control."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.looking import Behind, Deciding, Looked, prefetch
from himagraph.answers.rows import Reported
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import Footnotes

#: Tops shown unless all are asked for.
FEW = 5
_WORDS = {
    "en": {
        "behind": "Behind them, looked through (several tops are normal)", "through": "through {}",
        "more": "... and {} more: hima who-owns {} --ultimate",
        "open": "{} ends at holders of {} whom nobody names.",
        "own": "{} has no holder that is named.",
        "look": "but look-through is {}", "implied": "but look-through is {}: its share of {} is in no source",
        "oldest": ", oldest link {}",
        "control": "Control: {}, by more than half of the votes ({}).",
        "perhaps": "Control: possibly {}, as shares are not known ({}).",
        "nobody": "Control: no holder has more than half of the votes for certain.",
        "below": "Look-through", "inferred": "inferred", "and": " and ",
    },
    "zh": {
        "behind": "其背后（穿透计算；有多个最终持有人属正常）", "through": "通过{}",
        "more": "……另有{}个：hima who-owns {} --ultimate",
        "open": "{}终止于{}的未具名股东。", "own": "{}无具名股东。",
        "look": "但穿透为{}", "implied": "但穿透为{}：未见来源给出其对{}的持股",
        "oldest": "，最旧环节 {}",
        "control": "控制：{}，表决权过半（{}）。", "perhaps": "控制：可能为{}，因持股未知（{}）。",
        "nobody": "控制：没有股东确定拥有过半表决权。",
        "below": "穿透持股", "inferred": "推断", "and": "和",
    },
}  # fmt: skip


def reported(row: Reported, behind: Sequence[Looked], lang: str) -> str:
    """What a reported holder has looking through, in a few words; nothing where it is what is reported."""
    share = row.look_through
    if share is None or (share.min, share.max) == (row.holding.share.min, row.holding.share.max):
        return ""
    said = _WORDS[_plain(lang)]
    if row.is_implied:
        return said["implied"].format(share.text(_plain(lang)), _names(row.via, lang))
    found = [one.interest.oldest for one in behind if row.entity.id in (one.interest.holder, one.interest.issuer)]
    oldest = said["oldest"].format(found[0]) if found and found[0] else ""
    return said["look"].format(share.text(_plain(lang))) + oldest


def tops(behind: Behind, issuer: str, lang: str, notes: Footnotes, *, every: bool) -> list[str]:
    """The tops, the open ends and the control line. A company whose holders are all tops has no tops to show."""
    said = _WORDS[_plain(lang)]
    lines: list[str] = []
    if any(not one.interest.is_direct for one in behind.tops):
        shown = behind.tops if every else behind.tops[:FEW]
        prefetch([*shown, *behind.ends], sources=True)
        rows = [_row(one, lang, notes) for one in shown]
        lines += ["", " " + said["behind"], *layout.columns([], rows, "   ")]
        if len(shown) < len(behind.tops):
            lines.append("   " + said["more"].format(len(behind.tops) - len(shown), issuer))
    if behind.ends and (every or lines):
        ends = behind.ends if every else behind.ends[:3]
        lines += [
            "   " + said["open"].format(one.interest.effective.text(_plain(lang)), layout.name(one.entity, lang))
            for one in ends
        ]
    if behind.holders:
        lines += ["", " " + control(behind.control, lang)]
    return lines


def control(found: Sequence[Deciding], lang: str) -> str:
    """Who decides, by more than half of the votes, as one sentence."""
    said = _WORDS[_plain(lang)]
    for word, is_certain in (("control", True), ("perhaps", False)):
        own = [one for one in found if one.controller.is_certain is is_certain]
        if own:
            inferred = f", {said['inferred']}" if all(one.controller.is_inferred for one in own) else ""
            by = own[0].controller.definition + inferred
            return said[word].format(_names([one.entity for one in own], lang), by)
    return said["nobody"]


def holdings(found: Sequence[Looked], lang: str, notes: Footnotes) -> list[str]:
    """What is held through others."""
    indirect = [one for one in found if not (one.interest.is_direct and len(one.interest.chains) == 1)]
    if not indirect:
        return []
    prefetch(indirect, sources=True)
    rows = [_row(one, lang, notes) for one in indirect]
    return ["", " " + _WORDS[_plain(lang)]["below"], *layout.columns([], rows, "   ")]


def _row(one: Looked, lang: str, notes: Footnotes) -> list[str]:
    said = _WORDS[_plain(lang)]
    through = said["through"].format(_names(one.through, lang)) if one.through else ""
    return [
        one.interest.effective.text(_plain(lang)),
        layout.name(one.entity, lang),
        through + (f" ({said['inferred']})" if one.interest.is_inferred else ""),
        notes.mark(one.sources[:4]),
    ]


def _names(entities: Sequence[object], lang: str) -> str:
    between = "、" if lang == "zh" else ", "
    return between.join(layout.name(one, lang) for one in entities)  # type: ignore[arg-type]


def _plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"
