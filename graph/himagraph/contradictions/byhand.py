"""Disagreements that no rule can compute, as judgements tell them: two stages of one deal, a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from himagraph import vocab
from himagraph.contradictions.contradiction import Contradiction, contradiction
from himagraph.kinds import KINDS, Type
from himagraph.records import Claim, Judgement
from himagraph.resolve import Evidence

#: Verdicts on claims that disagree.
_VERDICTS = ("prefer", "refuted", "explained")
#: Keys whose value tells a claim best, in that order.
_FIGURES = ("percent", "value", "amount", "shares", "place")
_TEXTS = ("what", "object", "predicate", "title", "event", "subject", "stance", "property", "right", "status")


def by_hand(
    evidence: Evidence, judgements: Iterable[Judgement], computed: Iterable[Contradiction]
) -> Iterator[Contradiction]:
    """A row for each judgement on claims that none of the computed rows has been settled or explained by."""
    told = {one.judgement for one in computed}
    claims = {claim.path: claim for claim in evidence.claims}
    for judgement in judgements:
        about = [claims[path] for one in judgement.about if (path := vocab.slug_of(one)) in claims]
        if judgement.verdict not in _VERDICTS or judgement.id in told or not about:
            continue
        sides = _sides(about)
        if judgement.verdict == "refuted":
            sides = {**sides, "shown wrong by what else is known": []}
        if len(sides) < 2:
            continue
        names = sorted({slug for claim in about for slug in _entities(claim)})
        made = contradiction("by-hand", about[0].kind, names, sides, evidence, [judgement])
        yield made


def _sides(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims by what they say, each side in the order of the judgement."""
    sides: dict[str, list[Claim]] = {}
    for claim in claims:
        sides.setdefault(_says(claim), []).append(claim)
    return sides


def _says(claim: Claim) -> str:
    """A claim in a few words: its kind, its figure or its words, and its date."""
    figure = next((str(figure) for key in _FIGURES if (figure := claim.quantity(key)) is not None), "")
    words = "" if figure else next((text for key in _TEXTS if (text := _text(claim, key))), "")
    days = ("period", "date", "from", "observed", "signed")
    day = next((str(when) for key in days if (when := claim.when(key)) is not None), "")
    return " ".join(part for part in (claim.kind, figure or words, day) if part)


def _text(claim: Claim, key: str) -> str:
    value = claim.values.get(key)
    return value if isinstance(value, str) else claim.free_text(key) or ""


def _entities(claim: Claim) -> Iterable[str]:
    """The entities that the claim names as its own, in no order; who says it is none of them."""
    links = (Type.ENTITY, Type.ENTITIES, Type.PARTY)
    return [slug for key in KINDS[claim.kind].keys if key.type in links for slug in claim.ids(key.name)]
