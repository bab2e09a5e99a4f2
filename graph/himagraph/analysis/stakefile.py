"""A table of stakes in a CSV file of somebody's own: its rows, and everything that is wrong with them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from himagraph.errors import BadData, UsageError
from himagraph.measures.stakes import NO_OUTSIDE_OWNER, UNDISCLOSED, Stake
from himagraph.records import NOT_KNOWN, Finding, Share, When

#: Columns that a table may have. Others are left aside, and said.
COLUMNS = ("holder", "issuer", "percent", "min", "max", "from", "until")
_NAMES = ("holder", "issuer")
_DELIMITERS = (",", ";", "\t")
#: What stands for a stake of unknown size, beside an empty cell.
_UNKNOWN = ("unknown", "not known", "未知")
_NUMBER = re.compile(r"(\d{1,12}(\.\d{0,30})?|\.\d{1,30})\Z")
#: No name or figure is longer. A quote that is never closed would swallow the rest of the file.
_LONGEST_CELL = 10_000

_FIGURE = "Write a number from 0 to 100 such as 12.5, or leave the cell empty where it is not known."
_DATE = "Write it as 2025, 2025-10, 2025-10-09 or 2025-Q4, or leave the cell empty."


@dataclass(frozen=True, slots=True)
class DatedStake:
    """A row of the file: the stake, when it held, and the line on which it begins."""

    stake: Stake
    since: When | None
    until: When | None
    line: int

    def at(self, day: date | None) -> Stake | None:
        """The stake as it stands at a day: None before it begins or once it is over.

        Where its dates leave open whether it held on that day, its share is anything from 0. None for no day: as it is.
        """
        if day is None:
            return self.stake
        begins, ends = self.since, self.until
        if (begins and not begins.possibly_by(day)) or (ends and ends.certainly_by(day)):
            return None
        is_open = (begins and not begins.certainly_by(day)) or (ends and ends.possibly_by(day))
        if not is_open:
            return self.stake
        share = self.stake.share
        return Stake(
            self.stake.holder, self.stake.issuer, Share(Fraction(0), Fraction(100) if share.max is None else share.max)
        )


@dataclass(frozen=True, slots=True)
class StakeFile:
    """The rows of a file in their order. `ignored` are columns left aside, `notes` what is odd but can be read."""

    name: str
    sha256: str
    rows: tuple[DatedStake, ...]
    ignored: tuple[str, ...]
    notes: tuple[Finding, ...]

    @property
    def newest(self) -> date | None:
        """The last day of the newest start in the table, None where no row is dated.

        Raises UsageError where rows say only until when: then no day is the table's own.
        """
        starts = [row.since.last or row.since.first for row in self.rows if row.since]
        if not starts and any(row.until for row in self.rows):
            raise UsageError(f"{self.name} says until when, not since when.", "Name a day with --as-of.")
        return max((day for day in starts if day), default=None)


def read(path: Path) -> StakeFile:
    """The stakes of a CSV file with the columns holder, issuer, percent (or min and max), from, until.

    Commas, semicolons or tabs part the columns, as the heading does. UTF-8 with or without a byte order mark.

    Raises
    ------
    UsageError : where the file cannot be read.
    BadData : with a finding for every mistake of the file, each with its line, field, value and remedy.
    """
    try:
        given = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a CSV file of stakes.") from None
    reader = _Reader(path.name)
    rows = tuple(reader.rows(_decoded(given, path.name)))
    if reader.errors:
        count = len(reader.errors)
        raise BadData(
            f"{path.name} has {count} mistake{'s' if count > 1 else ''}; nothing was computed.", reader.errors
        )
    if not rows:
        raise BadData(f"{path.name} has no stakes below its heading.", (), "Write one stake a line.")
    return StakeFile(path.name, hashlib.sha256(given).hexdigest(), rows, reader.ignored, tuple(reader.notes))


def _decoded(given: bytes, name: str) -> str:
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.count(b"\n", 0, error.start) + 1
        finding = Finding(
            "encoding", "error", f"byte {given[error.start]:#04x} is not UTF-8.", name, line,
            remedy="Save the file as UTF-8.",
        )  # fmt: skip
        raise BadData(f"{name} is not UTF-8.", (finding,)) from None


class _Reader:
    """Reads one file and gathers what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: list[Finding] = []
        self.notes: list[Finding] = []
        self.ignored: tuple[str, ...] = ()

    def rows(self, text: str) -> Iterator[DatedStake]:
        """The rows that can be read."""
        lines = ((line, cells) for line, cells in self._lines(text) if any(cell.strip() for cell in cells))
        line, heading = next(lines, (0, []))
        columns = self._columns(line, heading)
        seen: dict[tuple[str, ...], int] = {}
        for line, cells in lines:
            if columns is None:
                return
            if len(cells) != len(heading):
                self._wrong(
                    "cells", f"has {len(cells)} cells, the heading {len(heading)}.", line,
                    remedy='Give every column a cell, an empty one too; put a name with a comma in "quotes".',
                )  # fmt: skip
                continue
            row = self._row({name: cells[place].strip() for name, place in columns.items()}, line)
            if row:
                key = tuple(cell.strip() for cell in cells)
                if key in seen:
                    self.notes.append(
                        Finding(
                            "twice",
                            "warning",
                            f"says the same as line {seen[key]}; both are added up.",
                            self.name,
                            line,
                            remedy="Leave one out if they are one stake.",
                        )
                    )
                seen.setdefault(key, line)
                yield row

    def _lines(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Each record of the file with the line on which it begins."""
        head = text.lstrip("\r\n").partition("\n")[0]
        delimiter = max(_DELIMITERS, key=head.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._wrong("csv", f"cannot be read: {error}.", line, remedy='Close every "quote" that is opened.')
                return
            if any(len(cell) > _LONGEST_CELL or "\0" in cell for cell in cells):
                self._wrong("cell", "has a cell that is no name and no figure.", line, remedy='Close every "quote".')
                continue
            yield line, cells

    def _columns(self, line: int, heading: Sequence[str]) -> Mapping[str, int] | None:
        """Where each column stands; None, with the reasons told, where the table has not those it needs."""
        names = [cell.strip().casefold() for cell in heading]
        before = len(self.errors)
        known = [name for name in COLUMNS if name in names]
        for name in known:
            if names.count(name) > 1:
                self._wrong("heading", "stands in the heading twice.", line, name, remedy="Keep one of the two.")
        remedy = f"The first line names the columns: {', '.join(COLUMNS[:3])}; or min and max; perhaps from, until."
        for name in _NAMES:
            if name not in known:
                self._wrong("heading", "is no column of the table.", line or 1, name, remedy=remedy)
        if not {"percent", "min", "max"} & set(known):
            self._wrong(
                "heading", "is no column of the table, nor are min and max.", line or 1, "percent", remedy=remedy
            )
        self.ignored = tuple(cell.strip() for cell, name in zip(heading, names, strict=True) if name not in COLUMNS)
        return {name: names.index(name) for name in known} if len(self.errors) == before else None

    def _row(self, cells: Mapping[str, str], line: int) -> DatedStake | None:
        before = len(self.errors)
        for name in _NAMES:
            if not cells[name]:
                self._wrong(
                    "name", "is empty.", line, name,
                    remedy="Leave the row out: capital that no row names counts as not disclosed.",
                )  # fmt: skip
            elif cells[name] in (UNDISCLOSED, NO_OUTSIDE_OWNER):
                self._wrong("name", "is a word that results use.", line, name, cells[name], "Give another name.")
        share = self._share(cells, line)
        since, until = (self._when(cells.get(name, ""), name, line) for name in ("from", "until"))
        if since and until and since.first and until.last and until.last < since.first:
            self._wrong("dates", f"lies before the start {since}.", line, "until", str(until), "Swap the two.")
        if share is None or len(self.errors) > before:
            return None
        return DatedStake(Stake(cells["holder"], cells["issuer"], share), since, until, line)

    def _share(self, cells: Mapping[str, str], line: int) -> Share | None:
        """The share of a row, None where it cannot be read."""
        before = len(self.errors)
        percent, low, high = (self._percent(cells.get(name, ""), name, line) for name in ("percent", "min", "max"))
        if len(self.errors) > before:
            return None
        if percent is not None and not (low is None and high is None):
            self._wrong(
                "share", "is given beside min or max.", line, "percent", cells["percent"], "Keep one of the two."
            )
            return None
        if percent is not None:
            return Share(percent, percent)
        if low is None and high is None:
            return NOT_KNOWN
        share = Share(low or Fraction(0), Fraction(100) if high is None else high)
        if (share.min or 0) > (share.max or 0):
            self._wrong("share", f"is above max {cells['max']}.", line, "min", cells["min"], "Swap the two.")
            return None
        return share

    def _percent(self, cell: str, field: str, line: int) -> Fraction | None:
        text = cell.removesuffix("%").rstrip()
        if not cell or cell.casefold() in _UNKNOWN:
            return None
        if not _NUMBER.match(text) or not text.isascii():
            remedy = "Write the decimal point as a point." if re.fullmatch(r"\d+,\d+", text) else _FIGURE
            self._wrong("figure", "is no plain number.", line, field, cell, remedy)
            return None
        value = Fraction(text)
        if value > 100:
            self._wrong("figure", "is more than 100 percent.", line, field, cell, _FIGURE)
            return None
        return value

    def _when(self, cell: str, field: str, line: int) -> When | None:
        if not cell:
            return None
        try:
            return When.parse(cell)
        except ValueError as error:
            self._wrong("date", f"is no date: {error}.", line, field, cell, _DATE)
            return None

    def _wrong(
        self, rule: str, message: str, line: int, field: str = "", value: str = "", remedy: str = ""
    ) -> None:  # fmt: skip
        shown = f"{value[:80]!r} {message}" if value else message
        self.errors.append(Finding(rule, "error", shown, self.name, line, field, value, remedy))
