"""Every competency question and every named query answers alike, by value, from the embedded store, from the Oxigraph
server and from Virtuoso; where Virtuoso errs, it is said here and in docs/scaling.md."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from competency_questions import Answer, ask, compare, load_questions
from himagraph.errors import HimagraphError
from himagraph.library import KnowledgeGraph
from himagraph.store import Table
from himagraph.store.remote import RemoteStore
from pinned import CASES
from sparql_servers import oxigraph, virtuoso

ENGINES = {"oxigraph": oxigraph, "virtuoso": virtuoso}
QUESTIONS = load_questions()
_PATHS = "its compiler fails on the path (SQ156, SQ200)"
_JANUARY = "a year equals its January"
#: The cases of named queries that Virtuoso 7.2.5 answers otherwise, and why.
DEVIATIONS: dict[str, dict[str, str]] = {
    "oxigraph": {},
    "virtuoso": {
        "compare-deliveries": _JANUARY,
        "contested-figures": _JANUARY,
        "everyone-above": _PATHS,
        "ownership-chain": _PATHS,
        "ownership-chain@company": _PATHS,
    },
}


class AskedOnce(RemoteStore):
    """A store that is asked each query once, as nobody writes to it: what a question asks, others ask too."""

    def __init__(self, url: str) -> None:
        # A server that is asked beside other tests is slow.
        super().__init__(url, timeout=120)
        self._tables: dict[tuple[str, int | None], Table] = {}

    def within(self, timeout: float | None) -> AskedOnce:
        return self

    def select(self, sparql: str, limit: int | None = None) -> Table:
        if (sparql, limit) not in self._tables:
            self._tables[sparql, limit] = super().select(sparql, limit)
        return self._tables[sparql, limit]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def url(engine: str, whole: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the whole record."""
    folder = tmp_path_factory.mktemp(engine)
    dump = folder / "all.nq"
    dump.write_text(whole.export("nquads"), encoding="utf-8")
    with ENGINES[engine](dump, folder) as url:
        yield url


@pytest.fixture(scope="module")
def far(url: str) -> KnowledgeGraph:
    return KnowledgeGraph(AskedOnce(url))


# Each engine has few tests with much in them: tests that run side by side would each start a server.


def test_every_competency_question_finds_its_answer_behind_an_address(far: KnowledgeGraph) -> None:
    answers: dict[str, Answer] = {}
    wrong: dict[str, list[str]] = {}
    for name, question in QUESTIONS.items():
        command = question["ask"]
        if command not in answers:
            answers[command] = ask(question, far)
        wrong[name] = compare(question, answers[command])
    assert {name: faults for name, faults in wrong.items() if faults} == {}


def test_every_named_query_has_the_same_rows_behind_an_address_but_where_the_engine_errs(
    far: KnowledgeGraph, engine: str, whole: KnowledgeGraph
) -> None:
    assert {name for name in CASES if differs(name, whole, far)} == DEVIATIONS[engine].keys()


def differs(name: str, here: KnowledgeGraph, there: KnowledgeGraph) -> bool:
    """Whether the case has other rows behind the address, or the engine fails on it."""
    case = CASES[name]
    wanted = list(here.query(case.query, **case.parameters))
    try:
        return list(there.query(case.query, **case.parameters)) != wanted
    except HimagraphError:
        return True


@pytest.mark.parametrize("engine", ["virtuoso"], indirect=True, scope="module")
def test_what_a_server_cuts_off_is_fetched_page_by_page(far: KnowledgeGraph, url: str) -> None:
    sparql = "SELECT ?s ?kind WHERE { ?s hima:hasKind ?kind } ORDER BY ?kind"
    uncut, cut = (store.select(sparql).rows for store in (far.store, RemoteStore(f"{url}&maxrows=100")))
    assert len(uncut) > 200
    assert sorted(map(str, cut)) == sorted(map(str, uncut))
