"""Owners that stand behind companies which make different cars and are not of one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from himagraph.analysis import wording
from himagraph.analysis.loops import Link
from himagraph.analysis.record import Record, claims_once
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.ledger import Question
from himagraph.records import NOT_KNOWN, Claim, Entity, Share


@dataclass(frozen=True, slots=True)
class Reached:
    """A company below an owner: the look-through share (computed here, in percent) and the stakes on the way."""

    company: Entity
    share: Share
    links: tuple[Link, ...]

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.company),
            "look_through": self.share.as_json(),
            "stakes": [link.as_json() for link in self.links],
        }


@dataclass(frozen=True, slots=True)
class CommonOwner:
    """Who holds, directly or looking through, a part of several companies none of which holds another of them."""

    owner: Entity
    companies: tuple[Reached, ...]

    def as_json(self) -> Json:
        return {"owner": entity_json(self.owner), "companies": [one.as_json() for one in self.companies]}


@dataclass(frozen=True, slots=True)
class CommonOwners(Answer):
    """The nearest common owners, by id. `makers` are the companies that were looked at."""

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "common-owners"

    question: Question
    owners: tuple[CommonOwner, ...]
    makers: tuple[Entity, ...]

    @property
    def reason(self) -> str | None:
        return None if self.owners else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the holdings rest on."""
        links = [link for one in self.owners for company in one.companies for link in company.links]
        return claims_once(claim for link in links for claim in link.row.holding.claims)

    def sentence(self, lang: str = "en") -> str:
        """Who is behind whom, as sentences that can be quoted."""
        return wording.common_owners(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "owners": [one.as_json() for one in self.owners],
            "makers": [entity_json(one) for one in self.makers],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def common_owners(record: Record) -> CommonOwners:
    """The owners that makers of cars share, where the makers are not of one group.

    An owner counts where it reaches two of them by way of different holdings of its own: whoever stands above such an
    owner shares them only through it, and is left out.
    """
    makers = makers_of(record)
    below: dict[str, set[str]] = {}
    for row in record.of_record:
        below.setdefault(row.holder, set()).add(row.issuer)
    found: list[CommonOwner] = []
    for owner in sorted({holder for maker in makers for holder in record.above.get(maker, ())} - makers):
        reached = {
            issuer: {maker for maker in makers if maker == issuer or issuer in record.above.get(maker, ())}
            for issuer in below.get(owner, ())
        }
        shared = _apart(reached, record.above)
        if shared:
            found.append(CommonOwner(record.entity(owner), tuple(_reached(record, owner, one) for one in shared)))
    return CommonOwners(record.question, tuple(found), record.entities(sorted(makers)))


def makers_of(record: Record) -> set[str]:
    """The companies that make cars: makers of a brand, partners of a cooperation, and what either holds the most of."""
    relations = record.relations
    found = {one.entity.id for brand in relations.brands for one in relations.makers(brand)}
    found |= {partner for claim in relations.of_kind("cooperation") for partner in relations.partners(claim)}
    # What a maker holds more than half of for certain makes its cars with it.
    found |= {
        row.issuer for row in record.of_record
        if row.holder in found and row.share.min is not None and row.share.min > 50
    }  # fmt: skip
    return found - relations.house_of_huawei


def _apart(reached: Mapping[str, set[str]], above: Mapping[str, frozenset[str]]) -> list[str]:
    """The companies that different holdings lead to, of which none is above another."""
    found: set[str] = set()
    for one, other in combinations(sorted(reached), 2):
        for first in reached[one] - reached[other]:
            for second in reached[other] - reached[one]:
                if first not in above.get(second, ()) and second not in above.get(first, ()):
                    found |= {first, second}
    return sorted(found)


def _reached(record: Record, owner: str, company: str) -> Reached:
    way = {company, *record.above.get(company, ())}
    down = {owner} | {one for one in way if owner in record.above.get(one, ())}
    rows = [row for row in record.of_record if row.holder in down and row.issuer in down & way]
    links = tuple(Link(record.entity(row.holding.issuer), row) for row in record.rows(rows))
    return Reached(record.entity(company), record.holdings.effective(company).get(owner, NOT_KNOWN), links)


def brands_of(record: Record, makers: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The brands whose cars each company is said to make."""
    found: dict[str, list[str]] = {maker: [] for maker in makers}
    for brand in record.relations.brands:
        for one in record.relations.makers(brand):
            if one.entity.id in found:
                found[one.entity.id].append(brand)
    return {maker: tuple(brands) for maker, brands in found.items()}
