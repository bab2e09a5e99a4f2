"""How a look-through share comes about: its chains, the entries of the matrix, and the claims of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from himagraph.answers.rows import (
    Answer,
    Json,
    Row,
    claims_json,
    entity_json,
    envelope,
    rows_of,
    seen_json,
    source_json,
)
from himagraph.errors import NoAnswer
from himagraph.ledger import Ledger, Question
from himagraph.ownership.table import above
from himagraph.records import Claim, Entity

if TYPE_CHECKING:
    from himagraph.measures import Explanation


@dataclass(frozen=True)
class Explained(Answer):
    """A look-through share and all that it rests on; `entries` are the rows of record on the way, with their claims."""

    command: ClassVar[str] = "explain"

    holder: Entity
    issuer: Entity
    question: Question
    explanation: Explanation
    entries: tuple[Row, ...]

    @property
    def is_replayed(self) -> bool:
        """Whether the entries alone give the same shares again."""
        return self.explanation.replay() == (self.explanation.effective, self.explanation.net)

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the entries, each once."""
        return tuple({claim.path: claim for row in self.entries for claim in row.holding.claims}.values())

    def sentence(self, lang: str = "en") -> str:
        """The share as one sentence."""
        share = self.explanation.effective.text("zh" if lang == "zh" else "en")
        if lang == "zh":
            return f"{self.holder.label('zh')}穿透持有{self.issuer.label('zh')} {share}。"
        return f"{self.holder.label('en')}'s look-through share of {self.issuer.label('en')} is {share}."

    def as_json(self) -> Json:
        one = self.explanation
        return {
            **envelope(self.command, self.question),
            "holder": entity_json(self.holder),
            "issuer": entity_json(self.issuer),
            "effective": one.effective.as_json(),
            "net": one.net.as_json(),
            "paths": [{"path": list(path.nodes), "share": path.share.as_json()} for path in one.paths],
            "cut": one.is_cut,
            "loops": [list(loop) for loop in one.loops],
            "entries": [
                {
                    "holder": entity_json(row.entity),
                    "issuer": entity_json(row.via[-1]),
                    "share": row.holding.share.as_json(),
                    "last_seen": seen_json(row.holding),
                    "assertion": row.holding.preferred.text("assertion") or "stated",
                    "claims": claims_json(row.holding.claims),
                    "sources": [source_json(source) for source in row.sources],
                }
                for row in self.entries
            ],
            "blocked_by": list(one.blocked_by),
            "replayed": self.is_replayed,
            "sentence": self.sentence(),
            "reason": None,
        }


def explain(ledger: Ledger, issuer: str, holder: str, question: Question) -> Explained:
    """The explanation of a holder's share of an issuer. NoAnswer where no chain of stakes joins them."""
    table = above(ledger, [issuer], question)
    entities = ledger.entities({issuer, holder})
    if not {issuer, holder} <= table.names or not table.holdings.paths(holder, issuer).found:
        raise NoAnswer(
            f"No chain of stakes leads from {entities[holder].label('en')} to {entities[issuer].label('en')}.",
            f"See who stands behind it: hima who-owns {issuer} --ultimate",
        )
    found = table.holdings.explain(holder, issuer)
    held = [table.rows[stake.holder, stake.issuer] for stake in found.entries if stake.holder]
    issuers = ledger.entities({row.issuer for row in held})
    rows = tuple(
        Row(row.entity, row.holding, row.sources, (issuers[row.holding.issuer],))
        for row in rows_of(held, ledger, table.evidence)
    )
    return Explained(entities[holder], entities[issuer], question, found, rows)
