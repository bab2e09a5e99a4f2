"""Random small registers, and slow plain ways to compute the same things."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations

from hypothesis import strategies as st

from himagraph.measures import Holdings

Rows = list[tuple[str, str, object]]
Column = dict[str, Fraction]

NAMES = ("a", "b", "c", "d", "e", "f")
#: The last decimal that is disclosed somewhere: dust.
DUST = Fraction(1, 10_000)


@st.composite
def registers(draw: st.DrawFn, *, ranges: bool = False, names: tuple[str, ...] = NAMES) -> Rows:
    """Rows of up to six names: loops, closed rings, self-holdings, dust, columns in full; with `ranges`, unknowns too.

    The least shares of no issuer exceed 100 percent.
    """
    rows: Rows = []
    for issuer in names:
        holders = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        weights = [draw(st.sampled_from([1, 1, 2, 3, 5, 10, 30, 50, 51])) for _ in holders]
        whole = draw(st.sampled_from([100, 100, 100, 97, 60, 51, 50, 20]))
        for holder, weight in zip(holders, weights, strict=True):
            share = Fraction(whole * weight, sum(weights))
            if draw(st.integers(0, 9)) == 0:
                share = DUST
            kind = draw(st.integers(0, 5)) if ranges else 0
            if kind == 1:
                rows.append((holder, issuer, None))
            elif kind == 2:
                rows.append((holder, issuer, (share / 2, share)))
            else:
                rows.append((holder, issuer, share))
    return draw(st.permutations(rows))


@st.composite
def completed(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """A register with ranges, and one of the registers that it may be."""
    rows = draw(registers(ranges=True, names=NAMES[:5]))
    filled: Rows = []
    free: dict[str, Fraction] = {}
    for _, issuer, figure in rows:
        free[issuer] = free.get(issuer, Fraction(100)) - low_of(figure)
    for holder, issuer, figure in rows:
        room = min(high_of(figure) - low_of(figure), free[issuer]) * draw(st.sampled_from([0, Fraction(1, 3), 1, 1]))
        free[issuer] -= room
        filled.append((holder, issuer, low_of(figure) + room))
    return rows, filled


def low_of(figure: object) -> Fraction:
    return Fraction(0) if figure is None else figure[0] if isinstance(figure, tuple) else Fraction(figure)


def high_of(figure: object) -> Fraction:
    return Fraction(100) if figure is None else figure[1] if isinstance(figure, tuple) else Fraction(figure)


def columns_of(rows: Rows) -> dict[str, Column]:
    """{issuer: {holder: share of 1}} of a register without ranges."""
    columns: dict[str, Column] = {}
    for holder, issuer, figure in rows:
        column = columns.setdefault(issuer, {})
        column[holder] = column.get(holder, Fraction(0)) + Fraction(figure) / 100
    return columns


def closed(columns: Mapping[str, Column]) -> set[str]:
    """All that never come to an outside owner whichever way one goes up: by shrinking, not by components."""
    left = set(columns)
    while True:
        lost = {one for one in left if sum((columns[one].get(other, Fraction(0)) for other in left), Fraction(0)) < 1}
        if not lost:
            return left
        left -= lost


def inverse(columns: Mapping[str, Column], names: list[str]) -> list[list[Fraction]]:
    """(I - W)^-1 by Gauss and Jordan over all names, pivoting; raises ZeroDivisionError where there is none."""
    size = len(names)
    table = [
        [
            Fraction(row == place) - columns.get(issuer, {}).get(holder, Fraction(0))
            for place, issuer in enumerate(names)
        ]
        + [Fraction(row == place) for place in range(size)]
        for row, holder in enumerate(names)
    ]
    for place in range(size):
        pivot = next((row for row in range(place, size) if table[row][place]), None)
        if pivot is None:
            raise ZeroDivisionError("singular")
        table[place], table[pivot] = table[pivot], table[place]
        scale = table[place][place]
        table[place] = [value / scale for value in table[place]]
        for row in range(size):
            if row != place and table[row][place]:
                factor = table[row][place]
                table[row] = [value - factor * base for value, base in zip(table[row], table[place], strict=True)]
    return [row[size:] for row in table]


def controlled(columns: Mapping[str, Column], start: str, names: list[str]) -> set[str]:
    """The smallest set that contains all it holds a majority of together with the start, over all sets of names."""
    others = [name for name in names if name != start]
    for size in range(len(others) + 1):
        for chosen in combinations(others, size):
            group = {start, *chosen}
            if all(
                issuer in group
                or sum((share for holder, share in column.items() if holder in group), Fraction(0)) <= Fraction(1, 2)
                for issuer, column in columns.items()
            ):
                return set(chosen)
    raise AssertionError("all names together are closed")


def corners(rows: Rows) -> list[list[Rows]]:
    """For each issuer the columns at the corners of what the ranges allow: filled greedily in every order, or not."""
    columns: dict[str, list[tuple[str, object]]] = {}
    for holder, issuer, figure in rows:
        columns.setdefault(issuer, []).append((holder, figure))
    choices: list[list[Rows]] = []
    for issuer, boxes in columns.items():
        ranged = [holder for holder, figure in boxes if low_of(figure) < high_of(figure)]
        found: dict[tuple[tuple[str, str, Fraction], ...], None] = {}
        for size in range(len(ranged) + 1):
            for order in permutations(ranged, size):
                free = 100 - sum((low_of(figure) for _, figure in boxes), Fraction(0))
                added: dict[str, Fraction] = {}
                for holder in order:
                    figure = dict(boxes)[holder]
                    added[holder] = min(high_of(figure) - low_of(figure), free)
                    free -= added[holder]
                filled = [(holder, issuer, low_of(figure) + added.get(holder, 0)) for holder, figure in boxes]
                found[tuple(filled)] = None
        choices.append([list(filled) for filled in found])
    return choices


def outsiders(holdings: Holdings) -> list[str]:
    """The names in which nobody holds anything."""
    issuers = set(holdings.issuers)
    return [name for name in holdings.names if name not in issuers]
