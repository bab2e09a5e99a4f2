"""Plans that cannot all stand: two targets for one year, one that did not come true, brands that were ruled out."""

from __future__ import annotations

from collections.abc import Iterator

from himagraph.contradictions.contradiction import Contradiction
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, When

_SAME_WORDS = 85
#: A change and the word by which a plan speaks of it.
_VERBS = {"listed": "list", "delisted": "delist", "renamed": "rename", "merged": "merge", "spun-off": "spin"}


def targets(docket: Docket) -> Iterator[Contradiction]:
    """Plans of one party in nearly the same words and for one time, with other targets."""
    from rapidfuzz import fuzz

    every = [claim for claim in docket.asserted("plan") if claim.text("target")]
    for place, one in enumerate(every):
        for other in every[place + 1 :]:
            # What one source lists side by side are several aims, not two versions of one.
            if one.source == other.source or not set(one.ids("who")) & set(other.ids("who")):
                continue
            if not _meet(one.when("by"), other.when("by")) or bool(one.when("by")) != bool(other.when("by")):
                continue
            if fuzz.ratio((one.text("what") or "").casefold(), (other.text("what") or "").casefold()) < _SAME_WORDS:
                continue
            if (one.text("target") or "").casefold() != (other.text("target") or "").casefold():
                sides = {same(claim.text("target") or ""): [claim] for claim in (one, other)}
                by = one.when("by")
                who = docket.names(one.ids("who"))
                what = same(one.text("what") or "")
                subject = docket.words("{0} plans to {1}, {2}", "{0}的计划（{2}）：{1}", who, what, same(str(by or "")))
                yield docket.found("plan", subject, one.ids("who"), sides)


def unkept(docket: Docket) -> Iterator[Contradiction]:
    """A plan for a day against a source that says, of that day or later, that it has not come about."""
    for denied in docket.denied("change"):
        verb, day = _VERBS.get(denied.text("event") or ""), denied.when("date")
        for plan in docket.asserted("plan"):
            by = plan.when("by")
            words = (plan.text("what") or "").casefold().split()
            if verb is None or verb not in words or not set(plan.ids("who")) & set(denied.ids("after")):
                continue
            if by and day and by.last and day.last and by.last <= day.last:
                sides = {
                    docket.words("planned by {0}", "计划于{0}前", same(str(by))): [plan],
                    docket.words("not by {0}", "至{0}未发生", same(str(day.last))): [denied],
                }
                who = docket.names(plan.ids("who"))
                subject = docket.words("{0}: {1}", "{0}：{1}", who, same(plan.text("what") or ""))
                yield docket.found("plan-unkept", subject, plan.ids("who"), sides)


def brands_after_all(docket: Docket) -> Iterator[Contradiction]:
    """A denial that brands will be added, against a brand of an alliance or series that no source named by then."""
    for claim in docket.denied("plan"):
        if "brand" not in (claim.text("what") or "").casefold():
            continue
        known = docket.evidence.source(claim).known_from
        named = {
            slug
            for one in docket.evidence.claims
            if docket.evidence.source(one).known_from <= known
            for key in ("part", "brand", "brands", "subject")
            for slug in one.ids(key)
        }
        later: list[Claim] = [
            one
            for one in docket.asserted("affiliation")
            if one.text("role") in ("brand-of-alliance", "brand-of-series")
            and docket.evidence.source(one).known_from > known
            and not set(one.ids("part")) & named
        ]
        if later:
            sides = {
                Labels("no further brands", "不再新增品牌"): [claim],
                Labels("a brand came later", "后来有新品牌"): later,
            }
            about = {*claim.ids("who"), *(slug for one in later for slug in (*one.ids("part"), *one.ids("whole")))}
            subject = docket.words("{0}: further brands", "{0}：新增品牌", docket.names(claim.ids("who")))
            yield docket.found("no-more-brands", subject, about, sides)


def _meet(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)
