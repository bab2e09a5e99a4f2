"""The published JSON Schemas hold what the commands really print, and nothing looser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import himagraph
import himagraph.errors
from conftest import Hima
from himagraph_cli.main import TOPICS
from invocations import DOCUMENTS, calls

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
SCHEMAS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
WITH_JSON = tuple(name for name in TOPICS if name not in DOCUMENTS)
#: Calls that bring what the plain ones do not.
MORE = (
    ("who-owns", "Yinwang", "--known-at", "2025-06-30"),
    ("who-owns", "Yinwang", "--without", "ichongqing-2025-12-10"),
    ("who-owns", "seres-group"),
    ("holdings", "Changan"),
    ("show", "seres-group", "--lang", "zh"),
    ("find", "zzzzqqqq"),
    ("path", "GAC", "Seres"),
    ("query", "makers-of-brand", "--param", "brand=luxeed"),
    ("queries", "brands-by-model"),
    ("info", "--only", "five-car-parade"),
)


#: Entities of which the whole record says much, one of a kind.
RICH = ("yinwang", "huawei", "seres-group", "aito", "maextro", "hima", "jing", "saic-motor", "richard-yu", "aito-m9")


def wrong(name: str, value: object) -> list[str]:
    validator = Draft202012Validator(
        SCHEMAS[name], registry=REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_itself_valid_and_bears_its_name(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["$id"] == f"https://w3id.org/himagraph/schemas/{name}.json"


def test_every_command_has_a_schema_and_every_schema_a_command() -> None:
    assert set(SCHEMAS) - {"common", "no-answer"} == set(WITH_JSON)


@pytest.mark.parametrize("call", [*calls(*DOCUMENTS), *MORE], ids=" ".join)
def test_an_answer_fits_its_schema(hima: Hima, call: tuple[str, ...]) -> None:
    ran = hima(*call, "--json")
    assert ran.code in (0, 1), ran.err
    assert wrong(call[0], json.loads(ran.out)) == []


@pytest.mark.parametrize("entity", RICH)
def test_answers_of_the_whole_record_fit_their_schemas(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, entity: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", environment["XDG_CACHE_HOME"])
    kg = himagraph.open()
    of_some_kinds = (_or_none(ask, entity) for ask in (kg.who_owns, kg.holdings, kg.deliveries))
    answers = [ask(entity) for ask in (kg.show, kg.why, kg.timeline, kg.conflicts)]
    for answer in (*answers, *filter(None, of_some_kinds)):
        assert wrong(answer.command, json.loads(json.dumps(answer.as_json()))) == []


def _or_none(ask: Callable[[str], Any], entity: str) -> Any:
    """The answer, None where the command does not take entities of this kind."""
    try:
        return ask(entity)
    except himagraph.errors.UnknownName:
        return None


def test_a_build_fits_its_schema(hima: Hima, tmp_path: Path) -> None:
    assert wrong("build", json.loads(hima("build", "--store", str(tmp_path / "store"), "--json").out)) == []


def test_findings_fit_their_schema(hima: Hima, seeds: Path) -> None:
    (seeds / "sources" / "broken.yaml").write_text("source: [\n")
    value = json.loads(hima("validate", str(seeds), "--json").out)
    assert value["counts"]["error"] > 0
    assert wrong("validate", value) == []


@pytest.mark.parametrize(
    "call",
    [
        ("who-owns", "Rivian"),
        ("who-owns", "SAIC"),
        ("who-owns", "Yinwag"),
        ("who-owns", "Yinwang", "--only", "ichongqing"),
        ("holdings", "AITO M9 Max"),
        ("why", "yinwang/byd"),
        ("why", "ichongqing-2025-12-10/nothing"),
        ("query", "brands-of-makers"),
    ],
    ids=" ".join,
)
def test_no_answer_fits_its_schema(hima: Hima, call: tuple[str, ...]) -> None:
    ran = hima(*call, "--json")
    assert ran.code == 1
    assert wrong("no-answer", json.loads(ran.out)) == []


@pytest.mark.parametrize("name", [name for name in WITH_JSON if name != "query"])
def test_a_schema_refuses_what_is_no_answer(name: str) -> None:
    assert wrong(name, {})
    assert wrong(name, {"schema_version": 1, "command": "another"})


def test_a_schema_refuses_unknown_keys_and_numbers_for_shares(hima: Hima) -> None:
    value = json.loads(hima("who-owns", "Yinwang", "--json").out)
    assert wrong("who-owns", value | {"owner": []})
    value["owners"][0]["share"]["min"] = 10
    assert wrong("who-owns", value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_with_named_keys_is_closed_and_lists_those_that_always_stand(name: str) -> None:
    for part in _objects(SCHEMAS[name]):
        if "properties" in part:
            assert part["additionalProperties"] is False
            assert set(part["required"]) <= set(part["properties"])


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
