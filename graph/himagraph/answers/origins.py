"""How an alliance, a series or a brand began, and what it is called that it is not."""

from __future__ import annotations

from dataclasses import dataclass

from himagraph.answers.relations import Relations
from himagraph.answers.rows import Json, claims_json, entity_json, source_json, sources_of
from himagraph.records import Claim, Entity, Source, When

#: A joint venture needs evidenced holders: a source that only uses the words is shown as disputed.
_JOINT_VENTURE = ("joint venture", "合资")


@dataclass(frozen=True, slots=True)
class Called:
    """A statement by which a source calls the alliance or its brands a joint venture."""

    text: str
    about: tuple[Entity, ...]
    claim: Claim
    source: Source

    def as_json(self) -> Json:
        return {
            "text": self.text,
            "about": [entity_json(one) for one in self.about],
            "claims": claims_json([self.claim]),
            "sources": [source_json(self.source)],
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """How it began or changed its name: what was before, and when."""

    event: str
    before: str
    date: When
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        return {
            "event": self.event,
            "before": self.before,
            "date": str(self.date),
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


def called(relations: Relations, slugs: set[str]) -> list[Called]:
    """The statements that call one of the entities a joint venture."""
    ledger, question = relations.ledger, relations.question
    evidence = ledger.evidence(ledger.claims_of_kind("statement"), question)
    found: list[Called] = []
    for claim in evidence.claims:
        text = claim.free_text("object") or ""
        named = slugs & set(claim.ids("subject"))
        in_time = evidence.start(claim).possibly_by(question.clocks.as_of)
        if named and in_time and not claim.is_denied and any(word in text.casefold() for word in _JOINT_VENTURE):
            about = tuple(relations.entity(slug) for slug in claim.ids("subject"))
            found.append(Called(text, about, claim, evidence.source(claim)))
    return found


def changes(relations: Relations, slug: str) -> list[Turn]:
    """What the entity was before, as far as it is told up to the date."""
    ledger, question = relations.ledger, relations.question
    evidence = ledger.evidence(ledger.claims_of_kind("change"), question)
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in evidence.claims:
        date = claim.when("date")
        if slug in claim.ids("after") and date and date.possibly_by(question.clocks.as_of):
            before = ", ".join(relations.entity(one).label() for one in claim.ids("before"))
            before = before or claim.free_text("before") or ""
            found.setdefault((claim.text("event") or "", before, str(date)), []).append(claim)
    return [
        Turn(event, before, When.parse(date), tuple(claims), sources_of(claims, evidence))
        for (event, before, date), claims in sorted(found.items())
    ]
