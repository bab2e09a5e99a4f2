"""hima timeline, hima diff"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import history as text

app = typer.Typer()


@app.command("timeline")
@asked
def timeline(ask: Asked, x: Annotated[str, typer.Argument(metavar="X", help="Any entity of the register.")]) -> None:
    """What happened to X, in the order of its dates."""
    ask.show(ask.kg.timeline(x, **ask.options), text.timeline)


@app.command("diff")
@asked
def diff(
    ask: Asked,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="The earlier date.")],
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="The later date.")],
) -> None:
    """What changed between two dates: stakes, brands, cooperation, posts and control gained or lost."""
    ask.show(ask.kg.diff(start, end, **ask.options), text.diff)
