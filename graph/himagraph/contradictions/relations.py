"""Relations that cannot all hold: two makers of a brand, two holders of a post or of a right, two controllers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from himagraph.contradictions.amounts import groups
from himagraph.contradictions.contradiction import Contradiction
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, When

#: Posts of which an organisation has one at a time.
_SINGLE = ("chairman", "ceo", "president", "general manager")
#: Steps of a right that only one party can have at a time.
_HELD = ("held", "granted")
_PASSED = ("transferred", "sold")
#: Within so many days two reports introduce a person as the same day does.
_SAME_DAYS = timedelta(days=7)
_SPEAKER = re.compile(r"said_by: (?P<of>.+)'s (?P<title>[a-z ]+)\Z", re.IGNORECASE)


def makers(docket: Docket) -> Iterator[Contradiction]:
    """A brand that two sources say is made by different companies."""
    found: dict[str, dict[str, list[Claim]]] = {}
    for claim in docket.asserted("affiliation"):
        if claim.text("role") == "maker-of-brand":
            for brand in claim.ids("part"):
                for maker in claim.ids("whole"):
                    found.setdefault(brand, {}).setdefault(maker, []).append(claim)
    for brand, told in sorted(found.items()):
        if len(told) > 1:
            sides = {docket.names([maker]): claims for maker, claims in told.items()}
            yield docket.found("maker", docket.names([brand]), [brand, *told], sides)


def posts(docket: Docket) -> Iterator[Contradiction]:
    """A post that one source shows held after another says it ended, or held by two people at one time."""
    every = list(docket.asserted("post"))
    for end in every:
        seen = [
            claim for claim in every if end.when("until") and _same_post(claim, end) and _seen_after(claim, end, docket)
        ]
        if seen:
            sides = {
                docket.words("until {0}", "至{0}", same(str(end.when("until")))): [end],
                Labels("held later", "之后仍在任"): seen,
            }
            about = [*end.ids("person"), *end.ids("organisation")]
            yield docket.found("post", _post(end, docket), about, sides)
    one_at_a_time: dict[tuple[str, str], list[Claim]] = {}
    for claim in every:
        title = (claim.text("title") or "").casefold()
        if title in _SINGLE and claim.ids("organisation") and not claim.when("until"):
            one_at_a_time.setdefault((claim.ids("organisation")[0], title), []).append(claim)
    for (organisation, _), claims in sorted(one_at_a_time.items()):
        for together in groups(
            claims, lambda one, other: docket.evidence.dated(one).overlaps(docket.evidence.dated(other))
        ):
            people: dict[str, list[Claim]] = {}
            for claim in together:
                people.setdefault(claim.ids("person")[0], []).append(claim)
            if len(people) > 1:
                sides = {docket.names([person]): held for person, held in people.items()}
                yield docket.found("post-holders", _post(together[0], docket), [organisation, *people], sides)


def speakers(docket: Docket) -> Iterator[Contradiction]:
    """A speaker whom a source prints under a post that another is known to hold."""
    held: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("post"):
        for organisation in claim.ids("organisation"):
            entity = docket.entities.get(organisation)
            names = {name.casefold() for name in (organisation, *((entity.short.en, entity.name.en) if entity else ()))}
            for name in names - {""}:
                held.setdefault((name, (claim.text("title") or "").casefold()), []).append(claim)
    for claim in docket.evidence.claims:
        for printed in claim.texts("named"):
            found = _SPEAKER.match(printed)
            holders = held.get((found["of"].casefold(), found["title"].casefold()), []) if found else []
            speaker = claim.id_of("said_by")
            others = [post for post in holders if post.id_of("person") != speaker]
            if speaker and others and len(others) == len(holders):
                people = sorted({post.ids("person")[0] for post in others})
                sides = {docket.names([speaker]): [claim], docket.names(people): others}
                about = [speaker, *people, *others[0].ids("organisation")]
                yield docket.found("speaker-post", _post(others[0], docket), about, sides)


def ranks(docket: Docket) -> Iterator[Contradiction]:
    """A post of a whole company that some give a person whom others, in the same days, know by a post of its unit.

    A source that names both posts shows that they go together.
    """
    units = {
        (part, whole)
        for claim in docket.asserted("affiliation")
        if claim.text("role") == "unit-of-company"
        for part in claim.ids("part")
        for whole in claim.ids("whole")
    }
    found: dict[tuple[str, str, str], list[Claim]] = {}
    by_source: dict[tuple[str, str], set[str]] = {}
    for claim in docket.asserted("post"):
        person = claim.ids("person")[0]
        for organisation in claim.ids("organisation"):
            found.setdefault((person, organisation, (claim.text("title") or "").casefold()), []).append(claim)
            by_source.setdefault((person, claim.source), set()).add(organisation)
    for (person, whole, _), told in sorted(found.items()):
        for (other, unit, _), in_unit in sorted(found.items()):
            if other != person or (unit, whole) not in units:
                continue
            if any({unit, whole} <= named for (one, _), named in by_source.items() if one == person):
                continue
            near = [claim for claim in in_unit if any(_same_days(claim, one, docket) for one in told)]
            if near:
                sides = {_post(told[0], docket): told, _post(near[0], docket): near}
                yield docket.found("post-rank", docket.names([person]), [person, unit, whole], sides)


def _same_days(one: Claim, other: Claim, docket: Docket) -> bool:
    first, second = one.when("observed"), other.when("observed")
    if one.source == other.source or not (first and second and first.first and second.first):
        return False
    return abs(first.first - second.first) <= _SAME_DAYS


def _post(claim: Claim, docket: Docket) -> Labels:
    return docket.words(
        "{0} of {1}", "{1} {0}", same(claim.text("title") or ""), docket.names(claim.ids("organisation"))
    )


def _same_post(one: Claim, other: Claim) -> bool:
    keys = ("person", "organisation")
    same_people = all(one.ids(key) == other.ids(key) for key in keys) and one.when("until") is None
    return same_people and (one.text("title") or "").casefold() == (other.text("title") or "").casefold()


def _seen_after(claim: Claim, end: Claim, docket: Docket) -> bool:
    seen, over = claim.when("observed") or docket.evidence.source(claim).published, end.when("until")
    return bool(seen and over and seen.first and over.last and seen.first > over.last)


def rights(docket: Docket) -> Iterator[Contradiction]:
    """A right of a brand that two parties hold with no sale between them, or one passing of it on two days."""
    held: dict[tuple[str, str], dict[str, list[Claim]]] = {}
    passed: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("brand-right"):
        for right in claim.texts("right"):
            key = claim.ids("brand")[0], right
            if claim.text("event") in (*_HELD, *_PASSED):
                held.setdefault(key, {}).setdefault(claim.ids("holder")[0], []).append(claim)
            if claim.text("event") in _PASSED:
                passed.setdefault(key, []).append(claim)
    for (brand, right), holders in sorted(held.items()):
        traded = {
            slug
            for claim in docket.asserted("brand-right")
            if claim.ids("brand")[0] == brand and claim.ids("seller")
            for slug in (*claim.ids("seller"), *claim.ids("holder"))
        }
        loose = sorted(set(holders) - traded)
        firm = {
            holder: [claim for claim in claims if claim.text("event") in _HELD] for holder, claims in holders.items()
        }
        if loose and len(holders) > 1 and any(firm[holder] for holder in loose):
            sides = {docket.names([holder]): claims for holder, claims in sorted(holders.items())}
            yield docket.found("brand-right", _right(right, brand, docket), [brand, *holders], sides)
    for (brand, right), claims in sorted(passed.items()):
        by_step = groups(claims, _one_passing)
        for together in by_step:
            days = groups(together, lambda one, other: _meet(one.when("date"), other.when("date")))
            if len(days) > 1:
                sides = {same(str(group[0].when("date"))): group for group in days}
                about = [brand, *(claim.ids("holder")[0] for claim in together)]
                yield docket.found("right-date", _right(right, brand, docket), about, sides)


def sellers(docket: Docket) -> Iterator[Contradiction]:
    """One passing of a brand's right to one holder that two sources say came from different sellers."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("brand-right"):
        if claim.text("event") in _PASSED and claim.ids("seller"):
            found.setdefault((claim.ids("brand")[0], claim.ids("holder")[0]), []).append(claim)
    for (brand, holder), claims in sorted(found.items()):
        by_source: dict[str, set[str]] = {}
        for claim in claims:
            by_source.setdefault(claim.source, set()).update(claim.ids("seller"))
        # Sellers that one source names together are one telling.
        tellings: list[set[str]] = []
        for named in by_source.values():
            alike = [one for one in tellings if one & named]
            tellings = [one for one in tellings if not one & named] + [set().union(named, *alike)]
        if len(tellings) > 1:
            sides = {
                docket.words("from {0}", "卖方{0}", docket.names(sorted(named))): [
                    claim for claim in claims if set(claim.ids("seller")) & named
                ]
                for named in tellings
            }
            subject = docket.words("{0}, to {1}", "{0}，转给{1}", _right("", brand, docket), holder)
            yield docket.found(
                "right-seller", subject, [brand, holder, *(slug for one in tellings for slug in one)], sides
            )


