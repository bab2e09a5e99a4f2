"""hima show, hima find"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import entities as text

app = typer.Typer()


@app.command("show")
@asked
def show(ask: Asked, x: Annotated[str, typer.Argument(metavar="X", help="Any entity of the register.")]) -> None:
    """The card of one entity. Names, kind, owners, brands, cars, cooperation, deliveries, sources."""
    ask.show(ask.kg.show(x, **ask.options), text.card)


@app.command("find")
@asked
def find(
    ask: Asked,
    words: Annotated[
        str, typer.Argument(metavar="TEXT", help="English, Chinese, pinyin, initials, a ticker, an identifier, a typo.")
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many candidates at the most.")] = 10,
) -> None:
    """Candidates for a name, best first."""
    answer = ask.kg.find(words, limit=limit, **ask.options)
    ask.show(answer, text.found)
    if not answer.candidates:
        output.say(f'No "{words}" in this record, and no name close to it.')
        raise typer.Exit(1)
