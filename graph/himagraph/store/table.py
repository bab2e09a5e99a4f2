"""The result of a SELECT."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from himagraph import vocab
from himagraph.frozen import dataclass

Term = NamedNode | Literal | BlankNode | Triple
Cell = str | int | Decimal | bool | None

_NUMBERS = {vocab.XSD + name for name in ("decimal", "double", "float")}
_INTEGERS = {vocab.XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in the order of the query, and rows of terms; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """The rows as plain Python: IRIs, texts and dates as str, whole numbers as int, others as Decimal."""
        for row in self.rows:
            yield dict(zip(self.columns, map(cell, row), strict=True))

    def terms(self) -> Iterator[dict[str, Term]]:
        """The rows as terms, unbound variables left out."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}


def cell(term: Term | None) -> Cell:
    """A term as a plain Python value."""
    if isinstance(term, Literal):
        datatype = term.datatype.value
        if datatype in _NUMBERS:
            return Decimal(term.value)
        if datatype in _INTEGERS:
            return int(term.value)
        return term.value in ("true", "1") if datatype == vocab.XSD + "boolean" else term.value
    return term.value if isinstance(term, NamedNode | BlankNode) else None if term is None else str(term)
