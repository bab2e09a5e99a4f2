"""The cars of the record: their brand, who makes them, when they came out, at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_brands
from himagraph.answers.brands import brands as brands_of
from himagraph.answers.particulars import Particular, Price, particulars, prices
from himagraph.answers.relations import Related, Relations
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.answers.standing import HOLDS, POSSIBLE, SEEN_LATER, Standing, judge, printed
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity

#: What `cars` looks among: a car itself, what cars belong to, then companies.
CAR_KINDS = (("car", "brand"), ("alliance", "series"), ("company", "unit"))
#: Attributes that say when a car came out.
LAUNCHES = ("launched", "first-delivery")


@dataclass(frozen=True, slots=True)
class CarRow:
    """One car at the date. `standing` is that of its belonging to a brand, else of being made or mentioned.

    `makers` are those of the car where a source names one, else those of its brand.
    """

    entity: Entity
    standing: Standing
    brand: Related | None
    makers: tuple[Related, ...]
    launched: tuple[Particular, ...]
    prices: tuple[Price, ...]
    particulars: tuple[Particular, ...]
    printed_as: tuple[str, ...]

    def claims(self) -> tuple[Claim, ...]:
        related = [claim for one in self.makers for claim in one.standing.claims]
        beside = [claim for one in (*self.launched, *self.particulars) for claim in one.claims]
        beside += [claim for one in self.prices for claim in one.claims]
        return (*self.standing.claims, *related, *beside)

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "brand": self.brand.as_json() if self.brand else None,
            "maker": [one.as_json() for one in self.makers],
            "launched": [one.as_json() for one in self.launched],
            "price": [one.as_json() for one in self.prices],
            "attributes": [one.as_json() for one in self.particulars],
            "printed_as": list(self.printed_as),
            **self.standing.as_json(),
        }


@dataclass(frozen=True, slots=True)
class BrandPrices:
    """The prices that a source prints of a brand, for none of its cars by name."""

    entity: Entity
    prices: tuple[Price, ...]

    def as_json(self) -> Json:
        return {"entity": entity_json(self.entity), "price": [one.as_json() for one in self.prices]}


@dataclass(frozen=True, slots=True)
class Cars(Answer):
    """The cars at the date: of a brand, an alliance, a series or a company, one car, or all."""

    command: ClassVar[str] = "cars"

    question: Question
    entity: Entity | None
    cars: tuple[CarRow, ...]
    possible: tuple[CarRow, ...]
    seen_later: tuple[CarRow, ...]
    brand_prices: tuple[BrandPrices, ...]
    counts: tuple[Particular, ...]

    @property
    def reason(self) -> str | None:
        return None if self.cars else "no-car-found"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found, not even something possible or seen later."""
        return not (self.cars or self.possible or self.seen_later or self.brand_prices)

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        rows = [claim for row in (*self.cars, *self.possible, *self.seen_later) for claim in row.claims()]
        rows += [claim for brand in self.brand_prices for price in brand.prices for claim in price.claims]
        rows += [claim for count in self.counts for claim in count.claims]
        return tuple({claim.path: claim for claim in rows}.values())

    def sentence(self, lang: str = "en") -> str:
        """The answer as one sentence that can be quoted."""
        return wording_brands.cars_sentence(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "cars": [row.as_json() for row in self.cars],
            "possible": [row.as_json() for row in self.possible],
            "seen_later": [row.as_json() for row in self.seen_later],
            "brand_prices": [one.as_json() for one in self.brand_prices],
            "printed_counts": [one.as_json() for one in self.counts],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def cars(ledger: Ledger, slug: str | None, question: Question) -> Cars:
    """The cars of the entity at the question's clocks; of the whole record for None."""
    relations = Relations(ledger, question)
    entity = relations.entity(slug) if slug else None
    found = brands_of(ledger, slug if entity and entity.kind not in ("car",) else None, question)
    own = {row.entity.id for row in (*found.brands, *found.possible, *found.seen_later)}
    rows = [row for car in relations.cars if (row := _row(relations, car)) and _wanted(row, entity, own)]
    rows.sort(key=_place)
    grouped = {word: tuple(row for row in rows if row.standing.word == word) for word in (HOLDS, POSSIBLE, SEEN_LATER)}
    priced = own if entity is None or entity.kind != "car" else {one.brand.entity.id for one in rows if one.brand}
    by_brand = [BrandPrices(relations.entity(brand), tuple(prices(relations, brand))) for brand in sorted(priced)]
    return Cars(
        question,
        entity,
        grouped[HOLDS],
        grouped[POSSIBLE],
        grouped[SEEN_LATER],
        tuple(one for one in by_brand if one.prices),
        tuple(particulars(relations, slug, "model-count")) if slug else (),
    )


def _row(relations: Relations, car: str) -> CarRow | None:
    related = relations.wholes(car, "car-of-brand")
    brand = next((one for one in related if one.standing.word != SEEN_LATER), None)
    every_maker = relations.makers_of_car(car) or (relations.makers(brand.entity.id) if brand else [])
    makers = [one for one in every_maker if one.standing.word != SEEN_LATER]
    mentions = [claim for claim in relations.evidence.claims if car in (*claim.ids("car"), *claim.ids("entity"))]
    standing = (related[0].standing if related else None) or judge(mentions, relations.evidence)
    if standing is None:
        return None
    every = particulars(relations, car)
    return CarRow(
        relations.entity(car),
        standing,
        brand or (related[0] if related else None),
        tuple(makers),
        launched=tuple(one for one in every if one.property in LAUNCHES),
        prices=tuple(prices(relations, car)),
        particulars=tuple(one for one in every if one.property not in LAUNCHES),
        printed_as=printed(standing.claims, "part"),
    )


def _wanted(row: CarRow, entity: Entity | None, brands: set[str]) -> bool:
    if entity is None:
        return True
    if entity.kind == "car":
        return row.entity.id == entity.id
    made = any(one.entity.id == entity.id for one in row.makers)
    return made or (row.brand is not None and row.brand.entity.id in brands)


def _place(row: CarRow) -> tuple[int, str, str]:
    brand = row.brand.entity.label().casefold() if row.brand else ""
    return 0 if row.brand else 1, brand, row.entity.label().casefold()
