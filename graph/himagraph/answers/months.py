"""Months: which periods are one, which lie between two, and the window that a question asks for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from himagraph.errors import UsageError
from himagraph.records import When


@dataclass(frozen=True, slots=True)
class Window:
    """The months asked for: from the first day of `start` to the last of `end`; None is an open side."""

    start: When | None
    end: When | None

    @classmethod
    def of(cls, start: str | None, end: str | None) -> Window:
        """The window between two dates as text; UsageError when one is no date or they run backwards."""
        window = cls(_read(start, "--from"), _read(end, "--to"))
        first, last = window.first, window.last
        if first and last and first > last:
            raise UsageError(f"--from {start} lies after --to {end}.", "Swap the two.")
        return window

    @property
    def first(self) -> date | None:
        return self.start.first if self.start else None

    @property
    def last(self) -> date | None:
        return self.end.last if self.end else None

    def months(self, periods: Iterable[When]) -> list[When]:
        """Every month of the window; where it is open, from the first or to the last of the periods."""
        days = [day for period in periods for day in (period.first, period.last) if day]
        first, last = self.first or min(days, default=None), self.last or max(days, default=None)
        return _span(first, last) if first and last and first <= last else []

    def meets(self, period: When) -> bool:
        """Whether the period has a day in the window."""
        begins = self.first is None or period.last is None or period.last >= self.first
        return begins and (self.last is None or period.first is None or period.first <= self.last)


def is_month(period: When | None) -> bool:
    """Whether the period is one whole month, however written."""
    if period is None or period.first is None or period.last is None:
        return False
    first, last = period.first, period.last
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def written(period: When) -> str:
    """The period as it is compared: a whole month as `2025-05`, else as printed."""
    return f"{period.first:%Y-%m}" if is_month(period) and period.first else str(period)


def order(period: When | None) -> tuple[date, date, str]:
    """A key that sorts periods by their end, then by their length."""
    if period is None:
        return date.min, date.min, ""
    return period.last or date.max, period.first or date.min, str(period)


def _span(first: date, last: date) -> list[When]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    places = (first.month - 1 + number for number in range(count))
    return [When.parse(f"{first.year + place // 12:04}-{place % 12 + 1:02}") for place in places]


def _read(text: str | None, option: str) -> When | None:
    if text is None:
        return None
    try:
        return When.parse(text)
    except ValueError as error:
        raise UsageError(
            f"{option} {text!r} is not a date: {error}.", "Write it as 2025, 2025-10 or 2025-Q4."
        ) from None
