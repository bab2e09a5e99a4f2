"""Happenings told in two ways: two days, two numbers, a yes and a no, two beginnings, a use before the launch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from himagraph.contradictions.amounts import groups, plain_value
from himagraph.contradictions.contradiction import Contradiction
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, When

_SAME_WORDS = 85
_CLOSE = timedelta(days=62)
#: How many words two accounts of one happening share at least.
_SHARED = 3
_WORD = re.compile(r"[\w'-]+")
_NUMBER = re.compile(r"\b[0-9][0-9,.]*\b")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "and",
        "or",
        "is",
        "are",
        "be",
        "being",
        "been",
        "its",
        "it",
        "his",
        "her",
        "their",
        "that",
        "as",
        "new",
    ]
)
_NOT = frozenset(["not", "no", "without", "never", "nobody", "absent", "lapses", "lapsed", "lapse", "fails", "failed"])
_TALKS = frozenset(["speaks", "speak", "spoke", "speech", "talk", "talks", "keynote"])
_FOUNDED = ("founded", "established", "set up", "unveiled", "formed", "registered")
_BEGINS = (
    "first contract",
    "first agreement",
    "start their partnership",
    "begin their partnership",
    "first cooperation",
)
_LAUNCH = ("presents", "present", "unveils", "launches", "launch")
_FIRST_EVER = ("without precedent", "unprecedented", "for the first time", "first of its kind")


def dates(docket: Docket) -> Iterator[Contradiction]:
    """One event with two dates: the same participants, nearly the same words, days that lie close and do not meet."""
    for one, other in _pairs(docket):
        first, second = one.when("date"), other.when("date")
        if first and second and not first.overlaps(second) and _close(first, second) and _alike(one, other):
            about = {*one.ids("participants"), *other.ids("participants"), *_alliances(one, docket)}
            sides = {same(str(first)): [one], same(str(second)): [other]}
            yield docket.found("event-date", _event(one, docket), about, sides)


def talks(docket: Docket) -> Iterator[Contradiction]:
    """A talk of one person that two sources tell of days side by side: one talk with two days, or two talks."""
    for one, other in _pairs(docket):
        who, days = one.ids("participants"), (one.when("date"), other.when("date"))
        entity = docket.entities.get(who[0])
        is_person = len(who) == 1 and (entity is None or entity.kind == "person")
        if not is_person or other.ids("participants") != who or not (_words(one) & _TALKS and _words(other) & _TALKS):
            continue
        if days[0] and days[1] and not _meet(*days) and _next_to(days[0], days[1]):
            sides = {
                docket.words("{0}: {1}", "{0}：{1}", same(str(claim.when("date"))), same(claim.text("what") or "")): [
                    claim
                ]
                for claim in (one, other)
            }
            subject = docket.words("a talk of {0}", "{0}的讲话", who[0])
            yield docket.found("talk-date", subject, who, sides)


def _next_to(one: When, other: When) -> bool:
    first, second = sorted((one, other), key=lambda when: when.text)
    return bool(first.last and second.first and second.first - first.last <= timedelta(days=1))


def numbers(docket: Docket) -> Iterator[Contradiction]:
    """One event in nearly the same words with other numbers."""
    for one, other in _pairs(docket, by_participant=False):
        first, second = _counts(one), _counts(other)
        if (
            first
            and second
            and not first & second
            and _alike(one, other)
            and _meet(one.when("date"), other.when("date"))
        ):
            about = {*one.ids("participants"), *other.ids("participants")}
            sides = {same(", ".join(sorted(counts))): [claim] for counts, claim in ((first, one), (second, other))}
            named = max(one, other, key=lambda claim: len(claim.ids("participants")))
            yield docket.found("event-number", _event(named, docket), about, sides)


def outcomes(docket: Docket) -> Iterator[Contradiction]:
    """Two accounts of one event of which one says no where the other says yes."""
    for one, other in _pairs(docket):
        words = [_words(claim) for claim in (one, other)]
        denies = [bool(found & _NOT) for found in words]
        shared = (words[0] & words[1]) - _NOT
        if denies[0] != denies[1] and len(shared) >= _SHARED and _meet(one.when("date"), other.when("date")):
            about = {*one.ids("participants"), *other.ids("participants")}
            sides = {same(claim.text("what") or ""): [claim] for claim in (one, other)}
            yield docket.found("event-outcome", _event(one, docket), about, sides)


def changes(docket: Docket) -> Iterator[Contradiction]:
    """One change from one thing to another with two dates, or told as two kinds of change."""
    found: dict[tuple[object, object], list[Claim]] = {}
    for claim in docket.asserted("change"):
        key = plain_value(claim.values.get("before")), plain_value(claim.values.get("after"))
        found.setdefault(key, []).append(claim)
    for claims in found.values():
        about = [*claims[0].ids("before"), *claims[0].ids("after")]
        subject = docket.words(
            "{0} to {1}", "{0}至{1}", _party(claims[0], "before", docket), _party(claims[0], "after", docket)
        )
        by_day = groups(claims, lambda one, other: _meet(one.when("date"), other.when("date")))
        by_kind = groups(claims, lambda one, other: one.text("event") == other.text("event"))
        if len(by_day) > 1:
            sides = {same(str(group[0].when("date"))): group for group in by_day}
            yield docket.found("change-date", subject, about, sides)
        if len(by_kind) > 1:
            sides = {same(group[0].text("event") or ""): group for group in by_kind}
            yield docket.found("change-kind", subject, about, sides)


def foundings(docket: Docket) -> Iterator[Contradiction]:
    """The day of a founding against an event that founds or shows the new entity, close to it but on another day."""
    for claim in docket.asserted("attribute"):
        if claim.text("property") != "founded":
            continue
        try:
            founded = When.parse(claim.text("value") or "")
        except ValueError:
            continue
        events = [
            event
            for event in docket.asserted("event")
            if event.ids("participants") == claim.ids("entity") and event.source != claim.source
            if any(word in (event.text("what") or "").casefold() for word in _FOUNDED)
            if (day := event.when("date")) and not day.overlaps(founded) and _close(day, founded)
        ]
        if events:
            sides = {same(str(founded)): [claim], same(str(events[0].when("date"))): events}
            subject = docket.words("founding of {0}", "{0}成立", claim.ids("entity")[0])
            yield docket.found("founding", subject, claim.ids("entity"), sides)


def beginnings(docket: Docket) -> Iterator[Contradiction]:
    """Two beginnings of the work of the same parties, on days that do not meet."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in docket.asserted("event"):
        if len(claim.ids("participants")) > 1 and any(
            word in (claim.text("what") or "").casefold() for word in _BEGINS
        ):
            found.setdefault(tuple(sorted(claim.ids("participants"))), []).append(claim)
    for parties, claims in sorted(found.items()):
        days = groups(claims, lambda one, other: _meet(one.when("date"), other.when("date")))
        if len(days) > 1 and len({claim.source for claim in claims}) > 1:
            sides = {same(str(group[0].when("date"))): group for group in days}
            subject = docket.words("beginning of {0}", "{0}合作的开始", docket.names(parties))
            yield docket.found("beginning", subject, parties, sides)


