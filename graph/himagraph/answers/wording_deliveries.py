"""The sentences of `deliveries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from himagraph.records import Entity, When

if TYPE_CHECKING:
    from himagraph.answers.deliveries import Deliveries, Row

#: What a figure counts, in a sentence and in a table.
BASES = {
    "en": {
        "deliveries": "deliveries", "sales": "sales", "wholesale": "wholesale", "registrations": "registrations",
        "production": "production", "orders": "orders", "unknown": "basis not known",
    },
    "zh": {
        "deliveries": "交付", "sales": "销量", "wholesale": "批发", "registrations": "上险", "production": "产量",
        "orders": "订单", "unknown": "口径未知",
    },
}  # fmt: skip
_PARTS = {
    "Q1": ("Q1", "第一季度"), "Q2": ("Q2", "第二季度"), "Q3": ("Q3", "第三季度"), "Q4": ("Q4", "第四季度"),
    "H1": ("H1", "上半年"), "H2": ("H2", "下半年"),
    "21": ("spring", "春季"), "22": ("summer", "夏季"), "23": ("autumn", "秋季"), "24": ("winter", "冬季"),
}  # fmt: skip
_UNITS = {
    "deliveries": "deliveries", "sales": "sales", "wholesale": "wholesale sales", "registrations": "registrations",
    "production": "cars made", "orders": "orders", "unknown": "cars, the basis not known",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def sentence(answer: Deliveries, lang: str) -> str:
    """The newest month, its share of the alliance and the coverage; totals where no month has a figure."""
    chinese = lang == "zh"
    stop, gap = ("。", "") if chinese else (".", " ")
    if answer.entity is None:
        return coverage(answer, lang)
    found = [row for row in answer.rows if row.figure and not row.figure.segment]
    if found:
        return _month(answer, found, lang) + stop + gap + coverage(answer, lang)
    if answer.totals:
        return _total(answer.totals[-1], lang) + stop + gap + coverage(answer, lang)
    name = _name(answer.entity, lang)
    return f"未见{name}交付量的来源。" if chinese else f"No source found for a delivery figure of {name}."


def coverage(answer: Deliveries, lang: str) -> str:
    """How many of the months shown have a figure."""
    chinese = lang == "zh"
    if answer.entity is None:
        figures = sum(row.figure is not None for row in answer.rows)
        subjects = len({row.subject.id for row in (*answer.rows, *answer.totals)})
        if chinese:
            return f"{subjects}个对象共有{figures}个月度数字和{len(answer.totals)}个合计。"
        return (
            f"The record has {_many(figures, 'monthly figure')} and {_many(len(answer.totals), 'printed total')} "
            f"of {_many(subjects, 'subject')}."
        )
    shown = {str(row.period) for row in answer.rows}
    filled = {str(row.period) for row in answer.rows if row.figure and not row.figure.segment}
    name = _name(answer.entity, lang)
    if not shown:
        return f"没有{name}的月度数字。" if chinese else f"No month has {_a(name)} {name} figure."
    if chinese:
        return f"{len(shown)}个月中有{len(filled)}个月有{name}的数字。"
    verb, months = ("has" if len(filled) == 1 else "have"), ("month" if len(shown) == 1 else "months")
    return f"{len(filled)} of {len(shown)} {months} {verb} {_a(name)} {name} figure."


def period(when: When, lang: str) -> str:
    """A month, a day, a range or `up to` a date, in words."""
    text = str(when)
    if text.startswith("../"):
        day = period(When.parse(text[3:]), lang)
        return f"截至{day}" if lang == "zh" else f"up to {day}"
    start, slash, end = text.partition("/")
    if slash:
        parts = [period(When.parse(part), lang) if part != ".." else "" for part in (start, end)]
        return ("至" if lang == "zh" else " to ").join(parts).rstrip()
    year, _, month = text.partition("-")
    if len(month) == 2 and month.isdigit() and 1 <= int(month) <= 12:
        return f"{year}年{int(month)}月" if lang == "zh" else f"{_MONTHS[int(month) - 1]} {year}"
    if month in _PARTS:
        return f"{year}年{_PARTS[month][1]}" if lang == "zh" else f"{_PARTS[month][0]} {year}"
    return f"{year}年" if lang == "zh" and not month else text


def _month(answer: Deliveries, found: list[Row], lang: str) -> str:
    last = found[-1]
    newest = next(row for row in found if str(row.period) == str(last.period))
    text = _figure(newest, lang)
    beside = newest.beside
    if beside is None or beside.portion is None:
        return text
    # The share of another month tells whether it moves; the first that nobody disputes.
    other = next((row for row in found if row is not newest and _has_plain_share(row)), None)
    portion, alliance = beside.portion.text(lang), _name(beside.entity, lang)
    if lang == "zh":
        text += f"，占{alliance}的{portion}"
        if other and other.beside and other.beside.portion:
            text += f"（{period(other.period, lang)}为{other.beside.portion.text(lang)}）"
        return text
    text += f", {portion} of {alliance}"
    if other and other.beside and other.beside.portion:
        text += f" ({other.beside.portion.text()} in {period(other.period, lang)})"
    return text


def _figure(row: Row, lang: str) -> str:
    figure = row.figure
    if figure is None:
        return ""
    basis, name, when = next(iter(figure.bases), "unknown"), _name(row.subject, lang), period(row.period, lang)
    if lang == "zh":
        return f"{name}：{when}{BASES['zh'][basis]}{figure.text('zh')}辆"
    return f"{name}: {figure.text()} {_UNITS[basis]} {'' if when.startswith('up to') else 'in '}{when}"


def _total(row: Row, lang: str) -> str:
    return _figure(row, lang)


def _has_plain_share(row: Row) -> bool:
    beside = row.beside
    if beside is None or beside.portion is None or row.figure is None:
        return False
    return not (beside.figure.contradicting or row.figure.contradicting)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _a(name: str) -> str:
    return "an" if name[:1].upper() in "AEIOU" else "a"


def _name(entity: Entity, lang: str) -> str:
    return entity.label("zh" if lang == "zh" else "en")
