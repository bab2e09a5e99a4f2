"""What the service says of itself, in the SPARQL 1.1 Service Description vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from himagraph import vocab
from himagraph.library import KnowledgeGraph
from himagraph.void import graphs

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip


def service(kg: KnowledgeGraph, endpoint: str) -> list[Triple]:
    """The endpoint, its language, its formats and its data set."""
    return list(_service(kg, endpoint))


def _service(kg: KnowledgeGraph, endpoint: str) -> Iterator[Triple]:
    here, dataset, default = (NamedNode(endpoint + part) for part in ("#service", "#dataset", "#default"))
    kind = NamedNode(vocab.RDF_TYPE)
    yield Triple(here, kind, _sd("Service"))
    yield Triple(here, _sd("endpoint"), NamedNode(endpoint))
    yield Triple(here, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _WRITTEN:
        yield Triple(here, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(here, _sd("defaultDataset"), dataset)
    yield Triple(dataset, kind, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, kind, _sd("Graph"))
    for number, name in enumerate(graphs(kg.ledger), 1):
        graph = NamedNode(f"{endpoint}#graph-{number}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, kind, _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), NamedNode(name))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
