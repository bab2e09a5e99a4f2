"""The sentences of `who-owns` for a brand, an alliance or a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from himagraph.answers.wording import joined
from himagraph.records import Entity

if TYPE_CHECKING:
    from himagraph.answers.brand_owners import BrandOwners
    from himagraph.answers.equity import Equity
    from himagraph.answers.rights import Right

_EN = {
    "brand": "{who} is a brand, so nobody holds shares in it",
    "alliance": "{who} is an alliance, not a company: nobody owns it",
    "series": "{who} is a series of brands, not a company: nobody owns it",
    "sold": "{seller} agreed{on} to sell {what} to {holder}", "sold-by": "{holder} agreed{on} to buy {what}",
    "in-transfer": "{what} were in transfer{from_} to {holder}{at}",
    "transferred": "{what} passed{from_} to {holder}{at}",
    "held": "{holder} is reported to hold {what}", "granted": "{what} were granted to {holder}{at}",
    "applied": "{holder} applied for {what}{at}", "refused": "{holder} was refused {what}{at}",
    "no-right": "No source found for who holds the rights to it", "on": " on {date}", "from": " from {seller}",
    "makes": "{who} {make} the cars", "made": "{who} made the cars",
    "partner": "its carmaker is {who}, Huawei's partner",
    "partners": "its carmakers are {who}, Huawei's partners", "no-maker": "no source found for who makes its cars",
    "owner": "it is named as a brand of {who}", "none": "No source gives Huawei a share in {who}",
    "none-behind": "No source shows shared equity behind it", "has": "Huawei has {share} of {who}",
    "trademark": "trademarks", "patent": "patents", "day": "On {day} ", "no-members": "No source found for its brands",
}  # fmt: skip
_ZH = {
    "brand": "{who}是品牌，无人持有其股份", "alliance": "{who}是联盟，不是公司：没有所有者",
    "series": "{who}是品牌系列，不是公司：没有所有者",
    "sold": "{seller}{on}同意将{what}出售给{holder}", "sold-by": "{holder}{on}同意购买{what}",
    "in-transfer": "{what}{at}正{from_}转让给{holder}", "transferred": "{what}{at}{from_}转让给{holder}",
    "held": "据报道{holder}持有{what}", "granted": "{at}{holder}获得{what}", "applied": "{at}{holder}申请{what}",
    "refused": "{at}{holder}申请{what}被驳回", "no-right": "未见其商标权归属的来源", "on": "于{date}",
    "from": "由{seller}",
    "makes": "{who}制造其车辆", "made": "当时{who}制造其车辆", "partner": "其车企为华为的合作方{who}",
    "partners": "其车企为华为的合作方{who}", "no-maker": "未见其制造商的来源", "owner": "它被称为{who}的品牌",
    "none": "未见华为持有{who}股份的来源", "none-behind": "未见其背后有共同持股的来源", "has": "华为持有{who} {share}",
    "trademark": "商标", "patent": "专利", "day": "{day}，", "no-members": "未见其品牌的来源",
}  # fmt: skip


def sentence(answer: BrandOwners, lang: str) -> str:
    """What it is, who has the rights, who makes the cars, and whether Huawei has a share in the maker."""
    said, stop, end = (_ZH, "。", "。") if lang == "zh" else (_EN, ". ", ".")
    parts = [said[answer.entity.kind].format(who=answer.entity.label(lang))]
    if answer.entity.kind == "brand":
        parts.append(_rights_and_makers(answer, lang))
        parts.append(_equity(answer.equities, lang))
    elif not answer.members:
        parts.append(said["no-members"])
    else:
        found = [one for one in answer.equities if one.found]
        parts.append(_equity(found, lang) if found else said["none-behind"])
    return stop.join(part for part in parts if part) + end


def right_words(right: Right, lang: str) -> str:
    """What the right is to, in words: the brand's trademarks and patents."""
    said = _ZH if lang == "zh" else _EN
    what = joined([said[one] for one in right.rights], lang)
    name = right.brand.label("zh" if lang == "zh" else "en")
    return f"{name}{what}" if lang == "zh" else f"the {name} {what}"


def _rights_and_makers(answer: BrandOwners, lang: str) -> str:
    """One strong right (else the first), then the makers, in one sentence."""
    said, day = (_ZH if lang == "zh" else _EN), _day(answer)
    telling = sorted(answer.brand_rights, key=lambda one: (one.weak, one.event in ("applied", "refused")))
    parts = [_right(telling[0], lang) if telling else said["no-right"]]
    making = [one.maker for one in answer.made_by if set(one.maker.ways) != {"cooperation"}]
    partners = [one.maker.entity for one in answer.made_by]
    if making:
        names = _names([one.entity for one in making], lang)
        parts.append(said["made" if day else "makes"].format(who=names, make="make" if len(making) > 1 else "makes"))
    elif partners:
        form = "partners" if len(partners) > 1 else "partner"
        parts.append(said[form].format(who=_names(partners, lang)))
    elif answer.row and answer.row.owners:
        parts.append(said["owner"].format(who=_names([one.entity for one in answer.row.owners], lang)))
    else:
        parts.append(said["no-maker"])
    return (said["day"].format(day=day) if day and lang == "zh" else "") + ("；" if lang == "zh" else "; ").join(parts)


def _right(right: Right, lang: str) -> str:
    said = _ZH if lang == "zh" else _EN
    on = said["on"].format(date=right.date) if right.date else ""
    event = "sold-by" if right.event == "sold" and right.seller is None else right.event
    text = said[event].format(
        holder=_names([right.holder], lang),
        seller=_names([right.seller], lang) if right.seller else "",
        from_=said["from"].format(seller=_names([right.seller], lang)) if right.seller else "",
        what=right_words(right, lang),
        on=on,
        at=on,
    )
    return text[:1].upper() + text[1:]


def _equity(equities: Sequence[Equity], lang: str) -> str:
    said = _ZH if lang == "zh" else _EN
    found = [one for one in equities if one.found]
    if found:
        parts = [said["has"].format(share=one.text(lang), who=_names([one.company], lang)) for one in found]
        return ("；" if lang == "zh" else "; ").join(parts)
    if not equities:
        return ""
    names = [_names([one.company], lang) for one in equities]
    either = ("或" if lang == "zh" else " or ").join(names)
    return said["none"].format(who=either)


def _names(entities: Sequence[Entity], lang: str) -> str:
    return joined([one.label("zh" if lang == "zh" else "en") for one in entities], lang)


def _day(answer: BrandOwners) -> str | None:
    return answer.question.clocks.as_of.isoformat() if answer.question.dated else None
