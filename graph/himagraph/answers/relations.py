"""How brands, cars, makers and alliances hang together at a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from himagraph.answers.phrases import mentions
from himagraph.answers.rows import Json, entity_json
from himagraph.answers.standing import ENDED, HOLDS, POSSIBLE, WORDS, Standing, judge
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Labels
from himagraph.resolve import Clocks

#: The company whose ecosystem the record is about: a party to every cooperation, never the carmaker in it.
HUAWEI = "huawei"
#: Kinds of claims that join brands, cars and companies.
KINDS = ("affiliation", "production", "cooperation", "technology-use", "price", "attribute")
#: How a company can be a brand's maker: said so, by making its cars, as the one partner of a cooperation.
MAKER_WAYS = ("maker-of-brand", "production", "cooperation")


@dataclass(frozen=True, slots=True)
class Related:
    """An entity on the other side of a relation, and how the relation stands.

    `ways` are what joins a brand to its maker, as in `MAKER_WAYS`; empty for other relations.
    """

    entity: Entity
    standing: Standing
    ways: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {"entity": entity_json(self.entity), "ways": list(self.ways), **self.standing.as_json()}


class Relations:
    """The relations that the question lets through, each judged at its date."""

    def __init__(self, ledger: Ledger, question: Question) -> None:
        self.ledger = ledger
        self.question = question
        self.evidence = ledger.evidence(ledger.claims_of_kind(*KINDS), question)
        # All names in one query: `entity` then asks the store no more.
        ledger.entities({slug for claim in self.evidence.claims for slug in mentions(claim)} | {HUAWEI})

    def on(self, clocks: Clocks, claims: Iterable[Claim]) -> Relations:
        """The relations that these of the claims tell, judged at other clocks."""
        other = Relations.__new__(Relations)
        other.ledger, other.question = self.ledger, replace(self.question, clocks=clocks)
        other.evidence = replace(self.evidence, claims=tuple(claims), clocks=clocks)
        return other

    def entity(self, slug: str) -> Entity:
        """The entity, a bare one for an id that is not in the register."""
        return self.ledger.entities([slug]).get(slug) or Entity(slug, "company", Labels(slug))

    def of_kind(self, kind: str) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.evidence.claims if claim.kind == kind)

    # --- affiliations ---

    @cached_property
    def _affiliations(self) -> Mapping[tuple[str, str, str], list[Claim]]:
        """The claims by (role, part, whole)."""
        found: dict[tuple[str, str, str], list[Claim]] = {}
        for claim in self.of_kind("affiliation"):
            for part in claim.ids("part"):
                for whole in claim.ids("whole"):
                    found.setdefault((claim.text("role") or "", part, whole), []).append(claim)
        return found

    def wholes(self, part: str, *roles: str) -> list[Related]:
        """What the entity is a part of in these roles, best standing first."""
        return self._judged({whole: claims for (role, one, whole), claims in self._affiliations.items()
                             if role in roles and one == part})  # fmt: skip

    def parts(self, whole: str, *roles: str) -> list[Related]:
        """What belongs to the entity in these roles, best standing first."""
        return self._judged({part: claims for (role, part, one), claims in self._affiliations.items()
                             if role in roles and one == whole})  # fmt: skip

    def texts_of(self, whole: str, *roles: str) -> list[tuple[str, Standing]]:
        """The parts of the entity that a source names only by a text."""
        found: dict[str, list[Claim]] = {}
        for claim in self.of_kind("affiliation"):
            name = claim.free_text("part")
            if name and claim.text("role") in roles and whole in claim.ids("whole"):
                found.setdefault(name, []).append(claim)
        judged = [(name, judge(claims, self.evidence)) for name, claims in sorted(found.items())]
        return [(name, standing) for name, standing in judged if standing and standing.word != ENDED]

    # --- brands and their makers ---

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """Every brand that a relation names, by slug."""
        named = {part for role, part, _ in self._affiliations if role.startswith(("brand-of", "maker-of"))}
        named |= {whole for role, _, whole in self._affiliations if role == "car-of-brand"}
        for claim in self.evidence.claims:
            named |= set(claim.ids("brands")) | set(claim.ids("brand"))
        return tuple(sorted(slug for slug in named if self.entity(slug).kind == "brand"))

    @cached_property
    def cars(self) -> tuple[str, ...]:
        """Every car that a relation names, by slug."""
        named = {part for role, part, _ in self._affiliations if role == "car-of-brand"}
        for claim in self.evidence.claims:
            named |= set(claim.ids("car")) | set(claim.ids("entity"))
        return tuple(sorted(slug for slug in named if self.entity(slug).kind == "car"))

    @cached_property
    def house_of_huawei(self) -> frozenset[str]:
        """Huawei with its units and subsidiaries: parties to a cooperation that are not the carmaker."""
        own = {one.entity.id for one in self.parts(HUAWEI, "unit-of-company", "subsidiary")}
        return frozenset({HUAWEI, *own})

    def makers(self, brand: str) -> list[Related]:
        """The companies that make the brand's cars, by what the sources say: `ways` as in `MAKER_WAYS`."""
        found: dict[str, list[tuple[str, Claim]]] = {}
        for (role, part, whole), claims in self._affiliations.items():
            if role == "maker-of-brand" and part == brand:
                found.setdefault(whole, []).extend((role, claim) for claim in claims)
        own_cars = {one.entity.id for one in self.parts(brand, "car-of-brand")}
        for claim in self.of_kind("production"):
            if brand in claim.ids("brand") or own_cars & set(claim.ids("car")):
                for maker in claim.ids("maker"):
                    found.setdefault(maker, []).append(("production", claim))
        for claim in self.of_kind("cooperation"):
            for partner in self.partners(claim, brand):
                found.setdefault(partner, []).append(("cooperation", claim))
        return self._related(found)

    def makers_of_car(self, car: str) -> list[Related]:
        """The companies said to make the car itself."""
        found: dict[str, list[tuple[str, Claim]]] = {}
        for claim in self.of_kind("production"):
            if car in claim.ids("car"):
                for maker in claim.ids("maker"):
                    found.setdefault(maker, []).append(("production", claim))
        return self._related(found)

    def partners(self, claim: Claim, brand: str | None = None) -> tuple[str, ...]:
        """The carmakers of a cooperation claim; given a brand, only where the claim joins them to that brand.

        A claim that lists several makers and several brands does not say which belong together.
        """
        companies = tuple(
            slug
            for slug in claim.ids("parties")
            if slug not in self.house_of_huawei and self.entity(slug).kind == "company"
        )
        if brand is None:
            return companies
        brands = claim.ids("brands")
        paired = brand in brands and (len(brands) == 1 or len(companies) == 1)
        return companies if paired else ()

    def worked_on_by(self, company: str, brand: str) -> list[Claim]:
        """The cooperation claims that join the company to the brand."""
        return [
            claim
            for claim in self.of_kind("cooperation")
            if brand in claim.ids("brands")
            and company in claim.ids("parties")
            and (company in self.house_of_huawei or company in self.partners(claim, brand))
        ]

    def models(self, brand: str) -> list[tuple[str, Standing]]:
        """The cooperation models under which the brand is made, by slug."""
        found: dict[str, list[Claim]] = {}
        for claim in self.of_kind("cooperation"):
            if brand in claim.ids("brands"):
                found.setdefault(claim.text("model") or "", []).append(claim)
        judged = [(model, judge(claims, self.evidence)) for model, claims in sorted(found.items())]
        return [(model, standing) for model, standing in judged if standing and standing.word in (HOLDS, POSSIBLE)]

    # --- how ---

    def _judged(self, found: Mapping[str, list[Claim]]) -> list[Related]:
        return self._related({slug: [("", claim) for claim in claims] for slug, claims in found.items()})

    def _related(self, found: Mapping[str, list[tuple[str, Claim]]]) -> list[Related]:
        rows: list[Related] = []
        for slug, pairs in sorted(found.items()):
            standing = judge({claim.path: claim for _, claim in pairs}.values(), self.evidence)
            if standing and standing.word != ENDED:
                kept = {claim.path for claim in standing.claims}
                ways = {way for way, claim in pairs if claim.path in kept and way}
                rows.append(Related(self.entity(slug), standing, tuple(sorted(ways, key=_way))))
        return sorted(rows, key=lambda row: (WORDS.index(row.standing.word), min(map(_way, row.ways), default=0)))


def _way(way: str) -> int:
    return MAKER_WAYS.index(way) if way in MAKER_WAYS else len(MAKER_WAYS)
