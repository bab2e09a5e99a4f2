"""The SPARQL 1.1 Protocol: requests to queries, errors to statuses."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from werkzeug.http import parse_options_header

from himagraph.errors import (
    HimagraphError,
    LimitReached,
    NoAnswer,
    OutOfTime,
    Refused,
    StoreUnavailable,
    UsageError,
)
from himagraph.server.formats import NAMES
from himagraph.server.pool import Busy

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


class Problem(Exception):
    """A request that cannot be answered, with its status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> Response:
        return PlainTextResponse(self.message.strip() + "\n", self.status, {"Vary": "Accept", **self.headers})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came: its text, the data set that the request names, and the format that it names."""

    sparql: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None


async def read(request: HttpRequest, most: int, seconds: float) -> Asked:
    """The query of a request; `most` bytes of a body are read, within so many seconds. Problem for what the protocol
    does not have."""
    pairs = _pairs(request.scope["query_string"])
    text: str | None = None
    if request.method == "POST":
        kind, parameters = parse_options_header(request.headers.get("content-type", ""))
        kind = kind.strip().lower()
        if kind not in (FORM, DIRECT, UPDATE):
            raise Problem(415, f"POST takes {FORM} or {DIRECT}.", Accept_Post=f"{FORM}, {DIRECT}")
        if kind == UPDATE:
            raise Problem(403, "This endpoint is only read: there is no update here.")
        if parameters.get("charset", "utf-8").strip().lower() not in ("utf-8", "utf8"):
            raise Problem(415, "Send the query in UTF-8.")
        body = await _body(request, most, seconds)
        if kind == FORM:
            pairs += _pairs(body)
        else:
            text = _decoded(body)
    if any(name == "update" for name, _ in pairs):
        raise Problem(403, "This endpoint is only read: there is no update here.")
    queries = [value for name, value in pairs if name == "query"] + ([] if text is None else [text])
    if len(queries) > 1:
        raise Problem(400, "There is more than one query in this request.")
    if request.method == "POST" and not queries:
        raise Problem(400, "There is no query in this request: the parameter query holds it.")
    if queries and not queries[0].strip():
        raise Problem(400, "The query is empty.")
    formats = [value for name, value in pairs if name == "format"]
    for one in formats:
        if one not in NAMES:
            raise Problem(400, f"There is no format {one[:40]!r}. Formats: {', '.join(NAMES)}.")
    return Asked(
        queries[0] if queries else None,
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        formats[-1] if formats else None,
    )


#: The statuses that stand for errors of the library, the nearest kind first.
_STATUSES: tuple[tuple[type[HimagraphError], int], ...] = (
    (Busy, 503),
    (StoreUnavailable, 503),
    (Refused, 403),
    (OutOfTime, 504),
    (LimitReached, 413),
    (UsageError, 400),
    (NoAnswer, 404),
    (HimagraphError, 500),
)


def problem(error: HimagraphError) -> Problem:
    """The status that stands for an error of the library, with its message."""
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    said = str(error).replace("or raise --timeout", "or ask in parts")
    return Problem(status, said, Retry_After="1") if status == 503 else Problem(status, said)


async def _body(request: HttpRequest, most: int, seconds: float) -> bytes:
    """The body. One that is too large is refused before it is sent, where its length is told."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told[:20]) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise _too_large(most)
                parts.append(part)
    except TimeoutError:
        raise Problem(408, f"The request did not come within {seconds:g} seconds.", Connection="close") from None
    except ClientDisconnect:
        raise Problem(400, "The request ended before its body did.", Connection="close") from None
    return b"".join(parts)


def _too_large(most: int) -> Problem:
    return Problem(413, f"The request has more than {most // 2**20} MiB.", Connection="close")


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise Problem(400, "The parameters are not percent-encoded UTF-8.") from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not UTF-8: byte {error.start} is {body[error.start]:#04x}.") from None
