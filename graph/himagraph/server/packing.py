"""Answers compressed for those who can read them, away from the loop that serves everybody."""

from __future__ import annotations

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from werkzeug.http import parse_accept_header

#: Bytes below which compression gains nothing, and above which it would keep others waiting.
_LEAST, _AT_ONCE = 1024, 32 * 1024
_LEVEL = 5


def takes_gzip(accepted: str | None) -> bool:
    """Whether a client with this Accept-Encoding reads gzip: a weight of 0 says no, and no header says nothing."""
    if not accepted:
        return False
    weights = dict(parse_accept_header(accepted))
    return bool(weights.get("gzip", weights.get("x-gzip", weights.get("*", 0))))


class Packing:
    """Compresses whole answers; what comes in parts or is compressed already passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = takes_gzip(Headers(scope=scope).get("accept-encoding"))
        start: Message | None = None

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                head, start = start, None
                headers = MutableHeaders(raw=head["headers"])
                if "content-encoding" not in headers and not message.get("more_body", False):
                    headers.add_vary_header("Accept-Encoding")
                    if wanted and len(message.get("body", b"")) >= _LEAST:
                        message = {**message, "body": await _packed(message["body"])}
                        headers["Content-Encoding"] = "gzip"
                        headers["Content-Length"] = str(len(message["body"]))
                await send(head)
            await send(message)

        await self._app(scope, receive, sent)


async def _packed(body: bytes) -> bytes:
    if len(body) < _AT_ONCE:
        return gzip.compress(body, _LEVEL, mtime=0)
    return await run_in_threadpool(gzip.compress, body, _LEVEL, mtime=0)
