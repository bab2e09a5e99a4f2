"""Kills builds at random moments and looks whether the store answers as before, or wholly as new.

    python -m benchmarks.kills [COUNT] [--seeds FOLDER] [--dice NUMBER]

Each build is of seeds that differ from the store's by one company. Half of the kills fall anywhere in the build, half
into its last part, where the store is written. Exit 1 when a store was lost or answered by halves.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat

from himagraph import resources
from himagraph.store.folder import open_folder

MORE = "- id: one-more-company\n  kind: company\n  name: {en: One More Company, zh: 又一家公司}\n"
#: What became of a build that ended before it was to be killed.
FINISHED = "finished"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the kills and prints one line; the exit code."""
    parser = argparse.ArgumentParser(description="Kill builds at random moments.")
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--seeds", type=Path, default=resources.seeds())
    parser.add_argument("--dice", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hima-kills-") as place:
        world = World(Path(place), asked.seeds)
        seen: Counter[str] = Counter()
        for moment in moments(asked.dice, world.seconds):
            seen[world.kill(moment)] += 1
            if seen.total() - seen[FINISHED] == asked.count:
                break
        left = world.litter()
    del seen[FINISHED]  # a build that ended before its kill is no kill
    lost = sum(count for outcome, count in seen.items() if outcome.startswith("lost"))
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(seen.items()))
    print(f"{asked.count} kills in builds of {world.seconds:.2f} s: {told}; {lost} lost, {left} left over in the end")
    return 1 if lost or left else 0


def moments(dice: int, seconds: float) -> Iterator[float]:
    """Seconds after the start at which builds are killed, without end."""
    chance = random.Random(dice)
    while True:
        yield seconds * chance.random()
        yield seconds * (0.7 + 0.3 * chance.random())


class World:
    """A store, the two sets of seeds that it is built from in turn, and what it holds for each."""

    def __init__(self, place: Path, seeds: Path) -> None:
        self._store = place / "store"
        self._seeds = (place / "without", place / "with")
        for folder in self._seeds:
            shutil.copytree(seeds, folder)
        (self._seeds[1] / "entities" / "one-more.yaml").write_text(MORE, encoding="utf-8")
        took: list[float] = []
        held: list[str] = []
        for folder in (self._seeds[1], self._seeds[0], self._seeds[1], self._seeds[0]):
            started = time.perf_counter()
            subprocess.run(self._command(folder), check=True, capture_output=True)
            took.append(time.perf_counter() - started)
            held.append(self._holds())
        if held[0] == held[1] or held[:2] != held[2:]:
            raise SystemExit("the builds are not told apart by what they hold")
        self._expected = (held[1], held[0])
        self._answers = 0
        self.seconds = statistics.median(took)

    def kill(self, after: float) -> str:
        """Builds the other seeds, kills the build after so many seconds, and says what the store holds then."""
        other = 1 - self._answers
        before = set(self._store.glob(".new-*"))
        build = subprocess.Popen(
            self._command(self._seeds[other]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            finished = build.wait(after) == 0
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
            finished = build.wait() == 0
        written = "while it was written" if set(self._store.glob(".new-*")) - before else "before or after that"
        try:
            holds = self._holds()
        except Exception as error:
            return f"lost ({error})"
        if holds == self._expected[other]:
            self._answers = other
            return FINISHED if finished else f"{written}: wholly new"
        return f"{written}: as before" if holds == self._expected[self._answers] else "lost by halves"

    def litter(self) -> int:
        """How much lies about after one whole build."""
        subprocess.run(self._command(self._seeds[0]), check=True, capture_output=True)
        return len(list(self._store.iterdir())) - len({"store.json", ".lock", "v-*"})

    def _command(self, seeds: Path) -> list[str]:
        return [sys.executable, "-m", "himagraph_cli.main", "build", str(seeds), "--store", str(self._store)]

    def _holds(self) -> str:
        """A digest of everything in the store, drawn from it as a reader draws it."""
        lines = (open_folder(self._store).graph.dump(format=RdfFormat.N_QUADS) or b"").splitlines()
        return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
