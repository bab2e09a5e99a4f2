"""hima conflicts"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import conflicts as text

app = typer.Typer()


@app.command("conflicts")
@asked
def conflicts(
    ask: Asked, x: Annotated[str | None, typer.Argument(metavar="X", help="An entity (default: all).")] = None
) -> None:
    """Claims that contradict each other: settled or open, which is preferred and by what rule."""
    ask.show(ask.kg.conflicts(x, **ask.options), text.conflicts)
