"""A note of the last digest, so that files which nobody touched are not read again at each start.

It holds the size and the times of change of each file. Files that were changed in the last seconds are not noted: a
second change within the same tick of the clock would not show.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from himagraph.build.digest import digest, files

#: Nanoseconds after which a change cannot hide behind an equal time any more.
_SETTLED = 2 * 10**9


def noted_digest(seeds: Path, version: str, note: Path) -> str:
    """The digest of the seeds (see `digest`), from the note while it holds. The note is kept up where it can be."""
    seen, newest = _look(seeds)
    with suppress(OSError, ValueError):
        known, _, then = note.read_text(encoding="utf-8", errors="surrogateescape").partition("\n")
        if then == seen and known.startswith(f"{version} "):
            return known.removeprefix(f"{version} ")
    made = digest(seeds, version)
    if newest + _SETTLED < time.time_ns():
        with suppress(OSError):
            note.write_text(f"{version} {made}\n{seen}", encoding="utf-8", errors="surrogateescape")
    return made


def _look(seeds: Path) -> tuple[str, int]:
    """Path, size and times of change of each file as one text, and the newest of the times in nanoseconds."""
    lines: list[str] = []
    newest = 0
    for _, path in files(seeds):
        about = os.stat(path)
        newest = max(newest, about.st_mtime_ns, about.st_ctime_ns)
        lines.append(f"{path} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}")
    return "\n".join(lines), newest
