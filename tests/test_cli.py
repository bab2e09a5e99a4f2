"""The contract of the command line: exit codes, what goes where, names, environment."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from conftest import Hima
from himagraph import __version__
from himagraph_cli.main import TOPICS, app
from invocations import ANSWERED, DOCUMENTS, SERVING, WRITING, calls

HELP = ("-h", "--help")
Quick = Callable[..., Result]


@pytest.fixture(scope="module")
def quick(environment: dict[str, str]) -> Quick:
    """Runs a command in this process, for what goes over all commands; `hima` starts the real one."""

    def run(*arguments: str) -> Result:
        own = {name: environment[name] for name in ("HIMA_STORE", "XDG_CACHE_HOME")}
        return CliRunner().invoke(app, list(arguments), prog_name="hima", env=own, catch_exceptions=False)

    return run


def told(value: object) -> str:
    """The name of a case: the call as typed, and nothing for what is expected of it."""
    return " ".join(value)[:60] if isinstance(value, tuple) else ""


# --- every command ---


def test_every_command_has_a_call_that_the_tests_go_over() -> None:
    assert set(ANSWERED) | set(WRITING) | set(SERVING) == set(TOPICS)


@pytest.mark.parametrize("call", calls(), ids=told)
def test_every_command_answers_on_stdout_with_exit_0(hima: Hima, call: tuple[str, ...]) -> None:
    ran = hima(*call)
    assert ran.code == 0, ran.err
    assert ran.out.strip()
    assert "Traceback" not in ran.err
    assert "fault of himagraph" not in ran.err


@pytest.mark.parametrize("call", calls(*DOCUMENTS), ids=told)
def test_every_command_prints_valid_json(quick: Quick, call: tuple[str, ...]) -> None:
    ran = quick(*call, "--json")
    assert ran.exit_code == 0, ran.stderr
    value = json.loads(ran.stdout)
    if call[0] == "query":
        assert "head" in value
    else:
        assert value["schema_version"] == 1
        assert value["command"] == call[0]


@pytest.mark.parametrize("call", calls("validate", *DOCUMENTS), ids=told)
def test_csv_and_tsv_have_as_many_columns_in_every_row(quick: Quick, call: tuple[str, ...]) -> None:
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        ran = quick(*call, "--format", form)
        assert ran.exit_code == 0
        assert len({len(row) for row in csv.reader(io.StringIO(ran.stdout), delimiter=delimiter)}) == 1


@pytest.mark.parametrize("call", calls("validate", *DOCUMENTS), ids=told)
def test_every_answer_has_a_table_in_each_language_and_other_formats(quick: Quick, call: tuple[str, ...]) -> None:
    for lang in ("en", "zh", "both"):
        assert quick(*call, "--lang", lang).stdout.strip()
    for form in ("md", "ttl"):
        assert quick(*call, "--format", form).exit_code == 0


@pytest.mark.parametrize("call", calls("validate", *DOCUMENTS), ids=told)
def test_an_answer_names_no_command_that_is_not_there(quick: Quick, call: tuple[str, ...]) -> None:
    ran = quick(*call)
    assert set(re.findall(r"\bhima ([a-z]+(?:-[a-z]+)*)", ran.stdout + ran.stderr)) <= set(TOPICS)


@pytest.mark.parametrize("name", TOPICS)
def test_help_of_every_command_names_its_use_and_the_common_options(quick: Quick, name: str) -> None:
    for flag in HELP:
        ran = quick(name, flag)
        assert ran.exit_code == 0
        assert ran.stdout.startswith(f"Usage: hima {name}")
        assert not ran.stderr
    for option in ("--as-of", "--known-at", "--only", "--without", "--format", "--json", "--lang", "--store"):
        assert option in ran.stdout


def test_help_lists_every_command(hima: Hima) -> None:
    ran = hima("--help", env={"COLUMNS": "110"})
    assert ran.code == 0
    for name in TOPICS:
        assert f"  {name} " in ran.out


def test_help_shows_no_sentence_cut_short(hima: Hima) -> None:
    assert "..." not in hima("--help", env={"COLUMNS": "110"}).out.partition("Commands:")[2]


def test_version_is_that_of_the_library(hima: Hima) -> None:
    ran = hima("--version")
    assert (ran.code, ran.out) == (0, f"himagraph {__version__}\n")


def test_the_second_script_does_the_same() -> None:
    from importlib.metadata import entry_points

    scripts = entry_points(group="console_scripts")
    assert scripts["hima"].value == scripts["himagraph"].value == "himagraph_cli.main:main"


# --- usage: exit 2, nothing on stdout ---


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("who-own", "Yinwang"), "Did you mean who-owns?"),
        (("frobnicate",), "hima --help"),
        (("who-owns",), "Missing argument"),
        (("who-owns", "Yinwang", "--asof", "2025"), "--as-of"),
        (("who-owns", "Yinwang", "--format", "xml"), "'xml' is not one of"),
        (("who-owns", "Yinwang", "--lang", "fr"), "'fr' is not one of"),
        (("who-owns", "Yinwang", "--as-of", "2025-13"), "there is no month 13"),
        (("who-owns", "Yinwang", "--as-of", "2025-02-30"), "has no day 30"),
        (("who-owns", "Yinwang", "--as-of", "yesterday"), "Write it as 2025"),
        (("who-owns", "Yinwang", "--as-of", ""), "is not a date"),
        (("who-owns", "Yinwang", "--known-at", "2025/.."), "has no last day"),
        (("find", "SAIC", "--limit", "0"), "--limit"),
        (("query", "no-such-file.rq"), "There is no file no-such-file.rq"),
        (("query", "SELECT * WHERE { ?s ?p ?o }"), "hima query -"),
        (("query", "x" * 5000), "cannot be read"),
        (("query", "tests/queries/brands.rq", "--param", "entity"), "NAME=VALUE"),
        (("export", "--to", "turtel"), "Did you mean turtle?"),
        (("build", "--store", "http://127.0.0.1:1/query"), "cannot be built here"),
    ],
    ids=told,
)
def test_a_wrong_call_exits_2_and_says_what_to_do(hima: Hima, call: tuple[str, ...], said: str) -> None:
    ran = hima(*call)
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("", "no query"),
        ("SELECT ?x WHERE {\n  ?x a hima:Brand\n", "does not parse: line"),
        ("SELECT ?x WHERE { ?x a nosuch:Brand }", "does not parse"),
    ],
)
def test_a_query_that_does_not_parse_exits_2(hima: Hima, sparql: str, said: str) -> None:
    ran = hima("query", "-", stdin=sparql)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("sparql", ["INSERT DATA { id:a hima:makes id:b }", "DROP ALL", "LOAD <http://127.0.0.1/x>"])
def test_a_query_that_would_write_exits_6(hima: Hima, sparql: str) -> None:
    ran = hima("query", "-", stdin=sparql)
    assert (ran.code, ran.out) == (6, "")


def test_a_query_that_is_not_utf8_exits_2_and_names_the_byte(hima: Hima, tmp_path: Path) -> None:
    file = tmp_path / "latin.rq"
    file.write_bytes(b"SELECT * WHERE { ?s ?p '\xe9' }")
    ran = hima("query", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "byte 24" in ran.err


def test_a_query_is_read_from_stdin_in_utf8_whatever_the_locale(hima: Hima) -> None:
    sparql = 'SELECT ?x WHERE { ?x a hima:Brand ; rdfs:label "问界"@zh }'
    for env in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        assert "id:aito" in hima("query", "-", stdin=sparql, env=env).out


# --- no answer: exit 1 ---


@pytest.mark.parametrize("name", ["who-owns", "holdings", "show", "why"])
def test_an_ambiguous_name_stops_with_candidates(hima: Hima, name: str) -> None:
    ran = hima(name, "SAIC")
    assert (ran.code, ran.out) == (1, "")
    for slug in ("saic-motor", "saic-group"):
        assert f"  {slug} " in ran.err
    assert f"Example: hima {name} saic-" in ran.err

    value = json.loads(hima(name, "SAIC", "--json").out)
    assert (value["command"], value["query"], value["reason"]) == (name, "SAIC", "ambiguous-name")
    assert {"saic-motor", "saic-group"} <= {one["entity"]["id"] for one in value["candidates"]}


def test_a_typo_is_offered_and_never_answered(hima: Hima) -> None:
    ran = hima("who-owns", "Yinwag", "--json")
    assert ran.code == 1
    assert "Did you mean" in ran.err
    value = json.loads(ran.out)
    assert value["reason"] == "unknown-name"
    assert [one["entity"]["id"] for one in value["candidates"]] == ["yinwang"]


def test_a_company_without_a_known_holder_exits_1_and_still_answers(hima: Hima) -> None:
    ran = hima("who-owns", "Chery", "--json")
    assert ran.code == 1
    value = json.loads(ran.out)
    assert (value["owners"], value["reason"]) == ([], "no-holder-of-record")


@pytest.mark.parametrize("text", ["Rivian", "", "💥", "'; DROP", '"} UNION {', "a" * 3000, "\udcff"])
def test_an_unknown_name_exits_1_with_valid_json(hima: Hima, text: str) -> None:
    ran = hima("who-owns", text, "--json")
    assert ran.code == 1, ran.err
    value = json.loads(ran.out)
    assert value["query"] == text
    assert value["reason"] == "unknown-name"
    assert "Traceback" not in ran.err


def test_a_claim_or_pair_that_is_not_there_exits_1(hima: Hima) -> None:
    for handle in ("yinwang/byd", "ichongqing-2025-12-10/no-such-claim"):
        ran = hima("why", handle, "--json")
        assert ran.code == 1
        assert json.loads(ran.out)["reason"]


def test_finding_nothing_exits_1_with_an_empty_list(hima: Hima) -> None:
    ran = hima("find", "zzzzqqqq", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["candidates"] == []


@pytest.mark.parametrize("option", ["--only", "--without"])
def test_an_unknown_source_exits_1_and_offers_the_near_ones(hima: Hima, option: str) -> None:
    ran = hima("who-owns", "Yinwang", option, "ichongqing-2025-12-1", "--json")
    assert ran.code == 1
    assert "  ichongqing-2025-12-10" in ran.err
    assert "Example" not in ran.err
    assert json.loads(ran.out)["candidates"][0] == {"name": "ichongqing-2025-12-10"}


def test_an_unknown_query_exits_1(hima: Hima) -> None:
    for name in ("query", "queries"):
        ran = hima(name, "no-such-query", "--json")
        assert ran.code == 1
        assert json.loads(ran.out)["query"] == "no-such-query"


def test_a_name_that_others_bear_too_is_taken_and_said(hima: Hima) -> None:
    ran = hima("show", "Avatr")
    assert ran.code == 0
    assert ran.err.startswith("Avatr -> ")
    assert "avatr-brand" in ran.err
    assert hima("show", "avatr").err == ""


# --- files and stores ---


def test_a_file_that_exists_is_not_overwritten_unless_forced(hima: Hima, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("mine\n")
    ran = hima("export", "--to", "csv", "-o", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert "a.yaml" in ran.err
    assert "--force" in ran.err
    assert file.read_text() == "mine\n"
    assert hima("export", "--to", "csv", "-o", str(file), "--force").code == 0
    assert file.read_text() == hima("export", "--to", "csv").out
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_an_output_into_nowhere_exits_2(hima: Hima, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "no" / "such.csv"):
        ran = hima("export", "--to", "csv", "-o", str(place))
        assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("call", calls("validate", "queries"), ids=told)
def test_a_store_that_is_missing_exits_4_and_is_not_made(quick: Quick, tmp_path: Path, call: tuple[str, ...]) -> None:
    place = tmp_path / "none"
    ran = quick(*call, "--store", str(place))
    assert (ran.exit_code, ran.stdout) == (4, "")
    assert "hima build" in ran.stderr
    assert not place.exists()


def test_the_option_goes_before_the_environment(hima: Hima, store: Path) -> None:
    nowhere = {"HIMA_STORE": "/no/such/store"}
    assert hima("who-owns", "yinwang", env=nowhere).code == 4
    assert hima("who-owns", "yinwang", "--store", str(store), env=nowhere).code == 0


def test_an_empty_variable_means_the_bundled_seeds(hima: Hima) -> None:
    assert hima("who-owns", "yinwang", env={"HIMA_STORE": ""}).code == 0


def test_build_writes_where_it_is_told_and_the_store_answers(hima: Hima, founding: Path, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    ran = hima("build", str(founding), "--store", str(place), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["store"] == str(place)
    assert hima("who-owns", "Yinwang", "--store", str(place)).out == hima("who-owns", "Yinwang").out


def test_build_leaves_a_folder_that_is_no_store_alone(hima: Hima, tmp_path: Path) -> None:
    (tmp_path / "v-letters").mkdir()
    (tmp_path / "v-letters" / "dear.txt").write_text("mine\n")
    ran = hima("build", "--store", str(tmp_path))
    assert ran.code == 2
    assert "v-letters" in ran.err
    assert [file.read_text() for file in tmp_path.rglob("*.txt")] == ["mine\n"]
    assert os.listdir(tmp_path) == ["v-letters"]


def test_seeds_with_errors_exit_3_and_name_each(hima: Hima, seeds: Path) -> None:
    file = seeds / "sources" / "ichongqing-2025-12-10.yaml"
    text = file.read_text().replace("percent: 10", "percent: 10%", 1)
    file.write_text(text.replace("brand: aito", "brand: aitoo").replace("holder: seres-group", "holder: seres-grop"))
    ran = hima("validate", str(seeds))
    assert ran.code == 3
    assert "sources/ichongqing-2025-12-10.yaml:" in ran.err
    assert "'10%' has a % sign" in ran.err
    assert "seres-grop" in ran.err
    assert json.loads(hima("validate", str(seeds), "--json").out)["ok"] is False
    assert hima("build", str(seeds), "--store", str(seeds.parent / "store")).code == 3


# --- terminals ---


def test_a_c_locale_prints_names_or_escapes(hima: Hima) -> None:
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}):
        ran = hima("who-owns", "Yinwang", env=env)
        assert ran.code == 0
        assert "Avatr" in ran.out


def test_an_ascii_terminal_gets_escapes_that_json_and_rdf_understand(hima: Hima) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for call in (("who-owns", "引望"), ("find", "引望"), ("show", "aito")):
        ran = hima(*call, "--json", env=ascii_only)
        assert ran.code == 0
        assert ran.out.isascii()
        assert json.loads(ran.out) == json.loads(hima(*call, "--json").out)
    turtle = hima("export", "--to", "turtle", env=ascii_only).out
    assert turtle.isascii()
    assert _graph(turtle) == _graph(hima("export", "--to", "turtle").out)


def _graph(turtle: str) -> list[str]:
    import pyoxigraph

    return sorted(str(quad) for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))


def test_output_carries_no_colour_where_no_terminal_reads_it(hima: Hima) -> None:
    for env in ({"NO_COLOR": "1"}, {"NO_COLOR": "", "FORCE_COLOR": "1"}):
        ran = hima("who-owns", "Yinwang", env=env)
        assert "\x1b" not in ran.out + ran.err


def test_the_language_comes_from_the_option_then_the_environment(hima: Hima) -> None:
    chinese = hima("who-owns", "Yinwang", "--lang", "zh").out
    assert "持有" in chinese
    assert hima("who-owns", "Yinwang", env={"HIMA_LANG": "zh"}).out == chinese
    assert "持有" not in hima("who-owns", "Yinwang", "--lang", "en", env={"HIMA_LANG": "zh"}).out
    assert hima("who-owns", "Yinwang", env={"HIMA_LANG": "fr"}).code == 2


@pytest.mark.parametrize(
    "call", [("queries",), ("export", "--to", "nquads"), ("why", "hima"), ("show", "aito", "--json")]
)
def test_a_reader_who_leaves_early_hears_nothing(environment: dict[str, str], call: tuple[str, ...]) -> None:
    ran = subprocess.Popen(
        [sys.executable, "-m", "himagraph_cli.main", *call],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ran.stdout is not None
    assert ran.stderr is not None
    with ran.stdout, ran.stderr:
        ran.stdout.close()
        assert ran.stderr.read() == b""
    assert ran.wait(60) == 0


def test_the_same_question_gives_the_same_bytes(hima: Hima) -> None:
    for call in (("who-owns", "Yinwang", "--json"), ("show", "hima"), ("export", "--to", "trig")):
        answers = {hima(*call, env={"PYTHONHASHSEED": seed}).out for seed in ("0", "42")}
        assert len(answers) == 1


def test_completion_offers_the_commands(hima: Hima) -> None:
    ran = hima(env={"_HIMA_COMPLETE": "complete_bash", "COMP_WORDS": "hima ho", "COMP_CWORD": "1"})
    assert ran.code == 0
    assert ran.out.split() == ["holdings"]
