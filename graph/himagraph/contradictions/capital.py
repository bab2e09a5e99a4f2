"""What the holders of an issuer come to: more than the whole, or a headline that its holder of record does not bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from himagraph.contradictions.amounts import in_words
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket
from himagraph.records import Claim, Labels, Quantity, When
from himagraph.resolve.series import contradicts, corroborates, quantity

_HUNDREDTH = Decimal("0.01")


def headlines(docket: Docket) -> Iterator[Contradiction]:
    """A share reported of somebody through a holder of record, against what both shares on the way come to."""
    for claim in docket.asserted("stake"):
        holder, issuer = claim.ids("holder")[0], claim.ids("issuer")[0]
        if claim.text("scope") != "reported-as" or not claim.share().is_known:
            continue
        for via in claim.ids("via"):
            first, second = _latest(holder, via, claim, docket), _latest(via, issuer, claim, docket)
            if first is None or second is None:
                continue
            product = (quantity(first).min or Decimal(0)) * (quantity(second).min or Decimal(0)) / 100
            through = Quantity.of(product.quantize(_HUNDREDTH))
            if not corroborates(quantity(claim), through):
                said = in_words(quantity(claim), claim.text("bound"), "%")
                share = in_words(through, None, "%")
                seen = docket.words("{0} through {1}", "经{1}持有{0}", share, via)
                why = docket.words("{0} is the holder of record", "{0}才是登记股东", via)
                subject = docket.words("{0} in {1}", "{0}持有{1}", holder, issuer)
                direct = [one for one in docket.asserted("stake") if one.text("scope") in (None, "direct")]
                borne_out = [one for one in direct if _bears_out(one, first) or _bears_out(one, second)]
                sides = {said: [claim], seen: borne_out}
                yield docket.found("headline", subject, [holder, via, issuer], sides, Ruling(seen, why))


def overfull(docket: Docket) -> Iterator[Contradiction]:
    """Direct shares of one issuer, of one time, that come to more than the whole: the worst case of each issuer.

    One side is the weakest claim without which the others fit, the other side these.
    """
    limit = docket.evidence.policy.capital_limit
    by_issuer: dict[str, list[Claim]] = {}
    for claim in docket.asserted("stake"):
        plain = claim.text("scope") in (None, "direct") and not claim.text("class") and claim.text("status") != "ended"
        if plain and claim.share().is_known and docket.evidence.start(claim).first is not None:
            by_issuer.setdefault(claim.ids("issuer")[0], []).append(claim)
    for issuer, claims in sorted(by_issuer.items()):
        changes = [
            day
            for deal in docket.asserted("transaction")
            if deal.id_of("issuer") == issuer and deal.text("status") == "completed"
            if (day := deal.when("registered") or deal.when("completed"))
        ] + [day for claim in claims if (day := claim.when("from"))]
        worst: tuple[Fraction, list[Claim]] = (limit, [])
        for claim in claims:
            held = _held(docket.evidence.dated(claim).last or date.max, claims, changes, docket)
            worst = max(worst, (_total(held), held), key=lambda pair: pair[0])
        weakest_first = sorted(worst[1], key=docket.evidence.newest_first, reverse=True)
        one = next((claim for claim in weakest_first if worst[0] - _total([claim]) <= limit), None)
        if one is not None:
            rest = [claim for claim in worst[1] if claim is not one]
            borne_out = [claim for claim in claims if any(_bears_out(claim, held) for held in rest)]
            sides = {_together([one], docket): [one], _together(rest, docket): borne_out}
            total = in_words(Quantity.of(Decimal(worst[0].numerator) / worst[0].denominator), None, "%")
            subject = docket.words("{0}: {1} in all", "{0}：合计{1}", issuer, total)
            about = [issuer, *(claim.ids("holder")[0] for claim in worst[1])]
            yield docket.found("over-full", subject, about, sides)


def entries(docket: Docket) -> Iterator[Contradiction]:
    """What a holder was to take at the start, against the share with which it is said to have started."""
    for deal in docket.asserted("transaction"):
        holder, issuer, day = deal.ids("buyer")[0], deal.ids("issuer")[0], deal.when("observed") or deal.when("signed")
        is_ahead = deal.text("status") in ("planned", "agreed", "approved") and deal.text("scope") in (None, "direct")
        if not is_ahead or not deal.share().is_known or not day or deal.id_of("seller"):
            continue
        held = [claim for claim in docket.asserted("stake") if _is_holding(claim, holder, issuer)]
        first = min((docket.evidence.start(claim).last or date.max for claim in held), default=date.max)
        differ = [
            claim
            for claim in held
            if (start := claim.when("from")) and start.overlaps(_year(day)) and (start.first or date.min) <= first
            if contradicts(quantity(claim), quantity(deal)) and claim.source != deal.source
        ]
        if differ:
            says = in_words(quantity(differ[0]), differ[0].text("bound"), "%")
            outcome = docket.words("{0} at the start", "起始{0}", says)
            plan = docket.words("{0} planned", "计划{0}", in_words(quantity(deal), deal.text("bound"), "%"))
            subject = docket.words("{0} in {1}, at the start", "{0}在{1}的起始持股", holder, issuer)
            sides = {outcome: differ, plan: [deal]}
            yield docket.found("entry", subject, [holder, issuer], sides, Ruling(outcome, _CAME))


def after_deals(docket: Docket) -> Iterator[Contradiction]:
    """What a seller holds before and after a deal, against the share that it parted with."""
    for deal in docket.asserted("transaction"):
        seller, issuer, day = deal.id_of("seller"), deal.ids("issuer")[0], _deal_day(deal)
        sold = quantity(deal)
        if (
            not seller
            or not day
            or not sold.is_single
            or deal.text("status") not in ("agreed", "approved", "completed")
        ):
            continue
        held = [claim for claim in docket.asserted("stake") if _is_holding(claim, seller, issuer)]
        before = [claim for claim in held if _shortly(docket.evidence.dated(claim), day)]
        after = [claim for claim in held if claim.when("from") and docket.evidence.start(claim).overlaps(day)]
        plans = (plan for plan in docket.asserted("plan") if _keeps(plan, seller, issuer, docket))
        after += [plan for plan in plans if _shortly(day, docket.evidence.dated(plan))]
        for one in before:
            left = [claim for claim in after if not _adds_up(one, sold, claim)]
            if left and quantity(one).is_single:
                rest = (quantity(one).min or Decimal(0)) - (sold.min or Decimal(0))
                computed, printed = in_words(Quantity.of(rest), None, "%"), _left(left[0])
                sides = {
                    docket.words("{0} left by the figures", "按数字剩{0}", computed): [one, deal],
                    docket.words("{0} left as printed", "所印剩{0}", in_words(printed, None, "%")): left,
                }
                subject = docket.words("{0} in {1} after a deal", "{0}在交易后持有{1}", seller, issuer)
                yield docket.found("share-after-deal", subject, [seller, issuer], sides)
                break


_CAME = Labels("policy: what came about goes before what was planned", "政策：已实现者优先于计划")
_KEEPS = re.compile(r"\b(?:keep|keeps|hold|holds)\b (?P<percent>[0-9.]+) percent of (?P<of>.+)", re.IGNORECASE)
_NEAR = timedelta(days=92)


def _is_holding(claim: Claim, holder: str, issuer: str) -> bool:
    plain = claim.text("scope") in (None, "direct") and not claim.text("class") and claim.share().is_known
    return plain and claim.id_of("holder") == holder and claim.id_of("issuer") == issuer


def _year(when: When) -> When:
    first, last = when.first or date.min, when.last or date.max
    return When(when.text, date(first.year, 1, 1), date(last.year, 12, 31))


def _deal_day(deal: Claim) -> When | None:
    return deal.when("registered") or deal.when("completed") or deal.when("signed")


def _shortly(one: When, other: When) -> bool:
    """Whether the one lies shortly before the other."""
    if one.last is None or other.first is None:
        return False
    return one.last < other.first and other.first - one.last <= _NEAR


def _keeps(plan: Claim, holder: str, issuer: str, docket: Docket) -> bool:
    """Whether the plan is to keep a share of the issuer, by a name of it."""
    entity, found = docket.entities.get(issuer), _KEEPS.search(plan.text("what") or "")
    names = {issuer, *((entity.label("en"), entity.name.en) if entity else ())}
    return bool(found) and holder in plan.ids("who") and any(found["of"].startswith(name) for name in names if found)


def _left(claim: Claim) -> Quantity:
    found = _KEEPS.search(claim.text("what") or "")
    return Quantity.of(found["percent"]) if found else quantity(claim)


def _adds_up(before: Claim, sold: Quantity, after: Claim) -> bool:
    """Whether the shares before and after differ by what was sold, as far as all three are printed."""
    figures = [figure for figure in (quantity(before).min, sold.min, _left(after).min) if figure is not None]
    if len(figures) < 3:
        return True
    exponents = [exponent for one in figures if isinstance(exponent := one.as_tuple().exponent, int)]
    return abs(figures[0] - figures[1] - figures[2]) <= Decimal(1).scaleb(max(exponents))


def _bears_out(claim: Claim, held: Claim) -> bool:
    same = all(claim.id_of(key) == held.id_of(key) for key in ("holder", "issuer"))
    return same and corroborates(quantity(claim), quantity(held))


def _total(claims: Iterable[Claim]) -> Fraction:
    return sum((claim.share().min or Fraction(0) for claim in claims), Fraction(0))


def _together(claims: list[Claim], docket: Docket) -> Labels:
    parts = [
        docket.words("{0} {1}", "{1} {0}", in_words(quantity(claim), claim.text("bound"), "%"), claim.ids("holder")[0])
        for claim in claims
    ]
    return Labels(", ".join(part.en for part in parts), "、".join(part.zh for part in parts))


def _held(day: date, claims: list[Claim], changes: list[When], docket: Docket) -> list[Claim]:
    """The claim that stands at the day for each holder, where nothing of the issuer changed since it was seen."""
    evidence = docket.evidence
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=evidence.newest_first, reverse=True):
        start, seen, end = evidence.start(claim), evidence.dated(claim), claim.when("until")
        if not start.certainly_by(day) or (end and end.possibly_by(day)):
            continue
        known = max(start.last or date.min, seen.last or date.min if seen.certainly_by(day) else date.min)
        if not any((change.last or date.max) > known and change.possibly_by(day) for change in changes):
            best[claim.ids("holder")[0]] = claim
    return [best[holder] for holder in sorted(best)]


def _latest(holder: str, issuer: str, claim: Claim, docket: Docket) -> Claim | None:
    """The figure of a direct share that was last seen when the claim was made."""
    day = docket.evidence.dated(claim).last or date.max
    found = [
        one
        for one in docket.asserted("stake")
        if one.id_of("holder") == holder and one.id_of("issuer") == issuer and one.text("scope") in (None, "direct")
        if quantity(one).is_single and docket.evidence.dated(one).certainly_by(day)
    ]
    return max(found, key=lambda one: (docket.evidence.dated(one).last or date.min, one.path), default=None)
