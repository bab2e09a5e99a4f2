"""The contradictions of the whole record: every one that was noted shows, every handle opens, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from himagraph import handles, vocab
from himagraph.library import KnowledgeGraph

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "contradictions.yaml").read_text(encoding="utf-8")
)
NOTED = [(group, entry) for group, entries in TABLE.items() for entry in entries]
#: Noted pairs that agree by date, scope or rounding, or of which the record has one side only.
EXPLAINED_ONLY = 13
CJK = re.compile(r"[\u4e00-\u9fff]")
Json = dict[str, Any]


@pytest.fixture(scope="module")
def rows(whole: KnowledgeGraph) -> dict[str, Json]:
    return {row["id"]: row for row in whole.conflicts().as_json()["conflicts"]}


def test_the_table_has_all_that_were_noted() -> None:
    assert {group: len(entries) for group, entries in TABLE.items()} == {
        "ownership": 54, "ecosystem": 44, "articles": 23,
    }  # fmt: skip
    assert all(("rows" in entry) != ("judgement" in entry) for _, entry in NOTED)
    assert len({entry["about"] for _, entry in NOTED}) == len(NOTED)
    assert sum("judgement" in entry for _, entry in NOTED) <= EXPLAINED_ONLY


@pytest.mark.parametrize(
    "entry", [entry for _, entry in NOTED], ids=[f"{group}-{entry['about'].split(':')[0]}" for group, entry in NOTED]
)
def test_each_noted_contradiction_is_a_computed_row_or_explained(
    entry: dict[str, Any], rows: dict[str, Json], whole: KnowledgeGraph
) -> None:
    if "rows" not in entry:
        assert entry["judgement"] in {judgement.id for judgement in whole.ledger.judgements}
        return
    for handle in entry["rows"]:
        assert handle in rows, f"no row {handle}"
        assert rows[handle]["rule"] != "by-hand"
        assert sum(bool(side["claims"]) for side in rows[handle]["sides"]) >= 1


def test_every_row_rests_on_two_claims_and_names_its_sources(rows: dict[str, Json]) -> None:
    for row in rows.values():
        claims = [claim for side in row["sides"] for claim in side["claims"]]
        if row["rule"] not in ("by-hand", "joint-venture"):
            assert len(set(claims)) >= 2, row["id"]
        assert all(bool(side["claims"]) == bool(side["sources"]) for side in row["sides"])
        assert len({side["says"] for side in row["sides"]}) == len(row["sides"]) >= 2


def test_every_handle_that_conflicts_prints_opens(rows: dict[str, Json], whole: KnowledgeGraph) -> None:
    question = whole.question()
    for handle, row in rows.items():
        meant = handles.parse(whole.ledger, whole.names(question), handle, question)
        claims = {vocab.slug_of(claim) for side in row["sides"] for claim in side["claims"]}
        assert (meant.kind, meant.claim in claims) == ("claim", True), handle
    first = next(iter(rows))
    assert (
        whole.why(first).said[0].claim.path == handles.parse(whole.ledger, whole.names(question), first, question).claim
    )


def test_subjects_and_sides_read_in_both_languages(rows: dict[str, Json]) -> None:
    for row in rows.values():
        assert all(row[key].strip() for key in ("subject", "subject_zh", "by", "by_zh")), row["id"]
        assert all(side["says"] and side["says_zh"] for side in row["sides"])
        if row["about"] and any(CJK.search(one["label"]["zh"] or "") for one in row["about"]):
            assert CJK.search(row["subject_zh"]), row["subject_zh"]


def test_no_row_is_one_side_in_two_words(rows: dict[str, Json]) -> None:
    assert "attribute/163-2026-02-02.m6-body" not in rows, "a mid-size SUV is an SUV"
    assert not [row for row in rows.values() if row["judgement"] == "hima-september-2025"], "52,900 is 52,916 rounded"
    assert not [row for row in rows.values() if row["rule"] == "ratio-against-figures"], (
        "87% is AITO and Luxeed together"
    )
    targets = [row for row in rows.values() if row["rule"] == "plan"]
    assert [row["judgement"] for row in targets] == ["hima-target-2026"], "targets of two years are two targets"


@pytest.mark.parametrize(
    "judgement", ["huawang-founding", "qijing-body", "qijing-powertrain", "seres-buyer-of-record", "shangjie-z7-price"]
)
def test_judgements_on_claims_in_the_same_words_show_both_sides(judgement: str, rows: dict[str, Json]) -> None:
    (row,) = (row for row in rows.values() if row["judgement"] == judgement)
    assert len({side["says"] for side in row["sides"]}) > 1


def test_what_its_brands_do_together_is_told_of_the_alliance(whole: KnowledgeGraph) -> None:
    rules = {row.rule: row for row in whole.conflicts("HIMA").rows}
    assert "hima" in rules["event-date"].about
    assert {"aito", "stelato"} <= set(rules["event-date"].about)
