"""Shareholders of a technology supplier that are also its customers: money flows both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.analysis import wording
from himagraph.analysis.loops import Link
from himagraph.analysis.record import Record, claims_once, stands
from himagraph.answers.relations import Related
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json, sources_of
from himagraph.answers.standing import Standing, judge
from himagraph.ledger import Question
from himagraph.records import Claim, Entity, Source
from himagraph.resolve import Evidence

#: Words of a statement that tell of money going to the supplier, and of money coming back.
_PAYS = re.compile(r"\b(pay|pays|paid|buy|buys|bought|orders?|fees?|licen[cs]es?)\b", re.IGNORECASE)
_DRAWS = re.compile(r"\b(dividends?|profits? from|earns?)\b", re.IGNORECASE)
#: Deals in which no money was promised or moved.
_NO_DEAL = ("planned", "rumoured", "lapsed")
#: How the customer comes to be a shareholder.
DIRECT, BEHIND, REPORTED = "of-record", "behind", "reported-as"


@dataclass(frozen=True, slots=True)
class Flow:
    """What sources say of money or work between the two. `what` is the model, the wording or the deal's status."""

    kind: str
    what: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        return {
            "kind": self.kind,
            "what": self.what,
            "claims": claims_json(self.claims),
            "sources": [source_json(one) for one in self.sources],
        }


@dataclass(frozen=True, slots=True)
class DualRole:
    """A company that is a customer of a supplier and has a part of it.

    `how` it has it: of record, behind a holder of record (by the stakes in `links`), or only reported. `as_customer`
    are its ties to the supplier or to a company that the supplier belongs to; `to_supplier` is money said to go
    there, `from_supplier` money said to come back. Empty means that no source was found.
    """

    supplier: Entity
    customer: Entity
    how: str
    links: tuple[Link, ...]
    as_customer: tuple[Flow, ...]
    to_supplier: tuple[Flow, ...]
    from_supplier: tuple[Flow, ...]

    def claims(self) -> tuple[Claim, ...]:
        flows = (*self.as_customer, *self.to_supplier, *self.from_supplier)
        held = [claim for link in self.links for claim in link.row.holding.claims]
        return claims_once([*held, *(claim for flow in flows for claim in flow.claims)])

    def as_json(self) -> Json:
        return {
            "supplier": entity_json(self.supplier),
            "customer": entity_json(self.customer),
            "how": self.how,
            "stakes": [link.as_json() for link in self.links],
            "as_customer": [one.as_json() for one in self.as_customer],
            "money_to_supplier": [one.as_json() for one in self.to_supplier],
            "money_from_supplier": [one.as_json() for one in self.from_supplier],
        }


