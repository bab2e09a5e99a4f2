"""Columns, footnotes and emphasis for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from himagraph.records import Entity, Source


def width(text: str) -> int:
    """How many columns the text takes: Chinese characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def columns(head: Sequence[str], rows: Iterable[Sequence[str]], indent: str = " ") -> list[str]:
    """Lines with aligned columns; an empty head leaves its line out."""
    body = [list(row) for row in rows]
    table = [list(head), *body] if any(head) else body
    if not table:
        return []
    widths = [max(width(row[place]) for row in table) for place in range(len(table[0]))]
    lines = [
        indent + "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True))
        for row in table
    ]
    if any(head):
        lines[0] = lines[0].rstrip()
    return lines


def name(entity: Entity, lang: str) -> str:
    """How an entity is named in a table."""
    return entity.label(lang)


class Footnotes:
    """Numbers sources in the order in which they are cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []

    def mark(self, sources: Iterable[Source]) -> str:
        """`[1][2]` for the sources."""
        marks: list[str] = []
        for source in sources:
            if source.id not in self._numbers:
                self._sources.append(source)
                self._numbers[source.id] = len(self._sources)
            marks.append(f"[{self._numbers[source.id]}]")
        return "".join(marks)

    def lines(self, lang: str) -> list[str]:
        return [f"[{number}] {cited(source, lang)}" for number, source in enumerate(self._sources, 1)]


_GRADES = {"filing": "公告", "company": "公司", "news": "新闻", "blog": "博客"}


def cited(source: Source, lang: str) -> str:
    """A source in one line: publisher, date, grade, host where it is not the publisher, and its slug."""
    chinese = lang == "zh"
    grade = _GRADES.get(source.kind, source.kind) if chinese else source.kind
    if source.is_copy:
        grade += "（转载）" if chinese else " (copy)"
    dated = str(source.published) if source.published else ("未注明日期" if chinese else "undated")
    parts = [source.publisher, dated, grade]
    if source.host and source.host.casefold() not in source.publisher.casefold():
        parts.append(f"host {source.host}")
    return ", ".join(parts) + f"  {source.id}"
