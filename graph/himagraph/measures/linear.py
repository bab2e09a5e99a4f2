"""Exact solution of x = c + M x where M is sparse and non-negative, loop by loop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from himagraph.measures.graph import components

Rows = Mapping[str, Mapping[str, Fraction]]

ZERO, ONE = Fraction(0), Fraction(1)


def solve(
    rows: Rows, constants: Mapping[str, Fraction], unsolvable: Collection[str] = ()
) -> dict[str, Fraction | None]:
    """The value of each node; None where there is no finite one.

    Parameters
    ----------
    rows : the weights of each node's equation, `{node: {other: weight}}`; others that are no keys count nothing.
    constants : what a node has by itself; a node that is not named has 0.
    unsolvable : nodes known by structure to have no value. All that depend on them have none either.

    Notes
    -----
    Solves :math:`x = c + M x`, that is :math:`x = (I - M)^{-1} c`. Components are walked with those first on which
    others depend: single nodes by substitution, each loop by elimination. For a non-negative M the solution is finite
    and non-negative exactly when every pivot of the elimination is positive (I - M is then a nonsingular M-matrix), in
    any order of elimination, so the sparsest row goes first.

    Reference: Berman and Plemmons, Nonnegative Matrices in the Mathematical Sciences (1994), chapter 6.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> solve({"x": {"y": half}, "y": {"x": half}}, {"x": Fraction(1)})
    {'x': Fraction(4, 3), 'y': Fraction(2, 3)}
    """
    values: dict[str, Fraction | None] = {}
    for component in components(rows):
        inside = set(component)
        block: dict[str, dict[str, Fraction]] = {}
        sums: dict[str, Fraction] = {}
        is_known = not inside.intersection(unsolvable)
        for node in component:
            total = constants.get(node, ZERO)
            block[node] = {}
            for other, weight in rows[node].items():
                if other in inside:
                    block[node][other] = weight
                elif other in rows:
                    value = values[other]
                    is_known = is_known and value is not None
                    total += weight * (value or ZERO)
            sums[node] = total
        solved = eliminate(block, sums) if is_known else None
        values.update(solved or dict.fromkeys(component))
    return {node: values[node] for node in rows}


def eliminate(block: dict[str, dict[str, Fraction]], sums: dict[str, Fraction]) -> dict[str, Fraction] | None:
    """The values of one loop, or None where it has no finite ones. Uses up what it is given."""
    users: dict[str, set[str]] = {node: set() for node in block}
    for node, row in block.items():
        for other in row:
            users[other].add(node)
    left = list(block)
    done: list[str] = []
    while left:
        pivot = min(left, key=lambda node: len(block[node]) * len(users[node]))
        left.remove(pivot)
        row = block[pivot]
        scale = ONE - row.pop(pivot, ZERO)
        if scale <= 0:
            return None
        users[pivot].discard(pivot)
        for other in row:
            row[other] /= scale
            users[other].discard(pivot)
        sums[pivot] /= scale
        for user in users[pivot]:
            weight = block[user].pop(pivot)
            sums[user] += weight * sums[pivot]
            for other, value in row.items():
                block[user][other] = block[user].get(other, ZERO) + weight * value
                users[other].add(user)
        done.append(pivot)
    values: dict[str, Fraction] = {}
    for node in reversed(done):
        values[node] = sums[node] + sum((weight * values[other] for other, weight in block[node].items()), ZERO)
    return values
