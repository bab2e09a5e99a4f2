"""Checks within one claim: keys that must agree with one another."""

from __future__ import annotations

from decimal import Decimal

from himagraph.kinds import KINDS, Type
from himagraph.records import Claim, Money, Quantity, When
from himagraph.seedfile.entries import ClaimEntry
from himagraph.seedfile.tree import Mapping
from himagraph.seedfile.words import escaped

#: Points by which a printed share may differ from that of its share counts.
_ROUNDING = Decimal("0.01")


def check_claim(entry: ClaimEntry) -> None:
    """Adds what does not fit together in the claim to its report."""
    claim = entry.claim
    if "from" in claim.values or "until" in claim.values:
        _dates(claim, entry)
    if claim.kind == "transaction":
        _deal_dates(claim, entry)
        _instalments(claim, entry)
    _reason(claim, entry)
    if "bound" in claim.values:
        _bound(claim, entry)
    if "named" in claim.values:
        _named(claim, entry)
    if claim.kind in ("stake", "transaction"):
        _shares(claim, entry)
        _via(claim, entry)
    if "seats" in claim.values and "of" in claim.values:
        _seats(claim, entry)
    if claim.kind == "price":
        _range(claim, entry)


def _dates(claim: Claim, entry: ClaimEntry) -> None:
    """`from`, `observed`, `until` in this order, `until` being the first day it no longer holds."""
    start, seen, end = claim.when("from"), claim.when("observed"), claim.when("until")
    if start and end and start.first and end.last and end.last <= start.first:
        entry.report.error(
            "dates-reversed",
            entry.at("until"),
            "until",
            f"the claim holds from {start} to {end}: until comes before from."
            if end.last < start.first
            else f"the claim holds from {start} to {end}, so for no day: until is the first day it no longer holds.",
            "Swap from and until, or mend one of them.",
        )
    if seen and end and seen.first and end.last and seen.first >= end.last and not _is_over(claim):
        entry.report.error(
            "observed-after-end",
            entry.at("observed"),
            "observed",
            f"observed {seen} is not before until {end}.",
            "Mend one of the dates; until is the first day it no longer holds.",
        )
    if start and seen and start.first and seen.last and seen.last < start.first:
        entry.report.error(
            "observed-before-start",
            entry.at("observed"),
            "observed",
            f"observed {seen} is before from {start}.",
            "Mend one of the dates.",
        )


def _is_over(claim: Claim) -> bool:
    """Whether what was observed is that it no longer holds."""
    return claim.is_denied or claim.text("status") == "ended"


def _deal_dates(claim: Claim, entry: ClaimEntry) -> None:
    """A deal is signed before it is registered and completed, and a deal that never closed has no such dates."""
    signed = claim.when("signed")
    for key in ("registered", "completed"):
        done = claim.when(key)
        if not done:
            continue
        if signed and _is_after(signed, done):
            entry.report.error(
                "dates-reversed",
                entry.at(key),
                key,
                f"the deal runs from signed {signed} to {key} {done}: backwards.",
                "Swap the two dates, or mend one of them.",
            )
        status = claim.text("status")
        if status in ("planned", "rumoured", "lapsed"):
            entry.report.error(
                "status-and-date",
                entry.at(key),
                key,
                f"a deal that is {status} has the date {key} {done}.",
                "Write status: completed, or drop the date.",
            )


def _is_after(one: When, other: When) -> bool:
    """Whether the one lies after the other, however their precision is read."""
    return one.first is not None and other.last is not None and one.first > other.last


def _instalments(claim: Claim, entry: ClaimEntry) -> None:
    if not claim.instalments():
        return
    price = claim.money("price")
    if price is None:
        if "price" not in claim.values and entry.node.get("price") is None:
            entry.report.error(
                "instalments-without-price",
                entry.at("instalments"),
                "instalments",
                "the payments have no currency, which is that of the price.",
                "Add `price`.",
            )
        return
    paid = sum((part.amount.min or Decimal(0) for part in claim.instalments()), Decimal(0))
    if price.amount.max is not None and price.bound is None and paid > price.amount.max:
        entry.report.error(
            "instalments-over-price",
            entry.at("instalments"),
            "instalments",
            f"the payments sum to {paid}, more than the price of {price.amount}.",
            "Mend an amount.",
        )


