"""Labels are data: a record whose every text is hostile steers no terminal, no spreadsheet, no Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner, Result

from himagraph import vocab
from himagraph.kinds import CLAIM_KINDS, COMMON, Type
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore
from himagraph_cli import output
from himagraph_cli.main import app
from invocations import DOCUMENTS, calls

FORMULA = "=HYPERLINK(1)"
HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\u009b31m\x7f\b\r\u202eeman\u2066\ufeff | `x` <b>*\\*[l](u)\nForged line\u2028Forged too"
)
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")
FORMATS = ("table", "json", "csv", "tsv", "md", "ttl")

#: The properties whose values people write freely.
FREE = {
    vocab.RDFS_LABEL,
    vocab.DCTERMS + "title",
    vocab.DCTERMS + "publisher",
    *map(vocab.hima, ("hasShortName", "hasNameText", "hasCity", "hasHost", "hasUrl", "hasArticle", "hasTicker")),
    *(
        vocab.hima(key.term + suffix)
        for kind in CLAIM_KINDS
        for key in (*kind.keys, *COMMON)
        for suffix in ("", "Text")
        if key.type in (Type.TEXT, Type.TEXTS, Type.PARTY, Type.FIELD, Type.SPEAKER, Type.NAMED)
    ),
} - {vocab.hima("hasCurrency"), vocab.hima("hasUnit")}

Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def ask(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Runs a command over the bundled record with every free text made hostile."""
    assert isinstance(kg.store, LocalStore)
    folder = tmp_path_factory.mktemp("hostile") / "store"
    hostile = pyoxigraph.Store(str(folder))
    hostile.bulk_extend(_spoilt(quad) for quad in kg.store.graph.quads_for_pattern(None, None, None, None))
    hostile.flush()
    del hostile

    def run(*arguments: str, store: Path = folder) -> Result:
        return CliRunner().invoke(app, [*arguments, "--store", str(store)], catch_exceptions=False)

    return run


def _spoilt(quad: Quad) -> Quad:
    value = quad.object
    if not isinstance(value, Literal) or quad.predicate.value not in FREE:
        return quad
    # What is printed of a party begins with the key that it belongs to.
    begin = "" if quad.predicate == NamedNode(vocab.hima("isPrintedAs")) else FORMULA
    text = begin + value.value + HOSTILE
    spoilt = Literal(text, language=value.language) if value.language else Literal(text)
    return Quad(quad.subject, quad.predicate, spoilt, quad.graph_name)


def test_the_hostile_record_is_hostile(ask: Ask) -> None:
    labels = json.loads(ask("show", "yinwang", "--json").stdout)["entity"]["label"]
    assert labels["en"] == f"{FORMULA}Shenzhen Yinwang Intelligent Technology Co., Ltd.{HOSTILE}"
    assert STEERING.search(labels["zh"])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("call", calls("validate", "queries"), ids=" ".join)
def test_no_text_steers_the_terminal(ask: Ask, call: tuple[str, ...], form: str) -> None:
    for lang in ("en", "zh") if form == "table" else ("en",):
        ran = ask(*call, "--format", form, "--lang", lang)
        assert not STEERING.search(ran.stdout)
        assert not STEERING.search(ran.stderr)
        if form == "table" and call[0] not in (*DOCUMENTS, "cite"):
            assert not re.search(r"^\s*Forged", ran.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    "call", [("who-owns", "SAIC"), ("show", "Yinwagg"), ("path", "SAIC", "xx"), ("find", "zzzzzzz")]
)
def test_no_candidate_steers_the_terminal(ask: Ask, call: tuple[str, ...]) -> None:
    ran = ask(*call)
    assert ran.exit_code == 1
    assert not STEERING.search(ran.stdout + ran.stderr)


@pytest.mark.parametrize("call", calls("validate", "queries", *DOCUMENTS), ids=" ".join)
def test_no_cell_is_a_formula(ask: Ask, call: tuple[str, ...]) -> None:
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        for row in csv.reader(io.StringIO(ask(*call, "--format", form).stdout), delimiter=delimiter):
            for cell in row:
                assert not cell.startswith(("=", "@", "\t", "\r")), cell
                assert not cell.startswith(("+", "-")) or re.fullmatch(r"[+-]?[\d.]+", cell), cell


def test_no_cell_of_the_exported_table_is_a_formula(ask: Ask) -> None:
    for row in csv.reader(io.StringIO(ask("export", "--to", "csv").stdout)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


@pytest.mark.parametrize("call", [("find", "yinwang"), ("show", "yinwang"), ("query", "tests/queries/brands.rq")])
def test_a_markdown_table_has_its_columns_and_no_markup(ask: Ask, call: tuple[str, ...]) -> None:
    lines = ask(*call, "--format", "md").stdout.splitlines()
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert not re.search(r"(?<!\\)[<`*]", "".join(lines[2:]))


def test_rdf_keeps_the_value_that_it_escapes(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "all.nq"
    printed = ask("export", "--to", "nquads").stdout
    assert ask("export", "--to", "nquads", "-o", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == printed
    values = {quad.object.value for quad in pyoxigraph.parse(printed, format=pyoxigraph.RdfFormat.N_QUADS)}
    assert f"{FORMULA}AITO{HOSTILE}" in values
    turtle = ask("who-owns", "yinwang", "--format", "ttl").stdout
    parsed = {quad.object.value for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)}
    assert any(HOSTILE in value for value in parsed)


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\u202eb", "\x07", "é\u0301", "\udc80", "\U0002a6d6"])
def test_a_text_shown_is_one_line_without_steering(text: str) -> None:
    assert not STEERING.search(output.safe(text))
    assert output.line(f"{text}\n{text}").count("\n") == 1


@pytest.mark.parametrize("number", ["-5", "+3.25", "12", "0.5"])
def test_a_number_stays_a_number_in_a_table(number: str) -> None:
    assert output.tabular([{"n": number}], "csv") == f"n\n{number}\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1-1", "@SUM(A1)", "-2+3+cmd|' /C calc'!A0"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert next(csv.reader(io.StringIO(output.tabular([{"x": cell}], "csv").partition("\n")[2]))) == [f"'{cell}"]
