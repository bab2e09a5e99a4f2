"""The brands of the record: to whom they belong, who makes them, under which model of cooperation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_brands
from himagraph.answers.particulars import Particular, Price, particulars, prices
from himagraph.answers.relations import HUAWEI, Related, Relations
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.answers.standing import HOLDS, POSSIBLE, SEEN_LATER, Standing, best_word, judge, printed
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Labels

#: What `brands` looks among: a brand itself, what groups brands, then companies.
BRAND_KINDS = (("brand",), ("alliance", "series"), ("company", "unit"))


@dataclass(frozen=True, slots=True)
class BrandRow:
    """One brand at the date. `standing` is that of its relation to what was asked for, else of its main relation."""

    entity: Entity
    standing: Standing
    alliance: Related | None
    series: Related | None
    owners: tuple[Related, ...]
    makers: tuple[Related, ...]
    cars: int
    models: tuple[tuple[str, Labels], ...]
    printed_as: tuple[str, ...]
    by_name: bool
    prices: tuple[Price, ...]
    particulars: tuple[Particular, ...]

    def claims(self) -> tuple[Claim, ...]:
        groups = [one for one in (self.alliance, self.series) if one]
        related = [one.standing for one in (*groups, *self.owners, *self.makers)]
        beside = [claim for one in self.prices for claim in one.claims]
        beside += [claim for one in self.particulars for claim in one.claims]
        return (*self.standing.claims, *(claim for one in related for claim in one.claims), *beside)

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "alliance": self.alliance.as_json() if self.alliance else None,
            "series": self.series.as_json() if self.series else None,
            "owner": [one.as_json() for one in self.owners],
            "maker": [one.as_json() for one in self.makers],
            "cars": self.cars,
            "models": [{"id": slug, "label": _label(labels)} for slug, labels in self.models],
            "printed_as": list(self.printed_as),
            "by_name": self.by_name,
            "prices": [one.as_json() for one in self.prices],
            "attributes": [one.as_json() for one in self.particulars],
            **self.standing.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Brands(Answer):
    """The brands at the date: of an alliance, a series or a company, one brand, or all.

    `possible` where a date's precision leaves it open, `seen_later` where a brand is first seen after the date and no
    source says since when. `unregistered` are names of brands that a source gives and the register does not know.
    """

    command: ClassVar[str] = "brands"

    question: Question
    entity: Entity | None
    brands: tuple[BrandRow, ...]
    possible: tuple[BrandRow, ...]
    seen_later: tuple[BrandRow, ...]
    unregistered: tuple[tuple[str, Standing], ...]
    counts: tuple[Particular, ...]

    @property
    def reason(self) -> str | None:
        return None if self.brands else "no-brand-found"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found, not even something possible or seen later."""
        return not (self.brands or self.possible or self.seen_later)

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        rows = [claim for row in (*self.brands, *self.possible, *self.seen_later) for claim in row.claims()]
        rows += [claim for _, standing in self.unregistered for claim in standing.claims]
        rows += [claim for count in self.counts for claim in count.claims]
        return tuple({claim.path: claim for claim in rows}.values())

    def sentence(self, lang: str = "en") -> str:
        """The answer as one sentence that can be quoted."""
        return wording_brands.sentence(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "brands": [row.as_json() for row in self.brands],
            "possible": [row.as_json() for row in self.possible],
            "seen_later": [row.as_json() for row in self.seen_later],
            "unregistered": [{"text": name, **standing.as_json()} for name, standing in self.unregistered],
            "printed_counts": [one.as_json() for one in self.counts],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def brands(ledger: Ledger, slug: str | None, question: Question) -> Brands:
    """The brands of the entity at the question's clocks; of the whole record for None."""
    relations = Relations(ledger, question)
    entity = relations.entity(slug) if slug else None
    rows = [row for brand in relations.brands if (row := brand_row(relations, brand, entity))]
    rows.sort(key=_place)
    grouped = {word: tuple(row for row in rows if row.standing.word == word) for word in (HOLDS, POSSIBLE, SEEN_LATER)}
    grouping = entity is not None and entity.kind in ("alliance", "series")
    return Brands(
        question,
        entity,
        grouped[HOLDS],
        grouped[POSSIBLE],
        grouped[SEEN_LATER],
        tuple(relations.texts_of(slug, "brand-of-alliance", "brand-of-series")) if slug and grouping else (),
        tuple(particulars(relations, slug, "brand-count")) if slug else (),
    )


def brand_row(relations: Relations, brand: str, entity: Entity | None = None) -> BrandRow | None:
    """The row of a brand; None when it has nothing to do with the entity, or with nothing at all."""
    alliances = relations.wholes(brand, "brand-of-alliance")
    series = relations.wholes(brand, "brand-of-series")
    owners = relations.wholes(brand, "brand-of-company")
    makers = [one for one in relations.makers(brand) if one.standing.word != SEEN_LATER or _asked(one, entity)]
    groups = [*alliances, *series]
    match entity.kind if entity else None:
        case None | "brand":
            if entity and entity.id != brand:
                return None
            main = groups or owners or makers
            standing = main[0].standing if main else _mentioned(relations, brand)
        case "alliance" | "series":
            standing = next((one.standing for one in groups if _asked(one, entity)), None)
        case _:
            standing = _with_company(relations, brand, entity, [*owners, *makers])
    if standing is None:
        return None
    named = _naming(relations, groups or owners or makers)
    cars = [one for one in relations.parts(brand, "car-of-brand") if one.standing.word == HOLDS]
    return BrandRow(
        relations.entity(brand),
        standing,
        alliance=_first(alliances),
        series=_first(series),
        owners=tuple(owners),
        makers=tuple(makers),
        cars=len(cars),
        models=_models(relations, brand),
        printed_as=printed(named, "part"),
        by_name=any(not printed([claim], "part") for claim in named) or not named,
        prices=tuple(prices(relations, brand)),
        particulars=tuple(particulars(relations, brand)),
    )


def _with_company(
    relations: Relations, brand: str, entity: Entity | None, related: Iterable[Related]
) -> Standing | None:
    """How the brand stands to the company: as its own, as made by it, or as one that they work on together."""
    if entity is None:
        return None
    found = [one.standing for one in related if one.entity.id == entity.id]
    if not found:
        joint = judge(relations.worked_on_by(entity.id, brand), relations.evidence)
        found = [joint] if joint else []
    if not found and entity.id == HUAWEI:
        # Whatever is under one of Huawei's models is made with Huawei, named in the claim or not.
        found = [standing for _, standing in relations.models(brand)]
    word = best_word(one.word for one in found) if found else ""
    return next((one for one in found if one.word == word), None)


def _mentioned(relations: Relations, brand: str) -> Standing | None:
    """The standing of a brand of which only its cooperation or its cars are known."""
    claims = [
        claim
        for claim in relations.evidence.claims
        if brand in claim.ids("brands") or brand in claim.ids("brand") or brand in claim.ids("whole")
    ]
    return judge(claims, relations.evidence)


def _naming(relations: Relations, related: Iterable[Related]) -> list[Claim]:
    """The affiliation claims that show how the brand is called by the date; where none is as old, all of them."""
    claims = [claim for one in related for claim in one.standing.claims if claim.kind == "affiliation"]
    evidence = relations.evidence
    by_date = [claim for claim in claims if evidence.start(claim).certainly_by(evidence.clocks.as_of)]
    return by_date or claims


def _models(relations: Relations, brand: str) -> tuple[tuple[str, Labels], ...]:
    concepts = relations.ledger.concepts
    return tuple((model, concepts.get(model, Labels(model))) for model, _ in relations.models(brand))


def _first(related: list[Related]) -> Related | None:
    """The group that the brand belongs to at the date; one first seen later is not shown in its place."""
    return next((one for one in related if one.standing.word != SEEN_LATER), None)


def _asked(related: Related, entity: Entity | None) -> bool:
    return entity is not None and related.entity.id == entity.id


def _place(row: BrandRow) -> tuple[int, str, str]:
    """Brands of an alliance, then of a series, then the others; by name."""
    group = row.alliance or row.series
    rank = 0 if row.alliance else 1 if row.series else 2
    return rank, group.entity.id if group else "", row.entity.label().casefold()


def _label(labels: Labels) -> Json:
    return {"en": labels.en or None, "zh": labels.zh or None}
