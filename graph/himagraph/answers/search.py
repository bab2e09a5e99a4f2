"""Which entities a text may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.ledger import Ledger, Question
from himagraph.names import Candidate, Names
from himagraph.records import Claim, Entity


@dataclass(frozen=True, slots=True)
class Found(Answer):
    """Candidates for a text, best first; `matched` is the name that came closest, `score` from 0 to 100."""

    command: ClassVar[str] = "find"

    query: str
    question: Question
    candidates: tuple[tuple[Entity, Candidate], ...]

    def claims(self) -> tuple[Claim, ...]:
        """None: a name is no claim."""
        return ()

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "query": self.query,
            "candidates": [
                {"entity": entity_json(entity), "score": found.score, "matched": found.matched}
                for entity, found in self.candidates
            ],
            "reason": None if self.candidates else "nothing-found",
        }


def find(ledger: Ledger, names: Names, text: str, question: Question, limit: int = 10) -> Found:
    """The entities that the text may mean, at most `limit`."""
    candidates = names.find(text, limit=limit)
    entities = ledger.entities(one.entity for one in candidates)
    return Found(text, question, tuple((entities[one.entity], one) for one in candidates))
