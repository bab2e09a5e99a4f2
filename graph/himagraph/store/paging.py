"""Pages of a query whose answer a server cuts off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from himagraph.lexer import TOKEN


def own_limit(sparql: str) -> int | None:
    """The most rows that a query asks for itself; None when it names no number."""
    found = re.search(r"\bLIMIT\s+(\d+)", "".join(_outside(sparql)), re.IGNORECASE)
    return int(found[1]) if found else None


def page(sparql: str, columns: Sequence[str], start: int, rows: int) -> str | None:
    """The query for `rows` rows from number `start` on; None when it limits its rows itself, or has no columns.

    After its own order come its other columns, so that only equal rows are left in no order: pages then fit together.
    What it is sorted by already is no key again: Virtuoso 7 would mix up the values of rows.
    """
    words = {word.upper() for word in re.findall(r"[A-Za-z]+", "".join(_outside(sparql)))}
    if not columns or words & {"LIMIT", "OFFSET", "VALUES"}:
        return None
    sorted_by = _sorted_by(sparql)
    keys = " ".join(f"?{name}" for name in columns if name not in sorted_by)
    return f"{sparql}\n{'' if 'ORDER' in words else 'ORDER BY '}{keys}\nLIMIT {rows} OFFSET {start}"


def _sorted_by(sparql: str) -> set[str]:
    """The variables that a query without a limit sorts by as they are, up or down."""
    found: set[str] = set()
    depth, ordered = 0, False
    words = [""] * 4
    for token in TOKEN.finditer(sparql):
        if token["mark"]:
            depth += 1 if token["mark"] in "{([" else -1
        words = [*words[1:], (token["word"] or "").upper() or token[0]]
        ordered = ordered or (depth == 0 and words[-1] == "ORDER")
        match words if ordered and depth == 0 else ():
            case ("ASC" | "DESC", "(", name, ")") | (_, _, _, name) if name[0] in "?$":
                found.add(name[1:])
            case _:
                pass
    return found


def _outside(sparql: str) -> Iterator[str]:
    """The text of the query outside all brackets, without strings, IRIs, comments, variables and names."""
    depth, position = 0, 0
    for token in TOKEN.finditer(sparql):
        if depth == 0:
            yield sparql[position : token.start()] + " "
        position = token.end()
        if token["mark"]:
            depth += 1 if token["mark"] in "{([" else -1
        elif token["word"] and depth == 0:
            yield token["word"]
    if depth == 0:
        yield sparql[position:]
