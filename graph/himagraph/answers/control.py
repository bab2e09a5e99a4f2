"""Who decides over an entity, and over whom it decides, by definitions that the asker chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from himagraph import vocab
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.ledger import Ledger, Question
from himagraph.ownership.controlling import below, claims_behind
from himagraph.ownership.found import MAJORITY
from himagraph.ownership.table import Ownership, around
from himagraph.records import Claim, Entity
from himagraph.resolve import Evidence

if TYPE_CHECKING:
    from himagraph.measures import Definition, Verdict


@dataclass(frozen=True)
class Found:
    """A verdict with the entity at its other end, and the paths of the claims on the stakes and rights on the way."""

    entity: Entity
    verdict: Verdict
    claims: tuple[str, ...]

    def as_json(self) -> Json:
        grounds = [
            {
                "limb": one.limb,
                "text": {lang: self.verdict.definition.limbs[one.limb][lang] for lang in ("en", "zh")},
                "share": one.share.as_json() if one.share is not None else None,
            }
            for one in self.verdict.grounds
        ]
        return {
            "entity": entity_json(self.entity),
            "definition": self.verdict.definition.id,
            "certain": self.verdict.is_certain,
            "grounds": grounds,
            "reason": {lang: self.verdict.reason(lang) for lang in ("en", "zh")},
            "claims": [vocab.claim_iri(path) for path in self.claims],
        }


@dataclass(frozen=True)
class Difference:
    """A party that some of the definitions find for an entity and others do not."""

    entity: Entity
    found: tuple[Verdict, ...]
    others: tuple[Definition, ...]

    def why(self, lang: str = "en") -> str:
        """What the ones are met by, and what the others ask for."""
        zh = lang == "zh"
        form, other = (
            ("{}认定（{}）", "{}不认定，其要求：{}") if zh else ("found by {} ({})", "not by {}, which asks for: {}")
        )
        parts = [form.format(one.definition.id, one.reason(lang)) for one in self.found]
        parts += [other.format(one.id, (" 或 " if zh else " or ").join(_limbs(one, lang))) for one in self.others]
        return ("；" if zh else "; ").join(parts)

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "found_by": [one.definition.id for one in self.found],
            "not_by": [one.id for one in self.others],
            "why": {lang: self.why(lang) for lang in ("en", "zh")},
        }


@dataclass(frozen=True)
class Control(Answer):
    """Who decides over an entity and over whom it decides, definition by definition; certain ones first."""

    command: ClassVar[str] = "control"

    entity: Entity
    question: Question
    definitions: tuple[Definition, ...]
    controllers: tuple[Found, ...]
    controls: tuple[Found, ...]
    differences: tuple[Difference, ...]
    evidence: Evidence

    @property
    def reason(self) -> str | None:
        return None if self.controllers or self.controls else "no-control-found"

    def claims(self) -> tuple[Claim, ...]:
        """The claims on the stakes and rights behind the answer, by path."""
        paths = {path for one in (*self.controllers, *self.controls) for path in one.claims}
        return tuple(claim for claim in self.evidence.claims if claim.path in paths)

    def sentence(self, lang: str = "en") -> str:
        """The answer by the first definition, as one sentence."""
        first, zh = self.definitions[0], lang == "zh"
        names = [one.entity.label(lang) for one in self.controllers if _is_of(one, first) and one.verdict.is_certain]
        maybe = [
            one.entity.label(lang) for one in self.controllers if _is_of(one, first) and not one.verdict.is_certain
        ]
        below = [one for one in self.controls if _is_of(one, first) and one.verdict.is_certain]
        name = self.entity.label("zh" if zh else "en")
        if zh:
            who = f"{'、'.join(names)}控制{name}" if names else f"{name}没有确定的控制人"
            return (
                f"按{first.id}，{who}"
                + (f"，可能为{'、'.join(maybe)}" if maybe else "")
                + f"；{name}控制{len(below)}家公司。"
            )
        all_of_them = " and ".join(names) if len(names) < 3 else ", ".join(names)
        who = f"{all_of_them} control{'s' if len(names) == 1 else ''} {name}"
        who = who if names else f"nobody controls {name} for certain"
        perhaps = f" (possibly {', '.join(maybe)})" if maybe else ""
        return (
            f"By {first.id}, {who}{perhaps}; it controls {len(below)} {'company' if len(below) == 1 else 'companies'}."
        )

    def as_json(self) -> Json:
        day = self.question.clocks.as_of
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity),
            "definitions": [
                {
                    "id": one.id,
                    "title": dict(one.title),
                    "reference": one.reference,
                    "url": one.url,
                    "in_force": one.in_force.isoformat(),
                    "applies": one.applies_on(day),
                }
                for one in self.definitions
            ],
            "controllers": [one.as_json() for one in self.controllers],
            "controls": [one.as_json() for one in self.controls],
            "differences": [one.as_json() for one in self.differences],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def control(ledger: Ledger, slug: str, question: Question, names: Sequence[str]) -> Control:
    """Who decides over the entity by each of the definitions, and over whom it decides.

    UsageError for a definition that there is not.
    """
    from himagraph.measures import definition

    asked = [definition(name) for name in dict.fromkeys(names or (MAJORITY,))]
    table = around(ledger, slug, question)
    entities = dict(ledger.entities({slug, *table.names}))
    above = [one for by in asked for one in _judged(table, entities, by, slug)]
    under = [
        found
        for by in asked
        for issuer in below(table, slug)
        for found in _judged(table, entities, by, issuer, of=slug)
    ]
    return Control(
        entities[slug],
        question,
        tuple(asked),
        tuple(above),
        tuple(under),
        tuple(_differences([one.verdict for one in above], asked, entities)),
        table.evidence,
    )


def _judged(
    table: Ownership, entities: Mapping[str, Entity], by: Definition, issuer: str, of: str | None = None
) -> list[Found]:
    """The verdicts on an issuer, shown from their holder, or those of one holder shown from the issuer."""
    if issuer not in table.names:
        return []
    among = None
    if by.of_persons:
        among = [name for name in table.names if name in entities and entities[name].kind == "person"]
    verdicts = table.holdings.by(by.id, issuer, among)
    return [
        Found(entities[issuer if of else holder], one, claims_behind(table, holder, issuer))
        for holder, one in verdicts.items()
        if (of is None or holder == of) and holder in entities and issuer in entities
    ]


def _differences(
    verdicts: Iterable[Verdict], asked: Sequence[Definition], entities: Mapping[str, Entity]
) -> Iterable[Difference]:
    by_holder: dict[str, list[Verdict]] = {}
    for one in verdicts:
        if one.is_certain:
            by_holder.setdefault(one.holder, []).append(one)
    for holder, found in sorted(by_holder.items()):
        met = {one.definition.id for one in found}
        others = tuple(one for one in asked if one.id not in met)
        if others:
            yield Difference(entities[holder], tuple(found), others)


def _is_of(one: Found, definition: Definition) -> bool:
    return one.verdict.definition.id == definition.id


def _limbs(definition: Definition, lang: str) -> list[str]:
    return [words[lang] for words in definition.limbs.values()]
