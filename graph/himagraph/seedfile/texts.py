"""Readers of texts, ids, choices, dates and places in a source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from himagraph.records import When
from himagraph.seedfile.report import Report, sort_of
from himagraph.seedfile.tree import Mapping, Node, Scalar, Sequence
from himagraph.seedfile.words import did_you_mean, nearest, or_list, quoted

MAX_TEXT = 2000
MAX_ID = 100
YEARS = range(1900, 2101)

_ID = re.compile(r"[a-z0-9-]+\Z")
_LOCATOR = re.compile(r"(?:p\.)?[1-9][0-9]{0,5}\Z|([1-9][0-9]{0,5})-([1-9][0-9]{0,5})\Z")
_YEAR = re.compile(r"\d{4}")
#: Marks that turn the direction of writing, so that a text shows as another than it is.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def scalar(node: Node, report: Report, field: str, what: str) -> Scalar | None:
    """The node if it is a text that is not empty."""
    if isinstance(node, Scalar) and node.text.strip():
        return node
    remedy = "Write it, or leave the key out." if isinstance(node, Scalar) else f"Write {what}."
    report.error("wrong-shape", node, field, f"{what} is expected, and {sort_of(node)} is there.", remedy)
    return None


def text(node: Node, report: Report, field: str) -> str | None:
    """A text without blanks around it; line feeds may stand in it, no other control characters."""
    found = scalar(node, report, field, "a text")
    if not found:
        return None
    value = found.text.strip()
    if len(value) > MAX_TEXT:
        report.error(
            "text-too-long", node, field, f"the text has {len(value)} characters, more than {MAX_TEXT}.", "Shorten it."
        )
        return None
    return value if value.isprintable() or _is_clean(value, node, report, field) else None


def _is_clean(value: str, node: Node, report: Report, field: str) -> bool:
    """Whether no control character stands in the text; invisible ones are only warned of."""
    for char in value:
        category = unicodedata.category(char)
        if char != "\n" and category in ("Cc", "Cs", "Zl", "Zp"):
            report.error(
                "control-character",
                node,
                field,
                f"the control character U+{ord(char):04X} stands in the text.",
                "Delete it.",
            )
            return False
        if category == "Cf":
            what = "a mark that turns the direction of writing" if char in _BIDI else "an invisible character"
            report.warning(
                "hidden-character", node, field, f"{what}, U+{ord(char):04X}, stands in the text.", "Delete it."
            )
            break
    return True


def identifier(node: Node, report: Report, field: str) -> str | None:
    """An id: small letters, digits and hyphens."""
    found = scalar(node, report, field, "an id")
    if not found:
        return None
    if len(found.text) > MAX_ID:
        report.error("id-too-long", node, field, f"the id has more than {MAX_ID} characters.", "Shorten it.")
        return None
    if not _ID.match(found.text):
        valid = spell(found.text)
        such = f", such as {valid}" if valid else ""
        report.error(
            "bad-id", node, field, f"{quoted(found.text)} is no id.", f"An id is made of [a-z0-9-] only{such}."
        )
        return None
    return found.text


def spell(name: str) -> str:
    """The nearest valid id, perhaps empty: `Seres Group` gives `seres-group`."""
    plain = unicodedata.normalize("NFKD", name[:MAX_ID]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def choice(node: Node, report: Report, field: str, choices: Collection[str]) -> str | None:
    """One of the choices, exactly as they are spelled."""
    found = scalar(node, report, field, f"one of {', '.join(choices)}" if len(choices) <= 8 else "a word of the list")
    if not found or found.text in choices:
        return found.text if found else None
    guess = did_you_mean(found.text.lower(), choices)
    report.error(
        "unknown-choice", node, field, f"{quoted(found.text)} is not a choice{guess}", f"Write {or_list(choices)}."
    )
    return None


def when(node: Node, report: Report, field: str) -> When | None:
    """A date with the precision it is written in, from 1900 to 2100."""
    found = scalar(node, report, field, "a date")
    if not found:
        return None
    try:
        date = When.parse(found.text if found.text.isascii() else "")
    except ValueError as error:
        backwards = "backwards" in str(error)
        report.error(
            "dates-reversed" if backwards else "bad-date",
            node,
            field,
            f"{quoted(found.text)} is no date: {_short(error)}.",
            "Swap the two ends."
            if backwards
            else "Write it as 2025, 2025-10, 2025-10-09, 2025-Q1, 2025-H1, 2025-23 (a season) or 2025-01/2025-11.",
        )
        return None
    for part in found.text.split("/"):
        year = _YEAR.match(part)
        if year and int(year[0]) not in YEARS:
            report.error(
                "year-out-of-range",
                node,
                field,
                f"the year {year[0]} is outside {YEARS[0]} to {YEARS[-1]}.",
                "Mend the year.",
            )
            return None
    return date


def _short(error: ValueError) -> str:
    """The reason without the value and the examples that the message gives anyway."""
    reason = str(error)
    return "it has none of the forms known" if "is not a date such as" in reason else reason


def locator(node: Node, report: Report, field: str) -> tuple[str, ...] | None:
    """The places in the source, each `N`, `N-M` or `p.N`, or `unlocated` alone."""
    if isinstance(node, Sequence):
        if not node.items:
            report.error("bad-locator", node, field, "the list of places is empty.", "Write a line, or unlocated.")
            return None
        places = [_place(item, report, field, alone=False) for item in node.items]
        found = [place for place in places if place is not None]
        if len(set(found)) < len(found):
            report.error("named-twice", node, field, "a place is named twice.", "Name it once.")
            return None
        return tuple(found) if len(found) == len(places) else None
    place = _place(node, report, field, alone=True)
    return None if place is None else (place,)


def _place(node: Node, report: Report, field: str, *, alone: bool) -> str | None:
    found = scalar(node, report, field, "a line of the source")
    if not found:
        return None
    if found.text == "unlocated" and alone:
        return found.text
    match = _LOCATOR.match(found.text)
    if not match:
        report.error(
            "bad-locator",
            node,
            field,
            f"{quoted(found.text)} is no place in a source.",
            "Write a line N, lines N-M, a list [N, M], a page p.N, or unlocated alone.",
        )
        return None
    if match[1] and int(match[1]) >= int(match[2]):
        report.error(
            "locator-reversed",
            node,
            field,
            f"the lines {quoted(found.text)} run backwards.",
            "Put the smaller number first.",
        )
        return None
    return found.text


def fields(
    node: Node, report: Report, field: str, allowed: Collection[str], required: Collection[str] = ()
) -> dict[str, Node] | None:
    """The values of a mapping by their keys; absent ones left out. None when it is no mapping or lacks a key."""
    found = some_fields(node, report, field, allowed, required)
    return None if found is None or any(key not in found for key in required) else found


def some_fields(
    node: Node, report: Report, field: str, allowed: Collection[str], required: Collection[str] = ()
) -> dict[str, Node] | None:
    """The same, but what is there comes back even when a required key is missing."""
    if not isinstance(node, Mapping):
        keys = ", ".join(allowed)
        report.error(
            "wrong-shape", node, field, f"a mapping is expected, and {sort_of(node)} is there.", f"Write {{{keys}}}."
        )
        return None
    found: dict[str, Node] = {}
    meant: set[str] = set()
    for key, value in node.entries:
        if key.text not in allowed:
            meant.update(unknown_key(key, report, field, allowed))
        elif not (isinstance(value, Scalar) and value.is_absent):
            found[key.text] = value
    for name in required:
        if name not in found and name not in meant:
            report.error("missing-key", node, _under(field, name), f"{name} is missing.", f"Add `{name}`.")
    return found


def unknown_key(key: Scalar, report: Report, field: str, allowed: Collection[str], hint: str = "") -> tuple[str, ...]:
    """Reports a key that is not allowed, with a hint or what it may have been meant as, which is returned."""
    meant = () if hint else nearest(key.text, allowed)
    guess = hint or (f"; did you mean {or_list(meant)}?" if meant else ".")
    remedy = "Mend it, or delete it." if meant or hint else f"The keys here are {', '.join(allowed)}."
    report.error("unknown-key", key, _under(field, key.text), f"{quoted(key.text)} is no key here{guess}", remedy)
    return meant


def _under(field: str, key: str) -> str:
    shown = quoted(key)[1:-1]
    return f"{field}.{shown}" if field else shown
