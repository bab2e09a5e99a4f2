"""What joins entities at a date on what was known, and on which claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from himagraph.ledger import Ledger, Question
from himagraph.network import declared
from himagraph.network.declared import Declared
from himagraph.records import Claim, Labels, Share, When
from himagraph.resolve import Capital, Evidence, Holding, capitals, completion

STAKE = "stake"

#: Where an affiliation's role has words of its own: a maker does not own the brand that it makes.
_ROLES = {
    "brand-of-alliance": Labels("is a brand of", "属于"),
    "brand-of-series": Labels("is a brand of", "属于"),
    "brand-of-company": Labels("is a brand of", "属于"),
    "maker-of-brand": Labels("is made by", "的制造商为"),
    "member-of-alliance": Labels("is a member of", "属于"),
    "member-of-set": Labels("is a member of", "属于"),
    "car-of-brand": Labels("is a car of", "属于"),
    "unit-of-company": Labels("is a unit of", "隶属于"),
    "subsidiary": Labels("is a subsidiary of", "的母公司为"),
}
#: How a stake or purchase stands that is no holding of record.
_STANDINGS = {
    ("stake", "inferred"): Labels("is inferred to hold", "据推断持有"),
    ("stake", "reported-as"): Labels("is reported to hold", "据报道持有"),
    ("transaction", "reported-as"): Labels("is reported to buy into", "据报道入股"),
    ("transaction", "pending"): Labels("has agreed to buy, not yet in the register,", "已签约未登记购入"),
}
#: Words for what is not so, not yet so, or no longer so.
_NOT_HOLDING = (
    "planned", "rumoured", "agreed", "approved", "lapsed", "ended", "applied", "refused", "in-transfer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation from `source` to `target` (slugs). `claim` is the one it is keyed by, `claims` all that say so.

    `relation` is the kind of claim or the role of an affiliation; for stakes how they stand: stake (of record),
    inferred, reported-as, pending or another scope. `share` is in percent. `observed` is when it was last seen.
    """

    source: str
    target: str
    relation: str
    label: Labels
    claim: Claim
    claims: tuple[Claim, ...]
    share: Share | None = None
    since: When | None = None
    until: When | None = None
    observed: When | None = None

    @property
    def status(self) -> str | None:
        return self.claim.text("status") or self.claim.text("event")

    @property
    def between(self) -> tuple[str, str, str]:
        """The relation itself, whoever says it."""
        return self.source, self.target, self.relation

    @property
    def order(self) -> tuple[str, str, str]:
        return self.source, self.target, self.claim.path


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges, by source, target and claim path. `undrawn` are claims that do not say who goes with whom."""

    edges: tuple[Edge, ...]
    undrawn: tuple[Claim, ...]
    evidence: Evidence


def edges(ledger: Ledger, question: Question) -> Edges:
    """The edges that surely hold at the question's clocks: what is denied, planned or over is left out."""
    every = {one.claim.path: one for one in declared.read(ledger.store)}
    evidence = ledger.evidence([one.claim for one in every.values()], question)
    standing = [every[claim.path] for claim in evidence.claims]
    others = [one for one in standing if one.claim.kind != STAKE and not one.claim.is_denied]
    labels = {one.claim.path: one.label for one in standing}
    found = [edge for own in capitals(evidence).values() for edge in of_capital(own, labels)]
    found += of_claims(others, evidence)
    undrawn = tuple(one.claim for one in others if one.open_ended and _holds(one.claim, evidence))
    return Edges(tuple(sorted(found, key=lambda edge: edge.order)), undrawn, evidence)


def of_capital(capital: Capital, labels: Mapping[str, Labels]) -> Iterator[Edge]:
    """Stakes as the resolution leaves them, one edge a row, and purchases that are signed and not completed.

    `labels` are the words of each claim's class, by path.
    """
    yield from (_of_row(row, STAKE, labels) for row in capital.holdings)
    yield from (_of_row(row, "inferred", labels) for row in capital.inferred)
    yield from (_of_row(row, "reported-as", labels) for row in capital.reported)
    yield from (_of_row(row, "pending", labels) for row in capital.pending)
    for row in capital.other_scopes:
        yield _of_row(row, row.preferred.text("scope") or "share-class", labels)


def of_claims(others: Sequence[Declared], evidence: Evidence) -> Iterator[Edge]:
    """The edges of what is no stake and not denied: what surely holds, and is not over by another claim."""
    ends = _ends(others, evidence)
    for one in others:
        if _holds(one.claim, evidence):
            yield from (edge for edge in _of_claim(one, evidence) if not _is_over(edge, ends, evidence))


def _of_row(row: Holding, relation: str, labels: Mapping[str, Labels]) -> Edge:
    claim = row.preferred
    label = _STANDINGS.get((claim.kind, relation), labels[claim.path])
    return Edge(
        row.holder, row.issuer, relation, label, claim, row.claims, row.share, row.since, row.until, row.last_seen
    )


def _of_claim(one: Declared, evidence: Evidence) -> Iterator[Edge]:
    claim = one.claim
    role, scope = claim.text("role"), claim.text("scope")
    relation = role or ("reported-as" if scope == "reported-as" else claim.kind)
    label = _ROLES.get(role or "", _STANDINGS.get((claim.kind, relation), one.label))
    share = claim.share() if claim.quantity("percent") else None
    for source, target in one.pairs:
        yield Edge(
            source, target, relation, label, claim, (claim,), share,
            claim.when("from"), claim.when("until"), evidence.dated(claim),
        )  # fmt: skip


def _ends(claims: Iterable[Declared], evidence: Evidence) -> dict[tuple[str, str, str], date]:
    """The day from which a relation is over by the date, where a claim about it says so."""
    ends: dict[tuple[str, str, str], date] = {}
    for one in claims:
        until = one.claim.when("until")
        if until and until.last and until.certainly_by(evidence.clocks.as_of):
            for edge in _of_claim(one, evidence):
                ends[edge.between] = max(until.last, ends.get(edge.between, date.min))
    return ends


def _is_over(edge: Edge, ends: Mapping[tuple[str, str, str], date], evidence: Evidence) -> bool:
    """Whether another claim ends the relation, and this one saw it only before."""
    end, seen = ends.get(edge.between), evidence.dated(edge.claim)
    return end is not None and (seen.first is None or seen.first < end)


def _holds(claim: Claim, evidence: Evidence) -> bool:
    """Whether it surely holds at the date: begun however its precision is read, and not even possibly over."""
    status = claim.text("status") or claim.text("event")
    if claim.is_denied or status in _NOT_HOLDING:
        return False
    as_of, until = evidence.clocks.as_of, claim.when("until")
    start = completion(claim, evidence) if claim.kind == "transaction" else evidence.start(claim)
    return start is not None and start.certainly_by(as_of) and not (until is not None and until.possibly_by(as_of))
