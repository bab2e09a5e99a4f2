"""The JSON Schemas that editors use agree with the loader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from himagraph.kinds import CLAIM_KINDS, Type
from himagraph.seedfile import schema

SEEDS = Path(__file__).parents[1] / "seeds"
WRONG = Path(__file__).parent / "wrong"
SCHEMAS = {"entities": schema.entities_schema(), "source": schema.source_schema()}
#: Wrong files whose mistake a schema can see.
SEEN = (
    "unknown-key", "key-of-another-kind", "missing-key", "unknown-choice", "unknown-kind", "one-of-none", "one-of-both",
    "percent-over-100", "percent-negative", "percent-with-sign", "percent-list", "range-half", "bad-currency",
    "id-with-capitals", "bad-locator", "unknown-task", "task-without-lead", "opinion-without-speaker", "empty-list",
    "bad-grade", "missing-title", "unknown-model", "negative-count", "thousands-separator", "date-in-words",
)  # fmt: skip
SEEN_IN_ENTITIES = (
    "entity-without-name",
    "name-without-language",
    "unknown-entity-kind",
    "unknown-entity-key",
    "bad-country",
)


def errors(name: str, path: Path) -> list[str]:
    # The loader reads every scalar as a text, so the schema must take them so as well as typed by the editor.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(document)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_the_seeds_are_up_to_date(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    written = (SEEDS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert written == schema.text(SCHEMAS[name]), "run python -m himagraph.seedfile.schema seeds"


def test_both_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    paths = schema.write(tmp_path)
    assert [json.loads(path.read_text(encoding="utf-8"))["$id"].rsplit("/", 1)[1] for path in paths] == [
        "entities.schema.json",
        "source.schema.json",
    ]


@pytest.mark.parametrize("folder", [SEEDS, WRONG / "base"], ids=["seeds", "base"])
def test_good_files_pass(folder: Path) -> None:
    found = {path.name: errors("entities", path) for path in sorted(folder.glob("entities/*.yaml"))}
    found |= {path.name: errors("source", path) for path in sorted(folder.glob("sources/*.yaml"))}
    assert found
    assert not any(found.values()), found


@pytest.mark.parametrize("case", SEEN)
def test_a_schema_sees_the_mistake_in_a_source(case: str) -> None:
    assert errors("source", WRONG / f"{case}.yaml")


@pytest.mark.parametrize("case", SEEN_IN_ENTITIES)
def test_a_schema_sees_the_mistake_in_a_register(case: str) -> None:
    assert errors("entities", WRONG / f"{case}.yaml")


def test_every_type_and_every_kind_is_in_the_schema() -> None:
    assert {Type(name) for name in schema._DEFINITIONS if name != "id"} == set(Type) - {Type.CHOICE, Type.CHOICES}
    text = schema.text(SCHEMAS["source"])
    assert all(f'"const": "{kind.name}"' in text for kind in CLAIM_KINDS)
