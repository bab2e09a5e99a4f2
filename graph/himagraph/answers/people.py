"""The people of the record: their posts, what they are quoted for, where they took part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_people
from himagraph.answers.phrases import describe, mentions
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json
from himagraph.answers.standing import ENDED, HOLDS, POSSIBLE, SEEN_LATER, Standing, judge, printed
from himagraph.ledger import Ledger, Question
from himagraph.names import key
from himagraph.records import Claim, Entity, Labels, Source
from himagraph.resolve import Evidence

#: What `people` looks among: persons, then where they have posts.
PEOPLE_KINDS = (("person",), ("company", "unit", "alliance", "state-body", "fund", "series", "brand"))
#: Claims in which somebody speaks, and such in which they take part.
_SAID = ("opinion", "plan", "statement", "delivery", "ratio", "event")


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of one person. `title` is in the words of the best source; `printed_as` how it prints the person."""

    person: Entity
    organisation: Entity
    title: str
    printed_as: tuple[str, ...]
    standing: Standing

    def as_json(self) -> Json:
        return {
            "person": entity_json(self.person),
            "organisation": entity_json(self.organisation),
            "title": self.title,
            "printed_as": list(self.printed_as),
            **self.standing.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim that quotes a person, or an event at which they were; `line` says it in a few words."""

    person: Entity
    date: str
    line: str
    line_zh: str
    claim: Claim
    source: Source

    def as_json(self) -> Json:
        return {
            "person": entity_json(self.person),
            "date": self.date,
            "kind": self.claim.kind,
            "says": self.line,
            "says_zh": self.line_zh,
            "claims": claims_json([self.claim]),
            "sources": [source_json(self.source)],
        }


@dataclass(frozen=True, slots=True)
class People(Answer):
    """The posts at the date, of one person, of one organisation, or all; those that are over, apart.

    `said` are claims for which a person is quoted, `events` those in which one took part.
    """

    command: ClassVar[str] = "people"

    question: Question
    entity: Entity | None
    people: tuple[PostRow, ...]
    possible: tuple[PostRow, ...]
    seen_later: tuple[PostRow, ...]
    former: tuple[PostRow, ...]
    said: tuple[Mention, ...]
    events: tuple[Mention, ...]

    @property
    def reason(self) -> str | None:
        return None if self.people else "no-post-found"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found: no post, no word, no event."""
        posts = self.people or self.possible or self.seen_later or self.former
        return not (posts or self.said or self.events)

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        rows = (*self.people, *self.possible, *self.seen_later, *self.former)
        found = [claim for row in rows for claim in row.standing.claims]
        found += [one.claim for one in (*self.said, *self.events)]
        return tuple({claim.path: claim for claim in found}.values())

    def sentence(self, lang: str = "en") -> str:
        """Who holds which post, as one sentence."""
        return wording_people.sentence(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity) if self.entity else None,
            "people": [row.as_json() for row in self.people],
            "possible": [row.as_json() for row in self.possible],
            "seen_later": [row.as_json() for row in self.seen_later],
            "former": [row.as_json() for row in self.former],
            "said": [one.as_json() for one in self.said],
            "events": [one.as_json() for one in self.events],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def people(ledger: Ledger, slug: str | None, question: Question) -> People:
    """The people of the entity at the question's clocks; of the whole record for None."""
    evidence = ledger.evidence(ledger.claims_of_kind("post", *_SAID), question)
    ledger.entities({one for claim in evidence.claims for one in mentions(claim)} | ({slug} if slug else set()))
    entities = ledger.entities(())
    rows = [row for row in _posts(evidence, ledger) if slug in (None, row.person.id, row.organisation.id)]
    shown = {row.person.id for row in rows} | ({slug} if slug else set())
    persons = {
        one
        for claim in evidence.claims
        for one in (*claim.ids("said_by"), *claim.ids("participants"))
        if one in entities and entities[one].kind == "person" and (slug is None or one in shown)
    }
    by_word = {word: tuple(row for row in rows if row.standing.word == word) for word in _WORDS}
    return People(
        question,
        _entity(ledger, slug) if slug else None,
        by_word[HOLDS],
        by_word[POSSIBLE],
        by_word[SEEN_LATER],
        by_word[ENDED],
        tuple(_mentions(evidence, ledger, persons, "said_by")),
        tuple(_mentions(evidence, ledger, persons, "participants")),
    )


_WORDS = (HOLDS, POSSIBLE, SEEN_LATER, ENDED)


def _posts(evidence: Evidence, ledger: Ledger) -> list[PostRow]:
    """The posts by person, organisation and title; titles that differ only in case or punctuation are one."""
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in evidence.claims:
        if claim.kind == "post":
            place = claim.id_of("person") or "", claim.id_of("organisation") or "", key(claim.text("title") or "")
            found.setdefault(place, []).append(claim)
    rows: list[PostRow] = []
    for (person, organisation, _), claims in sorted(found.items()):
        standing = judge(claims, evidence)
        if standing:
            title = standing.claims[0].text("title") or ""
            names = printed(standing.claims, "person")
            rows.append(PostRow(_entity(ledger, person), _entity(ledger, organisation), title, names, standing))
    return sorted(rows, key=lambda row: (row.person.label().casefold(), row.organisation.label().casefold(), row.title))


def _mentions(evidence: Evidence, ledger: Ledger, persons: Iterable[str], party: str) -> list[Mention]:
    wanted, entities = set(persons), ledger.entities(())
    rows: list[Mention] = []
    for claim in evidence.claims:
        for person in claim.ids(party):
            dated = claim.when("date") or evidence.dated(claim)
            if person in wanted and dated.possibly_by(evidence.clocks.as_of):
                lines = [describe(claim, entities, {}, lang) for lang in ("en", "zh")]
                source = evidence.source(claim)
                rows.append(Mention(entities[person], str(dated), lines[0], lines[1], claim, source))
    return sorted(rows, key=lambda row: (row.person.label().casefold(), row.date.removeprefix("../"), row.claim.path))


def _entity(ledger: Ledger, slug: str) -> Entity:
    return ledger.entities([slug]).get(slug) or Entity(slug, "company", Labels(slug))
