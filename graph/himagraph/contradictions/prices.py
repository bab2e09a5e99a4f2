"""Prices of several stages of one car: what was expected, what was asked ahead, and what the launch brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from himagraph.contradictions.amounts import Span, half_unit, in_words
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket
from himagraph.records import Claim, Labels, Quantity

_STAGES = {
    "expected": Labels("expected", "预计"), "presale": Labels("presale", "预售"), "launch": Labels("launch", "上市"),
}  # fmt: skip
_CAME = Labels("policy: the price at the launch goes before what was expected", "政策：上市价优先于预期")
_BOTH = Labels("both may hold: two expectations", "可同时成立：两种预期")
Rates = dict[tuple[str, str], Span]


def launches(docket: Docket) -> Iterator[Contradiction]:
    """A starting price expected of a car or of a brand's first car, against the one that it was launched at.

    Of two currencies they are compared at all rates at which the record's own sources convert prices.
    """
    told = [claim for claim in docket.asserted("price") if _start(claim)]
    rates = _rates(docket)
    first: dict[str, list[Claim]] = {}
    for claim in told:
        if claim.text("stage") == "launch" and claim.when("from") and not claim.text("market"):
            for slug in {*claim.ids("car"), *_brands(claim, docket)}:
                first.setdefault(slug, []).append(claim)
    for ahead in told:
        slug = (*ahead.ids("car"), *ahead.ids("brand"))[0]
        if ahead.text("stage") != "expected" or slug not in first:
            continue
        day = min((start.last or date.max) for claim in first[slug] if (start := claim.when("from")))
        came = [claim for claim in first[slug] if (start := claim.when("from")) and (start.last or date.max) == day]
        differ = [claim for claim in came if claim.source != ahead.source and _differ(ahead, claim, rates)]
        if differ and len(differ) == len(came):
            launch = _says(differ[0], docket)
            sides = {launch: differ, _says(ahead, docket): [ahead]}
            about = [slug, *differ[0].ids("car")]
            yield docket.found("price-at-launch", docket.names([slug]), about, sides, Ruling(launch, _CAME))


def expectations(docket: Docket) -> Iterator[Contradiction]:
    """Two expectations of the price of one car or brand that reach up to different limits."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("price"):
        if claim.text("stage") == "expected":
            for slug in (*claim.ids("car"), *claim.ids("brand")):
                found.setdefault((slug, claim.text("currency") or ""), []).append(claim)
    for (slug, _), claims in sorted(found.items()):
        sides: dict[Labels, list[Claim]] = {}
        for claim in claims:
            sides.setdefault(_says(claim, docket), []).append(claim)
        limits = {_limit(claim) for claim in claims} - {None}
        if all(claim.quantity("range") for claim in claims):
            continue  # two ranges are compared end by end
        if len(limits) > 1 and len({claim.source for claim in claims}) > 1:
            yield docket.found("price-expected", docket.names([slug]), [slug], sides, Ruling(None, _BOTH))


def _brands(car: Claim, docket: Docket) -> tuple[str, ...]:
    return tuple(
        whole
        for claim in docket.asserted("affiliation")
        if claim.text("role") == "car-of-brand" and set(claim.ids("part")) & set(car.ids("car"))
        for whole in claim.ids("whole")
    )


def _figure(claim: Claim) -> Quantity:
    return claim.quantity("range") or claim.quantity("amount") or Quantity(None, None)


def _start(claim: Claim) -> Span | None:
    """What the lowest price can be, as printed; None where only an upper limit is."""
    figure, bound = _figure(claim), claim.text("bound")
    if figure.min is None or bound in ("at-most", "less-than"):
        return None
    room = half_unit(figure.min) if bound == "about" else Decimal(0)
    return figure.min - room, figure.min + room


def _limit(claim: Claim) -> Decimal | None:
    """The highest price that is printed; None where only a lower limit is."""
    return None if claim.text("bound") in ("at-least", "more-than") else _figure(claim).max


def _differ(one: Claim, other: Claim, rates: Rates) -> bool:
    first, second = _start(one), _start(other)
    pair = one.text("currency") or "", other.text("currency") or ""
    rate = (Decimal(1), Decimal(1)) if pair[0] == pair[1] else rates.get(pair)
    if not (first and second and rate):
        return False
    return second[0] > first[1] * rate[1] or second[1] < first[0] * rate[0]


def _rates(docket: Docket) -> Rates:
    """The lowest and the highest rate at which sources convert from one currency to another, both ways."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    for claim in docket.asserted("price"):
        converted, low = claim.money("converted"), _figure(claim).min
        if converted and converted.amount.min and low:
            pair, rate = (claim.text("currency") or "", converted.currency), converted.amount.min / low
            found.setdefault(pair, []).append(rate)
            found.setdefault((pair[1], pair[0]), []).append(1 / rate)
    return {pair: (min(rates), max(rates)) for pair, rates in found.items()}


def _says(claim: Claim, docket: Docket) -> Labels:
    stage = _STAGES[claim.text("stage") or ""]
    text = in_words(_figure(claim), claim.text("bound"), f" {claim.text('currency')}")
    return docket.words("{0} {1}", "{0}{1}", stage, text)
