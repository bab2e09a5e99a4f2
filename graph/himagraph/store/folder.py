"""A store's folder on disk: versions side by side, and a pointer to the one that answers.

    STORE/store.json        which version answers, what built it, and its files; replaced in one step
    STORE/v-DIGEST/         the files of that version
    STORE/.new-*            a build under way; left behind by a kill, removed by the next build
    STORE/.lock             held while a build writes

A reader follows the pointer, so it sees the old version whole or the new one whole, however a build ends.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from himagraph.errors import StoreUnavailable
from himagraph.frozen import dataclass
from himagraph.store import inventory
from himagraph.store.inventory import Inventory
from himagraph.store.local import LocalStore, damaged
from himagraph.store.locks import Hold

POINTER = "store.json"
#: How the names of versions begin.
VERSION_PREFIX = "v-"
#: Raised when the layout on disk or the shape of the triples changes.
FORMAT = 2
#: How often a pointer is followed that builds keep moving on.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a built store says of itself. `digest` is that of what it was built from, `quads` their number."""

    digest: str
    version: str
    quads: int
    folder: str
    format: int = FORMAT


def stamp(store: Path) -> Stamp | None:
    """The stamp of the store, None where there is none. StoreUnavailable when it cannot be read."""
    pointer = read_pointer(store)
    return pointer[0] if pointer else None


def stamp_or_none(store: Path) -> Stamp | None:
    """The stamp where it can be read."""
    with suppress(StoreUnavailable):
        return stamp(store)
    return None


def read_pointer(store: Path) -> tuple[Stamp, Inventory] | None:
    """The stamp of the store and the files of its version, None where there is no pointer."""
    try:
        text = (store / POINTER).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailable(f"{store / POINTER} cannot be read: {error.strerror}.", "Check its rights.") from None
    except ValueError:
        raise damaged(store, f"{POINTER} is not readable") from None
    try:
        return _parsed(json.loads(text), store)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged(store, f"{POINTER} is not readable") from None


def open_folder(store: Path) -> LocalStore:
    """The built store in `store`, read-only. A missing one is an error, never made."""
    before = _pointer_or_refuse(store)
    for _ in range(_TRIES):
        if before is None:
            return LocalStore.open(store, str(store))
        try:
            return _open_version(store, *before)
        except StoreUnavailable:
            # A build may have moved the pointer on and swept this version away in between.
            now = _pointer_or_refuse(store)
            if now == before:
                raise
            before = now
    raise StoreUnavailable(f"The store at {store} is being built over and over.", "Wait for the build, then ask again.")


def _open_version(store: Path, found: Stamp, files: Inventory) -> LocalStore:
    folder = store / found.folder
    hold = Hold(folder)
    if hold.refused:
        raise damaged(store, f"{found.folder} is being removed")
    wrong = inventory.fault(folder, files)
    if wrong:
        raise damaged(store, wrong)
    return LocalStore.open(folder, str(store), hold)


def _pointer_or_refuse(store: Path) -> tuple[Stamp, Inventory] | None:
    """The pointer of the store; None for a bare folder of the engine. StoreUnavailable when there is no store."""
    pointer = read_pointer(store)
    if pointer is not None:
        return pointer
    again = f"Run: hima build --store {store}, or leave --store out."
    try:
        store.stat()
        bare = (store / "CURRENT").exists()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreUnavailable(f"There is no store at {store}.", again) from None
    except OSError as error:
        raise StoreUnavailable(f"The store at {store} cannot be read: {error.strerror}.", "Check its rights.") from None
    if not bare:
        raise StoreUnavailable(f"{store} is not a store that hima built.", again)
    return None


def _parsed(found: dict[str, Any], store: Path) -> tuple[Stamp, Inventory]:
    """The content of a pointer. An odd name of a version is damage: it must not lead out of the store."""
    if found["format"] != FORMAT:
        raise StoreUnavailable(
            f"The store at {store} has format {found['format']!r}; this version reads {FORMAT}.",
            f"Build it again from the seeds: hima build --store {store}.",
        )
    made = Stamp(str(found["digest"]), str(found["version"]), int(found["quads"]), found["folder"], FORMAT)
    if not made.folder.startswith(VERSION_PREFIX) or Path(made.folder).name != made.folder:
        raise ValueError(made.folder)
    files = {name: (int(size), int(changed), int(total)) for name, (size, changed, total) in found["files"].items()}
    if not files:
        raise ValueError("files")
    return made, files
