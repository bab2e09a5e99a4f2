"""The look-through shares of one company in a large register, by walking only those above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from himagraph.measures.arrays.blocks import Floats, Solver, solver
from himagraph.measures.arrays.columns import Columns
from himagraph.measures.arrays.structure import Components


@dataclass(frozen=True)
class Loop:
    """One component that goes round: its names, its solver, and the stakes that outsiders hold in it.

    `solve` is None where it is a closed ring, or more than the whole is held of a member: nothing is computed then.
    `entries` are the places of all stakes in its members.
    """

    names: NDArray[np.int64]
    solve: Solver | None
    is_closed: bool
    entries: NDArray[np.int64]
    outer: NDArray[np.int64]
    outer_of: NDArray[np.int64]
    outer_share: Floats

    @cached_property
    def outsiders(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The holders outside, each once, and the place of each outer stake among them."""
        return np.unique(self.outer, return_inverse=True)


@dataclass
class LookThrough:
    """Look-through in a register. What is prepared for one company serves all: the order, and the loops met so far."""

    columns: Columns
    components: Components
    _loops: dict[int, Loop] = field(default_factory=dict[int, Loop])

    def of(self, issuer: int) -> dict[int, float]:
        """Every direct and indirect holder's share in percent; NaN through over-full capital or for a closed ring.

        Notes
        -----
        The column of W(I-W)^-1: components above the issuer are taken from the issuer up, single names by
        substitution, loops by their factors. The cost is that of the stakes above the issuer.
        """
        label, name_at, first, holders, share, is_loop, over_full = self._views
        values: dict[int, float] = {issuer: 1.0}
        component = label[issuer]
        heap, seen = [-component], {component}
        while heap:
            component = -heappop(heap)
            if is_loop[component]:
                met = self._round(self.loop(component), values)
            else:
                name = name_at[component]
                begin, end = first[name], first[name + 1]
                value = values[name] if not over_full[name] else float("nan")
                met = holders[begin:end].tolist()
                for holder, part in zip(met, share[begin:end], strict=True):
                    values[holder] = values.get(holder, 0.0) + part * value
            for holder in met:
                above = label[holder]
                if above not in seen:
                    seen.add(above)
                    # Nobody is above a top.
                    if first[holder] != first[holder + 1]:
                        heappush(heap, -above)
        values[issuer] -= 1.0
        return {name: 100 * value for name, value in values.items() if value != 0}

    @cached_property
    def _views(self) -> tuple[Any, ...]:
        """What is read item by item, as memoryviews: several times faster so than as arrays."""
        names, places = self.components.members
        read: list[Any] = [
            self.components.label, names[places[:-1]], self.columns.first, self.columns.holders,
            self.columns.share, self.components.is_loop, self.columns.over_full,
        ]  # fmt: skip
        return tuple(memoryview(one) for one in read)

    def _round(self, loop: Loop, values: dict[int, float]) -> list[int]:
        """Solves one loop for what has come to its members, and passes it on to the holders outside."""
        right = np.array([values.get(name, 0.0) for name in loop.names.tolist()])
        solved = loop.solve(right, False) if loop.solve else np.full(len(right), np.nan)
        values.update(zip(loop.names.tolist(), solved.tolist(), strict=True))
        outsiders, place = loop.outsiders
        sums = np.bincount(place, loop.outer_share * solved[loop.outer_of], minlength=len(outsiders))
        met: list[int] = outsiders.tolist()
        for holder, value in zip(met, sums.tolist(), strict=True):
            values[holder] = values.get(holder, 0.0) + value
        return met

    def loop(self, component: int) -> Loop:
        """One loop, prepared; kept for the next company that comes to it."""
        if component not in self._loops:
            self._loops[component] = self._prepared(component)
        return self._loops[component]

    def _prepared(self, component: int) -> Loop:
        columns = self.columns
        names = self.components.names_of(component)
        begins, counts = columns.first[names], columns.first[names + 1] - columns.first[names]
        # The places of all stakes in the members, one after the other.
        ends = np.cumsum(counts)
        entries = np.arange(ends[-1]) - np.repeat(ends - counts, counts) + np.repeat(begins, counts)
        issuers = np.repeat(np.arange(len(names)), counts)
        holders = columns.holders[entries]
        inside = self.components.label[holders] == component
        rows = np.searchsorted(names, holders[inside])
        is_closed = bool(self.components.closed[component])
        is_sound = not (is_closed or columns.over_full[names].any())
        return Loop(
            names,
            solver(rows, issuers[inside], columns.low[entries[inside]], len(names)) if is_sound else None,
            is_closed,
            entries,
            holders[~inside].astype(np.int64),
            issuers[~inside],
            columns.share[entries[~inside]],
        )
