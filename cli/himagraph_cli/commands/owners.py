"""hima who-owns, hima holdings"""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from himagraph.errors import UsageError
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import owners as text

app = typer.Typer()

NAME = typer.Argument(metavar="X", help="A company, brand or alliance: name, alias, ticker or id.")


DIRECT = typer.Option("--direct", help="Holders of record alone: nothing is looked through.")
DEPTH = typer.Option("--depth", metavar="N", min=1, help="Look through at most N stakes.")


@app.command("who-owns")
@asked
def who_owns(
    ask: Asked,
    x: Annotated[str, NAME],
    direct: Annotated[bool, DIRECT] = False,
    depth: Annotated[int | None, DEPTH] = None,
    ultimate: Annotated[bool, typer.Option("--ultimate", help="Show everyone with whom the capital ends.")] = False,
) -> None:
    """Who owns X: holders of record, what the press reports, look-through shares, who is behind."""
    if direct and (depth or ultimate):
        raise UsageError("--direct looks through nothing.", "Leave it out with --depth or --ultimate.")
    answer = ask.kg.who_owns(x, direct=direct, depth=depth, **ask.options)
    ask.show(answer, partial(text.owners, every_top=ultimate))
    if answer.is_empty:
        raise typer.Exit(1)


@app.command("holdings")
@asked
def holdings(
    ask: Asked,
    x: Annotated[str, NAME],
    direct: Annotated[bool, DIRECT] = False,
    depth: Annotated[int | None, DEPTH] = None,
) -> None:
    """What X owns, of record and looking through."""
    if direct and depth:
        raise UsageError("--direct looks through nothing.", "Leave it out with --depth.")
    answer = ask.kg.holdings(x, direct=direct, depth=depth, **ask.options)
    ask.show(answer, text.holdings)
    if answer.is_empty:
        raise typer.Exit(1)
