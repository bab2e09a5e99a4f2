"""The library of named queries: its manners and its rows, which `pinned` holds."""

from __future__ import annotations

import keyword
import re

import pytest
from pyoxigraph import Literal

from himagraph import queries
from himagraph.errors import HimagraphError, NoAnswer, UnknownName, UsageError
from himagraph.examples import by_topic, code, example
from himagraph.kinds import CLAIM_KINDS, Type
from himagraph.library import KnowledgeGraph
from pinned import CASES, asked, shown

NAMES = queries.names()
SOURCES = (
    "caixin-global-2025-06",
    "chinesecars-blog-2025-12",
    "five-car-parade",
    "ichongqing-2025-06-05",
    "ichongqing-2025-12-10",
)
HOSTILE = (
    'x> } # "',
    "x> } UNION { ?s ?p ?o } #",
    '" . ?s ?p ?o . "',
    "a\\",
    "\\u0022 } #",
    "line\nbreak } #",
    "$only ?claim",
    "<https://w3id.org/himagraph/id/yinwang>",
    "UNDEF",
    "https://w3id.org/himagraph/id/yinwang> ?p ?o . <x",
)


def takes(name: str, parameter: str) -> bool:
    return parameter in {one.name for one in queries.load(name).parameters}


# --- what the library holds ---------------------------------------------------------------------------------------


def test_the_library_has_at_least_40_queries_that_differ_by_more_than_a_constant() -> None:
    plain = {re.sub(r'"[^"]*"|\bid:[\w-]+', "CONSTANT", " ".join(code(queries.load(name)).split())) for name in NAMES}
    assert len(plain) == len(NAMES) >= 40


def test_every_query_has_rows_pinned_by_hand_and_no_rows_are_left_over() -> None:
    assert {found.query for found in CASES.values()} == set(NAMES)
    assert all(stem.partition("@")[0] == found.query for stem, found in CASES.items())


@pytest.mark.parametrize("stem", CASES)
def test_a_query_brings_the_rows_that_the_seeds_hold(kg: KnowledgeGraph, stem: str) -> None:
    wanted = CASES[stem]
    table = kg.query(wanted.query, **wanted.parameters)
    assert list(table.columns) == wanted.columns
    assert shown(table) == wanted.rows


@pytest.mark.parametrize("name", NAMES)
def test_a_header_says_in_both_languages_what_is_answered_and_in_columns_what_comes_back(
    kg: KnowledgeGraph, name: str
) -> None:
    query = queries.load(name)
    assert query.summary
    assert not query.summary.endswith(".")
    assert re.search("[\u4e00-\u9fff]", query.summary_zh)
    assert query.description.endswith(".")
    assert query.description_zh.endswith("。")
    assert len(re.findall("[\u4e00-\u9fff]", query.description_zh)) > 0.15 * len(query.description)
    assert set(re.findall("`[^`]+`", query.description_zh)) >= set(re.findall("`[^`]+`", query.description))
    case = asked(name)
    assert query.columns == kg.query(name, **case.parameters).columns


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_which_graphs_it_reads(name: str) -> None:
    query = queries.load(name)
    graphs = ("?", "$", "graph:computed", "graph:register", "graph:judgements")
    named = any(f"GRAPH {one}" in query.text for one in graphs)
    assert ("named graph" in query.description) or ("current view (default graph)" in query.description)
    assert named == ("named graph" in query.description) == ("命名图" in query.description_zh)
    assert ("(default graph)" in query.description) == ("（默认图）" in query.description_zh)


def test_every_query_has_a_topic_and_every_topic_has_queries_and_a_name_in_both_languages() -> None:
    found = by_topic([queries.load(name) for name in NAMES])
    assert sum(map(len, found.values())) == len(NAMES)
    assert all(found.values())
    assert all(set(title) == set(queries.LANGUAGES) for title in queries.topics().values())


@pytest.mark.parametrize("name", NAMES)
def test_a_query_can_be_asked_as_it_stands_with_the_examples_of_its_header(kg: KnowledgeGraph, name: str) -> None:
    query = queries.load(name)
    for parameter in query.parameters:
        assert parameter.default is not None or parameter.example is not None
    given = re.findall(r"^#\+ example (\w+):", query.text, re.MULTILINE)
    assert given == [parameter.name for parameter in query.parameters if parameter.example is not None]
    assert kg.store.select(example(query)).columns == query.columns
    assert "$" not in re.sub(r'"[^"]*"', "", example(query))


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_declared_and_used_and_share_no_name_with_a_variable(name: str) -> None:
    query = queries.load(name)
    declared = {parameter.name for parameter in query.parameters}
    assert set(re.findall(r"\$(\w+)", code(query))) == declared
    assert not declared & set(re.findall(r"\?(\w+)", code(query)))
    for parameter in query.parameters:
        assert parameter.type in queries.PARAMETER_TYPES
        assert not keyword.iskeyword(parameter.name)
        assert parameter.name not in ("self", "name"), "kg.query takes these itself"


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_that_may_be_left_open_stands_in_values_only(name: str) -> None:
    query = queries.load(name)
    for parameter in query.parameters:
        if parameter.default == queries.ALL:
            used = len(re.findall(rf"\${parameter.name}\b", code(query)))
            assert used == len(re.findall(rf"VALUES \?\w+ {{ \${parameter.name} }}", code(query)))


