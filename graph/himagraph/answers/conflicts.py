"""Claims that contradict each other: settled or open, which side is preferred and by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from himagraph import queries
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json, sources_of
from himagraph.contradictions import Contradiction, contradictions
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity
from himagraph.resolve import Evidence, bundled, gather


@dataclass(frozen=True, slots=True)
class Conflicts(Answer):
    """The contradictions about an entity, or all of them; in the order of their rules, then of their ids."""

    command: ClassVar[str] = "conflicts"

    entity: Entity | None
    question: Question
    rows: tuple[Contradiction, ...]
    entities: Mapping[str, Entity]
    evidence: Evidence

    @property
    def settled(self) -> int:
        return sum(row.is_settled for row in self.rows)

    def claims(self) -> tuple[Claim, ...]:
        return tuple({claim.path: claim for row in self.rows for claim in row.claims}.values())

    def sentence(self, lang: str = "en") -> str:
        """How many there are, as one sentence."""
        count, settled = len(self.rows), self.settled
        name = self.entity.label("zh" if lang == "zh" else "en") if self.entity else ""
        if lang == "zh":
            about = f"关于{name}，" if name else ""
            return (
                f"{about}{count}处矛盾：{settled}处已定，{count - settled}处未定。"
                if count
                else f"{about}没有互相矛盾的主张。"
            )
        about = f" about {name}" if name else ""
        if not count:
            return f"No two claims{about} disagree."
        plural = "" if count == 1 else "s"
        return f"{count} disagreement{plural}{about}: {settled} settled, {count - settled} open."

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "conflicts": [self._row(row) for row in self.rows],
            "settled": self.settled,
            "open": len(self.rows) - self.settled,
            "sentence": self.sentence(),
            "reason": None if self.rows else "no-conflicts",
        }

    def _row(self, row: Contradiction) -> Json:
        return {
            "id": row.id,
            "rule": row.rule,
            "subject": row.subject.en,
            "subject_zh": row.subject.pick("zh"),
            "status": "settled" if row.is_settled else "open",
            "about": [entity_json(self.entities[slug]) for slug in row.about if slug in self.entities],
            "sides": [
                {
                    "says": side.says.en,
                    "says_zh": side.says.pick("zh"),
                    "preferred": row.preferred == place,
                    "claims": claims_json(side.claims),
                    "sources": [source_json(source) for source in sources_of(side.claims, self.evidence)],
                }
                for place, side in enumerate(row.sides)
            ],
            "by": row.by.en,
            "by_zh": row.by.pick("zh"),
            "judgement": row.judgement,
        }


def conflicts(ledger: Ledger, slug: str | None, question: Question) -> Conflicts:
    """The contradictions among the claims that the question lets through; refuted claims are shown on their side."""
    evidence = gather(
        ledger.all_claims(), ledger.every_source, (), question.clocks, question.selection, question.policy or bundled()
    )
    shared: dict[str, list[str]] = {}
    for row in ledger.store.select(queries.load("_shared-names").text):
        shared.setdefault(str(row["text"]), []).append(str(row["slug"]))
    found = contradictions(evidence, ledger.judgements, ledger.every_entity, shared, ledger.concepts)
    kept = tuple(row for row in found if slug is None or slug in row.about or _mentioned(slug, row))
    entities = ledger.entities({one for row in kept for one in row.about} | ({slug} if slug else set()))
    return Conflicts(entities[slug] if slug else None, question, kept, entities, evidence)


def _mentioned(slug: str, row: Contradiction) -> bool:
    """Whether a claim of some side is about the entity, though the contradiction is not named after it."""
    return any(
        slug in claim.ids(key) for claim in row.claims for key in ("whole", "subject", "issuer", "entity", "model")
    )
