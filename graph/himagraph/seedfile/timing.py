"""The dates of a claim against that of its source."""

from __future__ import annotations

from himagraph.seedfile.entries import ClaimEntry
from himagraph.seedfile.world import World

#: Keys that speak of what has happened by the time the source is published.
_PAST = ("from", "observed", "date", "signed", "approved", "registered", "completed")
_DATES = ("from", "until", "observed", "signed", "approved", "registered", "completed")


def check_timing(world: World) -> None:
    """Claims that speak of the future of their source, and completed ones that no date holds."""
    for entry in world.claims:
        source = world.source_of.get(entry.claim.source)
        if source is None:
            continue
        if entry.claim.kind != "plan":
            _check_future(entry, source.known_from.isoformat())
        is_undated = source.published is None and not any(key in entry.claim.values for key in _DATES)
        if is_undated and entry.claim.text("status") == "completed":
            entry.report.note(
                "undated",
                entry.node,
                "status",
                f"{entry.claim.id} is completed, but neither it nor its source has a date.",
                "Add `observed`, `from` or the date of completion, if the source has one.",
                "completed",
            )


def _check_future(entry: ClaimEntry, published: str) -> None:
    for key in _PAST:
        date = entry.claim.when(key)
        if date and date.first and date.first.isoformat() > published:
            entry.report.warning(
                "speaks-of-its-future",
                entry.at(key),
                key,
                f"the claim speaks of its future: {key} {date} is after {published}, when its source was published.",
                "Check the year, or write it as `plan` or `until`.",
            )
            return
