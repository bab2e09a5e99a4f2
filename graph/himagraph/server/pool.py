"""Several workers over one store, and a queue before them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock

from himagraph.errors import HimagraphError
from himagraph.store import LocalStore
from himagraph.workers import Limits, Reply, Request, Worker


class Busy(HimagraphError):
    """Every worker is at work and the queue before them is full."""

    exit_code = 5


class Left(HimagraphError):
    """Nobody waits for the answer any more."""


#: Seconds that a query goes on when its client has left: most end by themselves, and a new process costs more.
_PATIENCE = 1.0


class _Turn:
    """A question under way, and the worker that is at it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker: Worker | None = None

    def taken(self, worker: Worker | None) -> None:
        with self._lock:
            self._worker = worker

    def stop(self) -> None:
        """Ends the worker if it is at this question still."""
        with self._lock:
            if self._worker:
                self._worker.stop()


class Pool:
    """Answers as many requests at once as there are workers; `queue` others may wait for their turn."""

    def __init__(self, store: LocalStore, limits: Limits, workers: int, queue: int) -> None:
        self.limits = limits
        self._most = workers + queue
        self._under_way = 0
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._workers = [Worker(store, limits) for _ in range(workers)]
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        for worker in self._workers:
            worker.start()
            self._idle.put(worker)

    @property
    def under_way(self) -> int:
        """Requests that are answered or wait just now."""
        return self._under_way

    async def ask(self, request: Request, left: Awaitable[object] | None = None) -> Reply:
        """The reply of the next worker that is free; Busy when too many wait already, else as `Worker.ask`.

        `left` ends when the client has left: then the question leaves the queue or its worker is stopped, and Left is
        raised.
        """
        if self._under_way >= self._most:
            raise Busy("All workers are busy and the queue is full.", "Ask again in a moment.")
        self._under_way += 1
        turn = _Turn()
        given = self._threads.submit(self._one, request, turn)
        reply = asyncio.wrap_future(given)
        watch = asyncio.ensure_future(left) if left else None
        try:
            if watch:
                await asyncio.wait((reply, watch), return_when=asyncio.FIRST_COMPLETED)
                if not reply.done() and not given.cancel():
                    await asyncio.wait((reply,), timeout=_PATIENCE)
                    if not reply.done():
                        turn.stop()
                if not reply.done() or reply.cancelled():
                    raise Left("The client has left.")
            return await reply
        finally:
            if watch:
                watch.cancel()
            if not reply.done():
                await asyncio.wait((reply,))
            with suppress(asyncio.CancelledError):
                reply.exception()  # heard, so that nobody misses it
            self._under_way -= 1

    def _one(self, request: Request, turn: _Turn) -> Reply:
        worker = self._idle.get()
        turn.taken(worker)
        try:
            return worker.ask(request)
        finally:
            turn.taken(None)
            with suppress(OSError):
                worker.start()  # one that was killed is replaced at once, before the next question needs it
            self._idle.put(worker)

    def close(self) -> None:
        """Ends the workers, in the middle of a question too."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
