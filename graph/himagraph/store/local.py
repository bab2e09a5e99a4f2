"""The embedded store: Oxigraph on disk, opened for reading only, or in memory."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Triple

from himagraph import vocab
from himagraph.errors import HimagraphError, QuerySyntaxError, StoreUnavailable
from himagraph.store import results
from himagraph.store.locks import Hold
from himagraph.store.table import Table


class LocalStore:
    """A store in this process. A folder is opened read-only: nothing is ever written beside it."""

    def __init__(
        self, graph: pyoxigraph.Store, location: str, hold: Hold | None = None, folder: Path | None = None
    ) -> None:
        self.graph = graph
        #: The folder that the engine reads, None for a store in memory. It stays while the store is open.
        self.folder = folder
        self._location = location
        self._hold = hold

    @classmethod
    def open(cls, folder: Path, shown: str, hold: Hold | None = None) -> LocalStore:
        """The store in `folder`, kept there by `hold`; `shown` is the path that messages name.

        StoreUnavailable when it cannot be read.
        """
        try:
            return cls(pyoxigraph.Store.read_only(os.path.abspath(folder)), shown, hold, folder)
        except (OSError, RuntimeError) as error:
            raise damaged(shown, error) from None

    @property
    def location(self) -> str:
        return self._location

    def select(self, sparql: str, limit: int | None = None) -> Table:
        return results.given(results.rows(self.query(sparql), limit, self.fault))

    def ask(self, sparql: str) -> bool:
        return results.given(results.yes(self.query(sparql)))

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        return results.given(results.triples(self.query(sparql), limit, self.fault))

    def close(self) -> None:
        """Lets builds sweep the version away that was read."""
        if self._hold:
            self._hold.release()

    def query(self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> results.Result:
        """What the engine answers, not drawn off yet; over other graphs than those of the store where these are named:
        `default` merged to be the default graph, `named` for GRAPH."""
        try:
            if not default and not named:
                return self.graph.query(sparql, prefixes=vocab.PREFIXES)
            return self.graph.query(
                sparql,
                prefixes=vocab.PREFIXES,
                default_graph=[NamedNode(one) for one in default],
                named_graphs=[NamedNode(one) for one in named],
            )
        except SyntaxError as error:
            from himagraph.store.hints import syntax_error

            raise syntax_error(sparql, str(error.msg or error)) from None
        except (OSError, RuntimeError) as error:
            raise self.fault(error) from None

    def fault(self, error: Exception) -> HimagraphError:
        """The error that stands for one of the engine's."""
        if "custom function" in str(error):
            return QuerySyntaxError(f"The query cannot be evaluated: {error}.")
        return damaged(self.location, error)


def damaged(store: str | Path, reason: Exception | str) -> StoreUnavailable:
    """The error of a store whose files are not what was built."""
    from shlex import quote

    detail = (str(reason).splitlines() or [type(reason).__name__])[0].rstrip(".")
    return StoreUnavailable(
        f"The store at {store} is damaged or cannot be read: {detail}.",
        f"Build it again from the seeds: hima build --store {quote(str(store))}.",
    )
