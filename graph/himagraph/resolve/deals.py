"""Deals: signed, approved, registered and completed are four events, and only the last makes a holding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from himagraph.records import NOT_KNOWN, Claim, Share, When
from himagraph.resolve.evidence import Evidence
from himagraph.resolve.holding import Holding, last_seen, single


def completion(deal: Claim, evidence: Evidence) -> When | None:
    """When a deal was completed, as far as its claim says; None when it is not completed.

    The register counts before the closing; a completed deal without either is dated by its observation or source.
    """
    if deal.text("status") != "completed":
        return None
    return (
        deal.when("registered")
        or deal.when("completed")
        or deal.when("from")
        or deal.when("observed")
        or evidence.source(deal).dated
    )


def brought(deal: Claim, row: Holding) -> bool:
    """Whether the deal can be the one that brought the holding, told of later: its buyer holds the very share that was
    bought, and the deal was signed before, or is only seen done and not dated."""
    if deal.id_of("buyer") != row.holder or not row.share.is_known or deal.share() != row.share:
        return False
    signed = deal.when("signed")
    if signed and row.since:
        return _not_before(row.since, signed)
    return not any(deal.when(key) for key in ("registered", "completed", "from"))


def deals(
    issuer: str,
    claims: list[Claim],
    rows: list[Holding],
    stakes: Mapping[str, list[Claim]],
    evidence: Evidence,
) -> tuple[list[Holding], list[Holding]]:
    """The deals signed and not completed at the date, and those completed of which no source states the holding.

    A deal is over when its buyer holds since its signing or has completed a later deal. A completed one says nothing
    of today where a stake of its buyer is stated for later, or the buyer has sold since.
    """
    as_of = evidence.clocks.as_of
    since = {row.holder: row.since or row.last_seen for row in rows}
    done = [(deal, day) for deal in claims if (day := completion(deal, evidence)) and day.certainly_by(as_of)]
    pending: dict[str, list[Claim]] = {}
    bought: dict[tuple[str, Share], list[Claim]] = {}
    for deal in claims:
        status = deal.text("status")
        if status not in ("agreed", "approved", "completed") or deal.text("scope") not in (None, "direct"):
            continue
        buyer = deal.ids("buyer")[0]
        signed = deal.when("signed") or (None if status == "completed" else evidence.dated(deal))
        completed = next((day for one, day in done if one is deal), None)
        if completed:
            stated = any(_not_before(evidence.start(stake), completed) for stake in stakes.get(buyer, ()))
            sold = any(one.id_of("seller") == buyer and _not_before(day, completed) for one, day in done)
            if buyer not in since and not stated and not sold:
                bought.setdefault((buyer, deal.share()), []).append(deal)
        elif signed and signed.possibly_by(as_of):
            held = since.get(buyer)
            closed = (held and _not_before(held, signed)) or any(
                one.id_of("buyer") == buyer and _not_before(day, signed) for one, day in done
            )
            if not closed:
                pending.setdefault(buyer, []).append(deal)
    return (
        [_pending(issuer, claims, evidence) for claims in pending.values()],
        [_bought(issuer, claims, evidence) for claims in bought.values()],
    )


def _not_before(one: When, other: When) -> bool:
    """Whether the one may lie on or after the other."""
    return one.last is None or other.first is None or one.last >= other.first


def _bought(issuer: str, claims: list[Claim], evidence: Evidence) -> Holding:
    """One row for what any number of sources tell of a buyer with the same share."""
    told = tuple(sorted(claims, key=evidence.newest_first))
    row = single(issuer, told[0], evidence, "bought, but no source states the holding itself")
    return replace(row, claims=told, last_seen=last_seen(told, evidence))


def _pending(issuer: str, claims: list[Claim], evidence: Evidence) -> Holding:
    ordered = sorted(claims, key=lambda claim: (_status_place(claim, evidence), *evidence.newest_first(claim)))
    best = ordered[0]
    words = [
        f"{word} {day.text}" for word in ("signed", "approved") for day in [_first_of(ordered, word)] if day is not None
    ]
    share = next((claim.share() for claim in ordered if claim.quantity("percent")), NOT_KNOWN)
    return Holding(
        best.ids("buyer")[0],
        issuer,
        share,
        best,
        tuple(ordered),
        last_seen=last_seen(ordered, evidence),
        reason=", ".join(words) or "signed, date not known",
        via=best.ids("via"),
    )


def _first_of(claims: list[Claim], key: str) -> When | None:
    return next((day for claim in claims if (day := claim.when(key))), None)


def _status_place(claim: Claim, evidence: Evidence) -> int:
    return evidence.policy.statuses.index(claim.text("status") or "")
