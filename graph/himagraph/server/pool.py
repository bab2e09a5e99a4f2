"""Several workers over one store, and a queue before them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue

from himagraph.errors import HimagraphError
from himagraph.store import LocalStore
from himagraph.workers import Limits, Reply, Request, Worker


class Busy(HimagraphError):
    """Every worker is at work and the queue before them is full."""

    exit_code = 5


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

    async def ask(self, request: Request) -> Reply:
        """The reply of the next worker that is free; Busy when too many wait already, else as `Worker.ask`."""
        if self._under_way >= self._most:
            raise Busy("All workers are busy and the queue is full.", "Ask again in a moment.")
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._one, request)
        finally:
            self._under_way -= 1

    def _one(self, request: Request) -> Reply:
        worker = self._idle.get()
        try:
            return worker.ask(request)
        finally:
            with suppress(OSError):
                worker.start()  # one that was killed is replaced at once, before the next question needs it
            self._idle.put(worker)

    def close(self) -> None:
        """Ends the workers, in the middle of a question too."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
