"""How `conflicts` reads."""

from __future__ import annotations

from himagraph.answers.conflicts import Conflicts
from himagraph.answers.rows import sources_of
from himagraph_cli.terminal.layout import Footnotes

_RULES = {
    "share": ("Share of", "持股"), "joint-venture": ("Joint venture", "合资"), "attribute": ("Value of", "属性"),
    "delivery-figures": ("Deliveries", "交付量"), "financial-figures": ("Financials", "财务"),
    "ratio-figures": ("Ratio", "比率"), "price-figures": ("Price", "价格"), "ranking-figures": ("Place", "名次"),
    "parts-over-total": ("Parts against total", "分项与合计"),
    "months-against-range": ("Months against range", "月度与区间"),
    "ratio-against-figures": ("Printed share against figures", "所印占比与数字"),
    "implied-value": ("Implied value", "隐含估值"),
    "change-date": ("Date of a change", "变更日期"), "event-date": ("Date of an event", "事件日期"),
    "lead": ("Who leads", "主导方"), "denial": ("Denied and asserted", "肯定与否认"),
    "no-more-brands": ("No further brands", "不再新增品牌"), "maker": ("Who makes it", "制造方"),
    "post": ("Post", "职务"), "brand-right": ("Right", "权利"), "right-date": ("Date of a right", "权利日期"),
    "by-hand": ("Judged by hand", "人工裁定"),
    "plan": ("Plan", "计划"), "growth-against-figures": ("Printed growth against figures", "所印增幅与数字"),
}  # fmt: skip


def conflicts(answer: Conflicts, lang: str) -> list[str]:
    """Each contradiction with its sides, their sources, which is preferred and by what."""
    chinese, notes = lang == "zh", Footnotes()
    lines = [answer.sentence(lang)]
    for number, row in enumerate(answer.rows, 1):
        state = ("已定" if chinese else "SETTLED") if row.is_settled else ("未定" if chinese else "OPEN")
        title = _RULES.get(row.rule, (row.rule, row.rule))[1 if chinese else 0]
        lines += ["", f" {number} {state:<8} {title}: {row.subject}"]
        for place, side in enumerate(row.sides):
            mark = ">" if row.preferred == place else " "
            found = notes.mark(sources_of(side.claims, answer.evidence))
            missing = "记录中未见" if chinese else "nothing else in the record"
            lines.append(f"   {mark} {side.says}  {found or missing}")
        reason = row.by + (f" [{row.judgement}]" if row.judgement else "")
        lines.append(f"     {'依据' if chinese else 'by'}: {reason}")
        if row.claims:
            lines.append(f"     hima why {row.claims[0].path}")
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return lines
