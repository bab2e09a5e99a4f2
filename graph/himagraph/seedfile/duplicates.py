"""Ids, identifiers and tickers that two entries claim."""

from __future__ import annotations

from himagraph.seedfile.entries import EntityEntry
from himagraph.seedfile.world import World


def check_duplicates(world: World) -> None:
    """Entities and sources declared twice, and what only one entity can bear."""
    for what, repeated, first in (
        ("entity", world.repeated_entities, world.entity_ids),
        ("source", world.repeated_sources, world.source_ids),
    ):
        for one in repeated:
            other = first[one.id]
            world.reports[one.file].error(
                f"duplicate-{what}",
                one.line,
                "id",
                f"the {what} {one.id} also stands in {other.file}:{other.line}.",
                "Keep one, or give it another id.",
                one.id,
            )
    borne: dict[tuple[str, str], EntityEntry] = {}
    for entry in world.entities:
        for number, identifier in enumerate(entry.entity.identifiers, 1):
            _once(borne, (identifier.scheme, identifier.value), entry, f"identifiers[{number}].value")
        for number, listing in enumerate(entry.entity.listings, 1):
            _once(borne, (listing.exchange, listing.ticker), entry, f"listings[{number}].ticker")


def _once(borne: dict[tuple[str, str], EntityEntry], key: tuple[str, str], entry: EntityEntry, field: str) -> None:
    first = borne.setdefault(key, entry)
    if first is entry:
        return
    where = f"{first.report.file}:{first.node.line}"
    entry.report.error(
        "duplicate-identifier",
        entry.node,
        field,
        f"{' '.join(key)} is also that of {first.entity.id} in {where}.",
        "Keep it at one of them.",
        key[1],
    )
