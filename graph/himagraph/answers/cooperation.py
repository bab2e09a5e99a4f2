"""Who works with whom under which model, and who leads which task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers import wording_cooperation
from himagraph.answers.relations import Relations
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope
from himagraph.answers.standing import HOLDS, POSSIBLE, Standing, judge
from himagraph.errors import UnknownName
from himagraph.kinds import TASKS
from himagraph.ledger import Ledger, Question
from himagraph.names import key
from himagraph.records import Claim, Entity, Labels, TaskShare
from himagraph.resolve import Evidence

#: What `--brand` looks among.
BRAND_KINDS = (("brand",),)
#: Entities between which a bare statement can tell of working together.
_ORGANISATIONS = ("company", "unit", "state-body", "alliance", "series")


@dataclass(frozen=True, slots=True)
class Cell:
    """Who leads one task for one brand under one model; without a brand, in the model in general.

    `leads` is None where a claim only names the partners, `task` is None where it speaks of the whole. Several
    `brands` stand together where a claim does not tell which of its partners belongs to which.
    `against` are the claims by which another leads the same.
    """

    brand: Entity | None
    brands: tuple[Entity, ...]
    partners: tuple[Entity, ...]
    model: str
    model_label: Labels
    task: str | None
    task_label: Labels | None
    leads: str | None
    takes_part: tuple[Entity, ...]
    notes: tuple[str, ...]
    standing: Standing
    against: tuple[Claim, ...] = ()

    @property
    def place(self) -> tuple[int, str, str, int, str]:
        """A key that sorts the cells by brand, model and task."""
        task = TASKS.index(self.task) if self.task in TASKS else -1
        name = self.brand.label().casefold() if self.brand else ""
        return 0 if self.brand else 1, name, self.model, task, self.leads or ""

    def as_json(self) -> Json:
        standing = self.standing.as_json()
        return {
            "brand": entity_json(self.brand) if self.brand else None,
            "brands": [entity_json(one) for one in self.brands],
            "partner": [entity_json(one) for one in self.partners],
            "model": {"id": self.model, "label": _labels(self.model_label)},
            "task": {"id": self.task, "label": _labels(self.task_label)} if self.task and self.task_label else None,
            "leads": self.leads,
            "takes_part": [entity_json(one) for one in self.takes_part],
            "notes": list(self.notes),
            "contested": bool(self.against),
            "against": claims_json(self.against),
            **standing,
        }


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that joins two organisations in words, no cooperation model being printed."""

    subject: tuple[Entity, ...]
    predicate: str
    object: tuple[Entity, ...]
    standing: Standing

    def as_json(self) -> Json:
        return {
            "subject": [entity_json(one) for one in self.subject],
            "predicate": self.predicate,
            "object": [entity_json(one) for one in self.object],
            **self.standing.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Cooperation(Answer):
    """The matrix of brands, tasks and who leads them; statements that name no model apart."""

    command: ClassVar[str] = "cooperation"

    question: Question
    brand: Entity | None
    model: str | None
    model_label: Labels | None
    cells: tuple[Cell, ...]
    statements: tuple[Said, ...]

    @property
    def reason(self) -> str | None:
        return "no-cooperation-found" if self.is_empty else None

    @property
    def is_empty(self) -> bool:
        return not (self.cells or self.statements)

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the answer rests on."""
        rows = [claim for cell in self.cells for claim in cell.standing.claims]
        rows += [claim for one in self.statements for claim in one.standing.claims]
        return tuple({claim.path: claim for claim in rows}.values())

    def sentence(self, lang: str = "en") -> str:
        """Who leads what, as sentences that can be quoted."""
        return wording_cooperation.sentence(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "brand": entity_json(self.brand) if self.brand else None,
            "model": {"id": self.model, "label": _labels(self.model_label or Labels())} if self.model else None,
            "cooperation": [cell.as_json() for cell in self.cells],
            "statements": [one.as_json() for one in self.statements],
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def cooperation(ledger: Ledger, question: Question, model: str | None = None, brand: str | None = None) -> Cooperation:
    """The cooperation at the question's clocks, of one model (a name or an id) and one brand (a slug) where given.

    With a brand the answer also holds what is said of its models in general.
    """
    relations = Relations(ledger, question)
    chosen = find_model(ledger, model) if model else None
    cells = contested(cells_of(relations))
    if brand:
        models = {cell.model for cell in cells if _is_for(cell, brand)}
        cells = [cell for cell in cells if _is_for(cell, brand) or (not cell.brands and cell.model in models)]
    if chosen:
        cells = [cell for cell in cells if cell.model == chosen]
    bare = (
        [] if brand or chosen else _statements(relations, ledger.evidence(ledger.claims_of_kind("statement"), question))
    )
    return Cooperation(
        question,
        relations.entity(brand) if brand else None,
        chosen,
        ledger.concepts.get(chosen) if chosen else None,
        tuple(sorted(cells, key=lambda cell: (*cell.place, cell.standing.claims[0].path))),
        tuple(bare),
    )


def find_model(ledger: Ledger, text: str) -> str:
    """The cooperation model that the text names; UnknownName lists what is near."""
    from himagraph.kinds import MODELS

    names: dict[str, str] = {}
    for slug in MODELS:
        labels = ledger.concepts.get(slug, Labels(slug))
        names |= {key(name): slug for name in (slug, labels.en, labels.zh, labels.en.partition("(")[0]) if key(name)}
    if key(text) in names:
        return names[key(text)]
    from rapidfuzz import process

    near = list(dict.fromkeys(names[name] for name, _, _ in process.extract(key(text), list(names), score_cutoff=60)))
    hint = f"Did you mean {' or '.join(near)}?" if near else f"The models are {', '.join(MODELS)}."
    raise UnknownName(text, f'There is no cooperation model "{text}".', hint)


def cells_of(relations: Relations) -> list[Cell]:
    """Every cell that stands at the date: claims that say the same of the same are one."""
    found: dict[tuple[object, ...], list[tuple[Claim, TaskShare | None]]] = {}
    for claim in relations.of_kind("cooperation"):
        if claim.is_denied:
            continue
        shares: list[TaskShare | None] = [*claim.tasks()]
        if claim.text("leads") or not shares:
            shares.append(None)
        for share in shares:
            for brands in _brands(claim, relations, share):
                partners = _partners(claim, relations, brands)
                leads = share.leads if share else claim.text("leads")
                takes = share.takes_part if share else ()
                place = (brands, claim.text("model"), share.task if share else None, leads, partners, takes)
                found.setdefault(place, []).append((claim, share))
    rows = [_cell(place, pairs, relations) for place, pairs in found.items()]
    return [row for row in rows if row and row.standing.word in (HOLDS, POSSIBLE)]


def _cell(place: tuple[object, ...], pairs: list[tuple[Claim, TaskShare | None]], relations: Relations) -> Cell | None:
    claim, share = pairs[0]
    brands = tuple(relations.entity(slug) for slug in place[0]) if isinstance(place[0], tuple) else ()
    standing = judge([claim for claim, _ in pairs], relations.evidence)
    if standing is None:
        return None
    kept = {one.path for one in standing.claims}
    notes = [own.note for one, own in pairs if own and own.note and one.path in kept]
    model, concepts = claim.text("model") or "", relations.ledger.concepts
    return Cell(
        brands[0] if len(brands) == 1 else None,
        brands,
        tuple(relations.entity(slug) for slug in _partners(claim, relations, tuple(one.id for one in brands))),
        model,
        concepts.get(model, Labels(model)),
        share.task if share else None,
        concepts.get(share.task, Labels(share.task)) if share else None,
        share.leads if share else claim.text("leads"),
        tuple(relations.entity(slug) for slug in share.takes_part) if share else (),
        tuple(dict.fromkeys(notes)),
        standing,
    )


def _brands(claim: Claim, relations: Relations, share: TaskShare | None) -> list[tuple[str, ...]]:
    """The brands that the claim speaks of: each by itself, or together where its partners cannot be told apart.

    Brands that are themselves the parties are the brands that it speaks of.
    """
    parties = tuple(slug for slug in claim.ids("parties") if relations.entity(slug).kind == "brand")
    brands = claim.ids("brands") or parties
    if not brands:
        return [()]
    several = len(relations.partners(claim)) > 1 and len(brands) > 1
    return [tuple(sorted(brands))] if several and share is None else [(brand,) for brand in sorted(brands)]


def _partners(claim: Claim, relations: Relations, brands: tuple[str, ...]) -> tuple[str, ...]:
    return relations.partners(claim, brands[0]) if len(brands) == 1 else relations.partners(claim)


def contested(cells: list[Cell]) -> list[Cell]:
    """The cells, each with the claims by which somebody else leads the same: of the brand, or of its model at large."""
    from dataclasses import replace

    rows: list[Cell] = []
    for cell in cells:
        others = [
            other
            for other in cells
            if (other.model, other.task) == (cell.model, cell.task)
            and (_same_brands(other, cell) or not other.brands)
            and {other.leads, cell.leads}.isdisjoint({None, "unknown"})
            and other.leads != cell.leads
        ]
        rows.append(replace(cell, against=tuple(claim for other in others for claim in other.standing.claims)))
    return rows


def _same_brands(one: Cell, other: Cell) -> bool:
    return {brand.id for brand in one.brands} == {brand.id for brand in other.brands}


def _is_for(cell: Cell, brand: str) -> bool:
    return any(one.id == brand for one in cell.brands)


def _statements(relations: Relations, evidence: Evidence) -> list[Said]:
    """The statements between organisations, by what they say."""
    found: dict[tuple[tuple[str, ...], str, tuple[str, ...]], list[Claim]] = {}
    relations.ledger.entities(
        {slug for claim in evidence.claims for slug in (*claim.ids("subject"), *claim.ids("object"))}
    )
    for claim in evidence.claims:
        subject, target = claim.ids("subject"), claim.ids("object")
        if subject and target and not claim.is_denied and _organisations((*subject, *target), relations):
            found.setdefault((subject, claim.text("predicate") or "", target), []).append(claim)
    rows = [(place, judge(claims, evidence)) for place, claims in sorted(found.items())]
    return [
        Said(_named(subject, relations), predicate, _named(target, relations), standing)
        for (subject, predicate, target), standing in rows
        if standing and standing.word in (HOLDS, POSSIBLE)
    ]


def _organisations(slugs: Iterable[str], relations: Relations) -> bool:
    return all(relations.entity(slug).kind in _ORGANISATIONS for slug in slugs)


def _named(slugs: Iterable[str], relations: Relations) -> tuple[Entity, ...]:
    return tuple(relations.entity(slug) for slug in slugs)


def _labels(labels: Labels) -> Json:
    return {"en": labels.en or None, "zh": labels.zh or None}
