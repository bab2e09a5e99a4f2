"""Look-through shares as the build left them in the store: the same values as `interests`, for the default clocks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from himagraph import queries, triples, vocab
from himagraph.ledger import Ledger, Question
from himagraph.ownership.found import Controller, Interest
from himagraph.records import NOT_KNOWN, Share

#: The terms of one node, by local name.
_Node = dict[str, list[str]]


def is_stored(ledger: Ledger, question: Question) -> bool:
    """Whether the question is the one that the build has answered: nothing asked but the store's own clocks."""
    return ledger.is_as_built(question) and ledger.store.ask(queries.load("_has-computed").text)


def of_issuer(ledger: Ledger, issuer: str) -> tuple[tuple[Interest, ...], tuple[Interest, ...]]:
    """The shares in an issuer, and where its capital ends open; both largest first."""
    return _read(ledger, issuers=issuer)


def of_holder(ledger: Ledger, holder: str) -> tuple[Interest, ...]:
    """The shares that a holder has, largest first."""
    return _read(ledger, holders=holder)[0]


def control_of(ledger: Ledger, issuer: str) -> tuple[Controller, ...]:
    """Who controls a company by more than half of the votes, those for certain first."""
    found = [
        Controller(
            vocab.slug_of(node["hasHolder"][0]),
            issuer,
            node["hasDefinition"][0],
            node["isCertain"][0] == "true",
            tuple(sorted(vocab.slug_of(one) for one in node.get(vocab.PROV + "wasDerivedFrom", ()))),
            is_inferred="hasAssertion" in node,
        )
        for node in _nodes(ledger, "_control-of", issuers=issuer)
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_certain, one.holder)))


def _nodes(ledger: Ledger, query: str, **slugs: str) -> list[_Node]:
    terms = {name: [triples.entity(slug)] for name, slug in slugs.items()}
    found = ledger.nodes(queries.bind(queries.load(query).text, terms))
    return [{term: [one.value for one in values] for term, values in own.items()} for _, own in found]


def _read(ledger: Ledger, **slugs: str) -> tuple[tuple[Interest, ...], tuple[Interest, ...]]:
    given = {"issuers": queries.ALL, "holders": queries.ALL} | {
        name: triples.entity(slug) for name, slug in slugs.items()
    }
    query = queries.load("_interests")
    rows = ledger.store.select(queries.bind(query.text, queries.bound(query, given)))
    found = [_interest(row) for row in rows]
    shares = sorted((one for one in found if not one.is_open), key=_largest_first)
    ends = sorted((one for one in found if one.is_open), key=lambda one: (-(one.effective.max or 0), one.holder))
    return tuple(shares), tuple(ends)


def _largest_first(one: Interest) -> tuple[bool, Fraction, Fraction, str, str]:
    low, high = one.effective.min, one.effective.max
    return low is None, -(low or Fraction(0)), -(high or Fraction(0)), one.holder, one.issuer


def _interest(row: Mapping[str, object]) -> Interest:
    texts = {name: None if value is None else str(value) for name, value in row.items()}
    chains = tuple(sorted(tuple(chain.split(" > ")) for chain in (texts["chains"] or "").split("|")))
    holder, issuer = (vocab.slug_of(texts[end] or "") for end in ("holder", "issuer"))
    bound = texts["bound"]
    return Interest(
        holder,
        issuer,
        _share(texts["effective"], bound),
        _share(texts["net"], bound),
        chains,
        tuple(sorted((texts["claims"] or "").split("|"))),
        texts["oldest"],
        is_top=bool(row["isTop"]),
        is_direct=(holder, issuer) in chains,
        is_inferred=texts["assertion"] is not None,
        is_open=bool(row["isOpen"]),
    )


def _share(exact: str | None, bound: str | None) -> Share:
    if exact is None:
        return NOT_KNOWN
    low, high = exact.split(" ")
    return Share(Fraction(low), None if high == "unbounded" else Fraction(high), bound)
