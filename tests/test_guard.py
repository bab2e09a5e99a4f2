"""Queries that reach out are refused in every disguise, and no request leaves."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from himagraph import guard
from himagraph.errors import Refused
from himagraph.library import KnowledgeGraph

#: `<AT>` stands for the address of a listener.
SERVICES = {
    "plain": "SELECT * { SERVICE <AT> { ?s ?p ?o } }",
    "lower case": "select * { service <AT> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <AT> { ?s ?p ?o } }",
    "glued to SILENT": "SELECT * { SERVICESILENT<AT>{ ?s ?p ?o } }",
    "glued to a prefix": "PREFIX ex: <AT> SELECT * { SERVICEex:sparql{ ?s ?p ?o } }",
    "glued to the empty prefix": "PREFIX : <AT> SELECT * { SERVICE:sparql{ ?s ?p ?o } }",
    "glued and after a comment": "PREFIX ex: <AT> SELECT * { SERVICEex:sparql # so\n { ?s ?p ?o } }",
    "after a comment that ends with a carriage return": "SELECT * { # read\rSERVICE <AT> { ?s ?p ?o }\n }",
    "after an escaped quote": 'SELECT * { FILTER("a\\u0022#" = "x") SERVICE <AT> { ?s ?p ?o }\n }',
    "between escaped quotes": 'SELECT * { FILTER("a\\u0022#" != "x\\u0022)}}#") SERVICE <AT> { ?s ?p ?o }\n }',
    "after what looks like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<AT> { ?s ?p ?o } }",
    "escaped": "SELECT * { \\u0053ERVICE <AT> { ?s ?p ?o } }",
    "escaped long": "SELECT * { \\U00000053ERVICE <AT> { ?s ?p ?o } }",
    "behind an escaped line end": "SELECT * { #\\u000ASERVICE <AT> { ?s ?p ?o }\n }",
    "in a subselect": "SELECT * { { SELECT * { OPTIONAL { SERVICE <AT> { ?s ?p ?o } } } } }",
    "in EXISTS": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <AT> { ?s ?p ?o } } }",
    "by a variable": "SELECT * { BIND(<AT> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "by VALUES": "SELECT * { VALUES ?x { <AT> } SERVICE ?x { ?s ?p ?o } }",
    "in MINUS": "ASK { ?s ?p ?o MINUS { SERVICE <AT> { ?s ?p ?o } } }",
    "in a union": "SELECT * { { ?s ?p ?o } UNION { SERVICE <AT> { ?s ?p ?o } } }",
    "in a graph": "SELECT * { GRAPH ?g { SERVICE <AT> { ?s ?p ?o } } }",
    "glued to a literal": "SELECT * { ?s ?p trueSERVICE <AT> { ?s ?p ?o } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <AT> { ?s ?p ?o } }",
    "in HAVING": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } HAVING(EXISTS { SERVICE <AT> { ?s ?p ?o } })",
    "in a BIND": "SELECT * { BIND(EXISTS { SERVICE <AT> { ?s ?p ?o } } AS ?x) }",
    "in the SELECT clause": "SELECT (EXISTS { SERVICE <AT> { ?s ?p ?o } } AS ?x) {}",
    "in LATERAL": "SELECT * { ?s ?p ?o LATERAL { SERVICE <AT> { ?a ?b ?c } } }",
    "by a prefix of its own name": "PREFIX service: <AT> SELECT * { SERVICE service:x { ?s ?p ?o } }",
    "by a base": "BASE <AT> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "between comparisons": "SELECT * { FILTER(1<2&&3>2)SERVICE<AT>{ ?s ?p ?o } }",
    "in DESCRIBE": "DESCRIBE ?s WHERE { SERVICE <AT> { ?s ?p ?o } }",
}
DATASETS = (
    "SELECT * FROM <AT> { ?s ?p ?o }",
    "SELECT * FROM NAMED <AT> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT*FROMNAMED<AT>{?s ?p ?o}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "PREFIX ex: <AT> SELECT * FROMex:g { ?s ?p ?o }",
    "SELECT * #\rFROM <AT>\n{ ?s ?p ?o }",
    "SELECT * \\u0046ROM <AT> { ?s ?p ?o }",
    "SELECT (1<2 AS ?x)FROM#>\n<AT> {}",
    "ASK FROM <AT> {}",
    "DESCRIBE <https://w3id.org/himagraph/id/huawei> FROM <AT>",
    "CONSTRUCT { ?s ?p ?o } FROM <AT> WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <AT> WHERE { ?s ?p ?o }",
    "LOAD <AT>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH <AT>",
)
UPDATES = (
    "INSERT DATA { <AT> <AT> 1 }",
    "PREFIX a: <AT> delete where { ?s ?p ?o }",
    "DELETE DATA { <AT> <AT> 1 }",
    "WITH <AT> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "INSERT DATA { <AT> <AT> 1 } ; DROP ALL",
    "SELECT * {} ; DROP ALL",
    "# harmless\rCLEAR ALL",
    "CLEAR ALL",
    "drop silent graph <AT>",
    "CREATE GRAPH <AT>",
    "COPY <AT> TO DEFAULT",
    "ADD DEFAULT TO <AT>",
    "MOVE <AT> TO DEFAULT",
)
HARMLESS = (
    "SELECT * { ?s ?p 'SERVICE <http://x> {} FROM <http://y>' }",
    "PREFIX service: <http://x/> SELECT * { ?s service:x service:y . GRAPH service:g { ?a ?b ?c } }",
    "PREFIX from: <http://x/> SELECT * { ?s from:x from:y }",
    "# SERVICE FROM LOAD INSERT\nSELECT ?service ?from { ?service ?from ?load }",
    "PREFIX s: <http://service/FROM/SERVICE> SELECT * { ?s s:SERVICE <http://x/LOAD> FILTER(?s < 3 && ?s > 2) }",
    'SELECT * { ?s a """INSERT SERVICE "x" DELETE""" }',
    "SELECT (COUNT(*) AS ?n) { ?s ?p \"it\\\"s SERVICE\" , 'it\\'s FROM' }",
    "ASK { ?s ?p 'x'@service }",
    "SELECT * { ?s ?p <http://x/a_(b)> }",
    "SELECT * { _:service ?p _:from . ?load ?insert 'FROM <x>'@en-from }",
    "PREFIX from: <http://x/> SELECT ?x { ?x a from:x } GROUP BY ?x HAVING from:g(?x) ORDER BY from:f(?x)",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the requests that came to it."""
    came: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", came
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("sparql", [*SERVICES.values(), *DATASETS, *UPDATES], ids=lambda one: one[:60])
def test_what_reaches_out_is_refused_and_nobody_is_called(
    kg: KnowledgeGraph, listener: tuple[str, list[str]], sparql: str
) -> None:
    address, came = listener
    text = sparql.replace("<AT>", f"<{address}>")
    with pytest.raises(Refused) as refused:
        guard.check(text)
    asked = [lambda: kg.select(text), lambda: kg.ask(text), lambda: kg.run(text, {})]
    for ask in asked:
        with pytest.raises(Refused, match=refused.value.message[:12]):
            ask()
    assert came == []


@pytest.mark.parametrize("sparql", HARMLESS)
def test_words_in_strings_names_and_comments_are_no_keywords(sparql: str) -> None:
    guard.check(sparql)


def test_the_message_names_what_was_refused() -> None:
    for sparql, said in (
        (SERVICES["plain"], "SERVICE"),
        (DATASETS[0], "FROM"),
        ("LOAD <x:>", "LOAD"),
        ("DROP ALL", "update"),
    ):
        with pytest.raises(Refused, match=said) as refused:
            guard.check(sparql.replace("<AT>", "<http://127.0.0.1/>"))
        assert "Only the built store is read." in refused.value.remedy
        assert refused.value.exit_code == 6
