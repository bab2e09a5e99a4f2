"""The inner loops that are worth compiling. With numba they are machine code; without, the same code is interpreted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

WHOLE = 100 * 10**9


def has_numba() -> bool:
    """Whether numba is installed."""
    return find_spec("numba") is not None


def run(kernel: Callable[..., int], *arguments: Any) -> int:
    """What a kernel returns, after it has changed the arrays that it was given."""
    if has_numba():
        return _compiled(kernel)(*arguments)
    # Single items of a memoryview are read several times faster than those of an array.
    return kernel(*(one if isinstance(one, int | float) else memoryview(one) for one in arguments))


@cache
def _compiled(kernel: Callable[..., int]) -> Callable[..., int]:
    import numba

    made: Callable[..., int]
    try:
        made = numba.njit(cache=True)(kernel)
    except RuntimeError:  # no folder to keep the machine code in
        made = numba.njit(kernel)
    return made


def start_groups(upper: Any, label: Any, size: Any, member: Any, following: Any, mark: Any, way: Any) -> int:
    """Groups everyone with who controls it, along one holder above each: a forest, with rings at some of its roots.

    Parameters
    ----------
    upper : who controls each name by itself, or -1.
    label : the group of each name, called by its head; filled. So are the linked lists `size`, `member`, `following`.
    mark, way : zeros, and room for a way up.
    """
    for name in range(len(upper)):
        steps = 0
        one = name
        while mark[one] == 0:
            mark[one] = 1  # on the way
            way[steps] = one
            steps += 1
            if upper[one] < 0:
                break
            one = upper[one]
        # The way ended at a root or in a ring, which this name begins, or at a group that is there already.
        group = label[one] if mark[one] == 2 else one
        for step in range(steps):
            one = way[step]
            mark[one] = 2
            label[one] = group
            following[one] = member[group]
            member[group] = one
            size[group] += 1
    return 0


def grow_groups(  # noqa: PLR0912 - one loop for the compiler
    first: Any, holders: Any, units: Any, start: Any, held: Any, upper: Any, label: Any, head: Any,
    size: Any, member: Any, following: Any, sums: Any, waiting: Any, queue: Any, decided: Any, count: int,
) -> int:  # fmt: skip
    """Puts everyone into the group of who controls it jointly, to the end; returns in how many rounds.

    Parameters
    ----------
    first, holders, units : the stakes by issuer. start, held : by holder.
    upper : a member of the group that controls a name, or -1; filled, as are `label` and `head`.
    head : the head of each group, at first itself.
    size, member, following : groups as linked lists: how many, the first one, the next one or -1.
    sums : zeros. queue, count, waiting : the issuers to look at, how many, and whether one is among them.
    decided : room for as many.

    Notes
    -----
    An issuer of whom one group holds more than half joins that group with all that it controls itself; while no more
    than the whole is held of anyone, no second group can. The smaller group is renamed, so a name is renamed at most
    log2(n) times, and only issuers of whom a renamed name holds something are looked at again.
    """
    rounds = 0
    while count > 0:
        rounds += 1
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
    return rounds


def mix(  # noqa: PLR0912 - one loop for the compiler
    begin: int, end: int, names: Any, places: Any, is_loop: Any, first: Any, holders: Any, share: Any, at: Any,
    tops: Any, values: Any, undisclosed: Any, trapped: Any, dropped: Any, depth: Any, sums: Any, met: Any,
    used: int, least: float, is_marked: Any, taken: Any,
) -> int:  # fmt: skip
    """Mixes the tops of the holders of single names, component after component; returns where it stopped.

    It stops before a loop, at the end, or where the room for entries is used up. `taken[0]` is then the room used.

    Parameters
    ----------
    begin, end, names, places, is_loop : the components, holders first.
    at : where the entries of each name begin and end in `tops` and `values`, two numbers each.
    undisclosed, trapped, dropped, depth : per name, summed beside.
    sums, is_marked, met : zeros, and room for as many names.
    least : entries smaller than this are dropped.
    """
    for component in range(begin, end):
        name = names[places[component]]
        if is_loop[component]:
            taken[0] = used
            return component
        if first[name] == first[name + 1]:
            continue
        count = 0
        for entry in range(first[name], first[name + 1]):
            holder = holders[entry]
            part = share[entry]
            if first[holder] == first[holder + 1]:
                if is_marked[holder] == 0:
                    is_marked[holder] = 1
                    met[count] = holder
                    count += 1
                sums[holder] += part
                continue
            for place in range(at[2 * holder], at[2 * holder + 1]):
                top = tops[place]
                if is_marked[top] == 0:
                    is_marked[top] = 1
                    met[count] = top
                    count += 1
                sums[top] += part * values[place]
        room = used + count <= len(tops)
        at[2 * name] = used
        lost = 0.0
        for place in range(count):
            top = met[place]
            if room:
                if sums[top] < least:
                    lost += sums[top]
                else:
                    tops[used] = top
                    values[used] = sums[top]
                    used += 1
            sums[top] = 0.0
            is_marked[top] = 0
        if not room:
            taken[0] = used
            return component
        at[2 * name + 1] = used
        dropped[name] += lost
        depth[name] += 1.0
        for entry in range(first[name], first[name + 1]):
            holder = holders[entry]
            undisclosed[name] += share[entry] * undisclosed[holder]
            trapped[name] += share[entry] * trapped[holder]
            dropped[name] += share[entry] * dropped[holder]
            depth[name] += share[entry] * depth[holder]
    taken[0] = used
    return end
