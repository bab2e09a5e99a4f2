"""hima cite"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import cite as text

app = typer.Typer()


class Style(StrEnum):
    text = "text"
    bibtex = "bibtex"
    csl = "csl"


@app.command("cite")
@asked
def cite(
    ask: Asked,
    handle: Annotated[str, typer.Argument(metavar="ISSUER/HOLDER|CLAIM", help="A row's handle, or a claim.")],
    style: Annotated[Style, typer.Option("--style", help="How to write it; --json gives all of them.")] = Style.text,
) -> None:
    """A figure as a citation: clocks, sources, data, and how to bring it again."""
    ask.show(ask.kg.cite(handle, **ask.options), text.STYLES[style.value])
