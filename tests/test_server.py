"""The endpoint speaks the SPARQL 1.1 Protocol to real clients, and pages are there to be read."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

import himagraph
from himagraph.errors import QuerySyntaxError
from himagraph.store import connect
from himagraph.store.remote import RemoteStore
from serving import Server, ask, started, stopped

BRANDS = "SELECT ?x ?label WHERE { ?x a hima:Brand ; rdfs:label ?label } ORDER BY ?x ?label"
TRIPLES = "CONSTRUCT { ?x a hima:Brand } WHERE { ?x a hima:Brand }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


# --- the protocol ---


def test_a_query_comes_by_get_by_form_and_direct(server: Server) -> None:
    answers = [
        server.get(BRANDS),
        ask(server.sparql, urlencode({"query": BRANDS}).encode(), Content_Type=FORM),
        ask(server.sparql, BRANDS.encode(), Content_Type=f"{DIRECT}; charset=UTF-8"),
    ]
    assert {one.status for one in answers} == {200}
    assert {one.kind for one in answers} == {JSON}
    assert len({one.body for one in answers}) == 1
    assert "问界" in answers[0].text


@pytest.mark.parametrize("kind", [JSON, XML, "text/csv", "text/tab-separated-values", "application/json", "text/xml"])
def test_rows_come_in_the_format_that_is_accepted(server: Server, kind: str, store: Path) -> None:
    import pyoxigraph as ox

    answer = server.get(BRANDS, kind)
    assert (answer.status, answer.kind) == (200, kind)
    assert answer.headers["vary"].lower().find("accept") >= 0
    if kind != "text/csv":
        known = {"application/json": JSON, "text/xml": XML}
        form = ox.QueryResultsFormat.from_media_type(known.get(kind, kind))
        found = [tuple(row) for row in ox.parse_query_results(answer.body, format=form)]
        assert found == list(connect(store).select(BRANDS).rows)


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_triples_come_in_the_format_that_is_accepted(server: Server, kind: str, store: Path) -> None:
    import pyoxigraph as ox

    answer = server.get(TRIPLES, kind)
    assert (answer.status, answer.kind) == (200, kind)
    found = {quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.from_media_type(kind))}
    assert found == set(connect(store).construct(TRIPLES))
    assert answer.body == server.get(TRIPLES, kind).body


def test_a_yes_or_no_and_a_description_are_answered(server: Server) -> None:
    assert json.loads(server.get("ASK { ?x a hima:Brand }").body)["boolean"] is True
    assert server.get("DESCRIBE id:yinwang").kind == "text/turtle"


def test_weights_are_followed_and_what_cannot_be_had_is_406(server: Server) -> None:
    assert server.get(BRANDS, "text/csv;q=0.3, application/sparql-results+xml;q=0.9, image/png").kind == XML
    refused = server.get(BRANDS, "image/png")
    assert refused.status == 406
    assert JSON in refused.text
    assert server.get(TRIPLES, "text/csv").status == 406


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/sparql-results+json; charset=utf-8", JSON),
        ("text/csv; header=present; q=0.9, application/sparql-results+xml; q=0.1", "text/csv"),
        ("APPLICATION/SPARQL-RESULTS+JSON", JSON),
        ("application/*", JSON),
        ("text/*", "text/csv"),
        ("*", JSON),
        ("*/*;q=0.1, text/csv;q=0", JSON),
        (f"{JSON};q=0, */*;q=0.1", XML),
        ("text/csv;q=much", "text/csv"),
        (";;,,", JSON),
        ("", JSON),
        (f"{JSON};q=0", None),
        ("*/*;q=0", None),
        ("text/html", None),
    ],
)
def test_accept_is_read_as_http_has_it(server: Server, accept: str, kind: str | None) -> None:
    answer = server.get("ASK {}", accept)
    assert (answer.status, answer.kind) == ((200, kind) if kind else (406, "text/plain"))
    assert "accept" in answer.headers["vary"].lower()


def test_the_address_may_name_the_format(server: Server) -> None:
    assert server.get(BRANDS, format="csv").kind == "text/csv"
    assert server.get(TRIPLES, format="jsonld").kind == "application/ld+json"
    assert server.get(BRANDS, format="turtle").status == 406
    assert server.get(BRANDS, format="pdf").status == 400


def test_the_data_set_may_be_named_among_the_graphs_of_the_store(server: Server) -> None:
    graph = "https://w3id.org/himagraph/source/ichongqing-2025-12-10"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    within = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

    def number(query: str, **more: str) -> int:
        return int(json.loads(server.get(query, **more).body)["results"]["bindings"][0]["n"]["value"])

    alone = number(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert number(count, **{"default-graph-uri": graph}) == alone
    assert number(within, **{"default-graph-uri": graph}) == 0
    assert number(within, **{"named-graph-uri": graph}) == 1
    assert number(count, **{"named-graph-uri": graph}) == 0
    form = urlencode({"query": count, "default-graph-uri": graph}).encode()
    assert str(alone) in ask(server.sparql, form, Content_Type=FORM).text
    for name in ("default-graph-uri", "named-graph-uri"):
        assert server.get(count, **{name: "file:///etc/passwd"}).status == 403


def test_a_mistake_is_400_with_line_column_and_hint(server: Server) -> None:
    answer = server.get("SELECT ?x\nWHERE { ?x foaf:name ?y }")
    assert answer.status == 400
    assert answer.kind == "text/plain"
    assert "line 2, column 12" in answer.text
    assert "foaf" in answer.text


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"query=", FORM, 400),
        (b"", FORM, 400),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, 400),
        (b"query=%FF", FORM, 400),
        (b"\xff", DIRECT, 400),
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", f"{DIRECT}; charset=utf-16", 415),
        (b"ASK {}", f'{DIRECT}; charset = "UTF-8"; version=1.1', 200),
        (b"ASK {}", "Application/SPARQL-Query", 200),
        (b"query=ASK%7B%7D", f"{FORM}; charset=iso-8859-1", 415),
        (b"query=%ED%A0%80", FORM, 400),
        (b"query=ASK%7B%7D&default-graph-uri=", FORM, 403),
        (b"query=ASK%7B%7D&named-graph-uri=not+an+iri", FORM, 403),
        (b"ASK " + b"{" * 100_000 + b"}" * 100_000, DIRECT, 413),
        (b"DROP ALL", "application/sparql-update", 403),
        (b"update=DROP+ALL", FORM, 403),
        (b"DROP ALL", DIRECT, 403),
        (b"SELECT * { SERVICE <http://127.0.0.1:1/> {} }", DIRECT, 403),
        (b"SELECT * FROM <http://127.0.0.1:1/> {}", DIRECT, 403),
        (b"# " + b"x" * 3 * 2**20, DIRECT, 413),
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_is_no_question_gets_its_status(server: Server, data: bytes, kind: str, status: int) -> None:
    try:
        assert ask(server.sparql, data, Content_Type=kind).status == status
    except urllib.error.URLError:
        assert status == 413  # the server has closed while the rest was under way


def test_a_head_has_the_headers_of_a_get_and_no_body(server: Server) -> None:
    url = f"{server.sparql}?query={quote(BRANDS)}"
    head, whole = ask(url, method="HEAD"), ask(url)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.kind == whole.kind


def test_a_body_that_is_too_large_is_refused_before_it_comes(server: Server) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {DIRECT}\r\n"
    assert _spoken(server, f"{head}Content-Length: 9999999999\r\nExpect: 100-continue\r\n\r\n").startswith(
        "HTTP/1.1 413"
    )


def test_a_slow_body_is_408_and_a_client_that_leaves_stops_its_query(store: Path) -> None:
    server = started(store, "--timeout", "3", "--workers", "1")
    try:
        began = _children(server.process.pid)
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {DIRECT}\r\n"
        assert _spoken(server, f"{head}Content-Length: 10\r\n\r\nASK").startswith("HTTP/1.1 408")
        with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1].rstrip("/")))) as line:
            line.sendall(f"{head}Content-Length: {len(RUNAWAY)}\r\n\r\n{RUNAWAY}".encode())
            time.sleep(0.3)
        until = time.monotonic() + 10
        while _children(server.process.pid) & began and time.monotonic() < until:
            time.sleep(0.05)
        assert not _children(server.process.pid) & began
        # Another process takes its place; on a busy machine it may need longer to start than a query may take.
        while server.get(BRANDS).status != 200:
            assert time.monotonic() < until + 20
    finally:
        code = stopped(server)
    assert code == 0
    assert " 499 " in "".join(server.log)
    assert "Traceback" not in "".join(server.log)


def _spoken(server: Server, text: str) -> str:
    """What the server says to these bytes, to its first line."""
    with socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1].rstrip("/"))), timeout=20) as line:
        line.sendall(text.encode())
        return line.makefile("rb").readline().decode()


def test_other_methods_are_405(server: Server) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        answer = ask(server.sparql, b"", method=method)
        assert answer.status == 405
        assert "POST" in answer.headers["allow"]


def test_without_a_query_the_service_describes_itself(server: Server) -> None:
    answer = ask(server.sparql, Accept="text/turtle")
    assert (answer.status, answer.kind) == (200, "text/turtle")
    assert "http://www.w3.org/ns/sparql-service-description#Service" in answer.text
    assert server.sparql in answer.text
    assert ask(server.sparql, Accept="image/png").status == 406


def test_a_long_answer_is_compressed_for_those_who_can_read_it(server: Server) -> None:
    url = f"{server.sparql}?query={quote(BRANDS)}"
    plain, packed = ask(url), ask(url, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    for refused in ("gzip;q=0", "br", "identity, *;q=0"):
        answer = ask(url, Accept_Encoding=refused)
        assert answer.body == plain.body
        assert "accept-encoding" in answer.headers["vary"].lower()


def test_pages_of_others_may_ask_only_where_they_are_let(server: Server, store: Path) -> None:
    url = f"{server.sparql}?query={quote('ASK {}')}"
    assert "access-control-allow-origin" not in ask(url, Origin="https://example.org").headers
    other = started(store, "--cors", "https://example.org", "--workers", "1")
    try:
        url = f"{other.sparql}?query={quote('ASK {}')}"
        assert ask(url, Origin="https://example.org").headers["access-control-allow-origin"] == "https://example.org"
        assert "access-control-allow-origin" not in ask(url, Origin="https://else.example").headers
    finally:
        code = stopped(other, signal.SIGINT)
    assert code == 0
    said = "".join(other.log)
    assert "GET" in said
    assert "/sparql" in said
    assert "Traceback" not in said


def test_it_listens_to_this_machine_only_and_says_that_it_is_well(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert json.loads(ask(server.url + "health").body)["status"] == "ok"


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)])
def test_an_address_that_others_reach_is_known_as_such(host: str, here: bool) -> None:
    from himagraph.server import listen

    served = listen(host, 0)
    with served.socket:
        assert served.here is here


def test_a_port_that_is_taken_is_one_clear_message(server: Server, store: Path) -> None:
    port = server.url.rsplit(":", 1)[1].rstrip("/")
    call = [sys.executable, "-m", "himagraph_cli.main", "serve", "--port", port, "--store", str(store)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert port in done.stderr


# --- limits ---


def test_runaways_in_all_workers_but_one_leave_others_answering_and_are_gone_after_their_limit(store: Path) -> None:
    server = started(store, "--timeout", "4", "--workers", "3")
    try:
        assert server.get("ASK {}").status == 200
        before = _children(server.process.pid)
        assert len(before) == 3
        with ThreadPoolExecutor(2) as threads:
            runaways = [threads.submit(server.get, RUNAWAY) for _ in range(2)]
            time.sleep(0.5)
            assert [server.get(BRANDS).status for _ in range(5)] == [200] * 5
            assert not any(one.done() for one in runaways)
            late = [one.result() for one in runaways]
        assert [one.status for one in late] == [504, 504]
        assert "4 seconds" in late[0].text
        until = time.monotonic() + 1
        while len(_children(server.process.pid) & before) > 1 and time.monotonic() < until:
            time.sleep(0.02)
        assert len(_children(server.process.pid) & before) == 1
        assert server.get(BRANDS).status == 200
    finally:
        code = stopped(server)
    assert code == 0


def _children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return {int(one) for task in tasks for one in (task / "children").read_text().split()}


def test_a_full_queue_is_503_and_says_when_to_come_again(store: Path) -> None:
    import asyncio

    from himagraph.server.pool import Busy, Pool
    from himagraph.server.protocol import problem
    from himagraph.store import LocalStore
    from himagraph.workers import Limits, Request

    opened = connect(store)
    assert isinstance(opened, LocalStore)
    pool = Pool(opened, Limits(), 1, 1)
    slow = Request(RUNAWAY, {"rows": JSON}, 1.0, 10**6)

    async def three() -> list[object]:
        return await asyncio.gather(*(pool.ask(slow) for _ in range(3)), return_exceptions=True)

    found = asyncio.run(three())
    pool.close()
    full = [one for one in found if isinstance(one, Busy)]
    assert len(full) == 1
    answer = problem(full[0]).response()
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"


def test_a_result_that_is_too_large_is_413_and_nothing_of_it_is_sent(server: Server) -> None:
    answer = server.get("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert answer.status == 413
    assert "MiB" in answer.text
    assert answer.kind == "text/plain"


def test_no_process_is_left_behind_by_a_server_that_is_stopped(store: Path) -> None:
    server = started(store, "--workers", "2")
    server.get("ASK {}")
    children = _children(server.process.pid)
    assert stopped(server) == 0
    assert len(children) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)


# --- standard clients ---


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl_reads_it(server: Server) -> None:
    call = ["curl", "-sS", "-H", "Accept: text/csv", "--data-urlencode", f"query={BRANDS}", server.sparql]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "x,label"
    assert "问界" in done.stdout


@pytest.mark.filterwarnings("ignore")
def test_sparqlwrapper_reads_it(server: Server) -> None:
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(server.sparql)
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        client.setMethod(method)
        client.setQuery(BRANDS)
        client.setReturnFormat(SPARQLWrapper.JSON)
        assert client.query().convert()["head"]["vars"] == ["x", "label"]
    client.setQuery(TRIPLES)
    client.setReturnFormat(SPARQLWrapper.TURTLE)
    assert b"Brand" in client.query().convert()


def test_the_store_of_rdflib_reads_it(server: Server) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(server.sparql))
    brand = rdflib.URIRef("https://w3id.org/himagraph/ontology#Brand")
    assert rdflib.URIRef("https://w3id.org/himagraph/id/aito") in set(graph.subjects(rdflib.RDF.type, brand))


def test_pandas_reads_the_csv_from_its_address(server: Server) -> None:
    import pandas

    frame = pandas.read_csv(f"{server.sparql}?format=csv&query={quote(BRANDS)}")
    assert list(frame.columns) == ["x", "label"]
    assert "问界" in set(frame["label"])


def test_our_own_library_reads_it(server: Server, store: Path) -> None:
    remote, local = himagraph.open(server.sparql), himagraph.open(store)
    assert remote.who_owns("Yinwang").as_json() == local.who_owns("Yinwang").as_json()
    with pytest.raises(QuerySyntaxError, match="line 1"):
        RemoteStore(server.sparql).select("SELECT * { ?x")


# --- pages ---


@pytest.mark.parametrize(
    "path",
    ["id/yinwang", "source/ichongqing-2025-12-10", "claim/ichongqing-2025-12-10/changan-yinwang", "ontology"],
)
def test_a_thing_leads_to_documents_about_it(server: Server, path: str) -> None:
    import pyoxigraph as ox

    accepted = {"text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld"}
    accepted |= {"application/n-triples": "nt", "application/rdf+xml": "rdf"}
    found: list[set[object]] = []
    for kind, ending in accepted.items():
        answer = ask(f"{server.url}{path}", Accept=kind)
        assert (answer.status, answer.headers["location"]) == (303, f"/{path}.{ending}")
        document = ask(f"{server.url}{path}.{ending}")
        assert (document.status, document.kind) == (200, kind)
        if ending != "html":
            found.append({one.triple for one in ox.parse(document.body, format=ox.RdfFormat.from_media_type(kind))})
    assert found[0]
    assert found.count(found[0]) == len(found)
    assert ask(f"{server.url}{path}", Accept="image/png").status == 406


def test_a_page_is_readable_in_both_languages_and_links_on(server: Server) -> None:
    page = ask(f"{server.url}id/yinwang.html")
    assert "引望" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    links = set(re.findall(r'href="(/(?:id|claim|source|concept)/[^"]+)"', page.text))
    assert any(one.startswith("/claim/") for one in links)
    for link in sorted(links)[:5]:
        assert ask(server.url.rstrip("/") + link.partition("#")[0], Accept="text/html").status in (200, 303), link
    assert not re.search(r"<script|https?://[^\"]*\.(?:js|css)", page.text)


def test_what_is_not_there_is_404_with_what_was_meant(server: Server) -> None:
    answer = ask(f"{server.url}id/yinwag.html")
    assert answer.status == 404
    assert 'href="/id/yinwang"' in answer.text
    for path in ("id/<script>alert(1)</script>", "id/a%20b", "claim/no/such", "source/none", "nowhere", "ontology.exe"):
        found = ask(server.url + quote(path, safe="/%"))
        assert found.status in (400, 404), path
        assert "<script>alert" not in found.text


def test_the_first_page_and_the_interactive_page_are_there(server: Server) -> None:
    first = ask(server.url)
    assert first.status == 200
    assert server.sparql in first.text
    assert ask(server.url + "page").text.lower().startswith("<!doctype html")


def test_the_data_set_is_described_in_void(server: Server, store: Path) -> None:
    import pyoxigraph as ox

    answer = ask(server.url + ".well-known/void")
    assert answer.kind == "text/turtle"
    void = "http://rdfs.org/ns/void#"
    found = {one.predicate.value: one.object for one in ox.parse(io.BytesIO(answer.body), format=ox.RdfFormat.TURTLE)
             if one.subject.value == "https://w3id.org/himagraph/dataset"}  # fmt: skip
    assert found[void + "sparqlEndpoint"] == ox.NamedNode(server.sparql)
    count = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } }"
    assert found[void + "triples"].value == str(next(iter(connect(store).select(count)))["n"])
    exported = himagraph.open(store).export("void")
    assert exported == himagraph.open(store).export("void")
    assert "sparqlEndpoint" not in exported


def test_the_page_of_an_entity_shows_its_owners_and_claims_and_goes_on_in_pages(server: Server) -> None:
    first = ask(f"{server.url}id/yinwang.html").text
    assert "Owners of record" in first
    assert "登记股东" in first
    assert re.search(r'href="/id/avatr">[^\n]*?</a></td><td>10%', first)
    assert re.search(r'href="/claim/[^"]+">Yinwang is a subsidiary of Huawei', first)
    assert 'href="/page?entity=yinwang"' in first
    assert re.search(r'href="/source/[^"]+">[^<]+, 20\d\d', first)
    for page in ("0", "999", "x", "-1", "9" * 50):
        assert ask(f"{server.url}id/yinwang.html?page={page}").status == 404


def test_every_term_has_its_place_on_the_page_of_the_ontology(server: Server) -> None:
    page = ask(f"{server.url}ontology.html").text
    for name in ("EquityStake", "hasPercent", "hasWhole"):
        assert f'id="{name}"' in page


def test_a_long_page_goes_on_in_others_and_loses_nothing() -> None:
    from himagraph.server.resource import ROWS, Line, Section, Value, _rows

    lines = [
        Line(Value("p", "p"), Value(str(one), ""), Value(f"s{by}", ""), False) for one in range(400) for by in "ab"
    ]
    section = Section(Value("t", "t"), _rows(lines))
    assert section.pages == -(-400 // ROWS)
    shown = [row for number in range(1, section.pages + 1) for row in section.page(number)]
    assert [row.other.en for row in shown] == [str(one) for one in range(400)]
    assert [one.en for one in shown[0].said_by] == ["sa", "sb"]
    assert section.mostly == shown[0].said_by


def test_the_page_of_a_claim_says_it_in_words_with_its_rank_and_source(server: Server) -> None:
    page = ask(f"{server.url}claim/ichongqing-2025-12-10/changan-yinwang.html").text
    assert "<h1>Changan is reported to hold 10% of Yinwang" in page
    assert "a headline: the press names it" in page
    assert re.search(r'href="https://www\.ichongqing\.info/[^"]+"', page)


def test_nothing_is_404_in_the_form_that_is_read(server: Server) -> None:
    assert ask(server.url + "nowhere", Accept="text/html").kind == "text/html"
    assert ask(server.url + "nowhere").kind == "text/plain"
    for path in ("claim/", "concept/"):
        assert ask(server.url + path, Accept="text/html").status == 404


def test_pages_wear_the_colours_of_the_interactive_page_in_both_themes() -> None:
    from himagraph.picture.bundle import ASSETS
    from himagraph.server.assets import assets

    style, site = (ASSETS / "style.css").read_text(), assets()["site.css"].body.decode()
    theirs, ours = (re.findall(r"--paper: (#\w+);", text) for text in (style, site))
    assert theirs == ours
    assert len(ours) == 2
    used = set(re.findall(r"var\((--[a-z]+)\)", site + assets()["editor.css"].body.decode()))
    known = set(re.findall(r"(--[a-z]+):", site + assets()["editor.css"].body.decode()))
    assert used <= known


def test_hostile_labels_are_shown_as_text() -> None:
    from himagraph.server.pages import templates
    from himagraph.server.resource import Description, Line, Value

    bad = Value("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', 'javascript:"')
    found = Description("https://w3id.org/himagraph/id/x", bad, (bad,), (Line(bad, bad, bad, False),), ())
    sections = [(one.title, one.rows, len(one.rows), one.mostly) for one in found.sections]
    values = {"found": found, "sections": sections, "address": "/id/x", "suffixes": ["ttl"]}
    values |= {"number": 1, "last": 1, "terms": False}
    page = templates().get_template("thing.html.j2").render(values)
    assert "<script>" not in page
    assert "<img" not in page
