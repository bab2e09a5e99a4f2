"""How `why` reads."""

from __future__ import annotations

from himagraph.answers.evidence import Said, Why
from himagraph.records import Source
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import Footnotes

_RANKS = {"preferred": "采用", "normal": "保留", "deprecated": "已证伪"}


def why(answer: Why, lang: str) -> list[str]:
    """The claims as a table: rank, what each says, where it stands, its date and source; then the rule."""
    chinese, notes = lang == "zh", Footnotes()
    head = (
        ["级别", "来源所述", "行", "截至", "来源"]
        if chinese
        else ["rank", "what the source says", "line", "as of", "source"]
    )
    rows = [_row(one, notes, chinese=chinese) for one in answer.said]
    lines = [answer.sentence(lang), "", *layout.columns(head, rows)]
    notable = [one for one in answer.said if _remark(one, chinese=chinese)]
    if notable:
        lines += ["", " 说明" if chinese else " Remarks"]
        lines += [f"   {one.claim.path}: {_remark(one, chinese=chinese)}" for one in notable]
    rule = (
        "completed > agreed > planned; filing > company > news > blog; later > earlier",
        "已完成 > 已签约 > 计划；公告 > 公司 > 新闻 > 博客；新 > 旧",
    )[1 if chinese else 0]
    lines += ["", f" {'规则' if chinese else 'Rule'}   {rule}   policy v{answer.policy}"]
    falls = answer.falls_zh if chinese else answer.falls
    if falls:
        lines.append(f" {'若去掉' if chinese else 'Falls'}  {falls}")
    lines += ["", *notes.lines(lang)]
    lines += [f"    {source.article}" for source in _articles(answer)]
    return lines


def _articles(answer: Why) -> list[Source]:
    found = {one.source.id: one.source for one in answer.said if one.source.article}
    return list(found.values())


def _row(one: Said, notes: Footnotes, *, chinese: bool) -> list[str]:
    rank = _RANKS[one.rank.rank] if chinese else one.rank.rank
    return [rank, one.line_zh if chinese else one.line, one.where, one.dated, notes.mark([one.source])]


def _remark(one: Said, *, chinese: bool) -> str:
    """What else is to be known of a claim: who is quoted, what it infers from, its note, why it has its rank."""
    claim = one.claim
    speaker = ", ".join(person.label("zh" if chinese else "en") for person in one.speakers) or claim.free_text(
        "said_by"
    )
    parts = [
        (f"{'据' if chinese else 'said by '}{speaker}" if speaker else ""),
        claim.text("reason") or "",
        claim.text("note") or "",
        one.rank.reason if one.rank.rank != "preferred" else "",
    ]
    return "; ".join(part for part in parts if part)
