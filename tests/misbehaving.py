"""A server on this machine that answers as it is told to, one step after the other, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Step = Callable[["Handler"], None]
RESULTS = "application/sparql-results+json"


class Handler(BaseHTTPRequestHandler):
    """One request; `query` is what was asked, by GET or POST."""

    protocol_version = "HTTP/1.1"
    server: Misbehaving

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, form: str) -> None:
        self.close_connection = True
        self.query = parse_qs(form).get("query", [""])[0]
        self.server.asked.append(self)
        step = self.server.steps[min(len(self.server.asked), len(self.server.steps)) - 1]
        with suppress(BrokenPipeError, ConnectionResetError):
            step(self)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class Misbehaving(ThreadingHTTPServer):
    """Answers the first request by the first step and so on; the last step stays."""

    daemon_threads = True

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps = steps
        self.asked: list[Handler] = []
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/query"


@contextmanager
def serving(*steps: Step) -> Iterator[Misbehaving]:
    """The server while it lasts."""
    server = Misbehaving(steps)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()


def reply(status: int, kind: str | None, body: bytes = b"", **headers: str) -> Step:
    """A whole answer; an underscore in the name of a header stands for a dash."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Connection", "close")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def rows(*numbers: int, **headers: str) -> Step:
    """A table of whole numbers in the column `n`."""
    whole = "http://www.w3.org/2001/XMLSchema#integer"
    found = [{"n": {"type": "literal", "datatype": whole, "value": str(number)}} for number in numbers]
    body = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": found}}).encode()
    return reply(200, RESULTS, body, **headers)


def cut_short(handler: Handler) -> None:
    """Promises a thousand bytes and gives eight."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head":')


def hangs_up(handler: Handler) -> None:
    """Says nothing and closes the connection."""


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def silent(handler: Handler) -> None:
    handler.server.ended.wait(5)


def drop_by_drop(handler: Handler) -> None:
    """Sends one byte after the other and never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", RESULTS)
    handler.end_headers()
    while not handler.server.ended.wait(0.02):
        handler.wfile.write(b" ")
