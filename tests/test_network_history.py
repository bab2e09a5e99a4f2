"""The edges over time: on every day the same as asked for that day."""

from __future__ import annotations

from datetime import date

from himagraph.library import KnowledgeGraph
from himagraph.network import Edge, History, edges


def shown(edge: Edge) -> tuple[object, ...]:
    share = (edge.share.min, edge.share.max, edge.share.bound) if edge.share else None
    return *edge.order, edge.relation, share, str(edge.since), str(edge.until), str(edge.observed)


def test_on_each_day_the_spans_are_the_edges_of_that_day(kg: KnowledgeGraph) -> None:
    spans = History(kg.ledger).spans(kg.question())
    changes = sorted({day for span in spans for day in (span.first, span.end) if day and day.year > 1})
    assert changes
    for day in (date(2020, 1, 1), *changes):
        question = kg.question(as_of=day.isoformat())
        asked = sorted(map(repr, map(shown, edges(kg.ledger, question).edges)))
        held = [shown(span.edge) for span in spans if span.first <= day and (span.end is None or day < span.end)]
        assert sorted(map(repr, held)) == asked, day


def test_spans_of_one_edge_do_not_overlap(kg: KnowledgeGraph) -> None:
    last: dict[tuple[object, ...], date | None] = {}
    for span in History(kg.ledger).spans(kg.question()):
        key = shown(span.edge)
        assert key not in last or (last[key] is not None and last[key] <= span.first)
        last[key] = span.end
