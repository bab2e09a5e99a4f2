"""What joins the entities at every date and on every state of knowledge, written as changes, not as copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from himagraph.answers.rows import Json
from himagraph.ledger import Ledger, Question
from himagraph.network import Edge, History, places
from himagraph.resolve import Clocks

#: How many states of knowledge a page holds: the newest, and the ends of half years before it.
_SNAPSHOTS = 6


@dataclass(frozen=True, slots=True)
class Relations:
    """The edges as rows, their ends, the dates on which something changes, and the places of the map."""

    rows: Json
    ends: list[tuple[str, str]]
    dates: Json
    places: Mapping[str, tuple[int, int]]


def part(ledger: Ledger, question: Question, place: Mapping[str, int]) -> Relations:
    """The relations up to the question's date. `place` numbers the claims.

    A span is [edge, first day, end day, known]: days are places in `days` (null: from ever, to no end), `known` has
    a bit for each of `known` in whose state of knowledge the span is so.
    """
    history = History(ledger)
    asked_at = states(question)
    numbered: dict[str, int] = {}
    edges: list[Edge] = []
    spans: dict[tuple[int, date, date | None], int] = {}
    for bit, asked in enumerate(asked_at):
        for span in history.spans(asked):
            row = repr((span.edge.between, _row(span.edge, place, {}), span.edge.label))
            if row not in numbered:
                numbered[row] = len(edges)
                edges.append(span.edge)
            at = numbered[row], span.first, span.end
            spans[at] = spans.get(at, 0) | 1 << bit
    days = sorted({day for _, first, end in spans for day in (first, end) if day and day > date.min})
    day_place: dict[date | None, int | None] = {day: number for number, day in enumerate(days)}
    day_place[None] = day_place[date.min] = None
    labels: dict[tuple[str, str], int] = {}
    rows = [_row(edge, place, labels) for edge in edges]
    return Relations(
        rows={"columns": _COLUMNS, "rows": rows, "labels": [list(pair) for pair in labels]},
        ends=[(edge.source, edge.target) for edge in edges],
        dates={
            "days": [day.isoformat() for day in days],
            "known": [asked.clocks.known_at.isoformat() for asked in asked_at],
            "spans": [[edge, day_place[first], day_place[end], known] for (edge, first, end), known in spans.items()],
        },
        places=places(edges),
    )


_COLUMNS = ("relation", "label", "share", "claims", "since", "until", "observed", "model", "inferred")


def _row(edge: Edge, place: Mapping[str, int], labels: dict[tuple[str, str], int]) -> list[Any]:
    pair = edge.label.en, edge.label.zh
    label = labels.setdefault(pair, len(labels))
    share = None
    if edge.share is not None:
        given = edge.share.as_json()
        share = [given["min"], given["max"], given["text"], edge.share.text("zh")]
    return [
        edge.relation, label, share, [place[claim.path] for claim in edge.claims if claim.path in place],
        *(str(when) if when else None for when in (edge.since, edge.until, edge.observed)),
        edge.claim.text("model"), edge.claim.is_inferred,
    ]  # fmt: skip


def states(question: Question) -> list[Question]:
    """The question on each state of knowledge that a page holds, its own first, then ever earlier ones."""
    known = question.clocks.known_at
    days = [known, *_earlier(known)]
    return [Question(Clocks(question.clocks.as_of, day), question.selection, question.policy) for day in days]


def _earlier(newest: date) -> list[date]:
    """The last days of the half years before a day, latest first."""
    ends = [
        date(year, month, day) for year in range(newest.year, newest.year - 9, -1) for month, day in ((12, 31), (6, 30))
    ]
    return [day for day in ends if day < newest][: _SNAPSHOTS - 1]
