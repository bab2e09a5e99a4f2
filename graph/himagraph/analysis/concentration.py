"""How concentrated an alliance's deliveries are on its brands, month by month: the Herfindahl-Hirschman index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar

from himagraph.analysis import wording
from himagraph.analysis.record import Record, claims_once
from himagraph.answers import months, numbers
from himagraph.answers.figures import Figure, figures
from himagraph.answers.relations import Related
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json
from himagraph.answers.standing import SEEN_LATER
from himagraph.ledger import Question
from himagraph.records import Claim, Entity, Source, When
from himagraph.resolve import Evidence

#: The index of one brand that delivers everything.
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """One brand's part of the alliance's figure, of 1, from `low` to `high`; computed here from the two figures."""

    brand: Entity
    figure: Figure
    low: Fraction
    high: Fraction

    def as_json(self) -> Json:
        return {
            "brand": entity_json(self.brand),
            "value": numbers.as_json(*self.figure.value),
            "percent": _number(self.low * 100, self.high * 100, 100),
            "claims": claims_json(self.figure.claims),
        }


@dataclass(frozen=True, slots=True)
class Month:
    """The index of one month on one basis, from `low` to `high` of 10,000; None where figures do not permit it.

    `missing` are the brands without a figure on the basis: what the others leave is theirs, however parted.
    """

    period: When
    basis: str | None
    total: Figure | None
    parts: tuple[Part, ...]
    missing: tuple[Entity, ...]
    low: Fraction | None
    high: Fraction | None
    why_not: str | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        own = self.total.claims if self.total else ()
        return claims_once([*own, *(claim for part in self.parts for claim in part.figure.claims)])

    @property
    def sources(self) -> tuple[Source, ...]:
        named = [
            *(self.total.sources if self.total else ()),
            *(one for part in self.parts for one in part.figure.sources),
        ]
        return tuple({source.id: source for source in named}.values())

    def as_json(self) -> Json:
        return {
            "period": str(self.period),
            "basis": self.basis,
            "hhi": None if self.low is None or self.high is None else _number(self.low, self.high, WHOLE),
            "total": numbers.as_json(*self.total.value) if self.total else None,
            "parts": [part.as_json() for part in self.parts],
            "missing": [entity_json(one) for one in self.missing],
            "why_not": self.why_not,
            "claims": claims_json(self.claims),
            "sources": [source_json(one) for one in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Series:
    """The months of one alliance or series, from its first figure to its last."""

    whole: Entity
    months: tuple[Month, ...]

    def as_json(self) -> Json:
        return {"entity": entity_json(self.whole), "months": [month.as_json() for month in self.months]}


@dataclass(frozen=True, slots=True)
class Concentration(Answer):
    """The index of each alliance or series by month. Other periods are left out: never added, never split."""

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "concentration"

    question: Question
    series: tuple[Series, ...]

    @property
    def reason(self) -> str | None:
        found = any(month.low is not None for one in self.series for month in one.months)
        return None if found else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        return claims_once(claim for one in self.series for month in one.months for claim in month.claims)

    def sentence(self, lang: str = "en") -> str:
        """The newest index of each alliance, and how many months have one."""
        return wording.concentration(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "series": [one.as_json() for one in self.series],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def concentration(record: Record) -> Concentration:
    """The index of every alliance and series that the record has monthly figures of."""
    evidence = record.deliveries
    as_of = record.question.clocks.as_of
    by_subject: dict[tuple[str, str], list[Claim]] = {}
    for claim in evidence.claims:
        period, subject = claim.when("period"), claim.ids("subject")
        counts = months.is_month(period) and len(subject) == 1 and not claim.is_denied and not claim.text("segment")
        if counts and period and period.certainly_by(as_of):
            by_subject.setdefault((subject[0], months.written(period)), []).append(claim)
    found: list[Series] = []
    for whole in sorted({slug for slug, _ in by_subject if record.entity(slug).kind in ("alliance", "series")}):
        brands = record.relations.parts(whole, "brand-of-alliance", "brand-of-series")
        brands = [one for one in brands if one.standing.word != SEEN_LATER]
        periods = sorted(period for slug, period in by_subject if slug == whole)
        span = months.Window(None, None).months(When.parse(period) for period in periods)
        rows = tuple(_month(record, whole, month, brands, by_subject, evidence) for month in span)
        found.append(Series(record.entity(whole), rows))
    return Concentration(record.question, tuple(found))


def _month(
    record: Record, whole: str, month: When, brands: Iterable[Related],
    claims: Mapping[tuple[str, str], list[Claim]], evidence: Evidence,
) -> Month:  # fmt: skip
    period = months.written(month)
    totals = figures(claims.get((whole, period), ()), evidence, record.entity)
    if not totals:
        return Month(month, None, None, (), (), None, None, "no-total")
    then = [one.entity for one in brands if not _joins_later(one, month)]
    best: Month | None = None
    for total in totals:
        for basis in total.bases:
            made = _on_basis(record, month, basis, total, then, claims, evidence)
            if best is None or len(made.parts) > len(best.parts):
                best = made
    return best or Month(month, None, totals[0], (), tuple(then), None, None, "no-part")


def _on_basis(
    record: Record, month: When, basis: str, total: Figure, brands: Iterable[Entity],
    claims: Mapping[tuple[str, str], list[Claim]], evidence: Evidence,
) -> Month:  # fmt: skip
    """The month on one basis: figures on another are another measure."""
    parts: list[Part] = []
    missing: list[Entity] = []
    for brand in brands:
        own = figures(claims.get((brand.id, months.written(month)), ()), evidence, record.entity)
        part = next((part for one in own if basis in one.bases and (part := _part(brand, one, total))), None)
        if part:
            parts.append(part)
        else:
            missing.append(brand)
    parts.sort(key=lambda part: (-part.high, part.brand.id))
    if not parts:
        return Month(month, basis, total, (), tuple(missing), None, None, "no-part")
    low, high = _index(parts, len(missing))
    if low is None:
        return Month(month, basis, total, tuple(parts), tuple(missing), None, None, "parts-above-total")
    return Month(month, basis, total, tuple(parts), tuple(missing), low, high, None)


def _part(brand: Entity, figure: Figure, total: Figure) -> Part | None:
    """The brand's part of the total; None where a figure has no number or no upper end leaves it a part."""
    low, high = numbers.span(*figure.value)
    least, most = numbers.span(*total.value)
    if low is None or not least:
        return None
    return Part(brand, figure, low / most if most else Fraction(0), min(Fraction(1), (high or most or least) / least))


