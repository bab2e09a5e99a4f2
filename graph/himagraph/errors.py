"""What can go wrong, as one tree. The command line catches the root once and exits with `exit_code`.

    HimagraphError
    ├── NoAnswer (1)            nothing found
    │   ├── UnknownName         no entity bears the name
    │   └── AmbiguousName       several do; candidates are listed, none is picked
    ├── UsageError (2)          the call itself is wrong
    │   ├── QuerySyntaxError    SPARQL that does not parse
    │   └── WouldOverwrite      an output file that exists
    ├── BadData (3)             seeds with errors; carries every finding of the run
    ├── StoreUnavailable (4)    missing, damaged, locked or unwritable store, or an endpoint out of reach
    ├── LimitReached (5)        size, rows or time
    │   └── OutOfTime           a query took longer than it may
    └── Refused (6)             update, SERVICE, LOAD, outside FROM

Every message names what was wrong and where; `remedy` says what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from himagraph.records import Finding


class HimagraphError(Exception):
    """The root of all errors of this library; `remedy` is one sentence, perhaps empty."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class NoAnswer(HimagraphError):
    """The question was understood and the record has no answer to it."""

    reason = "nothing-found"


class UnknownName(NoAnswer):
    """No entity bears the name. `candidates` holds the slugs of near misses, nearest first."""

    reason = "unknown-name"

    def __init__(self, query: str, message: str, remedy: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(message, remedy)
        self.query = query
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        """With the candidates, where message and remedy do not name them."""
        said = super().__str__()
        return said if not self.candidates or self.candidates[0] in said else f"{said} {', '.join(self.candidates)}"


class AmbiguousName(UnknownName):
    """Several entities bear the name. `candidates` holds their slugs, `notes` when each bore it where that is known."""

    reason = "ambiguous-name"

    def __init__(
        self,
        query: str,
        message: str,
        remedy: str = "",
        candidates: Sequence[str] = (),
        notes: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(query, message, remedy, candidates)
        self.notes = dict(notes or {})


class UsageError(HimagraphError):
    """A call that cannot mean anything: a bad date, an unknown option value, a parameter that is missing."""

    exit_code = 2


class QuerySyntaxError(UsageError):
    """SPARQL that does not parse."""


class WouldOverwrite(UsageError):
    """An output path that already exists; nothing was written."""


class BadData(HimagraphError):
    """Seeds with errors. `findings` are all of the run, errors first."""

    exit_code = 3

    def __init__(self, message: str, findings: Sequence[Finding] = (), remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.findings = tuple(findings)


class StoreUnavailable(HimagraphError):
    """The store cannot be read or written."""

    exit_code = 4


class LimitReached(HimagraphError):
    """A limit on size, rows or time was hit."""

    exit_code = 5


class OutOfTime(LimitReached):
    """A query that took longer than it may; it was ended."""


class Refused(HimagraphError):
    """A query that asks for more than reading this store."""

    exit_code = 6
