"""Dates with the precision they were given in."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from himagraph.errors import UsageError
from himagraph.frozen import dataclass

_PLAIN = re.compile(r"(?P<y>[0-9]{4})(?:-(?:Q(?P<q>[1-4])|H(?P<h>[12])|(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?))?\Z")
# EDTF numbers the seasons 21 to 24; they are read as the meteorological ones of the northern hemisphere.
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class When:
    """A day, month, quarter, half, season, year, or a range of these, as written.

    `first` and `last` are the first and last day it can mean; None is an open side (`../2026-03-04`, `2025-07/..`).
    """

    text: str
    first: date | None
    last: date | None

    @classmethod
    def parse(cls, text: str) -> When:
        """The date written as `text`; ValueError with a reason that names the part at fault."""
        start, slash, end = text.partition("/")
        if not slash:
            return cls(text, *_span(text))
        if start == ".." and end == "..":
            raise ValueError("a range needs at least one end")
        first = None if start == ".." else _span(start)[0]
        last = None if end == ".." else _span(end)[1]
        if first and last and first > last:
            raise ValueError(f"the range runs backwards: {start} is after {end}")
        return cls(text, first, last)

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last

    def certainly_by(self, day: date) -> bool:
        """Whether it lies on or before `day` however its precision is read."""
        return self.last is not None and self.last <= day

    def possibly_by(self, day: date) -> bool:
        """Whether some day it can mean lies on or before `day`."""
        return self.first is None or self.first <= day

    def overlaps(self, other: When) -> bool:
        """Whether some day can be meant by both."""
        starts = self.first or date.min, other.first or date.min
        ends = self.last or date.max, other.last or date.max
        return max(starts) <= min(ends)

    def __str__(self) -> str:
        return self.text


def last_day(text: str | date) -> date:
    """The last day that a date given as `--as-of` or `--known-at` can mean; UsageError when it is no date."""
    if isinstance(text, date):
        # A datetime, or what pandas makes of one, is its day.
        return date(text.year, text.month, text.day)
    text = str(text)
    try:
        last = When.parse(text).last
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date: {error}.", "Write it as 2025, 2025-10, 2025-10-09 or 2025-Q4."
        ) from None
    if last is None:
        raise UsageError(f"{text!r} has no last day.", "Give a day, a month, a quarter or a year.")
    return last


def _span(text: str) -> tuple[date, date]:
    found = _PLAIN.match(text)
    if not found:
        raise ValueError(f"{text!r} is not a date such as 2025, 2025-10, 2025-10-09, 2025-Q1, 2025-H1 or 2025-23")
    year = int(found["y"])
    if year == 0:
        raise ValueError("there is no year 0000")
    if found["q"]:
        return _months(year, 3 * int(found["q"]) - 2, 3)
    if found["h"]:
        return _months(year, 6 * int(found["h"]) - 5, 6)
    if not found["m"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(found["m"])
    if month in _SEASON_STARTS and not found["d"]:
        return _months(year, _SEASON_STARTS[month], 3)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {found['m']}")
    if not found["d"]:
        return _months(year, month, 1)
    try:
        day = date(year, month, int(found["d"]))
    except ValueError:
        raise ValueError(f"{year}-{found['m']} has no day {found['d']}") from None
    return day, day


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, last = divmod(month + count - 2, 12)
    end_year = min(year + years, 9999)
    return date(year, month, 1), date(end_year, last + 1, monthrange(end_year, last + 1)[1])
