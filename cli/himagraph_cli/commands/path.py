"""hima path"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import path as text

app = typer.Typer()

END = "Any entity: a company, brand, person, technology and so on, by name, alias, ticker or id."


@app.command("path")
@asked
def path(
    ask: Asked,
    a: Annotated[str, typer.Argument(metavar="A", help=END)],
    b: Annotated[str, typer.Argument(metavar="B", help=END)],
    with_hubs: Annotated[
        bool, typer.Option("--with-hubs", help="Also through Huawei, HIMA, and relations of supply and technology.")
    ] = False,
) -> None:
    """How A and B are related: up to five shortest ways, with their sources."""
    answer = ask.kg.path(a, b, with_hubs=with_hubs, **ask.options)
    if answer.ways or ask.format != "table":
        ask.show(answer, text.path)
    if not answer.ways:
        for line in text.nothing(answer, ask.lang):
            output.say(line)
        raise typer.Exit(1)
