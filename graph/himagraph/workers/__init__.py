"""Queries of one's own, asked in processes that only read and are killed when their time is up."""

from __future__ import annotations

from himagraph.workers.limits import Limits
from himagraph.workers.message import Reply, Request
from himagraph.workers.store import WorkerStore
from himagraph.workers.worker import Worker

__all__ = ["Limits", "Reply", "Request", "Worker", "WorkerStore"]
