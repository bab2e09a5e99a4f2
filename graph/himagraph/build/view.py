"""The current view: what the default graph of a store holds, derived from its claims at the default clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import permutations

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from himagraph import triples, vocab
from himagraph.records import Claim, Judgement, Source, When
from himagraph.resolve import Clocks, Evidence, Rank, Selection, bundled, capitals, gather, ranks

#: The short cut that an affiliation becomes, by its role.
_ROLE_TERMS = {
    "brand-of-alliance": "isBrandOf",
    "brand-of-series": "isBrandOf",
    "brand-of-company": "isBrandOf",
    "member-of-alliance": "isMemberOf",
    "member-of-set": "isMemberOf",
    "car-of-brand": "isModelOf",
    "unit-of-company": "isUnitOf",
    "subsidiary": "isSubsidiaryOf",
}
_DEFAULT = DefaultGraph()


def default_clocks(sources: Iterable[Source]) -> tuple[When | None, date]:
    """The newest publication date, and the newest day on which a source became known. Never the wall clock."""
    known = list(sources)
    published = [source.published for source in known if source.published]
    newest = max(published, key=lambda day: (day.last or date.max, day.text), default=None)
    return newest, max((source.known_from for source in known), default=date.min)


def evidence_at_default(
    claims: Iterable[Claim], sources: Mapping[str, Source], judgements: Iterable[Judgement]
) -> Evidence:
    """All claims as the default clocks let them through."""
    _, newest = default_clocks(sources.values())
    return gather(claims, sources, judgements, Clocks(newest, newest), Selection(), bundled())


def quads(evidence: Evidence) -> Iterator[Quad]:
    """The ranks in their own graph; the preferred claims, their short cuts and joint ventures in the default graph."""
    ranked = ranks(evidence)
    yield from _ranks(ranked)
    for claim in evidence.claims:
        if ranked[claim.path].rank == "preferred":
            for quad in triples.of_claim(claim):
                yield Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)
            yield from _short_cuts(claim)
    for capital in capitals(evidence).values():
        if len(capital.holdings) > 1:
            yield _quad(capital.issuer, vocab.RDF_TYPE, NamedNode(vocab.hima("JointVenture")))


def _ranks(ranked: Mapping[str, Rank]) -> Iterator[Quad]:
    graph = NamedNode(vocab.RANKS_GRAPH)
    for path, rank in ranked.items():
        pairs = [("hasRank", Literal(rank.rank)), ("hasRankReason", Literal(rank.reason))]
        yield from triples.quads(vocab.claim_iri(path), pairs, graph)


def _short_cuts(claim: Claim) -> Iterator[Quad]:
    match claim.kind:
        case "stake":
            yield from _links(claim.ids("holder"), "shareholderOf", claim.ids("issuer"))
        case "affiliation":
            role = claim.text("role") or ""
            if role == "maker-of-brand":
                yield from _links(claim.ids("whole"), "makes", claim.ids("part"))
            else:
                yield from _links(claim.ids("part"), _ROLE_TERMS[role], claim.ids("whole"))
        case "production":
            yield from _links(claim.ids("maker"), "makes", claim.ids("car") + claim.ids("brand"))
        case "technology-use":
            yield from _links(claim.ids("car") + claim.ids("brand"), "usesTechnology", claim.ids("technology"))
        case "post":
            yield from _links(claim.ids("person"), "holdsPostAt", claim.ids("organisation"))
        case "cooperation":
            for one, other in permutations(claim.ids("parties"), 2):
                yield from _links([one], "cooperatesWith", [other])
        case _:
            pass


def _links(subjects: Iterable[str], term: str, objects: Iterable[str]) -> Iterator[Quad]:
    targets = list(objects)
    for subject in subjects:
        for target in targets:
            yield _quad(subject, vocab.hima(term), triples.entity(target))


def _quad(slug: str, predicate: str, value: NamedNode) -> Quad:
    return Quad(triples.entity(slug), NamedNode(predicate), value, _DEFAULT)
