"""Named queries: `.rq` files whose header says what they answer, which parameters they take and what they return.

    #+ summary: Holders of record of a company
    #+ summary@zh: 公司的登记股东
    #+ description: What it reads and what a row means, in sentences.
    #+ description@zh: 取自何处，每一行是什么意思。
    #+ topic: ownership
    #+ param issuer: entity
    #+ param only: source = *
    #+ example issuer: yinwang
    #+ columns: holder percentMin percentMax

A key that comes again goes on in the next line. `topic` is one of `topics.toml`; `example` is a value to try a
parameter with, and every parameter without a default has one.

Within the text a parameter is written `$issuer`, a result variable `?holder`; the two never share a name. Parameters
are bound as terms: each value becomes an RDF term whose own serialisation stands in the place of the variable token,
found by SPARQL's lexical rules (never inside a string, an IRI or a comment). The engine's own substitution takes only
variables that are projected, and an endpoint has none at all; this way both run the same text.

A parameter with the default `*` takes one value, several, or all of them. It stands in a `VALUES ?source { $only }`
block, where `*` becomes UNDEF: the variable stays free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from himagraph import resources, vocab
from himagraph.errors import UnknownName, UsageError
from himagraph.frozen import dataclass
from himagraph.records import last_day

Bound = NamedNode | Literal


class Every:
    """What `*` binds to: UNDEF, which leaves the variable of a VALUES block free."""

    def __str__(self) -> str:
        return "UNDEF"


EVERY = Every()
Value = Bound | Every | Iterable[Bound]

#: The parts of a query that matter to `bind`: what is never looked into, variables, and where a SELECT clause ends.
_TOKEN = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\\s]*>|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|\#[^\r\n]*|[\w-]*:(?:[\w:.%-]|\\.)*)"""
    r"""|[$?](?P<name>[\w·‿⁀\u0300-\u036f]+)|(?P<word>[A-Za-z]\w*)|(?P<mark>[{}()])""",
    re.DOTALL,
)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
#: What an IRI of each type of parameter begins with.
_BASES = {
    "entity": vocab.ENTITY,
    "source": vocab.SOURCE,
    "claim": vocab.CLAIM,
    "model": vocab.MODEL,
    "task": vocab.TASK,
    "iri": "",
}
PARAMETER_TYPES = (*_BASES, "date", "text", "number", "lang")
LANGUAGES = ("en", "zh")
#: The default of a parameter that may be left open, and the value that leaves it so.
ALL = "*"
#: Turns what a user wrote into a slug, or raises.
Find = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query; `type` is one of PARAMETER_TYPES, `default` what stands when none is given, and
    `example` a value to try it with."""

    name: str
    type: str
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A named query as its file has it. `columns` are in the order of its SELECT."""

    name: str
    text: str
    summary: str
    summary_zh: str
    description: str
    description_zh: str
    topic: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]


def folder() -> Path:
    return resources.ontology() / "queries"


def names() -> list[str]:
    """The names of the shipped queries for users, sorted. Those that start with `_` serve the library itself."""
    return sorted(path.stem for path in folder().glob("*.rq") if not path.stem.startswith("_"))


def topics() -> dict[str, dict[str, str]]:
    """The topics of the library in the order in which they are read, each with its title by language."""
    import tomllib

    return tomllib.loads((folder() / "topics.toml").read_text(encoding="utf-8"))


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
    declared: dict[str, tuple[str, str | None]] = {}
    examples: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        key, _, value = line[2:].strip().partition(":")
        value = value.strip()
        if key.startswith("param "):
            type_, _, default = value.partition("=")
            declared[key[6:].strip()] = type_.strip(), default.strip() or None
        elif key.startswith("example "):
            examples[key[8:].strip()] = value
        elif key in fields:
            fields[key] += value if key.endswith("@zh") else " " + value
        else:
            fields[key] = value
    return Query(
        name,
        text,
        fields.get("summary", ""),
        fields.get("summary@zh", ""),
        fields.get("description", ""),
        fields.get("description@zh", ""),
        fields.get("topic", ""),
        tuple(Parameter(one, type_, default, examples.get(one)) for one, (type_, default) in declared.items()),
        tuple(fields.get("columns", "").split()),
    )


