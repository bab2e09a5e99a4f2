"""How `conflicts` reads."""

from __future__ import annotations

from himagraph.answers.conflicts import Conflicts
from himagraph.answers.rows import sources_of
from himagraph_cli.terminal.layout import Footnotes

_RULES = {
    "share": ("Share", "持股"), "share-scope": ("Share, counted in two ways", "持股口径"),
    "share-moved": ("Share, moved by nothing told", "持股变动不明"), "share-rounded": ("Share, rounded", "持股取整"),
    "share-bounded": ("Share and its bound", "持股与上下限"), "rank-of-holder": ("Place of a holder", "股东名次"),
    "still-planned": ("Planned or done", "计划与完成"),
    "headline": ("Headline against holder of record", "报道与登记股东"),
    "over-full": ("More than the whole", "超过全部股本"),
    "entry": ("Share at the start", "起始持股"), "share-after-deal": ("Share after a deal", "交易后持股"),
    "deal": ("Deal", "交易"), "deal-object": ("Object of a deal", "交易标的"),
    "deal-buyer": ("Buyer", "收购方"), "same-count": ("Count of shares", "股数"),
    "implied-value": ("Implied value", "隐含估值"), "joint-venture": ("Joint venture", "合资"),
    "control": ("Control", "控制"), "namesake": ("One name, two companies", "同名不同主体"),
    "delivery-figures": ("Deliveries", "交付量"), "financial-figures": ("Financials", "财务"),
    "ratio-figures": ("Ratio", "比率"), "price-figures": ("Price", "价格"), "ranking-figures": ("Place", "名次"),
    "financial-rounded": ("Financials, rounded", "财务取整"), "two-perimeters": ("Two perimeters", "两种业绩口径"),
    "price-at-launch": ("Price expected and at launch", "预期价与上市价"),
    "price-expected": ("Price expected", "预期价"),
    "two-measures": ("Two measures", "两种口径"), "figure-twice": ("One figure twice", "同一数字"),
    "milestone": ("Day of a milestone", "里程碑日期"), "part-over-whole": ("Part above the whole", "部分大于整体"),
    "parts-over-total": ("Parts against total", "分项与合计"),
    "months-against-range": ("Months against range", "月度与区间"),
    "ratio-against-figures": ("Printed share against figures", "所印占比与数字"),
    "growth-against-figures": ("Printed growth against figures", "所印增幅与数字"),
    "growth-mirrored": ("One growth, up and down", "增幅互为正负"),
    "weight-of-period": ("Share in several periods", "各期占比"), "count-over-time": ("Count over time", "各时计数"),
    "attribute": ("Value", "属性"), "statement": ("Statement", "陈述"), "lead": ("Who leads", "主导方"),
    "denial": ("Denied and asserted", "肯定与否认"), "talk-date": ("Day of a talk", "讲话日期"),
    "event-date": ("Date of an event", "事件日期"),
    "event-number": ("Number in an event", "事件数字"), "event-outcome": ("Outcome of an event", "事件结果"),
    "change-date": ("Date of a change", "变更日期"), "change-kind": ("Kind of a change", "变更性质"),
    "founding": ("Founding", "成立"), "beginning": ("Beginning of a cooperation", "合作的开始"),
    "use-before-launch": ("In use before its launch", "发布前使用"), "precedent": ("Without precedent", "前所未有"),
    "plan": ("Plan", "计划"), "plan-unkept": ("Plan not kept", "计划未实现"),
    "no-more-brands": ("No further brands", "不再新增品牌"), "maker": ("Who makes it", "制造方"),
    "post": ("Post", "职务"), "post-rank": ("Post in a company or its unit", "公司或部门职务"),
    "post-holders": ("Post, two holders", "一职两人"), "speaker-post": ("Post of a speaker", "发言人职务"),
    "brand-right": ("Right", "权利"), "right-date": ("Date of a right", "权利日期"),
    "right-seller": ("Seller of a right", "权利出让方"), "by-hand": ("Judged by hand", "人工裁定"),
}  # fmt: skip


def conflicts(answer: Conflicts, lang: str) -> list[str]:
    """Each contradiction with its sides, their sources, which is preferred and by what."""
    chinese, notes = lang == "zh", Footnotes()
    one = "zh" if chinese else "en"
    lines = [answer.sentence(lang)]
    for number, row in enumerate(answer.rows, 1):
        state = ("已定" if chinese else "SETTLED") if row.is_settled else ("未定" if chinese else "OPEN")
        title = _RULES.get(row.rule, (row.rule, row.rule))[1 if chinese else 0]
        lines += ["", f" {number} {state:<8} {title}{'：' if chinese else ': '}{row.subject.pick(one)}"]
        for place, side in enumerate(row.sides):
            mark = ">" if row.preferred == place else " "
            found = notes.mark(sources_of(side.claims, answer.evidence))
            missing = "记录中未见" if chinese else "nothing else in the record"
            lines.append(f"   {mark} {side.says.pick(one)}  {found or missing}")
        reason = row.by.pick(one) + (f" [{row.judgement}]" if row.judgement else "")
        lines.append(f"     {'依据' if chinese else 'by'}: {reason}")
        if row.claims:
            lines.append(f"     hima why {row.claims[0].path}")
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return lines
