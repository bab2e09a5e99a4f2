"""Records as RDF, and claims back from it. Every node has an IRI, so the same records give the same triples."""

from himagraph.triples.read import to_claims
from himagraph.triples.register import of_entity, of_judgement, of_source
from himagraph.triples.terms import Graph, Pair, Row, Term, boolean, decimal, entity, quads, serialize, text, when
from himagraph.triples.written import of_claim

__all__ = [
    "Graph",
    "Pair",
    "Row",
    "Term",
    "boolean",
    "decimal",
    "entity",
    "of_claim",
    "of_entity",
    "of_judgement",
    "of_source",
    "quads",
    "serialize",
    "text",
    "to_claims",
    "when",
]
