"""Names that two entities bear at the same time."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from himagraph import vocab
from himagraph.records import Entity
from himagraph.seedfile.entries import EntityEntry
from himagraph.seedfile.words import quoted
from himagraph.seedfile.world import World


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    since: date
    until: date
    entry: EntityEntry


def check_lookalikes(world: World) -> None:
    """Warns of two entities of one kind with the same name; of different kinds it is only noted."""
    judged = {
        frozenset(pair)
        for entry in world.judgements
        if entry.judgement.verdict in ("same-as", "not-same")
        for pair in combinations((vocab.slug_of(iri) for iri in entry.judgement.about), 2)
    }
    borne: dict[str, list[_Name]] = defaultdict(list)
    for entry in world.entities:
        for name in _names(entry):
            borne[_key(name.text)].append(name)
    told: set[frozenset[str]] = set()
    for key, names in borne.items():
        for one, other in combinations(names, 2) if key else ():
            pair = frozenset((one.entry.entity.id, other.entry.entity.id))
            meet = max(one.since, other.since) < min(one.until, other.until)
            if len(pair) == 2 and meet and pair not in judged and pair not in told:
                told.add(pair)
                _tell(one, other)


def _names(entry: EntityEntry) -> Iterator[_Name]:
    entity: Entity = entry.entity
    for labels in (entity.name, entity.short):
        for text in (labels.en, labels.zh):
            yield _Name(text, date.min, date.max, entry)
    for alias in entity.aliases:
        since = (alias.since and alias.since.first) or date.min
        until = (alias.until and alias.until.first) or date.max
        yield _Name(alias.text, since, until, entry)


def _key(name: str) -> str:
    """The name without case, width, blanks and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


def _tell(one: _Name, other: _Name) -> None:
    first, second = one.entry, other.entry
    message = (
        f"{second.entity.id} and {first.entity.id} ({first.report.file}:{first.node.line}) "
        f"both bear the name {quoted(other.text)}."
    )
    if first.entity.kind == second.entity.kind:
        remedy = "Date the names, merge the entries, or add a judgement same-as or not-same."
        second.report.warning("lookalike", second.node, "name", message, remedy, other.text)
    else:
        second.report.note("lookalike-kinds", second.node, "name", message, "", other.text)
