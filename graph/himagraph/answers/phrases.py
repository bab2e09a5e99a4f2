"""Any claim as one short line in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from himagraph.ledger import Ledger
from himagraph.records import Claim, Entity, Labels, Money, Quantity, Share, plain

_EN = {
    "stake": "{holder} holds {percent} of {issuer}",
    "stake-reported-as": "{holder} is reported to hold {percent} of {issuer}",
    "stake-ended": "{holder} no longer holds {percent} of {issuer}",
    "transaction": "{buyer} buys {percent} of {issuer} ({status})", "control-right": "{holder} has {right} at {issuer}",
    "covenant": "{parties}: {subject}, {terms}", "affiliation": "{part} {role} {whole}",
    "maker-of-brand": "{whole} makes {part}", "cooperation": "{parties} cooperate under {model}",
    "brand-right": "{holder}: {right} of {brand} {event}", "production": "{maker} makes {car}{brand}",
    "technology-use": "{car}{brand} uses {technology}", "post": "{person} is {title} of {organisation}",
    "delivery": "{subject}: {value} {basis} in {period}", "price": "{car}{brand} costs {amount}{range} {currency}",
    "financial": "{subject}: {metric} of {value} {currency} in {period}",
    "ratio": "{part}: {metric} {percent} of {whole}{base} in {period}",
    "ranking": "{subject}: {measure} against {field} in {period}", "attribute": "{entity}: {property} {value}",
    "change": "{before} to {after}: {event}, {date}", "event": "{date}: {what} ({participants})",
    "plan": "{who} plans: {what}", "opinion": "{said_by} on {about}: {stance}",
    "statement": "{subject} {predicate} {object}",
}  # fmt: skip
_ZH = {
    "stake": "{holder}持有{issuer} {percent}", "stake-reported-as": "据报道{holder}持有{issuer} {percent}",
    "stake-ended": "{holder}不再持有{issuer} {percent}",
    "transaction": "{buyer}收购{issuer} {percent}（{status}）", "control-right": "{holder}在{issuer}拥有{right}",
    "covenant": "{parties}：{subject}，{terms}", "affiliation": "{part}是{whole}的{role}",
    "maker-of-brand": "{whole}制造{part}", "cooperation": "{parties}以{model}合作",
    "brand-right": "{holder}：{brand}的{right}{event}", "production": "{maker}制造{car}{brand}",
    "technology-use": "{car}{brand}使用{technology}", "post": "{person}任{organisation}{title}",
    "delivery": "{subject}：{period}{basis} {value}", "price": "{car}{brand}售价{amount}{range} {currency}",
    "financial": "{subject}：{period}{metric} {value} {currency}",
    "ratio": "{part}：{period}{metric}占{whole}{base} {percent}",
    "ranking": "{subject}：{period}{measure}对比{field}", "attribute": "{entity}：{property} {value}",
    "change": "{before}至{after}：{event}，{date}", "event": "{date}：{what}（{participants}）",
    "plan": "{who}计划：{what}", "opinion": "{said_by}谈{about}：{stance}",
    "statement": "{subject} {predicate} {object}",
}  # fmt: skip

#: What one part is of its whole, what several are, and both in Chinese.
_ROLES = {
    "brand-of-alliance": ("is a brand of the alliance", "are brands of the alliance", "联盟品牌"),
    "brand-of-series": ("is a brand of", "are brands of", "系列品牌"),
    "brand-of-company": ("is a brand of", "are brands of", "品牌"),
    "member-of-alliance": ("is a member of", "are members of", "成员"),
    "member-of-set": ("is a member of", "are members of", "成员"),
    "car-of-brand": ("is a car of", "are cars of", "车型"), "unit-of-company": ("is a unit of", "are units of", "部门"),
    "subsidiary": ("is a subsidiary of", "are subsidiaries of", "子公司"),
}  # fmt: skip

_BOUNDS = {
    "about": ("about {}", "约{}"), "more-than": ("over {}", "超过{}"), "at-least": ("at least {}", "至少{}"),
    "less-than": ("below {}", "低于{}"), "at-most": ("at most {}", "至多{}"),
}  # fmt: skip

Named = Callable[[str], str]


class _Blank(dict[str, str]):
    """What a phrase leaves open stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def describe(claim: Claim, entities: Mapping[str, Entity], concepts: Mapping[str, Labels], lang: str = "en") -> str:
    """What the claim says, in one line; texts of the seeds stay in the language of the seeds."""
    chinese = lang == "zh"
    key = claim.kind
    if key == "stake":
        ended = "stake-ended" if claim.text("status") == "ended" else key
        key = "stake-reported-as" if claim.text("scope") == "reported-as" else ended
    elif claim.text("role") == "maker-of-brand":
        key = "maker-of-brand"

    def label(slug: str) -> str:
        entity = entities.get(slug)
        return entity.label("zh" if chinese else "en") if entity else slug

    parts = _Blank()
    for name, value in claim.values.items():
        parts[name] = _said(claim, name, label, concepts, chinese=chinese)
        if name in ("value", "amount", "range", "percent") and isinstance(value, Quantity):
            parts[name] = _number(claim, name, value, chinese=chinese)
    if claim.kind in ("stake", "transaction") and not claim.share().is_known:
        parts["percent"] = "股份" if chinese else "a share"
    text = (_ZH if chinese else _EN)[key].format_map(parts)
    if claim.is_denied:
        return ("否认：" if chinese else "denied: ") + text
    return (("推断：" if chinese else "inferred: ") if claim.is_inferred else "") + text


