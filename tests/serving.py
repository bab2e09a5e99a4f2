"""One server for all tests that ask over HTTP, and what asks it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(url: str, data: bytes | None = None, method: str | None = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data, named, method=method)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=60) as response:
            return Answer(response.status, response.read(), {k.lower(): v for k, v in response.headers.items()})
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read(), {k.lower(): v for k, v in error.headers.items()})


@dataclass(frozen=True)
class Server:
    url: str
    process: subprocess.Popen[str]
    log: list[str]
    reader: threading.Thread

    @property
    def sparql(self) -> str:
        return self.url + "sparql"

    def get(self, query: str, accept: str = "*/*", **more: str) -> Answer:
        return ask(f"{self.sparql}?{urlencode({'query': query, **more})}", Accept=accept)


def started(store: Path, *options: str) -> Server:
    call = [sys.executable, "-m", "himagraph_cli.main", "serve", "--port", "0", "--store", str(store), *options]
    process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    found = re.search(r"http://\S+/", process.stderr.readline())
    assert found, process.stderr.read()
    log: list[str] = []
    reader = threading.Thread(target=_drained, args=(process, log))
    reader.start()
    return Server(found[0], process, log, reader)


def _drained(process: subprocess.Popen[str], log: list[str]) -> None:
    assert process.stderr
    with process.stderr as stream:
        log.extend(stream)


def stopped(server: Server, number: int = signal.SIGTERM) -> int:
    """The exit code of a server that is told to stop."""
    server.process.send_signal(number)
    code = server.process.wait(timeout=30)
    server.reader.join(timeout=30)
    return code


@pytest.fixture(scope="session")
def server(store: Path) -> Iterator[Server]:
    """A server of the session's store."""
    found = started(store, "--timeout", "20", "--workers", "2")
    yield found
    assert stopped(found) == 0
