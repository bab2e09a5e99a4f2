"""Figures for the same thing that cannot all be right, and figures that stand where another's should."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from himagraph.contradictions.amounts import apart, groups, half_unit, in_words, meet, plain_value, says, span, span_of
from himagraph.contradictions.contradiction import Contradiction, Ruling
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, Quantity, When

#: Of each kind: the keys that say what its figure is about, and the key of the figure.
_FIGURES: dict[str, tuple[tuple[str, ...], str]] = {
    "delivery": (("subject", "period", "basis", "segment"), "value"),
    "financial": (("subject", "metric", "period", "currency"), "value"),
    "ratio": (("part", "whole", "base", "metric", "period", "unit"), "percent"),
    "ranking": (("subject", "period", "measure"), "place"),
}
_ENTITIES = ("subject", "part", "whole", "base")
#: Prices further apart in time are those of two launches.
_ONE_LAUNCH = timedelta(days=183)
#: Totals up to two days so close can be compared.
_ONE_MONTH = timedelta(days=31)
_BASES = {
    "deliveries": Labels("delivered", "交付"), "sales": Labels("sold", "销售"),
    "wholesale": Labels("wholesale", "批发"), "registrations": Labels("registered", "上牌"),
    "production": Labels("produced", "生产"),
    "orders": Labels("ordered", "订单"),
}  # fmt: skip
#: A figure with fewer digits than this that are not zero may come twice by chance.
_TELLING_DIGITS = 5
#: Two measures print figures further apart than this part of them, where bounds let their ranges meet.
_APART = Decimal("0.03")
#: Metrics of one result, with the sign that they are printed with.
_RESULTS = {"net-profit": 1, "loss": -1}
_PERIMETERS = Labels(
    "both may hold: a business and the company that it became are counted in two ways",
    "可同时成立：业务与由其成立的公司口径不同",
)
_FINER = Labels("one rounds the other, and the finer figure says more", "一为另一之四舍五入，以更精确者为准")


def figures(docket: Docket) -> Iterator[Contradiction]:
    """Figures of one kind about the same thing whose ranges do not meet."""
    for kind, (keys, key) in _FIGURES.items():
        found: dict[tuple[object, ...], list[Claim]] = {}
        for claim in docket.asserted(kind):
            found.setdefault(tuple(plain_value(claim.values.get(one)) for one in keys), []).append(claim)
        for claims in found.values():
            sides = apart(claims, (key,))
            if len(sides) > 1:
                about = [slug for one in _ENTITIES for slug in claims[0].ids(one)]
                words = [str(claims[0].values[one]) for one in ("metric", "basis", "period") if one in claims[0].values]
                subject = docket.words("{0}: {1}", "{0}：{1}", docket.names(about), same(" ".join(words)))
                yield docket.found(f"{kind}-figures", subject, about, sides)


def rounded(docket: Docket) -> Iterator[Contradiction]:
    """A sum of one company, time and currency that two sources print with different precision."""
    found: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in docket.asserted("financial"):
        value = claim.quantity("value")
        if value and value.is_single and value.min and claim.text("bound") in (None, "exact"):
            for subject in claim.ids("subject"):
                key = subject, claim.text("metric") or "", str(claim.when("period")), claim.text("currency") or ""
                found.setdefault(key, []).append(claim)
    for (subject, metric, period, currency), claims in sorted(found.items()):
        finest = max(claims, key=lambda claim: (_digits(claim), claim.path))
        coarser = [claim for claim in claims if claim.source != finest.source and _is_rounding(claim, finest)]
        if coarser:
            fine = says(finest, ("value",))
            sides = {fine: [one for one in claims if one.quantity("value") == finest.quantity("value")]}
            for claim in coarser:
                sides.setdefault(says(claim, ("value",)), []).append(claim)
            words = same(" ".join((metric, period, currency)))
            subject_words = docket.words("{0}: {1}", "{0}：{1}", subject, words)
            yield docket.found("financial-rounded", subject_words, [subject], sides, Ruling(fine, _FINER))


def _digits(claim: Claim) -> int:
    value = claim.quantity("value")
    return len(value.min.normalize().as_tuple().digits) if value and value.min else 0


def _is_rounding(coarse: Claim, fine: Claim) -> bool:
    """Whether the one is the other, cut or rounded to fewer digits."""
    one, other = coarse.quantity("value"), fine.quantity("value")
    if not (one and other and one.min and other.min) or _digits(coarse) >= _digits(fine):
        return False
    return abs(one.min - other.min) < 2 * half_unit(one.min)


def prices(docket: Docket) -> Iterator[Contradiction]:
    """Prices of one car at one stage and of one time that differ; of two ranges, both ends must agree."""
    keys = ("car", "brand", "stage", "market", "currency")
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in docket.asserted("price"):
        found.setdefault(tuple(plain_value(claim.values.get(key)) for key in keys), []).append(claim)
    for claims in found.values():
        for together in groups(claims, lambda one, other: _one_launch(one, other, docket)):
            sides = {_price(group[0]): group for group in groups(together, _same_price)}
            if len(sides) > 1:
                about = [*claims[0].ids("car"), *claims[0].ids("brand")]
                stage = same(claims[0].text("stage") or "")
                subject = docket.words("{0} {1}", "{0} {1}", docket.names(about), stage)
                yield docket.found("price-figures", subject, about, sides)


def _one_launch(one: Claim, other: Claim, docket: Docket) -> bool:
    days = [claim.when("from") or docket.evidence.dated(claim) for claim in (one, other)]
    first, second = days
    if first.first is None or second.first is None or first.last is None or second.last is None:
        return True
    return max(first.first - second.last, second.first - first.last) <= _ONE_LAUNCH


def _same_price(one: Claim, other: Claim) -> bool:
    ranges = one.quantity("range"), other.quantity("range")
    if ranges[0] and ranges[1]:
        ends = [[span(Quantity(end, end), None) for end in (spread.min, spread.max)] for spread in ranges if spread]
        return all(meet(*pair) for pair in zip(*ends, strict=True))
    return meet(span_of(one, ("amount", "range")), span_of(other, ("amount", "range")))


def _price(claim: Claim) -> Labels:
    text = says(claim, ("amount", "range"))
    return Labels(f"{text.en} {claim.text('currency')}", f"{text.zh} {claim.text('currency')}")


def measures(docket: Docket) -> Iterator[Contradiction]:
    """Cars of one subject and period that two sources count on two measures, with figures that are apart as printed."""
    by_subject: dict[str, list[Claim]] = {}
    for claim in docket.asserted("delivery"):
        is_whole = not claim.text("segment") and not claim.text("unit") and len(claim.ids("subject")) == 1
        if is_whole and claim.text("basis") in _BASES:
            by_subject.setdefault(claim.ids("subject")[0], []).append(claim)
    for subject, claims in sorted(by_subject.items()):
        pairs = [
            (one, other)
            for place, one in enumerate(claims)
            for other in claims[place + 1 :]
            if one.text("basis") != other.text("basis") and one.source != other.source
            if _one_period(one.when("period"), other.when("period"))
            if _print_apart(one, other)
        ]
        told: set[frozenset[str]] = set()
        for pair in pairs:
            period = str(pair[0].when("period"))
            words = [_BASES[claim.text("basis") or ""] for claim in pair]
            sides = {
                docket.words("{0} {1}", "{1}{0}", says(claim, ("value",)), word): [
                    like
                    for like in claims
                    if like.text("basis") == claim.text("basis")
                    and _one_period(like.when("period"), claim.when("period"))
                    and meet(span_of(like, ("value",)), span_of(claim, ("value",)))
                ]
                for claim, word in zip(pair, words, strict=True)
            }
            paths = frozenset(claim.path for side in sides.values() for claim in side)
            if paths in told:
                continue
            told.add(paths)
            why = docket.words("{0} and {1} are two measures", "{0}与{1}是两种口径", *words)
            subject_words = docket.words("{0} in {1}", "{0}，{1}", subject, same(period))
            yield docket.found("two-measures", subject_words, [subject], sides, Ruling(None, why))


def _print_apart(one: Claim, other: Claim) -> bool:
    """Whether the figures themselves are apart, though the bound of one may allow the other."""
    if not meet(span_of(one, ("value",)), span_of(other, ("value",))):
        return True
    values = [claim.quantity("value") for claim in (one, other)]
    figures_ = [value.min for value in values if value and value.is_single and value.min]
    return len(figures_) > 1 and abs(figures_[0] - figures_[1]) > max(figures_) * _APART


def _one_period(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return False
    if one.first is None and other.first is None and one.last and other.last:
        return abs(one.last - other.last) <= _ONE_MONTH
    return (one.first, one.last) == (other.first, other.last)


def twice(docket: Docket) -> Iterator[Contradiction]:
    """One figure to the last car for two periods of one subject, or for two subjects in one period."""
    exact: dict[Decimal, list[Claim]] = {}
    for claim in docket.asserted("delivery"):
        value = claim.quantity("value")
        is_exact = value and value.is_single and claim.text("bound") in (None, "exact")
        if value and is_exact and value.min is not None and len(claim.ids("subject")) == 1:
            if len(value.min.normalize().as_tuple().digits) < _TELLING_DIGITS:
                continue
            exact.setdefault(value.min, []).append(claim)
    for number, claims in sorted(exact.items()):
        cells: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            cells.setdefault((claim.ids("subject")[0], str(claim.when("period"))), []).append(claim)
        if len(cells) < 2 or (len({subject for subject, _ in cells}) > 1 and len({period for _, period in cells}) > 1):
            continue
        sides = {
            docket.words("{0} in {1}", "{0}，{1}", subject, same(period)): group
            for (subject, period), group in sorted(cells.items())
        }
        words = docket.words("{0} twice", "{0}出现两次", in_words(Quantity.of(number)))
        yield docket.found("figure-twice", words, [subject for subject, _ in cells], sides)


def parts_of_profit(docket: Docket) -> Iterator[Contradiction]:
    """A profit that belongs to the shareholders above the whole profit of the same company and time."""
    found: dict[tuple[str, str, str], dict[str, list[Claim]]] = {}
    for claim in docket.asserted("financial"):
        metric, value = claim.text("metric") or "", claim.quantity("value")
        if metric in ("net-profit", "net-profit-attributable") and value and value.min is not None and value.min > 0:
            for subject in claim.ids("subject"):
                key = subject, str(claim.when("period")), claim.text("currency") or ""
                found.setdefault(key, {}).setdefault(metric, []).append(claim)
    for (subject, period, currency), metrics in sorted(found.items()):
        whole, part = metrics.get("net-profit"), metrics.get("net-profit-attributable")
        if whole and part:
            most = max(found_[1] for claim in whole if (found_ := span_of(claim, ("value",))))
            over = [claim for claim in part if (found_ := span_of(claim, ("value",))) and found_[0] > most]
            if over:
                sides = {
                    docket.words("{0} for the shareholders", "归母{0}", says(over[0], ("value",))): over,
                    docket.words("{0} in all", "合计{0}", says(whole[0], ("value",))): whole,
                }
                subject_words = docket.words(
                    "{0}: profit {1} ({2})", "{0}：{1}利润（{2}）", subject, same(period), same(currency)
                )
                yield docket.found("part-over-whole", subject_words, [subject], sides)


def milestones(docket: Docket) -> Iterator[Contradiction]:
    """One total reached by two days that do not meet, as far as two sources tell."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in docket.asserted("delivery"):
        period, value = claim.when("period"), claim.quantity("value")
        reached = claim.text("bound") in ("at-least", "more-than") and value and value.is_single
        # Of a source without a date only its retrieval is known, which says little of the day.
        reached = reached and docket.evidence.source(claim).published is not None
        if reached and value and period and period.first is None and len(claim.ids("subject")) == 1:
            key = claim.ids("subject")[0], str(value.min), claim.text("basis") or ""
            found.setdefault(key, []).append(claim)
    for (subject, _, basis), claims in sorted(found.items()):
        days = sorted({_last(claim) for claim in claims})
        if len(days) > 1 and len({claim.source for claim in claims}) > 1:
            by_day = [[claim for claim in claims if _last(claim) == day] for day in days]
            sides = {
                docket.words("by {0}", "截至{0}", same(day.isoformat())): by_day[place]
                for place, day in enumerate(days)
            }
            number, word = says(claims[0], ("value",)), _BASES.get(basis, same(basis))
            subject_words = docket.words("{0}: {1} ({2})", "{0}：{1}（{2}）", subject, number, word)
            yield docket.found("milestone", subject_words, [subject], sides)


