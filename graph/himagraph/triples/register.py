"""Sources, entities and judgements as RDF."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from himagraph import vocab
from himagraph.kinds import ENTITY_CLASSES
from himagraph.records import Entity, Judgement, Source
from himagraph.triples.terms import BOOLEAN, DATE, Graph, Pair, quads, text, when


def of_source(source: Source) -> Iterator[Quad]:
    """What is known of a source, in its own graph."""
    iri = vocab.source_iri(source.id)
    yield from quads(iri, _source_pairs(source), NamedNode(iri))


def _source_pairs(source: Source) -> Iterator[Pair]:
    yield vocab.RDF_TYPE, NamedNode(vocab.hima("Source"))
    yield "hasSlug", text(source.id)
    yield vocab.DCTERMS + "title", text(source.title)
    yield vocab.DCTERMS + "publisher", text(source.publisher)
    yield "hasGrade", text(source.kind)
    yield "isKnownFrom", Literal(source.known_from.isoformat(), datatype=DATE)
    yield from when("isRetrieved", source.retrieved)
    if source.published:
        yield from when("isPublished", source.published)
    if source.copy_of == "unseen":
        yield "isCopyOfUnseen", Literal("true", datatype=BOOLEAN)
    elif source.copy_of:
        yield "isCopyOf", NamedNode(vocab.source_iri(source.copy_of))
    plain = {
        "hasHost": source.host,
        vocab.DCTERMS + "language": source.language,
        "hasUrl": source.url,
        "hasArticle": source.article,
    }
    for term, value in plain.items():
        if value:
            yield term, text(value)


def of_entity(record: Entity, graph: Graph) -> Iterator[Quad]:
    """An entity's labels, place, listings and identifiers; its names are written by `names`."""
    iri = vocab.entity_iri(record.id)
    pairs: list[Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima(ENTITY_CLASSES[record.kind]))),
        ("hasSlug", text(record.id)),
        ("hasKind", text(record.kind)),
    ]
    for lang in ("en", "zh"):
        name, short = getattr(record.name, lang), getattr(record.short, lang)
        if name:
            pairs.append((vocab.RDFS_LABEL, text(name, lang)))
        if short:
            pairs.append(("hasShortName", text(short, lang)))
    if record.city:
        pairs.append(("hasCity", text(record.city)))
    if record.country:
        pairs.append(("hasCountry", text(record.country)))
    yield from quads(iri, pairs, graph)
    for listing in record.listings:
        node = f"{iri}/listing/{listing.exchange}-{listing.ticker}".replace(" ", "-")
        yield from quads(iri, [("hasListing", NamedNode(node))], graph)
        yield from quads(
            node,
            [
                (vocab.RDF_TYPE, NamedNode(vocab.hima("Listing"))),
                ("hasExchange", text(listing.exchange)),
                ("hasTicker", text(listing.ticker)),
                *_evidence(listing.source),
            ],
            graph,
        )
    for identifier in record.identifiers:
        node = f"{iri}/identifier/{identifier.scheme}-{identifier.value}"
        yield from quads(iri, [("hasIdentifier", NamedNode(node))], graph)
        yield from quads(
            node,
            [
                (vocab.RDF_TYPE, NamedNode(vocab.hima("Identifier"))),
                ("hasScheme", text(identifier.scheme)),
                ("hasIdentifierValue", text(identifier.value)),
                *_evidence(identifier.source),
            ],
            graph,
        )


def _evidence(source: str) -> Iterator[Pair]:
    """Where a listing or identifier was seen; general knowledge is no source, so it is said as a note."""
    if source == "general-knowledge":
        yield "hasNote", text("general knowledge")
    elif source:
        yield "hasSource", NamedNode(vocab.source_iri(source))


def of_judgement(judgement: Judgement) -> Iterator[Quad]:
    """A judgement, in the graph of judgements."""
    graph = NamedNode(vocab.JUDGEMENTS_GRAPH)
    iri = f"{vocab.BASE}judgement/{judgement.id}"
    pairs: list[Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima("Judgement"))),
        ("hasVerdict", text(judgement.verdict)),
        ("hasReason", text(judgement.reason)),
        ("hasAuthor", text(judgement.by)),
        *when("isDated", judgement.date),
        *(("hasJudged", NamedNode(about)) for about in judgement.about),
        *(("hasPreferred", NamedNode(about)) for about in judgement.about[:1] if judgement.verdict == "prefer"),
    ]
    yield from quads(iri, pairs, graph)
