"""A store behind an address answers like the one on disk; what is no endpoint is one clear message."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import Hima
from himagraph.errors import QuerySyntaxError, StoreUnavailable
from himagraph.store import connect
from himagraph_cli.main import app
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


@pytest.fixture(scope="module")
def answered(store: Path) -> Callable[[tuple[str, ...], Path | str], tuple[int, str]]:
    """The exit code of a call in this process, and what it prints, by the store."""

    def run(call: tuple[str, ...], where: Path | str) -> tuple[int, str]:
        form = () if call[0] in DOCUMENTS else ("--json",)
        ran = CliRunner().invoke(app, [*call, *form, "--store", str(where)])
        return ran.exit_code, ran.stdout

    return run


@pytest.mark.parametrize("call", [*calls(*STORELESS), *QUERIES], ids=" ".join)
def test_every_command_answers_from_an_endpoint_like_from_the_disk(
    answered: Callable[[tuple[str, ...], Path | str], tuple[int, str]],
    store: Path,
    endpoint: str,
    call: tuple[str, ...],
) -> None:
    code, out = answered(call, store)
    assert answered(call, endpoint) == (code, out)
    if out and call[0] not in DOCUMENTS:
        json.loads(out)


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


def test_a_build_does_not_write_to_an_address(hima: Hima) -> None:
    ran = hima("build", "--store", "http://127.0.0.1:1/query")
    assert ran.code == 2
    assert "--store PATH" in ran.err


def test_no_proxy_stands_between_us_and_this_machine() -> None:
    """The tests ask 127.0.0.1; a proxy of the environment would answer in its place."""
    assert urllib.request.proxy_bypass("127.0.0.1") or "http" not in urllib.request.getproxies()
