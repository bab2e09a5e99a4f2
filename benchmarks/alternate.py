"""Times of things that are run in turn, so that a busy machine is as unkind to each of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the results: what was measured and against what, both in seconds; `target` is the highest ratio."""

    name: str
    ours: float
    theirs: float | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.theirs if self.theirs else None

    def cells(self) -> list[str]:
        """The line as it is printed: times in milliseconds."""
        return [
            self.name,
            f"{self.ours * 1000:.2f}",
            f"{self.theirs * 1000:.2f}" if self.theirs else "",
            f"{self.ratio:.2f}" if self.ratio else "",
            f"{self.target:g}" if self.target else "",
            "" if not self.target else "yes" if (self.ratio or 0) <= self.target else "no",
        ]


def medians(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each run in seconds, after one round that is not counted."""
    return {name: statistics.median(times) for name, times in _alternate(runs, rounds).items()}


def best(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each run in seconds: for what is too short for anything else to come between."""
    return {name: min(times) for name, times in _alternate(runs, rounds).items()}


def _alternate(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            if number:
                times[name].append(time.perf_counter() - started)
    return times
