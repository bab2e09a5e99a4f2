"""Who is closely linked to an entity: a fifth of the capital one way or the other, or one controller above both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from himagraph import vocab
from himagraph.answers.rows import Answer, Json, entity_json, envelope
from himagraph.ledger import Ledger, Question
from himagraph.ownership.controlling import claims_behind
from himagraph.ownership.table import Ownership, everything
from himagraph.records import Claim, Entity
from himagraph.resolve import Evidence

if TYPE_CHECKING:
    from himagraph.measures import CloseLink


@dataclass(frozen=True)
class Linked:
    """A close link with the entity at its other end; not `is_certain`: only at the upper ends of ranges."""

    entity: Entity
    link: CloseLink
    common: tuple[Entity, ...]
    is_certain: bool
    claims: tuple[str, ...]

    def reason(self, lang: str = "en") -> str:
        """Why, in words."""
        zh = lang == "zh"
        parts: list[str] = []
        if self.link.holds:
            parts.append(f"持有其{self.link.holds.text('zh')}" if zh else f"it holds {self.link.holds.text()} of it")
        if self.link.held:
            parts.append(f"由其持有{self.link.held.text('zh')}" if zh else f"{self.link.held.text()} is held by it")
        if self.common:
            names = ("、" if zh else ", ").join(one.label(lang) for one in self.common)
            parts.append(f"同受{names}控制" if zh else f"both are controlled by {names}")
        cut = ("（链条过多，至少如此）" if zh else " (at least: chains were cut)") if self.link.is_cut else ""
        return ("；" if zh else "; ").join(parts) + cut

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "certain": self.is_certain,
            "reason": self.reason(),
            "claims": [vocab.claim_iri(path) for path in self.claims],
        }


@dataclass(frozen=True)
class CloseLinks(Answer):
    """The close links of an entity, those for certain first, then by id."""

    command: ClassVar[str] = "close-links"

    entity: Entity
    question: Question
    links: tuple[Linked, ...]
    evidence: Evidence

    @property
    def reason(self) -> str | None:
        return None if self.links else "no-close-links"

    @property
    def is_cut(self) -> bool:
        """Whether chains were cut, so that there may be more."""
        return any(one.link.is_cut for one in self.links)

    def claims(self) -> tuple[Claim, ...]:
        """The claims on the stakes behind the answer, by path."""
        paths = {path for one in self.links for path in one.claims}
        return tuple(claim for claim in self.evidence.claims if claim.path in paths)

    def sentence(self, lang: str = "en") -> str:
        """How many there are, as one sentence."""
        sure = sum(one.is_certain for one in self.links)
        perhaps = len(self.links) - sure
        if lang == "zh":
            more = f"，另有{perhaps}个取决于未知持股" if perhaps else ""
            return f"{self.entity.label('zh')}有{sure}个紧密关联方{more}。"
        more = f", and {perhaps} more if unknown shares fall that way" if perhaps else ""
        return f"{self.entity.label('en')} has {sure} close link{'' if sure == 1 else 's'}{more}."

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "entity": entity_json(self.entity),
            "links": [one.as_json() for one in self.links],
            "cut": self.is_cut,
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def close_links(ledger: Ledger, slug: str, question: Question) -> CloseLinks:
    """The close links of the entity by the definition of the European Central Bank (20 percent)."""
    # A common controller may stand above what is below the entity, and have other companies.
    table = everything(ledger, question)
    entities = dict(ledger.entities({slug, *table.names}))
    if slug not in table.names:
        return CloseLinks(entities[slug], question, (), table.evidence)
    sure = table.holdings.close_links(slug)
    perhaps = table.holdings.close_links(slug, possible=True)
    found = [
        Linked(
            entities[other],
            link,
            tuple(entities[third] for third in link.common if third in entities),
            other in sure,
            _claims(table, slug, other, link),
        )
        for other, link in {**perhaps, **sure}.items()
        if other in entities
    ]
    ordered = sorted(found, key=lambda one: (not one.is_certain, one.entity.id))
    return CloseLinks(entities[slug], question, tuple(ordered), table.evidence)


def _claims(table: Ownership, slug: str, other: str, link: CloseLink) -> tuple[str, ...]:
    pairs = [(slug, other)] if link.holds else []
    pairs += [(other, slug)] if link.held else []
    pairs += [pair for third in link.common for pair in ((third, slug), (third, other))]
    return tuple(sorted({path for pair in pairs for path in claims_behind(table, *pair)}))
