"""The parts that answers are made of, and how they read as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from himagraph import vocab
from himagraph.frozen import dataclass
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Labels, Share, Source
from himagraph.resolve import Evidence, Holding

Json = dict[str, Any]
SCHEMA_VERSION = 1


class Answer:
    """What all answers have in common: how they show themselves in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The sentence, the first rows as a table, and what the answer covers."""
        from himagraph.answers import preview

        return preview.html(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The same as text: all of an answer, with its claims, would be a screenful of pages."""
        from himagraph.answers import preview

        printer.text(preview.text(self))


@dataclass(frozen=True, slots=True)
class Row:
    """A holding with the entity that it shows (the holder, or in `holdings` the issuer) and its sources, best first."""

    entity: Entity
    holding: Holding
    sources: tuple[Source, ...]
    via: tuple[Entity, ...] = ()

    def as_json(self) -> Json:
        holding = self.holding
        preferred = holding.preferred
        return {
            "entity": entity_json(self.entity),
            "share": holding.share.as_json(),
            "last_known": holding.last_known.as_json() if holding.last_known else None,
            "since": str(holding.since) if holding.since else None,
            "until": str(holding.until) if holding.until else None,
            "last_seen": seen_json(holding),
            "status": preferred.text("status"),
            "assertion": preferred.text("assertion") or "stated",
            "preferred": vocab.claim_iri(preferred.path),
            "handle": holding.handle,
            "claims": claims_json(holding.claims),
            "sources": [source_json(source) for source in self.sources],
            "conflict": bool(holding.contradicting),
            "contradicting": claims_json(holding.contradicting),
            "via": [entity_json(one) for one in self.via],
            "reason": holding.reason,
        }


@dataclass(frozen=True, slots=True)
class Reported:
    """What a headline says: an entity, the share it is reported to have, and through whom.

    `look_through` is the share that it has by the stakes of record; None where none was asked for or found. With
    `is_implied` nobody gives its share of those it is said to hold through: one of unknown size was taken.
    """

    entity: Entity
    holding: Holding
    via: tuple[Entity, ...]
    sources: tuple[Source, ...]
    look_through: Share | None = None
    is_implied: bool = False

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "share": self.holding.share.as_json(),
            "look_through": self.look_through.as_json() if self.look_through else None,
            "implied": self.is_implied,
            "via": [entity_json(one) for one in self.via],
            "claims": claims_json(self.holding.claims),
            "sources": [source_json(source) for source in self.sources],
            "last_seen": seen_json(self.holding),
            "handle": self.holding.handle,
        }


def entity_json(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "iri": vocab.entity_iri(entity.id),
        "kind": entity.kind,
        "label": {"en": entity.name.en or None, "zh": entity.name.zh or None},
    }


def source_json(source: Source) -> Json:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "host": source.host,
        "published": str(source.published) if source.published else None,
        "kind": source.kind,
        "url": source.url,
        "copy_of": source.copy_of,
    }


def claims_json(claims: Iterable[Claim]) -> list[str]:
    return [vocab.claim_iri(claim.path) for claim in claims]


def seen_json(holding: Holding) -> str | None:
    return str(holding.last_seen) if holding.last_seen else None


def envelope(command: str, question: Question) -> Json:
    """What every answer begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "as_of": question.clocks.as_of.isoformat(),
        "known_at": question.clocks.known_at.isoformat(),
    }


def sources_of(claims: Iterable[Claim], evidence: Evidence) -> tuple[Source, ...]:
    """The sources of the claims, each once, in the order of the claims."""
    return tuple({claim.source: evidence.sources[claim.source] for claim in claims}.values())


def rows_of(
    holdings: Iterable[Holding], ledger: Ledger, evidence: Evidence, *, by_issuer: bool = False
) -> tuple[Row, ...]:
    """The holdings with their entities and sources."""
    kept = list(holdings)
    entities = named(ledger, kept)
    return tuple(
        Row(
            entities[row.issuer if by_issuer else row.holder],
            row,
            sources_of(row.claims, evidence),
            tuple(entities[slug] for slug in row.via),
        )
        for row in kept
    )


def reported_of(
    holdings: Iterable[Holding], ledger: Ledger, evidence: Evidence, *, by_issuer: bool = False
) -> tuple[Reported, ...]:
    kept = list(holdings)
    entities = named(ledger, kept)
    return tuple(
        Reported(
            entities[row.issuer if by_issuer else row.holder],
            row,
            tuple(entities[slug] for slug in row.via),
            sources_of(row.claims, evidence),
        )
        for row in kept
    )


def named(ledger: Ledger, holdings: Iterable[Holding]) -> Mapping[str, Entity]:
    """The entities that the rows name, and a bare one for an id that is not in the register."""
    slugs = {slug for row in holdings for slug in (row.holder, row.issuer, *row.via)}
    found = dict(ledger.entities(slugs))
    for slug in slugs - found.keys():
        found[slug] = Entity(slug, "company", Labels(slug))
    return found


def newest(holdings: Iterable[Holding]) -> str | None:
    """When the newest evidence among the rows was seen, with its precision."""
    seen = [row.last_seen for row in holdings if row.last_seen]
    return str(max(seen, key=lambda day: (day.last or date.max, day.text))) if seen else None
