"""Ratios and rankings that a source prints, beside what is computed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from himagraph.answers import months, numbers
from himagraph.answers.figures import party_json
from himagraph.answers.relations import Relations
from himagraph.answers.rows import Json, claims_json, source_json, sources_of
from himagraph.answers.standing import is_weak
from himagraph.records import Claim, Entity, Labels, Quantity, Source, When
from himagraph.resolve import Evidence

_PARTIES = ("part", "whole", "base", "subject", "field")


@dataclass(frozen=True, slots=True)
class Ratio:
    """One printed ratio in percent (or percentage points): of `part` in `whole`, or against `base`."""

    part: tuple[Entity, ...]
    whole: tuple[Entity, ...]
    base: tuple[Entity, ...]
    metric: str
    period: When
    quantity: Quantity
    bound: str | None
    unit: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def text(self, lang: str = "en") -> str:
        points = "个百分点" if lang == "zh" else " points"
        number = numbers.text(self.quantity, self.bound, lang)
        return number + (points if self.unit == "points" else "%")

    def as_json(self) -> Json:
        return {
            "part": [party_json(one) for one in self.part],
            "whole": [party_json(one) for one in self.whole],
            "base": [party_json(one) for one in self.base],
            "metric": self.metric,
            "period": str(self.period),
            "percent": {**numbers.as_json(self.quantity, self.bound), "text": self.text()},
            "unit": self.unit,
            "bound": self.bound,
            "weak": is_weak(self.sources),
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Ranking:
    """One printed ranking: the place of `subject` in `field`, or, without a place, that it outsold the field."""

    subject: tuple[Entity, ...]
    field: tuple[Entity, ...]
    place: Quantity | None
    margin: Quantity | None
    period: When
    measure: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        return {
            "subject": [party_json(one) for one in self.subject],
            "field": [party_json(one) for one in self.field],
            "place": numbers.as_json(self.place, None) if self.place else None,
            "margin": numbers.as_json(self.margin, None) if self.margin else None,
            "period": str(self.period),
            "measure": self.measure,
            "weak": is_weak(self.sources),
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


def ratios(claims: Iterable[Claim], slug: str | None, relations: Relations, evidence: Evidence) -> list[Ratio]:
    """The ratios in which the entity takes part, or all, by period; equal ones in one row."""
    groups = _grouped(claims, slug, evidence, ("part", "whole", "base", "metric", "period", "percent", "unit"))
    return [
        Ratio(
            _parties(group[0], "part", relations),
            _parties(group[0], "whole", relations),
            _parties(group[0], "base", relations),
            group[0].text("metric") or "",
            _period(group[0]),
            group[0].quantity("percent") or Quantity(None, None),
            group[0].text("bound"),
            group[0].text("unit") or "percent",
            tuple(group),
            sources_of(group, evidence),
        )
        for group in groups
    ]


def rankings(claims: Iterable[Claim], slug: str | None, relations: Relations, evidence: Evidence) -> list[Ranking]:
    """The rankings in which the entity takes part, or all, by period; equal ones in one row."""
    groups = _grouped(claims, slug, evidence, ("subject", "field", "place", "margin", "period", "measure"))
    return [
        Ranking(
            _parties(group[0], "subject", relations),
            _parties(group[0], "field", relations),
            group[0].quantity("place"),
            group[0].quantity("margin"),
            _period(group[0]),
            group[0].text("measure") or "",
            tuple(group),
            sources_of(group, evidence),
        )
        for group in groups
    ]


def _grouped(claims: Iterable[Claim], slug: str | None, evidence: Evidence, keys: tuple[str, ...]) -> list[list[Claim]]:
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=evidence.newest_first):
        mine = slug is None or any(slug in claim.ids(key) for key in _PARTIES)
        if mine and not claim.is_denied:
            found.setdefault((*(_comparable(claim, key) for key in keys), claim.text("bound")), []).append(claim)
    return sorted(found.values(), key=lambda group: (months.order(_period(group[0])), group[0].path))


def _comparable(claim: Claim, key: str) -> object:
    return claim.ids(key) or claim.free_text(key) or claim.text(key) or claim.quantity(key) or str(claim.when(key))


def _parties(claim: Claim, key: str, relations: Relations) -> tuple[Entity, ...]:
    """The entities under the key; what has no entry in the register as an entity of kind `text`."""
    name = claim.free_text(key)
    return tuple(relations.entity(slug) for slug in claim.ids(key)) or (
        (Entity(name, "text", Labels(name)),) if name else ()
    )


def _period(claim: Claim) -> When:
    return claim.when("period") or When.parse("../9999")
