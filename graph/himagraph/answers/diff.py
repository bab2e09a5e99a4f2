"""What changed between two dates: stakes, brands, cooperation, posts and control, gained, lost or changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from himagraph import vocab
from himagraph.answers.phrases import lines_for
from himagraph.answers.rows import Answer, Json, entity_json, envelope, source_json
from himagraph.ledger import Ledger, Question
from himagraph.ownership.controlling import between, controllers
from himagraph.ownership.found import MAJORITY, Controller
from himagraph.ownership.table import Ownership, ownership
from himagraph.records import Claim, Entity, Share, Source, last_day
from himagraph.resolve import Clocks, Evidence, capitals

#: What is compared: the keys that say which relation a claim of the kind speaks of.
_RELATIONS: dict[str, tuple[str, ...]] = {
    "affiliation": ("part", "whole", "role"),
    "cooperation": ("parties", "model", "brands"),
    "post": ("person", "organisation", "title"),
    "production": ("maker", "brand", "car"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation at a date: its share (None where it has none), the claim to show, and whether any says its start."""

    share: Share | None
    claim: Claim
    begun: bool


State = Mapping[tuple[str, ...], Standing]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `change` is gained, first-seen (no start is stated), lost or changed.

    `before` and `after` are shares where it is a stake.
    """

    change: str
    kind: str
    line: str
    line_zh: str
    before: Share | None
    after: Share | None
    claim: Claim
    source: Source

    def as_json(self) -> Json:
        return {
            "change": self.change,
            "kind": self.kind,
            "says": self.line,
            "says_zh": self.line_zh,
            "before": self.before.text() if self.before else None,
            "after": self.after.text() if self.after else None,
            "claim": vocab.claim_iri(self.claim.path),
            "source": source_json(self.source),
        }


@dataclass(frozen=True, slots=True)
class ControlChange:
    """Control by more than half of the votes that came, went or became certain or uncertain.

    `before` and `after` say whether it was for certain, None where there was none; `change` is as in `Change`.
    `claims` are the paths of those behind it, at the later date where it still is.
    """

    change: str
    holder: Entity
    issuer: Entity
    before: bool | None
    after: bool | None
    claims: tuple[str, ...]

    def line(self, lang: str = "en") -> str:
        """Who controls whom, as one sentence."""
        return f"{self.holder.label(lang)}{'控制' if lang == 'zh' else ' controls '}{self.issuer.label(lang)}"

    def as_json(self) -> Json:
        return {
            "change": self.change,
            "holder": entity_json(self.holder),
            "issuer": entity_json(self.issuer),
            "definition": MAJORITY,
            "before": _certainty(self.before),
            "after": _certainty(self.after),
            "claims": [vocab.claim_iri(path) for path in self.claims],
        }


@dataclass(frozen=True, slots=True)
class Diff(Answer):
    """The changes between two dates (the last days that they can mean), stakes first; control by issuer and holder."""

    command: ClassVar[str] = "diff"

    question: Question
    start: str
    end: str
    changes: tuple[Change, ...]
    control: tuple[ControlChange, ...]
    evidence: Evidence

    def claims(self) -> tuple[Claim, ...]:
        behind = {path for one in self.control for path in one.claims}
        decided = {claim.path: claim for claim in self.evidence.claims if claim.path in behind}
        return tuple(({one.claim.path: one.claim for one in self.changes} | decided).values())

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
            "control": [one.as_json() for one in self.control],
            "sentence": self.sentence(),
            "reason": None if self.changes or self.control else "nothing-changed",
        }


def diff(ledger: Ledger, start: str, end: str, question: Question) -> Diff:
    """What changed from one date to the other, on what the question lets through."""
    claims = ledger.claims_of_kind("stake", "transaction", "control-right", "covenant", *_RELATIONS)
    evidence = ledger.evidence(claims, question)
    then, later = _at(evidence, start), _at(evidence, end)
    before, after = _state(then), _state(later)
    found = [*_changes(before, after)]
    spoken = list({claim.path: claim for _, _, _, _, claim in found}.values())
    english, chinese = lines_for(spoken, ledger, "en"), lines_for(spoken, ledger, "zh")
    changes = tuple(
        Change(
            change, key[0], english[claim.path], chinese[claim.path], was, now, claim,
            evidence.source(claim),
        )
        for change, key, was, now, claim in found
    )  # fmt: skip
    return Diff(question, start, end, changes, _control_changes(ledger, then, later), evidence)


def _at(evidence: Evidence, day: str) -> Evidence:
    return replace(evidence, clocks=Clocks(last_day(day), evidence.clocks.known_at))


def _state(evidence: Evidence) -> State:
    """What surely holds at the date, by the kind of relation and its parties."""
    state: dict[tuple[str, ...], Standing] = {}
    for capital in capitals(evidence).values():
        for row in capital.holdings:
            state["stake", row.issuer, row.holder] = Standing(row.share, row.preferred, row.since is not None)
    as_of = evidence.clocks.as_of
    for claim in sorted(evidence.claims, key=evidence.newest_first):
        keys = _RELATIONS.get(claim.kind)
        end = claim.when("until")
        if keys is None or claim.is_denied or not evidence.start(claim).certainly_by(as_of):
            continue
        if end is None or not end.certainly_by(as_of):
            what = tuple(" ".join(claim.ids(key)) or claim.text(key) or claim.free_text(key) or "" for key in keys)
            newest = state.get((claim.kind, *what), Standing(None, claim, begun=False))
            begun = newest.begun or claim.when("from") is not None
            state[claim.kind, *what] = replace(newest, begun=begun)
    return state


def _changes(before: State, after: State) -> Iterator[tuple[str, tuple[str, ...], Share | None, Share | None, Claim]]:
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[0] != "stake", key)):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield "gained" if now.begun else "first-seen", key, None, now.share, now.claim
        elif was is not None and now is None:
            yield "lost", key, was.share, None, was.claim
        elif was is not None and now is not None and was.share != now.share:
            yield "changed", key, was.share, now.share, now.claim


def _control_changes(ledger: Ledger, then: Evidence, later: Evidence) -> tuple[ControlChange, ...]:
    """Control that is for certain at one of the dates and not so at the other, by issuer and holder."""
    tables = ownership(then), ownership(later)
    before, after = (_controllers(table) for table in tables)
    entities = ledger.entities({name for pair in before.keys() | after.keys() for name in pair})
    found: list[ControlChange] = []
    for issuer, holder in sorted(before.keys() | after.keys()):
        was, now = before.get((issuer, holder)), after.get((issuer, holder))
        last = now or was
        if last is None or (was is not None and was.is_certain) == (now is not None and now.is_certain):
            continue
        if was and now:
            change = "changed"
        elif was:
            change = "lost"
        else:
            change = "gained" if _has_begun(*tables, holder, issuer) else "first-seen"
        certain_before, certain_after = (one.is_certain if one else None for one in (was, now))
        found.append(
            ControlChange(change, entities[holder], entities[issuer], certain_before, certain_after, last.claims)
        )
    return tuple(found)


def _has_begun(then: Ownership, later: Ownership, holder: str, issuer: str) -> bool:
    """Whether each link from the one to the other that was not there before says when it began, as with stakes."""
    new = [pair for pair in between(later, holder, issuer) if pair not in then.rows]
    stakes = [later.rows[pair] for pair in new if pair in later.rows]
    rights = [claim for pair in new if pair not in later.rows for claim in later.claims_of_right(*pair)]
    rights = [claim for claim in rights if claim not in then.right_claims]
    return all(row.since for row in stakes) and all(claim.when("from") for claim in rights)


def _controllers(table: Ownership) -> dict[tuple[str, str], Controller]:
    """Who controls whom, by issuer and holder."""
    found = [one for issuer in table.names for one in controllers(table, issuer)]
    return {(one.issuer, one.holder): one for one in found}


def _certainty(value: bool | None) -> str | None:
    return None if value is None else "certain" if value else "possible"
