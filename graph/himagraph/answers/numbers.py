"""Counts and sums with the bound that a source printed: how they read, what they leave possible, how they agree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from himagraph.answers.rows import Json
from himagraph.records import Quantity, Share, plain

_BOUNDED = {
    "en": {
        "about": "about {}", "more-than": "over {}", "at-least": "at least {}", "less-than": "below {}",
        "at-most": "at most {}", "range": "{} to {}", "not-published": "not published", "none": "no figure",
    },
    "zh": {
        "about": "约{}", "more-than": "超过{}", "at-least": "至少{}", "less-than": "低于{}", "at-most": "至多{}",
        "range": "{}至{}", "not-published": "未公布", "none": "无数字",
    },
}  # fmt: skip
_MIDDLED = {None, "exact", "about"}


def text(quantity: Quantity | None, bound: str | None, lang: str = "en", unit: str = "") -> str:
    """How the number reads: thousands apart, its bound in words, a unit such as `CNY ` before it."""
    words = _BOUNDED["zh" if lang == "zh" else "en"]
    if bound == "not-published":
        return words["not-published"]
    if quantity is None or not quantity.is_known:
        return words["none"]
    low, high = (None if side is None else grouped(side) for side in (quantity.min, quantity.max))
    if low == high or high is None or low is None:
        form = bound if bound in words and bound != "range" else ""
        if not form and low != high:
            form = "at-least" if high is None else "at-most"
        number = unit + (low or high or "")
        return words[form].format(number) if form else number
    spread = words["range"].format(unit + low, high)
    return words[bound].format(spread) if bound == "about" else spread


def bounded(value: str, bound: str | None, lang: str = "en") -> str:
    """A literal with its bound in words."""
    form = _BOUNDED["zh" if lang == "zh" else "en"].get(bound or "", "{}")
    return form.format(value) if form.count("{}") == 1 else value


def as_json(quantity: Quantity | None, bound: str | None) -> Json:
    """`min`, `max` and `text`; a side that the bound leaves open is null."""
    low, high = _sides(quantity, bound)
    return {
        "min": None if low is None else plain(low),
        "max": None if high is None else plain(high),
        "text": text(quantity, bound),
    }


def span(quantity: Quantity, bound: str | None) -> tuple[Fraction | None, Fraction | None]:
    """The numbers that the figure leaves possible, from and to; None is an open side.

    A number printed as "about" may be anything that rounds to it at its own last place.
    """
    low, high = _sides(quantity, bound)
    if bound == "about" and low is not None and high is not None:
        return Fraction(low) - _half_unit(low), Fraction(high) + _half_unit(high)
    return (None if low is None else Fraction(low)), (None if high is None else Fraction(high))


def agree(one: tuple[Quantity, str | None], other: tuple[Quantity, str | None]) -> bool:
    """Whether both figures can be the same number."""
    (low, high), (low2, high2) = span(*one), span(*other)
    overlap = (low is None or high2 is None or low <= high2) and (low2 is None or high is None or low2 <= high)
    # "Over 28,000" leaves 28,000 itself out.
    touching = _strict(one, other) or _strict(other, one)
    return overlap and not touching


def is_exact(quantity: Quantity, bound: str | None) -> bool:
    return quantity.is_single and bound in (None, "exact")


@dataclass(frozen=True, slots=True)
class Portion:
    """One figure in percent of another: computed here, never a source's claim.

    `share` is all that both figures leave possible; `about` is the middle where one of them is printed as "about".
    """

    share: Share
    about: Fraction | None = None

    def text(self, lang: str = "en") -> str:
        if self.about is None:
            return _outward(self.share).text("zh" if lang == "zh" else "en")
        # More digits than the source's own "about" would pretend to know what it does not say.
        return _BOUNDED["zh" if lang == "zh" else "en"]["about"].format(f"{round(self.about)}%")

    def as_json(self) -> Json:
        return {**self.share.as_json(), "text": self.text(), "computed": True}


def portion(part: tuple[Quantity, str | None], whole: tuple[Quantity, str | None]) -> Portion | None:
    """The share of one figure in the other as far as both are bounded; None where that leaves nothing to say."""
    (low, high), (least, most) = span(*part), span(*whole)
    smallest = Fraction(0) if low is None or not most else low * 100 / most
    largest = Fraction(100) if high is None or not least else min(Fraction(100), high * 100 / least)
    if smallest > largest or (smallest == 0 and largest == 100):
        return None
    over = "more-than" if part[1] == "more-than" else "at-least"
    bound = over if largest == 100 and smallest < 100 and high is None else None
    about = None
    if "about" in (part[1], whole[1]) and part[0].is_single and whole[0].is_single and {part[1], whole[1]} <= _MIDDLED:
        about = Fraction(part[0].min or 0) * 100 / Fraction(whole[0].min or 1)
    return Portion(Share(smallest, largest, bound), about)


def _outward(share: Share) -> Share:
    """The share with two decimals that leave out nothing: a bound may widen, never tighten."""
    if share.is_single or share.min is None or share.max is None:
        return share
    return Share(Fraction(floor(share.min * 100), 100), Fraction(ceil(share.max * 100), 100), share.bound)


def grouped(number: Decimal) -> str:
    whole, dot, rest = plain(number).partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.lstrip("-").isdigit() else plain(number)


def _bounds(figure: tuple[Quantity, str | None]) -> tuple[Fraction | None, Fraction | None]:
    low, high = _sides(*figure)
    return (None if low is None else Fraction(low)), (None if high is None else Fraction(high))


def _sides(quantity: Quantity | None, bound: str | None) -> tuple[Decimal | None, Decimal | None]:
    if quantity is None or bound == "not-published":
        return None, None
    low, high = quantity.min, quantity.max
    if bound in ("more-than", "at-least") and quantity.is_single:
        high = None
    elif bound in ("less-than", "at-most") and quantity.is_single:
        low = None
    return low, high


def _strict(one: tuple[Quantity, str | None], other: tuple[Quantity, str | None]) -> bool:
    """Whether a bound of `one` shuts out the whole of `other` at the very edge."""
    (low, high), (low2, high2) = _bounds(one), _bounds(other)
    if one[1] == "more-than":
        return low is not None and high2 is not None and high2 <= low
    if one[1] == "less-than":
        return high is not None and low2 is not None and low2 >= high
    return False


def _half_unit(number: Decimal) -> Fraction:
    """Half of the last place that the number shows: 50 for 44,600, 0.5 for 44,601."""
    exponent = number.normalize().as_tuple().exponent
    return Fraction(10) ** (exponent if isinstance(exponent, int) else 0) / 2
