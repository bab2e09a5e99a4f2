"""The competency questions have the answers that were read off the seed files."""

from __future__ import annotations

import pytest

from competency_evidence import Seeds, faults, read
from competency_questions import ask, compare, load_questions
from conftest import SEEDS
from himagraph.library import KnowledgeGraph

QUESTIONS = load_questions()
REQUIRED = {"id", "question", "ask", "show", "columns", "rows", "rests_on"}
OPTIONAL = {"where", "exit_code", "unnamed", "joined", "words", "computed", "names", "absent", "judgements", "because"}


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read(SEEDS)


def test_there_are_many_questions_with_ids_of_their_own() -> None:
    assert len(QUESTIONS) >= 79
    assert [question["id"] for question in QUESTIONS.values()] == list(QUESTIONS)
    assert len({question["ask"] + str(question) for question in QUESTIONS.values()}) == len(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_complete_in_both_languages(name: str) -> None:
    question = QUESTIONS[name]
    assert question.keys() >= REQUIRED
    assert question.keys() <= REQUIRED | OPTIONAL
    assert all(question["question"][lang].strip() for lang in ("en", "zh"))
    assert any("\u4e00" <= char <= "\u9fff" for char in question["question"]["zh"])
    assert all(why.strip() for why in question.get("words", {}).values())


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_seed_files_say_what_a_question_expects(name: str, seeds: Seeds) -> None:
    assert faults(QUESTIONS[name], seeds) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_its_answer_and_the_claims_it_rests_on(name: str, whole: KnowledgeGraph) -> None:
    question = QUESTIONS[name]
    assert compare(question, ask(question, whole)) == []
