"""Deliveries and sales as printed: months with their gaps, totals apart, the alliance's figure beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from himagraph.answers import months, numbers, wording_deliveries
from himagraph.answers.figures import Figure, figures, party_json
from himagraph.answers.months import Window
from himagraph.answers.printed import Ranking, Ratio, rankings, ratios
from himagraph.answers.relations import Related, Relations
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json
from himagraph.answers.standing import ENDED
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Labels, When
from himagraph.resolve import Evidence

#: What `deliveries` looks among: a brand goes before the company of its name, as brands are what is counted.
DELIVERY_KINDS = (("alliance", "series", "brand"), ("car",), ("company", "unit"))
#: In this order the subjects of the whole record are shown.
_ORDER = ("alliance", "series", "brand", "car", "company")


@dataclass(frozen=True, slots=True)
class Beside:
    """The alliance's figure for the same period, and what part of it the subject's figure is: computed here."""

    entity: Entity
    figure: Figure
    portion: numbers.Portion | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one subject for one period; no figure where the record has a gap."""

    subject: Entity
    period: When
    figure: Figure | None
    beside: Beside | None

    def claims(self) -> tuple[Claim, ...]:
        own = (*self.figure.claims, *self.figure.coarser) if self.figure else ()
        return (*own, *(self.beside.figure.claims if self.beside else ()))

    def as_json(self) -> Json:
        figure, beside = self.figure, self.beside
        own: Json = figure.as_json() if figure else _gap()
        alliance = None
        if beside:
            alliance = {
                "entity": entity_json(beside.entity),
                "value": numbers.as_json(*beside.figure.value),
                "bases": list(beside.figure.bases),
                "conflict": bool(beside.figure.contradicting),
                "claims": claims_json(beside.figure.claims),
                "sources": [source_json(source) for source in beside.figure.sources],
            }
        return {
            "subject": party_json(self.subject),
            "period": str(self.period),
            **own,
            "alliance": alliance,
            "share": beside.portion.as_json() if beside and beside.portion else None,
        }


@dataclass(frozen=True, slots=True)
class Deliveries(Answer):
    """The printed figures of one subject, or of all.

    `rows` are months in order, gaps among them; `totals` are all other periods as printed: they are no sums of the
    rows and are never added up. Ratios and rankings are those that a source prints.
    """

    command: ClassVar[str] = "deliveries"

    question: Question
    entity: Entity | None
    window: Window
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    ratios: tuple[Ratio, ...]
    rankings: tuple[Ranking, ...]

    @property
    def reason(self) -> str | None:
        return None if any(row.figure for row in (*self.rows, *self.totals)) else "no-delivery-found"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found: no figure, no ratio, no ranking."""
        return self.reason is not None and not (self.ratios or self.rankings)

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        rows = [claim for row in (*self.rows, *self.totals) for claim in row.claims()]
        rows += [claim for one in self.ratios for claim in one.claims]
        rows += [claim for one in self.rankings for claim in one.claims]
        return tuple({claim.path: claim for claim in rows}.values())

    def sentence(self, lang: str = "en") -> str:
        """The newest figure, its share of the alliance, and how many months have one."""
        return wording_deliveries.sentence(self, lang)

    def coverage(self, lang: str = "en") -> str:
        """How many months have a figure."""
        return wording_deliveries.coverage(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "from": str(self.window.start) if self.window.start else None,
            "to": str(self.window.end) if self.window.end else None,
            "deliveries": [row.as_json() for row in self.rows],
            "totals": [row.as_json() for row in self.totals],
            "printed_ratios": [one.as_json() for one in self.ratios],
            "rankings": [one.as_json() for one in self.rankings],
            "coverage": self.coverage(),
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def deliveries(
    ledger: Ledger, slug: str | None, question: Question, from_: str | None = None, to: str | None = None
) -> Deliveries:
    """The figures of the subject, or of all for None, in the months from `from_` to `to` where they are given."""
    window = Window.of(from_, to)
    claims = ledger.claims_of_kind("delivery", "ratio", "ranking")
    evidence = ledger.evidence(claims, question)
    kept = [claim for claim in evidence.claims if _in_time(claim, window, question.clocks.as_of)]
    counted = [claim for claim in kept if claim.kind == "delivery" and not claim.is_denied]
    relations = Relations(ledger, question)
    whole_record = {name: _subject(name, counted, relations) for name in {_name(claim) for claim in counted}}
    subjects = {slug: relations.entity(slug)} if slug else whole_record
    rows: list[Row] = []
    totals: list[Row] = []
    for name, entity in sorted(subjects.items(), key=lambda pair: _place(pair[1])):
        above = _alliance(entity, relations)
        table = _Table(
            entity,
            _by_period(claim for claim in counted if _name(claim) == name),
            above,
            _by_period(claim for claim in counted if above and claim.ids("subject") == (above.entity.id,)),
            evidence,
            relations.entity,
        )
        rows += table.monthly(window if slug else Window(None, None))
        totals += table.totals()
    return Deliveries(
        question,
        relations.entity(slug) if slug else None,
        window,
        tuple(rows),
        tuple(totals),
        tuple(ratios([claim for claim in kept if claim.kind == "ratio"], slug, relations, evidence)),
        tuple(rankings([claim for claim in kept if claim.kind == "ranking"], slug, relations, evidence)),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The claims of one subject and of the alliance above it, each by period and segment."""

    entity: Entity
    own: Mapping[tuple[str, str], list[Claim]]
    above: Related | None
    alliance: Mapping[tuple[str, str], list[Claim]]
    evidence: Evidence
    named: Callable[[str], Entity]

    def monthly(self, window: Window) -> list[Row]:
        """The months of the window, or from the first figure to the last; one without a figure is a gap."""
        periods = [claims[0].when("period") for claims in self.own.values()]
        rows: list[Row] = []
        for month in window.months(period for period in periods if period and months.is_month(period)):
            segments = sorted(segment for period, segment in self.own if period == str(month) and segment)
            rows += self._figures(month) or [Row(self.entity, month, None, self._beside(None, month))]
            rows += [row for segment in segments for row in self._figures(month, segment)]
        return rows

    def totals(self) -> list[Row]:
        """All periods that are no month, as printed."""
        spans = [(period, segment) for (_, segment), claims in self.own.items() if (period := claims[0].when("period"))]
        rest = [(period, segment) for period, segment in spans if not months.is_month(period)]
        rest.sort(key=lambda pair: (months.order(pair[0]), pair[1]))
        return [row for period, segment in rest for row in self._figures(period, segment)]

    def _figures(self, period: When, segment: str = "") -> list[Row]:
        claims = self.own.get((months.written(period), segment), ())
        found = figures(claims, self.evidence, self.named)
        return [Row(self.entity, period, figure, self._beside(figure, period)) for figure in found]

    def _beside(self, figure: Figure | None, period: When) -> Beside | None:
        """The alliance's figure on a basis that both share, else its best one without a share."""
        if self.above is None or _joined_later(self.above, period) or (figure and figure.segment):
            return None
        found = figures(self.alliance.get((months.written(period), ""), ()), self.evidence, self.named)
        same = [one for one in found if figure and set(one.bases) & set(figure.bases)]
        best = next(iter(same or found), None)
        if best is None:
            return None
        part = numbers.portion(figure.value, best.value) if figure and same else None
        return Beside(self.above.entity, best, part)


