"""Disagreements that no rule can compute, as judgements tell them: two stages of one deal, a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from himagraph import vocab
from himagraph.contradictions.amounts import meet, span_of
from himagraph.contradictions.contradiction import Contradiction
from himagraph.contradictions.docket import Docket
from himagraph.kinds import KINDS, Type
from himagraph.records import Claim, Judgement, Labels

#: Verdicts on claims that disagree.
_VERDICTS = ("prefer", "refuted", "explained")
#: Keys whose value tells a claim best, in that order.
_FIGURES = ("percent", "value", "amount", "range", "shares", "place")
_TEXTS = ("what", "object", "predicate", "title", "event", "subject", "stance", "property", "right", "status")
_NOT_SHOWN = ("where", "note", "reason", "observed", "from", "bound")


def by_hand(docket: Docket, computed: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """A row for each judgement on claims that none of the computed rows has been settled or explained by."""
    told = {one.judgement for one in computed}
    claims = {claim.path: claim for claim in docket.evidence.claims}
    for judgement in docket.judgements:
        about = [claims[path] for one in judgement.about if (path := vocab.slug_of(one)) in claims]
        if judgement.verdict not in _VERDICTS or judgement.id in told or not about or _is_idle(judgement, about):
            continue
        sides = _sides(about)
        if judgement.verdict == "refuted":
            sides = {**sides, Labels("shown wrong by what else is known", "与其他已知信息不符"): []}
        if len(sides) < 2:
            continue
        names = sorted({slug for claim in about for slug in _entities(claim)})
        yield docket.found("by-hand", docket.names(names) if names else _says(about[0]), names, sides)


def _is_idle(judgement: Judgement, claims: list[Claim]) -> bool:
    """Whether it only chooses the finer of figures that agree."""
    if judgement.verdict != "prefer" or len({claim.kind for claim in claims}) > 1:
        return False
    spans = [span_of(claim, ("value", "amount", "range")) for claim in claims]
    return len(claims) > 1 and all(one and meet(one, other) for one in spans for other in spans)


def _sides(claims: list[Claim]) -> dict[Labels, list[Claim]]:
    """The claims by what they say, each side in the order of the judgement; where all say the same in short, by all
    that they say."""
    short: dict[Labels, list[Claim]] = {}
    for claim in claims:
        short.setdefault(_says(claim), []).append(claim)
    if len(short) > 1 or len(claims) < 2:
        return short
    differing = [
        key.name
        for key in KINDS[claims[0].kind].all_keys()
        if key.name not in _NOT_SHOWN and len({repr(claim.values.get(key.name)) for claim in claims}) > 1
    ]
    full: dict[Labels, list[Claim]] = {}
    for claim in claims:
        words = [text for key in differing if (text := _shown(claim, key))]
        head = _says(claim)
        full.setdefault(Labels(" ".join([head.en, *words]), " ".join([head.zh, *words])), []).append(claim)
    return full


def _says(claim: Claim) -> Labels:
    """A claim in a few words: its kind, its figure or its words, and its date."""
    figure = next((str(figure) for key in _FIGURES if (figure := claim.quantity(key)) is not None), "")
    words = "" if figure else next((text for key in _TEXTS if (text := _text(claim, key))), "")
    days = ("period", "date", "from", "observed", "signed")
    day = next((str(when) for key in days if (when := claim.when(key)) is not None), "")
    rest = " ".join(part for part in (figure or words, day) if part)
    return Labels(f"{claim.kind} {rest}".strip(), f"{_KINDS.get(claim.kind, claim.kind)} {rest}".strip())


_KINDS = {
    "stake": "持股", "transaction": "交易", "control-right": "控制权", "affiliation": "隶属", "cooperation": "合作",
    "brand-right": "品牌权利", "technology-use": "技术使用", "post": "职务", "delivery": "交付", "price": "价格",
    "financial": "财务", "ratio": "比率", "ranking": "名次", "attribute": "属性", "change": "变更", "event": "事件",
    "plan": "计划", "opinion": "观点", "statement": "陈述", "production": "制造", "covenant": "约定",
}  # fmt: skip


def _text(claim: Claim, key: str) -> str:
    value = claim.values.get(key)
    return value if isinstance(value, str) else claim.free_text(key) or ""


def _shown(claim: Claim, key: str) -> str:
    return _text(claim, key) or ", ".join(claim.ids(key)) or str(claim.when(key) or claim.quantity(key) or "")


def _entities(claim: Claim) -> Iterable[str]:
    """The entities that the claim names as its own, in no order; who says it is none of them."""
    links = (Type.ENTITY, Type.ENTITIES, Type.PARTY)
    return [slug for key in KINDS[claim.kind].keys if key.type in links for slug in claim.ids(key.name)]
