"""hima render"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from himagraph.errors import UsageError
from himagraph_cli import output
from himagraph_cli.asked import Asked, asked

app = typer.Typer()


@app.command("render")
@asked
def render(
    ask: Asked,
    x: Annotated[
        str | None,
        typer.Argument(metavar="[X]", help="What the page opens on: any entity, by name, alias, ticker or id."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here instead of stdout.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    svg: Annotated[
        bool, typer.Option("--svg", help="The ownership chain around X as a drawing for papers and slides instead.")
    ] = False,
    view: Annotated[
        str | None,
        typer.Option("--view", metavar="VIEW", help="Opens with ownership, map, cooperation, deliveries or sources."),
    ] = None,
) -> None:
    """The interactive page: one HTML file that opens anywhere, without a network. Same store, same bytes."""
    output.check_target(out, force=force)
    if svg and view:
        raise UsageError("A drawing has no views.", "Leave out --view, or --svg.")
    if svg:
        output.deliver(ask.kg.svg(x, lang=ask.lang, **ask.options), out)
    else:
        output.deliver(ask.kg.page(x, view=view, progress=output.Progress(), **ask.options), out)
