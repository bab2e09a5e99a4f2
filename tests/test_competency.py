"""Questions that a researcher or a strategist asks, each a file in `competency/`, answered by a command.

`ask` is the command, `record` the record it asks (the five founding articles, or the whole); `show` names the list of
its JSON that holds the answer ("." the answer itself), `where` which rows of it count, `columns` what of each row.
`rows` were read off the seed files, in no order and each once. The answer names each claim in `rests_on`.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from conftest import SEEDS
from himagraph import vocab
from himagraph.build.conductor import build
from himagraph_cli.main import app

FOLDER = Path(__file__).parent / "competency"
QUESTIONS: dict[str, dict[str, Any]] = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in sorted(FOLDER.glob("*.yaml"))
}
KEYS = {"id", "question", "record", "ask", "show", "columns", "rows", "rests_on"}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory, store: Path) -> dict[str, Path]:
    """The stores by the name of their record."""
    whole = tmp_path_factory.mktemp("whole") / "store"
    build(SEEDS, whole)
    return {"founding": store, "whole": whole}


@pytest.fixture(scope="module")
def seed_claims() -> set[str]:
    """The paths of all claims, as the seed files have them."""
    found: set[str] = set()
    for path in (SEEDS / "sources").glob("*.yaml"):
        source = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        found |= {f"{source['source']['id']}/{claim['id']}" for claim in source["claims"]}
    return found


def ask(question: Mapping[str, Any], store: Path) -> tuple[Any, str]:
    """The JSON of the answer, and its text."""
    words = shlex.split(question["ask"])
    assert words[0] == "hima"
    ran = CliRunner().invoke(app, [*words[1:], "--json", "--store", str(store)])
    assert ran.exit_code == int(question.get("exit_code", 0)), ran.output
    return json.loads(ran.stdout), ran.stdout


def rows(answer: Any, question: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What the answer shows in the columns, of the rows that count."""
    found = [answer] if question["show"] == "." else at(answer, question["show"])
    for row in found:
        if all(text(at(row, path)) == value for path, value in question.get("where", {}).items()):
            yield tuple(text(at(row, column)) for column in question["columns"])


def at(value: Any, path: str) -> Any:
    """What stands at a dotted path; nothing where a part of it is missing."""
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(name)
    return value["value"] if isinstance(value, dict) and {"type", "value"} <= value.keys() else value


def text(value: Any) -> str:
    return "" if value is None else vocab.slug_of(str(value))


def test_there_are_at_least_fifty_questions_with_ids_of_their_own() -> None:
    assert len(QUESTIONS) >= 50
    assert [question["id"] for question in QUESTIONS.values()] == list(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_complete_and_its_claims_are_in_the_seeds(name: str, seed_claims: set[str]) -> None:
    question = QUESTIONS[name]
    assert question.keys() - {"where", "exit_code"} == KEYS
    assert all(question["question"][lang].strip() for lang in ("en", "zh"))
    assert any("\u4e00" <= char <= "\u9fff" for char in question["question"]["zh"])
    assert set(question["rests_on"]) <= seed_claims


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_its_answer_and_the_claims_it_rests_on(name: str, records: dict[str, Path]) -> None:
    question = QUESTIONS[name]
    answer, printed = ask(question, records[question["record"]])
    assert sorted({*rows(answer, question)}) == sorted(map(tuple, question["rows"]))
    assert [path for path in question["rests_on"] if vocab.claim_iri(path) not in printed] == []
