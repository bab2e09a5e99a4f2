"""hima brands, hima cars, hima cooperation, hima technologies"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli.asked import Asked, asked

app = typer.Typer()


@app.command("brands")
@asked
def brands(
    ask: Asked,
    x: Annotated[
        str | None, typer.Argument(metavar="[X]", help="An alliance, a series, a company or one brand.")
    ] = None,
) -> None:
    """Brands: to whom they belong, who makes them, since when."""
    from himagraph_cli.terminal import brands as text

    answer = ask.kg.brands(x, **ask.options)
    ask.show(answer, text.brands)
    if answer.is_empty:
        raise typer.Exit(1)


@app.command("cars")
@asked
def cars(
    ask: Asked,
    x: Annotated[str | None, typer.Argument(metavar="[X]", help="A brand, an alliance, a company or one car.")] = None,
) -> None:
    """Cars: their brand, maker, launch and price."""
    from himagraph_cli.terminal import cars as text

    answer = ask.kg.cars(x, **ask.options)
    ask.show(answer, text.cars)
    if answer.is_empty:
        raise typer.Exit(1)


@app.command("cooperation")
@asked
def cooperation(
    ask: Asked,
    model: Annotated[
        str | None, typer.Option("--model", metavar="M", help="One model: hima, jing, hi, smart-selection ...")
    ] = None,
    brand: Annotated[str | None, typer.Option("--brand", metavar="B", help="One brand.")] = None,
) -> None:
    """Who leads which task with Huawei, brand by brand."""
    from himagraph_cli.terminal import cooperation as text

    answer = ask.kg.cooperation(model, brand, **ask.options)
    ask.show(answer, text.cooperation)
    if answer.is_empty:
        raise typer.Exit(1)


@app.command("technologies")
@asked
def technologies(
    ask: Asked,
    x: Annotated[
        str | None, typer.Argument(metavar="[X]", help="A brand, a car, a company, an alliance or one technology.")
    ] = None,
) -> None:
    """Technologies: who uses them, who provides them."""
    from himagraph_cli.terminal import technologies as text

    answer = ask.kg.technologies(x, **ask.options)
    ask.show(answer, text.technologies)
    if answer.is_empty:
        raise typer.Exit(1)
