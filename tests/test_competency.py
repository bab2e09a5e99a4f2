"""The competency questions have the answers that were read off the seed files."""

from __future__ import annotations

import pytest
import yaml

from competency_questions import ask, compare, load_questions
from conftest import SEEDS
from himagraph.library import KnowledgeGraph

QUESTIONS = load_questions()
KEYS = {"id", "question", "record", "ask", "show", "columns", "rows", "rests_on"}


@pytest.fixture(scope="module")
def seed_claims() -> set[str]:
    """The paths of all claims, as the seed files have them."""
    found: set[str] = set()
    for path in (SEEDS / "sources").glob("*.yaml"):
        source = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        found |= {f"{source['source']['id']}/{claim['id']}" for claim in source["claims"]}
    return found


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
def test_a_question_finds_its_answer_and_the_claims_it_rests_on(
    name: str, kg: KnowledgeGraph, whole: KnowledgeGraph
) -> None:
    question = QUESTIONS[name]
    assert compare(question, ask(question, {"founding": kg, "whole": whole}[question["record"]])) == []
