"""Control of everyone in a register: into which group each company belongs, and who stands at its head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from himagraph.measures.arrays.columns import WHOLE, Columns, Ints
from himagraph.measures.arrays.kernels import grow_groups, run, start_groups


@dataclass(frozen=True)
class Control:
    """Who ultimately controls each name, by strictly more than half of the capital.

    `head` is the ultimate controller of each name, itself where nobody controls it. `is_controlled` says whether
    somebody does. Firms that control one another share a group; its head is one of them and is itself controlled.
    """

    head: Ints
    is_controlled: NDArray[np.bool_]

    @cached_property
    def is_ring(self) -> NDArray[np.bool_]:
        """Whether the head of a name's group is controlled by those it controls: there are several heads."""
        return self.is_controlled[self.head]

    def group(self, head: int) -> NDArray[np.int64]:
        """All names with one head, the head included."""
        return np.flatnonzero(self.head == head)


def control_all(columns: Columns) -> Control:
    """The ultimate controller of every name of a register.

    Notes
    -----
    First everyone joins the holder that has more than half of it alone, then groups grow and merge
    (`kernels.grow_groups`), in whole numbers, so that exactly 50 percent controls nobody. Where more than the whole is
    held of an issuer two groups could claim it: one is taken, and the issuer is among the over-full ones of `lint`.
    """
    size = columns.size
    start, held = columns.by_holder
    upper = _filled(size, -1)
    alone = np.flatnonzero(2 * columns.low > WHOLE)
    alone = alone[columns.issuers[alone] != columns.holders[alone]]
    upper[columns.issuers[alone]] = columns.holders[alone]
    label, counts, member, following = _filled(size, -1), _filled(size, 0), _filled(size, -1), _filled(size, -1)
    room = _filled(size, 0)
    run(start_groups, upper, label, counts, member, following, np.zeros(size, dtype=np.int8), room)
    able = np.flatnonzero((2 * columns.total > WHOLE) & (np.diff(columns.first) > 1) & (upper < 0))
    waiting = np.zeros(size, dtype=np.int8)
    waiting[able] = 1
    queue = _filled(size, 0)
    queue[: len(able)] = able
    head = np.arange(size, dtype=np.int32)
    run(
        grow_groups, columns.first, columns.holders, columns.low, start, held, upper, label, head, counts, member,
        following, np.zeros(size, dtype=np.int64), waiting, queue, room, len(able),
    )  # fmt: skip
    return Control(head[label], upper >= 0)


def _filled(size: int, value: int) -> Ints:
    return np.full(size, value, dtype=np.int32)


def controlled_by(columns: Columns, name: int) -> set[int]:
    """All that one name controls, found from its own stakes; the cost is that of the stakes touched."""
    start, held = columns.by_holder
    found: set[int] = set()
    sums: dict[int, int] = {}
    waiting = [name]
    while waiting:
        member = waiting.pop()
        for issuer in held[start[member] : start[member + 1]].tolist():
            if issuer == name or issuer in found:
                continue
            begin = int(columns.first[issuer])
            entries = columns.holders[begin : columns.first[issuer + 1]]
            # Holders stand in order within an issuer.
            place = begin + int(np.searchsorted(entries, member))
            sums[issuer] = sums.get(issuer, 0) + int(columns.low[place])
            if 2 * sums[issuer] > WHOLE:
                found.add(issuer)
                waiting.append(issuer)
    return found