def mentions(claim: Claim) -> set[str]:
    """The entities that a claim names."""
    from himagraph.kinds import KINDS, Type

    kinds = (Type.ENTITY, Type.ENTITIES, Type.PARTY, Type.SPEAKER, Type.FIELD)
    found = {slug for key in KINDS[claim.kind].all_keys() if key.type in kinds for slug in claim.ids(key.name)}
    return found | {slug for task in claim.tasks() for slug in task.takes_part}


def lines_for(claims: list[Claim], ledger: Ledger, lang: str) -> dict[str, str]:
    """The line of each claim by its path."""
    entities = ledger.entities({slug for claim in claims for slug in mentions(claim)})
    concepts = ledger.concepts if any(claim.kind == "cooperation" for claim in claims) else {}
    return {claim.path: describe(claim, entities, concepts, lang) for claim in claims}


def _said(claim: Claim, name: str, label: Named, concepts: Mapping[str, Labels], *, chinese: bool) -> str:  # noqa: PLR0911
    comma = "、" if chinese else ", "
    match claim.values[name]:
        case Money() as money:
            return f"{money.amount} {money.currency}"
        case str() as text if name == "model":
            labels = concepts.get(text)
            return (labels.pick("zh" if chinese else "en") if labels else "") or text
        case str() as text if name == "role":
            return _ROLES.get(text, (text, text, text))[2 if chinese else len(claim.ids("part")) > 1]
        case str() as text if text in claim.ids(name) and _is_entity(claim, name):
            return label(text)
        case str() as text:
            return text
        case tuple():
            words = claim.texts(name)
            return comma.join(label(word) if _is_entity(claim, name) else word for word in words)
        case value:
            ids = claim.ids(name)
            free = claim.free_text(name)
            if ids or free is not None:
                return comma.join([*map(label, ids), *([free] if free else [])])
            return str(value)


def _is_entity(claim: Claim, name: str) -> bool:
    from himagraph.kinds import KINDS, Type

    key = KINDS[claim.kind].key(name)
    return key is not None and key.type in (Type.ENTITY, Type.ENTITIES)


def _number(claim: Claim, name: str, value: Quantity, *, chinese: bool) -> str:
    lang = "zh" if chinese else "en"
    if name == "percent" and claim.kind in ("stake", "transaction"):
        return Share.of(value, claim.text("bound")).text(lang)
    unit = "%" if name == "percent" and claim.text("unit") != "points" else ""
    if value.is_single and value.min is not None:
        text = f"{value.min:,}" if name == "value" else plain(value.min)
        bound = _BOUNDS.get(claim.text("bound") or "")
        return bound[1 if chinese else 0].format(text + unit) if bound else text + unit
    return str(value) + unit
