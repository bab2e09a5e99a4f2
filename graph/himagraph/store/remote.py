"""A store behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

import urllib.error
import urllib.request

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from himagraph.errors import QuerySyntaxError, StoreUnavailable
from himagraph.store.table import Table

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"


class RemoteStore:
    """Queries are sent as the body of a POST, as the SPARQL 1.1 Protocol has it; `timeout` is in seconds."""

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self._url = url
        self._timeout = timeout

    @property
    def location(self) -> str:
        return self._url

    def select(self, sparql: str) -> Table:
        result = self._results(sparql)
        if not isinstance(result, QuerySolutions):
            raise QuerySyntaxError("This query brings no rows.", "Use SELECT here.")
        columns = tuple(variable.value for variable in result.variables)
        return Table(columns, tuple(tuple(solution[name] for name in columns) for solution in result))

    def ask(self, sparql: str) -> bool:
        result = self._results(sparql)
        if not isinstance(result, QueryBoolean):
            raise QuerySyntaxError("This query has no yes or no for an answer.", "Use ASK here.")
        return bool(result)

    def construct(self, sparql: str) -> list[Triple]:
        quads = pyoxigraph.parse(self._post(sparql, _TRIPLES), format=RdfFormat.N_TRIPLES)
        return sorted((quad.triple for quad in quads), key=str)

    def close(self) -> None:
        """Nothing to give back: each request is its own."""

    def _results(self, sparql: str) -> QuerySolutions | QueryBoolean:
        try:
            return pyoxigraph.parse_query_results(self._post(sparql, _RESULTS), format=QueryResultsFormat.JSON)
        except (SyntaxError, ValueError):
            raise StoreUnavailable(
                f"{self._url} did not answer with SPARQL results.", "Is this the address of a SPARQL endpoint?"
            ) from None

    def _post(self, sparql: str, accept: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked where the address came in
            self._url,
            data=sparql.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": accept, "User-Agent": "himagraph"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:  # noqa: S310
                body: bytes = response.read()
                return body
        except urllib.error.HTTPError as error:
            detail = error.read(500).decode(errors="replace").strip()
            if error.code == 400:
                raise QuerySyntaxError(f"{self._url} refused the query: {detail}") from None
            raise StoreUnavailable(f"{self._url} answered {error.code} {error.reason}.", detail[:200]) from None
        except (urllib.error.URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise StoreUnavailable(
                f"{self._url} cannot be reached: {reason}.", "Check the address, or leave --store out."
            ) from None
