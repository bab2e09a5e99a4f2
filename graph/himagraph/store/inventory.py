"""The files of a built version as they were when it was published, so that damage is seen before an answer is.

The engine checks each block as it is read, but a list of its files that was cut short reads as an empty store, and
a block that no question touches stays unseen. So each file is stamped with its size, its time of change and a
checksum: an untouched store costs one look at its folder, a touched one is summed up again.
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
#: Bytes that may be summed up again at an opening. What is larger is left to the checks of the engine.
_SUM_LIMIT = 64 * 2**20


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
        touched = 0
        for name, (size, changed, total) in sorted(expected.items()):
            if found[name][0] != size:
                return f"{name} has {found[name][0]} bytes and should have {size}"
            if found[name][1] != changed:
                touched += size
                if touched <= _SUM_LIMIT and _sum(folder / name) != total:
                    return f"{name} was changed since it was built"
    except FileNotFoundError:
        return f"{folder.name} is missing"
    except OSError as error:
        return f"{folder.name} cannot be read: {error.strerror}"
    return None


def _look(folder: Path) -> dict[str, tuple[int, int]]:
    with os.scandir(folder) as entries:
        about = {entry.name: entry.stat() for entry in entries if not entry.name.startswith(DIARY)}
    return {name: (one.st_size, one.st_mtime_ns) for name, one in about.items()}


def _sum(file: Path) -> int:
    total = 0
    with open(file, "rb") as content:
        while part := content.read(1 << 20):
            total = zlib.crc32(part, total)
    return total
