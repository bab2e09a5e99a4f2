"""The inside of a worker: `python -m himagraph.workers.process FOLDER SHOWN`.

FOLDER is `-` for a store that comes through the pipe; SHOWN is how messages name the store."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from himagraph.errors import HimagraphError, LimitReached
from himagraph.workers import confine
from himagraph.workers.message import error_head, receive, send

#: Seconds after which a worker ends itself though nobody killed it: whoever should have may be gone.
_GRACE = 0.3


def main() -> None:
    """Answers the requests on stdin, one after the other, until it is closed. The first message holds the limits."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints does not get between the replies
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    head, body = receive(requests)
    confine.network()
    confine.memory(head["memory"] + 3 * len(body))
    try:
        reader = _Reader(sys.argv[1], sys.argv[2], body)
    except HimagraphError as error:
        send(replies, error_head(error))
        return
    send(replies, {})
    _checked("ASK {}")  # the first question need not wait until the parser is loaded
    while True:
        try:
            head, _ = receive(requests)
        except EOFError:
            return
        _alarm(head["seconds"] + _GRACE)
        try:
            said, body = reader.answer(head)
        except HimagraphError as error:
            said, body = error_head(error), b""
        except MemoryError:
            said, body = error_head(LimitReached("The query needs more memory than it may have.", "Narrow it.")), b""
        _alarm(0)
        send(replies, said, body)


def _alarm(seconds: float) -> None:
    """Lets the kernel end this process after so many seconds, 0 for never. No Python is needed for it to happen."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


class _Reader:
    """One store, opened to be read."""

    def __init__(self, place: str, shown: str, dump: bytes) -> None:
        import pyoxigraph

        from himagraph.store import LocalStore

        if place == "-":
            graph = pyoxigraph.Store()
            graph.bulk_load(dump, format=pyoxigraph.RdfFormat.N_QUADS)
            self._store = LocalStore(graph, shown)
        else:
            self._store = LocalStore.open(Path(place), shown)

    def answer(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The head and the body of a reply."""
        from pyoxigraph import QueryBoolean, QuerySolutions

        _checked(request["sparql"])
        result = self._store.query(request["sparql"], request["default_graphs"], request["named_graphs"])
        form = (
            "yes" if isinstance(result, QueryBoolean) else "rows" if isinstance(result, QuerySolutions) else "triples"
        )
        format_ = request["formats"].get(form)
        if not format_:
            return {"form": form, "format": ""}, b""
        try:
            body = _WRITERS[form](result, format_, request["rows"], request["size"])
        except (OSError, RuntimeError) as error:
            raise self._store.fault(error) from None
        return {"form": form, "format": format_}, body


@lru_cache(maxsize=512)
def _checked(sparql: str) -> None:
    """What the guard let through once need not be judged again."""
    from himagraph.guard import check

    check(sparql)


def _rows(result: Any, format_: str, rows: int | None, size: int) -> bytes:
    """Rows, at most `rows` of them. They are counted as lines of TSV, which has one line a row."""
    from pyoxigraph import QueryResultsFormat, parse_query_results

    lines = _drawn(result, QueryResultsFormat.TSV, None if rows is None else rows + 1, size)
    if format_ == QueryResultsFormat.TSV.media_type:
        return lines
    wanted = QueryResultsFormat.from_media_type(format_)
    found = _Sink(None, size)
    parse_query_results(lines, format=QueryResultsFormat.TSV).serialize(found, format=wanted)
    return found.getvalue()


def _yes(result: Any, format_: str, rows: int | None, size: int) -> bytes:
    from pyoxigraph import QueryResultsFormat

    return bytes(result.serialize(format=QueryResultsFormat.from_media_type(format_)))


def _triples(result: Any, format_: str, rows: int | None, size: int) -> bytes:
    """Triples, each once and sorted, so that the same question has the same bytes for an answer."""
    from pyoxigraph import RdfFormat

    from himagraph.triples import serialize

    if rows is None:
        lines = sorted(set(_drawn(result, RdfFormat.N_TRIPLES, None, size).splitlines(keepends=True)))
    else:
        lines = sorted({f"{one} .\n".encode() for one in islice(result, rows)})
    body = b"".join(lines)
    if format_ == RdfFormat.N_TRIPLES.media_type:
        return body
    import pyoxigraph

    wanted = RdfFormat.from_media_type(format_)
    found = [quad.triple for quad in pyoxigraph.parse(body, format=RdfFormat.N_TRIPLES)]
    return serialize(found, wanted or RdfFormat.TURTLE).encode()


_WRITERS = {"rows": _rows, "yes": _yes, "triples": _triples}


class _Full(Exception):
    """As many lines have come as were asked for."""


def _drawn(result: Any, format_: Any, lines: int | None, size: int) -> bytes:
    """What the result writes, up to `lines` lines."""
    sink = _Sink(lines, size)
    with suppress(_Full):
        result.serialize(sink, format=format_)
    return sink.getvalue()


class _Sink(io.BytesIO):
    """Holds what is written, `lines` lines and `size` bytes at most."""

    def __init__(self, lines: int | None, size: int) -> None:
        super().__init__()
        self._left = lines
        self._size = size

    def write(self, part: Any) -> int:
        if self._left is not None:
            if self._left <= 0:
                raise _Full
            text = bytes(part)
            count = text.count(b"\n")
            if count >= self._left:
                ends = -1
                for _ in range(self._left):
                    ends = text.index(b"\n", ends + 1)
                super().write(text[: ends + 1])
                self._left = 0
                raise _Full
            self._left -= count
        if self.tell() + len(part) > self._size:
            raise LimitReached(f"The result has more than {self._size / 2**20:g} MiB.", "Ask for less, or add LIMIT.")
        return super().write(part)


if __name__ == "__main__":
    main()
