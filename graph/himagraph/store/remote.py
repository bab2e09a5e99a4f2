"""A store behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

from itertools import islice

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from himagraph import vocab
from himagraph.errors import HimagraphError
from himagraph.store import refusals, results
from himagraph.store.dataset import apart, inside, joined
from himagraph.store.endpoint import Endpoint, Reply
from himagraph.store.paging import own_limit, page
from himagraph.store.table import Table, Term, cell

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
#: More rows than any answer has.
_ENDLESS = 2**63
_BOOLEAN = NamedNode(vocab.XSD + "boolean")
#: How Virtuoso tells what it left out: the rows it gives at most, and that its time was up.
_MOST_ROWS = "x-sparql-maxrows"
_STATE, _STATE_SAID = "x-sql-state", "x-sql-message"
#: The one column of the table that Virtuoso gives for an ASK.
_YES = "__ASK_RETVAL"


class RemoteStore:
    """Queries go as the SPARQL 1.1 Protocol has it: by GET, or when they are long by POST.

    `timeout` is in seconds and bounds a whole answer, from the first connection to its last byte, further tries
    included. An answer is whole or an error: what a server cuts off is fetched page by page. `default-graph-uri` in the
    address names the graph that holds the current view, where the engine has no default graph of its own.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self._url = url
        address, self._default = apart(url)
        self.endpoint = Endpoint(address, timeout)

    @property
    def location(self) -> str:
        shown = self.endpoint.shown
        return shown if self._default is None else joined(shown, self._default)

    def within(self, timeout: float | None) -> RemoteStore:
        """The same store with `timeout` seconds for an answer; with its own when there are none."""
        return self if timeout is None else RemoteStore(self._url, timeout)

    def select(self, sparql: str, limit: int | None = None) -> Table:
        table, most = self._rows(sparql, limit)
        wanted = min(own_limit(sparql) or _ENDLESS, limit or _ENDLESS)
        return table if most is None or wanted <= most else self._all_pages(sparql, table, most, limit)

    def ask(self, sparql: str) -> bool:
        result = self._result(self._ask(sparql, _RESULTS))
        if isinstance(result, QuerySolutions) and [one.value for one in result.variables] == [_YES]:
            table = results.given(results.rows(result, None, self._broken))
            return any(cell(row[0]) for row in table.rows)
        return results.given(results.yes(result))

    def construct(self, sparql: str, limit: int | None = None) -> list[Triple]:
        reply = self._whole(self._ask(sparql, _TRIPLES))
        form = RdfFormat.from_media_type(reply.kind)
        if form is None:
            raise refusals.no_results(self.location, reply.kind, _TRIPLES)
        try:
            quads = islice(pyoxigraph.parse(reply.body, format=form), limit)
            return sorted((quad.triple for quad in quads), key=str)
        except results.FAULTS as error:
            raise self._broken(error) from None

    def close(self) -> None:
        self.endpoint.close()

    def _ask(self, sparql: str, accept: str) -> Reply:
        text = sparql if self._default is None else inside(sparql, self._default)
        return self.endpoint.ask(vocab.with_prefixes(text), accept)

    def _rows(self, sparql: str, limit: int | None) -> tuple[Table, int | None]:
        """The rows that one request brings, and after how many the server cut them off, None when it did not."""
        reply = self._ask(sparql, _RESULTS)
        table = results.given(results.rows(self._result(reply), limit, self._broken))
        table = Table(table.columns, tuple(tuple(map(_canonical, row)) for row in table.rows))
        most = reply.headers.get(_MOST_ROWS, "")
        return table, int(most) if most.isdecimal() and int(most) else None

    def _all_pages(self, sparql: str, first: Table, most: int, limit: int | None) -> Table:
        """All rows, or the first `limit`: LimitReached where the query does not lend itself to pages."""
        if page(sparql, first.columns, 0, most) is None:
            raise refusals.cut(self.location, most, ", and the query has a limit of its own")
        found: list[tuple[Term | None, ...]] = []
        while limit is None or len(found) < limit:
            try:
                table, _ = self._rows(str(page(sparql, first.columns, len(found), most)), None)
            except HimagraphError as error:
                raise refusals.cut(self.location, most, f", and a further page fails: {error.message}") from None
            found += table.rows
            if len(table) < most:
                break
        return Table(first.columns, tuple(found[:limit]))

    def _result(self, reply: Reply) -> results.Result:
        form = QueryResultsFormat.from_media_type(self._whole(reply).kind)
        if form not in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
            raise refusals.no_results(self.location, reply.kind, _RESULTS)
        try:
            return pyoxigraph.parse_query_results(reply.body, format=form)
        except results.FAULTS as error:
            raise self._broken(error) from None

    def _whole(self, reply: Reply) -> Reply:
        """The reply, when the server does not call it a part."""
        if _STATE in reply.headers:
            raise refusals.partial(self.location, reply.headers.get(_STATE_SAID, reply.headers[_STATE]))
        return reply

    def _broken(self, error: Exception) -> HimagraphError:
        return refusals.broken(self.location, error)


def _canonical(term: Term | None) -> Term | None:
    """The term with a truth value written as everywhere here: Virtuoso writes 1 and 0."""
    if isinstance(term, Literal) and term.value in ("1", "0") and term.datatype == _BOOLEAN:
        return Literal(term.value == "1")
    return term
