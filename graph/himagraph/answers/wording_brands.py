"""The sentences of `brands` and `cars`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from himagraph.answers.wording import joined
from himagraph.records import Entity

if TYPE_CHECKING:
    from himagraph.answers.brands import BrandRow, Brands
    from himagraph.answers.cars import Cars
    from himagraph.answers.relations import Related

_EN = {
    "has": "{who} has {what}: {names}", "had": "On {day} {who} had {what}: {names}",
    "named": ", {n} of them printed by name: {names}; {others}", "printed": "{name} is printed as {text}",
    "company": "Brands of {who}: {names}", "company-on": "Brands of {who} on {day}: {names}",
    "all": "The record has {what}: {groups}", "all-on": "On {day} the record has {what}: {groups}",
    "group": "{n} of {who} ({names})", "others": "{n} outside them ({names})",
    "none": "No source found for a brand of {who}", "none-on": "No source sees a brand of {who} on {day}",
    "none-all": "No source found for a brand", "maybe": "; {n} may have been{some}: {names}",
    "later": "; {n} first seen later{some}, since when is not stated: {names}", "by-name": " ({n} by name)",
    "is": "{who} is a brand{of}", "of": " of {group}", "maker": "made by {makers}", "partner": "with {makers}",
    "owner": "named as a brand of {owners}", "not-maker": "no source found for its carmaker",
    "no-cars": "No source found for a car of {who}", "no-cars-on": "No source sees a car of {who} on {day}",
    "no-car": "No source found for a brand, maker or date of {who}",
    "cars": "Cars of {who}: {names}", "cars-on": "Cars of {who} on {day}: {names}",
    "all-cars": "The record has {what} of {brands}", "car": "{who} is a car{of}", "launched": "launched {when}",
    "delivered": "first delivered {when}", "price": "price {price}",
    "brand-1": "1 brand", "brand-n": "{n} brands", "car-1": "1 car", "car-n": "{n} cars",
    "one": "one printed as {text}",
}  # fmt: skip
_ZH = {
    "has": "{who}有{what}：{names}", "had": "{day}，{who}有{what}：{names}",
    "named": "，其中{n}个以名称出现：{names}；{others}", "printed": "{name}被写作{text}",
    "company": "{who}的品牌：{names}", "company-on": "{who}在{day}的品牌：{names}",
    "all": "记录中有{what}：{groups}", "all-on": "{day}，记录中有{what}：{groups}",
    "group": "{who}{n}个（{names}）", "others": "其他{n}个（{names}）",
    "none": "未见{who}品牌的来源", "none-on": "未见{day}时{who}品牌的来源",
    "none-all": "未见品牌的来源", "maybe": "；可能还有{n}个{some}：{names}",
    "later": "；此后首次见到{n}个{some}，起始时间未说明：{names}", "by-name": "（{n}个以名称出现）",
    "is": "{who}是{of}品牌", "of": "{group}的", "maker": "由{makers}制造", "partner": "与{makers}合作",
    "owner": "被称为{owners}的品牌", "not-maker": "未见其制造商的来源",
    "no-cars": "未见{who}车型的来源", "no-cars-on": "未见{day}时{who}车型的来源",
    "no-car": "未见{who}的品牌、制造商或日期的来源",
    "cars": "{who}的车型：{names}", "cars-on": "{who}在{day}的车型：{names}",
    "all-cars": "记录中有{brands}的{what}", "car": "{who}是{of}车型", "launched": "{when}上市",
    "delivered": "{when}首次交付", "price": "价格 {price}",
    "brand-1": "1个品牌", "brand-n": "{n}个品牌", "car-1": "1款车型", "car-n": "{n}款车型", "one": "一个写作{text}",
}  # fmt: skip


def sentence(answer: Brands, lang: str) -> str:
    """The brands of what was asked for, as one sentence."""
    said, day = _said(lang), _day(answer)
    if answer.entity and answer.entity.kind == "brand":
        rows = (*answer.brands, *answer.possible, *answer.seen_later)
        return (_one(rows[0], lang) if rows else _none(answer, lang)) + _end(lang)
    if not answer.brands:
        return _none(answer, lang) + _beside(answer, lang) + _end(lang)
    what, names = _count("brand", len(answer.brands), lang), _names(answer.brands, lang)
    if answer.entity is None:
        groups = _groups(answer.brands, lang)
        text = said["all-on" if day else "all"].format(day=day, what=what, groups=groups)
    elif answer.entity.kind in ("alliance", "series"):
        text = said["had" if day else "has"].format(day=day, who=_name(answer.entity, lang), what=what, names=names)
        text = _with_unnamed(text, answer.brands, names, lang)
    else:
        form = "company-on" if day else "company"
        text = said[form].format(who=_name(answer.entity, lang), day=day, names=names)
    return text + _beside(answer, lang) + _end(lang)


def cars_sentence(answer: Cars, lang: str) -> str:
    """The cars of what was asked for, as one sentence."""
    said, day, who = _said(lang), _day(answer), answer.entity
    rows = answer.cars
    if who and who.kind == "car":
        return _one_car(answer, lang) + _end(lang)
    if not rows:
        target = _name(who, lang) if who else ("该记录" if lang == "zh" else "the record")
        return said["no-cars-on" if day else "no-cars"].format(who=target, day=day) + _end(lang)
    if who is None:
        brands = sorted({_name(row.brand.entity, lang) for row in rows if row.brand}, key=str.casefold)
        return said["all-cars"].format(what=_count("car", len(rows), lang), brands=joined(brands, lang)) + _end(lang)
    names = joined([_name(row.entity, lang) for row in rows], lang)
    return said["cars-on" if day else "cars"].format(who=_name(who, lang), day=day, names=names) + _end(lang)


def _one(row: BrandRow, lang: str) -> str:
    said = _said(lang)
    groups = [one.entity for one in (row.alliance, row.series) if one]
    of = said["of"].format(group=joined([_name(one, lang) for one in groups], lang)) if groups else ""
    making = [one for one in row.makers if set(one.ways) & {"maker-of-brand", "production"}]
    partners = [one for one in row.makers if one not in making]
    parts = [said["is"].format(who=_name(row.entity, lang), of=of)]
    if making:
        parts.append(said["maker"].format(makers=_related(making, lang)))
    elif partners:
        parts.append(said["partner"].format(makers=_related(partners, lang)))
    if row.owners:
        parts.append(said["owner"].format(owners=_related(row.owners, lang)))
    if not (row.makers or row.owners):
        parts.append(said["not-maker"])
    return _listed(parts, lang)


def _one_car(answer: Cars, lang: str) -> str:
    said, rows = _said(lang), (*answer.cars, *answer.possible, *answer.seen_later)
    if not rows:
        return said["no-car"].format(who=_name(answer.entity, lang) if answer.entity else "")
    row = rows[0]
    of = said["of"].format(group=_name(row.brand.entity, lang)) if row.brand else ""
    parts = [said["car"].format(who=_name(row.entity, lang), of=of)]
    for one in row.launched:
        form = "launched" if one.property == "launched" else "delivered"
        parts.append(said[form].format(when=one.text(lang)))
    parts += [said["price"].format(price=price.text(lang)) for price in row.prices]
    return _listed(parts, lang)


def _with_unnamed(text: str, rows: Sequence[BrandRow], names: str, lang: str) -> str:
    """The sentence, telling apart the brands that no source of that time prints by name."""
    unnamed = [row for row in rows if not row.by_name]
    if not unnamed:
        return text
    said = _said(lang)
    others = [
        said["printed"].format(name=_name(row.entity, lang), text=_quoted(row.printed_as, lang)) for row in unnamed
    ]
    own = [row for row in rows if row.by_name]
    head = text.removesuffix(names).rstrip(": ：")
    return head + said["named"].format(n=len(own), names=_names(own, lang), others=_listed(others, lang))


def _beside(answer: Brands, lang: str) -> str:
    said, text = _said(lang), ""
    for rows, form in ((answer.possible, "maybe"), (answer.seen_later, "later")):
        if rows:
            own = [row for row in rows if row.by_name]
            named = [_name(row.entity, lang) for row in own]
            named += [said["one"].format(text=_quoted(row.printed_as, lang)) for row in rows if not row.by_name]
            some = said["by-name"].format(n=len(own)) if len(own) < len(rows) else ""
            text += said[form].format(n=len(rows), some=some, names=joined(named, lang))
    return text


def _none(answer: Brands, lang: str) -> str:
    said, day = _said(lang), _day(answer)
    if answer.entity is None:
        return said["none-all"]
    return said["none-on" if day else "none"].format(who=_name(answer.entity, lang), day=day)


def _groups(rows: Sequence[BrandRow], lang: str) -> str:
    said = _said(lang)
    groups: dict[str, list[BrandRow]] = {}
    for row in rows:
        group = row.alliance or row.series
        groups.setdefault(_name(group.entity, lang) if group else "", []).append(row)
    parts = [
        said["group" if name else "others"].format(n=len(own), who=name, names=_names(own, lang))
        for name, own in groups.items()
    ]
    return joined(parts, lang)


def _related(related: Sequence[Related], lang: str) -> str:
    return joined([_name(one.entity, lang) for one in related], lang)


def _names(rows: Sequence[BrandRow], lang: str) -> str:
    return joined([_name(row.entity, lang) for row in rows], lang)


def _quoted(texts: Sequence[str], lang: str) -> str:
    return (" or " if lang != "zh" else "或").join(f"“{text}”" if lang == "zh" else f'"{text}"' for text in texts)


def _count(what: str, n: int, lang: str) -> str:
    return _said(lang)[f"{what}-1" if n == 1 else f"{what}-n"].format(n=n)


def _listed(parts: Sequence[str], lang: str) -> str:
    return ("，" if lang == "zh" else ", ").join(parts)


def _day(answer: Brands | Cars) -> str | None:
    return answer.question.clocks.as_of.isoformat() if answer.question.dated else None


def _name(entity: Entity, lang: str) -> str:
    return entity.label("zh" if lang == "zh" else "en")


def _said(lang: str) -> dict[str, str]:
    return _ZH if lang == "zh" else _EN


def _end(lang: str) -> str:
    return "。" if lang == "zh" else "."
