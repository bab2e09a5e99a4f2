"""What changed between two dates: stakes, brands, cooperation and posts that were gained, lost or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from himagraph import vocab
from himagraph.answers.phrases import lines_for
from himagraph.answers.rows import Json, envelope, source_json
from himagraph.ledger import Ledger, Question
from himagraph.records import Claim, Source, last_day
from himagraph.resolve import Clocks, Evidence, capitals

#: What is compared: the keys that say which relation a claim of the kind speaks of.
_RELATIONS: dict[str, tuple[str, ...]] = {
    "affiliation": ("part", "whole", "role"),
    "cooperation": ("parties", "model", "brands"),
    "post": ("person", "organisation", "title"),
    "production": ("maker", "brand", "car"),
}
State = Mapping[tuple[str, ...], tuple[str, Claim]]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `change` is gained, first-seen (no start is stated), lost or changed.

    `before` and `after` are shares where it is a stake.
    """

    change: str
    kind: str
    line: str
    line_zh: str
    before: str | None
    after: str | None
    claim: Claim
    source: Source

    def as_json(self) -> Json:
        return {
            "change": self.change,
            "kind": self.kind,
            "says": self.line,
            "says_zh": self.line_zh,
            "before": self.before,
            "after": self.after,
            "claim": vocab.claim_iri(self.claim.path),
            "source": source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes between two dates (the last days that they can mean), stakes first."""

    command: ClassVar[str] = "diff"

    question: Question
    start: str
    end: str
    changes: tuple[Change, ...]

    def claims(self) -> tuple[Claim, ...]:
        return tuple({one.claim.path: one.claim for one in self.changes}.values())

    def sentence(self, lang: str = "en") -> str:
        """How many of each there are."""
        words = ("gained", "first-seen", "lost", "changed")
        gained, seen, lost, changed = (sum(one.change == word for one in self.changes) for word in words)
        if lang == "zh":
            return f"{self.start}至{self.end}：新增{gained}，首见{seen}，失去{lost}，变化{changed}。"
        return f"From {self.start} to {self.end}: {gained} gained, {seen} first seen, {lost} lost, {changed} changed."

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "from": self.start,
            "to": self.end,
            "changes": [one.as_json() for one in self.changes],
            "sentence": self.sentence(),
            "reason": None if self.changes else "nothing-changed",
        }


def diff(ledger: Ledger, start: str, end: str, question: Question) -> Diff:
    """What changed from one date to the other, on what the question lets through."""
    claims = ledger.claims_of_kind("stake", "transaction", *_RELATIONS)
    evidence = ledger.evidence(claims, question)
    before, after = (_state(_at(evidence, day)) for day in (start, end))
    found = [*_changes(before, after)]
    spoken = list({claim.path: claim for _, _, _, _, claim in found}.values())
    english, chinese = lines_for(spoken, ledger, "en"), lines_for(spoken, ledger, "zh")
    changes = tuple(
        Change(
            change, key[0], english[claim.path], chinese[claim.path], was or None, now or None, claim,
            evidence.source(claim),
        )
        for change, key, was, now, claim in found
    )  # fmt: skip
    return Diff(question, start, end, changes)


def _at(evidence: Evidence, day: str) -> Evidence:
    return replace(evidence, clocks=Clocks(last_day(day), evidence.clocks.known_at))


def _state(evidence: Evidence) -> State:
    """What surely holds at the date: each relation with its share (empty where it has none) and its claim."""
    state: dict[tuple[str, ...], tuple[str, Claim]] = {}
    for capital in capitals(evidence).values():
        for row in capital.holdings:
            state["stake", row.issuer, row.holder] = (row.share.text(), row.preferred)
    as_of = evidence.clocks.as_of
    for claim in sorted(evidence.claims, key=evidence.newest_first):
        keys = _RELATIONS.get(claim.kind)
        end = claim.when("until")
        if keys is None or claim.is_denied or not evidence.start(claim).certainly_by(as_of):
            continue
        if end is None or not end.certainly_by(as_of):
            what = tuple(" ".join(claim.ids(key)) or claim.text(key) or claim.free_text(key) or "" for key in keys)
            state.setdefault((claim.kind, *what), ("", claim))
    return state


def _changes(before: State, after: State) -> Iterator[tuple[str, tuple[str, ...], str, str, Claim]]:
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[0] != "stake", key)):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield "gained" if now[1].when("from") else "first-seen", key, "", now[0], now[1]
        elif was is not None and now is None:
            yield "lost", key, was[0], "", was[1]
        elif was is not None and now is not None and was[0] != now[0]:
            yield "changed", key, was[0], now[0], now[1]
