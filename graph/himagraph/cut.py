"""A cut of the record: what a store would hold, had it been built of the claims that a question lets through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from himagraph import queries, triples, vocab
from himagraph.build import about, computed, view
from himagraph.ledger import Ledger, Question
from himagraph.records import Source
from himagraph.store import LocalStore, Store

#: Graphs that no question changes: names are looked up in the register whatever the clocks say.
_STANDING = frozenset({vocab.REGISTER_GRAPH, vocab.ONTOLOGY_GRAPH})


def cut(ledger: Ledger, question: Question) -> Ledger:
    """The record at the question's clocks, from the sources that it takes, as a store of its own in memory.

    The named graphs of other sources are left out; the current view, the ranks and what is computed are derived anew.
    At the default clocks and with every source it holds the same quads as the store that it was cut from.
    """
    store = pyoxigraph.Store()
    store.bulk_extend(_quads(ledger, question))
    return Ledger(LocalStore(store, f"{ledger.store.location} ({question.clocks.known_at})"))


def _quads(ledger: Ledger, question: Question) -> Iterator[Quad]:
    taken = {slug: source for slug, source in ledger.every_source.items() if _takes(question, source)}
    iris = {vocab.source_iri(slug) for slug in taken}
    sources = {NamedNode(iri) for iri in iris}
    for quad in _named(ledger.store, _STANDING | iris):
        yield quad
        if quad.subject in sources:
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
    yield from _register(ledger.store)
    claims = ledger.all_claims()
    withheld = {claim.path for claim in claims if claim.source not in taken}
    yield from _judgements(ledger, withheld)
    evidence = ledger.evidence(claims, question)
    yield from view.quads(evidence)
    yield from computed.quads(evidence)
    newest, _ = view.default_clocks(taken.values())
    yield from about.quads(ledger.about.digest, newest, question.clocks.as_of, question.clocks.known_at)


def _judgements(ledger: Ledger, withheld: set[str]) -> Iterator[Quad]:
    """The judgements that still judge something, without what they say of claims that were left out."""
    hidden = {NamedNode(vocab.claim_iri(path)) for path in withheld}
    for judgement in ledger.judgements:
        left = [name for name in judgement.about if name not in withheld]
        # What prefers a claim that is not there prefers nothing.
        if left and (judgement.verdict != "prefer" or left[0] == judgement.about[0]):
            full = replace(judgement, about=tuple(_iri(name) for name in judgement.about))
            yield from (quad for quad in triples.of_judgement(full) if quad.object not in hidden)


def _iri(name: str) -> str:
    """The IRI of what a judgement is about: a claim by its path, or an entity by its slug."""
    return vocab.claim_iri(name) if "/" in name else vocab.entity_iri(name)


def _takes(question: Question, source: Source) -> bool:
    return question.selection.takes(source.id) and source.known_from <= question.clocks.known_at


def _named(store: Store, graphs: Iterable[str]) -> Iterator[Quad]:
    terms = {"graphs": [NamedNode(graph) for graph in sorted(graphs)]}
    for s, p, o, g in store.select(queries.bind(queries.load("_quads-in").text, terms)).rows:
        yield Quad(s, p, o, g)  # type: ignore[arg-type]


def _register(store: Store) -> Iterator[Quad]:
    """The entities of the register as the current view has them: without the names they are searched by."""
    for s, p, o in store.select(queries.load("_entities-in-view").text).rows:
        yield Quad(s, p, o, DefaultGraph())  # type: ignore[arg-type]


__all__ = ["cut"]
