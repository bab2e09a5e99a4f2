"""Values to bytes: the formats, what is escaped in each, and messages."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from himagraph.errors import AmbiguousName, BadData, HimagraphError, NoAnswer, UsageError, WouldOverwrite

if TYPE_CHECKING:
    from himagraph.records import Claim
    from himagraph_cli.asked import Asked

#: Characters that steer a terminal or the direction of text. A label shows them, it never sends them.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Answer(Protocol):
    """What every answer can do."""

    command: ClassVar[str]

    def as_json(self) -> dict[str, Any]: ...

    def claims(self) -> Iterable[Claim]: ...


def safe(text: str) -> str:
    """The text with steering characters as \\u escapes. In JSON and RDF, where they stand within strings and IRIs
    only, that is the same value."""
    return _STEERING.sub(lambda found: _escape(found[0]), text)


def line(text: str) -> str:
    """The text as one line of a terminal: a line break in a label cannot begin a line of its own."""
    return safe(re.sub(r"[\n\t]+", " ", text)).rstrip() + "\n"


def say(text: str) -> None:
    """A message, on stderr: stdout is for data only."""
    sys.stderr.write(safe(text) + "\n")


def write(text: str) -> None:
    """Data, on stdout. Whatever made it, nothing in it steers a terminal."""
    sys.stdout.write(safe(text))


def prepare_streams() -> None:
    """Lets a terminal that cannot show a character get its escape instead: never a crash."""
    codecs.register_error("himagraph", _unencodable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="himagraph")


def _unencodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_escape, error.object[error.start : error.end])), error.end


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def emit(answer: Answer, format_: str, lang: str, lines: Callable[[Any, str], list[str]]) -> None:
    """Prints the answer in the format."""
    match format_:
        case "json":
            write(dump(answer.as_json()))
        case "ttl":
            write(turtle(answer.claims()))
        case "csv" | "tsv" | "md":
            write(tabular(flat(answer.as_json()), format_))
        case _:
            write("".join(line(one) for one in lines(answer, lang)))


def dump(value: Any) -> str:
    """JSON, in ASCII where the terminal knows no Unicode."""
    return json.dumps(value, ensure_ascii=not knows_unicode(), indent=2) + "\n"


def knows_unicode() -> bool:
    """Whether whoever reads stdout does."""
    return (sys.stdout.encoding or "utf-8").lower().startswith("utf")


def turtle(claims: Iterable[Claim]) -> str:
    """The claims as Turtle, in the order of the answer."""
    from pyoxigraph import RdfFormat

    from himagraph import triples

    return triples.serialize([quad.triple for claim in claims for quad in triples.of_claim(claim)], RdfFormat.TURTLE)


def flat(value: dict[str, Any]) -> list[dict[str, str]]:
    """The main list of an answer as flat rows: the list is the first key that holds one."""
    rows: list[dict[str, str]] = []
    for entries in value.values():
        if isinstance(entries, list):
            for entry in entries:
                row: dict[str, str] = {}
                flatten("", entry, row)
                rows.append(row)
            break
    return rows


def flatten(path: str, value: Any, row: dict[str, str]) -> None:
    """Puts a value into a flat row, the keys within it joined by points."""
    match value:
        case dict():
            for key, inner in value.items():
                flatten(f"{path}.{key}" if path else key, inner, row)
        case list():
            row[path] = " ".join(_short(one) for one in value)
        case None:
            row[path] = ""
        case bool():
            row[path] = "true" if value else "false"
        case _:
            row[path] = str(value)


def _short(value: Any) -> str:
    """One of several in a cell: the id of an entity or source, or of the entity within; else its text."""
    if not isinstance(value, dict):
        return str(value)
    within = value.get("entity")
    return str(value.get("id") or (within.get("id") if isinstance(within, dict) else None) or value.get("text") or "")


def tabular(rows: Sequence[dict[str, str]], format_: str, head: Sequence[str] = ()) -> str:
    """Rows as CSV, TSV or a Markdown table. A cell that a spreadsheet would take for a formula is quoted."""
    columns = list(head) or list(dict.fromkeys(key for row in rows for key in row))
    cells = [[safe(row.get(column, "")) for column in columns] for row in rows]
    if format_ == "md":
        table = [columns, ["---"] * len(columns), *([markdown(cell) for cell in line] for line in cells)]
        return "".join(f"| {' | '.join(line)} |\n" for line in table) if columns else ""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if format_ == "tsv" else ",", lineterminator="\n")
    if columns:
        writer.writerows([columns, *([inert(cell) for cell in line] for line in cells)])
    return out.getvalue()


def inert(cell: str) -> str:
    """The cell, quoted where a spreadsheet would take it for a formula."""
    number = re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)
    return "'" + cell if cell.startswith(_FORMULA) and not number else cell


def markdown(cell: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", cell).replace("\n", " ")


def no_answer(ask: Asked, error: NoAnswer, candidates: Sequence[str]) -> None:
    """The JSON of a question that has no answer."""
    from himagraph.answers.rows import SCHEMA_VERSION, entity_json

    entities = ask.kg.ledger.entities(candidates) if candidates else {}
    write(
        dump(
            {
                "schema_version": SCHEMA_VERSION,
                "command": ask.command,
                "query": getattr(error, "query", None),
                "reason": error.reason,
                "candidates": [
                    {"entity": entity_json(entities[slug])} if slug in entities else {"name": slug}
                    for slug in candidates
                ],
            }
        )
    )


def complain(ask: Asked, error: HimagraphError, candidates: Sequence[str]) -> None:
    """The message of an error, with candidates or findings under it."""
    if isinstance(error, BadData):
        for finding in error.findings:
            say(str(finding))
    say(f"{error.message} {error.remedy}".strip() if not candidates else error.message)
    if candidates:
        entities = ask.kg.ledger.entities(candidates)
        width = max(len(slug) for slug in candidates)
        for slug in candidates:
            entity = entities.get(slug)
            note = error.notes.get(slug) if isinstance(error, AmbiguousName) else None
            told = ", ".join([entity.label("both"), entity.kind, *([note] if note else [])]) if entity else ""
            say(f"  {slug:<{width}}  {told}".rstrip())
        if isinstance(error, AmbiguousName) and error.remedy:
            say(error.remedy)
        # A source that is named wrongly is no argument of the command.
        if entities or ask.command in ("query", "queries"):
            say(f"Example: hima {ask.command} {candidates[0]}")


class Progress:
    """A progress bar on stderr, shown when a terminal watches and the work takes its time."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown = False

    def __call__(self, step: str, done: float) -> None:
        if not sys.stderr.isatty():
            return
        if done >= 1.0:
            if self._shown:
                sys.stderr.write("\r\x1b[K")
            return
        self._shown = True
        bar = "#" * round(done * 24)
        sys.stderr.write(f"\r\x1b[K[{bar:<24}] {step}")
        sys.stderr.flush()


def check_target(path: Path | None, *, force: bool) -> None:
    """Refuses an output file that exists (unless forced), a folder, or a place that is not there."""
    if path is None:
        return
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Name a file in it.")
    if path.exists() and not force:
        raise WouldOverwrite(f"{path} exists; it was not touched.", "Give another path, or --force.")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.absolute().parent}.", "Make it first, or give another path.")


def deliver(text: str, path: Path | None) -> None:
    """The text on stdout, or in the file: written beside it and moved into place, so it is whole or not there."""
    deliver_pieces([text], path)


def deliver_pieces(pieces: Iterable[str], path: Path | None) -> None:
    """The pieces of a text one after another, as `deliver` does with a whole one."""
    if path is None:
        for piece in pieces:
            write(piece)
        return
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(map(safe, pieces))
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    except BaseException:
        os.unlink(name)
        raise
    say(f"Wrote {path}.")
