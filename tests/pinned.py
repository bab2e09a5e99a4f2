"""The pinned rows of the named queries.

The rows of `queries/NAME.csv` (and `NAME@case.csv`) were read off the seed files by hand; the first line of each file
is the command that they answer.
"""

from __future__ import annotations

import csv
import shlex
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from himagraph import vocab
from himagraph.store import Table


@dataclass(frozen=True)
class Case:
    """What a query was asked and the rows it must bring."""

    query: str
    parameters: dict[str, object]
    columns: list[str]
    rows: list[list[str]]


def read(path: Path) -> Case:
    """The case of a file; a parameter that is given several times is a list."""
    first, _, table = path.read_text(encoding="utf-8").partition("\n")
    words = shlex.split(first)
    assert words[:3] == ["#", "hima", "query"], f"{path.name} starts with the command that it answers"
    parameters: dict[str, object] = {}
    for flag, given_ in zip(words[4::2], words[5::2], strict=True):
        assert flag == "--param"
        name, _, value = given_.partition("=")
        before = parameters.get(name)
        parameters[name] = value if before is None else [*(before if isinstance(before, list) else [before]), value]
    columns, *rows = csv.reader(table.splitlines())
    return Case(words[3], parameters, columns, rows)


CASES = {path.stem: read(path) for path in sorted((Path(__file__).parent / "queries").glob("*.csv"))}


def shown(table: Table) -> list[list[str]]:
    """The rows as the files have them: IRIs as slugs, literals as their text, nothing for what is unbound."""
    return [
        [
            "" if term is None else vocab.slug_of(term.value) if isinstance(term, NamedNode) else str(term.value)  # type: ignore[union-attr]
            for term in row
        ]
        for row in table.rows
    ]


def asked(query: str) -> Case:
    """The first case of a query."""
    return next(one for one in CASES.values() if one.query == query)
