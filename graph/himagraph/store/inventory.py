"""The files of a built version as they were when it was published, so that damage is seen before a question is asked.

The engine is no judge of its own files: a list of tables that was cut short reads as an empty store, a table that no
question touches stays unseen, and at a broken block an ordered query gathers the same error until memory ends. So
each file is stamped with its size, its time of change and a checksum, and looked at when a store is opened.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path

#: Size in bytes, time of change in nanoseconds, CRC-32; by file name.
Inventory = Mapping[str, tuple[int, int, int]]

#: The engine's diary. It holds no data and is removed before publication.
DIARY = "LOG"
#: Bytes up to which a file is summed up at each opening. Of larger ones only those are that were touched since they
#: were published: the tables, whose blocks the engine checks as it reads them.
_ALWAYS = 2**17


def take(folder: Path) -> dict[str, tuple[int, int, int]]:
    """The inventory of a folder."""
    return {name: (size, changed, _sum(folder / name)) for name, (size, changed) in _look(folder).items()}


def fault(folder: Path, expected: Inventory) -> str | None:
    """What is wrong with the files, None when they are as they were."""
    try:
        found = _look(folder)
        missing = sorted(expected.keys() - found.keys())
        if missing:
            return f"{missing[0]} is missing"
        for name, (size, changed, total) in expected.items():
            if found[name][0] != size:
                return f"{name} has {found[name][0]} bytes and should have {size}"
            if (size <= _ALWAYS or found[name][1] != changed) and _sum(folder / name) != total:
                return f"{name} is not as it was built"
    except FileNotFoundError:
        return f"{folder.name} is missing"
    except OSError as error:
        return f"{folder.name} cannot be read: {error.strerror}"
    return None


def _look(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change by file name; the diary is left out."""
    with os.scandir(folder) as entries:
        about = {entry.name: entry.stat() for entry in entries if not entry.name.startswith(DIARY)}
    return {name: (one.st_size, one.st_mtime_ns) for name, one in about.items()}


def _sum(file: Path) -> int:
    total = 0
    with open(file, "rb", buffering=0) as content:
        while part := content.read(1 << 20):
            total = zlib.crc32(part, total)
    return total
