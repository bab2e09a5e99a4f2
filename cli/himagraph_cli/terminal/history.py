"""How `timeline` and `diff` read."""

from __future__ import annotations

from himagraph.answers.diff import Diff
from himagraph.answers.timeline import Timeline
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import Footnotes

_WHAT = {
    "signed": "签约", "approved": "批准", "registered": "登记", "completed": "完成", "date": "", "from": "自",
    "until": "至", "by": "预计", "paid": "付款", "seen": "所见",
}  # fmt: skip
_CHANGES = {"gained": "新增", "first-seen": "首见", "lost": "失去", "changed": "变化"}
_CERTAINTY: dict[str, dict[bool | None, str]] = {
    "en": {None: "-", False: "possible", True: "certain"}, "zh": {None: "-", False: "可能", True: "确定"},
}  # fmt: skip


def timeline(answer: Timeline, lang: str) -> list[str]:
    """One moment a line: its date, what the date is, what is said, the source."""
    chinese, notes = lang == "zh", Footnotes()
    rows = [
        [
            str(one.when),
            _WHAT[one.what] if chinese else ("" if one.what == "date" else one.what),
            one.line_zh if chinese else one.line,
            notes.mark([one.source]),
        ]
        for one in answer.moments
    ]
    lines = [answer.sentence(lang)]
    if rows:
        lines += ["", *layout.columns([], rows), "", *notes.lines(lang)]
    return lines


def diff(answer: Diff, lang: str) -> list[str]:
    """One change a line: what it is, the share before and after, what is said, the source. Then who controls."""
    chinese, notes = lang == "zh", Footnotes()
    rows = []
    for one in answer.changes:
        held = [share.text("zh" if chinese else "en") if share else "-" for share in (one.before, one.after)]
        shares = " -> ".join(held) if one.kind == "stake" else ""
        change = _CHANGES[one.change] if chinese else one.change
        rows.append([change, shares, one.line_zh if chinese else one.line, notes.mark([one.source])])
    lines = [answer.sentence(lang)]
    if rows:
        lines += ["", *layout.columns([], rows)]
    if answer.control:
        words = _CERTAINTY["zh" if chinese else "en"]
        decided = [
            [
                _CHANGES[one.change] if chinese else one.change,
                f"{words[one.before]} -> {words[one.after]}",
                one.line(lang),
                f"hima control {one.issuer.id}",
            ]
            for one in answer.control
        ]
        title = "控制（过半数表决权）" if chinese else "Control, by more than half of the votes"
        lines += ["", f" {title}", *layout.columns([], decided)]
    if rows:
        lines += ["", *notes.lines(lang)]
    return lines
