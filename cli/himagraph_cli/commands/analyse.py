"""hima analyse"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from himagraph.errors import UsageError, WouldOverwrite
from himagraph_cli import output, streams
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import analyse as text

app = typer.Typer()

#: What a result file may be, by its ending.
_ENDINGS = (".csv", ".json")


class Rest(StrEnum):
    outsiders = "outsiders"
    open = "open"


class Engine(StrEnum):
    auto = "auto"
    exact = "exact"
    arrays = "arrays"


@app.command("analyse")
@asked
def analyse(
    ask: Asked,
    what: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC|FILE.csv",
            help="network, dual-roles, dependency, concentration, common-owners or loops; or a table of your own with "
            "the columns holder, issuer, percent (or min and max), from, until.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write here: .csv or .json.", show_default=False),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    rest: Annotated[
        Rest, typer.Option("--rest", help="Of a table: who holds capital that no row names.")
    ] = Rest.outsiders,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Of a table: exact fractions, or arrays for large ones.")
    ] = Engine.auto,
    min_share: Annotated[
        str | None, typer.Option("--min-share", metavar="PERCENT", help="Of a table: leave smaller shares out.")
    ] = None,
) -> None:
    """Network measures and patterns of the record, or ownership measures of a table of your own."""
    from himagraph.analysis.topics import TOPICS

    if what in TOPICS:
        if (rest, engine, min_share) != (Rest.outsiders, Engine.auto, None):
            raise UsageError("--rest, --engine and --min-share belong to a table of your own.", "Leave them out.")
        _record(ask, what, out, force=force)
        return
    path = Path(what)
    if not path.is_file() and path.suffix.casefold() != ".csv":
        raise UsageError(f"There is no analysis {what!r}.", f"Name one of {', '.join(TOPICS)}, or a CSV file.")
    _table(ask, path, out, force=force, rest=rest.value, engine=engine.value, min_share=min_share)


def _record(ask: Asked, topic: str, out: Path | None, *, force: bool) -> None:
    if out is None:
        ask.show(ask.kg.analyse(topic, **ask.options), text.topic)
        return
    _check(out, force=force)
    value = ask.kg.analyse(topic, **ask.options).as_json()
    is_json = out.suffix.casefold() == ".json"
    output.deliver(output.dump(value) if is_json else output.tabular(output.flat(value), "csv"), out)


def _table(
    ask: Asked, path: Path, out: Path | None, *, force: bool, rest: str, engine: str, min_share: str | None
) -> None:
    from himagraph.analysis.table import analyse_table

    if ask.selects:
        raise UsageError("--known-at, --only and --without choose sources; a table has none.", "Leave them out.")
    form = ask.format
    if form == "ttl":
        raise UsageError("A table of your own makes no claims of the record.", "Take --format csv or json.")
    if out is not None:
        if out.exists() and path.exists() and out.samefile(path):
            raise WouldOverwrite(f"{out} is the table itself; it was not touched.", "Give another path.")
        form = _check(out, force=force)
    progress = output.Progress()
    answer = analyse_table(
        path, as_of=ask.as_of, rest=rest, engine=engine, min_share=min_share, progress=progress,  # type: ignore[arg-type]
    )  # fmt: skip
    for note in answer.notes:
        output.say(str(note))
    if answer.file.ignored:
        output.say(f"Left aside: the columns {', '.join(answer.file.ignored)}.")
    if form == "json":
        output.deliver_pieces(streams.as_json(answer, unicode=out is not None or output.knows_unicode()), out)
    elif form in ("csv", "tsv"):
        output.deliver_pieces(streams.as_rows(answer, text.COLUMNS, form), out)
    else:
        ask.show(answer, text.table)
    if out is not None:
        output.say(answer.sentence("zh" if ask.lang == "zh" else "en"))


def _check(out: Path, *, force: bool) -> str:
    """The format that the ending of a result file names; errors where it cannot be written."""
    if out.suffix.casefold() not in _ENDINGS:
        raise UsageError(f"{out} ends in neither {' nor '.join(_ENDINGS)}.", "Name the result file so.")
    output.check_target(out, force=force)
    return out.suffix.casefold()[1:]
