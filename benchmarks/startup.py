"""How long a command takes to answer, against the shortest program that Typer can make."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.alternate import Line, medians

ROUNDS = 15
ONE_COMMAND = """import typer
app = typer.Typer()
@app.command()
def hello(name: str) -> None:
    print(name)
app()
"""
HIMA = (sys.executable, "-m", "himagraph_cli.main")


def lines(place: Path) -> Iterator[Line]:
    """The ratio of DESIGN 7, and other starts beside it."""
    program = place / "one.py"
    program.write_text(ONE_COMMAND, encoding="utf-8")
    environment = warm(place)

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)

    took = medians(
        {
            "typer": run(sys.executable, str(program), "x"),
            "hima who-owns yinwang": run(*HIMA, "who-owns", "yinwang"),
            "hima holdings avatr": run(*HIMA, "holdings", "avatr"),
            "hima --version": run(*HIMA, "--version"),
            "python -c pass": run(sys.executable, "-c", "pass"),
        },
        ROUNDS,
    )
    one = took.pop("typer")
    for name, seconds in took.items():
        yield Line(name, seconds, one, 2.0 if name == "hima who-owns yinwang" else None)


def warm(place: Path) -> dict[str, str]:
    """The environment of an installed command: its own cache, warm, and compiled modules."""
    left_out = ("HIMA_", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    kept |= {"XDG_CACHE_HOME": str(place / "cache"), "PYTHONPYCACHEPREFIX": str(place / "compiled")}
    for _ in range(2):
        subprocess.run([*HIMA, "who-owns", "yinwang"], env=kept, check=True, capture_output=True)
    return kept
