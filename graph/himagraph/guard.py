"""Whether a query of one's own only reads this store.

Judged on the parsed query, as words can be disguised. Where the parser gives up, which it does on some good queries,
the words decide, after the escapes that SPARQL allows anywhere are undone: better to refuse one query too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from himagraph import queries
from himagraph.errors import Refused

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_REMEDY = "Only the built store is read."


def check(sparql: str) -> None:
    """Refused for an update, a SERVICE, or a dataset from outside (FROM); what does not parse is left to the engine."""
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: TID251 - only its parser is used

    try:
        names = {str(getattr(part, "name", "")) for part in _parts(parseQuery(sparql))}
        service, dataset, update = "ServiceGraphPattern" in names, "DatasetClause" in names, False
    except Exception:
        plain = _ESCAPE.sub(_unescaped, sparql)
        words = queries.words(plain)
        service, dataset = "SERVICE" in words, "FROM" in words
        update = not queries.form(plain) and bool(_UPDATES & words)
    if update:
        raise Refused("This is an update (INSERT, DELETE, LOAD, CLEAR ...).", _REMEDY)
    if service:
        raise Refused("SERVICE asks another server.", _REMEDY)
    if dataset:
        raise Refused("LOAD or FROM of a dataset is not allowed here.", _REMEDY)


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