def uses_before_launch(docket: Docket) -> Iterator[Contradiction]:
    """A version of a technology in use before the day on which it is said to have been presented."""
    for use in docket.asserted("technology-use"):
        version, start = _NUMBER.findall(use.text("version") or ""), use.when("from")
        technology = docket.entities.get(use.id_of("technology") or "")
        names = set(_WORD.findall((technology.label("en") if technology else use.id_of("technology") or "").casefold()))
        if not version or start is None or start.last is None:
            continue
        launches = [
            event
            for event in docket.asserted("event")
            if (day := event.when("date")) and day.first and day.first > start.last
            if set(version) <= set(_NUMBER.findall((event.text("what") or "").replace("-", " ")))
            if _words(event) & names and _words(event) & set(_LAUNCH)
        ]
        if launches:
            sides = {
                docket.words("in use from {0}", "{0}起使用", same(str(start))): [use],
                docket.words("presented {0}", "{0}发布", same(str(launches[0].when("date")))): launches,
            }
            about = [*use.ids("technology"), *use.ids("car"), *use.ids("brand")]
            subject = docket.words(
                "{0}, {1}", "{0}，{1}", docket.names(use.ids("technology")), same(use.text("version") or "")
            )
            yield docket.found("use-before-launch", subject, about, sides)


