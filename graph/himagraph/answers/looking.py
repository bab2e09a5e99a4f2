"""Who stands behind a company: look-through shares, where they end, and control, from the store or computed."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph import ownership, vocab
from himagraph.answers.rows import Json, Reported, entity_json
from himagraph.frozen import dataclass
from himagraph.ledger import Ledger, Question
from himagraph.ownership import Controller, Interest
from himagraph.records import Entity, Labels, Share, Source


@dataclass(frozen=True, slots=True)
class Looked:
    """A look-through share with the entity that it shows, those on its chains, and the sources behind it."""

    entity: Entity
    interest: Interest
    through: tuple[Entity, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        one = self.interest
        return {
            "entity": entity_json(self.entity),
            "effective": one.effective.as_json(),
            "net": one.net.as_json(),
            "paths": [list(chain) for chain in one.chains],
            "direct": one.is_direct,
            "open": one.is_open,
            "assertion": "inferred" if one.is_inferred else "stated",
            "oldest_link": one.oldest,
            "claims": [vocab.claim_iri(path) for path in one.claims],
        }


@dataclass(frozen=True, slots=True)
class Deciding:
    """A party that decides over a company by a definition, with the entity that it shows."""

    entity: Entity
    controller: Controller

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "definition": self.controller.definition,
            "certain": self.controller.is_certain,
            "claims": [vocab.claim_iri(path) for path in self.controller.claims],
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """What a company's capital looks like from above: every holder, the tops, the open ends, and who decides."""

    holders: tuple[Looked, ...]
    tops: tuple[Looked, ...]
    ends: tuple[Looked, ...]
    control: tuple[Deciding, ...]

    @property
    def ultimate(self) -> tuple[Looked, ...]:
        """Where the capital ends: at those above whom the record names nobody, and at holders whom nobody names."""
        return (*self.tops, *self.ends)


NOBODY = Behind((), (), (), ())


def behind(
    ledger: Ledger, issuer: str, question: Question, reported: Iterable[Reported], depth: int | None = None
) -> tuple[Behind, tuple[Reported, ...]]:
    """Who stands behind an issuer, through at most `depth` stakes, and the reported rows with their look-through."""
    rows = tuple(reported)
    stored = _stored(ledger, issuer, rows) if ownership.is_stored(ledger, question) else None
    if stored is not None:
        found, ends, deciding = stored
        shares = {one.holder: one.effective for one in found}
        answered = tuple(with_share(row, shares.get(row.holding.holder), False) for row in rows)
    else:
        table = ownership.above(ledger, [issuer], question)
        found = ownership.interests(table, issuer)
        ends = ownership.open_ends(table, issuer, found)
        deciding = ownership.controllers(table, issuer)
        answered = tuple(with_share(row, *ownership.reported_share(table, row.holding)) for row in rows)
    if depth is not None:
        found = tuple(one for one in found if _links(one) <= depth)
    holders = looked(ledger, found)
    entities = _entities(ledger, {one.holder for one in deciding})
    return Behind(
        holders,
        tuple(one for one in holders if one.interest.is_top),
        looked(ledger, ends),
        tuple(Deciding(entities[one.holder], one) for one in deciding),
    ), answered


def _stored(
    ledger: Ledger, issuer: str, reported: Iterable[Reported]
) -> tuple[tuple[Interest, ...], tuple[Interest, ...], tuple[Controller, ...]] | None:
    """What the store has computed; None where a report implies a stake, which only the table can look through."""
    found, ends = ownership.of_issuer(ledger, issuer)
    holders = {one.holder for one in found}
    if any(row.via and row.holding.holder not in holders for row in reported):
        return None
    return found, ends, ownership.control_of(ledger, issuer)


def below(ledger: Ledger, holder: str, question: Question) -> tuple[Looked, ...]:
    """What a holder has of every company below it, largest first."""
    if ownership.is_stored(ledger, question):
        return looked(ledger, ownership.of_holder(ledger, holder), by_issuer=True)
    table = ownership.around(ledger, holder, question)
    return looked(ledger, ownership.interests_of(table, holder), by_issuer=True)


def looked(ledger: Ledger, found: Iterable[Interest], *, by_issuer: bool = False) -> tuple[Looked, ...]:
    """The shares with their entities and sources, in the order given."""
    shares = list(found)
    entities = _entities(ledger, {name for one in shares for chain in one.chains for name in chain})
    slugs = {path.partition("/")[0] for one in shares for path in one.claims}
    sources = ledger.sources(slugs)
    return tuple(
        Looked(
            entities[one.issuer if by_issuer else one.holder],
            one,
            tuple(entities[name] for name in dict.fromkeys(name for chain in one.chains for name in chain[1:-1])),
            tuple(sources[slug] for slug in sorted({path.partition("/")[0] for path in one.claims})),
        )
        for one in shares
    )


def links(one: Looked) -> int:
    """How many stakes the shortest chain of a share has."""
    return _links(one.interest)


def _links(one: Interest) -> int:
    return min(map(len, one.chains), default=1) - 1


def with_share(row: Reported, share: Share | None, is_implied: bool = False) -> Reported:
    """The reported row with its look-through share."""
    return Reported(row.entity, row.holding, row.via, row.sources, share, is_implied)


def _entities(ledger: Ledger, slugs: set[str]) -> dict[str, Entity]:
    found = dict(ledger.entities(slugs))
    return {slug: found.get(slug) or Entity(slug, "company", Labels(slug)) for slug in slugs}