def bind(text: str, values: Mapping[str, Value]) -> str:
    """The query with its parameters in place; the store knows our prefixes.

    A projected parameter becomes `(term AS ?name)`, one to order or group by `(term)`; several terms stand side by
    side, as in `VALUES ?x { $several }`.
    """
    parts: list[str] = []
    position = 0
    for start, end, name, clause in _variables(text):
        value = values.get(name)
        if value is None:
            continue
        term = str(value) if isinstance(value, NamedNode | Literal | Every) else " ".join(map(str, value))
        if clause:
            term = f"({term} AS ?{name})" if clause == "SELECT" else f"({term})"
        parts.append(text[position:start])
        parts.append(term)
        position = end
    parts.append(text[position:])
    return "".join(parts)


@lru_cache(maxsize=256)
def _variables(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Each variable token: start, end, name, and the clause that it stands in bare (`SELECT`, `BY`, or empty)."""
    found: list[tuple[int, int, str, str]] = []
    clause, depth = "", 0
    for token in _TOKEN.finditer(text):
        clause, depth = _clause(token, clause, depth)
        if token["name"]:
            found.append((token.start(), token.end(), token["name"], "" if depth else clause))
    return tuple(found)


def _clause(token: re.Match[str], clause: str, depth: int) -> tuple[str, int]:
    """Where the text after the token stands: within a `SELECT` or a `BY` clause or in neither, and how many
    parentheses of that clause are open."""
    word, mark = (token["word"] or "").upper(), token["mark"] or ""
    if word in ("SELECT", "BY"):
        return word, 0
    if word in ("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES") or mark in ("{", "}"):
        return "", 0
    return clause, depth + (mark == "(") - (mark == ")")


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word outside strings, IRIs and comments; else empty."""
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            return word
    return ""


def bound(
    query: Query, values: Mapping[str, object], find: Find | None = None, find_source: Find | None = None
) -> dict[str, Value]:
    """The terms for a query's parameters; UsageError names what is missing, unknown or unreadable.

    `find` turns any spelling of an entity into its slug, `find_source` that of a source; without them these are given
    by slug or IRI. A parameter with the default `*` also takes several values.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            takes = ", ".join(known) or "no parameters"
            raise UsageError(f"The query {query.name} has no parameter {name!r}.", f"It takes {takes}.")
    finders = {"entity": find, "source": find_source}
    terms: dict[str, Value] = {}
    for parameter in query.parameters:
        asked = _several(values.get(parameter.name))
        given = asked or _several(parameter.default)
        finder = finders.get(parameter.type) if asked else None  # a default is an id and need not be looked up
        if not given:
            raise UsageError(
                f"The query {query.name} needs the parameter {parameter.name} ({parameter.type}).",
                f"Give it: --param {parameter.name}=...",
            )
        if parameter.default == ALL:
            found = (_term(parameter, one, finder) for one in given)
            terms[parameter.name] = EVERY if ALL in given else list(dict.fromkeys(found))
        elif len(given) > 1:
            raise UsageError(f"The query {query.name} takes one {parameter.name}, not {len(given)}.")
        else:
            terms[parameter.name] = _term(parameter, given[0], finder)
    return terms


def _several(value: object) -> list[object]:
    """The value as a list: empty for None, itself for a list or tuple, else the one value."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _term(parameter: Parameter, value: object, find: Find | None) -> Bound:
    if isinstance(value, NamedNode | Literal):
        return value
    text = str(value)
    match parameter.type:
        case "date":
            return Literal(last_day(text).isoformat(), datatype=NamedNode(vocab.XSD + "date"))
        case "number":
            # Plain digits only: an exponent could ask for a gigabyte of zeros.
            if not _NUMBER.fullmatch(text):
                raise UsageError(f"{parameter.name}: {text!r} is not a number.", "Write it as 10 or 9.5.")
            return Literal(text, datatype=NamedNode(vocab.XSD + "decimal"))
        case "lang" if text not in LANGUAGES:
            raise UsageError(f"{parameter.name}: {text!r} is not a language here.", f"Take {' or '.join(LANGUAGES)}.")
        case kind if kind in _BASES:
            base = _BASES[kind]
            if find and not text.startswith(base):
                text = find(text)
            return iri(text if text.startswith(base) else base + text, parameter.name)
        case _:
            return literal(text, parameter.name)


def literal(text: str, name: str = "text") -> Literal:
    """The text as a term; UsageError when it is no text at all, such as half of a character."""
    try:
        return Literal(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is not valid Unicode text.") from None


def iri(text: str, name: str = "iri") -> NamedNode:
    """The IRI as a term; UsageError when it is none."""
    try:
        return NamedNode(text)
    except ValueError:
        raise UsageError(
            f"{name}: {text!r} is not an IRI.", "Characters such as spaces and > cannot stand in one."
        ) from None


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
    return literal(text)
