"""Prices and attributes of a brand or a car, as the sources print them."""

from __future__ import annotations

from dataclasses import dataclass

from himagraph.answers import numbers
from himagraph.answers.relations import Relations
from himagraph.answers.rows import Json, claims_json, source_json, sources_of
from himagraph.answers.standing import HOLDS, POSSIBLE, is_weak, judge
from himagraph.records import Claim, Money, Quantity, Source

_NOW = (HOLDS, POSSIBLE)


@dataclass(frozen=True, slots=True)
class Price:
    """One price as printed; `converted` is the source's own conversion."""

    entity: str
    quantity: Quantity
    bound: str | None
    currency: str
    stage: str | None
    market: str | None
    converted: Money | None
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def text(self, lang: str = "en") -> str:
        return numbers.text(self.quantity, self.bound, lang, unit=f"{self.currency} ")

    def as_json(self) -> Json:
        money = self.converted
        converted = {**numbers.as_json(money.amount, money.bound), "currency": money.currency} if money else None
        return {
            **numbers.as_json(self.quantity, self.bound),
            "bound": self.bound,
            "currency": self.currency,
            "stage": self.stage,
            "market": self.market,
            "converted": converted,
            "weak": is_weak(self.sources),
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Particular:
    """One attribute with one value, and who says so; another value is another particular."""

    property: str
    value: str
    bound: str | None
    dated: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def text(self, lang: str = "en") -> str:
        return numbers.bounded(self.value, self.bound, lang)

    def as_json(self) -> Json:
        return {
            "property": self.property,
            "value": self.value,
            "bound": self.bound,
            "observed": self.dated,
            "weak": is_weak(self.sources),
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


def particulars(relations: Relations, slug: str, *properties: str) -> list[Particular]:
    """The attributes of the entity that stand at the date, all or those named, by property and value."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in relations.of_kind("attribute"):
        name = claim.text("property") or ""
        if slug in claim.ids("entity") and (not properties or name in properties):
            key = (name, claim.text("value") or "", claim.text("bound") or "")
            found.setdefault(key, []).append(claim)
    rows: list[Particular] = []
    for (name, value, bound), claims in sorted(found.items()):
        standing = judge(claims, relations.evidence)
        if standing and standing.word in _NOW:
            seen = str(standing.last_seen)
            rows.append(Particular(name, value, bound or None, seen, standing.claims, standing.sources))
    return rows


def prices(relations: Relations, slug: str) -> list[Price]:
    """The prices of the brand or car known at the date, each figure once with all its sources."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in relations.of_kind("price"):
        if slug in claim.ids("car") or slug in claim.ids("brand"):
            value = claim.quantity("amount") or claim.quantity("range")
            key = (value, claim.text("bound"), claim.text("currency"), claim.text("stage"), claim.text("market"))
            found.setdefault(key, []).append(claim)
    rows: list[Price] = []
    for claims in found.values():
        standing = judge(claims, relations.evidence)
        if standing is None or standing.word not in _NOW:
            continue
        best = standing.claims[0]
        value = best.quantity("amount") or best.quantity("range")
        if value:
            rows.append(
                Price(
                    slug,
                    value,
                    best.text("bound"),
                    best.text("currency") or "",
                    best.text("stage"),
                    best.text("market"),
                    next((money for claim in standing.claims if (money := claim.money("converted"))), None),
                    standing.claims,
                    sources_of(standing.claims, relations.evidence),
                )
            )
    return rows
