"""The measures of ownership on a table of somebody's own: who is behind whom, who controls whom, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Literal

from himagraph.analysis import stakefile
from himagraph.analysis.walks import OF_ARRAYS, OF_FRACTIONS, Progress, Result, exact, of_arrays, register
from himagraph.errors import BadData, UsageError
from himagraph.measures import Holdings, Stake
from himagraph.measures.graph import components
from himagraph.records import Finding, Share, last_day

Engine = Literal["exact", "arrays"]
#: Tables of so many stakes, with no more companies in one loop, get exact fractions; others the array engine.
MOST_EXACT = 1000
MOST_IN_LOOP = 25
#: Percent below which the array engine gives no top, unless asked to.
LEAST_OF_ARRAYS = Fraction(1)
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """The measures of a table, one after another; `results` computes as it is walked, each walk anew.

    `as_of` is None where neither the call nor the table names a day. `left_open` counts rows whose dates leave open
    whether they held then; `not_at_date` those that did not.
    """

    command: ClassVar[str] = "analyse"

    file: stakefile.StakeFile
    as_of: str | None
    engine: Engine
    rest: str
    min_share: Fraction
    stakes: tuple[tuple[Stake, int], ...]
    left_open: int
    not_at_date: int
    measures: tuple[str, ...]
    _walk: Callable[[], Iterator[Result]]

    @property
    def results(self) -> Iterator[Result]:
        return self._walk()

    @property
    def notes(self) -> tuple[Finding, ...]:
        return self.file.notes

    def head(self) -> dict[str, Any]:
        """What stands in the JSON above the results."""
        return {
            "schema_version": SCHEMA_VERSION,
            "command": self.command,
            "topic": "table",
            "file": self.file.name,
            "sha256": self.file.sha256,
            "as_of": self.as_of,
            "engine": self.engine,
            "rest": self.rest,
            "min_share": Share.exactly(self.min_share).as_json(),
            "rows": {
                "read": len(self.file.rows),
                "counted": len(self.stakes),
                "left_open": self.left_open,
                "not_at_date": self.not_at_date,
            },
            "sentence": self.sentence(),
        }

    def tail(self) -> dict[str, Any]:
        """What stands in the JSON below the results."""
        return {"measures": list(self.measures), "ignored_columns": list(self.file.ignored)}

    def as_json(self) -> dict[str, Any]:
        return {**self.head(), "results": [result.as_json() for result in self.results], **self.tail()}

    def claims(self) -> tuple[Any, ...]:
        """None: a table of one's own has no claims of the record."""
        return ()

    def sentence(self, lang: str = "en") -> str:
        """What was computed, from how many rows, by which engine."""
        names = {name for stake, _ in self.stakes for name in (stake.holder, stake.issuer)}
        count, total, size = len(self.stakes), len(self.file.rows), len(names)
        if lang == "zh":
            day = f"截至{self.as_of}，" if self.as_of else ""
            how = "精确分数" if self.engine == "exact" else "数组引擎，浮点数向外取整"
            return f"{day}{self.file.name}共{total}行，计入{count}行，涉及{size}个名称；以{how}计算。"
        day = f" at {self.as_of}" if self.as_of else ""
        how = "exact fractions" if self.engine == "exact" else "the array engine, in floating point rounded outward"
        return f"{count} of the {total} rows of {self.file.name} count{day}, with {size} names; computed in {how}."


def analyse_table(
    path: str | Path,
    *,
    as_of: str | None = None,
    rest: Literal["outsiders", "open"] = "outsiders",
    engine: Literal["auto", "exact", "arrays"] = "auto",
    min_share: Fraction | int | str | None = None,
    progress: Progress | None = None,
) -> TableAnswer:
    """The measures of the stakes in a CSV file: effective and ultimate shares, control, and what is wrong with them.

    Parameters
    ----------
    path : the file; see `stakefile.read` for its columns.
    as_of : the day at which the stakes are taken; without it the last day of the newest start in it, if any.
    rest : who holds capital that no row names, as in `Holdings`; the array engine knows "outsiders" only.
    engine : "auto" takes exact fractions for up to 1,000 stakes with at most 25 companies in a loop, else arrays.
        Arrays give no effective shares and no possible control.
    min_share : tops and holders with less, in percent, are left out; 0 for the exact engine, 1 for arrays.
    progress : told of each step.

    Raises
    ------
    UsageError : a file that cannot be read, a date that is none, or arrays without numpy.
    BadData : with every mistake of the file.
    """
    file = stakefile.read(Path(path))
    least = _least(min_share)
    day = last_day(as_of) if as_of else file.newest
    stakes: list[tuple[Stake, int]] = []
    left_open = 0
    for row in file.rows:
        stake = row.at(day)
        if stake is not None:
            stakes.append((stake, row.line))
            left_open += stake is not row.stake
    if not stakes:
        raise BadData(f"No row of {file.name} holds at {day}.", (), "Ask with another --as-of.")
    measures: tuple[str, ...]
    chosen: Engine = engine if engine != "auto" else "exact" if _is_small(stakes) else "arrays"
    if chosen == "arrays" and rest == "open":
        raise UsageError("Arrays take capital that no row names as outsiders'.", "Use the exact engine for rest=open.")
    if least is None:
        least = LEAST_OF_ARRAYS if chosen == "arrays" else Fraction(0)
    told = progress or _silent
    own, bound = tuple(stakes), least
    if chosen == "arrays":
        told("reading into arrays", 0.1)
        table = register(own)
        measures = OF_ARRAYS

        def walk() -> Iterator[Result]:
            return of_arrays(table, own, bound, told)
    else:
        holdings = Holdings((stake for stake, _ in own), rest=rest)
        measures = OF_FRACTIONS

        def walk() -> Iterator[Result]:
            return exact(holdings, own, bound, told)

    return TableAnswer(
        file, day.isoformat() if day else None, chosen, rest, least, own, left_open, len(file.rows) - len(own),
        measures, walk,
    )  # fmt: skip


def _silent(step: str, done: float) -> None:
    pass


def _is_small(stakes: Sequence[tuple[Stake, int]]) -> bool:
    if len(stakes) > MOST_EXACT:
        return False
    up: dict[str, list[str]] = {}
    for stake, _ in stakes:
        up.setdefault(stake.issuer, []).append(stake.holder or "")
        up.setdefault(stake.holder or "", [])
    return max(map(len, components(up))) <= MOST_IN_LOOP


def _least(given: Fraction | int | str | None) -> Fraction | None:
    try:
        least = None if given is None else Fraction(given)
    except (ValueError, ZeroDivisionError):
        least = Fraction(-1)
    if least is not None and not 0 <= least <= 100:
        raise UsageError(f"The least share is {given!r}.", "It is a percent from 0 to 100.")
    return least
