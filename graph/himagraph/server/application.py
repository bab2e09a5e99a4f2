"""The application: which address is answered by what."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from himagraph.errors import UsageError
from himagraph.library import KnowledgeGraph
from himagraph.server import assets
from himagraph.server.endpoint import Endpoint
from himagraph.server.packing import Packing
from himagraph.server.pages import Pages
from himagraph.server.pool import Pool
from himagraph.store import LocalStore
from himagraph.workers import Limits


def application(
    kg: KnowledgeGraph,
    *,
    limits: Limits | None = None,
    workers: int = 4,
    queue: int = 256,
    cors: Sequence[str] = (),
    log: bool = False,
) -> Starlette:
    """The ASGI application over an open store. `cors` are the origins whose pages may ask; `log` writes one line a
    request to stderr. UsageError for a store behind an address, which is an endpoint already."""
    if not isinstance(kg.store, LocalStore):
        raise UsageError(f"{kg.store.location} is an endpoint itself.", "Serve a built store: --store PATH.")
    pool = Pool(kg.store, limits or Limits(), workers, queue)
    endpoint, pages = Endpoint(kg, pool), Pages(kg)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        yield
        pool.close()

    async def health(_: Request) -> Response:
        about = kg.ledger.about
        return JSONResponse({"status": "ok", "digest": about.digest, "under_way": pool.under_way})

    routes = [
        Route("/sparql", endpoint.__call__, methods=["GET", "POST"], name="sparql"),
        Route("/health", health),
        assets.route(),
        *pages.routes(),
    ]
    middleware = [Middleware(_Logged)] if log else []
    if cors:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(cors), allow_methods=["GET", "POST"], allow_headers=["*"])
        )
    middleware.append(Middleware(Packing))
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers={404: pages.missing})


class _Logged:
    """Writes one line a request to stderr: method, path, status, bytes, milliseconds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status, size = time.perf_counter(), 500, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            took = (time.perf_counter() - started) * 1000
            path = scope.get("raw_path", b"").decode("ascii", "backslashreplace").partition("?")[0]
            sys.stderr.write(f"{scope['method']} {path!a} {status} {size} B {took:.1f} ms\n")
