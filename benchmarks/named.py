"""Each named query against the same text in bare pyoxigraph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.alternate import Line, best
from himagraph import queries, vocab
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore

# What to ask each query is pinned beside the tests.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from pinned import asked

ROUNDS = 15


def lines(kg: KnowledgeGraph) -> Iterator[Line]:
    """Every shipped query: from its name and its terms to the rows, against text to rows."""
    assert isinstance(kg.store, LocalStore)
    for name in queries.names():
        query = queries.load(name)
        given = {one: kg.entity(str(value)) if _is_entity(query, one) and value != queries.ALL else value
                 for one, value in asked(name).parameters.items() if not isinstance(value, list)}  # fmt: skip
        text = queries.bind(query.text, queries.bound(query, given))
        took = best(
            {
                "ours": partial(kg.query, name, **given),
                "theirs": lambda text=text: list(kg.store.graph.query(text, prefixes=vocab.PREFIXES)),  # type: ignore[attr-defined,misc]
            },
            ROUNDS,
        )
        yield Line(name, took["ours"], took["theirs"], 1.3)


def _is_entity(query: queries.Query, parameter: str) -> bool:
    return any(one.name == parameter and one.type == "entity" for one in query.parameters)
