"""hima who-owns, hima holdings"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import owners as text

app = typer.Typer()

NAME = typer.Argument(metavar="X", help="A company, brand or alliance: name, alias, ticker or id.")


@app.command("who-owns")
@asked
def who_owns(ask: Asked, x: Annotated[str, NAME]) -> None:
    """Who owns X: holders of record, what is pending, what the press reports."""
    answer = ask.kg.who_owns(x, **ask.options)
    ask.show(answer, text.owners)
    if answer.is_empty:
        raise typer.Exit(1)


@app.command("holdings")
@asked
def holdings(ask: Asked, x: Annotated[str, NAME]) -> None:
    """What X owns."""
    answer = ask.kg.holdings(x, **ask.options)
    ask.show(answer, text.holdings)
    if answer.is_empty:
        raise typer.Exit(1)
