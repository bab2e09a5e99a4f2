"""A table of stakes with its rights: what every measure starts from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from himagraph.errors import UnknownName, UsageError
from himagraph.measures.columns import Table
from himagraph.measures.facts import Facts
from himagraph.measures.rights import Rights
from himagraph.measures.stakes import Stake
from himagraph.records import Share

#: Who is taken to hold capital that no row names: outsiders unrelated to the named holders, or perhaps anyone.
Rest = Literal["outsiders", "open"]


class Stakes:
    """Rows of holders, issuers and shares, and the rights that go with them."""

    def __init__(self, stakes: Iterable[Stake], rights: Rights | None = None, rest: Rest = "outsiders") -> None:
        if rest not in ("outsiders", "open"):
            raise UsageError(f"The rest is {rest!r}.", 'It is "outsiders" or "open".')
        self.rest: Rest = rest
        self._facts = Facts(Table(stakes, open_rest=rest == "open"), rights or Rights())

    @property
    def stakes(self) -> tuple[Stake, ...]:
        """The rows, as they were given."""
        return self._facts.table.stakes

    @property
    def rights(self) -> Rights:
        return self._facts.rights

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All whom a row or a right names, in order of appearance."""
        rights = [name for right in self.rights.others for name in (right.holder, right.issuer, right.giver) if name]
        return tuple(self._facts.table.names | self._facts.votes.names | dict.fromkeys(rights))

    @property
    def issuers(self) -> tuple[str, ...]:
        """All in whom a row says that somebody holds something, in order of appearance."""
        return tuple(self._facts.table.columns)

    def direct(self, issuer: str) -> dict[str, Share]:
        """The holders of record, each with its share in percent, limited to what the others leave."""
        column = self._table_of(issuer).columns.get(issuer)
        return {holder: Share(low * 100, high * 100) for holder, (low, high) in column.boxes.items()} if column else {}

    def _table_of(self, *names: str) -> Table:
        """The table of capital, where it knows the names."""
        self._check(names)
        return self._facts.table

    def _votes_of(self, *names: str) -> Table:
        """The table of votes, where the rows know the names."""
        self._check(names)
        return self._facts.votes

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def _check(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._known:
                raise UnknownName(str(name), f"No stake names {name!r}.")
