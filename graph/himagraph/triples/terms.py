"""The terms and pairs that all triples are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from himagraph import vocab
from himagraph.records import When

Term = NamedNode | Literal
Graph = NamedNode | DefaultGraph
#: A predicate (local name of an own term, or a full IRI) and its object.
Pair = tuple[str, Term]
#: (claim IRI, node IRI, predicate IRI, object): a claim's triples and those of its tasks and instalments.
Row = tuple[str, str, str, Term]

DECIMAL = NamedNode(vocab.XSD + "decimal")
DATE = NamedNode(vocab.XSD + "date")
BOOLEAN = NamedNode(vocab.XSD + "boolean")
_EDTF = NamedNode(vocab.EDTF)
_BY_LENGTH = {4: NamedNode(vocab.XSD + "gYear"), 7: NamedNode(vocab.XSD + "gYearMonth"), 10: DATE}
_TYPE = NamedNode(vocab.RDF_TYPE)


def quads(subject: str, pairs: Iterable[Pair], graph: Graph) -> Iterator[Quad]:
    node = NamedNode(subject)
    for name, value in pairs:
        yield Quad(node, _predicate(name), value, graph)


def text(value: str, lang: str | None = None) -> Literal:
    return Literal(value, language=lang) if lang else Literal(value)


def entity(slug: str) -> NamedNode:
    return NamedNode(vocab.entity_iri(slug))


def decimal(value: Decimal) -> Literal:
    return Literal(format(value, "f"), datatype=DECIMAL)


def boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=BOOLEAN)


def when(term: str, value: When) -> Iterator[Pair]:
    """A date as written, and the first and last day it can mean where it has one."""
    plain = value.text.replace("-", "").isdigit() and not (len(value.text) == 7 and int(value.text[5:]) > 12)
    datatype = _BY_LENGTH.get(len(value.text), _EDTF) if plain else _EDTF
    yield term, Literal(value.text, datatype=datatype)
    if value.first:
        yield term + "First", Literal(value.first.isoformat(), datatype=DATE)
    if value.last:
        yield term + "Last", Literal(value.last.isoformat(), datatype=DATE)


def serialize(found: Iterable[Quad] | Iterable[Triple], format_: RdfFormat) -> str:
    """The quads or triples as text, in their order, with our prefixes where the format has prefixes."""
    prefixes = vocab.PREFIXES if format_ in (RdfFormat.TRIG, RdfFormat.TURTLE) else None
    data = pyoxigraph.serialize(found, format=format_, prefixes=prefixes)
    return (data or b"").decode()


def _predicate(name: str) -> NamedNode:
    if name == vocab.RDF_TYPE:
        return _TYPE
    return NamedNode(name if name.startswith("http") else vocab.hima(name))
