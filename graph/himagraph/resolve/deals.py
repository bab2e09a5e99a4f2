"""Deals: signed, approved, registered and completed are four events, and only the last makes a holding."""

from __future__ import annotations

from himagraph.records import NOT_KNOWN, Claim, When
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


def deals(
    issuer: str, claims: list[Claim], rows: list[Holding], evidence: Evidence
) -> tuple[list[Holding], list[Holding]]:
    """The deals signed and not completed at the date, and those completed of which no source states the holding."""
    as_of = evidence.clocks.as_of
    since = {row.holder: row.since or row.last_seen for row in rows}
    pending: dict[str, list[Claim]] = {}
    bought: list[Holding] = []
    for deal in claims:
        status = deal.text("status")
        if status not in ("agreed", "approved", "completed"):
            continue
        buyer = deal.ids("buyer")[0]
        signed = deal.when("signed") or (None if status == "completed" else evidence.dated(deal))
        done = completion(deal, evidence)
        if done and done.certainly_by(as_of):
            if buyer not in since and deal.text("scope") in (None, "direct"):
                bought.append(single(issuer, deal, evidence, "bought, but no source states the holding itself"))
        elif signed and signed.possibly_by(as_of):
            held_since = since.get(buyer)
            closed = held_since and held_since.last and signed.first and held_since.last >= signed.first
            if not closed:
                pending.setdefault(buyer, []).append(deal)
    return [_pending(issuer, claims, evidence) for claims in pending.values()], bought


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
