"""What every store can do, whether it lies on this disk or behind an address."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import Triple

from himagraph.store.table import Table


class Store(Protocol):
    """A store that is read. `location` is its folder or address, for messages."""

    @property
    def location(self) -> str: ...

    def select(self, sparql: str, limit: int | None = None) -> Table:
        """The rows of a SELECT, or the first `limit` of them: the rest is not even computed where that can be."""
        ...

    def ask(self, sparql: str) -> bool:
        """The answer of an ASK."""
        ...

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, sorted; with a limit, `limit` of them."""
        ...

    def close(self) -> None:
        """Gives back what the store holds open."""
        ...