def _reason(claim: Claim, entry: ClaimEntry) -> None:
    written = entry.node.get("reason") is not None
    if claim.is_inferred and not written:
        entry.report.error(
            "inferred-without-reason",
            entry.at("assertion"),
            "reason",
            "an inferred claim needs its reason.",
            "Add `reason`, or drop `assertion: inferred`.",
        )
    elif written and not claim.is_inferred:
        entry.report.error(
            "reason-without-inference",
            entry.at("reason"),
            "reason",
            "a reason belongs to an inferred claim.",
            "Add `assertion: inferred`, or write it as `note`.",
        )


def _bound(claim: Claim, entry: ClaimEntry) -> None:
    """A range needs {min, max}; what was not published has no figure."""
    figures = [_amount(value) for value in claim.values.values() if isinstance(value, Quantity | Money)]
    bound = claim.text("bound")
    if bound == "range" and not any(figure.is_known and not figure.is_single for figure in figures):
        entry.report.error(
            "bound-without-range",
            entry.at("bound"),
            "bound",
            "the bound is a range, but no value is one.",
            "Write the value as {min: 5, max: 10}.",
        )
    if bound == "not-published" and claim.quantity("percent") is not None and claim.share().is_known:
        entry.report.error(
            "bound-with-figure",
            entry.at("bound"),
            "bound",
            "a figure that was not published is given.",
            "Write percent: unknown, or another bound.",
        )


def _amount(value: Quantity | Money) -> Quantity:
    return value.amount if isinstance(value, Money) else value


def _named(claim: Claim, entry: ClaimEntry) -> None:
    """A printed name belongs to a key that stands in the claim."""
    node = entry.at("named")
    kind = KINDS[claim.kind]
    for key, _ in node.entries if isinstance(node, Mapping) else ():
        known = kind.key(key.text)
        if known is None or known.type is Type.NAMED or entry.node.get(key.text) is None:
            entry.report.error(
                "named-key",
                key,
                "named",
                f"{escaped(key.text)} is printed otherwise, but the claim has no such key.",
                "Name a key that stands in this claim.",
            )


def _shares(claim: Claim, entry: ClaimEntry) -> None:
    """The share counts against each other and against the percentage."""
    shares, total = claim.quantity("shares"), claim.quantity("shares_total")
    if not (shares and total and shares.min is not None and total.max is not None and total.min is not None):
        return
    if shares.min > total.max:
        entry.report.error(
            "more-shares-than-all",
            entry.at("shares"),
            "shares",
            f"{shares} shares are more than all, {total}.",
            "Swap or mend them.",
        )
        return
    percent = claim.quantity("percent")
    if not (
        percent and percent.is_single and percent.min is not None and shares.is_single and total.is_single and total.min
    ):
        return
    counted = shares.min * 100 / total.min
    if claim.text("bound") in (None, "exact") and abs(counted - percent.min) > max(_ROUNDING, _last_place(percent.min)):
        entry.report.warning(
            "percent-against-shares",
            entry.at("percent"),
            "percent",
            f"{percent} percent is printed, but {shares} of {total} shares are {counted:.2f}.",
            "Check the three figures.",
        )


def _last_place(number: Decimal) -> Decimal:
    """One unit of the last digit that is written: a print of 41 may stand for 40.99."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _via(claim: Claim, entry: ClaimEntry) -> None:
    if "via" in claim.values and claim.text("scope") in (None, "direct"):
        entry.report.warning(
            "via-but-direct",
            entry.at("via"),
            "via",
            "a share held via another is not direct.",
            "Add `scope: reported-as` or `incl-indirect`.",
        )


def _seats(claim: Claim, entry: ClaimEntry) -> None:
    seats, total = claim.quantity("seats"), claim.quantity("of")
    if seats and total and seats.min is not None and total.max is not None and seats.min > total.max:
        entry.report.error(
            "more-seats-than-all",
            entry.at("seats"),
            "seats",
            f"{seats} seats are more than all, {total}.",
            "Swap seats and of.",
        )


def _range(claim: Claim, entry: ClaimEntry) -> None:
    value = claim.quantity("range")
    if value and not isinstance(entry.node.get("range"), Mapping):
        entry.report.error(
            "range-is-single",
            entry.at("range"),
            "range",
            f"the range is the one number {value}.",
            "Write it as `amount`.",
        )
