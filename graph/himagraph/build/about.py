"""What a store says of itself: its version, the seeds it was built from, and the days it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from himagraph import triples, vocab
from himagraph.records import When
from himagraph.version import VERSION


def quads(digest: str, published: When | None, viewed: date, known: date) -> Iterator[Quad]:
    """The graph about the build. `published` is the newest publication date of its sources; `viewed` and `known` are
    the clocks of its current view, at which questions stand that name no date."""
    pairs: list[triples.Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima("Build"))),
        ("hasVersion", Literal(VERSION)),
        ("hasDigest", Literal(digest)),
        ("isViewedAsOf", _day(viewed)),
        ("isKnownUpTo", _day(known)),
    ]
    if published:
        # As precise as its source has it: a month is not its last day.
        pairs.append(next(triples.when("isPublishedUpTo", published)))
    yield from triples.quads(vocab.ABOUT_GRAPH, pairs, NamedNode(vocab.ABOUT_GRAPH))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=NamedNode(vocab.XSD + "date"))
