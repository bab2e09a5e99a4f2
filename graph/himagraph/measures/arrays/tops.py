"""The ultimate owners of every company of a register, with their look-through shares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from himagraph.measures.arrays.blocks import Floats
from himagraph.measures.arrays.columns import WHOLE, Ints
from himagraph.measures.arrays.kernels import mix, run
from himagraph.measures.arrays.lookthrough import LookThrough, Loop

#: Shares below this part of the least one asked for are dropped on the way.
DROPPED = 1e-2
#: Tops solved for side by side in a loop.
AT_ONCE = 512


@dataclass(frozen=True)
class Tops:
    """Who is at the top of each company: rows in order of company, then of share; and what is known of the rest.

    `low` and `high` bound each share in percent: what was dropped on the way is between them. `undisclosed` is what no
    row names at any level, `trapped` what ends in closed rings, `dropped` what was too small to be followed, each per
    company in percent; NaN where capital on the way is over-full.
    """

    company: Ints
    top: Ints
    low: Floats
    high: Floats
    undisclosed: Floats
    trapped: Floats
    dropped: Floats

    def of(self, company: int) -> dict[int, float]:
        """The tops of one company and their shares in percent, largest first."""
        begin, end = np.searchsorted(self.company, [company, company + 1])
        return dict(zip(self.top[begin:end].tolist(), self.low[begin:end].tolist(), strict=True))


def ultimate_all(look: LookThrough, min_share: float) -> Tops:
    """The tops of every company with a share of at least `min_share` percent.

    Notes
    -----
    From the top down every company gets the mixture of its holders' tops, weighted by what they hold,
    :math:`U_y = \\sum_w W_{wy} U_w`; a loop is solved for all tops above it at once. Shares below a hundredth of the
    least one asked for are dropped: each company on the way up can hide that much of a top, so that the share of no top
    is short by more than that times the number of companies that a unit of capital passes on its way up, nor by more
    than all that was dropped. A row is given where the share may reach the least one.
    """
    sweep = _Sweep(look, min_share / 100)
    place, components = 0, look.components
    while place < components.count:
        place = sweep.mix(place)
        if place < components.count and components.is_loop[place]:
            sweep.solve(look.loop(place))
            place += 1
        elif place < components.count:
            sweep.widen()
    return sweep.result()


class _Sweep:
    """The walk from the top down. `at` says where the entries of each name stand in `tops` and `values`."""

    def __init__(self, look: LookThrough, least: float) -> None:
        columns = self.columns = look.columns
        self.look, self.least = look, least
        size = columns.size
        undisclosed = np.maximum(WHOLE - columns.total, 0) / WHOLE
        # Nothing is known of who owns a company of which more is held than there is.
        undisclosed[columns.over_full] = np.nan
        undisclosed[columns.is_top] = 0.0
        self.undisclosed: Floats = undisclosed
        self.trapped, self.dropped, self.depth = np.zeros(size), np.zeros(size), np.zeros(size)
        self.share = columns.share
        if columns.over_full.any():
            self.share = np.where(columns.over_full[columns.issuers], np.nan, columns.share)
        self.at = np.zeros(2 * size, dtype=np.int64)
        self.tops, self.values = np.empty(4 * size + 64, dtype=np.int32), np.empty(4 * size + 64)
        self.used = 0
        self.sums, self.is_marked, self.met = np.zeros(size), np.zeros(size, np.int8), np.empty(size, np.int32)

    def mix(self, begin: int) -> int:
        """Takes single names as far as it comes; returns the component before which it stopped."""
        names, places = self.look.components.members
        taken = np.zeros(1, dtype=np.int64)
        end = run(
            mix, begin, self.look.components.count, names, places, self.look.components.is_loop, self.columns.first,
            self.columns.holders, self.share, self.at, self.tops, self.values, self.undisclosed, self.trapped,
            self.dropped, self.depth, self.sums, self.met, self.used, self.least * DROPPED, self.is_marked, taken,
        )  # fmt: skip
        self.used = int(taken[0])
        return end

    def widen(self) -> None:
        """Doubles the room for entries."""
        self.tops = np.concatenate((self.tops, np.empty_like(self.tops)))
        self.values = np.concatenate((self.values, np.empty_like(self.values)))

    def solve(self, loop: Loop) -> None:
        """The tops of the members of a loop: what comes in from outside, solved for all of them."""
        if loop.is_closed:
            self.trapped[loop.names] = 1.0
            return
        for rest in (self.undisclosed, self.trapped, self.dropped, self.depth):
            comes_in = np.bincount(loop.outer_of, loop.outer_share * rest[loop.outer], minlength=len(loop.names))
            rest[loop.names] = self._solved(loop, rest[loop.names] + comes_in)
        self.depth[loop.names] += 1.0
        place, top, value = self._comes_in(loop)
        tops, column = np.unique(top, return_inverse=True)
        # The walk goes by member, the solution by top: chunk by chunk, then in order of member.
        chunks: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats]] = []
        for begin in range(0, len(tops), AT_ONCE):
            here = (column >= begin) & (column < begin + AT_ONCE)
            right = np.zeros((len(loop.names), min(AT_ONCE, len(tops) - begin)))
            np.add.at(right, (place[here], column[here] - begin), value[here])
            solved = self._solved(loop, right)
            small = solved < self.least * DROPPED
            self.dropped[loop.names] += np.where(small, solved, 0.0).sum(axis=1)
            member, chosen = np.nonzero(~small)
            chunks.append((member, tops[begin + chosen], solved[member, chosen]))
        if chunks:
            member, top, value = (np.concatenate(part) for part in zip(*chunks, strict=True))
            order = np.argsort(member, kind="stable")
            self._write(loop.names, member[order], top[order], value[order])

    def _solved(self, loop: Loop, right: Floats) -> Floats:
        return loop.solve(right, True) if loop.solve else np.full(right.shape, np.nan)

    def _comes_in(self, loop: Loop) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """The tops of the outer holders of a loop: member, top and share of each entry."""
        outer_is_top = self.columns.is_top[loop.outer]
        through = np.flatnonzero(~outer_is_top)
        begins, ends = self.at[2 * loop.outer[through]], self.at[2 * loop.outer[through] + 1]
        counts = ends - begins
        total = int(counts.sum())
        entries = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begins, counts)
        stake = np.repeat(through, counts)
        direct = np.flatnonzero(outer_is_top)
        return (
            np.concatenate((loop.outer_of[direct], loop.outer_of[stake])),
            np.concatenate((loop.outer[direct], self.tops[entries].astype(np.int64))),
            np.concatenate((loop.outer_share[direct], loop.outer_share[stake] * self.values[entries])),
        )

    def _write(
        self, names: NDArray[np.int64], member: NDArray[np.int64], top: NDArray[np.int64], value: Floats
    ) -> None:
        while self.used + len(top) > len(self.tops):
            self.widen()
        self.tops[self.used : self.used + len(top)] = top
        self.values[self.used : self.used + len(top)] = value
        ends = self.used + np.cumsum(np.bincount(member, minlength=len(names)))
        self.at[2 * names + 1] = ends
        self.at[2 * names] = np.concatenate(([self.used], ends[:-1]))
        self.used += len(top)

    def result(self) -> Tops:
        """The rows that may reach the least share, sorted."""
        del self.sums, self.met, self.is_marked
        begins, ends = self.at[0::2], self.at[1::2]
        written = np.flatnonzero(ends > begins)
        written = written[np.argsort(begins[written], kind="stable")]
        company = np.repeat(written, ends[written] - begins[written]).astype(np.int32)
        top, low = self.tops[: self.used], self.values[: self.used]
        hidden = np.minimum(self.dropped, self.least * DROPPED * self.depth)
        high = low + hidden[company]
        enough = ~(high < self.least)
        company, top, low, high = company[enough], top[enough], low[enough], high[enough]
        order = np.lexsort((top, -low, company))
        return Tops(
            company[order],
            top[order],
            100 * low[order],
            100 * high[order],
            100 * self.undisclosed,
            100 * self.trapped,
            100 * self.dropped,
        )
