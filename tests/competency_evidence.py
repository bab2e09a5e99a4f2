"""Whether the seed files say what a competency question expects, read as plain YAML: no code of the program judges it.

`rests_on` names the claims that the rows were read off. Each row needs one of them that holds all of the row's cells,
but for cells in columns of `words` (the program's own words, with the reason why no claim prints them), for entities in
`names`, and for results of `computed`: arithmetic on figures of those claims, written out, or `count`, how many claims
they are. With `joined` the cells of a row stand in several claims. `names` has what the register calls an entity;
`absent` the claims that must not be found; `judgements` those that decide. A question without claims rests on one of
these three and says why in `because`.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from competency_questions import Question, Row, words

Claim = Mapping[str, Any]
_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
_PLACES = 10**6


@dataclass(frozen=True)
class Seeds:
    """The seed files: claims by SOURCE/ID, the entities of the register and the ids of the judgements."""

    claims: Mapping[str, Claim]
    register: Mapping[str, Mapping[str, Any]]
    judgements: Mapping[str, Mapping[str, Any]]


@cache
def read(folder: Path) -> Seeds:
    """The seeds of a folder, every scalar a text."""
    sources = [_yaml(path) for path in sorted((folder / "sources").glob("*.yaml"))]
    entities = [one for path in sorted((folder / "entities").glob("*.yaml")) for one in _yaml(path)]
    return Seeds(
        {f"{source['source']['id']}/{claim['id']}": claim for source in sources for claim in source["claims"]},
        {one["id"]: one for one in entities},
        {one["id"]: one for one in _yaml(folder / "judgements.yaml")},
    )


def faults(question: Question, seeds: Seeds) -> list[str]:
    """What the seed files do not bear out, a line each."""
    claims = {path: seeds.claims[path] for path in question.get("rests_on", ()) if path in seeds.claims}
    return [
        *(f"no such claim: {path}" for path in question.get("rests_on", ()) if path not in claims),
        *(f"not of a source asked: {path}" for path in claims if not _is_of(path, _only(question))),
        *_faults_of_rows(question, claims),
        *(f"not in the register: {slug} as {text}" for slug, text in _named(question) if not _bears(seeds, slug, text)),
        *(f"found: {path}" for path in _present(question, seeds)),
        *(f"no such judgement: {name}" for name in question.get("judgements", ()) if name not in seeds.judgements),
        *_faults_of_form(question),
    ]


def _faults_of_form(question: Question) -> Iterator[str]:
    """A question without a claim rests on something else, and says why."""
    if question["rests_on"]:
        return
    if not any(question.get(key) for key in ("names", "absent", "judgements")):
        yield "rests on nothing"
    if not question.get("because", "").strip():
        yield "rests on no claim and does not say why"


def _faults_of_rows(question: Question, claims: Mapping[str, Claim]) -> Iterator[str]:
    """Rows that no claim bears out, and claims that bear out nothing."""
    figures = {
        number for claim in claims.values() for value in _values(claim) if (number := _number(value)) is not None
    }
    computed: set[Fraction] = set()
    for text in question.get("computed", ()):
        if text == "count":
            computed.add(Fraction(len(claims)))
            continue
        used, result = _calculate(text)
        if not used <= figures | {Fraction(100)}:
            yield f"no claim has a figure of {text}"
        computed |= {result, *_outward(result)}
    said = set(question.get("words", {}))
    said_by = {path: {path, *map(_plain, _values(claim))} for path, claim in claims.items()}
    idle = set(claims)
    for row in map(tuple, question["rows"]):
        cells = _cells(question, row, said, computed)
        bearing = {path for path, one in said_by.items() if cells <= one}
        if question.get("joined") == "true":
            bearing = {path for path, one in said_by.items() if cells & one}
            cells -= {value for path in bearing for value in said_by[path]}
        if cells and (not bearing or question.get("joined") == "true"):
            yield f"no claim says {sorted(cells)}"
        idle -= bearing
    for text in question.get("computed", ()):
        used = _calculate(text)[0] if text != "count" else figures
        idle -= {path for path, claim in claims.items() if text == "count" or used & set(map(_number, _values(claim)))}
    if question["rows"] and not said:
        yield from (f"bears out no row: {path}" for path in sorted(idle))


def _cells(question: Question, row: Row, said: Iterable[str], computed: Iterable[Fraction]) -> set[str]:
    """What a claim has to say of the row."""
    cells = {cell for column, cell in zip(question["columns"], row, strict=True) if column not in said and cell}
    cells -= set(question.get("names", ()))
    return {_plain(cell) for cell in cells if (number := _number(cell)) is None or number not in computed}


def _named(question: Question) -> Iterator[tuple[str, str]]:
    for slug, texts in question.get("names", {}).items():
        for text in [texts] if isinstance(texts, str) else texts:
            yield slug, text


def _bears(seeds: Seeds, slug: str, text: str) -> bool:
    """Whether the register gives the entity this name, alias or ticker."""
    return slug in seeds.register and text.casefold() in {one.casefold() for one in _values(seeds.register[slug])}


def _present(question: Question, seeds: Seeds) -> Iterator[str]:
    """The claims of the sources asked that fit a pattern of `absent`: every key of it with one of the values given."""
    for pattern in question.get("absent", ()):
        wanted = {key: {value} if isinstance(value, str) else set(value) for key, value in pattern.items()}
        for path, claim in seeds.claims.items():
            if _is_of(path, _only(question)) and all(
                key in claim and values & set(_values(claim[key])) for key, values in wanted.items()
            ):
                yield path


def _only(question: Question) -> set[str]:
    given = words(question)
    return {value for flag, value in pairwise(given) if flag == "--only"}


def _is_of(path: str, only: set[str]) -> bool:
    return not only or path.partition("/")[0] in only


def _values(value: Any) -> Iterator[str]:
    """Every scalar and every key at any depth."""
    match value:
        case dict():
            for key, one in value.items():
                yield key
                yield from _values(one)
        case list():
            for one in value:
                yield from _values(one)
        case _:
            yield value


def _plain(cell: str) -> str:
    """A cell as a claim would print it: a figure without signs and words, else the text."""
    number = _number(cell)
    return cell if number is None else str(number)


def _number(text: str) -> Fraction | None:
    found = re.fullmatch(r"(?:about |more than |at least |less than |at most )?(-?[\d,]*\.?\d+)%?", text)
    return Fraction(found[1].replace(",", "")) if found else None


def _outward(value: Fraction) -> tuple[Fraction, Fraction]:
    """The value rounded down and up to the places that an answer keeps."""
    return Fraction(math.floor(value * _PLACES), _PLACES), Fraction(math.ceil(value * _PLACES), _PLACES)


def _calculate(text: str) -> tuple[set[Fraction], Fraction]:
    """The numbers that stand in an expression of + - * / and parentheses, and its exact value."""
    used: set[Fraction] = set()

    def value(node: ast.expr) -> Fraction:
        match node:
            case ast.BinOp(left, operation, right):
                return _OPERATIONS[type(operation)](value(left), value(right))  # type: ignore[index,no-any-return]
            case ast.Constant():
                used.add(Fraction(ast.get_source_segment(text, node) or ""))
                return Fraction(ast.get_source_segment(text, node) or "")
            case _:
                raise AssertionError(f"{text} is no plain arithmetic")

    result = value(ast.parse(text, mode="eval").body)
    return used, result


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
