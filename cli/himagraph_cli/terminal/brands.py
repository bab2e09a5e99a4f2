"""How `brands` reads."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers import numbers
from himagraph.answers.brands import BrandRow, Brands
from himagraph.answers.particulars import Particular, Price
from himagraph.answers.relations import Related
from himagraph.answers.standing import HOLDS
from himagraph.records import When
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.layout import Footnotes

WORDS = {
    "en": {
        "brand": "Brand", "maker": "carmaker", "cars": "cars", "since": "since", "seen": "last seen",
        "sources": "sources",
        "others": "Outside alliances and series", "possible": "Possible (a date of the record leaves it open)",
        "later": "First seen after {day} (since when is not stated)", "unknown": "not known", "none": "no source found",
        "partner": "partner", "owner": "its company", "printed": "{name} is printed as {text} {notes}",
        "unregistered": "Also named, not in the register: {text} {notes}",
        "count": "Printed count: {value} ({day}) {notes}",
        "price": "{name}: {price}{stage} {notes}", "attribute": "{name}: {property} {value} {notes}", "weak": "weak",
        "contested": "contested", "inferred": "inferred", "next": "Next: {}", "alliance": "alliance",
        "series": "series",
        "converted": ", converted there to {}", "maybe": "possible",
    },
    "zh": {
        "brand": "品牌", "maker": "制造商", "cars": "车型数", "since": "自", "seen": "最近所见", "sources": "来源",
        "others": "不属于联盟或系列", "possible": "可能（记录中的日期未能确定）",
        "later": "{day}之后首次见到（起始时间未说明）", "unknown": "未知", "none": "未见来源",
        "partner": "合作方", "owner": "所属公司", "printed": "{name}被写作{text} {notes}",
        "unregistered": "另有未登记的名称：{text} {notes}", "count": "来源所印数目：{value}（{day}）{notes}",
        "price": "{name}：{price}{stage} {notes}", "attribute": "{name}：{property} {value} {notes}",
        "weak": "证据薄弱",
        "contested": "有争议", "inferred": "推断", "next": "接着看：{}", "alliance": "联盟", "series": "系列",
        "converted": "，来源换算为 {}", "maybe": "可能",
    },
}  # fmt: skip
STAGES = {
    "en": {"presale": "presale", "launch": "at launch", "expected": "expected"},
    "zh": {"presale": "预售", "launch": "上市", "expected": "预计"},
}
PROPERTIES_ZH = {
    "state-owned": "国有", "ownership-class": "所有制", "founded": "成立", "headquarters": "总部", "powertrain": "动力",
    "body-type": "车身", "launched": "上市", "first-delivery": "首次交付", "brand-count": "品牌数",
    "member-count": "成员数", "model-count": "车型数", "place-in-alliance": "联盟中的位置", "abbreviation": "缩写",
    "short-name": "简称", "legal-name": "法定名称", "also-known-as": "又名", "ticker": "代码",
    "lead-time-weeks": "交付等待（周）", "months-to-milestone": "达成里程碑所需月数", "months-leading": "领先月数",
    "registered-capital": "注册资本", "dimensions": "尺寸", "seats": "座位",
}  # fmt: skip


def brands(answer: Brands, lang: str) -> list[str]:
    """The sentence, the brands by group, what is beside them, the sources."""
    said, notes = words(lang), Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    groups: dict[str, list[BrandRow]] = {}
    for row in answer.brands:
        group = row.alliance or row.series
        title = f"{layout.name(group.entity, lang)}, {said[group.entity.kind]}" if group else said["others"]
        groups.setdefault(title, []).append(row)
    for title, own in groups.items():
        lines += ["", title, *_table(own, lang, notes)]
    day = answer.question.clocks.as_of.isoformat()
    for title, rows in ((said["possible"], answer.possible), (said["later"].format(day=day), answer.seen_later)):
        if rows:
            lines += ["", title, *_table(rows, lang, notes)]
    every = (*answer.brands, *answer.possible, *answer.seen_later)
    beside = [line for row in every for line in _beside(row, lang, notes)]
    beside += [
        said["unregistered"].format(text=name, notes=notes.mark(standing.sources))
        for name, standing in answer.unregistered
    ]
    beside += [
        said["count"].format(
            value=count.text(plain(lang)), day=seen(count.dated, lang), notes=notes.mark(count.sources)
        )
        for count in answer.counts
    ]
    lines += ["", *[line for text in beside for line in prose.wrapped(text, " ", "   ")]] if beside else []
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", said["next"].format(_next(answer))]


def related(rows: Sequence[Related], lang: str, *, marked: bool = True) -> list[str]:
    """The companies, each on lines of its own: its name, and what makes it less than plainly said."""
    said = words(lang)
    lines: list[str] = []
    for one in rows:
        remarks = [said["partner"]] if marked and one.ways == ("cooperation",) else []
        remarks += [said["inferred"]] if one.standing.inferred else []
        remarks += [] if one.standing.word == HOLDS else [said["maybe"]]
        remarks += [said["contested"]] if one.standing.contradicting else []
        name = layout.name(one.entity, lang)
        lines += prose.broken(remarked(name, remarks, lang), 34)
    return lines


def particular(name: str, one: Particular, lang: str, notes: Footnotes) -> str:
    """An attribute in one line."""
    said = words(lang)
    label = PROPERTIES_ZH.get(one.property, one.property) if lang == "zh" else one.property
    return said["attribute"].format(
        name=name, property=label, value=one.text(plain(lang)), notes=notes.mark(one.sources)
    )


def price(name: str, one: Price, lang: str, notes: Footnotes) -> str:
    """A price in one line."""
    said, money = words(lang), one.converted
    stage = STAGES[plain(lang)].get(one.stage or "", "")
    remark = remarked("", [stage] if stage else [], lang)
    if money:
        remark += said["converted"].format(
            numbers.text(money.amount, money.bound, plain(lang), unit=f"{money.currency} ")
        )
    return said["price"].format(name=name, price=one.text(plain(lang)), stage=remark, notes=notes.mark(one.sources))


def remarked(name: str, remarks: Sequence[str], lang: str) -> str:
    """The name with remarks in brackets."""
    if not remarks:
        return name
    return f"{name}（{'、'.join(remarks)}）" if lang == "zh" else f"{name} ({', '.join(remarks)})"


def seen(when: When | str, lang: str) -> str:
    """A date; `by` the last day of one that is open at its start."""
    text = str(when)
    if not text.startswith("../"):
        return text
    return f"不晚于{text[3:]}" if lang == "zh" else f"by {text[3:]}"


def words(lang: str) -> dict[str, str]:
    return WORDS[plain(lang)]


def plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"


def _table(rows: Sequence[BrandRow], lang: str, notes: Footnotes) -> list[str]:
    said = words(lang)
    head = [said[word] for word in ("brand", "maker", "cars", "since", "seen", "sources")]
    return prose.stacked(head, [_row(row, lang, notes) for row in rows])


def _row(row: BrandRow, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    said, standing = words(lang), row.standing
    makers = related(row.makers, lang)
    shown = {one.entity.id for one in row.makers}
    makers += [f"{layout.name(one.entity, lang)} ({said['owner']})" for one in row.owners if one.entity.id not in shown]
    remarks = [said["inferred"]] if standing.inferred else []
    remarks += [said["contested"]] if standing.contradicting else []
    remarks += [said["weak"]] if standing.weak else []
    sources = [*standing.sources, *(source for one in (*row.makers, *row.owners) for source in one.standing.sources)]
    return [
        [
            *prose.broken(layout.name(row.entity, lang), 22),
            *(remarked("", [remark], lang).strip() for remark in remarks),
        ],
        makers or said["none"],
        str(row.cars) if row.cars else "-",
        str(standing.since or said["unknown"]),
        seen(standing.last_seen, lang),
        notes.mark(dict.fromkeys(sources)),
    ]


def _beside(row: BrandRow, lang: str, notes: Footnotes) -> list[str]:
    name = layout.name(row.entity, lang)
    lines: list[str] = []
    if row.printed_as:
        quoted = ", ".join(f'"{text}"' for text in row.printed_as)
        marks = notes.mark(row.standing.sources)
        lines.append(words(lang)["printed"].format(name=name, text=quoted, notes=marks))
    lines += [price(name, one, lang, notes) for one in row.prices]
    lines += [particular(name, one, lang, notes) for one in row.particulars]
    return lines


def _next(answer: Brands) -> str:
    rows = (*answer.brands, *answer.possible, *answer.seen_later)
    if answer.entity and answer.entity.kind == "brand":
        return f"hima who-owns {answer.entity.id}"
    return f"hima brands {rows[0].entity.id}" if rows else "hima brands"
