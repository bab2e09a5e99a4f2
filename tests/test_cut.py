"""A cut: the record at other clocks or from some of its sources, exported as a store of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from conftest import Hima
from himagraph import vocab
from himagraph.cut import cut
from himagraph.exports import FORMATS, quads
from himagraph.ledger import Ledger
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore


def test_a_cut_at_the_default_clocks_is_the_store_itself(whole: KnowledgeGraph) -> None:
    question = whole.question()
    assert whole.ledger.is_as_built(question)
    assert quads(cut(whole.ledger, question).store) == quads(whole.store)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_follows_the_clocks(kg: KnowledgeGraph, form: str) -> None:
    assert kg.export(form, as_of="2024-06-30", known_at="2025-06-30") != kg.export(form)


@pytest.mark.parametrize("options", [{"known_at": "2025-06-30"}, {"as_of": "2024-06-30"}, {"only": ["000"]}])
def test_each_clock_and_the_selection_change_the_bytes_and_always_to_the_same(
    kg: KnowledgeGraph, options: dict[str, object]
) -> None:
    found = kg.export("nquads", **options)
    assert found != kg.export("nquads")
    assert found == kg.export("nquads", **options)


def test_nothing_in_a_cut_was_published_after_its_day(whole: KnowledgeGraph) -> None:
    day = date(2024, 8, 1)
    cut_store = cut(whole.ledger, whole.question(known_at="2024-08-01"))
    assert cut_store.every_source
    assert all(source.known_from <= day for source in cut_store.every_source.values())
    later = set(whole.ledger.every_source) - set(cut_store.every_source)
    assert later
    named = {
        term.value
        for quad in quads(cut_store.store)
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode)
    }
    hidden = tuple(vocab.claim_iri(f"{slug}/") for slug in later)
    assert not [iri for iri in named if iri.startswith(hidden)]


def test_a_loaded_cut_answers_as_the_record_does_at_its_clocks(whole: KnowledgeGraph) -> None:
    text = whole.export("nquads", as_of="2024-12-31", known_at="2025-03-01")
    store = pyoxigraph.Store()
    store.load(text.encode(), format=RdfFormat.N_QUADS)
    loaded = KnowledgeGraph(LocalStore(store, "a cut"))
    asked = whole.who_owns("Yinwang", as_of="2024-12-31", known_at="2025-03-01").as_json()
    found = loaded.who_owns("Yinwang").as_json()
    # The cut ends earlier than the record, and its sentence names no day that was not asked for.
    assert {**found, "coverage": "", "sentence": ""} == {**asked, "coverage": "", "sentence": ""}
    assert found["pending"]
    assert loaded.ledger.about.known_up_to == date(2025, 3, 1)
    assert loaded.ledger.about.viewed_as_of == date(2024, 12, 31)


def test_the_current_view_of_a_cut_is_that_of_its_day(whole: KnowledgeGraph) -> None:
    avatr, yinwang = vocab.entity_iri("avatr"), vocab.entity_iri("yinwang")
    held = f"ASK {{ <{avatr}> hima:shareholderOf <{yinwang}> }}"
    assert whole.store.ask(held)
    early = cut(whole.ledger, whole.question(as_of="2024-06-30"))
    assert isinstance(early, Ledger)
    assert not early.store.ask(held)


def test_a_graph_at_other_clocks_answers_every_query_from_them(whole: KnowledgeGraph) -> None:
    asked = "SELECT ?holder WHERE { ?holder hima:shareholderOf id:yinwang } ORDER BY ?holder"
    early = whole.at(as_of="2024-06-30")
    assert [str(row["holder"]).rpartition("/")[2] for row in early.select(asked)] == ["huawei"]
    assert len(whole.select(asked)) == 3
    assert early.who_owns("Yinwang").as_json()["as_of"] == "2024-06-30"
    assert whole.at() is whole


def test_a_query_of_ones_own_follows_the_clocks(hima: Hima, tmp_path: Path) -> None:
    (tmp_path / "holders.rq").write_text("SELECT ?who ?whom WHERE { ?who hima:shareholderOf ?whom }")
    plain, none = (
        hima("query", str(tmp_path / "holders.rq"), "--format", "csv", *options)
        for options in ((), ("--known-at", "2010-01-01"))
    )
    assert (plain.code, none.code) == (0, 0)
    assert len(plain.out.splitlines()) > 1
    assert len(none.out.splitlines()) == 1


def test_a_named_query_follows_clocks_that_it_does_not_take_itself(hima: Hima, kg: KnowledgeGraph) -> None:
    taken = {parameter.name for parameter in kg.queries("everyone-above")[0].parameters}
    assert not taken & {"as_of", "known_at", "only"}
    call = ("query", "everyone-above", "--param", "entity=yinwang", "--format", "csv")
    assert len(hima(*call).out.splitlines()) > 1
    assert len(hima(*call, "--known-at", "2010-01-01").out.splitlines()) == 1
