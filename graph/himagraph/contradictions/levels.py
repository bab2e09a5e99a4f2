"""One share at several levels: moved with nothing to move it, rounded, or bounded before it was known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from himagraph.contradictions.amounts import in_words
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.contradictions.shares import (
    SCOPES,
    agree,
    by_holding,
    events_of,
    same_count,
    says_share,
    stand_together,
    way_of,
)
from himagraph.records import Claim, Labels, Quantity, When
from himagraph.resolve.series import contradicts, corroborates, is_zero, quantity

_LATER = Labels(
    "both may hold, each at its time: the later one stands, from a source of no lower grade",
    "可各在其时成立：以较后且来源等级不低者为准",
)
_FINER = Labels("one rounds the other, and the finer figure says more", "一为另一之四舍五入，以更精确者为准")
#: What may be called all of it: only a hair is with somebody else.
_ALL, _NEARLY_ALL = Quantity.of(100), Quantity.of("99.5")
_WITHIN = Labels("the bound allows the figure, and the figure says more", "上下限容许该数，以确数为准")
_BOUNDS = ("at-most", "less-than", "at-least", "more-than")
_HOLDERS = re.compile(r"\bholders of (?P<of>.+)\Z", re.IGNORECASE)
_DONE = Labels("policy: what is done goes before what was planned", "政策：已完成者优先于计划")
_A_YEAR = timedelta(days=366)


def moved(docket: Docket) -> Iterator[Contradiction]:
    """A share that stands at another level when it is seen next, long after, and nothing in evidence that moved it.

    The two may well be of two times: the later one is preferred where its source is of no lower grade.
    """
    for (issuer, holder), claims in by_holding(docket).items():
        events = events_of(docket, issuer, holder)
        by_way: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            seen = docket.evidence.dated(claim)
            if seen.first is not None and seen.last is not None and claim.share().is_known:
                by_way.setdefault(way_of(claim), []).append(claim)
        for (scope, class_), told in sorted(by_way.items()):
            told.sort(key=lambda claim: (docket.evidence.dated(claim).last or date.max, claim.path))
            for earlier, later in pairwise(told):
                if class_ or agree(earlier, later) or stand_together(earlier, later, events, docket):
                    continue
                if (
                    _rounds(earlier, later)
                    or _rounds(later, earlier)
                    or not _is_unmoved(earlier, later, events, docket)
                ):
                    continue
                before, after = says_share(earlier), says_share(later)
                at = [docket.evidence.dated(claim) for claim in (earlier, later)]
                sides = {
                    docket.words("{0} ({1})", "{0}（{1}）", says, same(str(day))): [claim]
                    for says, day, claim in zip((before, after), at, (earlier, later), strict=True)
                }
                is_later = docket.evidence.grade(later) <= docket.evidence.grade(earlier)
                ruling = Ruling(list(sides)[1], _LATER) if is_later else None
                word = SCOPES.get(scope, Labels(scope))
                subject = docket.words("{0} in {1} ({2})", "{0}持有{1}（{2}）", holder, issuer, word)
                yield docket.found("share-moved", subject, [issuer, holder], sides, ruling)


def _is_unmoved(earlier: Claim, later: Claim, events: Iterable[When], docket: Docket) -> bool:
    """Whether the earlier is seen before the later, and nothing that is told lies between: no deal, start or end."""
    evidence = docket.evidence
    last, first, end = evidence.dated(earlier).last, evidence.dated(later).first, evidence.dated(later).last
    if last is None or first is None or last >= first or earlier.source == later.source:
        return False
    if later.when("from") or earlier.when("until") or is_zero(earlier) or is_zero(later) or same_count(earlier, later):
        return False
    return not any(event.last and last < event.last and (event.first or date.min) <= (end or first) for event in events)


def rounded(docket: Docket) -> Iterator[Contradiction]:
    """A share that two sources print with different precision, or that one calls the whole and another nearly so."""
    for (issuer, holder), claims in by_holding(docket).items():
        events = events_of(docket, issuer, holder)
        by_way: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            if quantity(claim).is_single and claim.text("bound") in (None, "exact"):
                by_way.setdefault(way_of(claim), []).append(claim)
        for (scope, class_), told in sorted(by_way.items()):
            finest = max(told, key=lambda claim: (len(str(quantity(claim))), claim.path))
            coarser = [
                claim
                for claim in told
                if claim.source != finest.source and _rounds(claim, finest) and not same_count(claim, finest)
                # Seen at one time, all of it and a little less contradict each other.
                if quantity(claim) != _ALL or not stand_together(claim, finest, events, docket)
            ]
            if coarser:
                alike = [claim for claim in told if quantity(claim) == quantity(finest)]
                fine = says_share(finest)
                sides = {fine: alike}
                for claim in coarser:
                    sides.setdefault(says_share(claim), []).append(claim)
                word = Labels(class_, class_) if class_ else SCOPES.get(scope, Labels(scope))
                subject = docket.words("{0} in {1} ({2})", "{0}持有{1}（{2}）", holder, issuer, word)
                yield docket.found("share-rounded", subject, [issuer, holder], sides, Ruling(fine, _FINER))


def _rounds(coarse: Claim, fine: Claim) -> bool:
    one, other = quantity(coarse), quantity(fine)
    if one == other or one.min is None or other.min is None:
        return False
    if one == _ALL:
        return _NEARLY_ALL.min is not None and other.min >= _NEARLY_ALL.min
    return corroborates(one, other) and not is_zero(coarse)


def bounded(docket: Docket) -> Iterator[Contradiction]:
    """A share of which one source tells a bound ahead, and another within the year the figure that keeps it."""
    held = [
        claim
        for claim in docket.asserted("stake")
        if quantity(claim).is_single and claim.text("bound") in (None, "exact") and way_of(claim) == ("direct", "")
    ]
    for deal in docket.asserted("transaction"):
        if deal.text("bound") not in _BOUNDS or not quantity(deal).is_single or deal.text("status") == "completed":
            continue
        holder, issuer = deal.ids("buyer")[0], deal.ids("issuer")[0]
        told, limit = docket.evidence.dated(deal), quantity(deal).min or 0
        came = [
            claim
            for claim in held
            if (claim.id_of("holder"), claim.id_of("issuer")) == (holder, issuer) and claim.source != deal.source
            if (start := docket.evidence.start(claim)).first and told.first
            if timedelta(0) <= start.first - told.first <= _A_YEAR
            if (share := quantity(claim).min) is not None and share != limit
            if (share < limit) == (deal.text("bound") in _BOUNDS[:2])
        ]
        if came:
            figure = says_share(came[0])
            sides = {figure: came, in_words(quantity(deal), deal.text("bound"), "%"): [deal]}
            subject = docket.words("{0} in {1}", "{0}持有{1}", holder, issuer)
            yield docket.found("share-bounded", subject, [holder, issuer], sides, Ruling(figure, _WITHIN))


def ranked(docket: Docket) -> Iterator[Contradiction]:
    """A place among the holders of an issuer, of a holder that others equal, or more exceed than it says."""
    issuers = {
        name.casefold(): slug for slug, one in docket.entities.items() for name in (one.label("en"), one.name.en)
    }
    for claim in docket.asserted("ranking"):
        place, when = claim.quantity("place"), claim.when("period")
        named = _HOLDERS.search(claim.free_text("field") or "")
        issuer = issuers.get(named["of"].casefold(), named["of"]) if named else ""
        if not place or place.min is None or not when or when.last is None:
            continue
        held = _held_at(issuer, when, docket)
        mine = next((held.pop(subject) for subject in claim.ids("subject") if subject in held), [])
        if not mine:
            continue
        equal = [told for told in held.values() if quantity(told[0]) == quantity(mine[0])]
        above = [told for told in held.values() if (quantity(told[0]).min or 0) > (quantity(mine[0]).min or 0)]
        if equal or len(above) >= place.min:
            beside = [one for told in equal or above for one in told if quantity(one) == quantity(told[0])]
            alike = [one for one in mine if quantity(one) == quantity(mine[0])]
            holders = docket.names(sorted({one.ids("holder")[0] for one in beside}))
            figure = in_words(quantity(beside[0]), None, "%")
            as_much = docket.words("{0} as much: {1}", "{0}同为{1}", holders, figure)
            says = as_much if equal else docket.words("more: {0}", "更多：{0}", holders)
            sides = {docket.words("number {0}", "第{0}", in_words(place)): [claim], says: [*beside, *alike]}
            subject = docket.words(
                "{0} among the holders of {1}", "{0}在{1}股东中的名次", claim.ids("subject")[0], issuer
            )
            about = [issuer, *claim.ids("subject"), *(one.ids("holder")[0] for one in beside)]
            yield docket.found("rank-of-holder", subject, about, sides)


def _held_at(issuer: str, when: When, docket: Docket) -> dict[str, list[Claim]]:
    """What was told of the direct share of each holder in the year up to the time, best evidence first."""
    evidence = docket.evidence
    found: dict[str, list[Claim]] = {}
    for claim in sorted(docket.asserted("stake"), key=evidence.newest_first, reverse=True):
        seen, end = evidence.dated(claim), claim.when("until")
        is_plain = claim.id_of("issuer") == issuer and way_of(claim) == ("direct", "") and quantity(claim).is_single
        if not is_plain or when.last is None or claim.text("status") == "ended" or (end and end.possibly_by(when.last)):
            continue
        if seen.certainly_by(when.last) and seen.first and when.last - seen.first <= _A_YEAR:
            found.setdefault(claim.ids("holder")[0], []).insert(0, claim)
    return found


def still_planned(docket: Docket) -> Iterator[Contradiction]:
    """A purchase that a source tells as planned when another shows its buyer to hold already."""
    told = list(docket.asserted("transaction"))
    for deal in told:
        holder, issuer, planned = deal.ids("buyer")[0], deal.ids("issuer")[0], deal.when("observed")
        published = docket.evidence.source(deal).published
        if deal.text("status") not in ("planned", "agreed", "approved") or not planned or not published:
            continue
        held = [
            claim
            for claim in docket.asserted("stake")
            if (claim.id_of("holder"), claim.id_of("issuer")) == (holder, issuer) and claim.source != deal.source
            if way_of(claim) == ("direct", "") and (start := claim.when("from")) and start.first and start.last
            if planned.last and published.last and planned.last < start.first <= planned.last + _A_YEAR
            if start.first <= published.last and not contradicts(quantity(deal), quantity(claim))
        ]
        if held:
            day = same(str(held[0].when("from")))
            done = docket.words("{0} held from {1}", "{1}起持有{0}", says_share(held[0]), day)
            plan = docket.words("planned in {0}", "{0}为计划", same(str(planned)))
            subject = docket.words("{0} buys of {1}", "{0}收购{1}", holder, issuer)
            yield docket.found(
                "still-planned", subject, [holder, issuer], {done: held, plan: [deal]}, Ruling(done, _DONE)
            )
