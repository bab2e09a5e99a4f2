"""Places that are hard on a program, and what lies in them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from conftest import Ran

#: Linux: the prctl that takes a right away for good, and the two rights by which root writes and reads everything.
_DROP = 24
_OVERRIDES = (1, 2)

LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def without_rights() -> None:
    """For `preexec_fn`: from here on even root is held to the rights that files give."""
    if os.geteuid() == 0:
        for right in _OVERRIDES:
            if LIBC is None or LIBC.prctl(_DROP, right, 0, 0, 0):
                os._exit(99)


def with_small_files(limit: int) -> Callable[[], None]:
    """For `preexec_fn`: no file grows beyond so many bytes, as on a disk that is full."""
    import resource

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return limited


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "himagraph_cli.main", *arguments]


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    cwd: Path | None = None,
    before: Callable[[], None] | None = None,
) -> Ran:
    """Runs `hima` in a process of its own, in a hard place that `before` makes."""
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=dict(environment),
        cwd=cwd,
        preexec_fn=before,
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def content(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file and folder below, with its size and time of change."""
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }


def write_protect(folder: Path) -> None:
    """Takes the right to write from a folder and all that is in it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def give_back(folder: Path) -> None:
    """Undoes `write_protect`, so that pytest can clear its folder away."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def version_of(store: Path) -> Path:
    """The folder of the one version in a store."""
    (version,) = store.glob("v-*")
    return version


def without_network() -> None:
    """For `preexec_fn`: in a network of its own, which leads nowhere. Without the right to that, the network stays."""
    if LIBC is not None:
        LIBC.unshare(0x40000000)
