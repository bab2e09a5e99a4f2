"""The competency questions have the answers that were read off the seed files."""

from __future__ import annotations

from typing import Any

import pytest

from competency_evidence import Seeds, faults, read
from competency_questions import Answer, Question, ask, compare, load_questions
from conftest import SEEDS
from himagraph.library import KnowledgeGraph

QUESTIONS = load_questions()
REQUIRED = {"id", "question", "ask", "show", "columns", "rows", "rests_on"}
OPTIONAL = {"where", "exit_code", "unnamed", "joined", "words", "computed", "names", "absent", "judgements", "because"}
YINWANG = QUESTIONS["c05-yinwang-at-the-end-of-2025"]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return read(SEEDS)


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """What was answered already: some questions read one answer in different places."""
    return {}


def test_there_are_many_questions_with_ids_of_their_own() -> None:
    assert len(QUESTIONS) >= 150
    assert [question["id"] for question in QUESTIONS.values()] == list(QUESTIONS)
    for lang in ("en", "zh"):
        assert len({question["question"][lang] for question in QUESTIONS.values()}) == len(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_complete_in_both_languages(name: str) -> None:
    question = QUESTIONS[name]
    assert question.keys() >= REQUIRED
    assert question.keys() <= REQUIRED | OPTIONAL
    assert all(question["question"][lang].strip() for lang in ("en", "zh"))
    assert any("\u4e00" <= char <= "\u9fff" for char in question["question"]["zh"])
    assert all(why.strip() for why in question.get("words", {}).values())
    assert set(question.get("words", {})) <= set(question["columns"])
    assert set(question.get("unnamed", ())) <= set(question["rests_on"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_seed_files_say_what_a_question_expects(name: str, seeds: Seeds) -> None:
    assert faults(QUESTIONS[name], seeds) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_finds_its_answer_and_the_claims_it_rests_on(
    name: str, whole: KnowledgeGraph, answers: dict[str, Answer]
) -> None:
    question = QUESTIONS[name]
    if question["ask"] not in answers:
        answers[question["ask"]] = ask(question, whole)
    assert compare(question, answers[question["ask"]]) == []


# --- what is no evidence, and no answer ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"rests_on": []}, "rests on nothing"),
        ({"rests_on": [], "judgements": ["c03-avatr-holders-2024"]}, "does not say why"),
        ({"rests_on": [*YINWANG["rests_on"], "chiguanow-2025-04/no-such"]}, "no such claim"),
        ({"rests_on": [*YINWANG["rests_on"], "hbcasj-2025-11-26/chery-luxeed-co"]}, "bears out no row"),
        ({"rests_on": YINWANG["rests_on"][1:]}, "no claim says ['80', 'huawei']"),
        ({"rows": [*YINWANG["rows"], ["changan", "10%"]]}, "no claim says ['10', 'changan']"),
        ({"rows": [["huawei", "81%"], *YINWANG["rows"]]}, "no claim says ['81', 'huawei']"),
        ({"rows": [["huawei", "81%"], *YINWANG["rows"]], "computed": ["80 + 2"]}, "no claim has a figure of 80 + 2"),
        ({"ask": "hima who-owns Yinwang --only yiche-2025-04"}, "not of a source asked"),
        ({"names": {"avatr": ["Avatar"]}}, "not in the register"),
        ({"absent": [{"kind": "stake", "issuer": "yinwang", "holder": ["byd", "avatr"]}]}, "found: "),
        ({"judgements": ["c99"]}, "no such judgement"),
    ],
)
def test_what_the_seed_files_do_not_bear_out_is_refused(change: dict[str, Any], fault: str, seeds: Seeds) -> None:
    assert faults(YINWANG, seeds) == []
    assert any(fault in one for one in faults({**YINWANG, **change}, seeds))


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"rows": YINWANG["rows"][1:]}, "unexpected row"),
        ({"rows": [*YINWANG["rows"], ["byd", "10%"]]}, "missing row"),
        ({"where": {"entity.id": "avatr"}}, "missing row"),
        ({"exit_code": "1"}, "exit code 0"),
        ({"rests_on": [*YINWANG["rests_on"], "thepaper-undated/huawei-yinwang"]}, "claim not named"),
        ({"unnamed": YINWANG["rests_on"]}, "claim named after all"),
    ],
)
def test_another_answer_than_the_expected_is_told(
    change: dict[str, Any], difference: str, whole: KnowledgeGraph, answers: dict[str, Answer]
) -> None:
    changed: Question = {**YINWANG, **change}
    answer = answers.setdefault(YINWANG["ask"], ask(YINWANG, whole))
    assert any(difference in one for one in compare(changed, answer))
