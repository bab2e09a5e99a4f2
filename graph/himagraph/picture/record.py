"""The record in the page: every source and every claim once, and each entity with the names that find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himagraph.answers.phrases import describe
from himagraph.answers.rows import Json
from himagraph.ledger import Ledger, Question
from himagraph.names import EXACT, Names
from himagraph.records import Claim, Source

#: What a claim's row holds, in its order; `page.claim` reads it.
CLAIM_COLUMNS = ("id", "source", "kind", "en", "zh", "from", "until", "observed", "status", "where", "assertion")
SOURCE_COLUMNS = ("id", "title", "publisher", "published", "kind", "url", "host", "copy_of", "known")


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims as rows of `CLAIM_COLUMNS`, and the place of each path among them."""

    rows: Json
    place: Mapping[str, int]


def sources_of(ledger: Ledger, question: Question) -> list[Source]:
    """The sources that the question lets through, by slug."""
    clocks, selection = question.clocks, question.selection
    every = ledger.every_source.values()
    return [one for one in every if selection.takes(one.id) and one.known_from <= clocks.known_at]


def sources(ledger: Ledger, question: Question) -> Json:
    """The sources as rows of `SOURCE_COLUMNS`, by slug."""
    rows = [
        [
            one.id, one.title, one.publisher, str(one.published) if one.published else None, one.kind,
            one.url, one.host, one.copy_of, one.known_from.isoformat(),
        ]
        for one in sources_of(ledger, question)
    ]  # fmt: skip
    return {"columns": SOURCE_COLUMNS, "rows": rows}


def claims(ledger: Ledger, question: Question) -> Claims:
    """The claims that the question lets through, by path; `source` is the place of its source among the sources."""
    place = {one.id: number for number, one in enumerate(sources_of(ledger, question))}
    kept = [claim for claim in ledger.all_claims() if claim.source in place]
    entities, concepts = ledger.every_entity, ledger.concepts

    def row(claim: Claim) -> list[Any]:
        said = [describe(claim, entities, concepts, lang) for lang in ("en", "zh")]
        whens = [str(when) if (when := claim.when(key)) else None for key in ("from", "until", "observed")]
        where = claim.text("where")
        assertion = "denied" if claim.is_denied else "inferred" if claim.is_inferred else None
        return [claim.id, place[claim.source], claim.kind, *said, *whens, claim.text("status"), where, assertion]

    return Claims(
        {"columns": CLAIM_COLUMNS, "rows": [row(claim) for claim in kept]},
        {claim.path: number for number, claim in enumerate(kept)},
    )


def entities(ledger: Ledger, places: Mapping[str, tuple[int, int]]) -> Json:
    """Every entity by slug: `kind`, the shown and the full name in both languages, and the names that find it.

    `names` are texts that are exactly it, `sound` its pinyin and initials; `at` is its place on the map.
    """
    spoken: dict[str, tuple[list[str], list[str]]] = {}
    for name in Names(ledger.store).every:
        exact, sound = spoken.setdefault(name.entity, ([], []))
        if name.type in EXACT and name.type != "id":
            exact.append(name.text)
        elif name.type not in EXACT:
            sound.append(name.key)
    found: Json = {}
    for slug, one in ledger.every_entity.items():
        exact, sound = spoken.get(slug, ([], []))
        found[slug] = {
            "kind": one.kind,
            "en": one.label("en"),
            "zh": one.label("zh"),
            "full": [one.name.en, one.name.zh],
            "names": sorted(set(exact)),
            "sound": sorted(set(sound)),
            **({"at": places[slug]} if slug in places else {}),
        }
    return found
