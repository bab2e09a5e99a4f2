"""An endpoint that misbehaves: it is asked again where that may help, and else told in one clear message."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from email.utils import formatdate
from pathlib import Path
from time import time

import pytest

from conftest import Hima
from himagraph.errors import HimagraphError, LimitReached, OutOfTime, QuerySyntaxError, StoreUnavailable
from himagraph.store import connect, endpoint
from himagraph.store.endpoint import PAUSES, Endpoint
from himagraph.store.remote import RemoteStore
from misbehaving import RESULTS, Step, cut_short, drop_by_drop, hangs_up, no_http, reply, rows, serving, silent

ALL = "SELECT ?n WHERE { ?s ?p ?n }"


class Clock:
    """A time of its own, in which a pause takes none; `pauses` remembers them."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def patient(url: str, clock: Clock, timeout: float = 30.0) -> RemoteStore:
    """A store that waits by the clock of the test."""
    store = RemoteStore(url, timeout)
    store.endpoint = Endpoint(store.endpoint.shown, timeout, clock, clock.sleep)
    return store


def numbers(store: RemoteStore, sparql: str = ALL, limit: int | None = None) -> list[object]:
    return [row["n"] for row in store.select(sparql, limit)]


# --- asked again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        reply(503, "text/plain", b"busy"),
        reply(502, "text/html", b"<h1>Bad Gateway</h1>"),
        reply(504, "text/plain"),
        reply(429, "text/plain"),
        hangs_up,
        cut_short,
    ],
    ids=["503", "502", "504", "429", "a connection closed", "half an answer"],
)
def test_what_passes_is_asked_again_after_growing_pauses(fault: Step) -> None:
    clock = Clock()
    with serving(fault, fault, rows(1, 2)) as server:
        assert numbers(patient(server.url, clock)) == [1, 2]
        assert len(server.asked) == 3
    assert clock.pauses == list(PAUSES[:2])


def test_after_the_last_try_the_fault_is_told() -> None:
    clock = Clock()
    with serving(reply(503, "text/plain", b"down for repair")) as server:
        with pytest.raises(StoreUnavailable, match=r"answered 503 Service Unavailable: .*down for repair"):
            numbers(patient(server.url, clock))
        assert len(server.asked) == 1 + len(PAUSES)
    assert clock.pauses == list(PAUSES)


@pytest.mark.parametrize(("wish", "pause"), [("3", 3.0), ("0", PAUSES[0]), ("soon", PAUSES[0]), ("-5", PAUSES[0])])
def test_the_pause_that_a_server_wishes_is_kept(wish: str, pause: float) -> None:
    clock = Clock()
    with serving(reply(503, "text/plain", Retry_After=wish), rows(1)) as server:
        assert numbers(patient(server.url, clock)) == [1]
    assert clock.pauses == [pause]


def test_the_pause_may_be_wished_as_a_date() -> None:
    clock = Clock()
    with serving(reply(429, "text/plain", Retry_After=formatdate(time() + 6, usegmt=True)), rows(1)) as server:
        assert numbers(patient(server.url, clock)) == [1]
    (pause,) = clock.pauses
    assert 3 < pause <= 6


@pytest.mark.parametrize(("wish", "timeout"), [("3600", 7200.0), ("5", 2.0)], ids=["too long", "past the deadline"])
def test_a_pause_that_is_too_long_is_not_waited_for(wish: str, timeout: float) -> None:
    clock = Clock()
    with serving(reply(503, "text/plain", Retry_After=wish), rows(1)) as server:
        with pytest.raises(StoreUnavailable, match="answered 503"):
            numbers(patient(server.url, clock, timeout))
        assert len(server.asked) == 1
    assert clock.pauses == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 408, 413, 414, 500, 501])
def test_what_does_not_pass_is_asked_once(status: int) -> None:
    clock = Clock()
    with serving(reply(status, "text/plain", b"no"), rows(1)) as server:
        with pytest.raises(HimagraphError):
            numbers(patient(server.url, clock))
        assert len(server.asked) == 1
    assert clock.pauses == []


