"""Who stands behind a company: look-through shares, where they end, and control, from the store or computed."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph import vocab
from himagraph.answers.rows import Json, Reported, entity_json
from himagraph.frozen import dataclass
from himagraph.ledger import Ledger, Question
from himagraph.ownership import stored
from himagraph.ownership.found import Controller, Interest
from himagraph.records import Entity, Labels, Share, Source


@dataclass(frozen=True, slots=True)
class Looked:
    """A look-through share, shown by its holder or (`by_issuer`) by its issuer.

    Entities and sources are read when they are asked for, as few answers show them all; `prefetch` brings many at once.
    """

    interest: Interest
    ledger: Ledger
    by_issuer: bool = False

    @property
    def entity(self) -> Entity:
        """The entity that the share is shown by."""
        return self._entities([self.interest.issuer if self.by_issuer else self.interest.holder])[0]

    @property
    def through(self) -> tuple[Entity, ...]:
        """Those on its chains between holder and issuer, each once."""
        return self._entities(dict.fromkeys(name for chain in self.interest.chains for name in chain[1:-1]))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of its claims, by id."""
        slugs = sorted({path.partition("/")[0] for path in self.interest.claims})
        known = self.ledger.sources(slugs)
        return tuple(known[slug] for slug in slugs)

    def _entities(self, slugs: Iterable[str]) -> tuple[Entity, ...]:
        wanted = list(slugs)
        found = _entities(self.ledger, wanted)
        return tuple(found[slug] for slug in wanted)

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


def prefetch(found: Iterable[Looked], *, sources: bool = False) -> None:
    """Brings the entities of several shares in one query, and their sources in another."""
    shares = list(found)
    if shares:
        ledger = shares[0].ledger
        ledger.entities({name for one in shares for chain in one.interest.chains for name in chain})
        if sources:
            ledger.sources({path.partition("/")[0] for one in shares for path in one.interest.claims})


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
            "assertion": "inferred" if self.controller.is_inferred else "stated",
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
    kept = _kept(ledger, issuer, rows) if stored.is_stored(ledger, question) else None
    if kept is not None:
        found, ends, deciding = kept
        shares = {one.holder: one.effective for one in found}
        answered = tuple(with_share(row, shares.get(row.holding.holder), False) for row in rows)
    else:
        from himagraph.ownership import controlling, interest
        from himagraph.ownership.table import above

        table = above(ledger, [issuer], question)
        found = interest.interests(table, issuer)
        ends = interest.open_ends(table, issuer, found)
        deciding = controlling.controllers(table, issuer)
        answered = tuple(with_share(row, *interest.reported_share(table, row.holding)) for row in rows)
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


def _kept(
    ledger: Ledger, issuer: str, reported: Iterable[Reported]
) -> tuple[tuple[Interest, ...], tuple[Interest, ...], tuple[Controller, ...]] | None:
    """What the store has computed; None where a report implies a stake, which only the table can look through."""
    found, ends = stored.of_issuer(ledger, issuer)
    holders = {one.holder for one in found}
    if any(row.via and row.holding.holder not in holders for row in reported):
        return None
    return found, ends, stored.control_of(ledger, issuer)


def below(ledger: Ledger, holder: str, question: Question) -> tuple[Looked, ...]:
    """What a holder has of every company below it, largest first."""
    if stored.is_stored(ledger, question):
        return looked(ledger, stored.of_holder(ledger, holder), by_issuer=True)
    from himagraph.ownership.interest import interests_of
    from himagraph.ownership.table import around

    return looked(ledger, interests_of(around(ledger, holder, question), holder), by_issuer=True)


def looked(ledger: Ledger, found: Iterable[Interest], *, by_issuer: bool = False) -> tuple[Looked, ...]:
    """The shares as they are shown, in the order given."""
    return tuple(Looked(one, ledger, by_issuer) for one in found)


def links(one: Looked) -> int:
    """How many stakes the shortest chain of a share has."""
    return _links(one.interest)


def _links(one: Interest) -> int:
    return min(map(len, one.chains), default=1) - 1


def with_share(row: Reported, share: Share | None, is_implied: bool = False) -> Reported:
    """The reported row with its look-through share."""
    return Reported(row.entity, row.holding, row.via, row.sources, share, is_implied)


def _entities(ledger: Ledger, slugs: Iterable[str]) -> dict[str, Entity]:
    wanted = list(slugs)
    found = ledger.entities(wanted)
    return {slug: found.get(slug) or Entity(slug, "company", Labels(slug)) for slug in wanted}
