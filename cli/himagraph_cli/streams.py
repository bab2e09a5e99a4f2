"""Answers of any length, written piece by piece: a result with a line for every pair is never whole in memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from himagraph_cli import output


class Line(Protocol):
    """One line of a long answer."""

    def as_json(self) -> dict[str, Any]: ...


class Long(Protocol):
    """An answer that computes its lines as they are walked."""

    @property
    def results(self) -> Iterable[Line]: ...

    def head(self) -> dict[str, Any]: ...

    def tail(self) -> dict[str, Any]: ...


def as_json(answer: Long, *, unicode: bool = True) -> Iterator[str]:
    """What stands above the results, a line for each of them, and what stands below."""
    above = json.dumps(answer.head(), ensure_ascii=not unicode, indent=2)
    yield above.removesuffix("\n}") + ',\n  "results": ['
    comma = "\n    "
    for one in answer.results:
        yield comma + json.dumps(one.as_json(), ensure_ascii=not unicode)
        comma = ",\n    "
    yield "\n  ],\n" + json.dumps(answer.tail(), ensure_ascii=not unicode, indent=2).removeprefix("{\n") + "\n"


def as_rows(answer: Long, columns: Sequence[str], format_: str) -> Iterator[str]:
    """The results as CSV or TSV, in the columns; what a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if format_ == "tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    whole: dict[str, str] = {}
    output.flatten("", answer.head(), whole)
    for one in answer.results:
        cells = dict(whole)
        output.flatten("", one.as_json(), cells)
        writer.writerow([output.inert(output.safe(cells.get(column, ""))) for column in columns])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()
