"""Claims in words that cannot both hold: denials, joint ventures without shared equity, two dates, two leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from himagraph.contradictions.contradiction import Contradiction, contradiction
from himagraph.contradictions.figures import plain_value
from himagraph.kinds import COMMON, KINDS
from himagraph.records import Claim, Judgement, When
from himagraph.resolve import Evidence, capitals

#: Properties that have one value at a time.
_SINGLE = (
    "state-owned",
    "ownership-class",
    "founded",
    "headquarters",
    "brand-count",
    "member-count",
    "model-count",
    "months-to-milestone",
    "body-type",
)
_DATED = ("launched", "first-delivery", "founded")
#: Keys that say how something is said, not what.
_NOT_WHAT = {key.name for key in COMMON} | {"percent", "status"}
_JOINT_VENTURE = ("joint venture", "合资")


def denials(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """The same claim asserted by one source and denied by another."""
    judged = list(judgements)
    ignored = {
        "where",
        "polarity",
        "note",
        "printed",
        "observed",
        "said_by",
        "named",
        "assertion",
        "reason",
        "from",
        "until",
    }
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in evidence.claims:
        keys = [
            key.name for key in KINDS[claim.kind].all_keys() if key.name not in ignored | {"percent", "bound", "status"}
        ]
        groups.setdefault((claim.kind, *(plain_value(claim.values.get(key)) for key in keys)), []).append(claim)
    for (kind, *_), claims in groups.items():
        denied = [claim for claim in claims if claim.is_denied]
        asserted = [claim for claim in claims if not claim.is_denied]
        if denied and asserted:
            about = {slug for claim in claims for key in claim.values for slug in claim.ids(key) if _names(claim, key)}
            yield contradiction("denial", str(kind), about, {"yes": asserted, "denied": denied}, evidence, judged)


def joint_ventures(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Something called a joint venture for which no two holders are in evidence, against what else it is called."""
    judged = list(judgements)
    held = {issuer for issuer, capital in capitals(evidence).items() if len(capital.holdings) > 1}
    called: dict[tuple[str, ...], list[Claim]] = {}
    otherwise: dict[str, list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind != "statement" or claim.is_denied:
            continue
        text = f"{claim.text('predicate') or ''} {claim.free_text('object') or ''}".casefold()
        slugs = tuple(slug for slug in claim.ids("subject") if slug not in held)
        if slugs and any(word in text for word in _JOINT_VENTURE):
            called.setdefault(slugs, []).append(claim)
        elif _is_cooperation(claim):
            for slug in slugs:
                otherwise.setdefault(slug, []).append(claim)
    other = "cooperation without shared equity"
    for slugs, claims in sorted(called.items()):
        said = {claim.path: claim for slug in slugs for claim in otherwise.get(slug, [])}
        yield contradiction(
            "joint-venture",
            ", ".join(slugs),
            slugs,
            {"a joint venture": claims, other: list(said.values())},
            evidence,
            judged,
            ruled=(other, "a joint venture needs two evidenced holders, and none is found"),
        )


def _is_cooperation(claim: Claim) -> bool:
    text = (claim.free_text("object") or "").casefold()
    return any(word in text for word in ("collaboration", "cooperation", "partnership", "alliance"))


def counts_and_dates(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Two values of a property that has one, or two dates of one happening."""
    judged = list(judgements)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind == "attribute" and claim.text("property") in (*_SINGLE, *_DATED) and not claim.is_denied:
            groups.setdefault((claim.ids("entity")[0], claim.text("property") or ""), []).append(claim)
    for (slug, name), claims in sorted(groups.items()):
        # A launch has one date for good; a count may change with time.
        sides = _apart(claims, _same_date if name in _DATED else lambda one, other: _agree(one, other, evidence))
        if len(sides) > 1:
            yield contradiction("attribute", f"{name} of {slug}", [slug], sides, evidence, judged)
    changes: dict[tuple[object, ...], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind == "change":
            changes.setdefault((claim.text("event"), plain_value(claim.values.get("after"))), []).append(claim)
    for (event, _), claims in changes.items():
        sides = _apart(claims, lambda one, other: _dates_meet(one.when("date"), other.when("date")), "date")
        if len(sides) > 1:
            yield contradiction("change-date", str(event), claims[0].ids("after"), sides, evidence, judged)


def events(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """One event with two dates: the same participants, nearly the same words, days that lie close and do not meet."""
    from rapidfuzz import fuzz

    judged = list(judgements)
    dated = [claim for claim in evidence.claims if claim.kind == "event" and claim.when("date")]
    for place, one in enumerate(dated):
        for other in dated[place + 1 :]:
            if not set(one.ids("participants")) & set(other.ids("participants")):
                continue
            first, second = one.when("date"), other.when("date")
            if _dates_meet(first, second) or not _close(first, second):
                continue
            if fuzz.token_set_ratio(one.text("what") or "", other.text("what") or "") >= 85:
                about = {*one.ids("participants"), *other.ids("participants")}
                sides = {str(first): [one], str(second): [other]}
                yield contradiction("event-date", one.text("what") or "", about, sides, evidence, judged)


def leads(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """One task of one brand's cooperation that two sources say is led by different parties."""
    judged = list(judgements)
    cells: dict[tuple[str, str, str], dict[str, list[Claim]]] = {}
    for claim in evidence.claims:
        if claim.kind != "cooperation" or claim.is_denied:
            continue
        for brand in claim.ids("brands"):
            for share in claim.tasks():
                if share.leads != "unknown":
                    cell = cells.setdefault((brand, claim.text("model") or "", share.task), {})
                    cell.setdefault(share.leads, []).append(claim)
    for (brand, model, name), sides in sorted(cells.items()):
        if len(sides) > 1:
            yield contradiction("lead", f"{name} of {brand} ({model})", [brand], sides, evidence, judged)


def brands_after_all(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """A denial that brands will be added, against a brand of an alliance or series that no source named by then."""
    judged = list(judgements)
    for claim in evidence.claims:
        if claim.kind != "plan" or not claim.is_denied or "brand" not in (claim.text("what") or "").casefold():
            continue
        said = evidence.source(claim).known_from
        named = {
            slug
            for one in evidence.claims
            if evidence.source(one).known_from <= said
            for key in ("part", "brand", "brands", "subject")
            for slug in one.ids(key)
        }
        later = [
            one
            for one in evidence.claims
            if one.kind == "affiliation"
            and one.text("role") in ("brand-of-alliance", "brand-of-series")
            and not one.is_denied
            and evidence.source(one).known_from > said
            and not set(one.ids("part")) & named
        ]
        if later:
            sides = {"no further brands": [claim], "a brand came later": later}
            about = {*claim.ids("who"), *(slug for one in later for slug in (*one.ids("part"), *one.ids("whole")))}
            yield contradiction("no-more-brands", "further brands", about, sides, evidence, judged)


def _apart(claims: list[Claim], same: Callable[[Claim, Claim], bool], key: str = "value") -> dict[str, list[Claim]]:
    sides: list[list[Claim]] = []
    for claim in claims:
        for members in sides:
            if all(same(one, claim) for one in members):
                members.append(claim)
                break
        else:
            sides.append([claim])
    return {str(members[0].values[key]): members for members in sides}


def _same_text(one: Claim, other: Claim) -> bool:
    return (one.text("value") or "").casefold() == (other.text("value") or "").casefold()


def _agree(one: Claim, other: Claim, evidence: Evidence) -> bool:
    return _same_text(one, other) or _times_apart(one, other, evidence)


def _times_apart(one: Claim, other: Claim, evidence: Evidence) -> bool:
    """Whether two values are of different times, so that both can be right."""
    return (
        not evidence.dated(one).overlaps(evidence.dated(other))
        or _over_before(one, other, evidence)
        or _over_before(other, one, evidence)
    )


def _over_before(one: Claim, other: Claim, evidence: Evidence) -> bool:
    end, start = one.when("until"), evidence.start(other)
    return end is not None and end.last is not None and start.first is not None and end.last <= start.first


def _same_date(one: Claim, other: Claim) -> bool:
    try:
        return When.parse(one.text("value") or "").overlaps(When.parse(other.text("value") or ""))
    except ValueError:
        return _same_text(one, other)


def _dates_meet(one: When | None, other: When | None) -> bool:
    return one is None or other is None or one.overlaps(other)


def _close(one: When | None, other: When | None) -> bool:
    if not (one and other and one.first and other.first):
        return False
    return abs(one.first - other.first) <= timedelta(days=62)


def _names(claim: Claim, key: str) -> bool:
    from himagraph.kinds import Type

    found = KINDS[claim.kind].key(key)
    return found is not None and found.type in (Type.ENTITY, Type.ENTITIES, Type.PARTY)
