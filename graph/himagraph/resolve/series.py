"""The figures of one holder in one issuer through time, and the one that stands at a date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal

from himagraph.frozen import dataclass
from himagraph.records import Claim, Quantity, When
from himagraph.resolve.evidence import Evidence


@dataclass(slots=True)
class Figure:
    """A figure that stood for a time: the claim preferred for it, those that agree, those that contradict it.

    `silent` are claims that it is held and print no figure: they neither agree nor contradict.
    """

    preferred: Claim
    agrees: list[Claim] = field(default_factory=list)
    silent: list[Claim] = field(default_factory=list)
    contradicts: list[Claim] = field(default_factory=list)

    @property
    def claims(self) -> list[Claim]:
        """Those that print the figure, the preferred one first."""
        return [self.preferred, *self.agrees]

    def end(self, evidence: Evidence) -> When | None:
        """When it ended: what the best evidence of those says that tell of an end; None where nobody does."""
        told = [claim for claim in (*self.claims, *self.silent) if end_of(claim, evidence)]
        return end_of(min(told, key=evidence.newest_first), evidence) if told else None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one holder, oldest first; the last one stands unless it has ended."""

    figures: tuple[Figure, ...]
    possible: tuple[Claim, ...]
    ahead: tuple[Claim, ...]

    @property
    def current(self) -> Figure | None:
        return self.figures[-1] if self.figures else None


def series(claims: Iterable[Claim], evidence: Evidence, events: Sequence[When]) -> Series:
    """The series of one holder in one issuer.

    A later figure supersedes the one before only when its source is of equal or higher grade, when it states its own
    start, or when one of the dated `events` lies between the two; otherwise it stays beside it as a contradiction.
    `possible` are claims whose precision spans the date asked for, `ahead` those that start after it.
    """
    as_of = evidence.clocks.as_of
    started: list[Claim] = []
    possible: list[Claim] = []
    ahead: list[Claim] = []
    for claim in claims:
        start = evidence.start(claim)
        if not start.possibly_by(as_of):
            ahead.append(claim)
        elif start.certainly_by(as_of):
            started.append(claim)
        else:
            possible.append(claim)
    started.sort(key=lambda claim: (_day(evidence.start(claim)), *_worst_first(evidence, claim)))
    figures: list[Figure] = []
    for claim in started:
        _place(claim, figures, evidence, events)
    return Series(tuple(figures), tuple(possible), tuple(ahead))


def _place(claim: Claim, figures: list[Figure], evidence: Evidence, events: Sequence[When]) -> None:
    if not figures:
        figures.append(Figure(claim))
        return
    current = figures[-1]
    is_open = not _ends_only(claim) and not _ended_before(current, evidence.start(claim), evidence)
    if is_open and corroborates(quantity(current.preferred), quantity(claim)):
        better = _finer(current.preferred, claim, evidence)
        if better is claim:
            current.agrees.append(current.preferred)
            current.preferred = claim
        else:
            current.agrees.append(claim)
    elif is_open and not quantity(claim).is_known and not is_zero(current.preferred):
        current.silent.append(claim)
    elif is_open and not quantity(current.preferred).is_known:
        current.silent += current.claims
        current.preferred, current.agrees = claim, []
    elif _supersedes(claim, current, evidence, events):
        figures.append(Figure(claim))
    elif _same_day(current.preferred, claim, evidence) and _is_better(claim, current.preferred, evidence):
        current.contradicts.append(current.preferred)
        current.preferred = claim
    else:
        current.contradicts.append(claim)


def _supersedes(claim: Claim, current: Figure, evidence: Evidence, events: Sequence[When]) -> bool:
    before, after = evidence.start(current.preferred), evidence.start(claim)
    if before.overlaps(after):
        return False
    if claim.when("from") or _ended_before(current, after, evidence):
        return True
    best = min(evidence.grade(one) for one in current.claims)
    if evidence.grade(claim) <= best:
        return True
    return any(
        event.first is not None
        and event.last is not None
        and (before.last or date.min) < event.last
        and event.first <= (after.last or date.max)
        for event in events
    )


def _is_better(claim: Claim, preferred: Claim, evidence: Evidence) -> bool:
    # An undated observation was made at some time up to its retrieval: it never takes the place of a dated one.
    if evidence.start(claim).first is None and evidence.start(preferred).first is not None:
        return False
    return evidence.newest_first(claim) < evidence.newest_first(preferred)


def end_of(claim: Claim, evidence: Evidence) -> When | None:
    """From when the claim says that it no longer holds; an ended one without a date, from when that was seen."""
    end = claim.when("until")
    if end is None and claim.text("status") == "ended":
        return claim.when("observed") or evidence.source(claim).dated
    return end


def _ends_only(claim: Claim) -> bool:
    """Whether it tells of an end and of nothing before it."""
    return claim.text("status") == "ended" and claim.when("from") is None and claim.when("until") is None


def _ended_before(figure: Figure, start: When, evidence: Evidence) -> bool:
    end = figure.end(evidence)
    return end is not None and end.last is not None and start.first is not None and end.last <= start.first


def _same_day(one: Claim, other: Claim, evidence: Evidence) -> bool:
    return evidence.start(one).overlaps(evidence.start(other))


def _finer(one: Claim, other: Claim, evidence: Evidence) -> Claim:
    """The claim whose figure says more: more decimals, then the better source."""
    figures = _decimals(quantity(one)), _decimals(quantity(other))
    if figures[0] != figures[1]:
        return one if figures[0] > figures[1] else other
    return one if evidence.newest_first(one)[0] <= evidence.newest_first(other)[0] else other


def quantity(claim: Claim) -> Quantity:
    return claim.quantity("percent") or Quantity(None, None)


def is_zero(claim: Claim) -> bool:
    """Whether the claim prints that nothing is held."""
    return quantity(claim).max == 0


def contradicts(one: Quantity, other: Quantity) -> bool:
    """Whether two figures cannot both be right. One that is not known contradicts none."""
    return one.is_known and other.is_known and not corroborates(one, other)


def corroborates(one: Quantity, other: Quantity) -> bool:
    """Whether two figures bear each other out: equal, one the rounding of the other, or ranges that meet.

    One that is not known bears out none.
    """
    if not (one.is_known and other.is_known):
        return False
    if one.is_single and other.is_single and one.min is not None and other.min is not None:
        places = min(_places(one.min), _places(other.min))
        unit = Decimal(1).scaleb(-places)
        # Half a unit either way: sources round half up and half to even, and some cut off.
        return one.min == other.min or (_places(one.min) != _places(other.min) and abs(one.min - other.min) <= unit / 2)
    low = max(one.min or Decimal(0), other.min or Decimal(0))
    high = min(100 if one.max is None else one.max, 100 if other.max is None else other.max)
    return low <= high


def _decimals(value: Quantity) -> int:
    """How much a figure says: -2 unknown, -1 a range, else its decimals."""
    if not value.is_known:
        return -2
    return _places(value.min) if value.is_single and value.min is not None else -1


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _day(start: When) -> date:
    return start.last or date.max


def _worst_first(evidence: Evidence, claim: Claim) -> tuple[int, int, str]:
    grade, age, path = evidence.newest_first(claim)
    return -grade, -age, path