def _last(claim: Claim) -> date:
    period = claim.when("period")
    return (period.last if period else None) or date.max


def perimeters(docket: Docket) -> Iterator[Contradiction]:
    """The results of a business and of the company that it became, of one time: two perimeters and two figures."""
    pairs = {
        (before, after)
        for claim in docket.asserted("change")
        if claim.text("event") == "spun-off"
        for before in claim.ids("before")
        for after in claim.ids("after")
    }
    results: dict[tuple[str, str, str], list[tuple[Decimal, Claim]]] = {}
    for claim in docket.asserted("financial"):
        value, sign = claim.quantity("value"), _RESULTS.get(claim.text("metric") or "")
        if sign and value and value.is_single and value.min:
            for subject in claim.ids("subject"):
                key = subject, str(claim.when("period")), claim.text("currency") or ""
                results.setdefault(key, []).append((value.min * sign, claim))
    for before, after in sorted(pairs):
        for (subject, period, currency), told in sorted(results.items()):
            heirs = results.get((after, period, currency), []) if subject == before else []
            if heirs and not {value for value, _ in told} & {value for value, _ in heirs}:
                sides = {
                    docket.words("{0}: {1}", "{0}：{1}", of, in_words(Quantity.of(found[0][0]))): [
                        one for _, one in found
                    ]
                    for of, found in ((before, told), (after, heirs))
                }
                words = same(f"{period} {currency}")
                subject_words = docket.words("result of {0}: {1}", "{0}的业绩：{1}", before, words)
                yield docket.found("two-perimeters", subject_words, [before, after], sides, Ruling(None, _PERIMETERS))
