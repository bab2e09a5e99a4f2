"""Companies that hold one another: self-holdings, cross-holdings and longer rings among the holdings of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from himagraph.analysis import wording
from himagraph.analysis.record import Record, claims_once
from himagraph.answers.rows import Answer, Json, Row, entity_json, envelope
from himagraph.ledger import Question
from himagraph.records import Claim, Entity

if TYPE_CHECKING:
    import networkx  # noqa: TID251 - this is the room for it

SELF, CROSS, RING = "self-holding", "cross-holding", "ring"


@dataclass(frozen=True, slots=True)
class Link:
    """A holding of record with the company that is held."""

    issuer: Entity
    row: Row

    def as_json(self) -> Json:
        return {"issuer": entity_json(self.issuer), "stake": self.row.as_json()}


@dataclass(frozen=True, slots=True)
class Loop:
    """Companies each of which holds, directly or through the others, a share of every one; in order of their ids.

    `kind` is self-holding (one), cross-holding (two that hold each other) or ring. `closed` says that nobody outside
    holds anything of them: then there is no outside owner.
    """

    kind: str
    members: tuple[Entity, ...]
    links: tuple[Link, ...]
    closed: bool

    def as_json(self) -> Json:
        return {
            "kind": self.kind,
            "members": [entity_json(one) for one in self.members],
            "closed": self.closed,
            "stakes": [link.as_json() for link in self.links],
        }


@dataclass(frozen=True, slots=True)
class Loops(Answer):
    """The loops of the stake graph; empty with `reason` where none was found. `searched` counts the holdings."""

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "loops"

    question: Question
    loops: tuple[Loop, ...]
    searched: int

    @property
    def reason(self) -> str | None:
        return None if self.loops else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        return claims_once(claim for loop in self.loops for link in loop.links for claim in link.row.holding.claims)

    def sentence(self, lang: str = "en") -> str:
        """Who holds one another, as sentences that can be quoted."""
        return wording.loops(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "loops": [loop.as_json() for loop in self.loops],
            "searched": self.searched,
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def loops(record: Record) -> Loops:
    """The strongly connected parts of the holdings of record that hold more than one company, or one by itself."""
    import networkx  # noqa: TID251 - this is the room for it

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    rows = record.of_record
    graph.add_edges_from((row.holder, row.issuer) for row in rows)
    parts = [sorted(part) for part in networkx.strongly_connected_components(graph)]
    found: list[Loop] = []
    for members in sorted(part for part in parts if len(part) > 1 or graph.has_edge(part[0], part[0])):
        own = set(members)
        inside = [row for row in rows if row.holder in own and row.issuer in own]
        kind = SELF if len(members) == 1 else CROSS if len(members) == 2 else RING
        links = tuple(Link(record.entity(row.holding.issuer), row) for row in record.rows(inside))
        flaws = {name for flaw in record.holdings.lint() if flaw.kind == "closed-ring" for name in flaw.issuers}
        found.append(Loop(kind, record.entities(members), links, own <= flaws))
    return Loops(record.question, tuple(found), len(rows))
