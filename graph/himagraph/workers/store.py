"""A store that is asked in another process."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat, Triple

from himagraph.errors import HimagraphError, QuerySyntaxError
from himagraph.store import LocalStore, Table, results
from himagraph.store.local import damaged
from himagraph.workers.limits import Limits
from himagraph.workers.message import Request
from himagraph.workers.worker import Worker

_FORMATS = {
    "rows": QueryResultsFormat.TSV.media_type,
    "yes": QueryResultsFormat.JSON.media_type,
    "triples": RdfFormat.N_TRIPLES.media_type,
}


class WorkerStore:
    """The same store, for text that is not trusted: see `Worker` for what it raises.

    Its process starts with the first question and stays for the next ones.
    """

    def __init__(self, store: LocalStore, limits: Limits | None = None) -> None:
        self._location = store.location
        self._limits = limits or Limits()
        self._worker = Worker(store, self._limits)

    @property
    def location(self) -> str:
        return self._location

    @property
    def pid(self) -> int | None:
        """The process that answers, None while there is none."""
        return self._worker.pid

    def within(self, seconds: float | None) -> WorkerStore:
        """The same store and process with another limit on time; None for its own."""
        if seconds is None:
            return self
        other = WorkerStore.__new__(WorkerStore)
        other._location, other._worker = self._location, self._worker
        other._limits = replace(self._limits, seconds=seconds)
        return other

    def select(self, sparql: str, limit: int | None = None) -> Table:
        return results.given(results.rows(self._result(sparql, limit), None, self._fault))

    def ask(self, sparql: str) -> bool:
        return results.given(results.yes(self._result(sparql, None)))

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        form, body = self._run(sparql, limit)
        if form != "triples":
            raise QuerySyntaxError("This query brings no triples.", "Use CONSTRUCT or DESCRIBE here.")
        return sorted((quad.triple for quad in pyoxigraph.parse(body, format=RdfFormat.N_TRIPLES)), key=str)

    def close(self) -> None:
        self._worker.close()

    def _result(self, sparql: str, limit: int | None) -> results.Result:
        form, body = self._run(sparql, limit)
        if form == "triples":
            # Not what was asked for; the error is the same as that of a store in this process.
            return pyoxigraph.Store().query("CONSTRUCT WHERE { ?s ?p ?o }")
        tsv = QueryResultsFormat.TSV
        return pyoxigraph.parse_query_results(body, format=tsv if form == "rows" else QueryResultsFormat.JSON)

    def _run(self, sparql: str, limit: int | None) -> tuple[str, bytes]:
        reply = self._worker.ask(Request(sparql, _FORMATS, self._limits.seconds, self._limits.size, limit))
        return reply.form, reply.body

    def _fault(self, error: Exception) -> HimagraphError:
        return damaged(self.location, error)
