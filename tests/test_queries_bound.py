"""How the parameters of a query become terms, and how terms get into a query."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from himagraph import queries, vocab
from himagraph.errors import UsageError
from himagraph.queries import EVERY, bind, bound, guess, parse
from himagraph.store.local import LocalStore

# --- values given -------------------------------------------------------------------------------------------------

WITH_ALL = parse(
    "all",
    """#+ param who: entity
#+ param only: source = *
#+ param many: number = *
#+ param date: date = 2025
#+ param lang: lang = en
SELECT ?x WHERE { }""",
)


def test_values_become_terms_of_the_declared_type() -> None:
    terms = bound(WITH_ALL, {"who": "yinwang", "only": ["a", "b", "a"], "many": ["1", "-2.50"], "date": "2025-Q2"})
    day, decimal = NamedNode(vocab.XSD + "date"), NamedNode(vocab.XSD + "decimal")
    assert terms == {
        "who": NamedNode(vocab.ENTITY + "yinwang"),
        "only": [NamedNode(vocab.SOURCE + "a"), NamedNode(vocab.SOURCE + "b")],
        "many": [Literal("1", datatype=decimal), Literal("-2.50", datatype=decimal)],
        "date": Literal("2025-06-30", datatype=day),
        "lang": Literal("en"),
    }


@pytest.mark.parametrize("given_", [{}, {"only": "*"}, {"only": []}, {"only": None}, {"only": ["a", "*"]}])
def test_a_star_or_nothing_leaves_a_parameter_open(given_: dict[str, object]) -> None:
    assert bound(WITH_ALL, {"who": "yinwang", **given_})["only"] is EVERY


def test_entities_and_sources_are_found_by_those_who_know_their_names() -> None:
    terms = bound(WITH_ALL, {"who": "YINWANG", "only": "A"}, find=str.lower, find_source=str.lower)
    assert terms["who"] == NamedNode(vocab.ENTITY + "yinwang")
    assert terms["only"] == [NamedNode(vocab.SOURCE + "a")]


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({}, "needs the parameter who"),
        ({"who": "x", "whom": "y"}, "no parameter 'whom'"),
        ({"who": ["x", "y"]}, "takes one who, not 2"),
        ({"who": "x y"}, "not an IRI"),
        ({"who": "x> } #"}, "not an IRI"),
        ({"who": "x", "only": ["a", "x>"]}, "not an IRI"),
        ({"who": "x", "date": "yesterday"}, "not a date"),
        ({"who": "x", "lang": "fr"}, "not a language"),
        ({"who": "x", "lang": "\udcff"}, "not a language"),
        ({"who": "\udcff"}, "not an IRI"),
        *(
            ({"who": "x", "many": no}, "not a number")
            for no in ("", "1e9", "NaN", "0x1", "1_0", "٣", " 1", "1 . ?s ?p ?o")
        ),
    ],
)
def test_a_value_that_cannot_be_a_term_is_refused_with_its_parameter(given_: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        bound(WITH_ALL, given_)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(UsageError, match="not valid Unicode"):
        bound(parse("q", "#+ param words: text\nASK {}"), {"words": "\ud800"})
    with pytest.raises(UsageError, match="not valid Unicode"):
        guess("\udcff")


# --- binding ------------------------------------------------------------------------------------------------------

EMPTY = LocalStore(pyoxigraph.Store(), "memory")
YES = Literal("yes")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("?s ?p $x .", '?s ?p "yes" .'),
        ("?s ?p ?x .", '?s ?p "yes" .'),
        ("FILTER($x=?y)", 'FILTER("yes"=?y)'),
        ("hima:has?x", 'hima:has"yes"'),
        ("?a<?x", '?a<"yes"'),
        ("{?x}", '{"yes"}'),
        ("SELECT $x ?y WHERE { ?y ?p $x }", 'SELECT ("yes" AS ?x) ?y WHERE { ?y ?p "yes" }'),
        ("SELECT (STRLEN($x) AS ?n) { }", 'SELECT (STRLEN("yes") AS ?n) { }'),
        ("SELECT ?n { { select ?x {} } }", 'SELECT ?n { { select ("yes" AS ?x) {} } }'),
        ("} ORDER BY $x ?y", '} ORDER BY ("yes") ?y'),
        ("} ORDER BY DESC($x) LIMIT 5", '} ORDER BY DESC("yes") LIMIT 5'),
        ("} GROUP BY $x HAVING ($x)", '} GROUP BY ("yes") HAVING ("yes")'),
        ("VALUES ?y { $x }", 'VALUES ?y { "yes" }'),
    ],
)
def test_a_parameter_is_bound_where_it_stands(text: str, after: str) -> None:
    assert bind(text, {"x": YES}) == after


@pytest.mark.parametrize(
    "text",
    [
        '"$x"',
        "'?x'",
        '"""a "quoted" $x"""',
        "'''it's $x'''",
        r'"\" $x"',
        "<https://example.org/$x?x>",
        "# $x\n",
        "?s a <https://example.org/#> . # ?x",
        "?xs $xy ?x1 ?x_ ?xé ?x· ?x\u0301",
        "$y ?only",
        "hima:a\\$x",
        r"id:a\#b\?x",
        "x ?? x",
        "@x",
    ],
)
def test_what_only_looks_like_a_parameter_stays(text: str) -> None:
    assert bind(text, {"x": YES}) == text


def test_an_escaped_sign_in_a_prefixed_name_starts_no_comment() -> None:
    assert bind(r"id:a\#b ?p $x", {"x": YES}) == r'id:a\#b ?p "yes"'


def test_several_terms_stand_side_by_side_and_an_open_one_is_undef() -> None:
    both = [NamedNode("https://example.org/a"), Literal("b")]
    assert bind("VALUES ?y { $x }", {"x": both}) == 'VALUES ?y { <https://example.org/a> "b" }'
    assert bind("VALUES ?y { $x }", {"x": []}) == "VALUES ?y {  }"
    assert bind("VALUES ?y { $x }", {"x": EVERY}) == "VALUES ?y { UNDEF }"


def test_lines_keep_their_numbers_and_our_prefixes_need_no_declaration() -> None:
    text = bind("SELECT $x ?y {\n  BIND(STR(id:yinwang) AS ?y)\n} ORDER BY $x", {"x": YES})
    assert text.splitlines()[2] == '} ORDER BY ("yes")'
    assert list(EMPTY.select(text)) == [{"x": "yes", "y": vocab.ENTITY + "yinwang"}]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_went_in(value: str) -> None:
    text = (
        "SELECT $x ?length WHERE { BIND(STR($x) AS ?same) BIND(STRLEN($x) AS ?length) FILTER(?same = $x) } ORDER BY $x"
    )
    rows = list(EMPTY.select(bind(text, {"x": Literal(value)})))
    assert rows == [{"x": value, "length": len(value)}]


QUIET = st.one_of(
    st.text("abz $?x{}()#<>'\\\"\n", max_size=12).map(lambda text: f"{Literal(text)} "),
    st.text("abz$?x()#'/", max_size=12).map(lambda text: f"<https://example.org/{text}> "),
    st.text("abz $?x{}()<>'\"", max_size=12).map(lambda text: f"# {text}\n"),
    st.text("abyz", min_size=1, max_size=5).map(lambda text: f"?x{text} "),
    st.text("abyz", min_size=1, max_size=5).map(lambda text: f"${text}x "),
    st.sampled_from(
        ["hima:hasIssuer ", "{ ", "} ", "( ", ") ", ". ", "; ", "FILTER ", "id:yinwang ", "5 ", "<= ", "&& "]
    ),
)


@settings(max_examples=300)
@given(st.lists(QUIET, max_size=8), st.lists(QUIET, max_size=8), st.sampled_from("$?"))
def test_exactly_the_parameter_is_replaced_whatever_stands_around_it(
    before: list[str], after: list[str], sign: str
) -> None:
    head, tail = "".join(before) + " ", " " + "".join(after)
    assert bind(f"{head}{sign}x{tail}", {"x": YES}) == f'{head}"yes"{tail}'


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("<https://example.org/a>", NamedNode("https://example.org/a")),
        ("id:yinwang", NamedNode(vocab.ENTITY + "yinwang")),
        ("claim:a/b", NamedNode(vocab.CLAIM + "a/b")),
        ("5", Literal(5)),
        ("-5.50", Literal("-5.50", datatype=NamedNode(vocab.XSD + "decimal"))),
        ("2025-06-01", Literal("2025-06-01", datatype=NamedNode(vocab.XSD + "date"))),
        ("Yinwang", Literal("Yinwang")),
        ("id:x> } #", Literal("id:x> } #")),
        ("http://x", Literal("http://x")),
    ],
)
def test_a_value_without_a_type_is_read_by_its_form(text: str, term: queries.Bound) -> None:
    assert guess(text) == term


HEADER = """#+ summary: One: two
#+ summary@zh: 一
#+ description: A
#+ description: b.
#+ description@zh: 甲，
#+ description@zh: 乙。
#+ topic: start
#+ param x: text = a = b
#+ example x: c: d
#+ columns: a b
"""


def test_a_header_is_read_line_by_line_up_to_the_query() -> None:
    query = parse("q", HEADER + "SELECT ?a ?b {}\n#+ param late: text\n")
    assert (query.summary, query.summary_zh) == ("One: two", "一")
    assert (query.description, query.description_zh, query.topic) == ("A b.", "甲，乙。", "start")
    assert query.parameters == (queries.Parameter("x", "text", "a = b", "c: d"),)
    assert query.columns == ("a", "b")
