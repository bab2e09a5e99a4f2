"""Sentences and tables that stay within the width of a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from himagraph_cli.terminal import layout

WIDTH = 100
#: What breaks a line, and characters that no line may begin with.
_BREAKS = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_CLOSING = "，。；：、）」》！？,.;:)!?”"


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text in lines of at most `WIDTH` columns, broken at spaces or between Chinese characters."""
    lines: list[str] = []
    line, start = indent, indent
    for word in _words(text):
        if layout.width(line + word.rstrip()) > WIDTH and line.strip():
            lines.append(line.rstrip())
            start = indent if hanging is None else hanging
            line = start + word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def stacked(head: Sequence[str], rows: Iterable[Sequence[str | Sequence[str]]], indent: str = " ") -> list[str]:
    """A table in which a cell may hold several lines."""
    flat: list[list[str]] = []
    for row in rows:
        cells = [[cell] if isinstance(cell, str) else list(cell) or [""] for cell in row]
        for number in range(max(map(len, cells))):
            flat.append([cell[number] if number < len(cell) else "" for cell in cells])
    return [line.rstrip() for line in layout.columns(head, flat, indent)] if flat else []


def broken(text: str, width: int) -> list[str]:
    """The text as the lines of a cell, each at most so wide."""
    lines: list[str] = [""]
    for word in _words(text):
        if layout.width(lines[-1] + word.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return [line.rstrip() for line in lines]


def _words(text: str) -> list[str]:
    """The pieces between which a line may break: words with their space, Chinese characters one by one.

    A line break within a text is shown as an escape: what stands behind it never begins a line.
    """
    words: list[str] = []
    word = ""
    for char in _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text):
        wide = unicodedata.east_asian_width(char) in "WF"
        if wide and char not in _CLOSING:
            if word:
                words.append(word)
            word = char
        elif word and _is_wide_end(word) and not wide and char not in _CLOSING and char != " ":
            words.append(word)
            word = char
        else:
            word += char
            if char == " ":
                words.append(word)
                word = ""
    return [*words, word] if word else words


def _is_wide_end(word: str) -> bool:
    return unicodedata.east_asian_width(word[-1]) in "WF"
