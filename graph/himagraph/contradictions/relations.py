"""Relations that cannot all hold: two makers of a brand, a post after its end, two owners of a right, two plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from himagraph.contradictions.contradiction import Contradiction, contradiction
from himagraph.records import Claim, Judgement, When
from himagraph.resolve import Evidence

#: Steps of a right that only one party can have at a time.
_HELD = ("held", "granted", "transferred", "sold")


def makers(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """A brand that two sources say is made by different companies, at times that overlap."""
    judged = list(judgements)
    found: dict[str, dict[str, list[Claim]]] = {}
    for claim in evidence.claims:
        if claim.text("role") == "maker-of-brand" and not claim.is_denied:
            for brand in claim.ids("part"):
                for maker in claim.ids("whole"):
                    found.setdefault(brand, {}).setdefault(maker, []).append(claim)
    for brand, sides in sorted(found.items()):
        if len(sides) > 1:
            yield contradiction("maker", f"maker of {brand}", [brand, *sides], sides, evidence, judged)


def posts(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """A post that one source shows held after another says it ended."""
    judged = list(judgements)
    ended = [claim for claim in evidence.claims if claim.kind == "post" and claim.when("until")]
    for end in ended:
        seen = [
            claim
            for claim in evidence.claims
            if claim.kind == "post"
            and claim.when("until") is None
            and claim.ids("person") == end.ids("person")
            and claim.ids("organisation") == end.ids("organisation")
            and _same_words(claim.text("title"), end.text("title"))
            and _after(claim.when("observed") or evidence.source(claim).published, end.when("until"))
        ]
        if seen:
            sides = {f"until {end.when('until')}": [end], "held later": seen}
            about = [*end.ids("person"), *end.ids("organisation")]
            yield contradiction("post", end.text("title") or "", about, sides, evidence, judged)


def rights(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """A brand's right that two sources give to different holders without a sale between, or one sale with two dates."""
    judged = list(judgements)
    held: dict[tuple[str, str], dict[str, list[Claim]]] = {}
    for claim in evidence.claims:
        if claim.kind == "brand-right" and claim.text("event") in _HELD and not claim.is_denied:
            for right in claim.texts("right"):
                holders = held.setdefault((claim.ids("brand")[0], right), {})
                holders.setdefault(claim.ids("holder")[0], []).append(claim)
    for (brand, right), sides in sorted(held.items()):
        sold = any(claim.ids("seller") for claims in sides.values() for claim in claims)
        if len(sides) > 1 and not sold:
            yield contradiction("brand-right", f"{right} of {brand}", [brand, *sides], sides, evidence, judged)
        for holder, claims in sides.items():
            dates = _by(claims, lambda one, other: _meet(one.when("date"), other.when("date")))
            if len(dates) > 1:
                named = {str(group[0].when("date")): group for group in dates}
                yield contradiction("right-date", f"{right} of {brand}", [brand, holder], named, evidence, judged)


def plans(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Plans of one party in nearly the same words with different targets or dates."""
    from rapidfuzz import fuzz

    judged = list(judgements)
    every = [claim for claim in evidence.claims if claim.kind == "plan" and not claim.is_denied]
    for place, one in enumerate(every):
        for other in every[place + 1 :]:
            # What one source lists side by side are several aims, not two versions of one.
            if one.source == other.source or not set(one.ids("who")) & set(other.ids("who")):
                continue
            if fuzz.token_set_ratio(one.text("what") or "", other.text("what") or "") < 85:
                continue
            targets = one.text("target"), other.text("target")
            apart = all(targets) and not _same_words(*targets)
            if apart or not _meet(one.when("by"), other.when("by")):
                sides = {_aim(one): [one], _aim(other): [other]}
                if len(sides) > 1:
                    yield contradiction("plan", one.text("what") or "", one.ids("who"), sides, evidence, judged)


def _aim(claim: Claim) -> str:
    by = claim.when("by")
    return ", ".join(part for part in (claim.text("target"), f"by {by}" if by else None) if part) or "no target"


def _by(claims: Sequence[Claim], same: Callable[[Claim, Claim], bool]) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in claims:
        for group in groups:
            if all(same(one, claim) for one in group):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def _same_words(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _meet(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _after(one: When | None, other: When | None) -> bool:
    return (
        one is not None
        and other is not None
        and one.first is not None
        and other.last is not None
        and one.first > other.last
    )
