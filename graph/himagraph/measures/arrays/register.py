"""A register of many companies, held in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from himagraph.errors import UnknownName
from himagraph.measures.arrays.columns import PERCENT, Columns
from himagraph.measures.arrays.control import Control, control_all, controlled_by
from himagraph.measures.arrays.lookthrough import LookThrough
from himagraph.measures.arrays.structure import Components, components
from himagraph.measures.arrays.tops import Tops, ultimate_all
from himagraph.measures.stakes import Stake
from himagraph.records import Share

if TYPE_CHECKING:
    from himagraph.measures.base import Rest
    from himagraph.measures.holdings import Holdings

#: A name of the register, or its number.
Name = str | int


class Register:
    """Ownership mathematics on a whole register: everyone's control, everyone's tops, one company's look-through.

    Parameters
    ----------
    holders, issuers : one of each per stake, as numbers from 0 or as names.
    percents : floats; NaN is a stake of unknown size. Read to nine decimals: sums of disclosed figures are exact.
    most : the upper ends of ranges, where `percents` are the lower ones; NaN for no end.
    names : how the numbers are called; answers use the names then.
    size : how many numbers there are, if not only those that occur.

    Notes
    -----
    Control and sums are in whole numbers, look-through shares in floating point, at the lower ends of ranges. `near`
    gives the exact engine for one company, with bounds.

    Examples
    --------
    >>> from himagraph.measures import Holdings
    >>> names = ["P", "X", "Z", "Y"]
    >>> register = Holdings.from_arrays([0, 1, 2, 1], [1, 2, 1, 3], [60.0, 30.0, 20.0, 51.0], names=names)
    >>> [register.name(int(head)) for head in register.control_all().head]
    ['P', 'P', 'Z', 'P']
    >>> {name: round(percent, 2) for name, percent in register.effective("Z").items()}
    {'X': 31.91, 'P': 19.15, 'Z': 6.38}
    """

    def __init__(
        self,
        holders: ArrayLike,
        issuers: ArrayLike,
        percents: ArrayLike,
        *,
        most: ArrayLike | None = None,
        names: Sequence[str] | None = None,
        size: int | None = None,
    ) -> None:
        if names is None and _are_names(holders):
            names, holders, issuers = _numbered(holders, issuers)
        self.names = names
        self.columns = Columns.of(holders, issuers, percents, most, len(names) if names is not None else size)

    @property
    def size(self) -> int:
        """How many names there are."""
        return self.columns.size

    def name(self, number: int) -> Name:
        """What a number is called."""
        return number if self.names is None else self.names[number]

    def number(self, name: Name) -> int:
        """The number of a name. Raises UnknownName."""
        found = name if isinstance(name, int) else self._numbers.get(name, -1)
        if not 0 <= found < self.size:
            raise UnknownName(str(name), f"No stake names {name!r}.")
        return found

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names or ())}

    @cached_property
    def _components(self) -> Components:
        return components(self.columns)

    @cached_property
    def _look(self) -> LookThrough:
        return LookThrough(self.columns, self._components.in_order)

    def components(self) -> Components:
        """The strongly connected components: the loops of the register, and everyone who is in none.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> found = Holdings.from_arrays([0, 1, 2], [1, 2, 1], [60.0, 30.0, 20.0]).components()
        >>> found.count, [loop.tolist() for loop in found.loops()]
        (2, [[1, 2]])
        """
        return self._components

    def control_all(self) -> Control:
        """The ultimate controller of everyone: strictly more than half, jointly with what one controls.

        Notes
        -----
        Linear in the stakes but for a logarithm. With numba it is compiled at the first call of all and kept on disk.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> found = Holdings.from_arrays([0, 0, 1, 3], [1, 2, 2, 2], [60.0, 36.0, 16.0, 48.0]).control_all()
        >>> found.head.tolist(), found.is_controlled.tolist()
        ([0, 0, 0, 3], [False, True, True, False])
        """
        return control_all(self.columns)

    def controlled_by(self, name: Name) -> set[Name]:
        """All that one name controls, at the lower ends of ranges."""
        return {self.name(number) for number in controlled_by(self.columns, self.number(name))}

    def effective(self, name: Name) -> dict[Name, float]:
        """The look-through shares of one company in percent, largest first; NaN where nothing can be computed.

        Notes
        -----
        The column of W(I-W)^-1 at the lower ends of ranges. Only those above the company are walked; loops met on the
        way are factorised once for all companies.
        """
        found = self._look.of(self.number(name))
        numbers = np.fromiter(found, dtype=np.int64, count=len(found))
        shares = np.fromiter(found.values(), dtype=float, count=len(found))
        order = np.lexsort((numbers, -shares))
        found_shares: list[float] = shares[order].tolist()
        called: list[Name] = [self.name(one) for one in numbers[order].tolist()]
        return dict(zip(called, found_shares, strict=True))

    def ultimate_all(self, min_share: float) -> Tops:
        """The ultimate owners of every company, as far as they have at least `min_share` percent looking through.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> found = Holdings.from_arrays([0, 1, 2], [1, 2, 1], [60.0, 50.0, 20.0]).ultimate_all(min_share=5)
        >>> {top: round(percent, 2) for top, percent in found.of(2).items()}, round(float(found.undisclosed[2]), 2)
        ({0: 33.33}, 66.67)
        """
        return ultimate_all(self._look, min_share)

    def over_full(self) -> dict[Name, float]:
        """The companies of which more than 100.01 percent is held, and how much."""
        found = np.flatnonzero(self.columns.over_full)
        return {self.name(int(one)): float(self.columns.total[one]) / PERCENT for one in found}

    def closed_rings(self) -> list[list[Name]]:
        """The sets of companies that are held in full by one another."""
        found = np.flatnonzero(self._components.closed)
        return [[self.name(int(one)) for one in self._components.names_of(int(ring))] for ring in found]

    def near(self, name: Name, rest: Rest = "outsiders") -> Holdings:
        """The exact engine on one company and all above it, with ranges and unknown shares as they are."""
        from himagraph.measures.holdings import Holdings

        columns = self.columns
        seen = {self.number(name): None}
        waiting = list(seen)
        stakes: list[Stake] = []
        while waiting:
            issuer = waiting.pop()
            begin, end = int(columns.first[issuer]), int(columns.first[issuer + 1])
            for place in range(begin, end):
                holder = int(columns.holders[place])
                if holder not in seen:
                    seen[holder] = None
                    waiting.append(holder)
                high = columns.low if columns.high is None else columns.high
                share = Share(Fraction(int(columns.low[place]), PERCENT), Fraction(int(high[place]), PERCENT))
                stakes.append(Stake(str(self.name(holder)), str(self.name(issuer)), share))
        return Holdings(stakes, rest=rest)

    def stakes_of(self, name: Name) -> dict[Name, float]:
        """The direct holders of one company and the least they hold, in percent."""
        number = self.number(name)
        entries: NDArray[np.int64] = np.arange(self.columns.first[number], self.columns.first[number + 1])
        return {
            self.name(int(self.columns.holders[place])): float(self.columns.low[place]) / PERCENT for place in entries
        }


def _are_names(values: ArrayLike) -> bool:
    return np.asarray(values).dtype.kind in "OUST"


def _numbered(holders: ArrayLike, issuers: ArrayLike) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The names in order, and the two arrays in their numbers."""
    both = np.concatenate((np.asarray(holders, dtype=str), np.asarray(issuers, dtype=str)))
    names, numbers = np.unique(both, return_inverse=True)
    count = len(np.asarray(holders))
    return names.tolist(), numbers[:count], numbers[count:]