def test_a_connection_that_is_refused_is_tried_again() -> None:
    clock = Clock()
    with pytest.raises(StoreUnavailable, match=r"cannot be reached: .*refused"):
        numbers(patient("http://127.0.0.1:1/query", clock))
    assert clock.pauses == list(PAUSES)


# --- how it is asked -----------------------------------------------------------------------------------------------


def test_a_short_query_is_fetched_and_a_long_one_posted() -> None:
    long = f"{ALL} # {'x' * 3000}"
    with serving(rows(1)) as server:
        store = RemoteStore(f"{server.url}?key=a%20b")
        for sparql in (ALL, long):
            assert numbers(store, sparql) == [1]
        assert [one.command for one in server.asked] == ["GET", "POST"]
        assert all(one.query.endswith(sparql) for one, sparql in zip(server.asked, (ALL, long), strict=True))
        assert all("?key=a%20b" in one.path for one in server.asked)
        assert {one.headers["Accept"] for one in server.asked} == {RESULTS}


def test_a_user_and_a_password_in_the_address_are_sent_and_never_shown() -> None:
    with serving(reply(401, "text/plain", b"who are you")) as server:
        url = server.url.replace("http://", "http://ann:s%3Acret@")
        store = RemoteStore(url)
        with pytest.raises(StoreUnavailable, match="answered 401 Unauthorized") as caught:
            numbers(store)
        assert server.asked[0].headers["Authorization"] == "Basic YW5uOnM6Y3JldA=="
        assert "cret" not in f"{caught.value} {store.location}"