def precedents(docket: Docket) -> Iterator[Contradiction]:
    """Something said to be without precedent, against an earlier event or plan in like words."""
    for claim in docket.asserted("statement"):
        text = f"{claim.text('predicate') or ''} {claim.free_text('object') or ''}".casefold()
        if not any(word in text for word in _FIRST_EVER):
            continue
        words = _tokens(claim.free_text("subject") or "") | _tokens(text) - set(_tokens(" ".join(_FIRST_EVER)))
        alike = [one for one in docket.asserted("event", "plan") if len(_words(one) & words) >= _SHARED - 1]
        own = [one for one in alike if one.source == claim.source and one.kind == "event"]
        day = min((day.first for one in own if (day := one.when("date")) and day.first), default=None)
        before = [
            one
            for one in alike
            if (when := one.when("date") or one.when("by")) and when.last and day and when.last < day
        ]
        if before:
            sides = {
                Labels("without precedent", "前所未有"): [claim],
                Labels("there was one before", "此前已有"): before,
            }
            about = {slug for one in (*own, *before) for key in ("participants", "who") for slug in one.ids(key)}
            subject = docket.words("{0}", "前所未有：{0}", same(claim.free_text("subject") or ""))
            yield docket.found("precedent", subject, about, sides)


def _pairs(docket: Docket, *, by_participant: bool = True) -> Iterator[tuple[Claim, Claim]]:
    """Dated events of different sources, two by two, that share a participant."""
    dated = [claim for claim in docket.asserted("event") if claim.when("date")]
    for place, one in enumerate(dated):
        mine = set(one.ids("participants"))
        for other in dated[place + 1 :]:
            if one.source != other.source and (mine & set(other.ids("participants")) or not by_participant):
                yield one, other


def _alike(one: Claim, other: Claim) -> bool:
    from rapidfuzz import fuzz

    texts = (_NUMBER.sub("", (claim.text("what") or "").casefold()) for claim in (one, other))
    return fuzz.token_set_ratio(*texts) >= _SAME_WORDS


def _event(claim: Claim, docket: Docket) -> Labels:
    participants = docket.names(claim.ids("participants"))
    return docket.words("{0}: {1}", "{0}：{1}", participants, same(claim.text("what") or ""))


def _alliances(claim: Claim, docket: Docket) -> set[str]:
    """The alliance or series of which all participants are brands: what they do together it does."""
    wholes: dict[str, set[str]] = {}
    for one in docket.asserted("affiliation"):
        if one.text("role") in ("brand-of-alliance", "brand-of-series"):
            for part in one.ids("part"):
                wholes.setdefault(part, set()).update(one.ids("whole"))
    found = [wholes.get(slug, set()) for slug in claim.ids("participants")]
    return set.intersection(*found) if len(found) > 1 else set()


def _party(claim: Claim, key: str, docket: Docket) -> Labels:
    return docket.names(claim.ids(key)) if claim.ids(key) else same(claim.free_text(key) or "")


def _counts(claim: Claim) -> set[str]:
    return set(_NUMBER.findall(f"{claim.text('what') or ''} {claim.free_text('participants') or ''}"))


def _words(claim: Claim) -> set[str]:
    return _tokens(claim.text("what") or "")


def _tokens(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _SMALL


def _meet(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _close(one: When, other: When) -> bool:
    return bool(one.first and other.first and abs(one.first - other.first) <= _CLOSE)
