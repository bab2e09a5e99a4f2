"""The edges over time: each with the days on which it stands, so that a picture can be of any date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta

from himagraph.ledger import Ledger, Question
from himagraph.network.declared import Declared, read
from himagraph.network.edges import STAKE, Edge, of_capital, of_claims
from himagraph.records import Claim, When
from himagraph.resolve import Clocks, Evidence, capital


@dataclass(frozen=True, slots=True)
class Span:
    """An edge and the days on which it stands as it is: from `first` on, up to the day before `end` (None: no end)."""

    edge: Edge
    first: date
    end: date | None


class History:
    """Reads the claims once; every history after that is arithmetic."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._every = read(ledger.store)
        self._kept: dict[object, tuple[Span, ...]] = {}

    def spans(self, question: Question) -> tuple[Span, ...]:
        """Every edge that stands at some day up to the question's `as_of`, at its `known_at`; by edge, then day.

        On each day they are the edges of `edges(ledger, question)` as of that day.
        """
        evidence = self._ledger.evidence([one.claim for one in self._every], question)
        by_path = {one.claim.path: one for one in self._every}
        standing = [by_path[claim.path] for claim in evidence.claims]
        found: list[Span] = []
        for group in _groups(standing, evidence):
            # Other states of knowledge mostly know the same of a pair or a company: then its history is the same.
            known = evidence.clocks.as_of, evidence.policy, group.name, _used(group.claims, evidence)
            if known not in self._kept:
                days = days_of(group.claims, evidence)
                self._kept[known] = tuple(_over_time(days, group.at, evidence))
            found += self._kept[known]
        return tuple(sorted(found, key=lambda span: (span.edge.order, span.edge.relation, span.first)))


@dataclass(frozen=True, slots=True)
class _Group:
    """Claims that can only change each other's edges, and their edges as of a day; `name` is whom they are about."""

    name: object
    claims: tuple[Claim, ...]
    at: Callable[[Evidence], Iterable[Edge]]


def _groups(standing: Sequence[Declared], evidence: Evidence) -> Iterator[_Group]:
    labels = {one.claim.path: one.label for one in standing}
    by_issuer: dict[str, list[Declared]] = {}
    by_pair: dict[frozenset[str], list[Declared]] = {}
    for one in standing:
        if one.claim.kind in (STAKE, "transaction", "covenant") and (issuer := one.claim.id_of("issuer")):
            by_issuer.setdefault(issuer, []).append(one)
        if one.claim.kind != STAKE and not one.claim.is_denied:
            for ends in one.pairs:
                by_pair.setdefault(frozenset(ends), []).append(one)
    for issuer, own in sorted(by_issuer.items()):
        claims = [one.claim for one in own]

        def capital_edges(at: Evidence, issuer: str = issuer, claims: list[Claim] = claims) -> Iterable[Edge]:
            return of_capital(capital(issuer, claims, at), labels)

        yield _Group(issuer, tuple(claims), capital_edges)
    for pair, others in sorted(by_pair.items(), key=lambda item: sorted(item[0])):

        def pair_edges(at: Evidence, pair: frozenset[str] = pair, others: list[Declared] = others) -> Iterable[Edge]:
            found = of_claims(others, at)
            return (edge for edge in found if frozenset((edge.source, edge.target)) == pair)

        yield _Group(pair, tuple(one.claim for one in others), pair_edges)


def _used(claims: Sequence[Claim], evidence: Evidence) -> object:
    """The claims, and what a judgement puts before each: all in which one state of knowledge differs from another."""
    aside = evidence.set_aside
    return tuple((claim.path, aside[claim.path].path if claim.path in aside else None) for claim in claims)


def days_of(claims: Iterable[Claim], evidence: Evidence) -> tuple[date, ...]:
    """The days on which a clause about their dates can change its truth, the first of all before them."""
    days: set[date] = set()
    for claim in claims:
        source = evidence.source(claim)
        for when in (
            *_whens(claim.values.values()),
            source.dated,
            *([source.published] if source.published else []),
        ):
            for day in (when.first, when.last):
                if day is not None:
                    days |= {day, min(day, date.max - timedelta(1)) + timedelta(1)}
    return (date.min, *sorted(day for day in days if day <= evidence.clocks.as_of))


def _whens(values: Iterable[object]) -> Iterator[When]:
    for value in values:
        if isinstance(value, When):
            yield value
        elif isinstance(value, tuple):
            yield from _whens(value)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _whens([getattr(value, field.name) for field in fields(value)])


def _over_time(days: Sequence[date], at: Callable[[Evidence], Iterable[Edge]], evidence: Evidence) -> Iterator[Span]:
    open_: dict[object, tuple[Edge, date]] = {}
    for day in days:
        now = {_same(edge): edge for edge in at(replace(evidence, clocks=Clocks(day, evidence.clocks.known_at)))}
        for gone in [key for key in open_ if key not in now]:
            edge, first = open_.pop(gone)
            yield Span(edge, first, day)
        for key, edge in now.items():
            open_.setdefault(key, (edge, day))
    for edge, first in open_.values():
        yield Span(edge, first, None)


def _same(edge: Edge) -> object:
    """What an edge shows: two days on which all of it is the same are one span."""
    share = (edge.share.min, edge.share.max, edge.share.bound) if edge.share else None
    dates = (edge.since, edge.until, edge.observed)
    return edge.between, edge.claim.path, share, dates, tuple(claim.path for claim in edge.claims)
