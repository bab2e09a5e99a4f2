"""Queries of one's own are asked in processes that end when their time, size or memory does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from himagraph.errors import LimitReached, QuerySyntaxError, StoreUnavailable
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore, connect
from himagraph.workers import Limits, WorkerStore

RUNAWAY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
ALL = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture
def own(store: Path) -> Iterator[WorkerStore]:
    opened = connect(store)
    assert isinstance(opened, LocalStore)
    worker = WorkerStore(opened)
    yield worker
    worker.close()


def gone(pid: int, seconds: float = 5.0) -> bool:
    """Whether the process ends while it is watched for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_the_answers_are_those_of_the_store_itself(own: WorkerStore, store: Path) -> None:
    local = connect(store)
    rows = "SELECT ?x ?label ?none { ?x a hima:Brand ; rdfs:label ?label } ORDER BY ?x ?label"
    assert own.select(rows) == local.select(rows)
    assert own.select(rows, 3) == local.select(rows, 3)
    numbers = "SELECT ?n { ?s ?p ?n FILTER(isNumeric(?n)) } ORDER BY ?n"
    assert own.select(numbers) == local.select(numbers)
    assert own.ask("ASK { ?x a hima:Brand }") is True
    triples = "CONSTRUCT { ?x a hima:Brand } WHERE { ?x a hima:Brand }"
    assert own.construct(triples) == local.construct(triples)
    assert len(own.construct(triples, 2)) == 2


@pytest.mark.parametrize(
    "sparql", ["SELECT * {}", "SELECT ?x {}", "SELECT ?x { FILTER(false) }", "SELECT ?x { VALUES ?x { UNDEF 1 } }"]
)
def test_rows_without_values_are_counted(own: WorkerStore, store: Path, sparql: str) -> None:
    assert own.select(sparql) == connect(store).select(sparql)


@pytest.mark.parametrize("sparql", ["ASK {}", "CONSTRUCT WHERE { ?s a hima:Brand }"])
def test_a_query_of_another_form_says_so(own: WorkerStore, sparql: str) -> None:
    with pytest.raises(QuerySyntaxError, match="brings no rows"):
        own.select(sparql)
    with pytest.raises(QuerySyntaxError, match="brings no triples"):
        own.construct("ASK {}")


def test_a_runaway_is_killed_and_the_next_question_is_answered(own: WorkerStore) -> None:
    own.ask("ASK {}")
    pid = own.pid
    assert pid
    with pytest.raises(LimitReached, match=r"longer than 0\.5 seconds"):
        own.within(0.5).select(RUNAWAY)
    assert gone(pid, 1.0)
    assert own.ask("ASK {}")
    assert own.pid != pid


def test_a_runaway_ends_though_nobody_is_left_to_kill_it(store: Path) -> None:
    script = f"""
import sys, himagraph
from himagraph.workers.message import Request, request_head, send
kg = himagraph.open({str(store)!r})
kg.ask("ASK {{}}")
worker = kg._worker._worker
send(worker._process.stdin, request_head(Request({RUNAWAY!r}, {{"rows": "text/csv"}}, 1.0, 10**9)))
print(worker.pid, flush=True)
sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    assert gone(pid)


def test_no_process_is_left_when_the_library_is_done(store: Path) -> None:
    script = f"import himagraph; kg = himagraph.open({str(store)!r}); kg.ask('ASK {{}}'); print(kg._worker.pid)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    assert gone(int(done.stdout))
    assert done.stderr == ""


def test_limits_of_size_text_and_memory_are_named(store: Path) -> None:
    opened = connect(store)
    assert isinstance(opened, LocalStore)
    small = WorkerStore(opened, Limits(seconds=60, size=2**20, memory=2**28, text=1000))
    with pytest.raises(LimitReached, match="more than 1 MiB"):
        small.select(ALL)
    with pytest.raises(LimitReached, match="The query has more than"):
        small.select("SELECT * { " + "# long\n" * 1000 + "}")
    with pytest.raises(LimitReached, match="more than its process could take"):
        small.select("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f")
    assert small.ask("ASK {}")
    small.close()


def test_a_query_nested_beyond_measure_ends_its_process_only(own: WorkerStore) -> None:
    with pytest.raises((LimitReached, QuerySyntaxError)):
        own.select("SELECT * { " + "{" * 100_000 + "}" * 100_000 + " }")
    assert own.ask("ASK {}")


def test_a_store_in_memory_is_asked_in_a_worker_too() -> None:
    graph = pyoxigraph.Store()
    graph.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode("https://example.org/x") for _ in range(3))))
    kg = KnowledgeGraph(LocalStore(graph, "memory"))
    assert len(kg.select("SELECT * { ?s ?p ?o }")) == 1


def test_a_store_that_went_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    pyoxigraph.Store(str(folder)).flush()
    kg = KnowledgeGraph(LocalStore.open(folder, "the-store"))
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(StoreUnavailable, match="the-store"):
        kg.select("SELECT * { ?s ?p ?o }")


def test_a_worker_cannot_open_a_socket_or_start_a_program() -> None:
    script = """
import socket, subprocess
from himagraph.workers import confine
if confine.network():
    for call in (socket.socket, lambda: subprocess.run(["true"])):
        try:
            call()
        except PermissionError:
            continue
        raise SystemExit("it could")
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_modules_of_the_folder_that_it_runs_in_are_never_loaded(store: Path, tmp_path: Path) -> None:
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('loaded')")
    script = f"import himagraph; print(himagraph.open({str(store)!r}).ask('ASK {{}}'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
