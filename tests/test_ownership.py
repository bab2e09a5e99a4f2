"""Look-through shares, control and close links in the answers, in the store and at the terminal."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import pytest

from conftest import Hima
from himagraph.answers.diff import ControlChange, Diff
from himagraph.answers.owners import Owners
from himagraph.errors import NoAnswer, UsageError
from himagraph.library import KnowledgeGraph
from himagraph.measures import Holdings
from himagraph.ownership import controlling, interest, stored
from himagraph.ownership import table as tables
from himagraph.records import Share


@pytest.fixture(scope="module")
def table(whole: KnowledgeGraph) -> tables.Ownership:
    return tables.everything(whole.ledger, whole.question())


def owners(kg: KnowledgeGraph, name: str, **options: object) -> Owners:
    answer = kg.who_owns(name, **options)
    assert isinstance(answer, Owners)
    return answer


def share_of(answer: Owners, holder: str) -> Share:
    return next(one.interest.effective for one in answer.look_through if one.interest.holder == holder)


# --- the flagship case, multiplied by hand -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "percent"),
    [
        ("changan", Fraction("40.99") * 10 / 100),
        ("seres-group", Fraction("93.6328") * 10 / 100),
        ("catl", Fraction("9.17") * 10 / 100),
        ("huawei-union", Fraction("99.4753") * 80 / 100),
        ("ren-zhengfei", Fraction("0.5247") * 80 / 100),
        ("sokon-holding", Fraction("22.99") * Fraction("93.6328") / 1000),
    ],
)
def test_who_is_behind_yinwang_is_the_product_of_the_printed_shares(
    whole: KnowledgeGraph, holder: str, percent: Fraction
) -> None:
    share = share_of(owners(whole, "yinwang"), holder)
    assert (share.min, share.max) == (percent, percent)


def test_the_headline_stands_beside_its_look_through(whole: KnowledgeGraph) -> None:
    reported = {row.entity.id: row for row in owners(whole, "yinwang").reported_as}
    assert reported["changan"].holding.share.text() == "10%"
    assert reported["changan"].look_through == Share.exactly("4.099")
    assert reported["seres-group"].look_through == Share.exactly("9.36328")


def test_from_the_five_articles_alone_changan_has_at_most_ten_percent_and_the_answer_says_why(
    kg: KnowledgeGraph, hima: Hima
) -> None:
    reported = {row.entity.id: row for row in owners(kg, "yinwang").reported_as}
    assert reported["changan"].look_through == Share(Fraction(0), Fraction(10))
    assert reported["changan"].is_implied
    shown = hima("who-owns", "yinwang", "--lang", "en").out
    assert "but look-through is at most 10%: its share of Avatr is in no source" in shown


def test_before_the_register_changed_huawei_alone_is_behind(whole: KnowledgeGraph) -> None:
    answer = owners(whole, "yinwang", as_of="2024-12-31")
    assert share_of(answer, "huawei") == Share.exactly(100)
    assert "changan" not in {one.interest.holder for one in answer.look_through}


def test_tops_and_open_ends_account_for_the_whole(whole: KnowledgeGraph, table: tables.Ownership) -> None:
    for issuer, capital in table.capitals.items():
        if not capital.holdings:
            continue
        ends = table.holdings.ultimate(issuer)
        assert sum((share.min or Fraction(0) for share in ends.values()), Fraction(0)) <= 100
        shown = owners(whole, issuer).ultimate
        assert all(one.interest.is_top != one.interest.is_open for one in shown)
        assert {one.interest.holder for one in shown if one.interest.is_top} <= ends.keys()


def test_depth_and_direct_limit_what_is_looked_through(whole: KnowledgeGraph) -> None:
    one = {looked.interest.holder for looked in owners(whole, "yinwang", depth=1).look_through}
    assert one == {"huawei", "avatr", "seres-automobile"}
    assert owners(whole, "yinwang", direct=True).look_through == ()


def test_what_is_held_through_others_mirrors_it(whole: KnowledgeGraph) -> None:
    below = {one.interest.issuer: one for one in whole.holdings("changan").look_through}
    assert below["yinwang"].interest.effective == Share.exactly("4.099")
    assert below["yinwang"].interest.chains == (("changan", "avatr", "yinwang"),)
    assert below["avatr"].interest.is_direct


# --- the store -----------------------------------------------------------------------------------------------------


def test_the_store_holds_what_the_measures_compute(whole: KnowledgeGraph, table: tables.Ownership) -> None:
    assert stored.is_stored(whole.ledger, whole.question())
    for issuer, capital in table.capitals.items():
        if capital.holdings or capital.inferred:
            shares = interest.interests(table, issuer)
            ends = interest.open_ends(table, issuer, shares)
            found = stored.of_issuer(whole.ledger, issuer)
            assert set(found[0]) == set(shares)
            assert set(found[1]) == set(ends)
    for issuer in table.names:
        assert set(stored.control_of(whole.ledger, issuer)) == set(controlling.controllers(table, issuer))


@pytest.mark.parametrize("clocks", [{"as_of": "2025-01-31"}, {"known_at": "2025-01-31"}, {"without": ["udn"]}])
def test_another_clock_or_selection_is_computed_and_not_read(whole: KnowledgeGraph, clocks: dict[str, object]) -> None:
    if "without" in clocks:
        clocks = {"without": ["lianhexinwenwang-udn-2025-08-19"]}
    question = whole.question(**clocks)
    assert not stored.is_stored(whole.ledger, question)
    answer = owners(whole, "yinwang", **clocks)
    computed = interest.interests(tables.everything(whole.ledger, question), "yinwang")
    assert [one.interest for one in answer.look_through] == list(computed)


def test_every_computed_node_says_what_it_was_derived_from(whole: KnowledgeGraph) -> None:
    assert not whole.ask(
        "ASK { GRAPH graph:computed { ?node a ?kind FILTER NOT EXISTS { ?node prov:wasDerivedFrom ?claim } } }"
    )
    assert not whole.ask(
        "ASK { GRAPH graph:computed { ?node prov:wasDerivedFrom ?claim }"
        " FILTER NOT EXISTS { GRAPH ?source { ?claim hima:hasSource ?source } } }"
    )


# --- explain -------------------------------------------------------------------------------------------------------


def test_ten_answers_replay_from_their_listed_claims_alone(whole: KnowledgeGraph, table: tables.Ownership) -> None:
    pairs = sorted((one.holder, issuer) for issuer in table.capitals for one in interest.interests(table, issuer))
    pairs = [("changan", "yinwang"), ("seres-group", "yinwang"), *random.Random(3).sample(pairs, 8)]
    for holder, issuer in pairs:
        answer = whole.explain(f"{issuer}/{holder}")
        assert answer.is_replayed
        printed = json.loads(json.dumps(answer.as_json()))
        rows = [(one["holder"]["id"], one["issuer"]["id"], _read(one["share"])) for one in printed["entries"]]
        again = Holdings.from_rows(rows).effective(issuer)[holder]
        assert (again.min, again.max) == (answer.explanation.effective.min, answer.explanation.effective.max)
        claims = {claim.path: claim for row in answer.entries for claim in row.holding.claims}
        assert {path.rpartition("claim/")[2] for one in printed["entries"] for path in one["claims"]} == set(claims)
        for row in answer.entries:
            figures = [claim.share() for claim in row.holding.claims if claim.quantity("percent")]
            assert not row.holding.share.is_known or row.holding.share in figures


def _read(share: dict[str, str | None]) -> tuple[str, str] | None:
    return None if share["min"] is None or share["max"] is None else (share["min"], share["max"])


def test_a_share_that_no_chain_brings_about_is_no_answer(whole: KnowledgeGraph) -> None:
    with pytest.raises(NoAnswer, match="No chain of stakes leads from JAC to Yinwang"):
        whole.explain("yinwang/jac")
    with pytest.raises(UsageError, match="names no share"):
        whole.explain("yinwang")


# --- control -------------------------------------------------------------------------------------------------------


def test_huawei_controls_yinwang_by_votes_and_by_its_seats(whole: KnowledgeGraph) -> None:
    answer = whole.control("yinwang")
    found = {one.entity.id: one.verdict for one in answer.controllers}
    assert found["huawei"].is_certain
    assert "80%" in found["huawei"].reason()
    assert "71.43%" in found["huawei"].reason()
    assert "avatr" not in found
    assert "yinwang" in {one.entity.id for one in whole.control("huawei").controls}


def test_control_that_rests_on_an_inferred_stake_says_so(kg: KnowledgeGraph, hima: Hima) -> None:
    (huawei,) = (one for one in owners(kg, "yinwang").behind.control if one.entity.id == "huawei")
    assert huawei.controller.is_inferred
    assert "(majority-50, inferred)" in hima("who-owns", "yinwang", "--lang", "en").out


def test_two_definitions_that_differ_say_why(whole: KnowledgeGraph) -> None:
    answer = whole.control("avatr", by=["majority-50", "cn-csrc-84"])
    differing = {one.entity.id: one for one in answer.differences}
    assert {one.definition.id for one in differing["changan"].found} == {"cn-csrc-84"}
    assert "more than 30% of the votes" in differing["changan"].why()
    assert "not by majority-50, which asks for: more than half of the votes" in differing["changan"].why()
    assert "表决权" in differing["changan"].why("zh")


def test_an_unknown_definition_names_those_there_are(hima: Hima) -> None:
    ran = hima("control", "yinwang", "--by", "majority-60")
    assert ran.code == 2
    assert "majority-60" in ran.err
    assert "majority-50" in ran.err
    assert "Traceback" not in ran.err


def test_a_controlling_stake_that_a_source_states_is_control_and_no_equity(whole: KnowledgeGraph) -> None:
    answer = whole.control("china-changan", by=["cn-csrc-84"])
    assert "sasac" in {one.entity.id for one in answer.controllers}
    assert "sasac" not in {one.interest.holder for one in owners(whole, "china-changan").look_through}


def test_close_links_are_those_of_a_fifth(whole: KnowledgeGraph) -> None:
    links = {one.entity.id: one for one in whole.close_links("avatr").links}
    assert links["changan"].is_certain
    assert links["changan"].reason() == "40.99% is held by it"
    assert not links["changan-innov"].is_certain
    assert "catl" not in links


def test_direct_and_depth_exclude_each_other(hima: Hima) -> None:
    ran = hima("who-owns", "yinwang", "--direct", "--depth", "2")
    assert (ran.code, ran.out) == (2, "")
    assert "--direct" in ran.err


def test_the_terminal_shows_all_tops_when_asked(hima: Hima) -> None:
    few, every = (hima("who-owns", "yinwang", *more, env={"HIMA_STORE": ""}).out for more in ((), ("--ultimate",)))
    assert "more: hima who-owns yinwang --ultimate" in few
    assert "more: hima who-owns" not in every
    assert len(every.splitlines()) > len(few.splitlines())


def test_the_terminal_shows_who_controls_on_the_card(hima: Hima) -> None:
    shown = hima("show", "yinwang", "--lang", "en").out
    assert "Control: Huawei, " in shown
    printed = json.loads(hima("show", "yinwang", "--json").out)
    assert {"huawei": True}.items() <= {one["entity"]["id"]: one["certain"] for one in printed["control"]}.items()


def test_a_misspelt_definition_is_offered_and_not_taken(hima: Hima) -> None:
    ran = hima("control", "yinwang", "--by", "majorty-50")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean majority-50?" in ran.err


@pytest.mark.parametrize("definition", ["majority-50", "cn-csrc-84"])
def test_who_controls_whom_is_the_same_asked_from_either_end(
    whole: KnowledgeGraph, table: tables.Ownership, definition: str
) -> None:
    companies = sorted(table.names)
    every = {
        (issuer, one.holder): one for issuer in companies for one in controlling.controllers(table, issuer, definition)
    }
    for name in ("sasac", "china-changan", "huawei-union", "zhang-xinghai", "dongfeng", "seres-group", "avatr"):
        answer = whole.control(name, by=[definition])
        assert {one.entity.id: one.verdict.is_certain for one in answer.controls} == {
            issuer: one.is_certain for (issuer, holder), one in every.items() if holder == name
        }
        assert {one.entity.id: one.verdict.is_certain for one in answer.controllers} == {
            holder: one.is_certain for (issuer, holder), one in every.items() if issuer == name
        }


def test_control_that_rests_on_a_right_far_above_names_its_claims(
    whole: KnowledgeGraph, table: tables.Ownership
) -> None:
    below = {one.entity.id: one for one in whole.control("sasac", by=["cn-csrc-84"]).controls}
    assert below["avatr"].verdict.is_certain
    assert any(path.endswith("/sasac-china-changan") for path in below["avatr"].claims)
    for issuer in sorted(table.names):
        assert all(one.claims for one in controlling.controllers(table, issuer, "cn-csrc-84"))


# --- control in time -------------------------------------------------------------------------------------------------


def changed(answer: Diff) -> dict[tuple[str, str], ControlChange]:
    return {(one.issuer.id, one.holder.id): one for one in answer.control}


def test_control_that_came_and_went_between_two_dates_is_told(whole: KnowledgeGraph) -> None:
    there = changed(whole.diff("2023-12-31", "2025-12-31"))
    gained = there["yinwang", "huawei"]
    assert (gained.change, gained.before, gained.after) == ("gained", None, True)
    assert gained.claims
    assert there["jinkang-power", "seres-group"].change == "first-seen", "a link on the way does not say since when"
    back = changed(whole.diff("2025-12-31", "2023-12-31"))
    assert back["yinwang", "huawei"].change == "lost"
    assert back.keys() == there.keys()
    assert ("yinwang", "avatr") not in there


def test_control_that_differs_is_what_each_date_answers(whole: KnowledgeGraph) -> None:
    days = ("2023-12-31", "2025-12-31")
    found = whole.diff(*days)
    for one in found.control:
        for day, is_certain in zip(days, (one.before, one.after), strict=True):
            seen = whole.control(one.issuer.id, as_of=day).controllers
            assert {one.entity.id: one.verdict.is_certain for one in seen}.get(one.holder.id) is is_certain
    shown = {claim.path for claim in found.claims()}
    assert all(set(one.claims) <= shown for one in found.control)


def test_control_in_time_rests_on_the_chosen_sources_alone(whole: KnowledgeGraph) -> None:
    only = "ichongqing-2025-12-10"
    found = whole.diff("2023-12-31", "2025-12-31", only=[only]).control
    assert {path.partition("/")[0] for one in found for path in one.claims} == {only}
    assert whole.diff("2023-12-31", "2025-12-31", without=[only, "xinwen-mobi-2025-10"]).control != found
    assert whole.diff("2025-12-31", "2025-12-31").control == ()


def test_the_terminal_tells_control_in_both_languages(hima: Hima) -> None:
    asked = ("diff", "--from", "2023-12-31", "--to", "2025-12-31")
    english, chinese = (hima(*asked, "--lang", lang, env={"HIMA_STORE": ""}).out for lang in ("en", "zh"))
    assert "Control, by more than half of the votes" in english
    assert "Huawei controls Yinwang" in english
    assert "控制（过半数表决权）" in chinese
