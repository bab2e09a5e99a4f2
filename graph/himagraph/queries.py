"""Named queries: `.rq` files whose header says what they answer, which parameters they take and what they return.

    #+ summary: Holders of record of a company
    #+ summary@zh: 公司的登记股东
    #+ param issuer: entity
    #+ columns: holder percentMin percentMax

Within the text a parameter is written `$issuer`, a result variable `?holder`. Parameters are bound as terms: each
value becomes an RDF term whose own serialisation stands in the place of the variable token, found by SPARQL's
lexical rules (never inside a string, an IRI or a comment). The engine's own substitution takes only variables that
are projected, and an endpoint has none at all; this way both run the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from himagraph import resources, vocab
from himagraph.errors import UnknownName, UsageError
from himagraph.records import last_day

Bound = NamedNode | Literal

_TOKEN = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\\s]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*)"""
    r"""|[$?](?P<name>[^\W\d]\w*)|(?P<word>[A-Za-z]+)(?!\w*:)|(?P<brace>[{}])""",
    re.DOTALL,
)
_DECLARED = re.compile(r"^\s*PREFIX\s+([\w-]*):", re.IGNORECASE | re.MULTILINE)
PARAMETER_TYPES = ("entity", "source", "claim", "model", "task", "date", "text", "number", "iri")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; `type` is one of PARAMETER_TYPES, `default` what stands when none is given."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A named query as its file has it. `columns` are in the order of its SELECT."""

    name: str
    text: str
    summary: str
    summary_zh: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]


def folder() -> Path:
    return resources.ontology() / "queries"


def names() -> list[str]:
    """The names of the shipped queries for users, sorted. Those that start with `_` serve the library itself."""
    return sorted(path.stem for path in folder().glob("*.rq") if not path.stem.startswith("_"))


@cache
def load(name: str) -> Query:
    """The named query; UnknownName with near ones when there is none."""
    path = folder() / f"{name}.rq"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        from rapidfuzz import process

        near = [found for found, _, _ in process.extract(name, names(), limit=3, score_cutoff=60)]
        hint = f"Did you mean {' or '.join(near)}?" if near else "List them: hima queries."
        raise UnknownName(name, f"There is no query named {name!r}.", hint, near)
    return parse(name, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Query:
    """A query from the text of its file."""
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        key, _, value = line[2:].strip().partition(":")
        value = value.strip()
        if key.startswith("param "):
            type_, _, default = value.partition("=")
            parameters.append(Parameter(key[6:].strip(), type_.strip(), default.strip() or None))
        elif key in fields:
            fields[key] += " " + value
        else:
            fields[key] = value
    return Query(
        name,
        text,
        fields.get("summary", ""),
        fields.get("summary@zh", ""),
        fields.get("description", ""),
        tuple(parameters),
        tuple(fields.get("columns", "").split()),
    )


def bind(text: str, values: Mapping[str, Bound | Iterable[Bound]]) -> str:
    """The query with its parameters in place and our prefixes declared.

    A projected parameter becomes `(term AS ?name)`; several terms stand side by side, as in `VALUES ?x { $several }`.
    """
    parts: list[str] = []
    position = 0
    projecting = False
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if word == "SELECT":
            projecting = True
        elif word == "WHERE" or token["brace"]:
            projecting = False
        value = values.get(token["name"] or "")
        if value is None:
            continue
        term = str(value) if isinstance(value, NamedNode | Literal) else " ".join(map(str, value))
        parts.append(text[position : token.start()])
        parts.append(f"({term} AS ?{token['name']})" if projecting else term)
        position = token.end()
    parts.append(text[position:])
    return with_prefixes("".join(parts))


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word outside strings, IRIs and comments; else empty."""
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return word
    return ""


def with_prefixes(text: str) -> str:
    """The query with those of our prefixes declared that it does not declare itself; its lines keep their numbers."""
    declared = set(_DECLARED.findall(text))
    missing = [f"PREFIX {name}: <{iri}>" for name, iri in vocab.PREFIXES.items() if name not in declared]
    return " ".join([*missing, text])


def bound(query: Query, values: Mapping[str, object], find: Callable[[str], str] | None = None) -> dict[str, Bound]:
    """The terms for a query's parameters; UsageError names what is missing, unknown or unreadable.

    `find` turns any spelling of an entity into its slug; without it an entity is given by slug or IRI.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            takes = ", ".join(known) or "no parameters"
            raise UsageError(f"The query {query.name} has no parameter {name!r}.", f"It takes {takes}.")
    terms: dict[str, Bound] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            raise UsageError(
                f"The query {query.name} needs the parameter {parameter.name} ({parameter.type}).",
                f"Give it: --param {parameter.name}=...",
            )
        terms[parameter.name] = _term(parameter, value, find)
    return terms


def _term(parameter: Parameter, value: object, find: Callable[[str], str] | None) -> Bound:
    if isinstance(value, NamedNode | Literal):
        return value
    text = str(value)
    bases = {
        "entity": vocab.ENTITY,
        "source": vocab.SOURCE,
        "claim": vocab.CLAIM,
        "model": vocab.MODEL,
        "task": vocab.TASK,
        "iri": "",
    }
    match parameter.type:
        case "date":
            return Literal(last_day(text).isoformat(), datatype=NamedNode(vocab.XSD + "date"))
        case "number":
            try:
                return Literal(format(Decimal(text), "f"), datatype=NamedNode(vocab.XSD + "decimal"))
            except (InvalidOperation, ValueError):
                raise UsageError(f"{parameter.name}: {text!r} is not a number.") from None
        case kind if kind in bases:
            if kind == "entity" and find and not text.startswith(vocab.ENTITY):
                text = find(text)
            return iri(text if text.startswith(bases[kind]) else bases[kind] + text, parameter.name)
        case _:
            return Literal(text)


def iri(text: str, name: str = "iri") -> NamedNode:
    """The IRI as a term; UsageError when it is none."""
    try:
        return NamedNode(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is not an IRI.", "Characters such as spaces and > cannot stand in one.") from None


def guess(text: str) -> Bound:
    """The term that a value without a declared type means: `<iri>`, a prefixed name, a number, a date, else a text."""
    if text.startswith("<") and text.endswith(">"):
        return iri(text[1:-1])
    prefix, colon, local = text.partition(":")
    if colon and prefix in vocab.PREFIXES and re.fullmatch(r"[\w./-]+", local):
        return iri(vocab.PREFIXES[prefix] + local)
    if re.fullmatch(r"-?\d+", text):
        return Literal(int(text))
    if re.fullmatch(r"-?\d+\.\d+", text):
        return Literal(text, datatype=NamedNode(vocab.XSD + "decimal"))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return Literal(text, datatype=NamedNode(vocab.XSD + "date"))
    return Literal(text)