@dataclass(frozen=True, slots=True)
class DualRoles(Answer):
    """The customers with a part of their supplier, by supplier, those of record first. `suppliers` were looked at."""

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "dual-roles"

    question: Question
    roles: tuple[DualRole, ...]
    suppliers: tuple[Entity, ...]

    @property
    def reason(self) -> str | None:
        return None if self.roles else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        return claims_once(claim for role in self.roles for claim in role.claims())

    def sentence(self, lang: str = "en") -> str:
        """Who is shareholder and customer at once, as sentences that can be quoted."""
        return wording.dual_roles(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "dual_roles": [role.as_json() for role in self.roles],
            "suppliers": [entity_json(one) for one in self.suppliers],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def dual_roles(record: Record) -> DualRoles:
    """The holders of every supplier of technology, and those behind them, that work with it or pay it."""
    found: list[DualRole] = []
    suppliers = _suppliers(record)
    for supplier in suppliers:
        partners = {supplier, *(one.entity.id for one in _wholes(record, supplier))}
        capital = record.capitals[supplier]
        direct = [row.holder for row in capital.holdings]
        behind = sorted({one for holder in direct for one in record.above.get(holder, ())} - set(direct))
        reported = sorted({row.holder for row in capital.reported} - {*direct, *behind})
        for how, holders in ((DIRECT, direct), (BEHIND, behind), (REPORTED, reported)):
            for holder in holders:
                role = _role(record, supplier, holder, how, partners) if holder not in partners else None
                if role:
                    found.append(role)
    return DualRoles(record.question, tuple(found), record.entities(suppliers))


def _suppliers(record: Record) -> list[str]:
    """The companies with shareholders of which a source says that they provide a technology, or whose parent does."""
    relations = record.relations
    said = {
        slug
        for claim in record.statements.claims
        if not claim.is_denied and any(relations.entity(one).kind == "technology" for one in claim.ids("object"))
        for slug in claim.ids("subject")
    } | relations.house_of_huawei
    found = [slug for slug, capital in record.capitals.items() if capital.holdings or capital.reported]
    return sorted(slug for slug in found if slug in said or any(one.entity.id in said for one in _wholes(record, slug)))


def _wholes(record: Record, slug: str) -> list[Related]:
    return record.relations.wholes(slug, "subsidiary", "unit-of-company")


def _role(record: Record, supplier: str, holder: str, how: str, partners: set[str]) -> DualRole | None:
    relations, statements = record.relations, record.statements
    works: dict[str, list[Claim]] = {}
    for claim in relations.of_kind("cooperation"):
        if holder in claim.ids("parties") and partners & set(claim.ids("parties")) and not claim.is_denied:
            works.setdefault(claim.text("model") or "", []).append(claim)
    ties = [_flow("cooperation", model, claims, relations.evidence) for model, claims in sorted(works.items())]
    said = [one for one in statements.claims if holder in one.ids("subject") and partners & set(one.ids("object"))]
    pays = _statements([one for one in said if _PAYS.search(one.text("predicate") or "")], statements)
    draws = _statements([one for one in said if _DRAWS.search(one.text("predicate") or "")], statements)
    kept = tuple(tie for tie in ties if tie)
    if not (kept or pays):
        return None
    deals = [
        flow for claim in record.capital_evidence.claims
        if claim.kind == "transaction" and holder in claim.ids("buyer") and supplier in claim.ids("issuer")
        and claim.values.get("price") and not claim.is_denied and claim.text("status") not in _NO_DEAL
        and (flow := Flow("deal", claim.text("status") or "", (claim,), sources_of([claim], record.capital_evidence)))
    ]  # fmt: skip
    return DualRole(
        record.entity(supplier), record.entity(holder), how, _links(record, supplier, holder, how),
        (*kept, *pays), (*pays, *deals), draws,
    )  # fmt: skip


def _links(record: Record, supplier: str, holder: str, how: str) -> tuple[Link, ...]:
    """The stakes that make the holder a shareholder."""
    if how == REPORTED:
        rows = [row for row in record.capitals[supplier].reported if row.holder == holder]
    else:
        way = {supplier, *record.above.get(supplier, ())}
        down = {holder} | {one for one in way if holder in record.above.get(one, ())}
        rows = [row for row in record.of_record if row.holder in down and row.issuer in down & way]
        if how == DIRECT:
            rows = [row for row in rows if (row.holder, row.issuer) == (holder, supplier)]
    return tuple(Link(record.entity(row.holding.issuer), row) for row in record.rows(rows))


def _statements(claims: Iterable[Claim], evidence: Evidence) -> tuple[Flow, ...]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.text("predicate") or "", []).append(claim)
    flows = [_flow("statement", words, own, evidence) for words, own in sorted(found.items())]
    return tuple(flow for flow in flows if flow)


def _flow(kind: str, what: str, claims: Iterable[Claim], evidence: Evidence) -> Flow | None:
    """The claims as one tie, None where they do not stand at the date."""
    standing: Standing | None = judge(claims, evidence)
    return Flow(kind, what, standing.claims, standing.sources) if standing and stands(standing) else None
