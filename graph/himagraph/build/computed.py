"""What is computed of the record at its default clocks: look-through shares, where capital ends, and control."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Quad

from himagraph import triples, vocab
from himagraph.ownership.controlling import controllers
from himagraph.ownership.found import Controller, Interest
from himagraph.ownership.interest import interests, open_ends
from himagraph.ownership.table import ownership
from himagraph.records import Share
from himagraph.resolve import Evidence

_GRAPH = NamedNode(vocab.COMPUTED_GRAPH)
_PLACES = Decimal("0.000001")


def quads(evidence: Evidence) -> Iterator[Quad]:
    """The computed graph: every node says from which claims it was derived."""
    table = ownership(evidence)
    for issuer in sorted(one for one, capital in table.capitals.items() if capital.holdings or capital.inferred):
        found = interests(table, issuer)
        for one in (*found, *open_ends(table, issuer, found)):
            yield from _share(one)
    # A right decides over a company even where nobody is named for its capital.
    for issuer in sorted(table.names):
        for deciding in controllers(table, issuer):
            yield from _control(deciding)


def _share(one: Interest) -> Iterator[Quad]:
    pairs: list[triples.Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima("LookThroughShare"))),
        ("hasHolder", triples.entity(one.holder)),
        ("hasIssuer", triples.entity(one.issuer)),
        *_figures("hasEffectivePercent", one.effective),
        *_figures("hasNetPercent", one.net),
        *((("hasChain", Literal(" > ".join(chain)))) for chain in one.chains),
        ("isTop", triples.boolean(one.is_top)),
        ("isOpenEnd", triples.boolean(one.is_open)),
    ]
    if one.effective.bound:
        pairs.append(("hasBound", Literal(one.effective.bound)))
    if one.oldest:
        pairs.append(("hasOldestLink", Literal(one.oldest)))
    if one.is_inferred:
        pairs.append(("hasAssertion", Literal("inferred")))
    node = vocab.computed_iri("rest" if one.is_open else "share", one.issuer, one.holder)
    yield from triples.quads(node, [*pairs, *_derived(one.claims)], _GRAPH)


def _control(one: Controller) -> Iterator[Quad]:
    pairs: list[triples.Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima("ComputedControl"))),
        ("hasHolder", triples.entity(one.holder)),
        ("hasIssuer", triples.entity(one.issuer)),
        ("hasDefinition", Literal(one.definition)),
        ("isCertain", triples.boolean(one.is_certain)),
    ]
    if one.is_inferred:
        pairs.append(("hasAssertion", Literal("inferred")))
    node = vocab.computed_iri("control", one.definition, one.issuer, one.holder)
    yield from triples.quads(node, [*pairs, *_derived(one.claims)], _GRAPH)


def _derived(claims: tuple[str, ...]) -> Iterator[triples.Pair]:
    yield vocab.PROV + "wasGeneratedBy", NamedNode(vocab.ABOUT_GRAPH)
    for path in sorted(claims):
        yield vocab.PROV + "wasDerivedFrom", NamedNode(vocab.claim_iri(path))


def _figures(term: str, share: Share) -> Iterator[triples.Pair]:
    """The bounds as decimals, rounded outward to six places, and as exact fractions; a single figure plainly too."""
    if share.min is None:
        return
    yield term + "Min", triples.decimal(_rounded(share.min, ROUND_FLOOR))
    if share.max is not None:
        yield term + "Max", triples.decimal(_rounded(share.max, ROUND_CEILING))
        if share.is_single and Fraction(_rounded(share.min, ROUND_FLOOR)) == share.min:
            yield term, triples.decimal(_rounded(share.min, ROUND_FLOOR))
    yield term + "Exact", Literal(f"{share.min} {'unbounded' if share.max is None else share.max}")


def _rounded(value: Fraction, way: str) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_PLACES, rounding=way).normalize() + 0
