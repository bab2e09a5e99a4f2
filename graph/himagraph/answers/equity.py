"""Shares beside brands: what Huawei has of a carmaker, who stands behind a company, what it shares with Huawei."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from himagraph.answers.relations import HUAWEI, Relations
from himagraph.answers.rows import Json, Row, claims_json, entity_json, rows_of
from himagraph.kinds import ISSUER_KINDS
from himagraph.records import Claim, Entity
from himagraph.resolve import Capital, Holding, capital

#: No chain of holders is followed further.
_DEPTH = 6
#: The parts of a capital in which a share counts as found, with the word for it.
_PARTS = (
    ("holdings", "holds"),
    ("pending", "pending"),
    ("possible", "possible"),
    ("inferred", "inferred"),
    ("reported", "reported-as"),
    ("other_scopes", "other-scope"),
)


@dataclass(frozen=True, slots=True)
class Equity:
    """What Huawei or a company of its house has of a company: `found` by kind of row; nothing found is not 0.

    `denied` are claims that deny it, `refuted` such that were shown wrong.
    """

    company: Entity
    found: tuple[tuple[str, Row], ...]
    denied: tuple[Claim, ...]
    refuted: tuple[Claim, ...]

    def text(self, lang: str = "en") -> str:
        if not self.found:
            return "未见来源" if lang == "zh" else "none found"
        word, row = self.found[0]
        share = row.holding.share.text("zh" if lang == "zh" else "en")
        return share if word == "holds" else f"{share} ({word})"

    def claims(self) -> tuple[Claim, ...]:
        return (*(claim for _, row in self.found for claim in row.holding.claims), *self.denied)

    def as_json(self) -> Json:
        return {
            "text": self.text(),
            "found": [{"how": word, **row.as_json()} for word, row in self.found],
            "denied": claims_json(self.denied),
            "refuted": claims_json(self.refuted),
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """A company and the largest holder of record above it, and above that, as far as the record goes."""

    company: Entity
    chain: tuple[Row, ...]

    def as_json(self) -> Json:
        return {"entity": entity_json(self.company), "chain": [row.as_json() for row in self.chain]}


@dataclass(frozen=True, slots=True)
class Shared:
    """A company in which Huawei has a part, and what another company holds of it."""

    issuer: Entity
    row: Row

    def as_json(self) -> Json:
        return {"issuer": entity_json(self.issuer), **self.row.as_json()}


class Stakes:
    """The capital of every company at the question's clocks, worked out when it is asked for."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        claims = relations.ledger.claims_of_kind("stake", "transaction")
        self.evidence = relations.ledger.evidence(claims, relations.question)
        self._refuted = [claim for claim in claims if claim.path in self.evidence.refuted]
        self._capitals: dict[str, Capital] = {}
        self._by_issuer: dict[str, list[Claim]] = {}
        for claim in self.evidence.claims:
            for issuer in claim.ids("issuer"):
                self._by_issuer.setdefault(issuer, []).append(claim)

    def capital(self, company: str) -> Capital:
        if company not in self._capitals:
            self._capitals[company] = capital(company, self._by_issuer.get(company, ()), self.evidence)
        return self._capitals[company]

    def of_huawei(self, company: str) -> Equity:
        """What Huawei, or a company of its house, has of the company."""
        house, own = self._relations.house_of_huawei, self.capital(company)
        found = [
            (word, row)
            for part, word in _PARTS
            for row in self._rows(one for one in getattr(own, part) if one.holder in house)
        ]
        claims = self._by_issuer.get(company, ())
        return Equity(
            self._relations.entity(company),
            tuple(found),
            tuple(one for one in claims if one.is_denied and house & set(one.ids("holder"))),
            tuple(one for one in self._refuted if company in one.ids("issuer") and house & set(one.ids("holder"))),
        )

    def behind(self, company: str) -> Behind:
        """The chain of largest holders of record above the company."""
        chain: list[Row] = []
        seen, current = {company}, company
        while len(chain) < _DEPTH:
            rows = [row for row in self.capital(current).holdings if row.share.is_known and row.holder not in seen]
            if not rows:
                break
            chain += self._rows(rows[:1])
            current = rows[0].holder
            seen.add(current)
            if self._relations.entity(current).kind not in ISSUER_KINDS:
                break
        return Behind(self._relations.entity(company), tuple(chain))

    def shared_with_huawei(self, companies: Iterable[str]) -> list[Shared]:
        """What the companies hold of companies in which Huawei has a part."""
        wanted = set(companies)
        found: list[Shared] = []
        for issuer in sorted(self._by_issuer):
            own = self.capital(issuer)
            holders = {row.holder for row in (*own.holdings, *own.inferred, *own.possible)}
            if issuer in self._relations.house_of_huawei or HUAWEI in holders:
                rows = self._rows(row for row in own.holdings if row.holder in wanted)
                found += [Shared(self._relations.entity(issuer), row) for row in rows]
        return found

    def _rows(self, holdings: Iterable[Holding]) -> tuple[Row, ...]:
        return rows_of(holdings, self._relations.ledger, self.evidence)
