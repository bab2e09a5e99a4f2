"""Loops of a register and the order in which it can be walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from himagraph.measures.arrays.columns import WHOLE, Columns, Ints


@dataclass(frozen=True)
class Components:
    """The strongly connected components: those who hold one another, directly or through others.

    `label` gives each name's component, of `count` ones.
    """

    columns: Columns
    count: int
    label: Ints

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        return np.bincount(self.label, minlength=self.count)

    @cached_property
    def members(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The names ordered by component: those of c are `names[start[c]:start[c + 1]]`."""
        names = np.argsort(self.label, kind="stable")
        return names, np.concatenate(([0], np.cumsum(self.sizes)))

    def names_of(self, component: int) -> NDArray[np.int64]:
        """The names in one component, in order."""
        names, start = self.members
        return names[start[component] : start[component + 1]]

    @cached_property
    def inside(self) -> NDArray[np.bool_]:
        """Whether holder and issuer of a stake are in one component, self-holdings included."""
        found: NDArray[np.bool_] = self.label[self.columns.holders] == self.label[self.columns.issuers]
        return found

    @cached_property
    def is_loop(self) -> NDArray[np.bool_]:
        """Whether one can go round in a component."""
        found: NDArray[np.bool_] = self.sizes > 1
        own = self.columns.holders[self.inside] == self.columns.issuers[self.inside]
        found[self.label[self.columns.issuers[self.inside][own]]] = True
        return found

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Whether a component is a ring without outside owner: each of its members is held in full from inside."""
        held = np.zeros(self.columns.size, dtype=np.int64)
        np.add.at(held, self.columns.issuers[self.inside], self.columns.low[self.inside])
        found: NDArray[np.bool_] = self.is_loop.copy()
        found[self.label[held < WHOLE]] = False
        return found

    @cached_property
    def in_order(self) -> Components:
        """The same, numbered so that every holder outside an issuer's component has a smaller label than the issuer."""
        certain = self.columns.low > 0
        if (self.label[self.columns.holders] <= self.label[self.columns.issuers])[certain].all():
            # Pearce's algorithm numbers a component after all that it points to. That is not promised, so it was seen.
            return self
        return Components(self.columns, self.count, _numbered(self, certain))

    def loops(self) -> Iterator[NDArray[np.int64]]:
        """The names of each loop, largest first."""
        found = np.flatnonzero(self.is_loop)
        for component in found[np.argsort(-self.sizes[found], kind="stable")]:
            yield self.names_of(int(component))


def components(columns: Columns) -> Components:
    """The components of a register, by scipy's Pearce algorithm in compiled code."""
    count, label = connected_components(columns.graph, directed=True, connection="strong")
    return Components(columns, int(count), label)


def _numbered(found: Components, certain: NDArray[np.bool_]) -> Ints:
    """The labels renumbered so that holders come first: Kahn's order of the components."""
    use = certain & ~found.inside
    pairs = np.unique(
        np.stack((found.label[found.columns.issuers[use]], found.label[found.columns.holders[use]]), axis=1), axis=0
    )
    waits = np.bincount(pairs[:, 0], minlength=found.count)
    below: dict[int, list[int]] = {}
    for issuer, holder in pairs.tolist():
        below.setdefault(holder, []).append(issuer)
    place = np.zeros(found.count, dtype=np.int32)
    ready = np.flatnonzero(waits == 0).tolist()
    for number in range(found.count):
        component = ready.pop()
        place[component] = number
        for issuer in below.get(component, ()):
            waits[issuer] -= 1
            if waits[issuer] == 0:
                ready.append(issuer)
    return place[found.label]
