"""How long the bundled seeds take to build, and a second start to see that nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.alternate import Line, medians
from himagraph import resources
from himagraph.build.conductor import build, check
from himagraph.build.digest import digest
from himagraph.build.note import noted_digest
from himagraph.store.folder import open_folder
from himagraph.version import VERSION


def lines(place: Path) -> Iterator[Line]:
    """Seconds of this process; the build has 5."""
    seeds, store, note = resources.seeds(), place / "store", place / "note"
    took = medians(
        {
            "reading and checking the seeds": lambda: check(seeds),
            "a whole build": lambda: build(seeds, store),
            "the digest, by content": lambda: digest(seeds, VERSION),
            "the digest, by its note": lambda: noted_digest(seeds, VERSION, note),
            "opening the store": lambda: open_folder(store),
        },
        5,
    )
    for name, seconds in took.items():
        yield Line(name, seconds)
