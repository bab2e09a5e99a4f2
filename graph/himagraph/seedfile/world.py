"""All entries of a folder side by side, as the checks across files see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from himagraph.records import Source
from himagraph.seedfile.entries import ClaimEntry, Declared, EntityEntry, JudgementEntry, SourceEntry
from himagraph.seedfile.register import RegisterFile
from himagraph.seedfile.report import Report
from himagraph.seedfile.sourcefile import SourceFile
from himagraph.seedfile.tree import Mapping


@dataclass(frozen=True, slots=True)
class World:
    """Entries without error, and all ids that were declared, broken entries included.

    Of an id that was declared twice the first counts; the others are in `repeated_entities` and `repeated_sources`.
    """

    entities: tuple[EntityEntry, ...]
    sources: tuple[SourceEntry, ...]
    claims: tuple[ClaimEntry, ...]
    judgements: tuple[JudgementEntry, ...]
    entity_ids: dict[str, Declared] = field(hash=False)
    source_ids: dict[str, Declared] = field(hash=False)
    claim_ids: dict[str, Declared] = field(hash=False)
    source_of: dict[str, Source] = field(hash=False)
    repeated_entities: tuple[Declared, ...] = ()
    repeated_sources: tuple[Declared, ...] = ()
    reports: dict[str, Report] = field(default_factory=dict[str, Report], hash=False)

    @classmethod
    def of(
        cls,
        registers: Iterable[RegisterFile],
        files: Iterable[SourceFile],
        judgements: Iterable[JudgementEntry],
        reports: Iterable[Report],
    ) -> World:
        registers, files = list(registers), list(files)
        entity_ids, repeated_entities = _first(entry for one in registers for entry in one.declared)
        source_ids, repeated_sources = _first(one.declared for one in files if one.declared)
        claim_ids, _ = _first(entry for one in files for entry in one.claims_declared)
        entities = [entry for one in registers for entry in one.entities]
        sources = [one.source for one in files if one.source]
        claims = [entry for one in files for entry in one.claims]
        kept = _kept(sources, source_ids, lambda entry: entry.source.id)
        return cls(
            _kept(entities, entity_ids, lambda entry: entry.entity.id),
            kept,
            tuple(entry for entry in claims if source_ids[entry.claim.source].file == entry.report.file),
            tuple(judgements),
            entity_ids,
            source_ids,
            claim_ids,
            {entry.source.id: entry.source for entry in kept},
            repeated_entities,
            repeated_sources,
            {report.file: report for report in reports},
        )

    @property
    def lines(self) -> dict[str, tuple[str, int]]:
        """Where each claim, entity and source stands; an entity wins over a source of the same id."""
        return {
            one.id: (one.file, one.line)
            for ids in (self.source_ids, self.entity_ids, self.claim_ids)
            for one in ids.values()
        }


class _Entry(Protocol):
    @property
    def report(self) -> Report: ...
    @property
    def node(self) -> Mapping: ...


_E = TypeVar("_E", bound=_Entry)


def _first(declared: Iterable[Declared]) -> tuple[dict[str, Declared], tuple[Declared, ...]]:
    """The first declaration of each id, and the later ones."""
    found: dict[str, Declared] = {}
    again: list[Declared] = []
    for one in declared:
        if found.setdefault(one.id, one) is not one:
            again.append(one)
    return found, tuple(again)


def _kept(entries: Iterable[_E], first: dict[str, Declared], id_of: Callable[[_E], str]) -> tuple[_E, ...]:
    """The entries that are the first declarations of their ids."""
    places = {id_: (one.file, one.line) for id_, one in first.items()}
    return tuple(entry for entry in entries if places[id_of(entry)] == (entry.report.file, entry.node.line))
