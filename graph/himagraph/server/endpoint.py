"""`/sparql`: queries, and the description of the service for those who bring none."""

from __future__ import annotations

from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from himagraph.errors import HimagraphError, Refused
from himagraph.library import KnowledgeGraph
from himagraph.server import formats
from himagraph.server.description import service
from himagraph.server.pool import Left, Pool
from himagraph.server.protocol import Asked, Problem, problem, read
from himagraph.void import graphs
from himagraph.workers import Request

#: What the log says of a client that did not wait; nobody else sees it.
_LEFT = 499


class Endpoint:
    """Answers when a result is complete, and not before."""

    def __init__(self, kg: KnowledgeGraph, pool: Pool) -> None:
        self._kg = kg
        self._pool = pool
        self._graphs = frozenset(graphs(kg.ledger))

    async def __call__(self, request: HttpRequest) -> Response:
        try:
            asked = await read(request, 2 * self._pool.limits.text, self._pool.limits.seconds)
            if asked.sparql is None:
                return self._described(request)
            return await self._answered(asked, request)
        except Problem as error:
            return error.response()
        except Left:
            return Response(status_code=_LEFT)
        except HimagraphError as error:
            return problem(error).response()

    async def _answered(self, asked: Asked, request: HttpRequest) -> Response:
        for graph in (*asked.default_graphs, *asked.named_graphs):
            if graph not in self._graphs:
                raise Refused(f"There is no graph <{graph[:200]}> in this store.", "Only the built store is read.")
        wanted = formats.wanted(request.headers.get("accept"), asked.format)
        limits = self._pool.limits
        reply = await self._pool.ask(
            Request(
                asked.sparql or "",
                {form: pair[1] if pair else "" for form, pair in wanted.items()},
                limits.seconds,
                limits.size,
                None,
                asked.default_graphs,
                asked.named_graphs,
            ),
            _left(request),
        )
        pair = wanted[reply.form]
        if pair is None:
            offered = ", ".join(formats.TAKEN[reply.form])
            raise Problem(406, f"This query is answered in one of: {offered}.")
        return _response(reply.body, pair[0])

    def _described(self, request: HttpRequest) -> Response:
        """The service description; for a browser the page of the service."""
        offered = (formats.TURTLE, formats.N_TRIPLES, formats.JSON_LD, formats.RDF_XML, formats.HTML)
        kind = formats.best(request.headers.get("accept"), offered)
        if kind is None:
            raise Problem(406, f"The description of the service is there in one of: {', '.join(offered)}.")
        if kind == formats.HTML:
            return RedirectResponse("/", 303, {"Vary": "Accept"})
        return _response(formats.write(service(self._kg, str(request.url_for("sparql"))), kind).encode(), kind)


async def _left(request: HttpRequest) -> None:
    """Ends when the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(body: bytes, kind: str) -> Response:
    shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Response(body, headers={"Content-Type": shown, "Vary": "Accept", "X-Content-Type-Options": "nosniff"})
