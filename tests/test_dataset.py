"""A query over a dataset whose default graph has a name."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from himagraph.store.dataset import apart, inside, joined
from himagraph.store.remote import RemoteStore

VIEW = "urn:view"
A, B, C, P = (NamedNode(f"urn:{name}") for name in "abcp")
QUADS = [(A, B, NamedNode("urn:g")), (B, C, None), (A, C, NamedNode("urn:h"))]
QUERIES = (
    "SELECT ?s ?o WHERE { ?s <urn:p> ?o }",
    "SELECT ?s ?o { ?s <urn:p> ?o }",
    "SELECT ?s ?o WHERE { ?s <urn:p> ?o } ORDER BY ?s VALUES ?s { <urn:b> }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(*) > 0)",
    "SELECT (EXISTS { <urn:b> ?p ?o } AS ?yes) { }",
    "SELECT ?s ?o ?g WHERE { GRAPH ?g { ?s <urn:p> ?o } }",
    "SELECT ?s ?g WHERE { ?s <urn:p> ?o OPTIONAL { GRAPH ?g { ?x <urn:p> ?o } } } # GRAPH ?g {",
    "SELECT ?s ?x WHERE { ?s <urn:p> ?o . GRAPH <urn:h> { ?x <urn:p> ?o } } # { not a pattern }",
    "SELECT * { ?s <urn:p> ?o { SELECT ?o { ?x ?p ?o } } FILTER EXISTS { ?s ?p ?o } }",
    "PREFIX x: <urn:> SELECT ?o { x:b x:p ?o }",
    "ASK { <urn:b> <urn:p> ?o }",
    "ASK { <urn:a> <urn:p> ?o }",
    "CONSTRUCT { ?o <urn:q> ?s } WHERE { ?s <urn:p> ?o }",
    "CONSTRUCT WHERE { ?s <urn:p> ?o }",
    "DESCRIBE ?s WHERE { ?s <urn:p> ?o }",
)


def world(default: NamedNode | DefaultGraph) -> Store:
    store = Store()
    store.extend(Quad(s, P, o, graph or default) for s, o, graph in QUADS)
    return store


def answer(store: Store, sparql: str) -> list[str]:
    found = store.query(sparql)
    return [str(bool(found))] if sparql.startswith("ASK") else sorted(map(str, found))


@pytest.mark.parametrize("sparql", [*QUERIES[:4], *QUERIES[5:-1]])
def test_a_query_answers_alike_when_the_default_graph_has_a_name(sparql: str) -> None:
    named = world(NamedNode(VIEW))
    assert answer(named, inside(sparql, VIEW)) == answer(world(DefaultGraph()), sparql)


def test_only_the_pattern_goes_into_the_graph() -> None:
    assert inside("DESCRIBE <urn:b>", VIEW) == "DESCRIBE <urn:b>"
    assert inside(QUERIES[4], VIEW).startswith("SELECT (EXISTS { <urn:b> ?p ?o } AS ?yes) { GRAPH <urn:view> {")
    assert "{ GRAPH <urn:view> { ?s <urn:p> ?o }" in " ".join(inside(QUERIES[-1], VIEW).split())


def test_the_graph_of_the_view_is_told_in_the_address() -> None:
    url = "https://example.org/sparql?key=a%20b&default-graph-uri=urn:view"
    assert apart(url) == ("https://example.org/sparql?key=a+b", VIEW)
    assert apart("https://example.org/sparql?key=a%20b") == ("https://example.org/sparql?key=a%20b", None)
    assert joined("https://example.org/sparql", VIEW) == "https://example.org/sparql?default-graph-uri=urn:view"
    assert RemoteStore("https://ann:word@example.org/?default-graph-uri=urn:view").location == (
        "https://example.org/?default-graph-uri=urn:view"
    )
