"""Questions that a researcher or a strategist asks: each a file in `competency/`, answered by a command.

`load_questions` reads them, `ask` puts one to a store (a knowledge graph, a folder or the address of an endpoint), and
`compare` says where the answer differs from the rows that were read off the seed files.

`ask` in a file is the command, `record` the record it asks (the five founding articles, or the whole); `show` names the
list of its JSON that holds the answer ("." the answer itself), `where` which rows of it count, `columns` what of each
row. `rows` stand in no order and each once. The answer names each claim in `rests_on`.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from typer.testing import CliRunner

import himagraph
from himagraph import vocab
from himagraph.library import KnowledgeGraph
from himagraph_cli.main import app

FOLDER = Path(__file__).parent / "competency"
Question = Mapping[str, Any]
Row = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code; `json` is None where it printed none."""

    exit_code: int
    json: Any
    out: str
    said: str


def load_questions() -> dict[str, Question]:
    """The questions by the names of their files, in that order."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def words(question: Question) -> list[str]:
    """The arguments of `hima`."""
    name, *arguments = shlex.split(question["ask"])
    assert name == "hima"
    return arguments


def ask(question: Question, store: KnowledgeGraph | Path | str) -> Answer:
    """The answer of the store: one that is open already, or the folder or address of one."""
    arguments = [*words(question), "--json"]
    if isinstance(store, KnowledgeGraph):
        with patch.object(himagraph, "open", lambda *_, **__: store):
            ran = CliRunner().invoke(app, arguments)
    else:
        ran = CliRunner().invoke(app, [*arguments, "--store", str(store)])
    return Answer(ran.exit_code, json.loads(ran.stdout) if ran.stdout else None, ran.stdout, ran.stderr)


def compare(question: Question, answer: Answer) -> list[str]:
    """Where the answer is not what the question expects, a line each; empty when it is."""
    if answer.exit_code != int(question.get("exit_code", 0)):
        return [f"exit code {answer.exit_code}: {answer.said}"]
    found, wanted = set(rows(question, answer.json)), set(map(tuple, question["rows"]))
    unnamed = question.get("unnamed", ())

    def named(path: str) -> bool:
        return f'"{vocab.claim_iri(path)}"' in answer.out

    return [
        *(f"missing row: {row}" for row in sorted(wanted - found)),
        *(f"unexpected row: {row}" for row in sorted(found - wanted)),
        *(f"claim not named: {path}" for path in question["rests_on"] if path not in unnamed and not named(path)),
        *(f"claim named after all: {path}" for path in unnamed if named(path)),
    ]


def rows(question: Question, answer: Any) -> Iterator[Row]:
    """What the answer shows in the columns, of the rows that count."""
    found = [answer] if question["show"] == "." else _at(answer, question["show"])
    for row in found:
        if all(_text(_at(row, path)) == value for path, value in question.get("where", {}).items()):
            yield tuple(_text(_at(row, column)) for column in question["columns"])


def _read(path: Path) -> Question:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def _at(value: Any, path: str) -> Any:
    """What stands at a dotted path; nothing where a part of it is missing."""
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(name)
    return value["value"] if isinstance(value, dict) and {"type", "value"} <= value.keys() else value


def _text(value: Any) -> str:
    return "" if value is None else vocab.slug_of(str(value))
