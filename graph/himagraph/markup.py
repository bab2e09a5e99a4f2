"""Text for documents in XML: what they cannot hold, and what would steer the direction of writing, is written out."""

from __future__ import annotations

import re

#: What XML 1.0 has no place for, and marks that make a text show as another than it is.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)


def fit(text: str) -> str:
    """The text with such characters as escapes a reader can see (backslash, u, four hex digits); others as they are."""
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
