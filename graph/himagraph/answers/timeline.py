"""What happened to an entity, in the order of its dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from himagraph import vocab
from himagraph.answers.phrases import lines_for
from himagraph.answers.rows import Answer, Json, entity_json, envelope, source_json
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Entity, Source, When

#: Keys under which a claim dates something, and the word for it; the others date an observation.
_HAPPENINGS = ("signed", "approved", "registered", "completed", "date", "from", "until", "by")
#: Kinds that happen; the rest is observed.
_DATED_KINDS = ("event", "change", "transaction", "stake", "plan", "post", "cooperation", "affiliation", "brand-right")


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of one claim: `what` says which (signed, completed, from, seen ...)."""

    when: When
    what: str
    claim: Claim
    line: str
    line_zh: str
    source: Source

    def as_json(self) -> Json:
        return {
            "date": str(self.when),
            "what": self.what,
            "kind": self.claim.kind,
            "says": self.line,
            "says_zh": self.line_zh,
            "claim": vocab.claim_iri(self.claim.path),
            "source": source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class Timeline(Answer):
    """The moments of an entity, oldest first. Instalments stand on the date on which they were paid."""

    command: ClassVar[str] = "timeline"

    entity: Entity
    question: Question
    moments: tuple[Moment, ...]

    def claims(self) -> tuple[Claim, ...]:
        return tuple({one.claim.path: one.claim for one in self.moments}.values())

    def sentence(self, lang: str = "en") -> str:
        """How many dated moments there are and over what time."""
        name = self.entity.label("zh" if lang == "zh" else "en")
        if not self.moments:
            return f"{name}在记录中没有日期。" if lang == "zh" else f"No dated claim names {name}."
        first, last = self.moments[0].when, self.moments[-1].when
        if lang == "zh":
            return f"{name}：{len(self.moments)}个时点，{first}至{last}。"
        return f"{name}: {len(self.moments)} dated moments, {first} to {last}."

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity),
            "moments": [one.as_json() for one in self.moments],
            "sentence": self.sentence(),
            "reason": None if self.moments else "nothing-dated",
        }


def timeline(ledger: Ledger, slug: str, question: Question) -> Timeline:
    """The timeline of the entity up to the question's date; with no date asked for, plans ahead are in it."""
    evidence = ledger.evidence(ledger.claims_about(slug), question)
    dated = [(when, what, claim) for claim in evidence.claims for when, what in _dates(claim)]
    if question.dated:
        dated = [row for row in dated if row[0].possibly_by(question.clocks.as_of)]
    claims = list({claim.path: claim for _, _, claim in dated}.values())
    english, chinese = lines_for(claims, ledger, "en"), lines_for(claims, ledger, "zh")
    moments = [
        Moment(when, what, claim, english[claim.path], chinese[claim.path], evidence.source(claim))
        for when, what, claim in dated
    ]
    moments.sort(key=lambda one: (_order(one.when), one.when.text, one.claim.path, one.what))
    return Timeline(ledger.entities([slug])[slug], question, tuple(moments))


def _dates(claim: Claim) -> Iterator[tuple[When, str]]:
    if claim.kind not in _DATED_KINDS:
        return
    found = [(when, key) for key in _HAPPENINGS if (when := claim.when(key))]
    yield from found
    for part in claim.instalments():
        yield part.date, "paid"
    seen = claim.when("observed")
    if seen and not found:
        yield seen, "seen"


def _order(when: When) -> date:
    return when.first or when.last or date.min