def _alliance(entity: Entity, relations: Relations) -> Related | None:
    """The alliance or series whose figures contain those of a brand or a car."""
    if entity.kind == "car":
        brands = [one for one in relations.wholes(entity.id, "car-of-brand") if one.standing.word != ENDED]
        return _alliance(brands[0].entity, relations) if brands else None
    if entity.kind != "brand":
        return None
    return next(iter(relations.wholes(entity.id, "brand-of-alliance", "brand-of-series")), None)


def _joined_later(above: Related, period: When) -> bool:
    since = above.standing.since
    return since is not None and since.first is not None and period.last is not None and since.first > period.last


def _in_time(claim: Claim, window: Window, as_of: date) -> bool:
    """Whether the claim's period is over at the date asked for and meets the window."""
    period = claim.when("period")
    return period is not None and period.certainly_by(as_of) and window.meets(period)


def _by_period(claims: Iterable[Claim]) -> Mapping[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        period = claim.when("period")
        if period:
            found.setdefault((months.written(period), claim.text("segment") or ""), []).append(claim)
    return found


def _name(claim: Claim) -> str:
    """What stands for the subject of a claim: its slug, several together, or a text."""
    return "+".join(claim.ids("subject")) or claim.free_text("subject") or ""


def _subject(name: str, claims: Iterable[Claim], relations: Relations) -> Entity:
    ids = next((claim.ids("subject") for claim in claims if _name(claim) == name), ())
    if len(ids) == 1:
        return relations.entity(ids[0])
    labels = [relations.entity(slug).label() for slug in ids]
    return Entity(name, "several" if ids else "text", Labels(", ".join(labels) or name))


def _place(entity: Entity) -> tuple[int, str]:
    return _ORDER.index(entity.kind) if entity.kind in _ORDER else len(_ORDER), entity.label().casefold()


def _gap() -> Json:
    return {
        "value": numbers.as_json(None, None),
        "basis": None,
        "bases": [],
        "bound": None,
        "segment": None,
        "unit": None,
        "said_by": [],
        "also_printed": [],
        "weak": False,
        "conflict": False,
        "contradicting": [],
        "claims": [],
        "sources": [],
    }
