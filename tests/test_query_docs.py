"""The named queries and the SPARQL of the pages, as linked data and as a reader finds them."""

from __future__ import annotations

import re
import shlex

import pytest
import rdflib
from pyoxigraph import Store
from rdflib import RDF, RDFS, SH, Namespace

from himagraph import queries, vocab
from himagraph.examples import code, example
from himagraph.library import KnowledgeGraph
from himagraph_cli.main import TOPICS
from pages import ROOT, read, refresh

QUERY = Namespace(vocab.BASE + "query/")
SCHEMA = Namespace("https://schema.org/")
PAGES = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
#: Pages whose commands are run where they are made: from the headers of queries, out of --help, in a copy of the seeds,
#: beside a server, in a folder of their own.
RUN_ELSEWHERE = ("docs/queries.md", refresh.COMMANDS, refresh.CONTRIBUTING, refresh.ENDPOINT, refresh.PICTURE)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "docs" / "queries.ttl")


@pytest.mark.parametrize("page", refresh.WHOLE)
def test_a_page_that_is_made_whole_is_up_to_date(page: str) -> None:
    assert refresh.WHOLE[page]() == read(page)


def test_every_named_query_is_an_example_as_linked_data_with_both_languages(graph: rdflib.Graph) -> None:
    assert {str(node)[len(QUERY) :] for node in graph.subjects(RDF.type, SH.SPARQLExecutable)} == set(queries.names())
    for node in graph.subjects(RDF.type, SH.SPARQLExecutable):
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
        for predicate in (RDFS.comment, rdflib.DCTERMS.description):
            assert {word.language for word in graph.objects(node, predicate)} == {"en", "zh"}
        assert {word.language for word in graph.objects(node, SCHEMA.keywords)} == {"en", "zh"}
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


def test_an_example_runs_with_the_prefixes_that_it_names_and_nothing_else(graph: rdflib.Graph) -> None:
    empty = Store()
    for node, select in graph.subject_objects(SH.select):
        declared = "".join(
            f"PREFIX {graph.value(one, SH.prefix)}: <{graph.value(one, SH.namespace)}>\n"
            for prefixes in graph.objects(node, SH.prefixes)
            for one in graph.objects(prefixes, SH.declare)
        )
        assert str(select) == example(queries.load(str(node)[len(QUERY) :]))
        assert [str(one)[1:] for one in empty.query(declared + str(select)).variables] == list(
            queries.load(str(node)[len(QUERY) :]).columns
        )


@pytest.mark.parametrize("name", queries.names())
def test_an_example_of_a_named_query_shows_something(whole: KnowledgeGraph, name: str) -> None:
    table = whole.store.select(example(queries.load(name)))
    assert table.rows
    for row in table.terms():
        assert [one for one in row if one.endswith("Name") and one[:-4] not in row] == []


def test_the_page_of_queries_has_each_query_whole() -> None:
    page = read("docs/queries.md")
    for name in queries.names():
        query = queries.load(name)
        for text in (f"\n### {name}\n", code(query), query.description, query.description_zh, query.summary_zh):
            assert text in page


def test_the_cookbook_teaches_in_twelve_queries_each_with_its_answer() -> None:
    page = read("docs/cookbook.md")
    assert len(re.findall(r"^## \d+\. ", page, re.MULTILINE)) == 12
    answers = re.findall(r"^```sparql\n(?:(?!```).)*```\n\n```text\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(answers) == 12
    for answer in answers:
        assert re.search(r"^[1-9]\d* rows?\n\Z", answer, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_no_command_of_a_page_escapes_being_run(page: str) -> None:
    assert page in (*refresh.PAGES, *RUN_ELSEWHERE) or "```" not in read(page)
    for kind, block in re.findall(r"^```(\w*)[^\n]*\n(.*?)^```$", read(page), re.DOTALL | re.MULTILINE):
        if page == refresh.COMMANDS or kind in ("console", "sh"):
            continue
        for line in re.findall(r"^\s*(?:\$ )?(hima .*)$", block, re.MULTILINE):
            endless_or_elsewhere = line.startswith("hima serve") or "://" in line
            assert endless_or_elsewhere, f"{page}: put it into a console block, which is run: {line}"


@pytest.mark.parametrize("page", PAGES)
def test_a_command_within_a_sentence_has_a_name_and_options_that_there_are(page: str) -> None:
    text = re.sub(r"^```.*?^```$", "", read(page), flags=re.DOTALL | re.MULTILINE)
    helps = dict(re.findall(r"^## hima ([\w-]+)\n(.*?)(?=^## |\Z)", read(refresh.COMMANDS), re.DOTALL | re.MULTILINE))
    for line in re.findall(r"`hima ([^`]+)`", text):
        name, *rest = shlex.split(line.replace("\n", " "))
        if name == "--help" or page == "CHANGELOG.md":
            continue
        for one in name.split("|"):
            assert one in TOPICS, line
            for option in rest:
                if option.startswith("--"):
                    assert re.search(rf"(?<![\w-]){option.partition('=')[0]}(?![\w-])", helps[one]), line
