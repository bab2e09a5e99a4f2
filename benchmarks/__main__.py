"""Runs every benchmark, prints the ratios and writes them to benchmarks/RESULTS.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import himagraph
from benchmarks import builds, endpoint, named, registers, startup
from benchmarks.alternate import Line
from himagraph import resources
from himagraph.build.conductor import build

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = ["what", "ms", "against ms", "ratio", "at most", "kept"]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hima-bench-") as folder:
        place = Path(folder)
        build(resources.seeds(), place / "answers")
        kg = himagraph.open(place / "answers")
        parts = [
            section("Start-up, cache warm, against a one-command Typer program", startup.lines(place)),
            section("Named queries, against the same text in bare pyoxigraph", named.lines(kg)),
            section("The build (5,000 ms) and the second start", builds.lines(place)),
            section("Registers of 10,000 to a million companies", registers.lines()),
            section("The endpoint: 200 clients, ten queries, a minute", endpoint.lines(kg, place / "answers", place)),
        ]
    RESULTS.write_text("\n".join([heading(), *parts]), encoding="utf-8")
    sys.stdout.write(f"Written to {RESULTS}.\n")


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
    main()
