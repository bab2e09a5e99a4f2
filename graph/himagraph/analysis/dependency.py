"""How far each maker of cars hangs on the company around which the record is built: models, tasks, technology, cars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from himagraph.analysis import wording
from himagraph.analysis.owners import brands_of, makers_of
from himagraph.analysis.record import Record, claims_once, stands
from himagraph.answers import months, numbers
from himagraph.answers.cooperation import cooperation
from himagraph.answers.equity import Equity, Stakes
from himagraph.answers.figures import figures
from himagraph.answers.relations import HUAWEI
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json
from himagraph.answers.standing import Standing, judge
from himagraph.answers.technologies import technologies
from himagraph.ledger import Question
from himagraph.records import Claim, Entity, Source, When


@dataclass(frozen=True, slots=True)
class Tie:
    """A thing that joins the maker to it: a model of cooperation or a technology, with what says so."""

    what: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        return {"id": self.what, "claims": claims_json(self.claims),
                "sources": [source_json(one) for one in self.sources]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delivered:
    """What part of the maker's own figure a brand's is, for one period on one basis; computed here from the two."""

    brand: Entity
    period: When
    basis: str
    portion: numbers.Portion
    claims: tuple[Claim, ...]

    def as_json(self) -> Json:
        return {
            "brand": entity_json(self.brand),
            "period": str(self.period),
            "basis": self.basis,
            "share": self.portion.as_json(),
            "claims": claims_json(self.claims),
        }


@dataclass(frozen=True, slots=True)
class Maker:
    """One maker. `brands` are those of an alliance or a series, `led` counts tasks of its brands by who leads them.

    What is empty was not found; `equity` is what is found of a share in the maker.
    """

    maker: Entity
    brands: tuple[Entity, ...]
    models: tuple[Tie, ...]
    technologies: tuple[Tie, ...]
    led: Mapping[str, int]
    led_claims: tuple[Claim, ...]
    deliveries: tuple[Delivered, ...]
    equity: Equity

    def claims(self) -> tuple[Claim, ...]:
        ties = [claim for tie in (*self.models, *self.technologies) for claim in tie.claims]
        sold = [claim for one in self.deliveries for claim in one.claims]
        return claims_once([*ties, *self.led_claims, *sold, *self.equity.claims()])

    def as_json(self) -> Json:
        return {
            "maker": entity_json(self.maker),
            "brands": [entity_json(one) for one in self.brands],
            "models": [one.as_json() for one in self.models],
            "technologies": [one.as_json() for one in self.technologies],
            "tasks_led": dict(self.led),
            "tasks_claims": claims_json(self.led_claims),
            "deliveries": [one.as_json() for one in self.deliveries],
            "equity": self.equity.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Dependency(Answer):
    """The makers, those with most brands in an alliance or series first.

    `several_models` are those under more than one model of cooperation, `without_equity` the brands of an alliance or a
    series in whose makers no source gives the partner a share.
    """

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "dependency"

    question: Question
    on: Entity
    makers: tuple[Maker, ...]
    without_equity: tuple[Entity, ...]
    with_equity: tuple[Entity, ...]

    @property
    def several_models(self) -> tuple[Entity, ...]:
        return tuple(one.maker for one in self.makers if len(one.models) > 1)

    @property
    def reason(self) -> str | None:
        return None if self.makers else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        return claims_once(claim for one in self.makers for claim in one.claims())

    def sentence(self, lang: str = "en") -> str:
        """Which makers work under several models, and which brands stand without equity."""
        return wording.dependency(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "on": entity_json(self.on),
            "makers": [one.as_json() for one in self.makers],
            "several_models": [entity_json(one) for one in self.several_models],
            "brands_without_equity": [entity_json(one) for one in self.without_equity],
            "brands_with_equity": [entity_json(one) for one in self.with_equity],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def dependency(record: Record) -> Dependency:
    """Every maker of cars in the record, and what is said of its ties."""
    relations, stakes = record.relations, Stakes(record.relations)
    makers = makers_of(record)
    allied = {
        brand for brand in relations.brands
        if any(stands(one.standing) for one in relations.wholes(brand, "brand-of-alliance", "brand-of-series"))
    }  # fmt: skip
    brands = {maker: tuple(one for one in own if one in allied) for maker, own in brands_of(record, makers).items()}
    tasks, models, uses = _led(record), _models(record), _technologies(record)
    rows: list[Maker] = []
    for maker in sorted(makers):
        own = brands[maker]
        led = [pair for brand in own for pair in tasks.get(brand, ())]
        row = Maker(
            record.entity(maker), record.entities(own), tuple(models.get(maker, ())),
            tuple(_once(tie for brand in own for tie in uses.get(brand, ()))),
            dict(sorted(Counter(leads for leads, _ in led).items())),
            claims_once(claim for _, claims in led for claim in claims),
            tuple(_delivered(record, maker, own)), stakes.of_huawei(maker),
        )  # fmt: skip
        if row.brands or row.models or row.equity.found:
            rows.append(row)
    rows.sort(key=lambda row: (-len(row.brands), -len(row.models), row.maker.id))
    made = {brand: [row for row in rows if brand in {one.id for one in row.brands}] for brand in sorted(allied)}
    found = {brand for brand, by in made.items() if any(row.equity.found for row in by)}
    return Dependency(
        record.question, record.entity(HUAWEI), tuple(rows),
        record.entities(brand for brand, by in made.items() if by and brand not in found),
        record.entities(sorted(found)),
    )  # fmt: skip


def _models(record: Record) -> Mapping[str, list[Tie]]:
    """Per maker the models under which it works with the house, on the claims that name both."""
    relations = record.relations
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in relations.of_kind("cooperation"):
        if relations.house_of_huawei & set(claim.ids("parties")) and not claim.is_denied:
            for partner in relations.partners(claim):
                found.setdefault((partner, claim.text("model") or ""), []).append(claim)
    ties: dict[str, list[Tie]] = {}
    for (partner, model), claims in sorted(found.items()):
        standing: Standing | None = judge(claims, relations.evidence)
        if standing and stands(standing):
            ties.setdefault(partner, []).append(Tie(model, standing.claims, standing.sources))
    return ties


def _led(record: Record) -> Mapping[str, list[tuple[str, tuple[Claim, ...]]]]:
    """Per brand who leads each of its tasks, and on which claims."""
    found: dict[str, list[tuple[str, tuple[Claim, ...]]]] = {}
    for cell in cooperation(record.ledger, record.question).cells:
        if cell.brand and cell.task and cell.leads:
            found.setdefault(cell.brand.id, []).append((cell.leads, cell.standing.claims))
    return found


def _technologies(record: Record) -> Mapping[str, list[Tie]]:
    """Per brand the technologies that it or one of its cars is said to use."""
    relations = record.relations
    brand_of = {car.entity.id: brand for brand in relations.brands for car in relations.parts(brand, "car-of-brand")}
    found: dict[str, list[Tie]] = {}
    for row in technologies(record.ledger, None, record.question).technologies:
        for user in row.used_by:
            brand = brand_of.get(user.entity.id, user.entity.id)
            tie = Tie(row.entity.id, user.standing.claims, user.standing.sources)
            found.setdefault(brand, []).append(tie)
    return found


def _once(ties: Iterable[Tie]) -> list[Tie]:
    """One tie for each thing, with the claims of all."""
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        found.setdefault(tie.what, []).append(tie)
    return [
        Tie(
            what,
            claims_once(claim for one in own for claim in one.claims),
            tuple({source.id: source for one in own for source in one.sources}.values()),
        )
        for what, own in sorted(found.items())
    ]


def _delivered(record: Record, maker: str, brands: Iterable[str]) -> Iterable[Delivered]:
    """The periods for which the record has a figure of the maker and of its brand, on the same basis."""
    evidence = record.deliveries
    named: dict[str, list[Claim]] = {}
    for claim in evidence.claims:
        period = claim.when("period")
        alone = len(claim.ids("subject")) == 1 and not claim.is_denied and not claim.text("segment")
        if alone and period and period.certainly_by(record.question.clocks.as_of):
            named.setdefault(f"{claim.ids('subject')[0]} {months.written(period)}", []).append(claim)
    for brand in brands:
        for key in sorted(key for key in named if key.startswith(f"{brand} ")):
            span = key.partition(" ")[2]
            wholes = figures(named.get(f"{maker} {span}", ()), evidence, record.entity)
            for part in figures(named[key], evidence, record.entity):
                whole = next((one for one in wholes if set(one.bases) & set(part.bases)), None)
                portion = numbers.portion(part.value, whole.value) if whole else None
                if whole and portion:
                    basis = next(one for one in part.bases if one in whole.bases)
                    claims = claims_once([*part.claims, *whole.claims])
                    yield Delivered(record.entity(brand), When.parse(span), basis, portion, claims)
