"""What a definition of control looks at: capital, votes and rights, at their certain or at their possible ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from himagraph.measures.columns import Table
from himagraph.measures.control import closure
from himagraph.measures.lookthrough import of_one
from himagraph.measures.rights import Kind, Rights, votes
from himagraph.measures.stakes import WHOLE, read
from himagraph.records import Share


@dataclass(frozen=True, slots=True)
class Ground:
    """One limb of a definition that is met: its id, and the figure that meets it, if it is one of figures."""

    limb: str
    share: Share | None = None


#: The limbs by which a group decides over an issuer; none when it does not.
Grounds = Callable[["Facts", str, Set[str]], list[Ground]]


@dataclass(frozen=True)
class Facts:
    """Stakes and rights. With `possible`, every question is answered at the upper ends of the ranges."""

    table: Table
    rights: Rights
    possible: bool = False

    @cached_property
    def votes(self) -> Table:
        return votes(self.table, self.rights)

    def reaches(self, share: Share, percent: int, *, strictly: bool = False) -> bool:
        """Whether a share is at least so much, or strictly more."""
        side = share.max if self.possible else share.min
        if side is None:
            return self.possible
        return side > percent if strictly else side >= percent

    def capital_of(self, group: Collection[str], issuer: str) -> Share:
        """What a group holds of an issuer directly, together."""
        return _together(self.table, group, issuer)

    def votes_of(self, group: Collection[str], issuer: str) -> Share:
        """The votes that a group casts in an issuer directly, together."""
        return _together(self.votes, group, issuer)

    def profits_of(self, holder: str, issuer: str) -> Share | None:
        """The share of profits that a row gives a holder, or None."""
        found = [row.share for row in read(self.rights.profits) if (row.holder, row.issuer) == (holder, issuer)]
        return found[0] if found else None

    def with_partners(self, group: Set[str], issuer: str) -> Set[str]:
        """The group with all who act in concert with a member of it in the issuer."""
        partners = [pact for pact in self.rights.partners(issuer) if not pact.isdisjoint(group)]
        return frozenset(group).union(*partners)

    def board_of(self, group: Set[str], issuer: str) -> Share:
        """The share of the board that the group has filled or may appoint; 0 where nothing is known of it."""
        best: dict[str, Fraction] = {}
        for right in self.rights.of(issuer, "board-seats", "appointment"):
            if right.holder in group and right.seats is not None and right.of:
                best[right.holder] = max(best.get(right.holder, Fraction(0)), right.seats / right.of)
        return Share.exactly(min(sum(best.values(), Fraction(0)), Fraction(1)) * WHOLE)

    def has(self, group: Set[str], issuer: str, *kinds: Kind) -> bool:
        """Whether a member of the group has one of the rights in the issuer."""
        return any(right.holder in group for right in self.rights.of(issuer, *kinds))

    def interest(self, holder: str, issuer: str) -> Share:
        """The holder's net look-through share of an issuer."""
        return of_one(self.table, issuer, holder, self.table.above(issuer))[1]

    def voting_interest(self, holder: str, issuer: str) -> Share:
        """The same, multiplied along the votes."""
        return of_one(self.votes, issuer, holder, self.votes.above(issuer))[1]

    def decided_by(self, start: Iterable[str], grounds: Grounds, *, before: str | None = None) -> set[str]:
        """All over which the start decides by a definition's own grounds, with the help of those it decides over.

        With `before`, only what it decides over without the help of that issuer.
        """

        def decides(issuer: str, group: Set[str]) -> bool:
            return issuer != before and bool(grounds(self, issuer, group))

        return closure(self.votes, start, decides, self._touched)

    def around(self, issuer: str) -> list[str]:
        """All who may have a say in an issuer: its direct and indirect holders, voters and holders of rights."""
        found: dict[str, None] = {}
        waiting = [issuer]
        while waiting:
            one = waiting.pop()
            named = [right.holder for right in self.rights.others if right.issuer == one]
            for name in (*self.table.holders_of(one), *self.votes.holders_of(one), *named):
                if name not in found and name != issuer:
                    found[name] = None
                    waiting.append(name)
        return sorted(found, key=str)

    def _touched(self, member: str) -> list[str]:
        own = [right.issuer for right in self.rights.others if right.holder == member]
        return [*own, *self.table.held_by(member)]


def _together(table: Table, group: Collection[str], issuer: str) -> Share:
    column = table.columns.get(issuer)
    if column is None:
        return Share.exactly(0)
    return Share(column.least(group) * WHOLE, column.most(group, open_rest=table.open_rest) * WHOLE)
