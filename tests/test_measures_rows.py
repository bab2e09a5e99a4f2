"""How rows of stakes are read, how rights move votes, and what the room keeps to."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import himagraph.measures
from himagraph.errors import UnknownName, UsageError
from himagraph.measures import Holdings, Right, Rights
from himagraph.measures.stakes import read
from himagraph.records import NOT_KNOWN, Share


def texts(shares: dict[str, Share]) -> dict[str, str]:
    return {name: share.text() for name, share in shares.items()}


# --- rows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figure", ["40.99", " 40.99 ", Decimal("40.99"), Fraction(4099, 100), 40.99, "4099/100", ("40.99", 40.99)]
)
def test_a_percent_is_read_exactly_however_it_is_written(figure: Any) -> None:
    assert Holdings.from_rows([("P", "X", figure)]).direct("X") == {"P": Share.exactly("40.99")}


@pytest.mark.parametrize(
    "figure",
    ["", "forty", "40%", "-1", -1, "nan", float("nan"), float("inf"), True, "1e9999999", ("30", "25"), ("1",), b"1",
     "1/0", [1, 2]],
)  # fmt: skip
def test_what_is_no_percent_is_refused_with_its_row(figure: Any) -> None:
    with pytest.raises(UsageError, match="Row 2, P in X"):
        Holdings.from_rows([("P", "Z", "1"), ("P", "X", figure)])


def test_a_row_without_names_is_refused() -> None:
    for row in (("", "X", 1), ("[undisclosed]", "X", 1), ("P", "", 1), ("P", None, 1), ("P", "X"), None):
        with pytest.raises(UsageError, match="Row 1"):
            Holdings.from_rows([row])  # type: ignore[list-item]


def test_shares_of_answers_are_taken_as_they_are() -> None:
    rows = [("P", "X", Share(Fraction(50), Fraction(100), "more-than")), ("Q", "X", NOT_KNOWN), ("R", "X", (None, "5"))]
    assert texts(Holdings.from_rows(rows).direct("X")) == {"P": "50% to 100%", "Q": "at most 50%", "R": "at most 5%"}


def test_rows_of_one_holder_add_up_and_nothing_is_no_holding() -> None:
    holdings = Holdings.from_rows([("P", "X", "20"), ("P", "X", ("1", "2")), ("Q", "X", "0")])
    assert holdings.effective("X") == {"P": Share(Fraction(21), Fraction(22))}
    assert holdings.effective("Q") == {}


def test_a_name_that_no_stake_knows_is_an_error() -> None:
    holdings = Holdings.from_rows([("P", "X", "20")])
    for ask in (holdings.effective, holdings.controlled_by, holdings.ultimate, holdings.close_links, holdings.direct):
        with pytest.raises(UnknownName, match="'Y'"):
            ask("Y")
    with pytest.raises(UsageError, match="outsiders"):
        Holdings.from_rows([], rest="nobody")  # type: ignore[arg-type]
    assert Holdings.from_rows([]).lint() == ()


def test_long_chains_and_wide_rings_are_no_recursion() -> None:
    length = 1500
    chain = Holdings.from_rows([(str(place), str(place + 1), "100") for place in range(length)])
    assert chain.effective(str(length))["0"] == Share.exactly(100)
    assert len(chain.controlled_by("0")) == length
    ring = Holdings.from_rows(
        [(str(place), str((place + 1) % length), "50") for place in range(length)] + [("P", "0", "50")]
    )
    share = ring.ultimate("0")["P"]
    assert share.min == 50 / (1 - Fraction(1, 2**length))


# --- votes -------------------------------------------------------------------------------------------------------


def test_rights_move_votes_and_leave_the_capital() -> None:
    rows = [("P", "X", "20"), ("Q", "X", "35"), ("R", "X", "45")]
    entrusted = Rights(others=(Right("voting-entrustment", "P", "X", giver="Q"),))
    holdings = Holdings.from_rows(rows, rights=entrusted)
    assert holdings.controlled_by("P") == {"X"}
    assert holdings.effective("X") == Holdings.from_rows(rows).effective("X")
    part = Rights(others=(Right("voting-entrustment", "P", "X", giver="Q", votes=Fraction(25)),))
    assert Holdings.from_rows(rows, rights=part).controlled_by("P") == set()
    assert texts(Holdings.from_rows(rows, rights=part).voting_power("X"))["R"] == "50%"
    stated = Holdings.from_rows(rows, rights=Rights(votes=[("R", "X", "51"), ("Q", "X", "29")]))
    assert stated.controlled_by("R") == {"X"}


def test_more_votes_than_one_has_cannot_be_entrusted() -> None:
    right = Right("voting-entrustment", "P", "X", giver="Q", votes=Fraction(40))
    holdings = Holdings.from_rows([("Q", "X", "35")], rights=Rights(others=(right,)))
    with pytest.raises(UsageError, match="more than it has"):
        holdings.controlled_by("P")


# --- the room ----------------------------------------------------------------------------------------------------

MODULES = [found.name for found in pkgutil.walk_packages(himagraph.measures.__path__, "himagraph.measures.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_room_imports_no_other_than_errors_and_records() -> None:
    folder = Path(himagraph.measures.__file__).parent
    for path in folder.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].startswith("himagraph"):
                assert words[1].startswith(("himagraph.measures", "himagraph.errors", "himagraph.records")), path


def test_a_row_reads_as_a_sentence() -> None:
    assert [str(stake) for stake in read([("P", "X", None), (None, "X", "10")])] == [
        "P holds not known of X",
        "someone not named holds 10% of X",
    ]
