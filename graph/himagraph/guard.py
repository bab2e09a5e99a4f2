"""Whether a query of one's own only reads this store.

Judged twice, and either judgement refuses. The parsed query is walked for what reaches out; and the text is read by the
lexical rules of SPARQL, as parsers differ: one ends a comment at a carriage return and the other does not, one undoes
escapes before it looks for strings, and an engine may take `SERVICESILENT` or `SERVICEex:place` for the keyword.
Strings, IRIs, comments, variables and prefixed names are never taken for keywords.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from himagraph.errors import Refused
from himagraph.lexer import TOKEN

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))
_REMEDY = "Only the built store is read."
_SERVICE, _FROM, _LOAD, _UPDATE = "SERVICE", "FROM", "LOAD", "UPDATE"
_OPERATIONS = {"Load", "Clear", "Drop", "Create", "Add", "Move", "Copy"} | {
    "InsertData",
    "DeleteData",
    "DeleteWhere",
    "Modify",
}
_PARSED = {"ServiceGraphPattern": _SERVICE, "DatasetClause": _FROM, "Load": _LOAD}


def check(sparql: str) -> None:
    """Refused for an update, a SERVICE, or a dataset from outside (FROM); what does not parse is left to the engine."""
    found = set(_parsed(sparql)) | set(_read(sparql)) | set(_read(_ESCAPE.sub(_unescaped, sparql)))
    if _SERVICE in found:
        raise Refused("SERVICE asks another server.", _REMEDY)
    if found & {_LOAD, _FROM}:
        raise Refused(
            "LOAD or FROM of a dataset is not allowed here.", f"{_REMEDY} A graph of it is named by GRAPH source:ID."
        )
    if _UPDATE in found:
        raise Refused("This is an update (INSERT, DELETE, LOAD, CLEAR ...).", _REMEDY)


def _parsed(sparql: str) -> Iterator[str]:
    """What the parsed query or update asks for beyond reading; nothing where the parser gives up, as it does on some
    good queries."""
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate  # noqa: TID251 - only its parsers are used

    try:
        tree: object = parseQuery(sparql)
    except Exception:
        try:
            tree = parseUpdate(sparql)
        except Exception:
            return
        # Without an operation it is only a prologue, which is no update but a query that is not there.
        if any(str(getattr(part, "name", "")) in _OPERATIONS for part in _parts(tree)):
            yield _UPDATE
    for part in _parts(tree):
        name = str(getattr(part, "name", ""))
        if name in _PARSED:
            yield _PARSED[name]


def _read(sparql: str) -> Iterator[str]:
    """What the keywords of the text ask for, glued to their neighbours or not."""
    depth, before = 0, ""
    for token in TOKEN.finditer(sparql):
        if token["skip"]:
            if not token[0].startswith("#"):
                before = ""
            continue
        word, prefix = (token["word"] or "").upper(), (token["prefix"] or "").upper()
        if token["mark"]:
            depth += 1 if token["mark"] in "{([" else -1
        elif word:
            yield from _asked(word)
        elif _SERVICE in prefix and before != "GRAPH" and _opens(sparql, token.end()):
            yield _SERVICE  # the name of a place glued to the keyword; a graph's name follows GRAPH
        elif prefix.startswith(_FROM) and depth == 0 and before not in ("PREFIX", "DESCRIBE", "BY", "HAVING"):
            yield _FROM
        before = word


def _asked(word: str) -> Iterator[str]:
    if word in _UPDATES or "INSERT" in word or "DELETE" in word:
        yield _LOAD if word == _LOAD else _UPDATE
    yield from (keyword for keyword in (_SERVICE, _FROM) if keyword in word)


def _opens(sparql: str, position: int) -> bool:
    """Whether a group begins here, after space and comments."""
    return re.compile(r"(?:\s|#[^\r\n]*[\r\n])*\{").match(sparql, position) is not None


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code < 0x110000 else ""


def _parts(node: object) -> Iterable[object]:
    """Every part of a parsed query, in no order that matters."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, list | tuple | set) or type(part).__name__ == "ParseResults":
            waiting.extend(part)  # type: ignore[arg-type]
