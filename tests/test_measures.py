"""Ownership measures: the worked cases, the bounds, and what is reported instead of solved."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from himagraph.errors import LimitReached
from himagraph.measures import NO_OUTSIDE_OWNER, UNDISCLOSED, Holdings
from himagraph.measures.columns import Table
from himagraph.measures.paths import path_sums
from himagraph.records import NOT_KNOWN, Share

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "measures" / "cases.json").read_text(encoding="utf-8"))
MORE = CASES["more"]


def register(rows: list[list[str]]) -> Holdings:
    return Holdings.from_rows(tuple(row) for row in rows)


def texts(shares: dict[str, Share]) -> dict[str, str]:
    return {name: share.text() for name, share in shares.items()}


def pairs(holdings: Holdings) -> list[list[str]]:
    return sorted([one, other] for one in holdings.names for other in holdings.controlled_by(one))


# --- worked cases ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_a_worked_case_is_exact(case: dict[str, Any]) -> None:
    holdings, expect = register(case["stakes"]), case["expect"]
    for holder, issuer, right in expect.get("effective", ()):
        assert holdings.effective(issuer)[holder] == Share.exactly(Fraction(right) * 100)
    for owner, asset, right in expect.get("dependency", ()):
        assert holdings.dependency(asset)[owner] == Share.exactly(Fraction(right) * 100)
    if "controls" in expect:
        assert pairs(holdings) == expect["controls"]
    if "blocked" in expect:
        assert sorted(holdings.blocked(expect["start_set"])) == expect["blocked"]
    assert [flaw for flaw in holdings.lint() if flaw.kind == "over-full"] == expect["issuers_over_100"]
    assert [flaw for flaw in holdings.lint() if flaw.kind == "self-holding"] == expect["self_holdings"]


def test_a_hundredth_of_a_ring_is_all_of_it() -> None:
    case = MORE["trank_loop"]
    holdings = register(case["stakes"])
    for holder, issuer, right in case["effective"]:
        assert holdings.effective(issuer)[holder] == Share.exactly(Fraction(right) * 100)
    for holder, issuer, right in case["simple_paths"]:
        table = Table(holdings.stakes)
        assert path_sums(table, holder).shares[issuer] == Share.exactly(Fraction(right) * 100)


@pytest.mark.parametrize("case", MORE["voting_power"])
def test_voting_power_is_the_chance_to_turn_a_vote(case: dict[str, Any]) -> None:
    holdings = Holdings.from_rows((holder, "Z", percent) for holder, percent in case["shares"].items())
    assert holdings.voting_power("Z") == {one: Share.exactly(right) for one, right in case["banzhaf"].items()}


@pytest.mark.parametrize("name", ["vadalog_control", "concom"])
def test_control_follows_the_rule_and_not_the_print(name: str) -> None:
    assert pairs(register(MORE[name]["stakes"])) == MORE[name]["controls"]


def test_close_links_sum_simple_paths() -> None:
    case = MORE["close_links"]
    holdings = register(case["stakes"])
    found = {
        (name, other): link.holds
        for name in holdings.names
        for other, link in holdings.close_links(name).items()
        if link.holds
    }
    assert found == {(name, other): Share.exactly(right) for name, other, right in case["sums"]}
    assert holdings.close_links("D")["A"].common == ("C",)


@pytest.mark.parametrize("name", ["close_links", "over_full_capital"])
def test_over_full_capital_is_reported_with_its_rows(name: str) -> None:
    holdings = register(MORE[name]["stakes"])
    flaws = {flaw.issuers[0]: flaw for flaw in holdings.lint() if flaw.kind == "over-full"}
    assert {one: flaw.share for one, flaw in flaws.items()} == {
        one: Share.exactly(right) for one, right in MORE[name]["over_full"].items()
    }
    for issuer, flaw in flaws.items():
        assert sum(row.low for row in flaw.rows) == flaw.share.min
        assert {row.issuer for row in flaw.rows} == {issuer}


def test_cross_holdings_are_integrated_and_net() -> None:
    case = MORE["cross_holding"]
    holdings = register(case["stakes"])
    for holder, issuer, right in case["effective"]:
        found = holdings.effective(issuer)[holder].min
        assert found is not None
        assert round(found / 100, 4) == Fraction(right)
    for holder, issuer, right in case["net"]:
        assert holdings.net_effective(issuer)[holder] == Share.exactly(Fraction(right) * 100)
    for holder, issuer, right in case["simple_paths"]:
        assert holdings.paths(holder, issuer).found[0].share == Share.exactly(Fraction(right) * 100)
    outside = register([*case["stakes"], *case["residual"]])
    for issuer in ("X", "Z"):
        ends = outside.ultimate(issuer)
        assert set(ends) == {"P", "Q", "F_X", "F_Z"}
        assert sum(share.min or 0 for share in ends.values()) == 100


def test_a_range_is_bounded_by_its_two_ends_where_there_is_room_for_both() -> None:
    case = MORE["interval"]
    ends = {
        (one, other): (low, high) for (one, other, low), (*_, high) in zip(case["lower"], case["upper"], strict=True)
    }
    ranged = Holdings.from_rows((one, other, bounds) for (one, other), bounds in ends.items())
    low, high = register(case["lower"]).effective("Z"), register(case["upper"]).effective("Z")
    assert {one: (share.min, share.max) for one, share in ranged.effective("Z").items()} == {
        one: (low[one].min, high[one].max) for one in low
    }


# --- bounds ------------------------------------------------------------------------------------------------------


def test_two_unknown_shares_make_no_two_hundred_percent() -> None:
    rows = [("O", "A", None), ("O", "B", None), ("A", "Z", None), ("B", "Z", None)]
    holdings = Holdings.from_rows(rows)
    assert holdings.effective("Z")["O"] == Share(Fraction(0), Fraction(100))
    assert holdings.ultimate("Z") == {
        "O": Share(Fraction(0), Fraction(100)),
        UNDISCLOSED: Share(Fraction(0), Fraction(100)),
    }


def test_an_unknown_share_is_at_most_what_the_others_leave() -> None:
    holdings = Holdings.from_rows([("Changan", "Avatr", None), ("CATL", "Avatr", "14.1"), ("Avatr", "Yinwang", "10")])
    assert texts(holdings.effective("Yinwang")) == {"Avatr": "10%", "CATL": "1.41%", "Changan": "at most 8.59%"}
    assert texts(holdings.direct("Avatr")) == {"Changan": "at most 85.9%", "CATL": "14.1%"}


def test_an_open_rest_may_be_anyones() -> None:
    rows = [("P", "X", "30"), ("X", "Z", "40"), ("Q", "Z", "10")]
    assert texts(Holdings.from_rows(rows).effective("Z")) == {"X": "40%", "P": "12%", "Q": "10%"}
    opened = Holdings.from_rows(rows, rest="open")
    assert texts(opened.effective("Z")) == {"X": "40% to 90%", "P": "12% to 90%", "Q": "10% to 88%"}
    assert opened.controlled_by("P") == set()
    assert opened.may_control("P") == {"X", "Z"}
    assert texts(opened.ultimate("Z"))[UNDISCLOSED] == "at most 78%"


def test_capital_of_someone_not_named_is_undisclosed_and_limits_the_others() -> None:
    holdings = Holdings.from_rows([(None, "X", "40"), ("P", "X", None), ("X", "Z", "100")])
    assert texts(holdings.ultimate("Z")) == {"P": "at most 60%", UNDISCLOSED: "40% to 100%"}


def test_a_ring_that_may_close_leaves_no_upper_bound_but_a_net_one() -> None:
    holdings = Holdings.from_rows([("X", "Y", None), ("Y", "X", None), ("P", "X", "10")])
    assert holdings.effective("X")["Y"] == Share(Fraction(0), Fraction(900))
    assert holdings.net_effective("X")["Y"] == Share(Fraction(0), Fraction(90))
    unheld = Holdings.from_rows([("X", "Y", None), ("Y", "X", None)])
    assert unheld.effective("X")["Y"] == Share(Fraction(0), None)
    assert unheld.net_effective("X")["Y"] == Share(Fraction(0), Fraction(100))
    assert texts(unheld.ultimate("X")) == {UNDISCLOSED: "at most 100%", NO_OUTSIDE_OWNER: "at most 100%"}


def test_control_is_certain_at_the_lower_bounds_and_possible_at_the_upper_ones() -> None:
    holdings = Holdings.from_rows([("P", "X", ("45", "60")), ("Q", "X", None), ("X", "Z", "51")])
    assert holdings.controlled_by("P") == set()
    assert holdings.may_control("P") == {"X", "Z"}
    assert holdings.controllers("Z", possible=True) == {"P", "Q", "X"}
    assert holdings.blocked({"P"}, possible=True) == {"X", "Z"}
    assert holdings.close_links("Q") == {}
    assert set(holdings.close_links("Q", possible=True)) == {"X", "Z"}


def test_voting_power_of_ranges_is_a_range() -> None:
    holdings = Holdings.from_rows([("a", "Z", ("40", "60")), ("b", "Z", "30"), ("c", "Z", "10")])
    assert texts(holdings.voting_power("Z")) == {"a": "50% to 100%", "b": "at most 50%", "c": "at most 25%"}


# --- what is not solved -------------------------------------------------------------------------------------------


def test_a_ring_without_outside_owner_is_named_and_not_solved() -> None:
    holdings = Holdings.from_rows([("R", "S", "100"), ("S", "R", "100"), ("S", "Z", "30"), ("P", "Z", "70")])
    assert [(flaw.kind, flaw.issuers) for flaw in holdings.lint()] == [("closed-ring", ("R", "S"))]
    assert len(holdings.lint()[0].rows) == 2
    assert str(holdings.lint()[0]) == "R, S: held in full by one another, no outside owner"
    assert holdings.effective("Z") == {"P": Share.exactly(70), "R": NOT_KNOWN, "S": NOT_KNOWN}
    assert texts(holdings.net_effective("Z")) == {"P": "70%", "R": "30%", "S": "30%"}
    assert texts(holdings.ultimate("Z")) == {"P": "70%", NO_OUTSIDE_OWNER: "30%"}
    assert texts(holdings.ultimate("R")) == {NO_OUTSIDE_OWNER: "100%"}
    assert holdings.explain("R", "Z").blocked_by == ("R",)


def test_a_ring_with_a_crumb_outside_is_solved_exactly() -> None:
    crumb = Fraction(1, 10**12)
    holdings = Holdings.from_rows([("R", "S", "100"), ("S", "R", 100 - crumb), ("P", "R", crumb)])
    assert holdings.lint() == ()
    assert holdings.effective("S")["P"] == Share.exactly(100)


def test_nothing_is_computed_through_over_full_capital() -> None:
    holdings = Holdings.from_rows([("P", "X", "80"), ("Q", "X", "90"), ("X", "Z", "50"), ("Q", "Z", "10")])
    assert holdings.effective("Z") == {"X": Share.exactly(50), "P": NOT_KNOWN, "Q": NOT_KNOWN}
    assert holdings.ultimate("Z")[UNDISCLOSED] == NOT_KNOWN
    assert holdings.interests("P") == {"X": NOT_KNOWN, "Z": NOT_KNOWN}
    assert holdings.explain("P", "Z").blocked_by == ("X",)
    assert holdings.controlled_by("P") == {"X"}


def test_decimals_that_sum_to_a_little_more_are_neither_reported_nor_rescaled() -> None:
    holdings = Holdings.from_rows([("P", "X", "66.66666667"), ("Q", "X", "33.3333334")])
    assert holdings.lint() == ()
    assert holdings.effective("X")["Q"] == Share.exactly("33.3333334")
    assert sum(share.min or 0 for share in holdings.ultimate("X").values()) == Fraction("100.00000007")
    assert [flaw.kind for flaw in Holdings.from_rows([("P", "X", "100"), ("Q", "X", "0.011")]).lint()] == ["over-full"]


def test_a_self_holding_is_reported_and_goes_round() -> None:
    holdings = Holdings.from_rows([("X", "X", "10"), ("P", "X", "60")])
    assert [str(flaw) for flaw in holdings.lint()] == ["X holds 10% of itself"]
    assert holdings.effective("X")["P"] == Share.exactly(Fraction(200, 3))
    assert holdings.net_effective("X")["X"] == Share.exactly(10)
    assert holdings.controlled_by("X") == set()


def test_chains_that_are_too_many_are_cut_and_said_to_be() -> None:
    names = [f"n{place}" for place in range(9)]
    rows = [(one, other, "10") for one in names for other in names if one != other]
    holdings = Holdings.from_rows(rows)
    cut = holdings.close_links("n0", limit=50)
    assert all(link.is_cut for link in cut.values())
    assert holdings.paths("n0", "n1", limit=5).is_cut
    assert len(holdings.paths("n0", "n1", limit=5).found) == 5
    assert "more chains" in str(holdings.explain("n0", "n1", limit=5))
    assert holdings.explain("n0", "n1", limit=5).by_loops == NOT_KNOWN


def test_too_many_holders_for_all_coalitions_is_a_limit() -> None:
    rows = [(f"h{place}", "Z", "1") for place in range(21)]
    with pytest.raises(LimitReached, match="21 holders"):
        Holdings.from_rows(rows).voting_power("Z")
    many = Holdings.from_rows([(f"h{place}", "Z", "5") for place in range(20)])
    with pytest.raises(LimitReached, match="coalitions"):
        many.minimal_winning_coalitions("Z")
    assert len(set(many.voting_power("Z").values())) == 1


def test_an_explanation_says_what_goes_round() -> None:
    holdings = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "30"), ("Z", "X", "20"), ("Q", "Z", "50")])
    explained = holdings.explain("P", "Z")
    assert [path.nodes for path in explained.paths] == [("P", "X", "Z")]
    assert explained.loops == (("X", "Z"),)
    assert explained.by_loops == Share.exactly(Fraction(900, 47) - 18)
    assert {(row.holder, row.issuer) for row in explained.entries} == {("P", "X"), ("Z", "X"), ("X", "Z"), ("Q", "Z")}
    assert str(explained).splitlines()[1:] == ["  P > X > Z (18%)", "  loop: X, Z"]


def test_what_a_holder_has_is_read_along_its_row() -> None:
    rows = [("P", "X", "60"), ("X", "Z", ("25", "30")), ("Q", "Z", None), ("X", "Y", "50"), ("Y", "X", "10")]
    holdings = Holdings.from_rows(rows)
    for net in (False, True):
        for holder in holdings.names:
            measured = holdings.interests(holder, net=net)
            for issuer in holdings.issuers:
                column = holdings.net_effective(issuer) if net else holdings.effective(issuer)
                assert measured.get(issuer) == column.get(holder)


def test_through_whose_shareholders_capital_ends() -> None:
    holdings = Holdings.from_rows([("P", "X", "60"), ("X", "Z", ("40", "50")), ("Y", "Z", None), ("Q", "Y", "10")])
    assert texts(holdings.dependency("Z")) == {"X": "40% to 50%", "Z": "at most 60%", "Y": "at most 60%"}
    assert holdings.dependency("P") == {}
    full = Holdings.from_rows([("X", "Z", "80"), ("Y", "Z", "80"), ("Q", "Y", "10"), ("P", "X", "1")])
    assert set(full.dependency("Z").values()) == {NOT_KNOWN}


def test_several_tops_and_firms_that_hold_one_another_are_ultimate() -> None:
    chain = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "51"), ("Q", "Z", "49")])
    assert chain.ultimate_controllers("Z") == {"P"}
    assert set(chain.ultimate("Z")) == {"P", "Q", UNDISCLOSED}
    ring = Holdings.from_rows([("b", "c", "60"), ("c", "b", "60"), ("b", "d", "60")])
    assert ring.ultimate_controllers("d") == {"b", "c"}
    assert ring.ultimate_controllers("b") == {"c"}
