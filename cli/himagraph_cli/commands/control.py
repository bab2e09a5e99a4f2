"""hima control, hima close-links, hima explain"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import control as text

app = typer.Typer()

NAME = typer.Argument(metavar="X", help="A company, fund, body or person: name, alias, ticker or id.")


@app.command("control")
@asked
def control(
    ask: Asked,
    x: Annotated[str, NAME],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="DEFINITION", help="A definition of control (repeatable); else majority-50."),
    ] = None,
) -> None:
    """Who controls X and what X controls, by the definitions that you choose, with their grounds."""
    answer = ask.kg.control(x, by=by or (), **ask.options)
    ask.show(answer, text.control)


@app.command("close-links")
@asked
def close_links(ask: Asked, x: Annotated[str, NAME]) -> None:
    """Who is closely linked to X: 20% of the capital either way, or one controller above both."""
    ask.show(ask.kg.close_links(x, **ask.options), text.close_links)


@app.command("explain")
@asked
def explain(
    ask: Asked,
    handle: Annotated[str, typer.Argument(metavar="ISSUER/HOLDER", help="A share, for instance yinwang/changan.")],
) -> None:
    """How a look-through share comes about: chains, stakes, claims and sources; it is computed again from them."""
    ask.show(ask.kg.explain(handle, **ask.options), text.explain)
