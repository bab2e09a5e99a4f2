"""Numbers that may be ranges or unknown, and how a share reads."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from himagraph.frozen import dataclass

_SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from `min` to `max`, both included; a side that is None is not bounded. Both None: not known."""

    min: Decimal | None
    max: Decimal | None

    @classmethod
    def of(cls, value: str | int | Decimal) -> Quantity:
        number = Decimal(value)
        return cls(number, number)

    @property
    def is_known(self) -> bool:
        return self.min is not None or self.max is not None

    @property
    def is_single(self) -> bool:
        return self.min is not None and self.min == self.max

    def __str__(self) -> str:
        if not self.is_known:
            return "unknown"
        if self.is_single and self.min is not None:
            return plain(self.min)
        low, high = (".." if side is None else plain(side) for side in (self.min, self.max))
        return f"{low} to {high}"


UNKNOWN = Quantity(None, None)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of a currency (ISO 4217 code), with its bound as printed."""

    amount: Quantity
    currency: str
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 100 percent: from `min` to `max` (percent, not fractions of 1), both None when it is not known.

    `bound` keeps the word of the source (about, more-than ...), which no arithmetic may drop.
    """

    min: Fraction | None
    max: Fraction | None
    bound: str | None = None

    @classmethod
    def of(cls, quantity: Quantity, bound: str | None = None) -> Share:
        """The share of a claim: its figure, widened to what its bound leaves possible."""
        low, high = (None if side is None else Fraction(side) for side in (quantity.min, quantity.max))
        if low is None and high is None:
            return cls(None, None, bound)
        if bound in ("more-than", "at-least"):
            high = Fraction(100) if quantity.is_single else high
        elif bound in ("less-than", "at-most"):
            low = Fraction(0) if quantity.is_single else low
        return cls(Fraction(0) if low is None else low, Fraction(100) if high is None else high, bound)

    @classmethod
    def exactly(cls, percent: Fraction | int | str) -> Share:
        return cls(Fraction(percent), Fraction(percent))

    @property
    def is_known(self) -> bool:
        return self.min is not None

    @property
    def is_single(self) -> bool:
        return self.min is not None and self.min == self.max

    def text(self, lang: str = "en") -> str:
        """How the share reads in a sentence: two decimals, its bound in words."""
        words = _WORDS[lang]
        if self.min is None or self.max is None:
            return words["unknown"]
        low, high = _percent(self.min), _percent(self.max)
        form = "range"
        if self.bound in ("more-than", "at-least", "less-than", "at-most"):
            form = self.bound
        elif self.is_single or low == high:
            form = "about" if self.bound == "about" else "plain"
        elif self.min == 0:
            form = "at-most"
        return words[form].format(low=low, high=high)

    def as_json(self) -> dict[str, object]:
        """`min` and `max` as decimal strings in percent, rounded outward to six places where they do not end,
        then with the exact fractions beside them; `text` is how it reads."""
        if self.min is None or self.max is None:
            return {"min": None, "max": None, "text": self.text()}
        low, low_exact = _decimal(self.min, down=True)
        high, high_exact = _decimal(self.max, down=False)
        value: dict[str, object] = {"min": low, "max": high, "text": self.text()}
        if not (low_exact and high_exact):
            value["exact"] = [_ratio(self.min), _ratio(self.max)]
        return value


NOT_KNOWN = Share(None, None)

_WORDS = {
    "en": {
        "unknown": "not known", "plain": "{low}", "about": "about {low}", "more-than": "over {low}",
        "at-least": "at least {low}", "less-than": "below {high}", "at-most": "at most {high}",
        "range": "{low} to {high}",
    },
    "zh": {
        "unknown": "未知", "plain": "{low}", "about": "约{low}", "more-than": "超过{low}",
        "at-least": "至少{low}", "less-than": "低于{high}", "at-most": "至多{high}",
        "range": "{low}至{high}",
    },
}  # fmt: skip


def plain(number: Decimal) -> str:
    """The number without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(value: Fraction) -> str:
    rounded = round(value, 2)
    # A share that exists is never shown as nothing, nor one short of the whole as the whole.
    if value > 0 and rounded == 0:
        return "under 0.01%"
    if value < 100 and rounded == 100:
        return "over 99.99%"
    return plain(Decimal(rounded.numerator) / Decimal(rounded.denominator)) + "%"


def _decimal(value: Fraction, *, down: bool) -> tuple[str, bool]:
    """The fraction as a decimal string and whether that is exact; otherwise rounded to six places, down or up."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator == 1:
        return plain(_divide(value)), True
    places = value * 10**6
    whole = places.numerator // places.denominator
    return plain((Decimal(whole) + (0 if down else 1)) * _SIX_PLACES), False


def _divide(value: Fraction) -> Decimal:
    """The decimal of a fraction that ends, whatever its length: the default context would round at 28 digits."""
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
    return Decimal(f"{(value * 10**scale).numerator}e-{scale}")


def _ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
