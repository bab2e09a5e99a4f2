"""A store behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from itertools import islice
from typing import IO, TYPE_CHECKING

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat, Triple

from himagraph import vocab
from himagraph.errors import LimitReached, QuerySyntaxError, StoreUnavailable
from himagraph.store import results
from himagraph.store.table import Table

if TYPE_CHECKING:
    from email.message import Message

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
#: Bytes that one answer of an endpoint may have.
_SIZE_LIMIT = 512 * 2**20
_ADDRESS = "Is this the address of a SPARQL endpoint?"


class RemoteStore:
    """Queries are sent as the body of a POST, as the SPARQL 1.1 Protocol has it.

    `timeout` is in seconds and bounds a whole answer, from the connection to its last byte.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self._url = url
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirect)

    @property
    def location(self) -> str:
        return self._url

    def select(self, sparql: str, limit: int | None = None) -> Table:
        return results.given(results.rows(self._run(sparql), limit, self._not_sparql))

    def ask(self, sparql: str) -> bool:
        return results.given(results.yes(self._run(sparql)))

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        body = self._post(sparql, _TRIPLES)
        try:
            quads = islice(pyoxigraph.parse(body, format=RdfFormat.N_TRIPLES), limit)
            return sorted((quad.triple for quad in quads), key=str)
        except results.FAULTS as error:
            raise self._not_sparql(error) from None

    def close(self) -> None:
        """Nothing to give back: each request is its own."""

    def _run(self, sparql: str) -> results.Result:
        body = self._post(sparql, _RESULTS)
        try:
            return pyoxigraph.parse_query_results(body, format=QueryResultsFormat.JSON)
        except results.FAULTS as error:
            raise self._not_sparql(error) from None

    def _post(self, sparql: str, accept: str) -> bytes:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept, "User-Agent": "himagraph"}
        deadline = time.monotonic() + self._timeout
        try:
            request = urllib.request.Request(self._url, data=vocab.with_prefixes(sparql).encode(), headers=headers)
            with self._opener.open(request, timeout=self._timeout) as response:
                return self._body(response, deadline)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refusal(error) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            if isinstance(reason, TimeoutError):
                raise self._late() from None
            raise StoreUnavailable(
                f"{self._url} cannot be reached: {reason}.", "Check the address, or leave --store out."
            ) from None

    def _body(self, response: http.client.HTTPResponse, deadline: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.read1(1 << 16):
            parts.append(part)
            size += len(part)
            if time.monotonic() > deadline:
                raise TimeoutError
            if size > _SIZE_LIMIT:
                raise LimitReached(
                    f"The answer of {self._url} has more than {_SIZE_LIMIT // 2**20} MiB.", "Ask for fewer rows."
                )
        return b"".join(parts)

    def _refusal(self, error: urllib.error.HTTPError) -> QuerySyntaxError | StoreUnavailable:
        """The error for a status that is not 200, with what the endpoint says of it where that is plain text."""
        if 300 <= error.code < 400:
            elsewhere = error.headers.get("Location", "elsewhere")
            return StoreUnavailable(f"{self._url} has moved: {elsewhere}.", "Give that address.")
        text = error.read(500).decode(errors="replace").strip()
        detail = "" if text.startswith("<") else text[:200]
        if error.code == 400 and detail:
            return QuerySyntaxError(f"{self._url} refused the query: {detail}")
        return StoreUnavailable(f"{self._url} answered {error.code} {error.reason}.", detail or _ADDRESS)

    def _late(self) -> StoreUnavailable:
        return StoreUnavailable(
            f"{self._url} cannot be reached: it has not answered in {self._timeout:g} seconds.", "Try again later."
        )

    def _not_sparql(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(f"{self._url} did not answer with SPARQL results.", _ADDRESS)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would turn a query that is posted into a page that is fetched."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None
