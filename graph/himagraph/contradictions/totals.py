"""Arithmetic across claims: parts against totals, and months and longer periods against the period that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from himagraph.contradictions.amounts import says, span
from himagraph.contradictions.contradiction import Contradiction
from himagraph.contradictions.docket import Docket, same
from himagraph.records import Claim, Labels, When

_PARTS = ("brand-of-alliance", "brand-of-series", "car-of-brand")
_OPEN = Decimal("1e17")
_DAY = timedelta(days=1)


def counted(docket: Docket) -> list[Claim]:
    """The figures of cars, best evidence first; those of a segment of the subject are left out."""
    figures = [claim for claim in docket.asserted("delivery") if not claim.text("segment") and not claim.text("unit")]
    return sorted(figures, key=docket.evidence.newest_first)


def least(claim: Claim) -> Decimal | None:
    """The least that the figure says; None where it says no least."""
    found = span(claim.quantity("value"), claim.text("bound") or "exact")
    return found[0] if found and found[0] > -_OPEN else None


def most(claim: Claim) -> Decimal | None:
    """The most that the figure says; None where it says no most."""
    found = span(claim.quantity("value"), claim.text("bound") or "exact")
    return found[1] if found and found[1] < _OPEN else None


def parts(docket: Docket) -> Iterator[Contradiction]:
    """A total that its parts exceed, in one period and on one measure."""
    wholes: dict[str, set[str]] = {}
    for claim in docket.asserted("affiliation"):
        if claim.text("role") in _PARTS:
            for part in claim.ids("part"):
                wholes.setdefault(part, set()).update(claim.ids("whole"))
    cells: dict[tuple[str, str, str], dict[str, Claim]] = {}
    for claim in counted(docket):
        if least(claim) is None or len(claim.ids("subject")) > 1:
            continue  # a figure of several together is no part of any
        subject = claim.ids("subject")[0] if claim.ids("subject") else ""
        key = str(claim.when("period")), claim.text("basis") or ""
        cells.setdefault((*key, subject), {}).setdefault("", claim)
        for whole in sorted(wholes.get(subject, ())):
            cells.setdefault((*key, whole), {}).setdefault(subject, claim)
    for (period, basis, whole), found in sorted(cells.items()):
        total = found.pop("", None)
        top, summed = most(total) if total else None, _sum(found.values())
        if total and top is not None and found and summed > top:
            sides = {
                Labels(f"{top:,} in all", f"合计{top:,}"): [total],
                Labels(f"{summed:,} as the sum of its parts", f"分项之和{summed:,}"): list(found.values()),
            }
            subject_words = docket.words("{0}: {1} of {2}", "{0}：{2} {1}", whole, same(basis), same(period))
            yield docket.found("parts-over-total", subject_words, [whole, *found], sides)


def periods(docket: Docket) -> Iterator[Contradiction]:
    """A figure of a longer period below the sum of its months, or not the sum of the periods that make it up."""
    series: dict[tuple[str, str], list[Claim]] = {}
    for claim in counted(docket):
        if least(claim) is not None and len(claim.ids("subject")) == 1:
            series.setdefault((claim.ids("subject")[0], claim.text("basis") or ""), []).append(claim)
    for (subject, basis), claims in sorted(series.items()):
        best: dict[tuple[date, date], Claim] = {}
        for claim in sorted(claims, key=_width):
            if stretch := _stretch(claim.when("period")):
                best.setdefault(stretch, claim)
        for stretch in sorted(best):
            told = [claim for claim in claims if _stretch(claim.when("period")) == stretch and most(claim) is not None]
            for inside in _makings(stretch, best):
                wrong = [claim for claim in told if _is_off(claim, inside, stretch)]
                if wrong:
                    summed = _sum(inside)
                    top, period = says(wrong[0], ("value",)), same(str(wrong[0].when("period")))
                    sides = {
                        docket.words("{0} in all", "合计{0}", top): wrong,
                        Labels(
                            f"{summed:,} as the sum of {len(inside)} periods", f"{len(inside)}个期间之和{summed:,}"
                        ): inside,
                    }
                    words = docket.words("{0}: {1} of {2}", "{0}：{2} {1}", subject, same(basis), period)
                    yield docket.found("months-against-range", words, [subject], sides)
                    break


def _width(claim: Claim) -> Decimal:
    low, high = least(claim), most(claim)
    return _OPEN if low is None or high is None else high - low


def _is_off(claim: Claim, inside: list[Claim], stretch: tuple[date, date]) -> bool:
    """Whether the periods inside come to more than the figure, or to less although nothing is missing."""
    low, high = least(claim) or Decimal(0), most(claim) or Decimal(0)
    if _months(stretch) < 2 or _sum(inside) > high:
        return _months(stretch) > 1
    whole = _covers(stretch, inside) and all(most(one) is not None for one in inside)
    return whole and _total_most(inside) < low


def _makings(stretch: tuple[date, date], best: dict[tuple[date, date], Claim]) -> Iterator[list[Claim]]:
    """The months inside a stretch, and each way in which two known periods make it up."""
    months = [claim for other, claim in sorted(best.items()) if _months(other) == 1 and _is_inside(other, stretch)]
    if months:
        yield months
    for first, claim in sorted(best.items()):
        second = (first[1] + _DAY, stretch[1])
        if first != stretch and first[0] == stretch[0] and second in best:
            yield [claim, best[second]]


def _stretch(period: When | None) -> tuple[date, date] | None:
    """The first and last day of a period of whole months; None where it is open."""
    if period is None or period.first is None or period.last is None or period.first.day != 1:
        return None
    return (period.first, period.last) if (period.last + _DAY).day == 1 else None


def _months(stretch: tuple[date, date]) -> int:
    return (stretch[1].year - stretch[0].year) * 12 + stretch[1].month - stretch[0].month + 1


def _is_inside(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _covers(stretch: tuple[date, date], inside: list[Claim]) -> bool:
    return sum(_months(one) for claim in inside if (one := _stretch(claim.when("period")))) == _months(stretch)


def _sum(claims: Iterable[Claim]) -> Decimal:
    return sum((least(claim) or Decimal(0) for claim in claims), Decimal(0))


def _total_most(claims: Iterable[Claim]) -> Decimal:
    return sum((most(claim) or Decimal(0) for claim in claims), Decimal(0))
