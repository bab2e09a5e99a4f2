"""hima info, hima export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import store as text

app = typer.Typer()


@app.command("info")
@asked
def info(ask: Asked) -> None:
    """What is in the data. Counts, sources, how complete and how new it is."""
    ask.show(ask.kg.info(**ask.options), text.info)


@app.command("export")
@asked
def export(
    ask: Asked,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="nquads, trig, turtle, jsonld, csv, gexf or void.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here instead of stdout.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """The record in an exchange format. Same store, same bytes."""
    output.check_target(out, force=force)
    output.deliver(ask.kg.export(to, **ask.options), out)
