"""The answers about shares: what the founding record says, and nothing beyond it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import himagraph
from himagraph.build.conductor import build
from himagraph.errors import NoAnswer, UnknownName, UsageError
from himagraph.library import KnowledgeGraph

KEYS = {
    "schema_version", "command", "as_of", "known_at", "entity", "owners", "pending", "possible", "inferred",
    "not_counted", "disclosed", "undisclosed", "reported_as", "look_through", "ultimate", "last_seen", "coverage",
    "reason",
}  # fmt: skip
ROW = {
    "entity", "share", "since", "until", "last_seen", "status", "assertion", "preferred", "handle", "claims", "sources",
    "conflict",
}  # fmt: skip


def test_yinwang_has_two_holders_of_record_and_the_rest_is_inferred(kg: KnowledgeGraph) -> None:
    answer = kg.who_owns("Yinwang").as_json()
    assert set(answer) >= KEYS
    assert {row["entity"]["id"]: row["share"] for row in answer["owners"]} == {
        "avatr": {"min": "10", "max": "10", "text": "10%"},
        "seres-group": {"min": "10", "max": "10", "text": "10%"},
    }
    assert all(set(row) >= ROW for row in answer["owners"])
    assert [(row["entity"]["id"], row["share"]["text"]) for row in answer["inferred"]] == [("huawei", "80%")]
    assert answer["inferred"][0]["assertion"] == "inferred"
    assert answer["inferred"][0]["reason"]
    assert answer["disclosed"]["text"] == "20%"
    assert answer["undisclosed"]["text"] == "80%"
    assert answer["last_seen"] == "2025-12-10"
    assert {one["entity"]["id"]: one["assertion"] for one in answer["look_through"]}["huawei"] == "inferred"
    assert {one["entity"]["id"] for one in answer["ultimate"]} == {"huawei", "avatr", "seres-group"}


def test_changan_is_a_headline_and_no_holder_of_record(kg: KnowledgeGraph) -> None:
    answer = kg.who_owns("Yinwang").as_json()
    (row,) = answer["reported_as"]
    assert (row["entity"]["id"], row["share"]["text"], [one["id"] for one in row["via"]]) == (
        "changan",
        "10%",
        ["avatr"],
    )
    assert "changan" not in {one["entity"]["id"] for one in answer["owners"]}


def test_every_row_names_its_claims_and_sources(kg: KnowledgeGraph) -> None:
    (avatr,) = (row for row in kg.who_owns("Yinwang").as_json()["owners"] if row["entity"]["id"] == "avatr")
    assert avatr["handle"] == "yinwang/avatr"
    assert avatr["claims"] == ["https://w3id.org/himagraph/claim/ichongqing-2025-12-10/avatr-yinwang"]
    (source,) = avatr["sources"]
    assert (source["id"], source["publisher"], source["published"], source["kind"]) == (
        "ichongqing-2025-12-10", "iChongqing", "2025-12-10", "news",
    )  # fmt: skip


def test_the_sentence_can_be_quoted_in_both_languages(kg: KnowledgeGraph) -> None:
    answer = kg.who_owns("Yinwang")
    assert answer.sentence().startswith("Avatr and Seres hold 10% each of Yinwang")
    assert "Huawei is inferred to hold 80%" in answer.sentence()
    assert answer.sentence("zh").startswith("阿维塔和赛力斯各持有引望 10%")


def test_before_the_observation_nobody_is_shown_to_hold(kg: KnowledgeGraph) -> None:
    answer = kg.who_owns("Yinwang", as_of="2024-06-30")
    assert answer.owners == ()
    assert answer.as_json()["reason"] == "no-holder-of-record"


def test_without_its_only_source_the_answer_is_gone(kg: KnowledgeGraph) -> None:
    assert kg.who_owns("Yinwang", without=["ichongqing-2025-12-10"]).owners == ()
    assert len(kg.who_owns("Yinwang", only=["ichongqing-2025-12-10"]).owners) == 2
    assert len(kg.who_owns("Yinwang", only=["004_a7da163527381077.txt"]).owners) == 2


def test_known_before_publication_there_is_nothing(kg: KnowledgeGraph) -> None:
    assert kg.who_owns("Yinwang", known_at="2025-12-09").owners == ()


def test_holdings_mirror_owners(kg: KnowledgeGraph) -> None:
    answer = kg.holdings("Seres").as_json()
    assert [(row["entity"]["id"], row["share"]["text"], row["handle"]) for row in answer["holdings"]] == [
        ("yinwang", "10%", "yinwang/seres-group")
    ]
    changan = kg.holdings("Changan").as_json()
    assert changan["holdings"] == []
    assert [row["entity"]["id"] for row in changan["reported_as"]] == ["yinwang"]


def test_why_shows_claim_line_source_and_what_falls(kg: KnowledgeGraph) -> None:
    answer = kg.why("yinwang/avatr")
    first = answer.as_json()["claims"][0]
    assert first["rank"] == "preferred"
    assert first["where"] == ["12"]
    assert first["article"] == "004_a7da163527381077.txt"
    assert "without ichongqing-2025-12-10" in (answer.falls or "")


def test_why_of_two_that_nothing_joins_is_no_answer(kg: KnowledgeGraph) -> None:
    with pytest.raises(NoAnswer):
        kg.why("yinwang/byd")


def test_the_card_has_names_shares_and_claims_by_kind(kg: KnowledgeGraph) -> None:
    card = kg.show("Yinwang").as_json()
    assert {row["entity"]["id"] for row in card["owners"]} == {"avatr", "seres-group"}
    assert "affiliation" in card["sections"]
    assert card["short"] == {"en": "Yinwang", "zh": "引望"}


def test_the_data_card_counts_what_is_there(kg: KnowledgeGraph) -> None:
    card = kg.info().as_json()
    assert sum(card["claims_by_kind"].values()) == len(kg.ledger.all_claims())
    assert len(card["sources"]) == 5
    assert sum(card["entities_by_kind"].values()) == len(kg.ledger.every_entity)


def test_the_data_card_tells_what_stands_in_the_store_and_speaks_in_no_answer(whole: KnowledgeGraph) -> None:
    card = whole.info().as_json()
    spoken = sum(card["claims_by_kind"].values())
    assert card["refuted_claims"]
    assert spoken + card["refuted_claims"] == len(whole.ledger.all_claims())
    assert card["silent_sources"]
    assert len(card["sources"]) + card["silent_sources"] == len(whole.ledger.every_source)
    assert all(
        0 < count <= card["claims_by_kind"][kind] for kind, own in card["fields"].items() for count in own.values()
    )
    assert card["fields"]["stake"]["percent"] < card["claims_by_kind"]["stake"]


def test_the_gaps_of_the_data_card_are_what_the_answers_do_not_know(whole: KnowledgeGraph) -> None:
    gaps = {gap["id"]: gap for gap in whole.info().as_json()["gaps"]}
    assert all(len(gap["entities"]) == gap["have_not"] <= gap["of"] for gap in gaps.values())
    for slug in gaps["no-holder"]["entities"][::9]:
        assert not whole.who_owns(slug).owners, slug
    for slug in gaps["undisclosed"]["entities"][::5]:
        assert whole.who_owns(slug).as_json()["undisclosed"]["max"] != "0", slug
    for slug in gaps["no-price"]["entities"][::5]:
        assert not any(row.prices for row in whole.cars(slug).cars), slug
    assert "yinwang" not in gaps["no-holder"]["entities"]
    for slug in gaps["disputed"]["entities"]:
        assert whole.conflicts(slug).as_json()["open"], slug


def test_an_unknown_source_or_date_is_named(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no source"):
        kg.who_owns("Yinwang", only=["ichongqing-2025-12-11"])
    with pytest.raises(UsageError, match="not a date"):
        kg.who_owns("Yinwang", as_of="soon")


def test_parameters_of_a_query_are_bound_as_terms(kg: KnowledgeGraph) -> None:
    rows = kg.select(
        "SELECT ?holder WHERE { ?holder hima:shareholderOf $issuer } ORDER BY ?holder", issuer=kg.entity("引望")
    )
    assert [row["holder"] for row in rows] == [
        "https://w3id.org/himagraph/id/avatr",
        "https://w3id.org/himagraph/id/seres-group",
    ]


def test_the_first_naive_query_gives_the_current_view(kg: KnowledgeGraph) -> None:
    rows = list(
        kg.select(
            "SELECT ?name ?percent WHERE { ?s a hima:EquityStake ; hima:hasIssuer id:yinwang ; hima:hasHolder ?h ;"
            " hima:hasPercent ?percent . ?h rdfs:label ?name FILTER(lang(?name) = 'en') } ORDER BY ?name"
        )
    )
    assert [row["percent"] for row in rows] == [Decimal(10), Decimal(10)]


@pytest.mark.filterwarnings("ignore:Dataset.default_context")  # rdflib 7.6 warns of itself
def test_rdflib_sees_the_same_store(kg: KnowledgeGraph) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?h <https://w3id.org/himagraph/ontology#shareholderOf> ?i }"
    ((count,),) = kg.rdflib().query(query)
    assert int(count) == 2


SOURCE = """source:
  id: {id}
  title: A report
  publisher: Gazette
  published: {published}
  retrieved: 2026-11-21
  kind: {kind}
