"""The store in exchange formats. Same store, same question, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat

from himagraph import queries, triples, vocab, void
from himagraph.cut import cut
from himagraph.errors import UsageError
from himagraph.ledger import Ledger, Question
from himagraph.network import gexf, multidigraph
from himagraph.resolve import capitals
from himagraph.store import Store


def quads(store: Store) -> list[Quad]:
    """Every quad of the store, in the order of their N-Quads lines."""
    found: list[Quad] = []
    for s, p, o, g in store.select(queries.load("_quads").text).rows:
        if not isinstance(s, NamedNode) or not isinstance(p, NamedNode) or isinstance(o, BlankNode) or o is None:
            raise UsageError(f"The store holds {s} {p} {o}, which is not of himagraph's making.")
        graph = g if isinstance(g, NamedNode) else DefaultGraph()
        found.append(Quad(s, p, o, graph))
    return sorted(found, key=str)


def nquads(ledger: Ledger, question: Question) -> str:
    """All graphs as canonical N-Quads: one line a quad, sorted."""
    return triples.serialize(quads(ledger.store), RdfFormat.N_QUADS)


def trig(ledger: Ledger, question: Question) -> str:
    """All graphs as TriG, the default graph first."""
    ordered = sorted(
        quads(ledger.store), key=lambda quad: (not isinstance(quad.graph_name, DefaultGraph), str(quad.graph_name))
    )
    return triples.serialize(ordered, RdfFormat.TRIG)


def turtle(ledger: Ledger, question: Question) -> str:
    """The current view (the default graph) as Turtle."""
    current = [quad.triple for quad in quads(ledger.store) if isinstance(quad.graph_name, DefaultGraph)]
    return triples.serialize(current, RdfFormat.TURTLE)


def jsonld(ledger: Ledger, question: Question) -> str:
    """All graphs as JSON-LD."""
    return triples.serialize(quads(ledger.store), RdfFormat.JSON_LD)


def stakes_csv(ledger: Ledger, question: Question) -> str:
    """The holders of record at the question's clocks, one stake a line; percent as decimals, empty where not known."""
    evidence = ledger.evidence(ledger.claims_of_kind("stake", "transaction"), question)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["holder", "issuer", "min", "max", "from", "until", "last_seen", "claim", "source"])
    for capital in capitals(evidence).values():
        for row in capital.holdings:
            share = row.share.as_json()
            writer.writerow(
                [
                    row.holder, row.issuer, share["min"] or "", share["max"] or "", row.since or "", row.until or "",
                    row.last_seen or "", vocab.claim_iri(row.preferred.path), row.preferred.source,
                ]
            )  # fmt: skip
    return out.getvalue()


def void_description(ledger: Ledger, question: Question) -> str:
    """What a machine wants to know of the data set, in VoID, as Turtle."""
    return triples.serialize(void.describe(ledger), RdfFormat.TURTLE)


def network_gexf(ledger: Ledger, question: Question) -> str:
    """What joins the entities at the question's clocks as GEXF; see `network.gexf`."""
    return gexf(multidigraph(ledger, question))


Writer = Callable[[Ledger, Question], str]

FORMATS: Mapping[str, Writer] = {
    "nquads": nquads,
    "trig": trig,
    "turtle": turtle,
    "jsonld": jsonld,
    "csv": stakes_csv,
    "gexf": network_gexf,
    "void": void_description,
}


def export(ledger: Ledger, question: Question, format_: str) -> str:
    """The record at the question's clocks, from the sources that it takes, in the format.

    UsageError with the nearest format when there is none of that name.
    """
    writer = FORMATS.get(format_)
    if writer is None:
        from rapidfuzz import process

        near = process.extractOne(format_, list(FORMATS), score_cutoff=50)
        raise UsageError(
            f"There is no export format {format_!r}.",
            (f"Did you mean {near[0]}? " if near else "") + f"Formats: {', '.join(FORMATS)}.",
        )
    return writer(ledger if ledger.is_as_built(question) else cut(ledger, question), question)


__all__ = ["FORMATS", "export", "quads"]
