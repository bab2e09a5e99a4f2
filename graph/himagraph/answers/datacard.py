"""What the store holds: a data card, all of it counted from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from himagraph.answers.gaps import Gap, gaps
from himagraph.answers.rows import Answer, Json, envelope
from himagraph.kinds import KINDS
from himagraph.ledger import About, Ledger, Question
from himagraph.records import UNKNOWN, Claim, Source

#: Values that say that there is none: a figure not known, a place in the source not noted.
_EMPTY = (UNKNOWN, ("unlocated",))


@dataclass(frozen=True, slots=True)
class DataCard(Answer):
    """Counts of entities, claims and sources by kind; how complete each field is; known gaps; the build.

    `fields` tells for each kind of claim how many of its claims fill which key. `refuted` claims and `silent` sources
    (all of whose claims are refuted or which make none) are in the store and speak in no answer.
    """

    command: ClassVar[str] = "info"

    question: Question
    about: About
    location: str
    entities: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    grades: tuple[tuple[str, int], ...]
    sources: tuple[tuple[Source, int], ...]
    completeness: tuple[tuple[str, int, int], ...]
    independent: int
    copies: int
    fields: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    refuted: int
    silent: int
    gaps: tuple[Gap, ...]

    def claims(self) -> tuple[Claim, ...]:
        """None: counts are computed, not claimed."""
        return ()

    def as_json(self) -> Json:
        about = self.about
        return {
            **envelope(self.command, self.question),
            "sources": [
                {
                    "id": source.id, "publisher": source.publisher, "kind": source.kind,
                    "published": str(source.published) if source.published else None, "claims": count,
                }
                for source, count in self.sources
            ],
            "entities_by_kind": dict(self.entities),
            "claims_by_kind": dict(self.kinds),
            "sources_by_kind": dict(self.grades),
            "independent_sources": self.independent,
            "copies": self.copies,
            "completeness": {field: {"have": have, "of": total} for field, have, total in self.completeness},
            "fields": {kind: dict(fields) for kind, fields in self.fields},
            "refuted_claims": self.refuted,
            "silent_sources": self.silent,
            "gaps": [
                {
                    "id": gap.id, "label": {"en": gap.label.en, "zh": gap.label.zh},
                    "have_not": len(gap.entities), "of": gap.of, "entities": list(gap.entities),
                }
                for gap in self.gaps
            ],
            "newest_publication": str(about.published_up_to) if about.published_up_to else None,
            "newest_knowledge": about.known_up_to.isoformat(),
            "version": about.version,
            "digest": about.digest,
        }  # fmt: skip


def info(ledger: Ledger, question: Question) -> DataCard:
    """The data card of the store, for the claims that the question lets through."""
    evidence = ledger.evidence(ledger.all_claims(), question)
    entities = ledger.every_entity
    per_source = Counter(claim.source for claim in evidence.claims)
    used = [source for slug, source in ledger.every_source.items() if slug in per_source]
    stakes = [claim for claim in evidence.claims if claim.kind == "stake"]
    per_kind = Counter(claim.kind for claim in evidence.claims)
    complete = (
        (
            "entities with a Chinese name",
            sum(bool(one.name.zh or one.short.zh) for one in entities.values()),
            len(entities),
        ),
        ("sources with a publication date", sum(source.published is not None for source in used), len(used)),
        ("sources with an address", sum(source.url is not None for source in used), len(used)),
        ("claims with a place in their source", sum(_is_located(one) for one in evidence.claims), len(evidence.claims)),
        ("stakes with a figure", sum(claim.share().is_known for claim in stakes), len(stakes)),
        ("stakes with a start", sum(claim.when("from") is not None for claim in stakes), len(stakes)),
    )
    return DataCard(
        question,
        ledger.about,
        ledger.store.location,
        tuple(sorted(Counter(one.kind for one in entities.values()).items())),
        tuple((kind, per_kind[kind]) for kind in KINDS if per_kind[kind]),
        tuple(sorted(Counter(source.kind for source in used).items())),
        tuple((source, per_source[source.id]) for source in used),
        complete,
        independent=sum(not source.is_copy for source in used),
        copies=sum(source.is_copy for source in used),
        fields=_fields(evidence.claims),
        refuted=len(evidence.refuted),
        silent=sum(
            source.known_from <= question.clocks.known_at and question.selection.takes(slug) and slug not in per_source
            for slug, source in ledger.every_source.items()
        ),
        gaps=gaps(ledger, question, evidence),
    )


def _fields(claims: Iterable[Claim]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """For each kind, how many claims fill each of its keys, in the order of the seed format; a figure not known is
    not filled."""
    filled = {kind: Counter[str]() for kind in KINDS}
    for claim in claims:
        filled[claim.kind].update(key for key, value in claim.values.items() if value not in _EMPTY)
    return tuple(
        (kind, tuple((key.name, count[key.name]) for key in KINDS[kind].all_keys() if count[key.name]))
        for kind, count in filled.items()
        if count
    )


def _is_located(claim: Claim) -> bool:
    return claim.values["where"] not in _EMPTY