claims:
"""
WORLD = """- {id: p, kind: company, name: {en: Parent}}
- {id: q, kind: company, name: {en: Quarry}}
- {id: x, kind: company, name: {en: Xenon}}
"""


def world(folder: Path, **files: str) -> KnowledgeGraph:
    """A store of the entities P, Q and X and of the source files given."""
    (folder / "seeds" / "entities").mkdir(parents=True)
    (folder / "seeds" / "sources").mkdir()
    (folder / "seeds" / "entities" / "all.yaml").write_text(WORLD, encoding="utf-8")
    for name, text in files.items():
        (folder / "seeds" / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    build(folder / "seeds", folder / "store")
    return himagraph.open(folder / "store")


def test_a_contested_stake_shows_the_better_source_and_marks_the_conflict(tmp_path: Path) -> None:
    held = "id: a, kind: stake, holder: p, issuer: x, status: completed, observed: 2025-12-10, where: 1"
    claim = f"- {{{{{held}, percent: {{percent}}}}}}\n"
    kg = world(
        tmp_path,
        one=SOURCE.format(id="one", published="2025-12-10", kind="news") + "  " + claim.format(percent=12),
        two=SOURCE.format(id="two", published="2025-12-10", kind="filing") + "  " + claim.format(percent=10),
    )
    (row,) = kg.who_owns("Xenon").as_json()["owners"]
    assert row["share"]["text"] == "10%"
    assert row["conflict"] is True
    assert row["contradicting"] == ["https://w3id.org/himagraph/claim/one/a"]


def test_a_joint_venture_is_derived_from_two_evidenced_holders(tmp_path: Path) -> None:
    claims = "".join(
        f"  - {{id: {who}, kind: stake, holder: {who}, issuer: x, percent: 50, status: completed, where: 1}}\n"
        for who in "pq"
    )
    kg = world(tmp_path, one=SOURCE.format(id="one", published="2025-12-10", kind="news") + claims)
    assert kg.ask("ASK { id:x a hima:JointVenture }")
    assert not kg.ask("ASK { id:p a hima:JointVenture }")


def test_default_clocks_are_the_newest_publication_in_the_store(tmp_path: Path) -> None:
    claim = "  - {id: a, kind: stake, holder: p, issuer: x, percent: 12, status: completed, where: 1}\n"
    kg = world(tmp_path, one=SOURCE.format(id="one", published="2025-06", kind="news") + claim)
    answer = kg.who_owns("x").as_json()
    assert (answer["as_of"], answer["known_at"]) == ("2025-06-30", "2025-06-30")
    assert answer["last_seen"] == "2025-06"
