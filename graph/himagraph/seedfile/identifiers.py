"""Check digits of official identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable

_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}\Z")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}\Z")
_ISIN = re.compile(r"[A-Z]{2}[0-9A-Z]{9}[0-9]\Z")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*\Z")


def is_uscc(value: str) -> bool:
    """A unified social credit code: the weighted sum of its 18 digits is divisible by 31 (GB 32100-2015, 5)."""
    return (
        bool(_USCC.match(value))
        and sum(_USCC_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(value[:17])) % 31
        == (-_USCC_DIGITS.index(value[17])) % 31
    )


def is_lei(value: str) -> bool:
    """A legal entity identifier: with letters as 10 to 35 it leaves 1 modulo 97 (ISO 17442-1, after ISO/IEC 7064)."""
    return bool(_LEI.match(value)) and int("".join(str(int(c, 36)) for c in value)) % 97 == 1


def is_isin(value: str) -> bool:
    """A security's number: with letters as 10 to 35 it passes Luhn's test (ISO 6166, annex A)."""
    if not _ISIN.match(value):
        return False
    digits = [int(d) for c in value for d in str(int(c, 36))]
    doubled = (sum(divmod(2 * d, 10)) for d in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_wikidata(value: str) -> bool:
    return bool(_WIKIDATA.match(value))


#: Scheme, its test, and the kinds of entities that bear it (none named: all).
SCHEMES: dict[str, tuple[Callable[[str], bool], tuple[str, ...]]] = {
    "uscc": (is_uscc, ("company", "fund", "state-body")),
    "lei": (is_lei, ("company", "fund", "state-body")),
    "isin": (is_isin, ("company", "fund")),
    "wikidata": (is_wikidata, ()),
}
