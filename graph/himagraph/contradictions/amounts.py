"""What printed figures leave possible, when two of them meet, and how they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from himagraph.records import Claim, Labels, Money, Party, Quantity, Value, When, plain

Span = tuple[Decimal, Decimal]
_MOST = Decimal("1e18")
#: A round figure may be a rounding, of no more than this part of itself, and of less than half a unit: two that are
#: rounded alike and differ are two figures.
_ROUNDING, _LESS = Decimal("0.01"), Decimal("0.999")
_WORDS = {
    "about": Labels("about {}", "约{}"), "more-than": Labels("more than {}", "超过{}"),
    "at-least": Labels("at least {}", "至少{}"), "less-than": Labels("less than {}", "低于{}"),
    "at-most": Labels("at most {}", "至多{}"),
}  # fmt: skip


def span(quantity: Quantity | None, bound: str | None) -> Span | None:
    """What the figure and its bound leave possible; None where there is no figure.

    "About" allows half a unit of the last digit that is not zero. So does a figure that ends in two zeros or more,
    but no more than a hundredth of it: 52,900 may be 52,916.
    """
    if quantity is None or not quantity.is_known:
        return None
    low = -_MOST if quantity.min is None else quantity.min
    high = _MOST if quantity.max is None else quantity.max
    match bound:
        case "about":
            return low - half_unit(low), high + half_unit(high)
        case "more-than" | "at-least":
            return low, _MOST
        case "less-than" | "at-most":
            return -_MOST, high
        case "exact":
            return low, high
        case _:
            return low - _rounding(low), high + _rounding(high)


def half_unit(number: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero: what "about" leaves open of a round number."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) and number else Decimal(0)


def _rounding(number: Decimal) -> Decimal:
    is_round = number and number % 100 == 0 and abs(number) < _MOST
    return min(half_unit(number) * _LESS, abs(number) * _ROUNDING) if is_round else Decimal(0)


def meet(one: Span | None, other: Span | None) -> bool:
    """Whether both can be the same number; a figure that is not there meets any."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def span_of(claim: Claim, keys: Sequence[str]) -> Span | None:
    """What the first of its figures under these keys leaves possible."""
    for key in keys:
        quantity = claim.quantity(key)
        if quantity is not None and quantity.is_known:
            # A hundred percent is no round figure.
            bound = claim.text("bound") or ("exact" if key == "percent" else None)
            return span(quantity, bound)
    return None


def apart(claims: Iterable[Claim], keys: Sequence[str]) -> dict[Labels, list[Claim]]:
    """The claims by figure, those whose ranges meet together. The finest figure of a side names it."""
    known = [(found, claim) for claim in claims if (found := span_of(claim, keys))]
    known.sort(key=lambda pair: (pair[0][1] - pair[0][0], pair[0], pair[1].path))
    sides: list[tuple[Span, list[Claim]]] = []
    for found, claim in known:
        for held, members in sides:
            if meet(found, held):
                members.append(claim)
                break
        else:
            sides.append((found, [claim]))
    return {says(members[0], keys): members for _, members in sides}


def says(claim: Claim, keys: Sequence[str]) -> Labels:
    """The first of its figures under these keys with its bound, in words."""
    quantity = next(one for key in keys if (one := claim.quantity(key)) is not None)
    return in_words(quantity, claim.text("bound"))


def in_words(quantity: Quantity, bound: str | None = None, unit: str = "") -> Labels:
    """A figure with thousands apart, its bound and its unit."""
    text = f"{quantity.min:,}" if quantity.is_single and quantity.min is not None else str(quantity)
    form = _WORDS.get(bound or "", Labels("{}", "{}"))
    return Labels(form.en.format(text + unit), form.zh.format(text.replace(" to ", "至") + unit))


def money_in_words(money: Money) -> Labels:
    text = in_words(money.amount, money.bound)
    return Labels(f"{text.en} {money.currency}", f"{text.zh} {money.currency}")


def groups(claims: Iterable[Claim], same: Callable[[Claim, Claim], bool]) -> list[list[Claim]]:
    """The claims in groups in which each is the same as every other."""
    found: list[list[Claim]] = []
    for claim in claims:
        for members in found:
            if all(same(one, claim) for one in members):
                members.append(claim)
                break
        else:
            found.append([claim])
    return found


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
