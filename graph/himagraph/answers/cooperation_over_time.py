"""Who leads which task on each day up to a date: the answer of `cooperation`, read once and judged at every change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from himagraph.answers.cooperation import Cell, cells_of, contested
from himagraph.answers.relations import HUAWEI, Relations
from himagraph.ledger import Ledger, Question
from himagraph.network import days_of
from himagraph.records import Claim
from himagraph.resolve import Clocks


@dataclass(frozen=True, slots=True)
class Led:
    """A cell and the days on which it stands as it is: from `first` on, up to the day before `end` (None: no end)."""

    cell: Cell
    first: date
    end: date | None


def cooperation_over_time(ledger: Ledger, question: Question) -> tuple[Led, ...]:
    """Every cell that stands on some day up to the question's `as_of`, at its `known_at`; by place, then day."""
    relations = Relations(ledger, question)
    # Claims of two models never change each other's cells; who is of Huawei's house can change all of them.
    house = [one for one in relations.of_kind("affiliation") if HUAWEI in one.ids("whole")]
    models: dict[str, list[Claim]] = {}
    for claim in relations.of_kind("cooperation"):
        models.setdefault(claim.text("model") or "", []).append(claim)
    found = [led for _, own in sorted(models.items()) for led in _of_model(own, house, relations)]
    return tuple(sorted(found, key=lambda led: (led.cell.place, led.first, led.cell.standing.claims[0].path)))


def _of_model(own: list[Claim], house: list[Claim], relations: Relations) -> Iterator[Led]:
    evidence = relations.evidence
    about = [claim for claim in evidence.claims if claim.kind == "affiliation"]
    open_: dict[str, tuple[Cell, date]] = {}
    for day in days_of([*own, *house], evidence):
        clocks = Clocks(day, evidence.clocks.known_at)
        now = {repr(cell.as_json()): cell for cell in contested(cells_of(relations.on(clocks, [*own, *about])))}
        for gone in open_.keys() - now.keys():
            cell, first = open_.pop(gone)
            yield Led(cell, first, day)
        for key, cell in now.items():
            open_.setdefault(key, (cell, day))
    for cell, first in open_.values():
        yield Led(cell, first, None)
