"""The trademarks and patents of a brand: who has them, from whom, by what event."""

from __future__ import annotations

from dataclasses import dataclass

from himagraph.answers import numbers
from himagraph.answers.relations import Relations
from himagraph.answers.rows import Json, claims_json, entity_json, source_json, sources_of
from himagraph.answers.standing import is_weak, latest
from himagraph.kinds import KINDS
from himagraph.records import Claim, Entity, Money, Source, When

_KEY = KINDS["brand-right"].key("right")
_RIGHTS = _KEY.choices if _KEY else ()


@dataclass(frozen=True, slots=True)
class Right:
    """One event in the life of a brand's marks or patents, the claims that tell it together.

    `registered` says whether some source also tells that a sale was carried out; None where nothing was sold.
    """

    holder: Entity
    seller: Entity | None
    brand: Entity
    items: tuple[str, ...]
    rights: tuple[str, ...]
    event: str
    date: When | None
    price: Money | None
    registered: bool | None
    last_seen: When
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    @property
    def weak(self) -> bool:
        return is_weak(self.sources)

    def as_json(self) -> Json:
        price = self.price
        money = {**numbers.as_json(price.amount, price.bound), "currency": price.currency} if price else None
        return {
            "entity": entity_json(self.holder),
            "seller": entity_json(self.seller) if self.seller else None,
            "brand": entity_json(self.brand),
            "items": list(self.items),
            "right": list(self.rights),
            "event": self.event,
            "date": str(self.date) if self.date else None,
            "price": money,
            "transfer_found": self.registered,
            "last_seen": str(self.last_seen),
            "weak": self.weak,
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


def rights(relations: Relations, brand: str) -> list[Right]:
    """The rights to the brand, or to the name of an alliance, that are told up to the date; by date."""
    ledger, as_of = relations.ledger, relations.question.clocks.as_of
    evidence = ledger.evidence(ledger.claims_of_kind("brand-right"), relations.question)
    ledger.entities({slug for claim in evidence.claims for key in ("holder", "seller") for slug in claim.ids(key)})
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(evidence.claims, key=evidence.newest_first):
        dated = claim.when("date") or evidence.start(claim)
        if brand in claim.ids("brand") and not claim.is_denied and dated.possibly_by(as_of):
            place = claim.id_of("holder"), claim.id_of("seller"), claim.text("event"), claim.texts("right")
            found.setdefault(place, []).append(claim)
    moved = {
        claim.id_of("holder") for claims in found.values() for claim in claims if claim.text("event") == "transferred"
    }
    rows: list[Right] = []
    for claims in found.values():
        best, seller = claims[0], claims[0].id_of("seller")
        event, seen = best.text("event") or "", latest(evidence.dated(claim) for claim in claims)
        sold = event in ("sold", "in-transfer")
        rows.append(
            Right(
                relations.entity(best.id_of("holder") or ""),
                relations.entity(seller) if seller else None,
                relations.entity(brand),
                tuple(dict.fromkeys(text for claim in claims if (text := claim.text("items")))),
                tuple(right for right in _RIGHTS if right in best.texts("right")),
                event,
                next((date for claim in claims if (date := claim.when("date"))), None),
                next((price for claim in claims if (price := claim.money("price"))), None),
                (best.id_of("holder") in moved) if sold else None,
                seen or evidence.dated(best),
                tuple(claims),
                sources_of(claims, evidence),
            )
        )
    return sorted(rows, key=lambda row: (row.weak, str(row.date or row.last_seen), row.holder.id))
