"""Who owns what cannot be held in shares: a brand, an alliance, a series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_brand_owners
from himagraph.answers.brands import BrandRow, brand_row
from himagraph.answers.cooperation import Cell, cooperation
from himagraph.answers.equity import Behind, Equity, Shared, Stakes
from himagraph.answers.origins import Called, Turn, called, changes
from himagraph.answers.owners import Owners, record_ends
from himagraph.answers.relations import Related, Relations
from himagraph.answers.rights import Right, rights
from himagraph.answers.rows import Answer, Json, entity_json
from himagraph.answers.standing import HOLDS, POSSIBLE, latest
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity
from himagraph.resolve import Capital

#: The kinds that nobody can hold shares in, answered here.
KINDS = ("brand", "alliance", "series")
#: A right of which the holder, by this event, has the brand or is to have it.
_HAVING = ("held", "granted", "sold", "in-transfer", "transferred")


@dataclass(frozen=True, slots=True)
class Made:
    """A company that makes the brand, and what Huawei has of it."""

    maker: Related
    equity: Equity

    def as_json(self) -> Json:
        return {**self.maker.as_json(), "huawei_equity": self.equity.as_json()}


@dataclass(frozen=True, slots=True)
class Member:
    """A brand of an alliance or series with its makers; a company that is a member by itself has no brand."""

    brand: BrandRow | None
    makers: tuple[Made, ...]

    def as_json(self) -> Json:
        entity = self.brand.entity if self.brand else self.makers[0].maker.entity
        standing = self.brand.standing if self.brand else self.makers[0].maker.standing
        return {
            "entity": entity_json(entity),
            "maker": [one.as_json() for one in self.makers] if self.brand else [],
            "huawei_equity": "; ".join(dict.fromkeys(one.equity.text() for one in self.makers)) or None,
            **standing.as_json(),
        }


@dataclass(frozen=True, slots=True)
class BrandOwners(Answer):
    """What stands in the place of owners: the rights to a brand, its makers, its alliance, the company behind;
    of an alliance or a series its members. `shared` is what those companies hold of companies of Huawei's."""

    command: ClassVar[str] = "who-owns"

    base: Owners
    row: BrandRow | None
    brand_rights: tuple[Right, ...]
    made_by: tuple[Made, ...]
    equity_of_owners: tuple[Equity, ...]
    company_behind: tuple[Behind, ...]
    shared: tuple[Shared, ...]
    members: tuple[Member, ...]
    companies: tuple[Member, ...]
    led_by: tuple[Cell, ...]
    called: tuple[Called, ...]
    changes: tuple[Turn, ...]

    @property
    def entity(self) -> Entity:
        return self.base.entity

    @property
    def question(self) -> Question:
        return self.base.question

    @property
    def reason(self) -> str:
        return self.base.entity.kind

    @property
    def equities(self) -> tuple[Equity, ...]:
        """What Huawei has of each maker and of each company that has the brand or rights to it, each company once."""
        made = (*self.made_by, *(one for member in (*self.members, *self.companies) for one in member.makers))
        found = {one.maker.entity.id: one.equity for one in made}
        return tuple({**found, **{one.company.id: one for one in self.equity_of_owners}}.values())

    @property
    def is_empty(self) -> bool:
        """Never: that nobody can own it is an answer."""
        return False

    @property
    def last_seen(self) -> str | None:
        """When the newest evidence for a right, a maker or a member was seen."""
        days = [one.last_seen for one in self.brand_rights]
        days += [one.maker.standing.last_seen for one in self.made_by]
        days += [member.brand.standing.last_seen for member in self.members if member.brand]
        days += [self.row.standing.last_seen] if self.row else []
        newest = latest(days)
        return str(newest) if newest else None

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        found = [claim for one in self.brand_rights for claim in one.claims]
        for made in (*self.made_by, *(one for member in (*self.members, *self.companies) for one in member.makers)):
            found += [*made.maker.standing.claims, *made.equity.claims()]
        found += [claim for one in self.equity_of_owners for claim in one.claims()]
        for row in (self.row, *(member.brand for member in self.members)):
            found += row.claims() if row else ()
        found += [claim for one in self.company_behind for row in one.chain for claim in row.holding.claims]
        found += [claim for one in self.shared for claim in one.row.holding.claims]
        found += [claim for cell in self.led_by for claim in cell.standing.claims]
        found += [one.claim for one in self.called] + [claim for one in self.changes for claim in one.claims]
        return tuple({claim.path: claim for claim in found}.values())

    def sentence(self, lang: str = "en") -> str:
        """What stands in the place of an owner, as sentences that can be quoted."""
        return wording_brand_owners.sentence(self, lang)

    def coverage(self, lang: str = "en") -> str:
        return self.base.coverage(lang)

    def as_json(self) -> Json:
        base = self.base.as_json()
        row = self.row
        alliance = row.alliance if row else None
        # The first list is what csv and the like print: what answers best stands first.
        first = "members" if self.entity.kind != "brand" else "brand_rights" if self.brand_rights else "made_by"
        own: Json = {
            "brand_rights": [one.as_json() for one in self.brand_rights],
            "made_by": [one.as_json() for one in self.made_by],
            "alliance": alliance.as_json() if alliance else None,
            "series": row.series.as_json() if row and row.series else None,
            "brand_of": [one.as_json() for one in row.owners] if row else [],
            "company_behind": [one.as_json() for one in self.company_behind],
            "shared_with_huawei": [one.as_json() for one in self.shared],
            "members": [one.as_json() for one in self.members],
            "member_companies": [one.as_json() for one in self.companies],
            "led_by": [cell.as_json() for cell in self.led_by],
            "called": [one.as_json() for one in self.called],
            "changes": [one.as_json() for one in self.changes],
            "last_seen": self.last_seen,
            "sentence": self.sentence(),
            "reason": self.reason,
        }
        head = {key: base[key] for key in ("schema_version", "command", "as_of", "known_at", "entity")}
        return {**head, first: own[first], **base, **own}


