"""The bundled seeds as a store, built once into the user's cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from himagraph import resources
from himagraph.build.note import noted_digest
from himagraph.build.progress import Progress, silent
from himagraph.errors import StoreUnavailable, WouldOverwrite
from himagraph.store import LocalStore
from himagraph.store.folder import Stamp, open_folder, stamp_or_none
from himagraph.version import VERSION


def folder() -> Path:
    """Where the store of the bundled seeds lies: in the user's cache, one folder a version."""
    base = os.environ.get("XDG_CACHE_HOME")
    if not base and sys.platform == "linux":
        base = os.path.expanduser("~/.cache")
    if base:
        return Path(base) / "himagraph" / VERSION
    from platformdirs import user_cache_path

    return user_cache_path("himagraph") / VERSION


def bundled(progress: Progress = silent) -> LocalStore:
    """The store of the bundled seeds, built when it is missing, damaged or no longer theirs.

    Where the cache cannot be written it is built in memory for this one answer. Both are said in a warning of the
    logger `himagraph`: a cache may heal itself, in the open.
    """
    seeds = resources.seeds()
    place = folder()
    found = stamp_or_none(place)
    if found and found.digest == noted_digest(seeds, VERSION, place.with_name(f"{VERSION}.digest")):
        try:
            return open_folder(place)
        except StoreUnavailable as error:
            _warn(f"{error.message} It is built again from the bundled seeds.")
    from himagraph.build.conductor import check, in_memory, save, sound

    checked = sound(check(seeds, progress))
    try:
        save(checked, place, progress, reuse=True)
        return open_folder(place)
    except (StoreUnavailable, WouldOverwrite) as error:
        progress("ready", 1.0)
        _warn(f"{error.message} The answer comes from memory.")
        return in_memory(checked)


def current() -> Stamp | None:
    """The stamp of the cached store, None where there is none."""
    return stamp_or_none(folder())


def _warn(message: str) -> None:
    from logging import getLogger

    getLogger("himagraph").warning(message)
