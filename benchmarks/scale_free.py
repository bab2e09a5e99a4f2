"""Made-up registers of any size: few hold much, most hold little, chains run down, and a dense core holds itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Stakes per company, as registers of real economies have them.
DENSITY = 1.81
#: The core grows with the root of the register: some 2,200 companies in a million.
CORE = 2.2


@dataclass(frozen=True)
class Stakes:
    """Parallel arrays: holder and issuer by number, and the percent in four decimals. `core` are the companies in the
    great loop."""

    size: int
    holders: NDArray[np.int32]
    issuers: NDArray[np.int32]
    percents: NDArray[np.float64]
    core: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.percents)


def stakes(size: int, seed: int = 1) -> Stakes:
    """The register of so many companies; the same for the same seed."""
    rng = np.random.default_rng(seed)
    core = size // 10 + np.arange(int(CORE * size**0.5))
    inside = rng.permutation(core)
    count = int(DENSITY * size) - 3 * len(core)
    issuers = rng.integers(size // 20, size, count)
    # The cube of a uniform number: the older a company, the more it holds.
    holders = (issuers * rng.random(count) ** 3).astype(np.int64)
    ring = (inside, np.roll(inside, -1))
    chords = rng.choice(core, (2, 2 * len(core)))
    holders = np.concatenate((holders, ring[0], chords[0]))
    issuers = np.concatenate((issuers, ring[1], chords[1]))
    pairs = np.unique(issuers.astype(np.int64) * size + holders)
    issuers, holders = pairs // size, pairs % size
    issuers, holders = issuers[issuers != holders], holders[issuers != holders]
    weights = rng.random(len(issuers)) ** 3 + 1e-3
    whole = rng.choice([100.0, 100.0, 90.0, 60.0], size)
    percents = weights / np.bincount(issuers, weights, minlength=size)[issuers] * whole[issuers]
    # Registers are not numbered from the top down: names and rows are shuffled.
    name, row = rng.permutation(size), rng.permutation(len(issuers))
    return Stakes(
        size,
        name[holders[row]].astype(np.int32),
        name[issuers[row]].astype(np.int32),
        np.maximum(np.floor(percents[row] * 1e4) / 1e4, 1e-4),
        name[core],
    )
