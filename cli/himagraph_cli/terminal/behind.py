"""Who stands behind a company, as lines: look-through beside what is reported, tops, open ends, control."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.looking import Behind, Looked, prefetch
from himagraph.answers.wording import control, names, reported
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
        "below": "Look-through", "inferred": "inferred",
    },
    "zh": {
        "behind": "其背后（穿透计算；有多个最终持有人属正常）", "through": "通过{}",
        "more": "……另有{}个：hima who-owns {} --ultimate",
        "open": "{}终止于{}的未具名股东。", "own": "{}无具名股东。",
        "below": "穿透持股", "inferred": "推断",
    },
}  # fmt: skip


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
    through = said["through"].format(names(one.through, lang)) if one.through else ""
    return [
        one.interest.effective.text(_plain(lang)),
        layout.name(one.entity, lang),
        through + (f" ({said['inferred']})" if one.interest.is_inferred else ""),
        notes.mark(one.sources[:4]),
    ]


def _plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"


__all__ = ["control", "holdings", "reported", "tops"]
