"""The record at the clocks of one question, each part of it read when an analysis needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from himagraph.answers.relations import Relations
from himagraph.answers.rows import Row, rows_of
from himagraph.answers.standing import HOLDS, POSSIBLE, Standing
from himagraph.ledger import Ledger, Question
from himagraph.measures import Holdings, Stake
from himagraph.records import Claim, Entity
from himagraph.resolve import Capital, Evidence, Holding, capitals


class Record:
    """What analyses start from."""

    def __init__(self, ledger: Ledger, question: Question) -> None:
        self.ledger = ledger
        self.question = question

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.ledger, self.question)

    @cached_property
    def capital_evidence(self) -> Evidence:
        return self.ledger.evidence(self.ledger.claims_of_kind("stake", "transaction", "covenant"), self.question)

    @cached_property
    def statements(self) -> Evidence:
        return self.ledger.evidence(self.ledger.claims_of_kind("statement"), self.question)

    @cached_property
    def deliveries(self) -> Evidence:
        return self.ledger.evidence(self.ledger.claims_of_kind("delivery"), self.question)

    @cached_property
    def capitals(self) -> Mapping[str, Capital]:
        """The capital of every issuer."""
        found = capitals(self.capital_evidence)
        rows = [row for capital in found.values() for row in (*capital.holdings, *capital.reported, *capital.pending)]
        # All names in one query: `entity` then asks the store no more.
        self.ledger.entities({slug for row in rows for slug in (row.holder, row.issuer, *row.via)})
        return found

    @cached_property
    def of_record(self) -> tuple[Holding, ...]:
        """Every holding of record, by issuer, then by share."""
        return tuple(row for _, capital in sorted(self.capitals.items()) for row in capital.holdings)

    @cached_property
    def holdings(self) -> Holdings:
        """The holdings of record as a table of stakes."""
        return Holdings(Stake(row.holder, row.issuer, row.share) for row in self.of_record)

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """Per company all its direct and indirect holders."""
        direct: dict[str, set[str]] = {}
        for row in self.of_record:
            direct.setdefault(row.issuer, set()).add(row.holder)
        found: dict[str, frozenset[str]] = {}
        for issuer in direct:
            reached: set[str] = set()
            waiting = [issuer]
            while waiting:
                for holder in direct.get(waiting.pop(), set()) - reached:
                    reached.add(holder)
                    waiting.append(holder)
            found[issuer] = frozenset(reached)
        return found

    def rows(self, holdings: Iterable[Holding]) -> tuple[Row, ...]:
        """The holdings with their holder and sources."""
        return rows_of(holdings, self.ledger, self.capital_evidence)

    def entity(self, slug: str) -> Entity:
        return self.relations.entity(slug)

    def entities(self, slugs: Iterable[str]) -> tuple[Entity, ...]:
        return tuple(self.entity(slug) for slug in slugs)


def stands(standing: Standing | None) -> bool:
    """Whether the relation holds, or may hold, at the date."""
    return standing is not None and standing.word in (HOLDS, POSSIBLE)


def claims_once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, each once, in their order."""
    return tuple({claim.path: claim for claim in claims}.values())
