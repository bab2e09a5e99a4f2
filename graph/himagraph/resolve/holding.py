"""One row of an answer about shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from himagraph.frozen import dataclass
from himagraph.records import Claim, Share, When
from himagraph.resolve.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Holding:
    """One row of an answer: who holds how much of whom, since when, last seen when, and on which claims.

    `share` is in percent, as its `claims` print it; `silent` ones say that it is held and print none. `last_known` is
    the last figure where a later event has left the share unknown. `contradicting` are claims with another figure for
    the same time. `reason` says why a row is not plainly held.
    """

    holder: str
    issuer: str
    share: Share
    preferred: Claim
    claims: tuple[Claim, ...]
    silent: tuple[Claim, ...] = ()
    contradicting: tuple[Claim, ...] = ()
    superseded: tuple[Claim, ...] = ()
    since: When | None = None
    until: When | None = None
    last_seen: When | None = None
    last_known: Share | None = None
    reason: str | None = None
    via: tuple[str, ...] = ()

    @property
    def handle(self) -> str:
        return f"{self.issuer}/{self.holder}"


def single(issuer: str, claim: Claim, evidence: Evidence, reason: str | None) -> Holding:
    holder = claim.id_of("holder") or claim.id_of("buyer") or ""
    return Holding(
        holder,
        issuer,
        claim.share(),
        claim,
        (claim,),
        since=claim.when("from"),
        until=claim.when("until"),
        last_seen=last_seen([claim], evidence),
        reason=reason,
        via=claim.ids("via"),
    )


def last_seen(claims: Iterable[Claim], evidence: Evidence) -> When:
    """The latest date, up to the date asked for where there is one, at which one of the claims saw the holding."""
    as_of = evidence.clocks.as_of
    seen: list[When] = []
    for claim in claims:
        dated, start = evidence.dated(claim), evidence.start(claim)
        seen.append(dated if dated.certainly_by(as_of) else start)
    # An undated source saw it at some time up to its retrieval, which makes nothing younger.
    dated_only = [day for day in seen if day.first is not None]
    return max(dated_only or seen, key=lambda day: (day.last or date.max, day.text))
