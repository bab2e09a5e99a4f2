"""Shares of one holder in one issuer that cannot all be right: of one date, or with no deal between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from himagraph.contradictions.amounts import groups, in_words, meet, span, span_of
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket
from himagraph.records import Claim, Labels, Quantity, When
from himagraph.resolve import completion
from himagraph.resolve.series import corroborates, is_zero, quantity

#: How long an observation speaks for a share, where no deal is known: it may fall by sales that nobody tells of, but
#: it does not rise by itself.
_MAY_FALL, _MAY_RISE = timedelta(days=365), timedelta(days=730)
#: Scopes of which each counts all that the one before counts, and more.
_WIDER = ("direct", "incl-indirect", "concert")
_COMPARED = (*_WIDER, "voting", "reported-as")
SCOPES = {
    "direct": Labels("direct", "直接"), "incl-indirect": Labels("with indirect shares", "含间接"),
    "concert": Labels("with parties in concert", "含一致行动人"), "voting": Labels("votes", "表决权"),
    "reported-as": Labels("as reported", "据报道"), "aggregate": Labels("several together", "合计"),
}  # fmt: skip
_OTHER_SCOPE = Labels("counted in two ways, and the wider count is not the smaller", "口径不同，较宽口径并不更小")


def shares(docket: Docket) -> Iterator[Contradiction]:
    """Different shares of one holder in one issuer, counted in one way.

    Two figures for one date contradict each other. So do two of different dates, where nothing lies between them, no
    later start, no end, no deal of the holder and no round of the issuer: a smaller one within a year, since a holder
    may sell little by little; a larger one within two years, or at any time after a stated start.
    """
    for (issuer, holder), claims in by_holding(docket).items():
        events = events_of(docket, issuer, holder)
        ways: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            ways.setdefault(way_of(claim), []).append(claim)
        for (scope, class_), told in sorted(ways.items()):
            for clashing in _clashes(told, events, docket):
                sides = {says_share(group[0]): group for group in groups(_finest_first(clashing), agree)}
                if len(sides) > 1:
                    word = SCOPES.get(scope, Labels(scope))
                    way = Labels(f"{word.en}, {class_}", f"{word.pick('zh')}，{class_}") if class_ else word
                    subject = docket.words("{0} in {1} ({2})", "{0}持有{1}（{2}）", holder, issuer, way)
                    yield docket.found("share", subject, [issuer, holder], sides)


def scopes(docket: Docket) -> Iterator[Contradiction]:
    """Shares of one holder in one issuer that two sources count in two ways, close in time and far from each other."""
    for (issuer, holder), claims in by_holding(docket).items():
        events = events_of(docket, issuer, holder)
        told = [claim for claim in claims if way_of(claim)[0] in _COMPARED and claim.share().is_known]
        differ = [
            (one, other)
            for place, one in enumerate(told)
            for other in told[place + 1 :]
            if way_of(one) != way_of(other) and one.source != other.source
            if stand_together(one, other, events, docket)
            if not agree(one, other) and not is_zero(one) and not is_zero(other)
        ]
        if differ:
            sides: dict[Labels, list[Claim]] = {}
            for claim in dict.fromkeys(claim for pair in differ for claim in pair):
                sides.setdefault(_says_in_scope(claim), []).append(claim)
            ruling = None if any(_shrinks(*pair) for pair in differ) else Ruling(None, _OTHER_SCOPE)
            subject = docket.words("{0} in {1}", "{0}持有{1}", holder, issuer)
            yield docket.found("share-scope", subject, [issuer, holder], sides, ruling)


def by_holding(docket: Docket) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("stake"):
        if claim.text("status") != "ended" and (claim.share().is_known or claim.quantity("shares")):
            found.setdefault((claim.ids("issuer")[0], claim.ids("holder")[0]), []).append(claim)
    return dict(sorted((key, claims) for key, claims in found.items() if len(claims) > 1))


def way_of(claim: Claim) -> tuple[str, str]:
    return claim.text("scope") or "direct", claim.text("class") or ""


def events_of(docket: Docket, issuer: str, holder: str) -> list[When]:
    """When the share may have changed: the holder's deals in the issuer, and the rounds of the issuer."""
    return [
        day
        for deal in docket.asserted("transaction")
        if deal.id_of("issuer") == issuer
        if deal.text("way") == "subscription" or holder in (deal.id_of("buyer"), deal.id_of("seller"))
        if (day := completion(deal, docket.evidence))
    ]


def _clashes(claims: list[Claim], events: list[When], docket: Docket) -> Iterator[list[Claim]]:
    """The claims of one way of counting that contradict each other, those that hang together in one list."""
    left = [claim for claim in claims if docket.evidence.dated(claim).first is not None]
    dated = list(left)
    clashing = {claim.path: {claim.path} for claim in claims}
    by_path = {claim.path: claim for claim in claims}
    starts = [start for claim in claims if (start := claim.when("from"))]
    for place, one in enumerate(claims):
        for other in claims[place + 1 :]:
            if agree(one, other) or not _both_dated_or_apart(one, other, dated, events, docket):
                continue
            if stand_together(one, other, [*events, *starts], docket):
                joined = clashing[one.path] | clashing[other.path]
                for path in joined:
                    clashing[path] = joined
    for paths in {tuple(sorted(paths)) for paths in clashing.values() if len(paths) > 1}:
        yield [by_path[path] for path in paths]


