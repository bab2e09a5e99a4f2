"""A register as compressed columns: for each issuer its holders, for each holder what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from himagraph.errors import UsageError

Ints = NDArray[np.int32]
Units = NDArray[np.int64]

#: Shares are whole numbers of a billionth of a percent: sums of disclosed decimals are exact.
PERCENT = 10**9
WHOLE = 100 * PERCENT
#: Above this, 100.01 percent, capital is over-full.
TOLERATED = WHOLE + PERCENT // 100


@dataclass(frozen=True)
class Columns:
    """The stakes of a register, those of one issuer side by side and then by holder.

    The holders of issuer y are `holders[first[y]:first[y + 1]]`, with `low` in units of a billionth of a percent, and
    `high` the most each can be by itself, or None where all are known.
    """

    size: int
    first: Ints
    holders: Ints
    low: Units
    high: Units | None

    @classmethod
    def of(
        cls, holders: ArrayLike, issuers: ArrayLike, percents: ArrayLike, most: ArrayLike | None, size: int | None
    ) -> Columns:
        """The columns of parallel arrays; rows of one holder in one issuer are added up.

        Raises UsageError for arrays of different lengths, negative numbers, or a share that ends below its start.
        """
        up, down = _ids("holders", holders), _ids("issuers", issuers)
        least, unknown = _units(percents)
        upper = least if most is None else _units(most)[0]
        if most is not None:
            upper[np.isnan(np.asarray(most, dtype=float))] = WHOLE
        if not len(up) == len(down) == len(least) == len(upper):
            raise UsageError("The arrays of holders, issuers and percents are not of one length.")
        if unknown.any():
            upper = np.where(unknown & (upper == least), WHOLE, upper)
        if (least < 0).any() or (upper < least).any():
            place = int(np.argmax((least < 0) | (upper < least)))
            raise UsageError(f"Row {place}: {percents!r:.60} is no share there.", "A percent is a number from 0.")
        found = int(max(up.max(initial=-1), down.max(initial=-1))) + 1
        if size is not None and size < found:
            raise UsageError(f"There is a name {found - 1} in a register of {size}.")
        shape = (size or found, size or found)
        low = _compressed(least, down, up, shape)
        if (upper == least).all():
            return cls(shape[0], low.indptr, low.indices, low.data, None)
        # Both have the same entries in the same order: the sums keep explicit zeros.
        return cls(shape[0], low.indptr, low.indices, low.data, _compressed(upper, down, up, shape).data)

    @cached_property
    def issuers(self) -> Ints:
        """The issuer of each stake."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.first))

    @cached_property
    def total(self) -> Units:
        """What is held of each issuer for certain."""
        sums: Units = np.concatenate(([0], np.cumsum(self.low)))
        return sums[self.first[1:]] - sums[self.first[:-1]]

    @cached_property
    def is_top(self) -> NDArray[np.bool_]:
        """Whether nobody holds anything in it."""
        found: NDArray[np.bool_] = np.diff(self.first) == 0
        return found

    @cached_property
    def over_full(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.total > TOLERATED
        return found

    @cached_property
    def graph(self) -> Any:
        """From each issuer to its holders, as scipy takes it; a stake that may be nothing is no edge."""
        shape = self.size, self.size
        certain = self.low > 0
        if certain.all():
            return sparse.csr_array((self.share, self.holders, self.first), shape=shape)
        counts = np.bincount(self.issuers[certain], minlength=self.size)
        first = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        return sparse.csr_array((self.share[certain], self.holders[certain], first), shape=shape)

    @cached_property
    def by_holder(self) -> tuple[Ints, Ints]:
        """What each holds: those of x are `held[start[x]:start[x + 1]]`."""
        turned = sparse.csr_array((self.low, self.holders, self.first), shape=(self.size, self.size)).T.tocsr()
        return turned.indptr, turned.indices

    @cached_property
    def share(self) -> NDArray[np.float64]:
        """The shares of 1 as floats, in the order of `holders`."""
        return self.low / WHOLE


def _ids(what: str, values: ArrayLike) -> Ints:
    ids = np.asarray(values)
    if ids.ndim != 1 or (ids.size and not np.issubdtype(ids.dtype, np.integer)):
        raise UsageError(
            f"The {what} are no array of whole numbers.", "Number the names from 0; `names` can spell them."
        )
    if ids.size and (ids.min() < 0 or ids.max() >= 2**31 - 1):
        raise UsageError(f"The {what} have numbers below 0 or above two billion.")
    return ids.astype(np.int32)


def _units(percents: ArrayLike) -> tuple[Units, NDArray[np.bool_]]:
    """Whole units, and where there is no number."""
    values = np.asarray(percents, dtype=float)
    if np.isinf(values).any():
        raise UsageError("A percent is infinite.")
    unknown = np.isnan(values)
    return np.rint(np.where(unknown, 0.0, values) * PERCENT).astype(np.int64), unknown


def _compressed(units: Units, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Any:
    found = sparse.coo_array((units, (rows, columns)), shape=shape).tocsr()
    found.sum_duplicates()
    return found