def _index(parts: Iterable[Part], missing: int) -> tuple[Fraction | None, Fraction | None]:
    """The bounds of the sum of squares, times 10,000; None where the parts are more than the whole.

    The rest belongs to the brands that are missing: least concentrated where it is parted evenly among them, most where
    one has it all. Without missing brands the parts are scaled to nothing: what they leave is on nobody's account.
    """
    known = list(parts)
    least, most = sum((one.low for one in known), Fraction(0)), sum((one.high for one in known), Fraction(0))
    if least > 1:
        return None, None
    rest_low, rest_high = max(Fraction(0), 1 - most), 1 - least
    squares_low, squares_high = (sum((one**2 for one in ends), Fraction(0))
                                 for ends in ([one.low for one in known], [one.high for one in known]))  # fmt: skip
    low = squares_low + (rest_low**2 / missing if missing else 0)
    largest = max((one.low for one in known), default=Fraction(0))
    # Least ends with all that is open on the largest of them: no way of parting it is more concentrated.
    heaped = squares_low - largest**2 + (largest + rest_high) ** 2
    alone = squares_low + rest_high**2 if missing else Fraction(0)
    high = min(Fraction(1), squares_high + (rest_high**2 if missing else 0), max(heaped, alone))
    return low * WHOLE, high * WHOLE


def _joins_later(brand: Related, month: When) -> bool:
    since = brand.standing.since
    return since is not None and since.first is not None and month.last is not None and since.first > month.last


def _number(low: Fraction, high: Fraction, most: int) -> Json:
    """The bounds rounded outward to two places."""
    least, top = Fraction(floor(low * 100), 100), min(Fraction(most), Fraction(ceil(high * 100), 100))
    shown = [f"{float(one):.2f}".rstrip("0").rstrip(".") for one in (least, top)]
    text = shown[0] if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"
    return {"min": shown[0], "max": shown[1], "text": text}
