"""hima query, hima queries"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from himagraph.errors import LimitReached, UsageError
from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import sparql as text

app = typer.Typer()


@app.command("query")
@asked
def query(
    ask: Asked,
    what: Annotated[str, typer.Argument(metavar="FILE|-|NAME", help="A .rq file, - for stdin, or a named query.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A parameter (repeatable), bound as a term."),
    ] = None,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Stop after so many rows.")] = 10000,
) -> None:
    """Asks SPARQL: your own, or one of the library of named queries."""
    given = dict(_parameter(one) for one in param or [])
    path = Path(what)
    if what == "-":
        result = ask.kg.run(sys.stdin.read(), given)
    elif path.suffix in (".rq", ".sparql") or path.is_file():
        if not path.is_file():
            raise UsageError(
                f"There is no file {what}.", "Name a .rq file, - for stdin, or a named query: hima queries."
            )
        result = ask.kg.run(path.read_text(encoding="utf-8"), given)
    else:
        result = ask.kg.named(what, given)
    cut = result.cut(max_rows)
    output.write(text.result(cut, ask.format, ask.lang))
    if cut is not result:
        raise LimitReached(f"Cut at {max_rows} rows; there are more.", "Add LIMIT, or raise --max-rows.")


@app.command("queries")
@asked
def queries(
    ask: Asked, name: Annotated[str | None, typer.Argument(metavar="NAME", help="Print this query whole.")] = None
) -> None:
    """The library of named queries."""
    output.write(text.library(ask.kg.queries(name), ask.format, ask.lang, whole=name is not None))


def _parameter(text_: str) -> tuple[str, str]:
    name, equals, value = text_.partition("=")
    if not equals or not name:
        raise UsageError(f"--param {text_!r} is not NAME=VALUE.", "Write for instance: --param entity=yinwang")
    return name, value
