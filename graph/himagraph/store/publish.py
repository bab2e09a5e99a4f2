"""Writing a new version of a store and pointing to it, so that whatever goes wrong the old one answers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from himagraph.errors import StoreUnavailable, WouldOverwrite
from himagraph.store import inventory
from himagraph.store.folder import POINTER, VERSION_PREFIX, Stamp, read_pointer, stamp_or_none
from himagraph.store.local import LocalStore
from himagraph.store.locks import building, unread

#: How the names of what is under way begin.
_UNDER_WAY = ".new-"
_LOCK = ".lock"

#: Looks at a new version before it is published: the store, and how many quads were written.
Verify = Callable[[LocalStore, int], None]


def write(
    store: Path, quads: Iterable[Quad], digest: str, version: str, verify: Verify, *, reuse: bool = False
) -> Stamp:
    """Builds a new version, has it verified, and points to it. The old one answers until then.

    With `reuse` a version of this digest that stands whole is taken as it is. StoreUnavailable when the place cannot
    be written, WouldOverwrite when it holds something else; whatever goes wrong, the old version stays.
    """
    try:
        _make(store)
        with building(store):
            standing = _standing(store, digest) if reuse else None
            if standing:
                return standing
            _sweep(store)
            fresh = store / f"{_UNDER_WAY}{os.getpid()}"
            fresh.mkdir()
            try:
                return _publish(store, fresh, quads, digest, version, verify)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise StoreUnavailable(
            f"{store} cannot be written: {error.strerror or error}.", "The old store was left as it was."
        ) from None


def _publish(store: Path, fresh: Path, quads: Iterable[Quad], digest: str, version: str, verify: Verify) -> Stamp:
    count = _load(fresh, quads)
    for diary in fresh.glob(f"{inventory.DIARY}*"):
        diary.unlink()
    verify(LocalStore.open(fresh, str(store)), count)
    for file in fresh.iterdir():
        _sync(file)
    _sync(fresh)
    target = _free_name(store, digest)
    os.rename(fresh, target)
    made = Stamp(digest, version, count, target.name)
    try:
        _point(store, made, inventory.take(target))
    finally:
        _sweep(store)
    return made


def _load(folder: Path, quads: Iterable[Quad]) -> int:
    """Writes the quads into an empty folder and gives their number. OSError when they cannot be written."""
    loaded = None
    try:
        loaded = pyoxigraph.Store(str(folder))
        loaded.bulk_extend(quads)
        loaded.flush()
        return len(loaded)
    except RuntimeError as error:
        raise OSError(str(error)) from None
    finally:
        del loaded  # closes its files before they are looked at, or removed


def _point(store: Path, made: Stamp, files: inventory.Inventory) -> None:
    """Replaces the pointer in one step, after its bytes are on the disk."""
    new = store / f"{_UNDER_WAY}pointer-{os.getpid()}"
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump({**asdict(made), "files": files}, file, indent=1, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, store / POINTER)
    finally:
        new.unlink(missing_ok=True)
    _sync(store)


def _sync(path: Path) -> None:
    """Has the system write a file or a folder to the disk. Where it cannot be asked to, it does so in its own time."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _standing(store: Path, digest: str) -> Stamp | None:
    with suppress(StoreUnavailable):
        pointer = read_pointer(store)
        if pointer and pointer[0].digest == digest and not inventory.fault(store / pointer[0].folder, pointer[1]):
            return pointer[0]
    return None


def _free_name(store: Path, digest: str) -> Path:
    name = VERSION_PREFIX + digest[:16]
    target, number = store / name, 1
    while target.exists():
        target, number = store / f"{name}-{number}", number + 1
    return target


def _sweep(store: Path) -> None:
    """Removes what killed builds left, and versions that nothing points to and nobody reads."""
    found = stamp_or_none(store)
    for path in store.iterdir():
        if path.name.startswith(_UNDER_WAY):
            _remove(path)
        elif found and path.name.startswith(VERSION_PREFIX) and path.name != found.folder:
            with unread(path) as alone:
                if alone:
                    _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _make(store: Path) -> None:
    """Makes the folder of the store. One that holds other things is refused, as a build sweeps its store."""
    if store.exists() and not store.is_dir():
        raise WouldOverwrite(f"{store} is a file, not a folder; nothing was written.", "Name a new or an empty folder.")
    store.mkdir(parents=True, exist_ok=True)
    names = {path.name for path in store.iterdir()}
    foreign = sorted(one for one in names - {_LOCK, POINTER} if not one.startswith((_UNDER_WAY, VERSION_PREFIX)))
    if names and not stamp_or_none(store) and (foreign or _LOCK not in names):
        raise WouldOverwrite(
            f"{store} holds other things ({min(foreign or names)}) and no store; nothing was written.",
            "Name a new or an empty folder.",
        )
