"""A contradiction: claims that cannot all hold, and what settles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from himagraph import vocab
from himagraph.records import Claim, Judgement
from himagraph.resolve import Evidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, in a few words, and the claims that say it, best evidence first."""

    says: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sides that cannot all hold. `rule` names the rule that found it, `subject` what it is about in a few words.

    It is settled when a judgement or the policy prefers one side (`preferred` is its place), or a judgement says that
    both hold; otherwise, or where the judgement leaves it so, it is open.
    `by` says what settled it, or why it is open.
    """

    id: str
    rule: str
    subject: str
    about: tuple[str, ...]
    sides: tuple[Side, ...]
    preferred: int | None
    by: str
    judgement: str | None = None
    is_left_open: bool = False

    @property
    def is_settled(self) -> bool:
        return self.preferred is not None or (self.judgement is not None and not self.is_left_open)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for side in self.sides for claim in side.claims)


def contradiction(
    rule: str,
    subject: str,
    about: Iterable[str],
    sides: Mapping[str, Sequence[Claim]],
    evidence: Evidence,
    judgements: Iterable[Judgement],
    ruled: tuple[str, str] | None = None,
) -> Contradiction:
    """The contradiction between the sides, settled as far as judgements and the policy do; best side first.

    `ruled` names the side that the rule itself prefers, and why; only a judgement goes before it. A side without
    claims is what the record does not show.
    """
    made = [Side(says, tuple(sorted(claims, key=evidence.newest_first))) for says, claims in sides.items()]
    made.sort(key=lambda side: (not side.claims, [evidence.newest_first(one) for one in side.claims[:1]], side.says))
    judged = list(judgements)
    preferred, by, judgement = _settle(made, evidence, judged, ruled)
    is_left_open = any(one.id == judgement and one.is_open for one in judged)
    first = min(claim.path for side in made for claim in side.claims)
    handle = f"{rule}/{first.replace('/', '.')}"
    return Contradiction(
        handle, rule, subject, tuple(sorted(set(about))), tuple(made), preferred, by, judgement, is_left_open
    )


def _settle(
    sides: Sequence[Side], evidence: Evidence, judgements: Iterable[Judgement], ruled: tuple[str, str] | None
) -> tuple[int | None, str, str | None]:
    judged = _judged(sides, judgements)
    if judged:
        return judged
    if ruled:
        return [side.says for side in sides].index(ruled[0]), ruled[1], None
    grades = [min(evidence.grade(claim) for claim in side.claims) for side in sides]
    best = min(grades)
    if grades.count(best) == 1:
        place = grades.index(best)
        names = evidence.policy.grades
        second = min(grade for grade in grades if grade != best)
        word = [names[grade] if grade < len(names) else "unknown" for grade in (best, second)]
        return place, f"policy: {word[0]} before {word[1]}", None
    return None, "evidence of one grade on each side", None


def _judged(sides: Sequence[Side], judgements: Iterable[Judgement]) -> tuple[int | None, str, str | None] | None:
    explained: tuple[int | None, str, str | None] | None = None
    refuted: set[int] = set()
    named: Judgement | None = None
    for judgement in judgements:
        about = {vocab.slug_of(one) for one in judgement.about}
        hit = [place for place, side in enumerate(sides) if any(claim.path in about for claim in side.claims)]
        if not hit:
            continue
        first = vocab.slug_of(judgement.about[0])
        chosen = [place for place in hit if any(claim.path == first for claim in sides[place].claims)]
        if judgement.verdict == "prefer" and chosen:
            return chosen[0], judgement.reason, judgement.id
        if judgement.verdict == "refuted":
            refuted.update(hit)
            named = judgement
        elif judgement.verdict == "explained":
            explained = (None, judgement.reason, judgement.id)
    left = [place for place in range(len(sides)) if place not in refuted]
    if named and len(left) == 1:
        return left[0], named.reason, named.id
    return explained
