"""The patterns of the record: expectations read off the seeds, and a small made-up world with loops."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from himagraph.build.conductor import check, sound
from himagraph.errors import UsageError
from himagraph.library import KnowledgeGraph
from network_world import graph_of
from test_schemas import wrong

ENTITIES = "".join(
    f"- {{id: {name}, kind: company, name: {{en: {name.title()}, zh: 公司{name}}}}}\n"
    for name in ("huawei", "ash", "beech", "cherry", "date", "elder", "fig")
)
SOURCE = """
source:
  {id: oak-2024, title: "Annual report", publisher: Oak Exchange, published: 2024-03-01, retrieved: 2026-01-05,
   kind: filing, language: en}
claims:
"""


def stake(holder: str, issuer: str, percent: object) -> str:
    return (
        f"  - {{id: {holder}-{issuer}, kind: stake, holder: {holder}, issuer: {issuer}, percent: {percent}, "
        "status: completed, from: 2024-01-15, where: 3}\n"
    )


def world(folder: Path, *claims: str) -> KnowledgeGraph:
    for path, text in {"entities/all.yaml": ENTITIES, "sources/oak-2024.yaml": SOURCE + "".join(claims)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.lstrip("\n"), encoding="utf-8")
    return graph_of(sound(check(folder)).quads)


def test_a_record_without_loops_says_so_and_never_zero(whole: KnowledgeGraph) -> None:
    answer = whole.analyse("loops")
    assert answer.reason == "none-found"
    assert answer.sentence().startswith("None found")
    assert "0" not in answer.sentence().partition("among")[0]
    assert answer.sentence("zh").startswith("未见来源")


def test_rings_and_cross_holdings_are_found_with_their_stakes(tmp_path: Path) -> None:
    kg = world(
        tmp_path, stake("ash", "beech", 10), stake("beech", "ash", 20),
        stake("cherry", "date", 5), stake("date", "elder", 6), stake("elder", "cherry", 7), stake("fig", "cherry", 50),
    )  # fmt: skip
    value = kg.analyse("loops").as_json()
    found = {(loop["kind"], tuple(one["id"] for one in loop["members"])): loop["stakes"] for loop in value["loops"]}
    assert list(found) == [("cross-holding", ("ash", "beech")), ("ring", ("cherry", "date", "elder"))]
    held = {(link["stake"]["entity"]["id"], link["issuer"]["id"]) for link in found["cross-holding", ("ash", "beech")]}
    assert held == {("ash", "beech"), ("beech", "ash")}
    assert wrong("analyse", json.loads(json.dumps(value))) == []
    assert kg.analyse("loops", as_of="2023").reason == "none-found"


def test_shareholders_of_yinwang_that_are_its_customers(whole: KnowledgeGraph) -> None:
    roles = {(one.supplier.id, one.customer.id): one for one in whole.analyse("dual-roles").roles}  # type: ignore[union-attr]
    assert roles["yinwang", "avatr"].how == "of-record"
    assert {flow.kind for flow in roles["yinwang", "avatr"].to_supplier} == {"deal"}
    for one, by in (("seres-group", "seres-automobile"), ("changan", "avatr")):
        role = roles["yinwang", one]
        assert role.how == "behind"
        stakes = {(link.row.entity.id, link.issuer.id) for link in role.links}
        assert stakes == {(one, by), (by, "yinwang")}
        # The founding article: fees to Huawei as carmakers, dividends as shareholders.
        paths = {claim.path for flow in (*role.to_supplier, *role.from_supplier) for claim in flow.claims}
        assert {"ichongqing-2025-12-10/fees-to-huawei", "ichongqing-2025-12-10/dividends-from-yinwang"} <= paths
    assert "huawei" not in {customer for _, customer in roles}


def test_a_headline_holder_is_told_as_reported(kg: KnowledgeGraph) -> None:
    answer = kg.analyse("dual-roles")
    how = {one.customer.id: one.how for one in answer.roles}  # type: ignore[union-attr]
    assert how["changan"] == "reported-as"


def test_a_bank_investor_stands_behind_both_outside_holders_of_yinwang(whole: KnowledgeGraph) -> None:
    owners = {one.owner.id: one for one in whole.analyse("common-owners").owners}  # type: ignore[union-attr]
    shared = {one.company.id: one.share for one in owners["bocom-aic"].companies}
    assert set(shared) == {"avatr", "seres-automobile"}
    assert shared["avatr"].min == Fraction("3.34")
    # Of Seres Automobile no source prints its share: anything that Seres Group's 93.6328 leaves.
    assert (shared["seres-automobile"].min, shared["seres-automobile"].max) == (0, 100 - Fraction("93.6328"))
    assert "cq-fund" in owners
    # One group: China Changan holds Changan, which holds Avatr.
    assert "china-changan" not in owners


def test_at_an_earlier_clock_nobody_holds_anything_yet(whole: KnowledgeGraph) -> None:
    for topic in ("dual-roles", "common-owners", "loops", "dependency", "concentration"):
        answer = whole.analyse(topic, known_at="2019-01-01")
        assert answer.reason == "none-found"
        assert wrong("analyse", json.loads(json.dumps(answer.as_json()))) == []


def test_answers_of_the_whole_record_fit_the_schema_and_name_their_sources(whole: KnowledgeGraph) -> None:
    for topic in ("dual-roles", "common-owners", "network", "dependency", "concentration"):
        answer = whole.analyse(topic)
        assert wrong("analyse", json.loads(json.dumps(answer.as_json()))) == []
        assert answer.claims()
        assert answer.sentence("zh") != answer.sentence()


def test_a_topic_that_there_is_not_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="loops"):
        kg.analyse("centrality")


def test_a_star_has_the_measures_that_a_hand_computes(tmp_path: Path) -> None:
    """Ash holds beech, cherry and date: all three ways between them lead through it."""
    kg = world(tmp_path, *(stake("ash", one, 10) for one in ("beech", "cherry", "date")), stake("elder", "fig", 5))
    answer = kg.analyse("network")
    nodes = {node.entity.id: node for node in answer.nodes}  # type: ignore[union-attr]
    assert (nodes["ash"].degree, nodes["ash"].core, nodes["elder"].component) == (3, 1, 2)
    # Of the 10 pairs of the five others, 3 are joined through ash.
    assert nodes["ash"].betweenness == pytest.approx(3 / 10)
    assert nodes["beech"].betweenness == 0
    assert sum(node.pagerank for node in nodes.values()) == pytest.approx(1)
    assert nodes["fig"].pagerank > nodes["elder"].pagerank
    assert {node.bow_tie for node in nodes.values()} == {"no-core"}
    assert [sorted(one.id for one in group) for group in answer.communities] == [  # type: ignore[union-attr]
        ["ash", "beech", "cherry", "date"], ["elder", "fig"],
    ]  # fmt: skip
    assert kg.analyse("network", backend="networkx").as_json() == answer.as_json()


def test_a_bow_tie_has_its_core_and_what_leads_in_and_out(tmp_path: Path) -> None:
    kg = world(
        tmp_path, stake("ash", "beech", 10), stake("beech", "ash", 20), stake("cherry", "ash", 5),
        stake("beech", "date", 6), stake("cherry", "elder", 7),
    )  # fmt: skip
    found = {node.entity.id: node.bow_tie for node in kg.analyse("network").nodes}  # type: ignore[union-attr]
    assert found == {"ash": "core", "beech": "core", "cherry": "in", "date": "out", "elder": "tendril"}


def test_makers_under_several_models_and_brands_without_equity(whole: KnowledgeGraph) -> None:
    answer = whole.analyse("dependency")
    makers = {one.maker.id: one for one in answer.makers}  # type: ignore[union-attr]
    assert {tie.what for tie in makers["seres-group"].models} == {"hima", "smart-selection"}
    assert {one.id for one in answer.several_models} >= {"seres-group", "gac", "dongfeng"}  # type: ignore[union-attr]
    without = {one.id for one in answer.without_equity}  # type: ignore[union-attr]
    assert without >= {"aito", "luxeed", "stelato", "maextro", "shangjie"}
    assert makers["seres-group"].equity.text() == "none found"


def test_the_index_of_may_2025_is_that_of_one_known_brand(whole: KnowledgeGraph) -> None:
    """36,625 of 44,454 are AITO; the rest is parted among four brands in some way."""
    months = {str(month.period): month for one in whole.analyse("concentration").series for month in one.months}  # type: ignore[union-attr]
    may = months["2025-05"]
    part, rest = Fraction(36625, 44454), 1 - Fraction(36625, 44454)
    assert [one.brand.id for one in may.parts] == ["aito"]
    assert may.low == (part**2 + rest**2 / len(may.missing)) * 10_000
    assert may.high == (part**2 + rest**2) * 10_000
    assert (months["2025-03"].low, months["2025-03"].why_not) == (None, "no-total")
