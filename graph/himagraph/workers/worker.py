"""The outside of a worker: a process of its own over one store, killed at the deadline of a query."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Timer
from typing import Any

from himagraph.errors import LimitReached, OutOfTime, StoreUnavailable
from himagraph.store import LocalStore
from himagraph.workers.limits import Limits
from himagraph.workers.message import Reply, Request, raised, receive, request_head, send


class Worker:
    """Answers one request at a time. A process that was killed is replaced when the next request comes.

    A store in memory is handed over whole; one in a folder is opened again, read-only.
    """

    def __init__(self, store: LocalStore, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._end: Callable[[], object] = _nothing

    @property
    def pid(self) -> int | None:
        """The process, None where there is none now."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Starts the process without waiting for it; nothing where it runs already."""
        if self._process and self._process.poll() is None:
            return
        folder = self._store.folder
        dump = b"" if folder else self._dump()
        self._process = process = _spawn(os.path.abspath(folder) if folder else "-", self._store.location)
        self._end = weakref.finalize(self, _finish, process)
        self._ready = False
        with suppress(BrokenPipeError):
            assert process.stdin
            send(process.stdin, {"memory": self._limits.memory}, dump)

    def ask(self, request: Request) -> Reply:
        """The reply. LimitReached when time, size or memory are at their end, and then the process is gone;
        Refused, QuerySyntaxError and StoreUnavailable as a store has them."""
        if len(request.sparql) > self._limits.text:
            raise LimitReached(f"The query has more than {self._limits.text / 2**20:g} MiB.", "Ask in parts.")
        with self._lock:
            self.start()
            process = self._process
            assert process
            late = Event()
            timer = Timer(request.seconds, _stop, (process, late))
            timer.daemon = True
            timer.start()
            try:
                head, body = self._exchange(process, request)
            except (EOFError, OSError):
                raise self._ended(process, request, late=late.is_set()) from None
            except BaseException:
                self._drop()  # interrupted in the middle: the rest of the reply is not wanted
                raise
            finally:
                timer.cancel()
        if "error" in head:
            raise raised(head)
        return Reply(head["form"], head["format"], body)

    def stop(self) -> None:
        """Ends the process in the middle of a question, from another thread; whoever asked gets LimitReached."""
        process = self._process
        if process:
            process.kill()

    def close(self) -> None:
        """Ends the process."""
        self._drop()

    def _exchange(self, process: subprocess.Popen[bytes], request: Request) -> tuple[dict[str, Any], bytes]:
        assert process.stdin
        assert process.stdout
        if not self._ready:
            head, _ = receive(process.stdout)
            if "error" in head:
                self._drop()
                return head, b""
            self._ready = True
        send(process.stdin, request_head(request))
        return receive(process.stdout)

    def _ended(
        self, process: subprocess.Popen[bytes], request: Request, *, late: bool
    ) -> LimitReached | StoreUnavailable:
        """The error of a process that is gone, and why it is."""
        self._drop()
        code = process.returncode
        if late or code == -getattr(signal, "SIGALRM", 14):
            return OutOfTime(
                f"The query took longer than {request.seconds:g} seconds.", "Narrow it, or raise --timeout."
            )
        if not self._ready:
            return StoreUnavailable("The process that answers queries could not start.", "Is there memory left?")
        return LimitReached(
            f"The query was more than its process could take (it ended with {code}).",
            f"It may use {self._limits.memory / 2**20:g} MiB and nest no deeper than the engine can follow.",
        )

    def _drop(self) -> None:
        self._end()
        self._process = None

    def _dump(self) -> bytes:
        from pyoxigraph import RdfFormat

        return self._store.graph.dump(format=RdfFormat.N_QUADS) or b""


def _spawn(place: str, shown: str) -> subprocess.Popen[bytes]:
    """A worker. It finds modules where this process does, never in the folder that it happens to run in."""
    path = os.pathsep.join(one for one in sys.path if one)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "himagraph.workers.process", place, shown],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("HIMA_DEBUG") else subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path, "MALLOC_ARENA_MAX": "2", "PYTHONWARNINGS": "ignore"},
    )


def _nothing() -> None:
    """Ends a process that was never started."""


def _stop(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _finish(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and leaves nothing of it behind."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream:
                stream.close()
