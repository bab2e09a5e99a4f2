"""The embedded store: Oxigraph on disk, opened for reading only, or in memory."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyoxigraph
from pyoxigraph import Triple

from himagraph import vocab
from himagraph.errors import HimagraphError, QuerySyntaxError, StoreUnavailable
from himagraph.store import results
from himagraph.store.locks import Hold
from himagraph.store.table import Table

_PLACE = r"error at (\d+):(\d+)"


class LocalStore:
    """A store in this process. A folder is opened read-only: nothing is ever written beside it."""

    def __init__(self, graph: pyoxigraph.Store, location: str, hold: Hold | None = None) -> None:
        self.graph = graph
        self._location = location
        self._hold = hold

    @classmethod
    def open(cls, folder: Path, shown: str, hold: Hold | None = None) -> LocalStore:
        """The store in `folder`, kept there by `hold`; `shown` is the path that messages name.

        StoreUnavailable when it cannot be read.
        """
        try:
            return cls(pyoxigraph.Store.read_only(os.path.abspath(folder)), shown, hold)
        except (OSError, RuntimeError) as error:
            raise damaged(shown, error) from None

    @property
    def location(self) -> str:
        return self._location

    def select(self, sparql: str, limit: int | None = None) -> Table:
        return results.given(results.rows(self._run(sparql), limit, self._fault))

    def ask(self, sparql: str) -> bool:
        return results.given(results.yes(self._run(sparql)))

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        return results.given(results.triples(self._run(sparql), limit, self._fault))

    def close(self) -> None:
        """Lets builds sweep the version away that was read."""
        if self._hold:
            self._hold.release()

    def _run(self, sparql: str) -> results.Result:
        try:
            return self.graph.query(sparql, prefixes=vocab.PREFIXES)
        except SyntaxError as error:
            raise syntax_error(sparql, str(error.msg or error)) from None
        except (OSError, RuntimeError) as error:
            raise self._fault(error) from None

    def _fault(self, error: Exception) -> HimagraphError:
        if "custom function" in str(error):
            return QuerySyntaxError(f"The query cannot be evaluated: {error}.")
        return damaged(self.location, error)


def syntax_error(sparql: str, reason: str) -> QuerySyntaxError:
    """The engine's complaint with its line and column, and the line itself."""
    found = re.search(_PLACE, reason)
    if not found:
        return QuerySyntaxError(f"The query does not parse: {reason}")
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines()
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return QuerySyntaxError(
        f"The query does not parse: line {line}, column {column}: {reason.partition(': ')[2] or reason}.",
        f"The line reads: {shown}" if shown else "",
    )


def damaged(store: str | Path, reason: Exception | str) -> StoreUnavailable:
    """The error of a store whose files are not what was built."""
    from shlex import quote

    detail = (str(reason).splitlines() or [type(reason).__name__])[0].rstrip(".")
    return StoreUnavailable(
        f"The store at {store} is damaged or cannot be read: {detail}.",
        f"Build it again from the seeds: hima build --store {quote(str(store))}.",
    )