def who_owns(ledger: Ledger, slug: str, question: Question) -> BrandOwners:
    """What stands in the place of owners of a brand, an alliance or a series at the question's clocks."""
    relations = Relations(ledger, question)
    stakes = Stakes(relations)
    entity = relations.entity(slug)
    base = Owners(
        entity, question, Capital(slug), (), (), (), (), (), (), record_ends=record_ends(ledger), reason=entity.kind
    )
    held = tuple(rights(relations, slug))
    if entity.kind == "brand":
        row = brand_row(relations, slug)
        made = tuple(Made(one, stakes.of_huawei(one.entity.id)) for one in row.makers) if row else ()
        behind = _behind(row, held, stakes)
        related = {one.maker.entity.id for one in made} | {
            company for one in behind for company in (one.company.id, *(step.entity.id for step in one.chain))
        }
        shared = tuple(stakes.shared_with_huawei(related))
        named = [*(one.entity.id for one in (row.owners if row else ())), *(one.company.id for one in behind)]
        others = [company for company in dict.fromkeys(named) if company not in relations.house_of_huawei]
        owners = tuple(stakes.of_huawei(company) for company in others)
        turns = tuple(changes(relations, slug))
        return BrandOwners(base, row, held, made, owners, behind, shared, (), (), (), (), turns)
    members = _members(relations, stakes, entity)
    companies = _companies(relations, stakes, slug, members)
    makers = {one.maker.entity.id for member in (*members, *companies) for one in member.makers}
    brands = {member.brand.entity.id for member in members if member.brand}
    return BrandOwners(
        base,
        None,
        held,
        (),
        (),
        (),
        tuple(stakes.shared_with_huawei(makers)),
        members,
        companies,
        tuple(_led_by(ledger, question, slug)),
        tuple(called(relations, {slug, *brands})),
        tuple(changes(relations, slug)),
    )


def _behind(row: BrandRow | None, held: Iterable[Right], stakes: Stakes) -> tuple[Behind, ...]:
    """The companies that have the brand or make it, each with its holders; none that stands above another of them."""
    have = [one.holder.id for one in held if one.event in _HAVING]
    own = [one.entity.id for one in row.owners] if row else []
    makers = [one.entity.id for one in row.makers] if row else []
    found = [stakes.behind(company) for company in dict.fromkeys([*have, *own] or makers)]
    above = {step.entity.id for one in found for step in one.chain}
    return tuple(one for one in found if one.company.id not in above)


def _members(relations: Relations, stakes: Stakes, entity: Entity) -> tuple[Member, ...]:
    rows = [row for brand in relations.brands if (row := brand_row(relations, brand, entity))]
    kept = [row for row in rows if row.standing.word in (HOLDS, POSSIBLE)]
    kept.sort(key=lambda row: row.entity.label().casefold())
    return tuple(Member(row, tuple(Made(one, stakes.of_huawei(one.entity.id)) for one in row.makers)) for row in kept)


def _companies(relations: Relations, stakes: Stakes, slug: str, members: Iterable[Member]) -> tuple[Member, ...]:
    """The companies that a source counts among the members, but that make none of the brands here."""
    makers = {one.maker.entity.id for member in members for one in member.makers}
    found = [
        one
        for one in relations.parts(slug, "member-of-alliance")
        if one.standing.word in (HOLDS, POSSIBLE) and one.entity.id not in makers
    ]
    return tuple(Member(None, (Made(one, stakes.of_huawei(one.entity.id)),)) for one in found)


def _led_by(ledger: Ledger, question: Question, slug: str) -> list[Cell]:
    """Who leads the whole of the cooperation model that bears the id of the alliance or series."""
    cells = cooperation(ledger, question).cells
    return [cell for cell in cells if cell.model == slug and not cell.brands and cell.task is None and cell.leads]
