"""How `show` and `find` read."""

from __future__ import annotations

from himagraph.answers.card import Card
from himagraph.answers.search import Found
from himagraph_cli.terminal import behind, layout
from himagraph_cli.terminal.layout import Footnotes
from himagraph_cli.terminal.owners import beside

_SECTIONS = {
    "affiliation": ("Belongs", "归属"), "production": ("Made by", "制造"), "cooperation": ("Cooperation", "合作"),
    "delivery": ("Deliveries", "交付"), "technology-use": ("Technology", "技术"), "price": ("Prices", "价格"),
    "post": ("Posts", "任职"), "brand-right": ("Brand rights", "商标与专利"), "attribute": ("Particulars", "属性"),
    "control-right": ("Control rights", "控制权"), "covenant": ("Covenants", "约定"),
    "financial": ("Financials", "财务"), "ratio": ("Ratios", "比率"), "ranking": ("Rankings", "排名"),
    "change": ("Changes", "沿革"), "event": ("Events", "事件"),
    "plan": ("Plans", "计划"), "statement": ("Statements", "陈述"), "opinion": ("Opinions", "观点"),
}  # fmt: skip
#: So many claims of a kind the card shows; the rest is one command away.
_SHOWN = 8


def card(answer: Card, lang: str) -> list[str]:
    """Names, shares, then the claims by kind with their sources."""
    entity, chinese, notes = answer.entity, lang == "zh", Footnotes()
    lines = [f"{entity.name.pick('both')}  {entity.kind}  {entity.id}"]
    facts = [
        ("又名" if chinese else "Also", "; ".join(_alias(one.text, one.since, one.until) for one in entity.aliases)),
        ("代码" if chinese else "Listed", ", ".join(f"{one.ticker}.{one.exchange}" for one in entity.listings)),
        ("标识" if chinese else "Identifiers", ", ".join(f"{one.scheme} {one.value}" for one in entity.identifiers)),
        ("所在地" if chinese else "Place", ", ".join(part for part in (entity.city, entity.country) if part)),
    ]
    lines += layout.columns([], [[title, value] for title, value in facts if value])
    if answer.owners.owners or answer.owners.inferred or answer.owners.reported_as or answer.owners.pending:
        lines += ["", answer.owners.sentence(lang), *beside(answer.owners, lang, notes)]
        decided = answer.owners.behind.control
        lines += ["", " " + behind.control(decided, lang)] if decided else []
    if answer.held.holdings or answer.held.reported_as or answer.held.pending:
        lines += ["", answer.held.sentence(lang), *beside(answer.held, lang, notes)]
    for kind, rows in answer.sections:
        lines += ["", _SECTIONS.get(kind, (kind, kind))[1 if chinese else 0]]
        for one in rows[:_SHOWN]:
            lines.append(f"   {one.line_zh if chinese else one.line}  {notes.mark([one.source])}")
        if len(rows) > _SHOWN:
            more = len(rows) - _SHOWN
            lines.append(
                f"   还有{more}条：hima why {entity.id}" if chinese else f"   {more} more: hima why {entity.id}"
            )
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    lines += ["", ("接着看：" if chinese else "Next: ") + f"hima why {entity.id}"]
    return lines


def found(answer: Found, lang: str) -> list[str]:
    """One candidate a line: id, name, kind, and the name that matched."""
    chinese = lang == "zh"
    head = ["编号", "名称", "类别", "匹配", "相似度"] if chinese else ["id", "name", "kind", "matched", "score"]
    rows = [
        [entity.id, entity.label(lang), entity.kind, one.matched, f"{one.score:g}"] for entity, one in answer.candidates
    ]
    return layout.columns(head, rows) if rows else []


def _alias(text: str, since: object, until: object) -> str:
    span = " ".join(part for part in (f"from {since}" if since else "", f"until {until}" if until else "") if part)
    return f"{text} ({span})" if span else text