def _both_dated_or_apart(one: Claim, other: Claim, dated: list[Claim], events: list[When], docket: Docket) -> bool:
    """Whether a claim without a date, if there is one, cannot be of the time of any figure that is dated."""
    undated = [claim for claim in (one, other) if docket.evidence.dated(claim).first is None]
    if not undated:
        return True
    figures = [figure for claim in dated if (figure := span_of(claim, ("percent",)))]
    mine = span_of(undated[0], ("percent",))
    if not figures or not mine:
        return False
    fits = mine[1] >= min(low for low, _ in figures) and mine[0] <= max(high for _, high in figures)
    latest = max((docket.evidence.start(claim).last or date.min for claim in dated), default=date.min)
    beside = other if undated[0] is one else one
    if fits or (docket.evidence.start(beside).last or date.max) < latest:
        return False
    holder, issuer = one.ids("holder")[0], one.ids("issuer")[0]
    moved = any(
        deal.id_of("issuer") == issuer
        and holder in (deal.id_of("buyer"), deal.id_of("seller"))
        and (docket.evidence.dated(deal).first or date.min) > latest
        for deal in docket.asserted("transaction")
    )
    return not moved and not any((event.first or date.min) > latest for event in events)


def stand_together(one: Claim, other: Claim, events: Iterable[When], docket: Docket) -> bool:
    """Whether both speak of one time, or the earlier still stands when the later is seen."""
    evidence = docket.evidence
    if _over_before(one, other, docket) or _over_before(other, one, docket):
        return False
    if evidence.dated(one).overlaps(evidence.dated(other)):
        return True
    earlier, later = sorted((one, other), key=lambda claim: (evidence.start(claim).last or date.max, claim.path))
    start, seen = evidence.start(earlier), evidence.dated(later)
    # Shares of a class are traded day by day: two counts of them are two days.
    is_traded = way_of(one) == way_of(other) and bool(later.text("class"))
    is_new = bool(later.when("from")) or is_zero(later) or is_traded or same_count(one, other)
    if is_new or start.last is None or seen.first is None:
        return False
    if any(event.first and start.last < event.first <= (seen.last or date.max) for event in events):
        return False
    if earlier.source == later.source:
        return False
    # Counted in two ways, the one says nothing of a rise or fall of the other.
    is_rise = way_of(one) != way_of(other) or (later.share().max or 0) > (earlier.share().max or 0)
    gap = seen.first - start.last
    return gap < _MAY_FALL or (is_rise and (gap <= _MAY_RISE or earlier.when("from") is not None))


def _over_before(one: Claim, other: Claim, docket: Docket) -> bool:
    end, start = one.when("until"), docket.evidence.start(other)
    return end is not None and end.last is not None and start.first is not None and end.last <= start.first


def same_count(one: Claim, other: Claim) -> bool:
    """Whether both print one count of shares, so that only the whole has changed."""
    counts = one.quantity("shares"), other.quantity("shares")
    return counts[0] is not None and counts[0] == counts[1]


def agree(one: Claim, other: Claim) -> bool:
    if not (one.share().is_known and other.share().is_known):
        counts = [span(claim.quantity("shares"), claim.text("bound")) for claim in (one, other)]
        return meet(*counts)
    # All of it is no rounding of a little less: then somebody else holds the rest.
    if Quantity.of(100) in (quantity(one), quantity(other)) and not (one.text("bound") or other.text("bound")):
        return quantity(one) == quantity(other)
    if one.text("bound") in (None, "exact") and other.text("bound") in (None, "exact"):
        return corroborates(quantity(one), quantity(other))
    return meet(span_of(one, ("percent",)), span_of(other, ("percent",)))


def _finest_first(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (not claim.share().is_known, -len(str(quantity(claim))), claim.path))


def says_share(claim: Claim) -> Labels:
    if claim.share().is_known:
        return in_words(quantity(claim), claim.text("bound"), "%")
    count = in_words(claim.quantity("shares") or Quantity(None, None), claim.text("bound"))
    return Labels(f"{count.en} shares", f"{count.zh}股")


def _says_in_scope(claim: Claim) -> Labels:
    scope, class_ = way_of(claim)
    says, word = says_share(claim), SCOPES.get(scope, Labels(scope))
    way = Labels(class_, class_) if class_ else word
    return Labels(f"{says.en} {way.en}", f"{says.zh}（{way.pick('zh')}）")


def _shrinks(one: Claim, other: Claim) -> bool:
    """Whether the wider of two counts is below the narrower."""
    first, second = way_of(one), way_of(other)
    if first[1] or second[1] or not {first[0], second[0]} <= set(_WIDER):
        return False
    narrow, wide = sorted((one, other), key=lambda claim: _WIDER.index(way_of(claim)[0]))
    low, high = span_of(narrow, ("percent",)), span_of(wide, ("percent",))
    return bool(low and high and high[1] < low[0])
