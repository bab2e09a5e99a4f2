"""Resolved capital, row by row, as a table of stakes and rights whose every row knows its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Share
from himagraph.resolve import Capital, Evidence, Holding, capitals

if TYPE_CHECKING:
    from himagraph.measures import Holdings, Rights

#: Where inferred rows would lift the capital above this, they are left out: they were inferred from other figures.
_FULL = Fraction(10_001, 100)


class Ownership:
    """The capital of companies at a question's clocks, as `measures` takes it.

    Only holders of record make rows, and holders that a source implies (`Holding` with an inferred claim) where the
    capital has room for them. What is reported, voted, counted together with others or counted by class of share is no
    row: it would be counted twice.
    """

    def __init__(self, found: Mapping[str, Capital], evidence: Evidence, rights: Iterable[Claim] = ()) -> None:
        self.capitals = found
        self.evidence = evidence
        self.right_claims = tuple(rights)
        self.rows: dict[tuple[str, str], Holding] = {
            (row.holder, row.issuer): row for one in found.values() for row in _rows(one)
        }

    @cached_property
    def holdings(self) -> Holdings:
        """The rows as a register; a share that is not known is one of unknown size."""
        from himagraph.measures import Holdings

        return Holdings.from_rows(
            [(holder, issuer, _figure(row.share)) for (holder, issuer), row in sorted(self.rows.items())],
            rights=self._rights,
        )

    @property
    def names(self) -> frozenset[str]:
        """All whom a row or a right names."""
        return frozenset(self.holdings.names)

    def is_inferred(self, holder: str, issuer: str) -> bool:
        """Whether a source only implies the row."""
        return self.rows[holder, issuer].preferred.is_inferred

    def along(self, chain: Iterable[str]) -> list[Holding]:
        """The rows of a chain of names, top first."""
        return [self.rows[pair] for pair in pairwise(chain)]

    def claims_of_right(self, holder: str, issuer: str) -> tuple[Claim, ...]:
        """The claims of rights that a holder has in an issuer."""
        return tuple(
            claim for claim in self.right_claims if holder in claim.ids("holder") and issuer in claim.ids("issuer")
        )

    @cached_property
    def _rights(self) -> Rights:
        from himagraph.measures import Right, Rights
        from himagraph.measures.rights import Kind

        kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
        others = [
            Right(kind, holder, issuer, seats=_whole(claim, "seats"), of=_whole(claim, "of"))
            for claim in self.right_claims
            if (kind := kinds.get(claim.text("right") or ""))
            for holder in claim.ids("holder")
            for issuer in claim.ids("issuer")
        ]
        return Rights(others=tuple(others))


def ownership(evidence: Evidence, issuers: Iterable[str] | None = None) -> Ownership:
    """The capital that the evidence leaves, of the given issuers or of all."""
    found = capitals(evidence)
    if issuers is not None:
        kept = set(issuers)
        found = {issuer: one for issuer, one in found.items() if issuer in kept}
    rights = [claim for claim in evidence.claims if claim.kind == "control-right" and _stands(claim, evidence)]
    return Ownership(found, evidence, rights)


def everything(ledger: Ledger, question: Question) -> Ownership:
    """The capital of the whole record."""
    claims = ledger.claims_of_kind("stake", "transaction", "control-right", "covenant")
    return ownership(ledger.evidence(claims, question))


def above(ledger: Ledger, issuers: Iterable[str], question: Question) -> Ownership:
    """The capital of some companies and of all above them, brought level by level."""
    claims: dict[str, Claim] = {}
    seen: set[str] = set()
    waiting = sorted(set(issuers))
    while waiting:
        seen.update(waiting)
        brought = ledger.claims_on_capital(*waiting)
        claims |= {claim.path: claim for claim in brought}
        level = ownership(ledger.evidence(brought, question), waiting)
        holders = {holder for holder, _ in level.rows}
        holders |= {name for claim in level.right_claims for name in claim.ids("holder")}
        holders |= {name for one in level.capitals.values() for row in one.reported for name in (row.holder, *row.via)}
        waiting = sorted(holders - seen)
    return ownership(ledger.evidence(claims.values(), question), seen)


def around(ledger: Ledger, holder: str, question: Question) -> Ownership:
    """The capital of a company, of all below it by stakes or rights, and of all above those."""
    seen: set[str] = set()
    waiting = [holder]
    while waiting:
        seen.update(waiting)
        held = (claim for one in waiting for claim in (*ledger.claims_of_holder(one), *ledger.rights_of_holder(one)))
        below = {issuer for claim in held for issuer in claim.ids("issuer")}
        waiting = sorted(below - seen)
    return above(ledger, seen, question)


def _rows(capital: Capital) -> list[Holding]:
    held = sum((row.share.min or Fraction(0) for row in capital.holdings), Fraction(0))
    rows = list(capital.holdings)
    for row in capital.inferred:
        held += row.share.min or Fraction(0)
        if held <= _FULL:
            rows.append(row)
    return rows


def _figure(share: Share) -> Share | None:
    return share if share.is_known else None


def _whole(claim: Claim, key: str) -> Fraction | None:
    value = claim.quantity(key)
    return Fraction(value.min) if value is not None and value.min is not None else None


def _stands(claim: Claim, evidence: Evidence) -> bool:
    """Whether a right is asserted and holds for certain at the date."""
    end = claim.when("until")
    over = end is not None and end.possibly_by(evidence.clocks.as_of)
    return not claim.is_denied and not over and evidence.start(claim).certainly_by(evidence.clocks.as_of)
