"""Whether a relation without a share stands at a date, and on which claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from himagraph.answers.rows import Json, claims_json, source_json, sources_of
from himagraph.records import Claim, Source, When
from himagraph.resolve import Evidence

#: It holds at the date; a date of low precision leaves it open; it is first seen after the date and no start is
#: stated; it is over.
HOLDS, POSSIBLE, SEEN_LATER, ENDED = "holds", "possible", "seen-later", "ended"
#: The words in this order, best first.
WORDS = (HOLDS, POSSIBLE, SEEN_LATER, ENDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the claims about one relation come to at a date; see `WORDS` for `word`.

    `claims` agree, best evidence first; `contradicting` deny it. `since` is a start that a source states.
    `weak` when only blogs or copies say so, `inferred` when no source says it plainly.
    """

    word: str
    claims: tuple[Claim, ...]
    contradicting: tuple[Claim, ...]
    sources: tuple[Source, ...]
    since: When | None
    until: When | None
    first_seen: When
    last_seen: When
    weak: bool
    inferred: bool

    def as_json(self) -> Json:
        return {
            "standing": self.word,
            "since": text(self.since),
            "until": text(self.until),
            "first_seen": str(self.first_seen),
            "last_seen": str(self.last_seen),
            "assertion": "inferred" if self.inferred else "stated",
            "weak": self.weak,
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
            "conflict": bool(self.contradicting),
            "contradicting": claims_json(self.contradicting),
        }


def judge(claims: Iterable[Claim], evidence: Evidence) -> Standing | None:
    """How the relation stands that all the claims are about; None when nothing says that it has begun by the date."""
    every = list(claims)
    said = [claim for claim in every if not claim.is_denied]
    denied = [claim for claim in every if claim.is_denied and evidence.start(claim).possibly_by(evidence.clocks.as_of)]
    over, live = _split(said, evidence)
    by_date = _by_date(live, evidence)
    if by_date[HOLDS]:
        word = POSSIBLE if all(_may_be_over(claim, evidence) for claim in by_date[HOLDS]) else HOLDS
        return _standing(word, by_date[HOLDS] + by_date[POSSIBLE], denied, evidence)
    if by_date[POSSIBLE]:
        return _standing(POSSIBLE, by_date[POSSIBLE], denied, evidence)
    if over:
        return _standing(ENDED, over, denied, evidence)
    later = by_date[SEEN_LATER]
    if later and not any(claim.when("from") for claim in later):
        return _standing(SEEN_LATER, later, denied, evidence)
    return None


def best_word(words: Iterable[str]) -> str:
    """The best of the words."""
    return min(words, key=WORDS.index)


def is_weak(sources: Iterable[Source]) -> bool:
    """Whether only blogs or copies stand behind it."""
    return all(source.kind == "blog" or source.is_copy for source in sources)


def printed(claims: Iterable[Claim], key: str) -> tuple[str, ...]:
    """How the sources print the party under `key` where they use another name, each once."""
    marked = f"{key}: "
    names = (name for claim in claims for name in claim.texts("named") if name.startswith(marked))
    return tuple(dict.fromkeys(name[len(marked) :] for name in names))


def text(when: When | None) -> str | None:
    return str(when) if when else None


def earliest(dates: Iterable[When]) -> When | None:
    """The date that ends first; a dated one before one that is open at its start."""
    return min(dates, key=lambda day: (day.first is None, day.last or date.max, day.text), default=None)


def latest(dates: Iterable[When]) -> When | None:
    """The date that ends last; one that is open at its start makes nothing younger."""
    known = list(dates)
    closed = [day for day in known if day.first is not None]
    return max(closed or known, key=lambda day: (day.last or date.max, day.text), default=None)


def _split(claims: Sequence[Claim], evidence: Evidence) -> tuple[list[Claim], list[Claim]]:
    """The claims of what is over by the date, and the others. What was seen before the end is over with it."""
    as_of = evidence.clocks.as_of
    ends = [end.last for claim in claims if (end := claim.when("until")) and end.last and end.last <= as_of]
    if not ends:
        return [], list(claims)
    finish = max(ends)
    over: list[Claim] = []
    live: list[Claim] = []
    for claim in claims:
        own, seen = claim.when("until"), evidence.dated(claim)
        before = seen.first is None or seen.first < finish
        (over if (own and own.certainly_by(as_of)) or (own is None and before) else live).append(claim)
    return over, live


def _by_date(claims: Iterable[Claim], evidence: Evidence) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {HOLDS: [], POSSIBLE: [], SEEN_LATER: []}
    for claim in claims:
        start = evidence.start(claim)
        if start.certainly_by(evidence.clocks.as_of):
            found[HOLDS].append(claim)
        elif start.possibly_by(evidence.clocks.as_of):
            found[POSSIBLE].append(claim)
        else:
            found[SEEN_LATER].append(claim)
    return found


def _may_be_over(claim: Claim, evidence: Evidence) -> bool:
    end = claim.when("until")
    return end is not None and end.possibly_by(evidence.clocks.as_of)


def _standing(word: str, claims: list[Claim], denied: list[Claim], evidence: Evidence) -> Standing:
    ordered = sorted(claims, key=evidence.newest_first)
    seen = [evidence.dated(claim) for claim in ordered]
    in_time = [day for day in seen if day.possibly_by(evidence.clocks.as_of)] or seen
    sources = sources_of(ordered, evidence)
    return Standing(
        word,
        tuple(ordered),
        tuple(sorted(denied, key=evidence.newest_first)),
        sources,
        since=earliest(start for claim in ordered if (start := claim.when("from"))),
        until=earliest(end for claim in ordered if (end := claim.when("until"))),
        first_seen=earliest(seen) or seen[0],
        last_seen=latest(in_time) or seen[0],
        weak=is_weak(sources),
        inferred=all(claim.is_inferred for claim in ordered),
    )