def _right(right: str, brand: str, docket: Docket) -> Labels:
    words = {"trademark": Labels("trademark", "商标"), "patent": Labels("patent", "专利")}
    return docket.words("{0} of {1}", "{1}的{0}", words.get(right, Labels("marks", "商标")), brand)


def _one_passing(one: Claim, other: Claim) -> bool:
    """Whether two sources may tell of one passing: in other words one seller, and what passes is not told apart."""
    sellers_ = one.id_of("seller"), other.id_of("seller")
    return one.when("date") is None or other.when("date") is None or not all(sellers_) or sellers_[0] == sellers_[1]


def controllers(docket: Docket) -> Iterator[Contradiction]:
    """Two parties of which two sources say that they have the controlling stake of one company."""
    found: dict[str, dict[str, list[Claim]]] = {}
    for claim in docket.asserted("control-right"):
        if claim.text("right") == "controlling-stake" and claim.when("until") is None:
            found.setdefault(claim.ids("issuer")[0], {}).setdefault(claim.ids("holder")[0], []).append(claim)
    for issuer, told in sorted(found.items()):
        sources = [{claim.source for claim in claims} for claims in told.values()]
        if len(told) > 1 and not set.intersection(*sources):
            sides = {docket.names([holder]): claims for holder, claims in sorted(told.items())}
            yield docket.found("control", docket.names([issuer]), [issuer, *told], sides)


def _meet(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)
