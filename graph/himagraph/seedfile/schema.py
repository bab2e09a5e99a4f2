"""The JSON Schemas of the two kinds of seed files, made from `kinds`: editors offer keys and choices by them.

`python -m himagraph.seedfile.schema FOLDER` writes them. The loader is stricter; what it accepts, they accept.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TypeAlias

from himagraph.kinds import BOUNDS, CLAIM_KINDS, ENTITY_CLASSES, LEADS, MODELS, SOURCE_GRADES, TASKS, Key, Kind, Type
from himagraph.seedfile.identifiers import SCHEMES

Schema: TypeAlias = dict[str, object]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_BASE = "https://w3id.org/himagraph/schema/"
_DECIMAL = r"(0|[1-9][0-9]*)(\.[0-9]+)?"
_PERCENT = r"(100(\.0+)?|[1-9]?[0-9](\.[0-9]+)?)"

_TEXT: Schema = {"$ref": "#/$defs/text"}
_ID: Schema = {"$ref": "#/$defs/id"}
_DATE: Schema = {"$ref": "#/$defs/when"}
_CURRENCY: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}


def entities_schema() -> Schema:
    """The schema of `entities/*.yaml`."""
    keys: Schema = {
        "id": _ID,
        "kind": {"enum": list(ENTITY_CLASSES)},
        "name": _labels(),
        "short": _labels(),
        "aliases": _list(
            _object({"text": _TEXT, "lang": _TEXT, "from": _DATE, "until": _DATE, "source": _ID}, ("text",))
        ),
        "listings": _list(
            _object({"exchange": _TEXT, "ticker": _TEXT, "source": _ID}, ("exchange", "ticker", "source"))
        ),
        "identifiers": _list(
            _object({"scheme": {"enum": list(SCHEMES)}, "value": _TEXT, "source": _ID}, ("scheme", "value", "source"))
        ),
        "place": _object({"city": _TEXT, "country": {"type": "string", "pattern": "^[A-Z]{2}$"}}),
    }
    register: Schema = {"type": "array", "items": _object(keys, ("id", "kind", "name"))}
    return _file("entities", "The register of himagraph: a list of entities", register)


def source_schema() -> Schema:
    """The schema of `sources/*.yaml`."""
    source: Schema = {
        "id": _ID,
        "title": _TEXT,
        "publisher": _TEXT,
        "host": _TEXT,
        "published": _DATE,
        "retrieved": _DATE,
        "kind": {"enum": list(SOURCE_GRADES)},
        "copy_of": {"anyOf": [_ID, {"type": "null"}]},
        "language": _TEXT,
        "url": {"type": "string", "pattern": "^https?://"},
        "article": _TEXT,
    }
    claim: Schema = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"id": _ID, "kind": {"enum": [kind.name for kind in CLAIM_KINDS]}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]}, "then": _kind(kind)}
            for kind in CLAIM_KINDS
        ],
    }
    required = ("id", "title", "publisher", "kind", "retrieved")
    keys: Schema = {
        "source": _object(source, required),
        "claims": {"anyOf": [{"type": "array", "items": claim}, {"type": "null"}]},
    }
    return _file("source", "A source of himagraph and the claims it makes", _object(keys, ("source",)))


def write(folder: Path) -> tuple[Path, ...]:
    """Writes both schemas into the folder; their paths come back."""
    written: list[Path] = []
    for name, schema in (("entities", entities_schema()), ("source", source_schema())):
        path = folder / f"{name}.schema.json"
        path.write_text(text(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _file(name: str, title: str, schema: Schema) -> Schema:
    used: Schema = {}
    pending = [json.dumps(schema)]
    while pending:
        for found in sorted(set(_REFERENCE.findall(pending.pop())) - set(used)):
            used[found] = _DEFINITIONS[found]
            pending.append(json.dumps(_DEFINITIONS[found]))
    head: Schema = {"$schema": _DRAFT, "$id": f"{_BASE}{name}.schema.json", "title": title}
    return {**head, **schema, "$defs": dict(sorted(used.items()))}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _labels() -> Schema:
    return {**_object({"en": _TEXT, "zh": _TEXT, "source": _ID}), "anyOf": [{"required": ["en"]}, {"required": ["zh"]}]}


def _kind(kind: Kind) -> Schema:
    keys = kind.all_keys()
    properties: Schema = {"id": True, "kind": True, **{key.name: _key(key) for key in keys}}
    schema = _object(properties, tuple(key.name for key in keys if key.required))
    if kind.one_of:
        schema["allOf"] = [{"oneOf": [{"required": [key]} for key in group]} for group in kind.one_of]
    return schema


def _key(key: Key) -> Schema:
    if key.name == "currency":
        return _CURRENCY
    if key.type is Type.CHOICE:
        return {"enum": list(key.choices)}
    if key.type is Type.CHOICES:
        choices: Schema = {"enum": list(key.choices)}
        return {"anyOf": [choices, {**_list(choices), "minItems": 1, "uniqueItems": True}]}
    if key.name == "converted":
        return _money("amount", "range")
    return {"$ref": f"#/$defs/{key.type.value}"}


def _number(low: int | None = None, high: int | None = None, *words: str) -> Schema:
    bounds: Schema = {}
    if low is not None:
        bounds["minimum"] = low
    if high is not None:
        bounds["maximum"] = high
    digits = _PERCENT if high is not None else _DECIMAL if low is not None else f"-?{_DECIMAL}"
    one: Schema = {"anyOf": [{"type": "number", **bounds}, {"type": "string", "pattern": f"^{digits}$"}]}
    both = _object({"min": one, "max": one}, ("min", "max"))
    forms: list[object] = [one, both]
    return {"anyOf": [*forms, {"enum": list(words)}] if words else forms}


def _money(*amounts: str) -> Schema:
    keys: Schema = {
        **{name: {"$ref": "#/$defs/count"} for name in amounts},
        "currency": _CURRENCY,
        "bound": {"enum": list(BOUNDS)},
    }
    schema = _object(keys, ("currency",))
    schema["oneOf"] = [{"required": [name]} for name in amounts]
    return schema


def _party(word: str, *forms: Schema) -> Schema:
    return {"anyOf": [*forms, _object({word: _TEXT}, (word,))]}


_IDS: Schema = {"anyOf": [_ID, {**_list(_ID), "minItems": 1, "uniqueItems": True}]}
_PLACE: Schema = {"type": ["string", "integer"], "pattern": r"^((p\.)?[1-9][0-9]*|[1-9][0-9]*-[1-9][0-9]*|unlocated)$"}
_ONE_DATE = r"(\.\.|[0-9]{4}(-[0-9QH][0-9](-[0-9]{2})?)?)"
_TASK = _object({"leads": {"enum": list(LEADS)}, "takes_part": _IDS, "note": _TEXT}, ("leads",))
_REFERENCE = re.compile(r"#/\$defs/([a-z]+)")

#: What each `Type` holds. An editor reads an unquoted date or number as such, the loader as a text.
_DEFINITIONS: dict[str, Schema] = {
    "id": {"type": ["string", "integer"], "pattern": "^[a-z0-9-]+$"},
    Type.TEXT: {"type": ["string", "number", "boolean"], "minLength": 1},
    Type.WHEN: {
        "type": ["string", "integer"],
        "description": "2025, 2025-10, 2025-10-09, 2025-Q1, 2025-H1, 2025-23 (a season), 2025-01/2025-11, ../2025-11",
        "pattern": f"^{_ONE_DATE}(/{_ONE_DATE})?$",
    },
    Type.ENTITY: _ID,
    Type.ENTITIES: _IDS,
    Type.PARTY: _party("text", _IDS),
    Type.FIELD: _party("text", _TEXT, _list(_ID)),
    Type.SPEAKER: _party("unnamed", _ID),
    Type.SHARE: _number(0, 100, "unknown"),
    Type.NUMBER: _number(),
    Type.COUNT: _number(0),
    Type.MONEY: _money("amount"),
    Type.TEXTS: {"anyOf": [_TEXT, {**_list(_TEXT), "minItems": 1}]},
    Type.MODEL: {"enum": list(MODELS)},
    Type.TASKS: {**_object(dict.fromkeys(TASKS, _TASK)), "minProperties": 1},
    Type.INSTALMENTS: {
        **_list(_object({"date": _DATE, "amount": {"$ref": "#/$defs/count"}}, ("date", "amount"))),
        "minItems": 1,
    },
    Type.NAMED: {"type": "object", "additionalProperties": _TEXT, "minProperties": 1},
    Type.LOCATOR: {"anyOf": [_PLACE, {**_list(_PLACE), "minItems": 1, "uniqueItems": True}]},
}


if __name__ == "__main__":
    for path_written in write(Path(sys.argv[1])):
        sys.stdout.write(f"{path_written}\n")
