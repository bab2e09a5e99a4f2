"""Loops as dense blocks, factorised once and then solved for any right-hand side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from scipy.sparse import linalg as sparse_linalg

from himagraph.measures.arrays.columns import WHOLE

Floats = NDArray[np.float64]
#: Solves (I - W) x = r, or its transpose, for one r or several side by side.
Solver = Callable[[Floats, bool], Floats]

#: Up to this size a loop is eliminated without a single subtraction, in numpy.
SMALL = 400
#: Up to this size a loop is factorised as a dense matrix; above, as a sparse one.
DENSE = 6000
#: How far the outside shares may be from making the whole.
CLOSE_ENOUGH = 1e-9


def solver(rows: NDArray[np.int64], columns: NDArray[np.int64], units: NDArray[np.int64], size: int) -> Solver:
    """The solver of one loop.

    Parameters
    ----------
    rows, columns, units : holder, issuer and share of each stake inside the loop, in numbers within it.

    Notes
    -----
    A ring with an outside share e has a condition of 2/e. Small loops are eliminated in the manner of Grassmann, Taksar
    and Heyman: pivots are summed from the outside shares, which are known exactly, so that nothing cancels and each
    entry is right to the last digits whatever the condition. Large ones take LAPACK's LU with a check, that the outside
    shares of every member make the whole, and fall back where it fails.

    Reference: Grassmann, Taksar and Heyman, Regenerative analysis and steady state distributions for Markov chains,
    Operations Research 33 (1985); O'Cinneide, Entrywise perturbation theory and error analysis for Markov chains,
    Numerische Mathematik 65 (1993).
    """
    held = np.zeros(size, dtype=np.int64)
    np.add.at(held, columns, units)
    outside = np.maximum(WHOLE - held, 0) / WHOLE
    if size > DENSE:
        return _checked(_sparse(rows, columns, units, size), outside, None)
    weights = np.zeros((size, size))
    weights[rows, columns] = units / WHOLE
    if size <= SMALL:
        return _without_subtraction(weights, outside)
    return _checked(_dense(weights), outside, lambda: _without_subtraction(weights, outside))


def _dense(weights: Floats) -> Solver:
    matrix = -weights
    matrix[np.diag_indices_from(matrix)] += 1
    factors: Any = linalg.lu_factor(matrix, overwrite_a=True, check_finite=False)

    def solve(right: Floats, transposed: bool) -> Floats:
        found: Floats = linalg.lu_solve(factors, right, trans=int(transposed), check_finite=False)
        return found

    return solve


def _sparse(rows: NDArray[np.int64], columns: NDArray[np.int64], units: NDArray[np.int64], size: int) -> Solver:
    weights = sparse.coo_array((units / WHOLE, (rows, columns)), shape=(size, size))
    factors: Any = sparse_linalg.splu(sparse.csc_array(sparse.eye_array(size) - weights))

    def solve(right: Floats, transposed: bool) -> Floats:
        found: Floats = factors.solve(right, trans="T" if transposed else "N")
        return found

    return solve


def _checked(solve: Solver, outside: Floats, instead: Callable[[], Solver] | None) -> Solver:
    """The solver, if what everyone outside has of each member makes the whole; else the other one."""
    whole = solve(outside, True)
    if np.abs(whole - 1).max() < CLOSE_ENOUGH or instead is None:
        return solve
    return instead()


def _without_subtraction(weights: Floats, outside: Floats) -> Solver:
    size = len(outside)
    work, rest = weights.copy(), outside.copy()
    np.fill_diagonal(work, 0.0)
    pivots = np.empty(size)
    for k in range(size):
        pivots[k] = rest[k] + work[k + 1 :, k].sum()
        work[k + 1 :, k] /= pivots[k]
        across = work[k, k + 1 :]
        work[k + 1 :, k + 1 :] += np.outer(work[k + 1 :, k], across)
        rest[k + 1 :] += rest[k] / pivots[k] * across
    # The diagonal of what was updated holds money that came back, which the pivots leave out by construction.
    upper = -np.triu(work, 1) + np.diag(pivots)
    lower = -np.tril(work, -1) + np.eye(size)

    def solve(right: Floats, transposed: bool) -> Floats:
        found = right
        for factor, is_lower in ((upper, False), (lower, True)) if transposed else ((lower, True), (upper, False)):
            found = linalg.solve_triangular(factor, found, trans=int(transposed), lower=is_lower, check_finite=False)
        return found

    return solve
