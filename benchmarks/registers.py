"""Ownership on whole registers of 10,000, 100,000 and a million companies, beside what else there is for it.

    python -m benchmarks.registers [SIZE ...]

Each size has a process of its own, so that its memory is its own. The peers are NetworkX, scipy's plain solve of the
whole matrix, the enumeration of chains, and recursive SQL in DuckDB; where one does not end in reasonable time on a
size, it is left out there and the line says so.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.alternate import Line
from benchmarks.peers import Peers
from benchmarks.scale_free import Stakes, stakes

SIZES = (10_000, 100_000, 1_000_000)
#: Companies drawn for questions about one.
DRAWN = 500
MEGABYTE = 1 << 20


def lines(sizes: tuple[int, ...] = SIZES) -> Iterator[Line | str]:
    """The lines of each size, and sentences on its memory."""
    for size in sizes:
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.registers", "--measure", str(size)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for text in ran.stdout.splitlines():
            one = json.loads(text)
            yield one if isinstance(one, str) else Line(*one)


def measured(size: int) -> Iterator[Line | str]:
    """What is measured in this process."""
    made = stakes(size)
    yield from _compiled_once()
    before = _peak()
    peers = Peers(made)
    register, building = peers.timed(peers.register)
    name = f"{size:,}: "
    # The bounds are those of a million; what takes a thousandth of a second is no ratio.
    is_bound = size >= SIZES[-1]
    core = made.core[:50].tolist()
    drawn = peers.companies(DRAWN)
    yield Line(name + "arrays built", building)
    yield Line(
        name + "components, beside scipy's",
        *peers.alternating(peers.components, peers.components_scipy),
        1.2 if is_bound else None,
    )
    controlling, scipys = peers.alternating(peers.control, peers.components_scipy)
    yield Line(
        name + "control of everyone (numba), beside scipy's components", controlling, scipys, 1.0 if is_bound else None
    )
    yield Line(name + "all tops from 5 percent", peers.timed(lambda: register.ultimate_all(5.0))[1])
    one, cored = peers.each(register.effective, drawn), peers.each(register.effective, core)
    yield Line(name + "look-through of one company, median", one[0])
    yield Line(name + "look-through of one company of the core, median", cored[0])
    slowest = max(one[1], cored[1])
    yield Line(name + "look-through of one company, slowest of 550, beside 20 ms", slowest, 0.020, 1.0)
    mine = _peak() - before
    loop = f"{made.count:,} stakes, {len(made.core):,} companies in one loop"
    yield f"{name}{loop}; all of the above took {mine:,.0f} MB beyond the input."
    # Last, as measuring the memory takes some.
    yield Line(name + "control of everyone, beside one sweep of the memory", controlling, peers.sweep(register))
    yield from _peers(peers, made, drawn, name)


def _peers(peers: Peers, made: Stakes, drawn: list[int], name: str) -> Iterator[Line | str]:
    interpreted = peers.timed(peers.control_interpreted)[1]
    graph, took = peers.timed(peers.networkx)
    yield Line(name + "arrays built, beside NetworkX's graph", peers.timed(peers.register)[1], took)
    yield Line(
        name + "components, beside NetworkX", *peers.pair(peers.components, lambda: peers.components_networkx(graph))
    )
    theirs = peers.timed(lambda: peers.control_networkx(graph))[1]
    yield Line(name + "control without numba, beside NetworkX", interpreted, theirs, 1.2)
    yield Line(name + "control (numba), beside NetworkX", peers.timed(peers.control)[1], theirs)
    below = peers.below_core(drawn)
    mine = peers.each(peers.made_register.effective, below)[0]
    ended, took = peers.chains(graph, below[0], seconds=5.0)
    yield Line(name + "look-through below the core, beside all chains" + ("" if ended else " (stopped)"), mine, took)
    yield Line(name + "look-through below the core, beside DuckDB, 10 steps", mine, peers.duckdb(below[0], 10))
    if made.size <= 100_000:
        yield Line(name + "look-through below the core, beside scipy's whole solve", mine, peers.solve_scipy(below[0]))
    else:
        yield f"{name}scipy's plain solve of the whole matrix was left out: its factors fill the memory."


def _compiled_once() -> Iterator[Line | str]:
    """Compiles the kernels, or loads them, before anything is timed."""
    small = Peers(stakes(1000))
    small.register().control_all()
    small.register().ultimate_all(5.0)
    yield from ()


def _peak() -> float:
    """The most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--measure"]:
        for one in measured(int(arguments[1])):
            found = one if isinstance(one, str) else [one.name, one.ours, one.theirs, one.target]
            print(json.dumps(found), flush=True)
        return
    for one in lines(tuple(map(int, arguments)) or SIZES):
        print(one if isinstance(one, str) else "  ".join(one.cells()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
