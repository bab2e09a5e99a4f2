"""Claims in words that cannot both hold: denials, joint ventures without shared equity, two values, two leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from himagraph.contradictions.amounts import groups, in_words, plain_value
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.kinds import COMMON, KINDS, Type
from himagraph.records import Claim, Labels, Quantity, When
from himagraph.resolve import capitals

#: How far apart two values of a property can be seen and still contradict each other: what a thing is hardly changes,
#: a count does from month to month.
_YEAR, _NOW = timedelta(days=366), timedelta(days=62)
_STANDS = {
    "state-owned": _YEAR, "ownership-class": _YEAR, "founded": None, "headquarters": _YEAR, "body-type": _YEAR,
    "brand-count": timedelta(0), "member-count": timedelta(0), "model-count": timedelta(0),
    "months-to-milestone": _NOW, "launched": None, "first-delivery": None,
}  # fmt: skip
_DATED = ("launched", "first-delivery", "founded")
_PROPERTIES = {
    "state-owned": "是否国有", "ownership-class": "所有制", "founded": "成立", "headquarters": "总部",
    "body-type": "车身", "brand-count": "品牌数", "member-count": "成员数", "model-count": "车型数",
    "months-to-milestone": "达成月数", "launched": "发布", "first-delivery": "首批交付",
}  # fmt: skip
#: Keys that say how something is said, not what.
_NOT_WHAT = {key.name for key in COMMON} | {"percent", "status", "bound"}
_OTHER_DAYS = Labels("both may hold: counted on different days", "可同时成立：统计日期不同")
_JOINT_VENTURE = ("joint venture", "合资")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_SAME_WORDS = 85


def denials(docket: Docket) -> Iterator[Contradiction]:
    """The same claim asserted by one source and denied by another."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in docket.evidence.claims:
        keys = [key.name for key in KINDS[claim.kind].all_keys() if key.name not in _NOT_WHAT]
        found.setdefault((claim.kind, *(plain_value(claim.values.get(key)) for key in keys)), []).append(claim)
    for claims in found.values():
        denied = [claim for claim in claims if claim.is_denied]
        asserted = [claim for claim in claims if not claim.is_denied]
        if denied and asserted:
            about = sorted({slug for claim in claims for slug in _named(claim)})
            sides = {Labels("yes", "是"): asserted, Labels("denied", "否认"): denied}
            yield docket.found("denial", docket.names(about), about, sides)


def _named(claim: Claim) -> list[str]:
    types = (Type.ENTITY, Type.ENTITIES, Type.PARTY)
    return [slug for key in KINDS[claim.kind].keys if key.type in types for slug in claim.ids(key.name)]


def joint_ventures(docket: Docket) -> Iterator[Contradiction]:
    """Something called a joint venture for which no two holders are in evidence, or of which a share is denied."""
    held = {issuer for issuer, capital in capitals(docket.evidence).items() if len(capital.holdings) > 1}
    no_share: dict[str, list[Claim]] = {}
    for claim in docket.denied("stake"):
        no_share.setdefault(claim.ids("issuer")[0], []).append(claim)
    called: dict[tuple[str, ...], list[Claim]] = {}
    otherwise: dict[str, list[Claim]] = {}
    for claim in docket.asserted("statement"):
        text = f"{claim.text('predicate') or ''} {claim.free_text('object') or ''}".casefold()
        slugs = claim.ids("subject")
        if slugs and any(word in text for word in _JOINT_VENTURE):
            called.setdefault(slugs, []).append(claim)
        elif _is_cooperation(claim):
            for slug in slugs:
                otherwise.setdefault(slug, []).append(claim)
    other = Labels("cooperation without shared equity", "没有共同股权的合作")
    why = Labels(
        "a joint venture needs two evidenced holders, and none is found",
        "合资需有两个有据可查的股东，而记录中没有",
    )
    for slugs, claims in sorted(called.items()):
        denied = {claim.path: claim for slug in slugs for claim in no_share.get(slug, [])}
        if held & set(slugs) and not denied:
            continue
        said = denied | {claim.path: claim for slug in slugs for claim in otherwise.get(slug, [])}
        sides = {Labels("a joint venture", "合资企业"): claims, other: list(said.values())}
        yield docket.found("joint-venture", docket.names(slugs), slugs, sides, Ruling(other, why))


def _is_cooperation(claim: Claim) -> bool:
    text = (claim.free_text("object") or "").casefold()
    return any(word in text for word in ("collaboration", "cooperation", "partnership", "alliance"))


