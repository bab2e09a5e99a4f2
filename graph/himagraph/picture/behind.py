"""Look-through shares, control and what is undisclosed at every date, each as the library computes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from himagraph.answers.rows import Json
from himagraph.ledger import Ledger, Question
from himagraph.network import days_of
from himagraph.ownership.controlling import controllers
from himagraph.ownership.interest import indirect, reported_share
from himagraph.ownership.table import Ownership
from himagraph.records import Claim, Share
from himagraph.resolve import Capital, Clocks, Evidence, capital

_KINDS = ("stake", "transaction", "control-right", "covenant")


def part(ledger: Ledger, question: Question) -> Json:
    """Per issuer the days on which something behind it changes, and from each on what stands; for the question's
    `known_at` alone. A row is [issuer, first day, undisclosed, look-through, control, reported]."""
    evidence = ledger.evidence(ledger.claims_of_kind(*_KINDS), question)
    rows = sorted(_rows(evidence), key=lambda row: (row[0], row[1]))
    return {"columns": ["issuer", "day", "undisclosed", "through", "control", "reported"], "rows": rows}


def _rows(evidence: Evidence) -> Iterator[list[Any]]:
    by_issuer: dict[str, list[Claim]] = {}
    for claim in evidence.claims:
        for issuer in claim.ids("issuer"):
            by_issuer.setdefault(issuer, []).append(claim)
    days = {issuer: frozenset(days_of(claims, evidence)) for issuer, claims in by_issuer.items()}
    found: dict[str, Capital] = {}
    before: dict[str, object] = {}
    last: dict[str, list[Any]] = {}
    for day in sorted(set[date]().union(*days.values())):
        at = replace(evidence, clocks=Clocks(day, evidence.clocks.known_at))
        changing = [issuer for issuer in sorted(by_issuer) if day in days[issuer]]
        found |= {issuer: capital(issuer, by_issuer[issuer], at) for issuer in changing}
        rights = [
            claim
            for claim in evidence.claims
            if claim.kind == "control-right" and not claim.is_denied and evidence.start(claim).certainly_by(day)
            and not ((until := claim.when("until")) and until.possibly_by(day))
        ]  # fmt: skip
        now = {issuer: _shown(found[issuer], rights) for issuer in changing}
        moved = [issuer for issuer in changing if now[issuer] != before.get(issuer)]
        before |= now
        if not moved:
            continue
        table = Ownership(found, at, rights)
        for issuer in _below(moved, table):
            row = _row(issuer, table)
            if row != last.get(issuer, _NOTHING):
                last[issuer] = row
                yield [issuer, "" if day == date.min else day.isoformat(), *row]


def _shown(own: Capital, rights: Iterable[Claim]) -> object:
    """All of a capital that a row of its own or of a company below rests on: where it stays the same, they do."""
    held = [
        [(row.holder, row.share, row.preferred.is_inferred) for row in rows] for rows in (own.holdings, own.inferred)
    ]
    reported = [(row.holder, row.via) for row in own.reported]
    return held, reported, [claim.path for claim in rights if own.issuer in claim.ids("issuer")]


_NOTHING: list[Any] = [None, [], [], []]


def _below(moved: Iterable[str], table: Ownership) -> list[str]:
    """The companies themselves and all in which they have a share, however far below."""
    held: dict[str, set[str]] = {}
    for holder, issuer in table.rows:
        held.setdefault(holder, set()).add(issuer)
    reached = set(moved)
    waiting = list(reached)
    while waiting:
        for other in held.get(waiting.pop(), set()) - reached:
            reached.add(other)
            waiting.append(other)
    return sorted(reached)


def _row(issuer: str, table: Ownership) -> list[Any]:
    own = table.capitals.get(issuer)
    if own is None:
        return _NOTHING
    through = [[holder, _share(share)] for holder, share in indirect(table, issuer)]
    rest = own.undisclosed
    open_ = own.holdings and rest.max is not None and rest.max > 0
    deciding = [[one.holder, one.is_certain] for one in controllers(table, issuer)]
    reported = [[row.holder, _share(reported_share(table, row)[0])] for row in own.reported]
    return [_share(rest) if open_ else None, through, deciding, reported]


def _share(share: Share) -> list[Any]:
    """Lower end, upper end, and the words in both languages; percent."""
    given: Mapping[str, object] = share.as_json()
    return [given["min"], given["max"], given["text"], share.text("zh")]
