"""One deal told in two ways: other terms, another seller, day or object; and two deals that look like one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from himagraph.contradictions.amounts import groups, in_words, meet, money_in_words, span, span_of
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, Money, When
from himagraph.resolve.series import contradicts, corroborates, quantity

#: Two tellings of one deal lie no further apart.
_NEAR = timedelta(days=366)
_TOLD = ("planned", "agreed", "approved", "completed")
_DAYS = ("completed", "registered", "approved", "signed", "observed", "from")
#: A count of shares with fewer digits than this that are not zero may be two deals' by chance.
_TELLING_DIGITS = 6
_LATER_STEP = Labels("policy: a later step of the deal goes before an earlier one", "政策：交易的后一步优先于前一步")


def deals(docket: Docket) -> Iterator[Contradiction]:
    """Two tellings of one deal with other terms, another seller, another way or another day."""
    by_parties: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("transaction"):
        if claim.text("status") in _TOLD and claim.text("scope") != "reported-as" and _day(claim, docket):
            by_parties.setdefault((claim.ids("issuer")[0], claim.ids("buyer")[0]), []).append(claim)
    for (issuer, buyer), claims in sorted(by_parties.items()):
        together: dict[str, set[str]] = {claim.path: {claim.path} for claim in claims}
        by_path = {claim.path: claim for claim in claims}
        several = _sellers_side_by_side(claims)
        for place, one in enumerate(claims):
            for other in claims[place + 1 :]:
                if {one.source, other.source} & several and one.id_of("seller") != other.id_of("seller"):
                    continue  # each is a part of one purchase
                if _is_one_deal(one, other, docket) and _differ(one, other):
                    joined = together[one.path] | together[other.path]
                    for path in joined:
                        together[path] = joined
        for paths in {tuple(sorted(paths)) for paths in together.values() if len(paths) > 1}:
            told = [by_path[path] for path in paths]
            found = groups(told, lambda one, other: not _differ(one, other))
            sides = {_terms(group[0], docket): group for group in found}
            subject = docket.words("{0} buys of {1}", "{0}收购{1}", buyer, issuer)
            if len(sides) > 1:
                yield docket.found("deal", subject, [issuer, buyer], sides, _by_step(sides, docket))


def objects(docket: Docket) -> Iterator[Contradiction]:
    """One purchase told twice: once as of a company, once as from that company, of the same share and year."""
    told = [claim for claim in docket.asserted("transaction") if claim.quantity("percent")]
    found: dict[tuple[str, str, str], tuple[dict[str, Claim], dict[str, Claim]]] = {}
    for one in told:
        for other in told:
            seller, day, day2 = one.id_of("seller"), _day(one, docket), _day(other, docket)
            if seller is None or seller != other.id_of("issuer") or one.id_of("buyer") != other.id_of("buyer"):
                continue
            if contradicts(quantity(one), quantity(other)) or not (day and day2 and _near(day, day2)):
                continue
            buyer, issuer = one.ids("buyer")[0], one.ids("issuer")[0]
            of, itself = found.setdefault((buyer, issuer, seller), ({}, {}))
            itself[other.path] = other
            of |= {
                claim.path: claim
                for claim in told
                if (claim.id_of("issuer"), claim.id_of("buyer")) == (issuer, buyer)
                and claim.quantity("percent") == one.quantity("percent")
                and claim.id_of("seller") in (None, seller)
            }
    for (buyer, issuer, seller), (of, itself) in sorted(found.items()):
        sides = {
            docket.words("{0}, from {1}", "{0}，卖方{1}", issuer, seller): list(of.values()),
            docket.words("{0} itself", "{0}本身", seller): list(itself.values()),
        }
        subject = docket.words("what {0} bought", "{0}收购的对象", buyer)
        yield docket.found("deal-object", subject, [buyer, issuer, seller], sides)


def buyers(docket: Docket) -> Iterator[Contradiction]:
    """One purchase told of a company and of a holder of that company."""
    holders: dict[str, set[str]] = {}
    for claim in docket.asserted("stake"):
        if claim.text("scope") in (None, "direct"):
            holders.setdefault(claim.ids("issuer")[0], set()).add(claim.ids("holder")[0])
    found: dict[tuple[str, str, str], tuple[dict[str, Claim], dict[str, Claim]]] = {}
    told = [claim for claim in docket.asserted("transaction") if claim.text("status") in _TOLD[1:]]
    for one in told:
        for other in told:
            above, below = one.ids("buyer")[0], other.ids("buyer")[0]
            if one.id_of("issuer") != other.id_of("issuer") or above not in holders.get(below, ()):
                continue
            # Only a telling without terms of its own may be that of another's purchase.
            if one.source != other.source and corroborates(quantity(one), quantity(other)) and not _done(one):
                upper, lower = found.setdefault((above, below, one.ids("issuer")[0]), ({}, {}))
                upper[one.path], lower[other.path] = one, other
    for (above, below, issuer), (upper, lower) in sorted(found.items()):
        sides = {docket.names([above]): list(upper.values()), docket.names([below]): list(lower.values())}
        share = in_words(quantity(next(iter(upper.values()))), None, "%")
        subject = docket.words("who bought {0} of {1}", "谁收购了{1} {0}", share, issuer)
        yield docket.found("deal-buyer", subject, [above, below, issuer], sides)


def counts(docket: Docket) -> Iterator[Contradiction]:
    """Two deals of one issuer with one count of shares to the last digit, and other prices or days."""
    by_count: dict[tuple[str, str], list[Claim]] = {}
    for claim in docket.asserted("transaction"):
        count = claim.quantity("shares")
        if claim.text("status") != "completed" or not count or not count.is_single or count.min is None:
            continue
        if len(count.min.normalize().as_tuple().digits) >= _TELLING_DIGITS:
            by_count.setdefault((claim.ids("issuer")[0], str(count.min)), []).append(claim)
    for (issuer, _), claims in sorted(by_count.items()):
        found = groups(claims, lambda one, other: not _terms_differ(one, other) and not _days_differ(one, other))
        sides = {_terms(group[0], docket): group for group in found}
        if len(sides) > 1:
            twice = in_words(claims[0].quantity("shares") or quantity(claims[0]))
            subject = docket.words("{0}: twice {1} shares", "{0}：两次均为{1}股", issuer, twice)
            yield docket.found("same-count", subject, [issuer, *(claim.ids("buyer")[0] for claim in claims)], sides)


def values(docket: Docket) -> Iterator[Contradiction]:
    """A deal whose price and share imply a value of the whole that is not that of its valuation or another deal."""
    implied: dict[tuple[str, str], list[tuple[Decimal, Claim]]] = {}
    for claim in docket.asserted("transaction"):
        price, percent = claim.money("price"), claim.quantity("percent")
        firm = claim.text("status") in ("agreed", "approved", "completed") and claim.text("way") != "subscription"
        if firm and price and percent and price.amount.min and percent.min:
            whole = price.amount.min / percent.min * 100
            implied.setdefault((claim.ids("issuer")[0], price.currency), []).append((whole, claim))
    for claim in docket.asserted("financial"):
        worth, currency = claim.quantity("value"), claim.text("currency") or ""
        if claim.text("metric") == "valuation" and worth and worth.min:
            for subject in claim.ids("subject"):
                if (subject, currency) in implied:
                    implied[subject, currency].append((worth.min, claim))
    for (issuer, currency), told in sorted(implied.items()):
        low, high = min(told, key=lambda one: one[0]), max(told, key=lambda one: one[0])
        days = [_day(claim, docket) or docket.evidence.dated(claim) for _, claim in (low, high)]
        if high[0] > low[0] * Decimal("1.5") and days[0] and days[1] and _near(days[0], days[1]):
            sides = {
                Labels(f"whole worth {worth:,.0f} {currency}", f"整体值{worth:,.0f} {currency}"): [
                    claim for other, claim in told if abs(other - worth) <= worth / 100
                ]
                for worth, _ in (high, low)
            }
            of = docket.words("value of {0}", "{0}的估值", issuer)
            yield docket.found("implied-value", of, [issuer], sides)


def _day(claim: Claim, docket: Docket) -> When | None:
    """When the deal was, as far as the claim or its source tells; None where neither is dated."""
    day = next((day for key in _DAYS if (day := claim.when(key))), None)
    return day or docket.evidence.source(claim).published


def _near(one: When, other: When) -> bool:
    gap = (one.first or date.min) - (other.last or date.max), (other.first or date.min) - (one.last or date.max)
    return max(gap) <= _NEAR


def _is_one_deal(one: Claim, other: Claim, docket: Docket) -> bool:
    """Whether two claims of one buyer in one issuer tell of one deal, as far as their parties and days show."""
    first, second = _day(one, docket), _day(other, docket)
    if not (first and second and _near(first, second)):
        return False
    sellers, ways = (one.id_of("seller"), other.id_of("seller")), (one.text("way"), other.text("way"))
    if (one.text("class") or "") != (other.text("class") or "") or "voting" in (one.text("scope"), other.text("scope")):
        return False
    days = _done(one), _done(other)
    if days[0] and days[1] and not days[0].overlaps(days[1]):
        return one.source != other.source and _share_a_term(one, other)
    one_day = bool(days[0] and days[1])
    if one.source == other.source:
        return one_day and ways[0] == ways[1] and sellers[0] == sellers[1]
    if ways[0] and ways[1] and ways[0] != ways[1]:
        return one_day
    return True


def _done(claim: Claim) -> When | None:
    done = claim.text("status") == "completed"
    return (claim.when("registered") or claim.when("completed")) if done else None


def _share_a_term(one: Claim, other: Claim) -> bool:
    """Whether a figure of the one is printed in the other too, or nothing is printed in one of them."""
    pairs = [(one.values.get(key), other.values.get(key)) for key in ("percent", "shares", "price")]
    silent = any(all(pair[side] is None for pair in pairs) for side in (0, 1))
    has_step = bool(one.when("signed") or one.when("registered")) or bool(
        other.when("signed") or other.when("registered")
    )
    return any(a is not None and a == b for a, b in pairs) or (silent and has_step)


def _sellers_side_by_side(claims: list[Claim]) -> set[str]:
    """The sources that name several sellers to one buyer."""
    sellers: dict[str, set[str]] = {}
    for claim in claims:
        sellers.setdefault(claim.source, set()).update(claim.ids("seller"))
    return {source for source, named in sellers.items() if len(named) > 1}


def _differ(one: Claim, other: Claim) -> bool:
    return (
        _terms_differ(one, other)
        or _days_differ(one, other)
        or _before_signing(one, other)
        or _before_signing(other, one)
    )


def _terms_differ(one: Claim, other: Claim) -> bool:
    if not meet(span_of(one, ("percent",)), span_of(other, ("percent",))) and contradicts(
        quantity(one), quantity(other)
    ):
        return True
    counts = [span(claim.quantity("shares"), claim.text("bound")) for claim in (one, other)]
    prices = [_money(claim.money("price")) for claim in (one, other)]
    each = [_money(claim.money("per_share")) for claim in (one, other)]
    if not meet(*counts) or any(a and b and a[0] == b[0] and not meet(a[1], b[1]) for a, b in (prices, each)):
        return True
    return any(a and b and a != b for key in ("seller", "way") for a, b in [(one.text(key), other.text(key))])


def _money(money: Money | None) -> tuple[str, tuple[Decimal, Decimal]] | None:
    found = span(money.amount, money.bound) if money else None
    return (money.currency, found) if money and found else None


def _days_differ(one: Claim, other: Claim) -> bool:
    """Whether both are completed, on days that do not meet."""
    days = _done(one), _done(other)
    return bool(days[0] and days[1] and not days[0].overlaps(days[1]))


def _before_signing(one: Claim, other: Claim) -> bool:
    """Whether one says completed before the other says signed."""
    done, signed = _done(one), other.when("signed")
    return bool(done and signed and done.last and signed.first and done.last < signed.first)


def _terms(claim: Claim, docket: Docket) -> Labels:
    """The terms of a telling, with its step and day."""
    words: list[Labels] = []
    if claim.quantity("percent"):
        words.append(in_words(quantity(claim), claim.text("bound"), "%"))
    shares = claim.quantity("shares")
    if shares:
        words.append(docket.words("{0} shares", "{0}股", in_words(shares, claim.text("bound"))))
    price, each, seller = claim.money("price"), claim.money("per_share"), claim.id_of("seller")
    if price:
        words.append(money_in_words(price))
    if each:
        words.append(docket.words("{0} a share", "每股{0}", money_in_words(each)))
    if seller:
        words.append(docket.words("from {0}", "卖方{0}", seller))
    status = _STATUS.get(claim.text("status") or "", Labels(claim.text("status") or ""))
    day = next((day for key in _DAYS[:5] if (day := claim.when(key))), None)
    words.append(docket.words("{0} {1}", "{1}{0}", status, same(str(day))) if day else status)
    return Labels(", ".join(word.en for word in words), "，".join(word.pick("zh") for word in words))


_STATUS = {
    "planned": Labels("planned", "计划"), "agreed": Labels("agreed", "已签约"),
    "approved": Labels("approved", "已批准"), "completed": Labels("completed", "已完成"),
}  # fmt: skip


def _by_step(sides: dict[Labels, list[Claim]], docket: Docket) -> Ruling | None:
    """The side that tells of the latest step, where it alone does."""
    order = docket.evidence.policy.statuses
    steps = {says: min(order.index(claim.text("status") or "") for claim in claims) for says, claims in sides.items()}
    best = min(steps.values())
    first = [says for says, step in steps.items() if step == best]
    return Ruling(first[0], _LATER_STEP) if len(first) == 1 and len(sides) > 1 else None