@pytest.mark.parametrize("stem", CASES)
def test_rows_come_in_an_order_that_leaves_no_ties(kg: KnowledgeGraph, stem: str) -> None:
    case = CASES[stem]
    query = queries.load(case.query)
    ordered = re.findall(r"\?(\w+)", query.text[query.text.rindex("ORDER BY") :])
    open_ = {parameter.name for parameter in query.parameters if parameter.default is not None}
    for parameters in (case.parameters, {k: v for k, v in case.parameters.items() if k not in open_}):
        rows = list(kg.query(case.query, **parameters).terms())
        keys = [tuple(str(row.get(name, "")) for name in ordered if name in query.columns) for row in rows]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", [name for name in NAMES if takes(name, "only")])
def test_only_restricts_a_query_to_the_claims_of_those_sources(kg: KnowledgeGraph, name: str) -> None:
    case = asked(name)
    everywhere = kg.query(name, **{**case.parameters, "only": queries.ALL})
    assert kg.query(name, **{**case.parameters, "only": list(SOURCES)}).rows == everywhere.rows
    nothing = shown(kg.query(name, **{**case.parameters, "only": kg.sources_taken(without=list(SOURCES))}))
    if "claim" not in everywhere.columns:
        assert not nothing
        return
    place = everywhere.columns.index("claim")
    unclaimed = [row for row in shown(everywhere) if not row[place]]  # the register is no source
    assert nothing == unclaimed
    assert len(unclaimed) < len(everywhere.rows)
    for source in SOURCES:
        rows = shown(kg.query(name, **{**case.parameters, "only": source}))
        assert rows == [row for row in shown(everywhere) if not row[place] or row[place].startswith(source + "/")]


@pytest.mark.parametrize("name", [name for name in NAMES if takes(name, "lang")])
def test_names_come_in_the_language_asked_for(kg: KnowledgeGraph, name: str) -> None:
    case = asked(name)
    tables = {lang: kg.query(name, **{**case.parameters, "lang": lang}) for lang in queries.LANGUAGES}
    named = [place for place, column in enumerate(tables["en"].columns) if column.endswith("Name")]
    assert named
    for lang, table in tables.items():
        words = [term for row in table.rows for place, term in enumerate(row) if place in named and term is not None]
        assert {term.language for term in words if isinstance(term, Literal)} <= {lang}
    assert len(tables["en"]) == len(tables["zh"])


@pytest.mark.parametrize("stem", CASES)
def test_a_name_stands_only_beside_the_thing_that_it_names(kg: KnowledgeGraph, stem: str) -> None:
    for row in kg.query(CASES[stem].query, **CASES[stem].parameters).terms():
        assert [name for name in row if name.endswith("Name") and name[:-4] not in row] == []


def test_printed_names_are_looked_for_in_every_place_that_holds_an_entity() -> None:
    types = (Type.ENTITY, Type.ENTITIES, Type.PARTY, Type.FIELD, Type.SPEAKER)
    places = {(key.name, key.term) for kind in CLAIM_KINDS for key in kind.all_keys() if key.type in types}
    assert set(re.findall(r'\("(\w+)" hima:(\w+)\)', queries.load("printed-names-of").text)) == places


# --- values that nobody should give --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_hostile_values_are_refused_or_find_nothing_and_never_change_a_query(kg: KnowledgeGraph, name: str) -> None:
    case = asked(name)
    for parameter in queries.load(name).parameters:
        for value in HOSTILE:
            try:
                table = kg.query(name, **{**case.parameters, parameter.name: value})
            except (UsageError, NoAnswer):
                continue
            assert table.columns == queries.load(name).columns
            assert not table.rows, f"{parameter.name}={value!r} brought rows"


def test_an_unknown_query_is_told_with_near_names() -> None:
    with pytest.raises(UnknownName) as caught:
        queries.load("who-own")
    assert "who-owns" in caught.value.candidates
    for name in ("../_about", "_about.rq", "", "who owns", "/etc/passwd"):
        with pytest.raises(HimagraphError):
            queries.load(name)
