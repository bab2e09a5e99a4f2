"""A store's folder on disk: versions side by side, and a pointer to the one that answers.

    STORE/store.json        which version answers, its digest and what built it; replaced in one step
    STORE/v-DIGEST/         the files of that version
    STORE/.new-*/           a build under way; left behind by a kill, removed by the next build
    STORE/.lock             held while a build writes

A reader follows the pointer, so it sees the old version whole or the new one whole, however a build ends.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from himagraph.errors import StoreUnavailable
from himagraph.store.local import LocalStore

POINTER = "store.json"
#: Raised when the layout on disk or the shape of the triples changes.
FORMAT = 1


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
    try:
        text = (store / POINTER).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreUnavailable(f"{store / POINTER} cannot be read: {error.strerror}.") from None
    try:
        return Stamp(**json.loads(text))
    except (ValueError, TypeError):
        raise StoreUnavailable(
            f"The store at {store} is damaged: {POINTER} is not readable.", "Build it again from the seeds: hima build."
        ) from None


def open_folder(store: Path) -> LocalStore:
    """The built store in `store`, read-only. A missing one is an error, never made."""
    if not store.exists():
        raise StoreUnavailable(
            f"There is no store at {store}.", f"Run: hima build --store {store}, or leave --store out."
        )
    found = stamp(store)
    if found is None:
        if (store / "CURRENT").exists():
            return LocalStore.open(store, str(store))
        raise StoreUnavailable(
            f"{store} is not a store that hima built.", f"Run: hima build --store {store}, or leave --store out."
        )
    if found.format != FORMAT:
        raise StoreUnavailable(
            f"The store at {store} has format {found.format}; this version reads {FORMAT}.",
            f"Build it again: hima build --store {store}.",
        )
    try:
        return LocalStore.open(store / found.folder, str(store))
    except StoreUnavailable:
        # A build may have moved the pointer on and swept this version away in between.
        again = stamp(store)
        if again is None or again.folder == found.folder:
            raise
        return LocalStore.open(store / again.folder, str(store))


def write(
    store: Path, quads: Iterable[Quad], digest: str, version: str, verify: Callable[[LocalStore, int], None]
) -> Stamp:
    """Builds a new version, has it verified, and points to it. The old one answers until then.

    StoreUnavailable when the place cannot be written; whatever goes wrong, the old version stays.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        with _lock(store):
            _sweep(store, keep=None)
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=store))
            try:
                return _publish(store, fresh, quads, digest, version, verify)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise StoreUnavailable(
            f"{store} cannot be written: {error.strerror or error}.", "The old store was left as it was."
        ) from None


def _publish(
    store: Path, fresh: Path, quads: Iterable[Quad], digest: str, version: str, verify: Callable[[LocalStore, int], None]
) -> Stamp:
    loaded = pyoxigraph.Store(str(fresh))
    try:
        loaded.bulk_extend(quads)
        loaded.flush()
        count = len(loaded)
    except RuntimeError as error:
        raise OSError(str(error)) from None
    finally:
        del loaded
    reader = LocalStore.open(fresh, str(store))
    verify(reader, count)
    del reader
    target = store / f"v-{digest[:16]}"
    if target.exists():
        target = Path(tempfile.mkdtemp(prefix=f"v-{digest[:16]}-", dir=store))
    os.replace(fresh, target)
    made = Stamp(digest, version, count, target.name)
    _point(store, made)
    _sweep(store, keep=target.name)
    return made


def _point(store: Path, made: Stamp) -> None:
    """Replaces the pointer in one step, after its bytes are on the disk."""
    handle, name = tempfile.mkstemp(prefix=".new-pointer-", dir=store)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(made), file, indent=1, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, store / POINTER)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _sweep(store: Path, keep: str | None) -> None:
    """Removes what killed builds left, and versions that nothing points to."""
    found = None if keep else stamp_or_none(store)
    kept = keep or (found.folder if found else None)
    for path in store.iterdir():
        stale = path.name.startswith(".new-") or (path.name.startswith("v-") and path.name != kept)
        if stale and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif stale:
            with suppress(OSError):
                path.unlink()


def stamp_or_none(store: Path) -> Stamp | None:
    """The stamp where it can be read."""
    with suppress(StoreUnavailable):
        return stamp(store)
    return None


@contextmanager
def _lock(store: Path) -> Iterator[None]:
    """Held by one build at a time; a second one waits for it."""
    try:
        import fcntl
    except ImportError:  # Windows: the last of two builds at once points to its own version
        yield
        return
    with (store / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