def test_an_answer_may_be_packed_or_in_another_format() -> None:
    xml = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="n"/></head><results><result>'
    xml += b'<binding name="n"><literal>1</literal></binding></result></results></sparql>'
    kind = "application/sparql-results+xml; charset=utf-8"
    with serving(reply(200, kind, gzip.compress(xml), Content_Encoding="gzip")) as server:
        assert numbers(RemoteStore(server.url)) == ["1"]
    with serving(reply(200, "text/turtle", b"<urn:a> <urn:b> 1 .")) as server:
        assert len(RemoteStore(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")) == 1


@pytest.mark.parametrize(("value", "yes"), [("1", True), ("0", False)])
def test_a_yes_may_come_as_a_table(value: str, yes: bool) -> None:
    body = b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": {"type": "literal", '
    body += b'"datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "' + value.encode() + b'"}}]}}'
    with serving(reply(200, RESULTS, body)) as server:
        assert RemoteStore(server.url).ask("ASK {}") is yes


# --- cut off -------------------------------------------------------------------------------------------------------


def test_rows_that_a_server_cuts_off_are_fetched_page_by_page() -> None:
    cut = {"X_SPARQL_MaxRows": "2"}
    with serving(rows(3, 1, **cut), rows(1, 2, **cut), rows(3, 4, **cut), rows(5)) as server:
        assert numbers(RemoteStore(server.url)) == [1, 2, 3, 4, 5]
        assert [one.query.split("\n")[-2:] for one in server.asked[1:]] == [
            ["ORDER BY ?n", f"LIMIT 2 OFFSET {start}"] for start in (0, 2, 4)
        ]


def test_a_query_with_an_order_keeps_it_over_the_pages() -> None:
    with serving(rows(9, X_SPARQL_MaxRows="1"), rows(9, X_SPARQL_MaxRows="1"), rows()) as server:
        assert numbers(RemoteStore(server.url), ALL + " ORDER BY DESC(?n)") == [9]
        assert server.asked[1].query.endswith("ORDER BY DESC(?n)\n\nLIMIT 1 OFFSET 0")


@pytest.mark.parametrize("limit", ["LIMIT 10", "OFFSET 1", "LIMIT 10 OFFSET 1", "VALUES ?n { 1 2 3 }"])
def test_half_an_answer_is_no_answer(limit: str) -> None:
    with (
        serving(rows(1, 2, X_SPARQL_MaxRows="2")) as server,
        pytest.raises(LimitReached, match="gives at most 2 rows") as caught,
    ):
        numbers(RemoteStore(server.url), f"{ALL} {limit}")
    assert "ResultSetMaxRows" in caught.value.remedy


def test_a_further_page_that_fails_leaves_no_half() -> None:
    fault = reply(500, "text/plain", b"Error SR353: Sorted TOP clause specifies more then 3 rows")
    with (
        serving(rows(1, 2, X_SPARQL_MaxRows="2"), rows(1, 2, X_SPARQL_MaxRows="2"), fault) as server,
        pytest.raises(LimitReached, match="SR353"),
    ):
        numbers(RemoteStore(server.url))


def test_what_was_asked_for_may_be_no_more_than_the_server_gives() -> None:
    with serving(rows(1, 2, X_SPARQL_MaxRows="2")) as server:
        assert numbers(RemoteStore(server.url), ALL + " LIMIT 2") == [1, 2]
        assert numbers(RemoteStore(server.url), limit=1) == [1]
        assert numbers(RemoteStore(server.url), "SELECT ?n { { SELECT ?n { ?s ?p ?n } LIMIT 9 } } LIMIT 2") == [1, 2]


def test_an_answer_that_calls_itself_a_part_is_refused() -> None:
    part = rows(1, X_SQL_State="S1TAT", X_SQL_Message="Returning incomplete results, query interrupted.")
    with serving(part) as server, pytest.raises(OutOfTime, match="a part of the rows only: Returning incomplete"):
        numbers(RemoteStore(server.url))


# --- what is no endpoint -------------------------------------------------------------------------------------------

LATER = b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "not an IRI"}}]}}'
PAGE = b"<!DOCTYPE html><title>Hello</title>"
TOO_LONG = b"Virtuoso 42000 Error The estimated execution time 421 (sec) exceeds the limit of 400 (sec)."
WRONG: dict[str, tuple[Step, type[HimagraphError], str]] = {
    "a web page": (reply(200, "text/html", PAGE), StoreUnavailable, "SPARQL results but with a web page"),
    "no type": (reply(200, None, PAGE), StoreUnavailable, "something without a type"),
    "a picture": (reply(200, "image/png", b"\x89PNG"), StoreUnavailable, "but with image/png"),
    "nothing": (reply(200, RESULTS), StoreUnavailable, "not answer with SPARQL results that can be read"),
    "other JSON": (reply(200, RESULTS, b'{"hello": 1}'), StoreUnavailable, "not answer with SPARQL results"),
    "a broken row": (reply(200, RESULTS, LATER), StoreUnavailable, "not answer with SPARQL results"),
    "no JSON": (reply(200, RESULTS, b"{"), StoreUnavailable, "not answer with SPARQL results"),
    "a fault of syntax": (
        reply(400, "text/plain", b"syntax\nerror"),
        QuerySyntaxError,
        "refused the query: syntax error",
    ),
    "a page of refusal": (reply(400, "text/html", b"<h1>Bad</h1>"), StoreUnavailable, "answered 400 Bad Request"),
    "no user": (reply(401, "text/plain"), StoreUnavailable, "401 Unauthorized: it wants a user and a password"),
    "no right": (reply(403, "text/plain"), StoreUnavailable, "403 Forbidden: it may not be read"),
    "not found": (reply(404, "text/html", b"<h1>Not Found</h1>"), StoreUnavailable, "answered 404 Not Found: it is"),
    "no method": (reply(405, "text/plain"), StoreUnavailable, "answered 405 Method Not Allowed"),
    "no format": (reply(406, "text/plain"), StoreUnavailable, "answered 406 Not Acceptable"),
    "its time-out": (reply(408, "text/plain"), OutOfTime, "answered 408 Request Timeout"),
    "too large": (reply(413, "text/plain"), LimitReached, "answered 413 .*takes no query of this length"),
    "too long": (reply(414, "text/plain"), LimitReached, "answered 414 .*takes no address of this length"),
    "a fault": (reply(500, "text/plain", b"out of memory"), StoreUnavailable, "answered 500 .*out of memory"),
    "its estimate": (reply(500, "text/plain", TOO_LONG), OutOfTime, "answered 500 .*took it too long"),
    "something new": (reply(599, "text/plain", b"hm"), StoreUnavailable, "answered 599.*hm"),
    "a redirect": (reply(302, "text/html", Location="http://127.0.0.1:1/x"), StoreUnavailable, "has moved: http://127"),
    "silence": (silent, StoreUnavailable, "has not answered in 0.3 seconds"),
    "drop by drop": (drop_by_drop, StoreUnavailable, "has not answered in 0.3 seconds"),
    "too often": (reply(429, "text/plain", Retry_After="60"), LimitReached, "answered 429 .*is asked too often"),
    "a slow gateway": (reply(504, "text/html", PAGE, Retry_After="60"), OutOfTime, "answered 504 Gateway Timeout"),
    "no gateway": (reply(502, "text/html", PAGE, Retry_After="60"), StoreUnavailable, "answered 502 Bad Gateway"),
}


