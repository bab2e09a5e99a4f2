"""hima deliveries"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import deliveries as text

app = typer.Typer()


@app.command("deliveries")
@asked
def deliveries(
    ask: Asked,
    x: Annotated[str | None, typer.Argument(metavar="[X]", help="An alliance, a brand, a car or a company.")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="MONTH", help="The first month, as in 2025-01.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="MONTH", help="The last month.")] = None,
) -> None:
    """Deliveries by month with their gaps, beside the alliance; printed totals apart."""
    answer = ask.kg.deliveries(x, from_, to, **ask.options)
    ask.show(answer, text.deliveries)
    if answer.is_empty:
        raise typer.Exit(1)
