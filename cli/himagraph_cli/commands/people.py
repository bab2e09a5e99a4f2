"""hima people"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import people as text

app = typer.Typer()


@app.command("people")
@asked
def people(
    ask: Asked,
    x: Annotated[str | None, typer.Argument(metavar="[X]", help="A person, or where they have posts.")] = None,
) -> None:
    """People: their posts, what they are quoted for."""
    answer = ask.kg.people(x, **ask.options)
    ask.show(answer, text.people)
    if answer.is_empty:
        raise typer.Exit(1)
