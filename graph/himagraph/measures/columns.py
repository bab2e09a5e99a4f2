"""Who holds each issuer, with room for what is not known: the matrix W[holder, issuer], column by column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from himagraph.measures.graph import components, is_loop, reached
from himagraph.measures.linear import ONE, ZERO
from himagraph.measures.stakes import WHOLE, Stake

#: Disclosed decimals may sum to a little more than the whole; above this, capital is over-full.
TOLERATED = Fraction(10001, 10000)


@dataclass(frozen=True, slots=True)
class Column:
    """The capital of one issuer, in shares of 1.

    `boxes` gives each named holder the least and the most it can hold once all the others have their least.
    `unnamed` is held for certain by someone whom nobody names. `free` is what remains when all have their least.
    """

    issuer: str
    boxes: Mapping[str, tuple[Fraction, Fraction]]
    unnamed: Fraction
    free: Fraction
    total: Fraction
    stakes: tuple[Stake, ...]

    @classmethod
    def of(cls, issuer: str, stakes: Iterable[Stake]) -> Column:
        """The column of an issuer; several rows of one holder are added up."""
        rows = tuple(stakes)
        bounds: dict[str, tuple[Fraction, Fraction]] = {}
        unnamed = ZERO
        for stake in rows:
            if stake.holder is None:
                unnamed += stake.low / WHOLE
            elif stake.high > 0:
                low, high = bounds.get(stake.holder, (ZERO, ZERO))
                bounds[stake.holder] = low + stake.low / WHOLE, high + stake.high / WHOLE
        total = unnamed + sum((low for low, _ in bounds.values()), ZERO)
        free = max(ZERO, ONE - total)
        boxes = {holder: (low, min(high, low + free)) for holder, (low, high) in bounds.items()}
        return cls(issuer, {holder: box for holder, box in boxes.items() if box[1] > 0}, unnamed, free, total, rows)

    @property
    def is_over_full(self) -> bool:
        return self.total > TOLERATED

    @property
    def is_fixed(self) -> bool:
        """Whether every named holder's share is one figure."""
        return all(low == high for low, high in self.boxes.values())

    def least(self, group: Collection[str]) -> Fraction:
        """The least that a group of holders has together."""
        return sum((low for holder, (low, _) in self.boxes.items() if holder in group), ZERO)

    def most(self, group: Collection[str], *, open_rest: bool = False) -> Fraction:
        """The most that a group can have together, the others at their least; with `open_rest` all that is free."""
        held = self.least(group)
        if open_rest:
            return held + self.free + self.unnamed
        room = sum((high - low for holder, (low, high) in self.boxes.items() if holder in group), ZERO)
        return held + min(room, self.free)

    def filled(
        self, worth: Callable[[str], Fraction], rest_worth: Fraction, *, least: bool
    ) -> tuple[dict[str, Fraction], Fraction]:
        """The column whose worth is greatest (or least), and what the unnamed hold in it.

        What is free goes to the holders in order of worth, each up to its most, as long as it is worth more (or less)
        there than with those whom nobody names: the fractional knapsack.
        """
        weights = {holder: low for holder, (low, _) in self.boxes.items()}
        left = self.free
        sign = 1 if least else -1
        for holder in sorted(self.boxes, key=lambda one: sign * worth(one)):
            if left == 0 or sign * worth(holder) >= sign * rest_worth:
                break
            low, high = self.boxes[holder]
            added = min(high - low, left)
            weights[holder] += added
            left -= added
        return weights, self.unnamed + left


class Table:
    """All columns of a register, found from either side.

    `open_rest` says what is assumed of capital that no row names: held by outsiders unrelated to the named holders, or
    perhaps by anyone.
    """

    def __init__(self, stakes: Iterable[Stake], *, open_rest: bool = False) -> None:
        self.stakes = tuple(stakes)
        self.open_rest = open_rest
        rows: dict[str, list[Stake]] = {}
        for stake in self.stakes:
            rows.setdefault(stake.issuer, []).append(stake)
        self.columns = {issuer: Column.of(issuer, found) for issuer, found in rows.items()}
        self.holdings: dict[str, list[str]] = {}
        for issuer, column in self.columns.items():
            for holder in column.boxes:
                self.holdings.setdefault(holder, []).append(issuer)

    @cached_property
    def names(self) -> dict[str, None]:
        """Every holder and issuer, in order of appearance."""
        return dict.fromkeys(name for stake in self.stakes for name in (stake.holder, stake.issuer) if name is not None)

    def holders_of(self, name: str) -> Collection[str]:
        """Those who hold, or may hold, some of it directly."""
        column = self.columns.get(name)
        return column.boxes.keys() if column else ()

    def held_by(self, name: str) -> Collection[str]:
        """What it holds, or may hold, directly."""
        return self.holdings.get(name, ())

    def above(self, name: str) -> dict[str, None]:
        """Its direct and indirect holders; itself only where a loop leads back."""
        return reached([name], self.holders_of)

    def below(self, name: str) -> dict[str, None]:
        """Its direct and indirect holdings; itself only where a loop leads back."""
        return reached([name], self.held_by)

    @cached_property
    def closed_rings(self) -> tuple[tuple[str, ...], ...]:
        """Sets of issuers that are held in full by one another, found by structure: they have no outside owner.

        Only stakes that exist for certain close a ring.
        """
        graph = {
            issuer: [holder for holder, (low, _) in column.boxes.items() if low > 0 and holder in self.columns]
            for issuer, column in self.columns.items()
        }
        return tuple(
            ring
            for ring in components(graph)
            if is_loop(ring, graph) and all(self.columns[one].least(ring) >= 1 for one in ring)
        )

    @cached_property
    def in_loop(self) -> frozenset[str]:
        """Those who hold, or may hold, some of themselves through others or directly."""
        graph = {issuer: column.boxes.keys() for issuer, column in self.columns.items()}
        return frozenset(one for loop in components(graph) if is_loop(loop, graph) for one in loop)

    @cached_property
    def in_closed_ring(self) -> frozenset[str]:
        return frozenset(one for ring in self.closed_rings for one in ring)

    @cached_property
    def over_full(self) -> frozenset[str]:
        """Issuers of whom more is held than there is. Nothing can be computed through them."""
        return frozenset(issuer for issuer, column in self.columns.items() if column.is_over_full)
