"""Who holds what of an issuer at a date, and why: a pure function of claims, clocks and policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from himagraph.frozen import dataclass
from himagraph.records import NOT_KNOWN, Claim, Share
from himagraph.resolve import deals as deals_
from himagraph.resolve import series as series_
from himagraph.resolve.evidence import Evidence
from himagraph.resolve.holding import Holding, last_seen, single


@dataclass(frozen=True, slots=True)
class Capital:
    """The capital of one issuer as the claims leave it at a date. All rows in order of share, then of holder."""

    issuer: str
    holdings: tuple[Holding, ...] = ()
    pending: tuple[Holding, ...] = ()
    possible: tuple[Holding, ...] = ()
    inferred: tuple[Holding, ...] = ()
    reported: tuple[Holding, ...] = ()
    other_scopes: tuple[Holding, ...] = ()
    not_counted: tuple[tuple[str, int], ...] = ()
    ahead: tuple[Claim, ...] = ()

    @property
    def disclosed(self) -> Share:
        """What the named holders of record hold together; a bound where one of their shares is not known."""
        low = sum((row.share.min or Fraction(0) for row in self.holdings), Fraction(0))
        high = sum((Fraction(100) if row.share.max is None else row.share.max for row in self.holdings), Fraction(0))
        return Share(min(low, Fraction(100)), min(high, Fraction(100)))

    @property
    def undisclosed(self) -> Share:
        """What they leave of 100 percent. It may belong to anyone."""
        held = self.disclosed
        return Share(Fraction(100) - (held.max or Fraction(0)), Fraction(100) - (held.min or Fraction(0)))


#: What is counted but never added up, and the word for it in `not_counted`.
_UNCOUNTED = {"planned": "planned", "rumoured": "rumoured", "lapsed": "lapsed"}


def capitals(evidence: Evidence) -> dict[str, Capital]:
    """The capital of every issuer that the claims speak of."""
    by_issuer: dict[str, list[Claim]] = {}
    for claim in evidence.claims:
        issuer = claim.id_of("issuer")
        if issuer and claim.kind in ("stake", "transaction", "covenant"):
            by_issuer.setdefault(issuer, []).append(claim)
    return {issuer: capital(issuer, claims, evidence) for issuer, claims in sorted(by_issuer.items())}


def capital(issuer: str, claims: Iterable[Claim], evidence: Evidence) -> Capital:
    """The capital of one issuer from the claims about it."""
    stakes: dict[str, list[Claim]] = {}
    deals: list[Claim] = []
    inferred: list[Claim] = []
    headlines: list[Claim] = []
    others: list[Claim] = []
    uncounted: Counter[str] = Counter()
    for claim in claims:
        instead = evidence.set_aside.get(claim.path)
        if claim.is_denied:
            uncounted["denied"] += 1
        elif claim.kind == "transaction":
            if instead is None:
                deals.append(claim)
        elif claim.kind != "stake":
            continue
        elif claim.is_inferred:
            inferred.append(claim)
        elif claim.text("scope") == "reported-as":
            headlines.append(claim)
        elif claim.text("scope") not in (None, "direct") or claim.text("class"):
            others.append(claim)
        elif instead and instead.ids("holder") != claim.ids("holder"):
            headlines.append(claim)  # a judgement says whose holding it really is
        else:
            stakes.setdefault(claim.ids("holder")[0], []).append(claim)
    for deal in deals:
        word = _UNCOUNTED.get(deal.text("status") or "")
        if word:
            uncounted[word] += 1
        uncounted["payments"] += sum(part.date.possibly_by(evidence.clocks.as_of) for part in deal.instalments())

    rows, possible, ahead = _stated(issuer, stakes, deals, evidence)
    held = {row.holder for row in rows}
    pending, bought = deals_.deals(issuer, deals, rows, stakes, evidence)
    possible += [row for row in bought if row.holder not in held | {one.holder for one in possible}]
    return Capital(
        issuer,
        holdings=_ordered(_within_capital(rows, evidence)),
        pending=_ordered(pending),
        possible=_ordered(possible),
        inferred=_ordered(row for row in _simple(issuer, inferred, evidence) if row.holder not in held),
        reported=_ordered(_simple(issuer, headlines, evidence)),
        other_scopes=_ordered(_simple(issuer, others, evidence)),
        not_counted=tuple(sorted((word, count) for word, count in uncounted.items() if count)),
        ahead=tuple(sorted(ahead, key=lambda claim: claim.path)),
    )


def _stated(
    issuer: str, stakes: Mapping[str, list[Claim]], deals: list[Claim], evidence: Evidence
) -> tuple[list[Holding], list[Holding], list[Claim]]:
    rows: list[Holding] = []
    possible: list[Holding] = []
    ahead: list[Claim] = []
    for holder, claims in sorted(stakes.items()):
        own_deals = [deal for deal in deals if holder in (deal.id_of("buyer"), deal.id_of("seller"))]
        events = [day for deal in own_deals if (day := deals_.completion(deal, evidence))]
        aside = [claim for claim in claims if claim.path in evidence.set_aside]
        found = series_.series([claim for claim in claims if claim not in aside], evidence, events)
        ahead += found.ahead
        current = found.current
        row = _row(holder, issuer, found, evidence) if current else None
        if row and aside:
            row = replace(row, contradicting=(*row.contradicting, *aside))
        if row and not _has_ended(current, evidence):
            fresh = _after_events(row, deals, evidence)
            end = current.end(evidence) if current else None
            maybe_over = end is not None and end.possibly_by(evidence.clocks.as_of)
            target = possible if maybe_over else rows
            target.append(replace(fresh, reason="the end's precision spans the date") if maybe_over else fresh)
        for claim in found.possible:
            # A vague start adds nothing about someone who is shown to hold the same.
            figure = series_.quantity(claim)
            is_told = row is not None and (
                not figure.is_known or series_.corroborates(series_.quantity(row.preferred), figure)
            )
            if not is_told and not series_.is_zero(claim):
                possible.append(single(issuer, claim, evidence, "the start's precision spans the date"))
    return rows, possible, ahead


def _row(holder: str, issuer: str, found: series_.Series, evidence: Evidence) -> Holding | None:
    current = found.current
    if current is None or series_.is_zero(current.preferred):
        return None
    earlier = [
        claim for figure in found.figures[:-1] for claim in (*figure.claims, *figure.silent, *figure.contradicts)
    ]
    starts = [start for claim in (*current.claims, *current.silent) if (start := claim.when("from"))]
    return Holding(
        holder,
        issuer,
        current.preferred.share(),
        current.preferred,
        tuple(current.claims),
        silent=tuple(current.silent),
        contradicting=tuple(current.contradicts),
        superseded=tuple(earlier),
        since=min(starts, key=lambda start: start.last or date.max, default=None),
        until=current.end(evidence),
        last_seen=last_seen(current.claims, evidence),
        via=current.preferred.ids("via"),
    )


def _after_events(row: Holding, deals: list[Claim], evidence: Evidence) -> Holding:
    """The row, its share unknown where a later round of the issuer or a deal of the holder came after its figure."""
    seen = row.last_seen.last if row.last_seen and row.last_seen.last else date.min
    if row.since and row.since.last:
        seen = max(seen, row.since.last)
    for deal in deals:
        day = deals_.completion(deal, evidence)
        if not (day and day.first and day.first > seen and day.certainly_by(evidence.clocks.as_of)):
            continue
        if deals_.brought(deal, row):
            continue
        if deal.text("way") == "subscription" or row.holder in (deal.id_of("buyer"), deal.id_of("seller")):
            why = f"no figure since the deal of {day.text} ({deal.path})"
            return replace(row, share=NOT_KNOWN, last_known=row.share, reason=why)
    return row


def _within_capital(rows: list[Holding], evidence: Evidence) -> list[Holding]:
    """The rows with the stalest figures made unknown while their lower ends exceed the whole.

    Figures of different dates need not fit together, and no answer may show more than 100 percent.
    """
    limit = evidence.policy.capital_limit
    fitted = list(rows)
    while sum((row.share.min or Fraction(0) for row in fitted), Fraction(0)) > limit:
        known = [place for place, row in enumerate(fitted) if row.share.is_known]
        stalest = min(known, key=lambda place: (_seen_day(fitted[place]), fitted[place].holder))
        row = fitted[stalest]
        fitted[stalest] = replace(
            row, share=NOT_KNOWN, last_known=row.share, reason="later figures of other holders leave no room for it"
        )
    return fitted


def _seen_day(row: Holding) -> date:
    return (row.last_seen.last if row.last_seen else None) or date.min


def _simple(issuer: str, claims: list[Claim], evidence: Evidence) -> list[Holding]:
    """Rows of claims that are shown but never added up: the newest of each holder, the others behind it."""
    by_holder: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if evidence.start(claim).possibly_by(evidence.clocks.as_of) and not _is_over(claim, evidence):
            key = claim.ids("holder")[0], claim.text("scope") or "", claim.text("class") or ""
            by_holder.setdefault(key, []).append(claim)
    rows: list[Holding] = []
    for _, group in sorted(by_holder.items()):
        newest = max(group, key=lambda claim: (evidence.dated(claim).last or date.max, claim.path))
        row = single(issuer, newest, evidence, newest.text("reason"))
        rows.append(replace(row, claims=(newest, *(claim for claim in group if claim is not newest))))
    return rows


def _has_ended(figure: series_.Figure | None, evidence: Evidence) -> bool:
    end = figure.end(evidence) if figure else None
    return figure is None or (end is not None and end.certainly_by(evidence.clocks.as_of))


def _is_over(claim: Claim, evidence: Evidence) -> bool:
    end = series_.end_of(claim, evidence)
    return end is not None and end.certainly_by(evidence.clocks.as_of)


def _ordered(rows: Iterable[Holding]) -> tuple[Holding, ...]:
    """Largest first; unknown shares last; ties by holder."""
    return tuple(sorted(rows, key=lambda row: (row.share.min is None, -(row.share.max or Fraction(0)), row.holder)))
