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

    After its own order come all its columns, so that only equal rows are left in no order: pages then fit together.
    """
    words = {word.upper() for word in re.findall(r"[A-Za-z]+", "".join(_outside(sparql)))}
    if not columns or words & {"LIMIT", "OFFSET", "VALUES"}:
        return None
    keys = " ".join(f"?{name}" for name in columns)
    return f"{sparql}\n{'' if 'ORDER' in words else 'ORDER BY '}{keys}\nLIMIT {rows} OFFSET {start}"


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
