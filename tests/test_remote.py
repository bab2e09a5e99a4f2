"""A store behind an address answers like the one on disk; what is no endpoint is one clear message."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import Hima
from himagraph.errors import HimagraphError, LimitReached, QuerySyntaxError, StoreUnavailable
from himagraph.store import connect, remote
from himagraph.store.remote import RemoteStore
from invocations import DOCUMENTS, calls
from places import version_of

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
#: Commands that ask no store: what they print says nothing of an endpoint.
STORELESS = ("queries", "validate")
QUERIES = [
    ("query", "who-owns", "--param", "issuer=yinwang"),
    ("query", "brands-of-maker", "--param", "maker=seres"),
    ("query", "ownership-chain", "--param", "issuer=yinwang"),
    ("who-owns", "Yinwang", "--without", "ichongqing-2025-12-10"),
    ("who-owns", "no such company"),
    ("who-owns", "Chang"),
]


@pytest.fixture(scope="module")
def endpoint(store: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[str]:
    """A real Oxigraph server over what `hima export` wrote."""
    if not OXIGRAPH.exists():
        pytest.skip("the PyPI package oxigraph is not installed")
    folder = tmp_path_factory.mktemp("server")
    dump = folder / "all.nq"
    hima = [sys.executable, "-m", "himagraph_cli.main"]
    subprocess.run([*hima, "export", "--to", "nquads", "-o", str(dump)], env=environment, check=True)
    place = folder / "location"
    subprocess.run([OXIGRAPH, "load", "--location", place, "--file", dump], check=True, capture_output=True)
    with served(place) as url:
        yield url


class served:
    """The address of an Oxigraph server over a folder, while it lasts."""

    def __init__(self, place: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._bind = f"127.0.0.1:{free.getsockname()[1]}"
        self._server = subprocess.Popen(
            [OXIGRAPH, "serve-read-only", "--location", place, "--bind", self._bind],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> str:
        url = f"http://{self._bind}/query"
        for _ in range(200):
            try:
                connect(url).ask("ASK {}")
            except StoreUnavailable:
                time.sleep(0.05)
            else:
                return url
        raise AssertionError("the server did not start")

    def __exit__(self, *error: object) -> None:
        self._server.kill()
        self._server.wait()


@pytest.mark.parametrize("call", [*calls(*STORELESS), *QUERIES], ids=" ".join)
def test_every_command_answers_from_an_endpoint_like_from_the_disk(
    hima: Hima, endpoint: str, call: tuple[str, ...]
) -> None:
    form = () if call[0] in DOCUMENTS else ("--json",)
    local = hima(*call, *form)
    far = hima(*call, *form, "--store", endpoint)
    assert (far.code, far.out) == (local.code, local.out)
    if local.out and form:
        json.loads(far.out)


def test_the_version_of_a_store_can_be_served_as_it_is(store: Path, endpoint: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    with served(version_of(store)) as url:
        assert list(connect(url).select(count)) == list(connect(endpoint).select(count))
    assert list(connect(store).select(count)) == list(connect(endpoint).select(count))


def test_each_form_of_query_has_its_own_call(endpoint: str) -> None:
    far = connect(endpoint)
    assert far.ask("ASK { ?s ?p ?o }")
    assert len(far.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")) == 3
    table = far.select("SELECT ?b ?a WHERE { VALUES (?a ?b) { (1 'x') (2 UNDEF) } } ORDER BY ?a")
    assert list(table) == [{"b": "x", "a": 1}, {"b": None, "a": 2}]
    with pytest.raises(QuerySyntaxError, match="no rows"):
        far.select("ASK { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="no yes or no"):
        far.ask("SELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="refused the query"):
        far.select("SELECT * WHERE {")


# --- what is no endpoint -----------------------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]
_SLOW = threading.Event()


def reply(status: int, kind: str, body: bytes, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers["Content-Length"]))
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head":')


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def silent(handler: BaseHTTPRequestHandler) -> None:
    _SLOW.wait(5)


def drop_by_drop(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not _SLOW.wait(0.05):
        handler.wfile.write(b" ")


RESULTS = "application/sparql-results+json"
LATER = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "not an IRI"}}]}}'
WRONG: dict[str, tuple[Answer, str]] = {
    "a web page": (reply(200, "text/html", b"<!DOCTYPE html><title>Hello</title>"), "not answer with SPARQL results"),
    "nothing": (reply(200, RESULTS, b""), "not answer with SPARQL results"),
    "other JSON": (reply(200, RESULTS, b'{"hello": 1}'), "not answer with SPARQL results"),
    "a broken row": (reply(200, RESULTS, LATER), "not answer with SPARQL results"),
    "not found": (reply(404, "text/html", b"<h1>Not Found</h1>"), "answered 404 Not Found"),
    "a fault": (reply(500, "text/plain", b"out of memory"), "answered 500 .*out of memory"),
    "a page of refusal": (reply(400, "text/html", b"<h1>Bad</h1>"), "answered 400 Bad Request"),
    "a redirect": (reply(302, "text/html", b"", Location="http://127.0.0.1:1/x"), "has moved: http://127.0.0.1:1/x"),
    "half an answer": (cut_short, "cannot be reached|not answer with SPARQL results"),
    "another protocol": (no_http, "cannot be reached"),
    "silence": (silent, "has not answered in 0.4 seconds"),
    "drop by drop": (drop_by_drop, "has not answered in 0.4 seconds"),
}


@pytest.fixture
def server() -> Iterator[Callable[[Answer], str]]:
    """Serves one answer to every POST and gives its address."""
    running: list[ThreadingHTTPServer] = []

    def serve(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                with suppress(BrokenPipeError, ConnectionResetError):
                    answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(made)
        threading.Thread(target=made.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{made.server_address[1]}/query"

    _SLOW.clear()
    yield serve
    _SLOW.set()
    for made in running:
        made.shutdown()
        made.server_close()


@pytest.mark.parametrize(("answer", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_endpoint_is_one_clear_message(
    server: Callable[[Answer], str], answer: Answer, message: str
) -> None:
    url = server(answer)
    with pytest.raises(StoreUnavailable, match=message) as caught:
        RemoteStore(url, timeout=0.4).select("SELECT * WHERE { ?s ?p ?o }")
    assert url in caught.value.message


def test_triples_that_are_none_are_told_too(server: Callable[[Answer], str]) -> None:
    with pytest.raises(StoreUnavailable, match="not answer with SPARQL results"):
        connect(server(WRONG["a web page"][0])).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_answer_without_end_is_cut_off(server: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_SIZE_LIMIT", 1000)
    with pytest.raises(LimitReached, match="has more than"):
        connect(server(reply(200, RESULTS, b" " * 100_000))).select("SELECT * WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/query",
        "http://no.such.host.invalid/query",
        "http://127.0.0.1:99999/",
        "http://",
        "http://[::",
    ],
)
def test_an_address_that_leads_nowhere_is_named(url: str) -> None:
    with pytest.raises(HimagraphError) as caught:
        connect(url).select("SELECT * WHERE { ?s ?p ?o }")
    assert caught.value.exit_code == 4
    assert f"{url} cannot be reached" in caught.value.message


@pytest.mark.parametrize("kind", ["refused", "page", "empty"])
def test_a_command_says_it_in_one_message_and_exits_4(hima: Hima, server: Callable[[Answer], str], kind: str) -> None:
    nothing = b'{"head": {"vars": ["version"]}, "results": {"bindings": []}}'
    url = {
        "refused": "http://127.0.0.1:1/query",
        "page": server(WRONG["a web page"][0]),
        "empty": server(reply(200, RESULTS, nothing)),
    }[kind]
    ran = hima("who-owns", "Yinwang", "--json", "--store", url)
    assert (ran.code, ran.out) == (4, "")
    assert url in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err


def test_a_build_does_not_write_to_an_address(hima: Hima) -> None:
    ran = hima("build", "--store", "http://127.0.0.1:1/query")
    assert ran.code == 2
    assert "--store PATH" in ran.err


def test_no_proxy_stands_between_us_and_this_machine() -> None:
    """The tests ask 127.0.0.1; a proxy of the environment would answer in its place."""
    assert urllib.request.proxy_bypass("127.0.0.1") or "http" not in urllib.request.getproxies()
