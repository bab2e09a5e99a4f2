"""Figures that cannot both be true, as the named query on contested figures tells them apart."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest

from himagraph import triples
from himagraph.library import KnowledgeGraph
from himagraph.records import Claim, Party, Quantity, When
from himagraph.store.local import LocalStore

# --- figures that cannot both be true -----------------------------------------------------------------------------


def delivery(source: str, value: str, bound_: str | None = None) -> Claim:
    number = Quantity(Decimal(value), Decimal(value))
    values = {
        "subject": Party(("aito",), None),
        "period": When.parse("2025-06"),
        "value": number,
        "basis": "deliveries",
    }
    return Claim(source, "aito", "delivery", values | ({"bound": bound_} if bound_ else {}))


@pytest.mark.parametrize(
    ("claims", "differ"),
    [
        ([delivery("a", "100"), delivery("b", "101")], ["value"]),
        ([delivery("a", "100"), delivery("b", "90", "more-than")], ["bound"]),
        ([delivery("a", "100"), delivery("b", "100")], []),
        ([delivery("a", "100"), delivery("b", "101"), delivery("c", "101")], ["value", "value"]),
    ],
)
def test_contested_figures_tell_a_contradiction_from_a_bound(claims: list[Claim], differ: list[str]) -> None:
    graph = pyoxigraph.Store()
    for claim in claims:
        graph.extend(triples.of_claim(claim))
    table = KnowledgeGraph(LocalStore(graph, "memory")).query("contested-figures")
    assert [row["differ"] for row in table] == differ
