"""Locks that the system gives back when their process ends, however it ends.

A build holds `.lock`. A reader holds the folder of the version that it reads, so that no build sweeps it away while
answers are drawn from it. Where the system has no such locks, both go on without.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: it keeps open files from removal by itself
    fcntl = None  # type: ignore[assignment]


class Hold:
    """Keeps a version from being swept away until it is given back or forgotten; `refused` when that has begun."""

    def __init__(self, folder: Path) -> None:
        self._handle = _open(folder)
        self.refused = self._handle is not None and not _lock(self._handle, exclusive=False)

    def release(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __del__(self) -> None:
        with suppress(AttributeError, OSError, TypeError):
            self.release()


@contextmanager
def unread(folder: Path) -> Generator[bool]:
    """Whether no reader holds the folder; while this lasts none can begin to."""
    handle = _open(folder)
    try:
        yield handle is None or _lock(handle, exclusive=True)
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def building(store: Path) -> Generator[None]:
    """Held by one build at a time; a second one says so and waits. OSError when the store cannot be written."""
    handle = os.open(store / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if fcntl is not None and not _lock(handle, exclusive=True):
            from logging import getLogger

            getLogger("himagraph").warning("Another build of %s is under way; waiting for it.", store)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _open(folder: Path) -> int | None:
    if fcntl is not None:
        with suppress(OSError):
            return os.open(folder, os.O_RDONLY)
    return None


def _lock(handle: int, *, exclusive: bool) -> bool:
    """Whether the lock was had at once. A file system without locks gives none and refuses none."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
