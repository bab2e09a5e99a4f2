"""Figures for the same thing that cannot all be right: deliveries, prices, financials, ratios, attributes, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from himagraph.contradictions.contradiction import Contradiction, contradiction
from himagraph.records import Claim, Judgement, Party, Quantity, Value, When, plain
from himagraph.resolve import Evidence

#: A kind, the keys that say what its figure is about, and the key of the figure.
_FIGURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "delivery": (("subject", "period", "basis", "segment"), ("value",)),
    "financial": (("subject", "metric", "period", "currency"), ("value",)),
    "ratio": (("part", "whole", "base", "metric", "period", "unit"), ("percent",)),
    "price": (("car", "brand", "stage", "market", "currency"), ("amount", "range")),
    "ranking": (("subject", "period", "measure"), ("place",)),
}
Span = tuple[Decimal, Decimal]
_MOST = Decimal("1e18")


def figures(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Figures of one kind about the same thing whose ranges do not meet."""
    judged = list(judgements)
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind in _FIGURES and not claim.is_denied:
            keys, _ = _FIGURES[claim.kind]
            groups.setdefault((claim.kind, *(plain_value(claim.values.get(key)) for key in keys)), []).append(claim)
    for (kind, *_), claims in groups.items():
        sides = apart(claims, _FIGURES[str(kind)][1])
        if len(sides) > 1:
            about = [slug for key in _FIGURES[str(kind)][0] for slug in claims[0].ids(key)]
            subject = " ".join(str(claims[0].values[key]) for key in ("metric", "period") if key in claims[0].values)
            yield contradiction(f"{kind}-figures", subject, about, sides, evidence, judged)


def apart(claims: list[Claim], keys: tuple[str, ...]) -> dict[str, list[Claim]]:
    """The claims by figure, those whose ranges meet together. The finest figure of a side names it."""
    known = [(span, claim) for claim in claims if (span := _span(claim, keys))]
    known.sort(key=lambda pair: (pair[0][1] - pair[0][0], pair[0], pair[1].path))
    sides: list[tuple[Span, list[Claim]]] = []
    for span, claim in known:
        for held, members in sides:
            if span[0] <= held[1] and held[0] <= span[1]:
                members.append(claim)
                break
        else:
            sides.append((span, [claim]))
    return {_says(members[0], keys): members for _, members in sides}


def _span(claim: Claim, keys: tuple[str, ...]) -> Span | None:
    """What the figure and its bound leave possible; "about" allows half a unit of its last digit that is not zero."""
    quantity = next((one for key in keys if (one := claim.quantity(key)) is not None and one.is_known), None)
    if quantity is None:
        return None
    low = -_MOST if quantity.min is None else quantity.min
    high = _MOST if quantity.max is None else quantity.max
    match claim.text("bound"):
        case "about":
            room = half_unit(quantity.min or Decimal(0))
            return low - room, high + room
        case "more-than" | "at-least":
            return low, _MOST
        case "less-than" | "at-most":
            return -_MOST, high
        case _:
            return low, high


def half_unit(number: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero: what "about" leaves open of a round number."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)


def _says(claim: Claim, keys: tuple[str, ...]) -> str:
    quantity = next(one for key in keys if (one := claim.quantity(key)) is not None)
    bound = claim.text("bound")
    text = f"{quantity.min:,}" if quantity.is_single and quantity.min is not None else str(quantity)
    return f"{bound.replace('-', ' ')} {text}" if bound and bound not in ("exact", "range") else text


def plain_value(value: Value | None) -> object:
    """A value as a key to compare claims by."""
    match value:
        case When():
            return value.text
        case Party():
            return tuple(sorted(value.ids)), value.text
        case Quantity():
            return plain(value.min) if value.min is not None else None
        case _:
            return value


def shares(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Different shares of one holder in one issuer, of one scope and class, for dates that overlap."""
    judged = list(judgements)
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind == "stake" and not claim.is_denied and claim.share().is_known:
            scope = claim.text("scope") or "direct"
            key = (claim.ids("issuer")[0], claim.ids("holder")[0], scope, claim.text("class") or "")
            groups.setdefault(key, []).append(claim)
    for (issuer, holder, scope, _), claims in sorted(groups.items()):
        for group in _together(claims, evidence):
            sides = _by_share(group)
            if len(sides) > 1:
                yield contradiction(
                    "share", f"{holder} in {issuer} ({scope})", [issuer, holder], sides, evidence, judged
                )


def _together(claims: list[Claim], evidence: Evidence) -> Iterator[list[Claim]]:
    """Runs of claims about overlapping dates."""
    ordered = sorted(claims, key=lambda claim: (evidence.dated(claim).first or evidence.start(claim).last, claim.path))
    run: list[Claim] = []
    for claim in ordered:
        if run and not any(evidence.dated(one).overlaps(evidence.dated(claim)) for one in run):
            yield run
            run = []
        run.append(claim)
    if run:
        yield run


def _by_share(claims: list[Claim]) -> dict[str, list[Claim]]:
    from himagraph.resolve.series import quantity, same_figure

    sides: list[list[Claim]] = []
    for claim in claims:
        for members in sides:
            if all(same_figure(quantity(one), quantity(claim)) for one in members):
                members.append(claim)
                break
        else:
            sides.append([claim])
    return {members[0].share().text(): members for members in sides}
