"""A VoID description of the store: what a machine wants to know of a data set before it asks."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from himagraph import queries, vocab
from himagraph.ledger import Ledger

_VOID = "http://rdfs.org/ns/void#"
DATASET = vocab.BASE + "dataset"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
_VOCABULARIES = ("hima", "skos", "dcterms", "prov")


def graphs(ledger: Ledger) -> list[str]:
    """The named graphs of the store, sorted."""
    return [str(row["graph"]) for row in ledger.store.select(queries.load("_graphs").text)]


def describe(ledger: Ledger, endpoint: str | None = None) -> list[Triple]:
    """The data set with its counts, classes and properties, all of it counted from the store; `endpoint` is where it
    can be asked."""
    return list(_described(ledger, endpoint))


def _described(ledger: Ledger, endpoint: str | None) -> Iterator[Triple]:
    here, about = NamedNode(DATASET), ledger.about
    yield Triple(here, NamedNode(vocab.RDF_TYPE), _void("Dataset"))
    for text, lang in (
        ("himagraph: the Huawei automotive ecosystem", "en"),
        ("himagraph：华为汽车生态", "zh"),
    ):
        yield Triple(here, NamedNode(vocab.DCTERMS + "title"), Literal(text, language=lang))
    yield Triple(here, NamedNode(vocab.DCTERMS + "license"), NamedNode(_LICENSE))
    yield Triple(here, NamedNode(vocab.DCTERMS + "identifier"), Literal(about.digest))
    newest = Literal(about.known_up_to.isoformat(), datatype=NamedNode(vocab.XSD + "date"))
    yield Triple(here, NamedNode(vocab.DCTERMS + "modified"), newest)
    yield Triple(here, _void("uriSpace"), Literal(vocab.BASE))
    for name in _VOCABULARIES:
        yield Triple(here, _void("vocabulary"), NamedNode(vocab.PREFIXES[name]))
    if endpoint:
        yield Triple(here, _void("sparqlEndpoint"), NamedNode(endpoint))
    for row in ledger.store.select(queries.load("_void").text):
        for name in ("triples", "distinctSubjects", "properties", "classes"):
            yield Triple(here, _void(name), _count(row[name]))
    yield from _parts(ledger, "class", "entities")
    yield from _parts(ledger, "property", "triples")


def _parts(ledger: Ledger, name: str, counted: str) -> Iterator[Triple]:
    here = NamedNode(DATASET)
    for row in ledger.store.select(queries.load(f"_void-{name}").text):
        of = str(row[name])
        part = NamedNode(f"{DATASET}/{name}/{of.removeprefix(vocab.HIMA).replace('#', '/').replace('://', '/')}")
        yield Triple(here, _void(f"{name}Partition"), part)
        yield Triple(part, _void(name), NamedNode(of))
        yield Triple(part, _void(counted), _count(row["count"]))


def _count(value: object) -> Literal:
    return Literal(str(value), datatype=NamedNode(vocab.XSD + "integer"))


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)
