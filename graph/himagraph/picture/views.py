"""What the views of cooperation, deliveries and contradictions show: the answers of the library, in a few columns.

Each row is there once with `known`, a bit for each state of knowledge on which the library answers so.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from himagraph import vocab
from himagraph.answers.cooperation_over_time import cooperation_over_time
from himagraph.answers.rows import Json
from himagraph.ledger import Ledger, Question
from himagraph.picture.relations import states


def cooperation(ledger: Ledger, question: Question) -> Json:
    """Who leads which task for which brand: a row for each span of days, and the tasks and models with their words."""
    words: dict[str, list[str]] = {}

    def rows(asked: Question) -> Iterator[Json]:
        for led in cooperation_over_time(ledger, asked):
            cell = led.cell.as_json()
            if not cell["task"]:
                continue
            for concept in (cell["task"], cell["model"]):
                words[concept["id"]] = [concept["label"]["en"], concept["label"]["zh"]]
            for brand in cell["brands"]:
                yield {
                    "brand": brand["id"],
                    "task": cell["task"]["id"],
                    "model": cell["model"]["id"],
                    "leads": cell["leads"],
                    "partner": [one["id"] for one in cell["partner"]],
                    "since": cell["since"],
                    "until": cell["until"],
                    "seen": cell["last_seen"],
                    "standing": cell["standing"],
                    "contested": cell["contested"],
                    "weak": cell["weak"],
                    "claims": _paths([*cell["claims"], *cell["against"]]),
                    "first": None if led.first == date.min else led.first.isoformat(),
                    "end": led.end.isoformat() if led.end else None,
                }

    found = _known(question, rows)
    return {"words": dict(sorted(words.items())), "rows": found}


def deliveries(ledger: Ledger, question: Question) -> Json:
    """The printed figures of single months, of the alliances and the brands: no sums, no joins across bases.

    `over` is the last day of the month: only then can the figure be told.
    """
    from himagraph.answers.deliveries import deliveries as answer

    def rows(asked: Question) -> Iterator[Json]:
        for row in answer(ledger, None, asked).as_json()["deliveries"]:
            if row["subject"]["kind"] not in ("alliance", "brand") or row["segment"] or row["basis"] is None:
                continue
            year, month = map(int, row["period"].split("-"))
            yield {
                "subject": row["subject"]["id"],
                "month": row["period"],
                "over": f"{row['period']}-{monthrange(year, month)[1]}",
                "basis": row["basis"],
                "low": row["value"]["min"],
                "high": row["value"]["max"],
                "text": row["value"]["text"],
                "bound": row["bound"],
                "alliance": row["alliance"]["value"]["text"] if row["alliance"] else None,
                "share": row["share"],
                "weak": row["weak"],
                "contested": row["conflict"],
                "claims": _paths([*row["claims"], *row["contradicting"]]),
            }

    found = _known(question, rows)
    return {"rows": found, "sums": _known(question, lambda asked: _sums(list(rows(asked))))}


def _sums(rows: list[Json]) -> Iterator[Json]:
    """What the brands of an alliance come to in a month, each with one figure on the basis of the alliance's own.

    `high` is None where a brand's figure has no upper end.
    """
    months: dict[str, list[Json]] = {}
    for row in rows:
        if row["share"] and row["basis"] == "deliveries" and row["low"] is not None:
            months.setdefault(row["month"], []).append(row)
    for month, own in sorted(months.items()):
        brands = sorted({row["subject"] for row in own})
        if len(brands) < len(own):
            continue
        highs = [row["high"] for row in own]
        yield {
            "month": month,
            "brands": brands,
            "low": str(sum(Decimal(row["low"]) for row in own)),
            "high": None if None in highs else str(sum(Decimal(high) for high in highs)),
        }


def conflicts(ledger: Ledger, question: Question) -> Json:
    """Every contradiction with its sides, whether it is settled, and by what."""
    from himagraph.answers.conflicts import conflicts as answer

    def rows(asked: Question) -> Iterator[Json]:
        for row in answer(ledger, None, asked).as_json()["conflicts"]:
            yield {
                "id": row["id"],
                "subject": row["subject"],
                "about": [one["id"] for one in row["about"]],
                "status": row["status"],
                "by": row["by"],
                "sides": [
                    {"says": side["says"], "preferred": side["preferred"], "claims": _paths(side["claims"])}
                    for side in row["sides"]
                ],
            }

    return {"rows": _known(question, rows)}


def _known(question: Question, rows: Callable[[Question], Iterable[Json]]) -> list[Json]:
    """The rows on each state of knowledge, those that are the same there once; in the order of the newest one."""
    found: dict[str, Json] = {}
    for bit, asked in enumerate(states(question)):
        for row in rows(asked):
            kept = found.setdefault(json.dumps(row, sort_keys=True), {**row, "known": 0})
            kept["known"] |= 1 << bit
    return list(found.values())


def _paths(claims: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(vocab.slug_of(claim) for claim in claims))
