"""hima why"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import evidence as text

app = typer.Typer()


@app.command("why")
@asked
def why(
    ask: Asked,
    handle: Annotated[
        str, typer.Argument(metavar="CLAIM|ISSUER/HOLDER|X", help="A row's handle, a claim, or any entity.")
    ],
) -> None:
    """The claims, sources, ranks and reasons behind an answer."""
    ask.show(ask.kg.why(handle, **ask.options), text.why)
