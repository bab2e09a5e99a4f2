"""The one inner loop that is worth compiling. With numba it runs on arrays; without, on lists, by the same code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

WHOLE = 100 * 10**9


def has_numba() -> bool:
    """Whether numba is installed."""
    return find_spec("numba") is not None


@cache
def compiled() -> Callable[..., None]:
    """`group_by_control` as machine code."""
    import numba

    try:
        return numba.njit(cache=True)(group_by_control)
    except RuntimeError:  # no folder to keep the machine code in
        return numba.njit(group_by_control)


def group_by_control(
    first: Any, holders: Any, units: Any, start: Any, held: Any, label: Any, head: Any, upper: Any,
    size: Any, member: Any, following: Any, sums: Any, waiting: Any, queue: Any, decided: Any, count: int,
) -> None:  # fmt: skip
    """Puts everyone into the group of who controls it, to the end. `label`, `head` and `upper` are the result.

    Parameters
    ----------
    first, holders, units : the stakes by issuer. start, held : by holder.
    label : the group of each name, at first its own number. head : the head of each group, at first itself.
    upper : a member of the group that controls a name; at first -1.
    size, member, following : groups as linked lists: how many, the first one, the next one or -1.
    sums : zeros. queue, count, waiting : the issuers to look at, how many, and whether one is among them.
    decided : room for as many.

    Notes
    -----
    An issuer of whom one group holds more than half joins that group with all that it controls itself; while no more
    than the whole is held of anyone, no second group can. The smaller group is renamed, so a name is renamed at most
    log2(n) times, and only issuers of whom a renamed name holds something are looked at again.
    """
    while count > 0:
        found = 0
        for place in range(count):
            issuer = queue[place]
            waiting[issuer] = 0
            own = label[issuer]
            winner = -1
            for entry in range(first[issuer], first[issuer + 1]):
                group = label[holders[entry]]
                if group != own:
                    sums[group] += units[entry]
                    if 2 * sums[group] > WHOLE and winner < 0:
                        winner = holders[entry]
            for entry in range(first[issuer], first[issuer + 1]):
                sums[label[holders[entry]]] = 0
            if winner >= 0:
                upper[issuer] = winner
                decided[found] = issuer
                found += 1
        count = 0
        for place in range(found):
            issuer = decided[place]
            small = label[issuer]
            large = label[upper[issuer]]
            if small == large:  # a ring: they control one another
                continue
            top = head[large]
            if size[small] > size[large]:
                small, large = large, small
            head[large] = top
            size[large] += size[small]
            name = member[small]
            last = name
            while name >= 0:
                label[name] = large
                for entry in range(start[name], start[name + 1]):
                    below = held[entry]
                    if upper[below] < 0 and waiting[below] == 0:
                        waiting[below] = 1
                        queue[count] = below
                        count += 1
                last = name
                name = following[name]
            following[last] = member[large]
            member[large] = member[small]
