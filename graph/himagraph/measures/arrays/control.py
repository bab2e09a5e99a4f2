"""Control of everyone in a register: into which group each company belongs, and who stands at its head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from himagraph.measures.arrays.columns import WHOLE, Columns, Ints
from himagraph.measures.arrays.kernels import compiled, group_by_control, has_numba


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
    One pass of groups that grow and merge (`kernels.group_by_control`), in whole numbers, so that exactly 50 percent
    controls nobody. Where more than the whole is held of an issuer two groups could claim it: one is taken, and the
    issuer is among the over-full ones of `lint`.
    """
    start, held = columns.by_holder
    names = np.arange(columns.size, dtype=np.int32)
    able = np.flatnonzero(2 * columns.total > WHOLE).astype(np.int32)
    waiting = np.zeros(columns.size, dtype=np.int8)
    waiting[able] = 1
    queue = np.zeros(columns.size, dtype=np.int32)
    queue[: len(able)] = able
    label, head = names.copy(), names.copy()
    upper = np.full(columns.size, -1, dtype=np.int32)
    arguments: list[Any] = [
        columns.first, columns.holders, columns.low, start, held, label, head, upper,
        np.ones(columns.size, dtype=np.int32), names.copy(), np.full(columns.size, -1, dtype=np.int32),
        np.zeros(columns.size, dtype=np.int64), waiting, queue, np.zeros(columns.size, dtype=np.int32),
    ]  # fmt: skip
    if has_numba():
        compiled()(*arguments, len(able))
    else:
        # Lists are several times faster than arrays where code is interpreted.
        lists = [array.tolist() for array in arguments]
        group_by_control(*lists, len(able))
        label, head, upper = (np.array(lists[place], dtype=np.int32) for place in (5, 6, 7))
    return Control(head[label], upper >= 0)


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
