"""Arithmetic across claims: parts against totals, months against ranges, printed ratios against their figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from himagraph.contradictions.contradiction import Contradiction, contradiction
from himagraph.contradictions.figures import half_unit
from himagraph.records import Claim, Judgement, When
from himagraph.resolve import Evidence

_ROOM = Decimal("0.05")  # points: what a share printed with one decimal leaves open


def totals(evidence: Evidence, judgements: Iterable[Judgement]) -> Iterator[Contradiction]:
    """Totals that their parts exceed, ranges that their months exceed, and ratios that their figures do not give."""
    judged = list(judgements)
    figures = [claim for claim in evidence.claims if claim.kind == "delivery" and not claim.text("segment")]
    exact = [claim for claim in figures if _value(claim) is not None]
    wholes = _wholes(evidence)
    yield from _parts(exact, wholes, evidence, judged)
    yield from _ranges(exact, evidence, judged)
    yield from _ratios(exact, evidence, judged)
    yield from _growths(exact, evidence, judged)
    yield from _prices(evidence, judged)


def _value(claim: Claim) -> Decimal | None:
    """The least that the figure says; None where it says no least."""
    quantity = claim.quantity("value")
    if claim.text("bound") in ("less-than", "at-most") or not quantity or quantity.min is None:
        return None
    return quantity.min - (half_unit(quantity.min) if claim.text("bound") == "about" else 0)


def _most(claim: Claim) -> Decimal | None:
    """The most that the figure says; None where it says no most."""
    quantity = claim.quantity("value")
    if claim.text("bound") in ("more-than", "at-least") or not quantity or quantity.max is None:
        return None
    return quantity.max + (half_unit(quantity.max) if claim.text("bound") == "about" else 0)


def _wholes(evidence: Evidence) -> dict[str, set[str]]:
    """What each brand or car is a part of, by the affiliations that are asserted."""
    found: dict[str, set[str]] = {}
    for claim in evidence.claims:
        if claim.text("role") in ("brand-of-alliance", "brand-of-series", "car-of-brand") and not claim.is_denied:
            for part in claim.ids("part"):
                found.setdefault(part, set()).update(claim.ids("whole"))
    return found


def _parts(
    figures: list[Claim], wholes: Mapping[str, set[str]], evidence: Evidence, judged: list[Judgement]
) -> Iterator[Contradiction]:
    cells: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in sorted(figures, key=evidence.newest_first):
        period, basis = str(claim.when("period")), claim.text("basis") or ""
        if len(claim.ids("subject")) > 1:
            continue  # a figure of several together is no part of any
        for subject in claim.ids("subject"):
            cells.setdefault((period, basis, subject), {}).setdefault("own", claim)
            for whole in wholes.get(subject, ()):
                cells.setdefault((period, basis, whole), {}).setdefault(subject, claim)
    for (period, basis, whole), found in sorted(cells.items()):
        total = found.pop("own", None)
        most = _most(total) if total else None
        summed = sum((_value(claim) or Decimal(0) for claim in found.values()), Decimal(0))
        if total and most is not None and found and summed > most:
            sides = {f"{most:,} in all": [total], f"{summed:,} as the sum of its parts": list(found.values())}
            yield contradiction("parts-over-total", f"{basis} of {period}", [whole, *found], sides, evidence, judged)


def _ranges(figures: list[Claim], evidence: Evidence, judged: list[Judgement]) -> Iterator[Contradiction]:
    """A figure of a longer period below the sum of its months, or with all of them known, not their sum."""
    series: dict[tuple[str, str], list[Claim]] = {}
    for claim in figures:
        for subject in claim.ids("subject"):
            series.setdefault((subject, claim.text("basis") or ""), []).append(claim)
    for (subject, basis), claims in sorted(series.items()):
        months = _months(claims, evidence)
        for claim in claims:
            period, most = claim.when("period"), _most(claim)
            if period is None or most is None or _months_in(period) < 2:
                continue
            inside = [one for one in months if _inside(one.when("period"), period)]
            summed = sum((_value(one) or Decimal(0) for one in inside), Decimal(0))
            complete = len(inside) == _months_in(period) and all(_most(one) is not None for one in inside)
            if inside and (summed > most or (complete and claim.text("bound") is None and summed != most)):
                sides = {f"{most:,} for {period}": [claim], f"{summed:,} as the sum of {len(inside)} months": inside}
                yield contradiction("months-against-range", f"{basis} of {subject}", [subject], sides, evidence, judged)


def _months(claims: list[Claim], evidence: Evidence) -> list[Claim]:
    best: dict[str, Claim] = {}
    for claim in sorted(claims, key=evidence.newest_first):
        period = claim.when("period")
        if period and _months_in(period) == 1 and len(period.text) == 7:
            best.setdefault(period.text, claim)
    return list(best.values())


def _months_in(period: When) -> int:
    """How many whole months a period has; 0 where it is open or does not end with a month."""
    if period.first is None or period.last is None or period.first.day != 1:
        return 0
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def _inside(month: When | None, period: When) -> bool:
    if month is None or month.first is None or month.last is None or period.first is None or period.last is None:
        return False
    return period.first <= month.first and month.last <= period.last


def _ratios(figures: list[Claim], evidence: Evidence, judged: list[Judgement]) -> Iterator[Contradiction]:
    cells: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(figures, key=evidence.newest_first):
        for subject in claim.ids("subject"):
            cells.setdefault((subject, str(claim.when("period"))), []).append(claim)
    for claim in evidence.claims:
        printed = claim.quantity("percent")
        if claim.kind != "ratio" or claim.text("metric") != "share-of-deliveries" or not printed or claim.is_denied:
            continue
        period = str(claim.when("period"))
        for part in cells.get((claim.id_of("part") or "", period), []):
            for whole in cells.get((claim.id_of("whole") or "", period), []):
                if part.text("basis") == whole.text("basis") and not _gives(claim, part, whole):
                    share = (_value(part) or Decimal(0)) / (_value(whole) or Decimal(1)) * 100
                    sides = {f"{printed}% printed": [claim], f"{share:.2f}% by the figures": [part, whole]}
                    about = [*claim.ids("part"), *claim.ids("whole")]
                    yield contradiction("ratio-against-figures", period, about, sides, evidence, judged)


def _growths(figures: list[Claim], evidence: Evidence, judged: list[Judgement]) -> Iterator[Contradiction]:
    """A printed growth over the year before that the figures of the two years do not give."""
    cells: dict[tuple[str, str, str], Claim] = {}
    for claim in sorted(figures, key=evidence.newest_first, reverse=True):
        for subject in claim.ids("subject"):
            cells[subject, str(claim.when("period")), claim.text("basis") or ""] = claim
    for claim in evidence.claims:
        if (
            claim.kind != "ratio"
            or claim.text("metric") != "growth"
            or claim.is_denied
            or claim.text("unit") == "points"
        ):
            continue
        period = str(claim.when("period"))
        before = period.replace(period[:4], str(int(period[:4]) - 1)) if period[:4].isdigit() else ""
        for subject in claim.ids("part") or claim.ids("base") or claim.ids("whole"):
            for basis in {key[2] for key in cells if key[0] == subject}:
                now, then = cells.get((subject, period, basis)), cells.get((subject, before, basis))
                if now and then and not _grows(claim, now, then):
                    sides = {
                        f"{claim.quantity('percent')}% printed": [claim],
                        "by the figures of both years": [now, then],
                    }
                    yield contradiction("growth-against-figures", period, [subject], sides, evidence, judged)


def _grows(ratio: Claim, now: Claim, then: Claim) -> bool:
    low, high, printed = _value(now), _most(now), ratio.quantity("percent")
    base_low, base_high = _value(then), _most(then)
    if low is None or high is None or not base_low or not base_high or not printed or printed.min is None:
        return True
    least, most = (low / base_high - 1) * 100, (high / base_low - 1) * 100
    if ratio.text("bound") in ("more-than", "at-least"):
        return most >= printed.min
    exponent = printed.min.as_tuple().exponent
    room = _ROOM if isinstance(exponent, int) and exponent < 0 else Decimal("0.5")
    return least - room <= (printed.max or printed.min) and printed.min <= most + room


def _gives(ratio: Claim, part: Claim, whole: Claim) -> bool:
    """Whether the two figures give the printed ratio, as far as it is printed and bounded."""
    low, high, printed = _value(part), _most(part), ratio.quantity("percent")
    base_low, base_high = _value(whole), _most(whole)
    if low is None or high is None or not base_low or base_high is None or not printed or printed.min is None:
        return True
    least, most = low / base_high * 100, high / base_low * 100
    if ratio.text("bound") in ("more-than", "at-least"):
        return most >= printed.min
    if ratio.text("bound") in ("less-than", "at-most"):
        return least <= (printed.max or printed.min)
    exponent = printed.min.as_tuple().exponent
    room = _ROOM if isinstance(exponent, int) and exponent < 0 else Decimal("0.5")
    return least - room <= (printed.max or printed.min) and printed.min <= most + room


def _prices(evidence: Evidence, judged: list[Judgement]) -> Iterator[Contradiction]:
    """Two deals of one issuer whose price and share imply values of the whole that lie apart by more than a half."""
    implied: dict[str, list[tuple[Decimal, Claim]]] = {}
    for claim in evidence.claims:
        price, percent = claim.money("price"), claim.quantity("percent")
        if claim.kind != "transaction" or claim.text("way") == "subscription":
            continue
        firm = claim.text("status") in ("agreed", "approved", "completed")
        if firm and price and percent and price.amount.min and percent.min:
            whole = price.amount.min / percent.min * 100
            implied.setdefault(f"{claim.ids('issuer')[0]} {price.currency}", []).append((whole, claim))
    for key, values in sorted(implied.items()):
        low, high = min(values, key=lambda one: one[0]), max(values, key=lambda one: one[0])
        years = [evidence.dated(one).last for _, one in (low, high)]
        if high[0] > low[0] * Decimal("1.5") and years[0] and years[1] and abs(years[0].year - years[1].year) < 1:
            sides = {f"whole worth {high[0]:,.0f}": [high[1]], f"whole worth {low[0]:,.0f}": [low[1]]}
            yield contradiction("implied-value", key, high[1].ids("issuer"), sides, evidence, judged)
