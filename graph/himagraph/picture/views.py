"""What the views of cooperation, deliveries and contradictions show: the answers of the library, in a few columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from himagraph import vocab
from himagraph.answers.rows import Json
from himagraph.ledger import Ledger, Question


def cooperation(ledger: Ledger, question: Question) -> Json:
    """Who leads which task for which brand: a row for each that stands or stood, and the tasks with their words."""
    from himagraph.answers.cooperation import cooperation as answer

    found = [row for row in answer(ledger, question, None, None).as_json()["cooperation"] if row["task"]]
    tasks = {row["task"]["id"]: row["task"]["label"] for row in found}
    rows = [
        {
            "brand": brand["id"],
            "task": row["task"]["id"],
            "leads": row["leads"],
            "partner": [one["id"] for one in row["partner"]],
            "since": row["since"] or row["first_seen"],
            "until": row["until"],
            "seen": row["last_seen"],
            "contested": row["contested"],
            "weak": row["weak"],
            "claims": _paths(row["claims"]),
        }
        for row in found
        for brand in row["brands"]
        if brand["id"]
    ]
    return {"tasks": {task: [label["en"], label["zh"]] for task, label in sorted(tasks.items())}, "rows": rows}


def deliveries(ledger: Ledger, question: Question) -> Json:
    """The printed figures of single months, of the alliances and the brands: no sums, no joins across bases."""
    from himagraph.answers.deliveries import deliveries as answer

    kept = [
        row
        for row in answer(ledger, None, question).as_json()["deliveries"]
        if row["subject"]["kind"] in ("alliance", "brand") and len(row["period"]) == len("2025-05")
    ]
    return {
        "rows": [
            {
                "subject": row["subject"]["id"],
                "month": row["period"],
                "basis": row["basis"],
                "low": row["value"]["min"],
                "high": row["value"]["max"],
                "text": row["value"]["text"],
                "bound": row["bound"],
                "alliance": _whole(row),
                "share": row["share"],
                "weak": row["weak"],
                "claims": _paths([*row["claims"], *row["contradicting"]]),
            }
            for row in kept
        ]
    }


def conflicts(ledger: Ledger, question: Question) -> Json:
    """Every contradiction with its sides, whether it is settled, and by what."""
    from himagraph.answers.conflicts import conflicts as answer

    rows = [
        {
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
        for row in answer(ledger, None, question).as_json()["conflicts"]
    ]
    return {"rows": rows}


def _paths(claims: Iterable[str]) -> list[str]:
    return [vocab.slug_of(claim) for claim in claims]


def _whole(row: Json) -> Any:
    """What the alliance of a brand delivered in the same month on the same basis, as its text."""
    alliance = row["alliance"]
    return alliance["value"]["text"] if isinstance(alliance, dict) and "value" in alliance else None
