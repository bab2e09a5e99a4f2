"""The technologies of the record: who uses them, in which version, who is said to provide them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_people
from himagraph.answers.particulars import Particular, particulars
from himagraph.answers.phrases import mentions
from himagraph.answers.relations import Related, Relations
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.answers.standing import ENDED, SEEN_LATER, Standing, judge, printed
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity
from himagraph.resolve import Evidence

#: What `technologies` looks among: a technology, what uses one, then who provides one.
TECHNOLOGY_KINDS = (("technology",), ("brand", "car"), ("alliance", "series"), ("company", "unit"))


@dataclass(frozen=True, slots=True)
class Provided:
    """What a source says of a technology and an organisation, in its own words."""

    entity: Entity
    predicate: str
    standing: Standing

    def as_json(self) -> Json:
        return {"entity": entity_json(self.entity), "predicate": self.predicate, **self.standing.as_json()}


@dataclass(frozen=True, slots=True)
class TechnologyRow:
    """One technology, in one version where a source names one, with its users and providers."""

    entity: Entity
    version: str | None
    used_by: tuple[Related, ...]
    providers: tuple[Provided, ...]
    printed_as: tuple[str, ...]
    particulars: tuple[Particular, ...]

    def claims(self) -> tuple[Claim, ...]:
        claims = [claim for one in self.used_by for claim in one.standing.claims]
        claims += [claim for one in self.providers for claim in one.standing.claims]
        return (*claims, *(claim for one in self.particulars for claim in one.claims))

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "version": self.version,
            "used_by": [one.as_json() for one in self.used_by],
            "provider": [one.as_json() for one in self.providers],
            "printed_as": list(self.printed_as),
            "attributes": [one.as_json() for one in self.particulars],
        }


@dataclass(frozen=True, slots=True)
class Technologies(Answer):
    """The technologies at the date: of a brand, a car, a company, an alliance; one technology; or all."""

    command: ClassVar[str] = "technologies"

    question: Question
    entity: Entity | None
    technologies: tuple[TechnologyRow, ...]

    @property
    def reason(self) -> str | None:
        return None if self.technologies else "no-technology-found"

    @property
    def is_empty(self) -> bool:
        return not self.technologies

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        return tuple({claim.path: claim for row in self.technologies for claim in row.claims()}.values())

    def sentence(self, lang: str = "en") -> str:
        """The technologies as one sentence."""
        return wording_people.technologies_sentence(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "technologies": [row.as_json() for row in self.technologies],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def technologies(ledger: Ledger, slug: str | None, question: Question) -> Technologies:
    """The technologies of the entity at the question's clocks; of the whole record for None."""
    relations = Relations(ledger, question)
    statements = ledger.evidence(ledger.claims_of_kind("statement"), question)
    ledger.entities({one for claim in statements.claims for one in mentions(claim)})
    entity = relations.entity(slug) if slug else None
    rows: list[TechnologyRow] = []
    for technology in _known(relations, statements):
        providers = _providers(technology, relations, statements)
        versions = sorted({claim.text("version") or "" for claim in _uses(relations, technology)}) or [""]
        for version in versions:
            row = _row(technology, version or None, providers, relations)
            if _wanted(row, entity, relations):
                rows.append(row)
    return Technologies(question, entity, tuple(rows))


def _known(relations: Relations, statements: Evidence) -> list[str]:
    named = {slug for claim in relations.evidence.claims for slug in claim.ids("technology")}
    named |= {slug for claim in relations.evidence.claims for slug in claim.ids("entity")}
    named |= {slug for claim in statements.claims for slug in (*claim.ids("object"), *claim.ids("subject"))}
    known = [slug for slug in named if relations.entity(slug).kind == "technology"]
    return sorted(known, key=lambda slug: relations.entity(slug).label().casefold())


def _uses(relations: Relations, technology: str) -> list[Claim]:
    return [
        claim
        for claim in relations.of_kind("technology-use")
        if technology in claim.ids("technology") and not claim.is_denied
    ]


def _row(technology: str, version: str | None, providers: list[Provided], relations: Relations) -> TechnologyRow:
    found: dict[str, list[Claim]] = {}
    for claim in relations.of_kind("technology-use"):
        if technology in claim.ids("technology") and claim.text("version") == version:
            for user in (*claim.ids("brand"), *claim.ids("car")):
                found.setdefault(user, []).append(claim)
    used_by: list[Related] = []
    for user, claims in found.items():
        standing = judge(claims, relations.evidence)
        if standing and standing.word not in (ENDED, SEEN_LATER):
            used_by.append(Related(relations.entity(user), standing))
    used_by.sort(key=lambda one: (one.entity.kind, one.entity.label().casefold()))
    names = printed([claim for one in used_by for claim in one.standing.claims], "technology")
    return TechnologyRow(
        relations.entity(technology),
        version,
        tuple(used_by),
        tuple(providers),
        names,
        tuple(particulars(relations, technology)),
    )


def _providers(technology: str, relations: Relations, statements: Evidence) -> list[Provided]:
    """The organisations of which a statement about the technology speaks."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in statements.claims:
        if technology in claim.ids("object") and not claim.is_denied:
            for subject in claim.ids("subject"):
                if relations.entity(subject).kind in ("company", "unit", "alliance", "series"):
                    found.setdefault((subject, claim.text("predicate") or ""), []).append(claim)
    rows = [(place, judge(claims, statements)) for place, claims in sorted(found.items())]
    return [
        Provided(relations.entity(subject), predicate, standing)
        for (subject, predicate), standing in rows
        if standing and standing.word not in (ENDED, SEEN_LATER)
    ]


def _wanted(row: TechnologyRow, entity: Entity | None, relations: Relations) -> bool:
    if entity is None:
        return bool(row.used_by or row.providers or row.particulars)
    if entity.kind == "technology":
        return row.entity.id == entity.id
    users = {one.entity.id for one in row.used_by}
    if entity.kind in ("brand", "car"):
        cars = {one.entity.id for one in relations.parts(entity.id, "car-of-brand")}
        return bool(users & {entity.id, *cars})
    if entity.kind in ("alliance", "series"):
        brands = {one.entity.id for one in relations.parts(entity.id, "brand-of-alliance", "brand-of-series")}
        return bool(users & brands) or any(one.entity.id == entity.id for one in row.providers)
    return any(one.entity.id == entity.id for one in row.providers)
