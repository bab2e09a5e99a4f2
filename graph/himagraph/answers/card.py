"""The card of one entity: its names, and all that the record says of it, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers.evidence import Said, why_entity
from himagraph.answers.owners import Held, Owners, holdings, who_owns
from himagraph.answers.rows import Answer, Json, entity_json, envelope, source_json
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity

#: In this order the card shows its sections; the other kinds follow.
SECTIONS = (
    "affiliation", "production", "cooperation", "delivery", "technology-use", "price", "post", "brand-right",
    "attribute", "control-right", "financial", "ratio", "ranking", "change", "event", "plan", "statement", "opinion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card(Answer):
    """What is known of an entity. `sections` are the claims by kind, stakes apart; `owners` and `held` the shares."""

    command: ClassVar[str] = "show"

    entity: Entity
    question: Question
    owners: Owners
    held: Held
    sections: tuple[tuple[str, tuple[Said, ...]], ...]

    def claims(self) -> tuple[Claim, ...]:
        return (
            *self.owners.claims(),
            *self.held.claims(),
            *(one.claim for _, rows in self.sections for one in rows),
        )

    def as_json(self) -> Json:
        entity = self.entity
        sources = {one.source.id: one.source for _, rows in self.sections for one in rows}
        sources |= {source.id: source for row in (*self.owners.owners, *self.held.holdings) for source in row.sources}
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(entity),
            "short": {"en": entity.short.en or None, "zh": entity.short.zh or None},
            "aliases": [
                {"text": alias.text, "since": _text(alias.since), "until": _text(alias.until)}
                for alias in entity.aliases
            ],
            "listings": [
                {"exchange": one.exchange, "ticker": one.ticker, "source": one.source} for one in entity.listings
            ],
            "identifiers": [
                {"scheme": one.scheme, "value": one.value, "source": one.source} for one in entity.identifiers
            ],
            "place": {"city": entity.city, "country": entity.country},
            "owners": [row.as_json() for row in self.owners.owners],
            "inferred": [row.as_json() for row in self.owners.inferred],
            "reported_as": [row.as_json() for row in self.owners.reported_as],
            "control": [one.as_json() for one in self.owners.behind.control],
            "holdings": [row.as_json() for row in self.held.holdings],
            "reported_holdings": [row.as_json() for row in self.held.reported_as],
            "sections": {kind: [one.as_json() for one in rows] for kind, rows in self.sections},
            "sources": [source_json(sources[slug]) for slug in sorted(sources)],
            "reason": None,
        }


def show(ledger: Ledger, slug: str, question: Question) -> Card:
    """The card of the entity at the question's clocks."""
    kinds: dict[str, list[Said]] = {kind: [] for kind in SECTIONS}
    for one in why_entity(ledger, slug, question).said:
        if one.claim.kind not in ("stake", "transaction"):
            kinds.setdefault(one.claim.kind, []).append(one)
    return Card(
        ledger.entity(slug),
        question,
        who_owns(ledger, slug, question),
        holdings(ledger, slug, question),
        tuple((kind, tuple(rows)) for kind, rows in kinds.items() if rows),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
