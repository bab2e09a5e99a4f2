"""Boxes in rows: in what order they stand in each, so that few lines cross, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_SWEEPS = 12


@dataclass(slots=True)
class Item:
    """Something that takes room in a row: a box, or the lane of a line that passes through. `x` is its middle."""

    name: str
    level: int
    width: float
    x: float = 0.0
    up: list[Item] = field(default_factory=list)
    down: list[Item] = field(default_factory=list)


def place(items: Iterable[Item], gap: float) -> dict[int, list[Item]]:
    """The items by level, from left to right; sets their `x` so that each stands near those it is joined to."""
    rows: dict[int, list[Item]] = {}
    for item in items:
        rows.setdefault(item.level, []).append(item)
    levels = sorted(rows)
    best = {level: list(row) for level, row in rows.items()}
    fewest = _crossings(rows, levels)
    for sweep in range(_SWEEPS):
        _sweep(rows, levels if sweep % 2 else levels[::-1], down=bool(sweep % 2))
        found = _crossings(rows, levels)
        if found < fewest:
            fewest, best = found, {level: list(row) for level, row in rows.items()}
    for level in levels:
        _settle(best[level], lambda item: item.x, gap)
    for round_ in range(_SWEEPS * 2):
        for level in levels if round_ % 2 else levels[::-1]:
            _settle(best[level], _middle, gap)
    return {level: best[level] for level in levels}


def _middle(item: Item) -> float:
    near = [*item.up, *item.down]
    return sum(one.x for one in near) / len(near) if near else item.x


def _sweep(rows: Mapping[int, list[Item]], levels: Sequence[int], *, down: bool) -> None:
    for level in levels:
        place_of = {id(one): number for row in rows.values() for number, one in enumerate(row)}
        own = {id(one): number for number, one in enumerate(rows[level])}

        def mean(item: Item, place_of: Mapping[int, int] = place_of, own: Mapping[int, int] = own) -> float:
            near = [place_of[id(one)] for one in (item.up if down else item.down)]
            return sum(near) / len(near) if near else own[id(item)]

        rows[level].sort(key=mean)


def _crossings(rows: Mapping[int, Sequence[Item]], levels: Sequence[int]) -> int:
    """How many pairs of lines between neighbouring rows cross."""
    count = 0
    for level in levels:
        below = {id(one): number for number, one in enumerate(rows.get(level + 1, ()))}
        ends = [sorted(below[id(one)] for one in item.down) for item in rows[level]]
        flat: list[int] = []
        for own in ends:
            count += sum(1 for end in own for other in flat if other > end)
            flat += own
    return count


def _settle(row: Sequence[Item], wish: Callable[[Item], float], gap: float) -> None:
    """Puts a row as near to its wishes as the widths allow, in its order: neighbours that press on one another become
    a block around the mean of their wishes."""
    offsets: list[float] = []
    for number, item in enumerate(row):
        before = row[number - 1] if number else None
        offsets.append(offsets[-1] + (before.width + item.width) / 2 + gap if before else 0.0)
    blocks: list[tuple[float, int]] = []
    for item, offset in zip(row, offsets, strict=True):
        mean, size = wish(item) - offset, 1
        while blocks and blocks[-1][0] > mean:
            before_mean, before_size = blocks.pop()
            mean = (mean * size + before_mean * before_size) / (size + before_size)
            size += before_size
        blocks.append((mean, size))
    shifts = [mean for mean, size in blocks for _ in range(size)]
    for item, offset, shift in zip(row, offsets, shifts, strict=True):
        item.x = round(offset + shift, 2)
