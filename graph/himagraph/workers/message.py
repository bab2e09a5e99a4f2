"""What a worker is asked and what it answers: a head in JSON and a body in bytes, each preceded by its length."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any

from himagraph import errors
from himagraph.errors import HimagraphError

_LENGTHS = struct.Struct(">QQ")


@dataclass(frozen=True, slots=True)
class Request:
    """A query and what is wanted of it.

    `formats` names the format of the result for each form of query: "rows", "yes" and "triples" (media types). At most
    `rows` rows or triples come back. `default_graphs` and `named_graphs` replace the data set where they are given.
    """

    sparql: str
    formats: Mapping[str, str]
    seconds: float
    size: int
    rows: int | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """A result: its form ("rows", "yes" or "triples"), its format (a media type), its bytes."""

    form: str
    format: str
    body: bytes


def request_head(request: Request) -> dict[str, Any]:
    return asdict(request)


def error_head(error: HimagraphError) -> dict[str, Any]:
    return {"error": type(error).__name__, "message": error.message, "remedy": error.remedy}


def raised(head: Mapping[str, Any]) -> HimagraphError:
    """The error that a worker tells of."""
    kind = getattr(errors, str(head["error"]), HimagraphError)
    error: HimagraphError = kind(head["message"])
    error.remedy = head["remedy"]
    return error


def send(stream: IO[bytes], head: Mapping[str, Any], body: bytes = b"") -> None:
    encoded = json.dumps(head).encode()
    stream.write(_LENGTHS.pack(len(encoded), len(body)))
    stream.write(encoded)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message. EOFError when the other side is gone."""
    head, body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    return json.loads(_exactly(stream, head)), _exactly(stream, body)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) != size:
        raise EOFError
    return found
