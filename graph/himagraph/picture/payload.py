"""What the page holds: one frame, and parts that are each made by a function of its own."""

from __future__ import annotations

from collections.abc import Callable

from himagraph.answers.rows import Json
from himagraph.build.progress import Progress, silent
from himagraph.ledger import Ledger, Question
from himagraph.picture import behind, lead, record, relations, views
from himagraph.picture.kept import KeptLedger

#: Makes one part of the payload.
Part = Callable[[Ledger, Question], Json]

#: The parts that a view brings with it, by their key in the payload.
PARTS: dict[str, Part] = {
    "cooperation": views.cooperation,
    "deliveries": views.deliveries,
    "conflicts": views.conflicts,
}


def payload(ledger: Ledger, question: Question, entity: str | None, view: str, progress: Progress = silent) -> Json:
    """The payload: `meta`, `entities`, `sources`, `claims`, `edges`, `dates`, `computed`, and the views' parts.

    `ends` are the source and target of each edge; Pyvis carries them.
    """
    ledger = KeptLedger(ledger.store)
    progress("reading the claims", 0.0)
    claims = record.claims(ledger, question)
    progress("relations over time", 0.2)
    drawn = relations.part(ledger, question, claims.place)
    progress("who stands behind whom, over time", 0.5)
    computed = behind.part(ledger, question)
    progress("views", 0.85)
    return {
        "meta": lead.part(ledger, question, entity, view),
        "entities": record.entities(ledger, drawn.places),
        "sources": record.sources(ledger, question),
        "claims": claims.rows,
        "ends": drawn.ends,
        "edges": drawn.rows,
        "dates": drawn.dates,
        "computed": computed,
        **{name: part(ledger, question) for name, part in PARTS.items()},
    }
