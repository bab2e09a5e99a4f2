"""hima query, hima queries"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from himagraph.errors import LimitReached, UsageError
from himagraph.queries import Query
from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.deadline import deadline
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
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Stop after so many seconds.")] = 60.0,
) -> None:
    """Asks SPARQL: your own, or one of the library of named queries.

    With --as-of, --known-at, --only or --without it is asked of the record as those leave it.
    """
    given = _parameters(param or [])
    text_ = _text(what)
    kg = ask.kg
    bound: dict[str, object] | None = None
    if text_ is None:
        query_ = kg.queries(what)[0]
        bound = _options(ask, query_)
        given = {**_lang(ask, query_), **(bound or {}), **given}
    if bound is None:
        kg = kg.at(**ask.options)
    with deadline(timeout, 0.0 if text_ is None else 0.5):
        result = kg.named(what, given, max_rows) if text_ is None else kg.run(text_, given, max_rows, timeout)
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


def _text(what: str) -> str | None:
    """The SPARQL of a file or of stdin; None when `what` can only be the name of a query."""
    try:
        if what == "-":
            return _decoded(sys.stdin.buffer.read(), "stdin")
        if re.search(r"[\s{]", what) and not Path(what).is_file():
            raise UsageError("SPARQL is read from a file or from stdin.", "Write: echo '...' | hima query -")
        if Path(what).suffix in (".rq", ".sparql") or Path(what).is_file():
            return _decoded(Path(what).read_bytes(), what)
    except FileNotFoundError:
        remedy = "Name a .rq file, - for stdin, or a named query: hima queries."
        raise UsageError(f"There is no file {what}.", remedy) from None
    except OSError as error:
        raise UsageError(f"{what[:60]} cannot be read: {error.strerror}.") from None
    return None


def _decoded(given: bytes, name: str) -> str:
    try:
        text_ = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte {error.start} is {given[error.start]:#04x}"
        raise UsageError(f"{name} is not UTF-8: {at}.", "Save it as UTF-8.") from None
    if not text_.strip():
        raise UsageError(f"There is no query in {name}.", "Write SPARQL, or name a query: hima queries.")
    return text_


def _parameters(given: list[str]) -> dict[str, object]:
    """The parameters by name; a name given several times has a list."""
    found: dict[str, list[str]] = {}
    for text_ in given:
        name, equals, value = text_.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {text_!r} is not NAME=VALUE.", "Write for instance: --param entity=yinwang")
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _lang(ask: Asked, query_: Query) -> dict[str, object]:
    """The language as a parameter, where the named query takes one."""
    declared = {parameter.name for parameter in query_.parameters}
    return {"lang": ask.lang} if "lang" in declared and ask.lang != "both" else {}


def _options(ask: Asked, query_: Query) -> dict[str, object] | None:
    """The clocks and the selection as parameters of a named query; None when it does not declare all that are given.

    Then it is asked of a cut of the record, as a query of one's own is.
    """
    declared = {parameter.name for parameter in query_.parameters}
    clocks = {"as_of": ask.as_of, "known_at": ask.known_at}
    found: dict[str, object] = {name: date for name, date in clocks.items() if date and name in declared}
    if (ask.as_of and "as_of" not in declared) or (ask.selects and "only" not in declared):
        return None
    if ask.selects:
        found["only"] = ask.kg.sources_taken(**ask.options)
    return found
