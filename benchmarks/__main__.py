"""Runs every benchmark, prints the ratios and writes them to benchmarks/RESULTS.md.

`python -m benchmarks page startup` runs some of them, by the name of their file; the other sections stay as they are.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import himagraph
from benchmarks import builds, endpoint, named, page, registers, startup
from benchmarks.alternate import Line
from himagraph import resources
from himagraph.build.conductor import build
from himagraph.library import KnowledgeGraph

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = ["what", "ms", "against ms", "ratio", "at most", "kept"]
Lines = Iterable[Line | str]
#: Per benchmark its title, and what it measures: of the bundled record, whose store is `answers` in the folder.
SECTIONS: dict[str, tuple[str, Callable[[KnowledgeGraph, Path], Lines]]] = {
    "startup": ("Start-up, cache warm, against a one-command Typer program", lambda kg, place: startup.lines(place)),
    "named": ("Named queries, against the same text in bare pyoxigraph", lambda kg, place: named.lines(kg)),
    "builds": ("The build (5,000 ms) and the second start", lambda kg, place: builds.lines(place)),
    "registers": ("Registers of 10,000 to a million companies", lambda kg, place: registers.lines()),
    "endpoint": (
        "The endpoint: 200 clients, ten queries, a minute",
        lambda kg, place: endpoint.lines(kg, place / "answers", place),
    ),
    "page": ("The page: 1.5 MB, usable in 2 s, up to 500 entities drawn", page.lines),
}


def main(names: Sequence[str]) -> None:
    unknown = sorted(set(names) - SECTIONS.keys())
    if unknown:
        sys.exit(f"There is no benchmark {unknown[0]!r}. Benchmarks: {', '.join(SECTIONS)}.")
    kept = {} if not names else _kept()
    with tempfile.TemporaryDirectory(prefix="hima-bench-") as folder:
        place = Path(folder)
        build(resources.seeds(), place / "answers")
        kg = himagraph.open(place / "answers")
        for name in names or SECTIONS:
            title, lines = SECTIONS[name]
            kept[title] = section(title, lines(kg, place))
    titles = [title for title, _ in SECTIONS.values()]
    parts = [kept[title] for title in titles if title in kept]
    RESULTS.write_text("\n".join([heading(), *parts]), encoding="utf-8")
    sys.stdout.write(f"Written to {RESULTS}.\n")


def _kept() -> dict[str, str]:
    """The sections of the last results, by title."""
    _, *parts = RESULTS.read_text(encoding="utf-8").split("\n## ")
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def heading() -> str:
    """What the figures were taken on: trust the ratios, not the milliseconds."""
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("pyoxigraph", "typer", "scipy", "numba", "networkx", "duckdb")
    )
    return (
        "# What `python -m benchmarks` measured last\n\n"
        f"Python {platform.python_version()}, {packages}, {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} processors. Both sides of a ratio were run in turn; trust the ratios.\n"
    )


def section(title: str, lines: Iterable[Line | str]) -> str:
    """The lines as a Markdown table, printed as they come; sentences stand below it."""
    rows = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---:|---:|---|"]
    notes: list[str] = []
    sys.stdout.write(f"\n{title}\n")
    for line in lines:
        if isinstance(line, str):
            notes.append(f"- {line}")
            sys.stdout.write(f"  {line}\n")
        else:
            name, *figures = line.cells()
            sys.stdout.write(f"  {name:<34}" + "".join(f"{figure:>11}" for figure in figures) + "\n")
            rows.append("| " + " | ".join([name, *figures]) + " |")
        sys.stdout.flush()
    table = rows if len(rows) > 2 else []
    return f"## {title}\n\n" + "\n".join([*table, *([""] if table and notes else []), *notes]) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
