"""The network: one query, edges as the ontology declares them, and only what holds at the date as known."""

from __future__ import annotations

import networkx
import pyoxigraph
import pytest

from himagraph import vocab
from himagraph.library import KnowledgeGraph
from himagraph.network import edges as network_edges
from himagraph.network import ways
from himagraph.store import LocalStore, Table
from network_world import graph_of, quads

Made = tuple[pyoxigraph.Quad, ...]
Network = networkx.MultiDiGraph


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return quads(tmp_path_factory.mktemp("network"))


@pytest.fixture(scope="module")
def small(made: Made) -> KnowledgeGraph:
    return graph_of(made)


def relations(graph: Network, source: str, target: str) -> list[str]:
    """The relations from one to the other, sorted."""
    return sorted(attributes["relation"] for attributes in (graph.get_edge_data(source, target) or {}).values())


def only_edge(graph: Network, source: str, target: str, relation: str) -> dict[str, str]:
    found = [edge for edge in graph.get_edge_data(source, target).values() if edge["relation"] == relation]
    assert len(found) == 1
    return found[0]


def test_the_claims_come_with_one_query(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    select = kg.store.select

    def counted(sparql: str) -> Table:
        asked.append(sparql)
        return select(sparql)

    monkeypatch.setattr(kg.store, "select", counted)
    kg.network()
    assert len([sparql for sparql in asked if "edgeSource" in sparql]) == 1
    assert not [sparql for sparql in asked if "edgeSource" not in sparql and "hasTaskShare" in sparql]


def test_the_founding_record_has_its_stakes_apart_from_headlines_and_inferences(kg: KnowledgeGraph) -> None:
    graph = kg.network()
    stakes = {(source, target) for source, target, edge in graph.edges(data=True) if edge["relation"] == "stake"}
    assert stakes == {("avatr", "yinwang"), ("seres-group", "yinwang")}
    assert "stake" not in relations(graph, "changan", "yinwang")
    assert "reported-as" in relations(graph, "changan", "yinwang")
    assert relations(graph, "huawei", "yinwang") == ["inferred"]
    edge = graph["avatr"]["yinwang"]["ichongqing-2025-12-10/avatr-yinwang"]
    assert (edge["share"], edge["share_min"], edge["share_max"]) == ("10%", "10", "10")
    assert edge["claim"] == vocab.claim_iri("ichongqing-2025-12-10/avatr-yinwang")
    assert (edge["label_en"], edge["label_zh"]) == ("holds", "持有")
    assert graph.nodes["avatr"] == {"kind": "company", "label_en": "Avatr", "label_zh": "阿维塔"}


def test_every_relation_that_the_ontology_declares_is_drawn(small: KnowledgeGraph) -> None:
    graph = small.network(as_of="2026-12-31")
    assert relations(graph, "sorrel", "alder") == ["maker-of-brand"]
    assert relations(graph, "sorrel", "treeos") == ["technology-use"]
    assert relations(graph, "alder", "sorrel-one") == ["production"]
    assert relations(graph, "birch", "teasel") == ["brand-right"]
    assert relations(graph, "ann-fir", "birch") == ["post"]
    assert relations(graph, "huawei", "teasel") == ["cooperation"]
    edge = only_edge(graph, "huawei", "teasel", "cooperation")
    assert (edge["model"], edge["tasks"]) == ("hima", "design: huawei, marketing: joint")


def test_what_is_denied_planned_refused_or_over_is_left_out(small: KnowledgeGraph) -> None:
    graph = small.network()
    assert not graph.has_edge("huawei", "alder")
    assert not graph.has_edge("dogwood", "alder")
    assert "brand-right" not in relations(graph, "huawei", "teasel")
    assert not graph.has_edge("ann-fir", "alder")


def test_an_end_stated_by_one_source_ends_what_another_saw_before(small: KnowledgeGraph) -> None:
    assert relations(small.network(as_of="2024-05-01"), "alder", "hima") == ["member-of-alliance"] * 2
    assert not small.network(as_of="2025-06-01").has_edge("alder", "hima")
    # Before the end was published nobody knew of it.
    early = small.network(as_of="2025-06-01", known_at="2024-12-31")
    assert relations(early, "alder", "hima") == ["member-of-alliance"]


def test_a_purchase_that_is_signed_is_pending_and_no_stake(small: KnowledgeGraph) -> None:
    edge = only_edge(small.network(), "dogwood", "birch", "pending")
    assert (edge["status"], edge["share"]) == ("agreed", "5%")
    assert not small.network(as_of="2024-01-31").has_edge("dogwood", "birch")


def test_both_clocks_and_the_selection_decide_what_is_drawn(small: KnowledgeGraph) -> None:
    assert not small.network(as_of="2024-01-14").has_edge("alder", "cedar")
    assert small.network(as_of="2024-01-15").has_edge("alder", "cedar")
    assert not small.network(known_at="2025-03-30").has_node("teasel")
    assert small.network(known_at="2025-03-31").has_node("teasel")
    assert not small.network(without=["pine-2025"]).has_node("teasel")
    assert set(small.network(only=["undated-blog"]).nodes) == {"ann-fir", "birch"}
    # An undated source saw it at some time up to the day on which it was read: before that it is not sure.
    assert not small.network(as_of="2025-12-31").has_edge("ann-fir", "birch")


def test_a_share_keeps_its_bound_and_an_unknown_one_is_not_nought(small: KnowledgeGraph) -> None:
    graph = small.network()
    bounded = only_edge(graph, "birch", "cedar", "stake")
    assert (bounded["share"], bounded["share_min"], bounded["share_max"]) == ("at least 10%", "10", "100")
    unknown = only_edge(graph, "elm-cells", "cedar", "stake")
    assert unknown["share"] == "not known"
    assert "share_min" not in unknown


def test_a_stake_that_two_sources_state_is_one_edge_with_both_claims(small: KnowledgeGraph) -> None:
    edge = only_edge(small.network(), "alder", "cedar", "stake")
    assert edge["claims"].split() == [vocab.claim_iri(f"{source}/alder-cedar") for source in ("oak-2024", "pine-2025")]
    assert (edge["from"], edge["observed"]) == ("2024-01-15", "2025-02-01")


def test_a_claim_with_several_at_both_ends_is_not_drawn_but_named(small: KnowledgeGraph) -> None:
    graph = small.network()
    assert not graph.has_edge("alder", "teasel")
    assert graph.graph["undrawn"] == vocab.claim_iri("pine-2025/both-brands")


def test_nodes_and_edges_come_in_the_order_of_their_ids(small: KnowledgeGraph) -> None:
    graph = small.network()
    assert list(graph.nodes) == sorted(graph.nodes)
    keys = [(source, target, key) for source, target, key in graph.edges(keys=True)]
    assert sorted(keys) == keys
    again = small.network()
    assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_attributes_are_text_so_that_file_formats_take_them(small: KnowledgeGraph) -> None:
    graph = small.network()
    for attributes in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        assert all(isinstance(value, str) for value in attributes.values())
    assert "".join(networkx.generate_graphml(graph)).startswith("<graphml")


@pytest.fixture(scope="module")
def widened(made: Made) -> KnowledgeGraph:
    """The small world with two relations that no line of Python knows, and one declared anew."""
    return graph_of(
        made,
        """
        PREFIX hima: <https://w3id.org/himagraph/ontology#>
        PREFIX id: <https://w3id.org/himagraph/id/>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        GRAPH <https://w3id.org/himagraph/graph/ontology> {
          hima:PlantLease hima:edgeSource hima:hasLandlord ; hima:edgeTarget hima:hasTenant, hima:hasSubtenant ;
            hima:edgeLabel "leases to"@en, "出租给"@zh .
          hima:Pact hima:edgeSource hima:hasAlly ; hima:edgeTarget hima:hasAlly ; hima:edgeLabel "is allied with"@en .
          hima:Cooperation hima:edgeSource hima:hasParticipant .
        }
        GRAPH <https://w3id.org/himagraph/source/oak-2024> {
          <https://w3id.org/himagraph/claim/oak-2024/lease> a hima:PlantLease ;
            hima:hasSource <https://w3id.org/himagraph/source/oak-2024> ; hima:hasLandlord id:alder ;
            hima:hasTenant id:birch ; hima:hasSubtenant id:cedar ; hima:hasLocator "20" ;
            hima:hasStart "2024-02"^^xsd:gYearMonth ; hima:hasPercentMin 10.5 ; hima:hasPercentMax 20 .
          <https://w3id.org/himagraph/claim/oak-2024/old-lease> a hima:PlantLease ;
            hima:hasSource <https://w3id.org/himagraph/source/oak-2024> ; hima:hasLandlord id:birch ;
            hima:hasTenant id:alder ; hima:hasLocator "21" ; hima:hasStart "2020"^^xsd:gYear ;
            hima:hasEnd "2023"^^xsd:gYear .
          <https://w3id.org/himagraph/claim/oak-2024/allies> a hima:Pact ;
            hima:hasSource <https://w3id.org/himagraph/source/oak-2024> ; hima:hasLocator "22" ;
            hima:hasAlly id:cedar, id:alder, id:birch .
          <https://w3id.org/himagraph/claim/oak-2024/denied-allies> a hima:Pact ; hima:hasPolarity "denied" ;
            hima:hasSource <https://w3id.org/himagraph/source/oak-2024> ; hima:hasLocator "23" ;
            hima:hasAlly id:cedar, id:huawei .
        }
        """,
    )


def test_a_new_relation_costs_no_python(widened: KnowledgeGraph) -> None:
    graph = widened.network()
    for tenant in ("birch", "cedar"):
        edge = only_edge(graph, "alder", tenant, "plant-lease")
        assert (edge["label_en"], edge["label_zh"], edge["from"]) == ("leases to", "出租给", "2024-02")
        assert (edge["share_min"], edge["share_max"], edge["source"]) == ("10.5", "20", "oak-2024")
    assert "plant-lease" not in relations(graph, "birch", "alder")


def test_a_relation_among_equals_joins_each_pair_once(widened: KnowledgeGraph) -> None:
    graph = widened.network()
    pairs = {(source, target) for source, target, edge in graph.edges(data=True) if edge["relation"] == "pact"}
    assert pairs == {("alder", "birch"), ("alder", "cedar"), ("birch", "cedar")}


def test_an_end_may_stand_on_a_task_of_the_claim(made: Made, widened: KnowledgeGraph) -> None:
    assert not graph_of(made).network(only=["pine-2025"]).has_edge("alder", "sorrel")
    # Declared as a source, who takes part in a task is one. Two of them and two brands leave it open who with whom.
    undrawn = widened.network(only=["pine-2025"]).graph["undrawn"].split()
    assert vocab.claim_iri("pine-2025/huawei-brands") in undrawn


def test_ways_over_edges_are_empty_for_what_no_edge_touches(small: KnowledgeGraph) -> None:
    found = network_edges(small.ledger, small.question()).edges
    assert ways(found, "alder", "nowhere", 5, lambda way: way) == []
    assert ways(found, "alder", "birch", 1, lambda way: way)[0][0] == "alder"


def test_a_store_without_claims_makes_an_empty_network(made: Made) -> None:
    store = pyoxigraph.Store()
    store.bulk_extend(quad for quad in made if vocab.SOURCE not in str(quad.graph_name))
    graph = KnowledgeGraph(LocalStore(store, "memory")).network()
    assert len(graph) == 0