@pytest.mark.parametrize(("step", "error", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_is_one_clear_message(step: Step, error: type[HimagraphError], message: str) -> None:
    with serving(step) as server:
        with pytest.raises(error, match=message) as caught:
            RemoteStore(server.url, timeout=0.3).select(ALL)
        assert type(caught.value) is error
        assert server.url in caught.value.message
        assert caught.value.remedy or error is QuerySyntaxError
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("step", [no_http, cut_short, hangs_up])
def test_an_answer_that_breaks_off_is_told_after_the_last_try(step: Step) -> None:
    with serving(step) as server, pytest.raises(StoreUnavailable, match="cannot be reached"):
        numbers(patient(server.url, Clock()))


def test_triples_that_are_none_are_told_too() -> None:
    for kind, body in (("text/html", PAGE), ("application/n-triples", b"<a> <b>")):
        with serving(reply(200, kind, body)) as server, pytest.raises(StoreUnavailable, match="SPARQL results"):
            connect(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "SIZE_LIMIT", 1000)
    with serving(reply(200, RESULTS, b" " * 100_000)) as server, pytest.raises(LimitReached, match="has more than"):
        connect(server.url).select(ALL)


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
        patient(url, Clock()).select(ALL)
    assert caught.value.exit_code == 4
    assert f"{url} cannot be reached" in caught.value.message


def test_a_certificate_that_nobody_signed_is_told(tmp_path: Path) -> None:
    key, signed = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    try:
        subprocess.run([*make, "-keyout", str(key), "-out", str(signed)], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(signed, key)

    def shake_hands(listening: socket.socket) -> None:
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        hands = threading.Thread(target=shake_hands, args=(listening,), daemon=True)
        hands.start()
        clock = Clock()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}/query"
        with pytest.raises(StoreUnavailable, match="has no certificate that is trusted here") as caught:
            patient(url, clock).select(ALL)
        hands.join()
    assert "SSL_CERT_FILE" in caught.value.remedy
    assert clock.pauses == []


@pytest.mark.parametrize("kind", ["page", "empty"])
def test_a_command_says_it_in_one_message_and_exits_4(hima: Hima, kind: str) -> None:
    nothing = b'{"head": {"vars": ["version"]}, "results": {"bindings": []}}'
    with serving(WRONG["a web page"][0] if kind == "page" else reply(200, RESULTS, nothing)) as server:
        ran = hima("who-owns", "Yinwang", "--json", "--store", server.url)
    assert (ran.code, ran.out) == (4, "")
    assert server.url in ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err