def properties(docket: Docket) -> Iterator[Contradiction]:
    """Two values of a property that has one at a time. A narrower term does not contradict a wider one."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("attribute"):
        if claim.text("property") in _STANDS:
            found.setdefault((claim.ids("entity")[0], claim.text("property") or ""), []).append(claim)
    for (slug, name), claims in sorted(found.items()):
        for together in groups(claims, partial(_of_one_time, gap=_STANDS[name], docket=docket)):
            agree = _same_date if name in _DATED else _same_value
            sides = {same(group[0].text("value") or ""): group for group in groups(_longest_first(together), agree)}
            if len(sides) > 1:
                subject = docket.words("{0}: {1}", "{0}：{1}", slug, Labels(name, _PROPERTIES[name]))
                yield docket.found("attribute", subject, [slug], sides)


def counts(docket: Docket) -> Iterator[Contradiction]:
    """Counts of one thing on several days, none of which says when it began or ended: each is true of its day."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("attribute"):
        name = claim.text("property") or ""
        is_count = name.endswith("-count") and name in _STANDS and docket.evidence.dated(claim).first is not None
        if is_count and not claim.when("until") and not claim.when("from"):
            found.setdefault((claim.ids("entity")[0], name), []).append(claim)
    for (slug, name), claims in sorted(found.items()):
        values = groups(claims, lambda one, other: one.text("value") == other.text("value"))
        days = groups(claims, lambda one, other: docket.evidence.dated(one).overlaps(docket.evidence.dated(other)))
        if len(values) > 1 and len(days) > 1:
            sides = {
                docket.words("{0} ({1})", "{0}（{1}）", _count(one), same(str(docket.evidence.dated(one)))): group
                for group in values
                for one in group[:1]
            }
            subject = docket.words("{0}: {1}", "{0}：{1}", slug, Labels(name, _PROPERTIES[name]))
            yield docket.found("count-over-time", subject, [slug], sides, Ruling(None, _OTHER_DAYS))


def _count(claim: Claim) -> Labels:
    return in_words(Quantity.of(claim.text("value") or "0"), claim.text("bound"))


def _longest_first(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (-len(claim.text("value") or ""), claim.path))


def _of_one_time(one: Claim, other: Claim, *, gap: timedelta | None, docket: Docket) -> bool:
    """Whether two values can be of one time; without a gap a value holds for good."""
    if gap is None:
        return True
    evidence = docket.evidence
    first, second = evidence.dated(one), evidence.dated(other)
    if first.first is None or second.first is None or first.last is None or second.last is None:
        return False
    for ended, begun in ((one, other), (other, one)):
        end, start = ended.when("until"), evidence.start(begun)
        if end and end.last and start.first and end.last <= start.first:
            return False
    return max(first.first - second.last, second.first - first.last) <= gap


def _same_value(one: Claim, other: Claim) -> bool:
    """Whether the words of one value are among those of the other: an SUV may be a mid-size SUV."""
    first, second = ((claim.text("value") or "").casefold().split() for claim in (one, other))
    return set(first) <= set(second) or set(second) <= set(first)


def _same_date(one: Claim, other: Claim) -> bool:
    try:
        return When.parse(one.text("value") or "").overlaps(When.parse(other.text("value") or ""))
    except ValueError:
        return (one.text("value") or "").casefold() == (other.text("value") or "").casefold()


def statements(docket: Docket) -> Iterator[Contradiction]:
    """Two statements of one subject in nearly the same words with other numbers."""
    from rapidfuzz import fuzz

    told = [claim for claim in docket.asserted("statement") if claim.ids("subject") and _numbers(_object(claim))]
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if one.source == other.source or one.ids("subject") != other.ids("subject"):
                continue
            predicates = (one.text("predicate") or "").casefold(), (other.text("predicate") or "").casefold()
            objects = (_NUMBER.sub("", _object(claim)) for claim in (one, other))
            if fuzz.ratio(*predicates) < _SAME_WORDS or fuzz.token_sort_ratio(*objects) < _SAME_WORDS:
                continue
            if _numbers(_object(one)) != _numbers(_object(other)):
                sides = {same(f"{claim.text('predicate')} {_object(claim)}"): [claim] for claim in (one, other)}
                subject = docket.names(one.ids("subject"))
                yield docket.found("statement", subject, one.ids("subject"), sides)


def _object(claim: Claim) -> str:
    return (claim.free_text("object") or claim.text("object") or "").casefold()


def _numbers(text: str) -> list[str]:
    return sorted(found.strip(".,") for found in _NUMBER.findall(text))


def leads(docket: Docket) -> Iterator[Contradiction]:
    """One task of the cooperation on a brand, or of a model as a whole, that two sources say is led by others."""
    cells: dict[tuple[str, str, str], dict[str, list[Claim]]] = {}
    for claim in docket.asserted("cooperation"):
        for brand in claim.ids("brands") or ("",):
            for share in claim.tasks():
                if share.leads != "unknown":
                    cell = cells.setdefault((brand, claim.text("model") or "", share.task), {})
                    cell.setdefault(share.leads, []).append(claim)
    for (brand, model, name), told in sorted(cells.items()):
        if len(told) > 1:
            sides = {_LEADS.get(lead, same(lead)): claims for lead, claims in told.items()}
            task = docket.concepts.get(name, same(name))
            of = docket.names([brand]) if brand else docket.words("every brand", "各品牌")
            subject = docket.words(
                "{0}: {1} ({2})", "{0}：{1}（{2}）", of, task, docket.concepts.get(model, same(model))
            )
            about = [brand] if brand else [slug for slug in (model,) if slug in docket.entities]
            yield docket.found("lead", subject, about, sides)


_LEADS = {
    "huawei": Labels("Huawei", "华为"), "alliance": Labels("the alliance", "联盟"),
    "partner": Labels("the partner", "合作方"),
    "joint": Labels("both", "双方"), "hybrid": Labels("hybrid", "混合"),
}  # fmt: skip
