"""The manners of messages: values shown safely, and the words that a slip may have been meant as."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60


def escaped(text: str) -> str:
    """The text with its control and invisible characters as visible escapes, cut at 60 characters."""
    return quoted(text)[1:-1] if text else ""


def quoted(text: str) -> str:
    """The text in quotation marks, with visible escapes, cut at 60 characters."""
    shown = repr(text[:_LONGEST])
    return f"{shown[:-1]}…{shown[-1]}" if len(text) > _LONGEST else shown


def nearest(text: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` of the known words that look like the text, nearest first."""
    from rapidfuzz import fuzz, process

    words = sorted(set(known))
    found = process.extract(text[:_LONGEST], words, scorer=fuzz.WRatio, score_cutoff=72, limit=None)
    ranked = sorted(found, key=lambda one: (-fuzz.ratio(text, one[0]), -one[1], one[0]))
    return tuple(str(word) for word, _, _ in ranked[:most])


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """`; did you mean a or b?`, or a full stop where nothing comes near."""
    found = nearest(text, known)
    return f"; did you mean {or_list(found)}?" if found else "."


def or_list(words: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def a(word: str) -> str:
    """The word with its article."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
