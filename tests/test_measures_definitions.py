"""The named definitions: each finds whom its law finds, says why, and stands in one file."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from himagraph.errors import UsageError
from himagraph.measures import Holdings, Right, Rights, definition, definitions

FOLDER = Path(__file__).parent / "measures" / "definitions"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


def figure(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def register(case: dict[str, Any]) -> Holdings:
    rights = tuple(
        Right(**right | {key: Fraction(right[key]) for key in ("seats", "of") if key in right})
        for right in case.get("rights", ())
    )
    return Holdings.from_rows(
        ((holder, issuer, figure(percent)) for holder, issuer, percent in case["stakes"]),
        rights=Rights(
            profits=[tuple(row) for row in case.get("profits", ())], others=rights, turnout=case.get("turnout", {})
        ),
    )


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_definition_finds_whom_its_law_finds(name: str, case: dict[str, Any]) -> None:
    """`P?` in a case is someone who is only possibly found."""
    found = register(case).by(name, case["issuer"], case.get("among"))
    assert {
        holder + ("" if verdict.is_certain else "?"): [ground.limb for ground in verdict.grounds]
        for holder, verdict in found.items()
    } == case["finds"]
    for verdict in found.values():
        assert verdict.reason("en")
        assert verdict.reason("zh")
        assert case["issuer"] in str(verdict)


@pytest.mark.parametrize("name", sorted(definitions()))
def test_a_definition_names_its_law_and_has_cases_enough(name: str) -> None:
    one = definition(name)
    assert one.id == name
    assert one.reference
    assert one.url.startswith("https://")
    assert set(one.title) == {"en", "zh"}
    assert all(set(words) == {"en", "zh"} for words in one.limbs.values())
    cases = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert len(cases) >= 4
    met = {limb for case in cases for limbs in case["finds"].values() for limb in limbs}
    assert met == set(one.limbs)


def test_the_days_of_a_law_are_kept() -> None:
    assert definition("cn-boi-25").applies_on(date(2024, 11, 1))
    assert not definition("cn-boi-25").applies_on(date(2024, 10, 31))
    assert definition("eu-amlr-52").in_force == date(2027, 7, 10)
    assert definition("ofac-50").in_force == date(2014, 8, 13)


def test_the_same_question_under_two_definitions_says_why_they_differ() -> None:
    rows = [("P", "S", "51"), ("S", "X", "35"), ("Q", "X", "30"), ("R", "X", "35")]
    holdings = Holdings.from_rows(rows)
    assert holdings.by("majority-50", "X") == {}
    assert {one: verdict.reason() for one, verdict in holdings.by("cn-csrc-84", "X").items()} == {
        "P": "more than 30% of the votes with those in concert (35%)",
        "R": "more than 30% of the votes with those in concert (35%)",
        "S": "more than 30% of the votes with those in concert (35%)",
    }
    assert holdings.by("cn-boi-25", "X")["P"].reason("zh") == "最终享有25%以上表决权（35%）"
    assert holdings.by("cn-boi-25", "X")["R"].reason() == "25% or more of the equity, looked through (35%)"


def test_nothing_is_certain_through_over_full_capital() -> None:
    holdings = Holdings.from_rows([("p", "A", "80"), ("q", "A", "90"), ("A", "X", "40")])
    assert [verdict.is_certain for verdict in holdings.by("cn-boi-25", "X", ["p"]).values()] == [True]
    assert [ground.limb for ground in holdings.by("cn-boi-25", "X", ["p"])["p"].grounds] == ["votes"]
    little = Holdings.from_rows([("p", "A", "20"), ("q", "A", "90"), ("A", "X", "40")])
    assert [verdict.is_certain for verdict in little.by("cn-boi-25", "X", ["p"]).values()] == [False]


def test_a_right_in_a_company_without_stakes_counts() -> None:
    rights = Rights(others=(Right("appointment", "P", "X", seats=Fraction(3), of=Fraction(5)),))
    holdings = Holdings.from_rows([("Q", "Z", "10")], rights=rights)
    assert [ground.limb for ground in holdings.by("majority-50", "X")["P"].grounds] == ["board"]
    assert holdings.effective("X") == {}
    assert holdings.controllers("X") == set()


def test_an_unknown_definition_lists_those_there_are() -> None:
    with pytest.raises(UsageError, match="majority-50"):
        definition("majority")


def test_firms_that_prop_each_other_up_are_found_by_no_outsider() -> None:
    holdings = Holdings.from_rows([("a", "b", "30"), ("a", "c", "30"), ("b", "c", "60"), ("c", "b", "60")])
    assert set(holdings.by("majority-50", "b")) == {"c"}
