"""One stake as a plain row, and how its percent is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Integral
from typing import Any, Final

from himagraph.errors import UsageError
from himagraph.records import NOT_KNOWN, Share

#: A percent as callers write it. A float is read by its shortest decimal form: 40.99 is 4099/100.
Percent = str | int | float | Decimal | Fraction
#: What a row says of a stake: a percent, a range (a side may be None), a Share, or None: how large is not known.
Figure = Percent | tuple[Percent | None, Percent | None] | Share | None
#: Holder, issuer, figure. A holder that is None is someone whom nobody names.
Row = tuple[str | None, str, Figure]

WHOLE = Fraction(100)

#: In answers: capital that no row names, at any level. A chain that ends here is open.
UNDISCLOSED: Final = "[undisclosed]"
#: In answers: capital whose holders only hold one another.
NO_OUTSIDE_OWNER: Final = "[no outside owner]"

#: Exponents are refused: "1e999999999" would be a number of a billion digits.
_PLAIN = re.compile(r"(\d+(\.\d*)?|\.\d+|\d+/0*[1-9]\d*)\Z")


@dataclass(frozen=True, slots=True)
class Stake:
    """One row: what a holder of record holds of an issuer, in percent. `holder` is None where nobody names it."""

    holder: str | None
    issuer: str
    share: Share

    @property
    def low(self) -> Fraction:
        """The least it can be, in percent."""
        return self.share.min or Fraction(0)

    @property
    def high(self) -> Fraction:
        """The most it can be by itself, in percent, whatever the other holders leave."""
        return WHOLE if self.share.max is None else self.share.max

    def __str__(self) -> str:
        return (
            f"{'someone not named' if self.holder is None else self.holder} holds {self.share.text()} of {self.issuer}"
        )


def read(rows: Iterable[Row]) -> tuple[Stake, ...]:
    """The stakes that the rows describe, in their order.

    Raises UsageError with the number of the row (from 1) where a name is missing or a figure cannot be a share.
    """
    stakes: list[Stake] = []
    for number, row in enumerate(rows, start=1):
        try:
            holder, issuer, figure = row
        except (TypeError, ValueError):
            raise UsageError(f"Row {number} is {row!r}.", "A row is holder, issuer, percent.") from None
        if holder in (UNDISCLOSED, NO_OUTSIDE_OWNER):
            raise UsageError(f"Row {number} names {holder}, which answers use.", "A holder not named is None.")
        if holder == "" or _is_missing(issuer):
            raise UsageError(f"Row {number} names no {'issuer' if _is_missing(issuer) else 'holder'}: {row!r}.")
        try:
            stakes.append(Stake(holder, issuer, _share(figure)))
        except ValueError as error:
            raise UsageError(
                f"Row {number}, {holder} in {issuer}: {error}.",
                "A percent is a number from 0, a (min, max) pair, or None where it is not known.",
            ) from None
    return tuple(stakes)


def _is_missing(name: object) -> bool:
    return name is None or name == ""


def _share(figure: Figure) -> Share:
    if figure is None:
        return NOT_KNOWN
    if isinstance(figure, Share):
        low, high = figure.min, figure.max
    elif isinstance(figure, tuple):
        if len(figure) != 2:
            raise ValueError(f"{figure!r} is not a pair of least and most")
        low, high = (None if side is None else _number(side) for side in figure)
    else:
        low = high = _number(figure)
    if low is None and high is None:
        return NOT_KNOWN
    share = Share(Fraction(0) if low is None else low, WHOLE if high is None else high)
    if share.min is not None and share.max is not None:
        if share.min < 0:
            raise ValueError(f"{figure!r} is below 0")
        if share.min > share.max:
            raise ValueError(f"{figure!r} ends below its start")
    return share


def _number(value: Any) -> Fraction:
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not a number")
    if isinstance(value, str):
        if not _PLAIN.match(value.strip()):
            raise ValueError(f"{value!r} is not a plain number")
        return Fraction(value.strip())
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Integral):
        return Fraction(int(value))
    if isinstance(value, float | Decimal) and isfinite(value):
        return Fraction(Decimal(repr(float(value))) if isinstance(value, float) else value)
    raise ValueError(f"{value!r} is not a number")
