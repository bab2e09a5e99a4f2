"""A contradiction: claims that cannot all hold, and what settles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from himagraph import vocab
from himagraph.records import Claim, Judgement, Labels
from himagraph.resolve import Evidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, in a few words, and the claims that say it, best evidence first."""

    says: Labels
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule itself decides, and why: the side that it prefers, None where all sides can hold together."""

    side: Labels | None
    why: Labels


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sides that cannot all hold. `rule` names the rule that found it, `subject` what it is about in a few words.

    It is settled when a judgement, the rule or the policy prefers one side (`preferred` is its place) or says that
    all can hold; otherwise, or where the judgement leaves it so, it is open. `by` says what settled it, or why it is
    open.
    """

    id: str
    rule: str
    subject: Labels
    about: tuple[str, ...]
    sides: tuple[Side, ...]
    is_settled: bool
    preferred: int | None
    by: Labels
    judgement: str | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for side in self.sides for claim in side.claims)


_OPEN = Labels("evidence of one grade on each side", "双方证据等级相同")
_UNKNOWN = Labels("unknown", "未知")
_GRADES = {
    "filing": Labels("filing", "公告"), "company": Labels("company", "公司"), "news": Labels("news", "新闻"),
    "blog": Labels("blog", "博客"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Outcome:
    by: Labels
    preferred: int | None = None
    judgement: str | None = None
    is_open: bool = False


def contradiction(
    rule: str,
    subject: Labels,
    about: Iterable[str],
    sides: Mapping[Labels, Sequence[Claim]],
    evidence: Evidence,
    judgements: Iterable[Judgement],
    ruling: Ruling | None = None,
) -> Contradiction:
    """The contradiction between the sides, settled as far as judgements, the rule and the policy do; best side first.

    Only a judgement goes before what the rule decides. A side without claims is what the record does not show.
    """
    made = [Side(says, tuple(sorted(claims, key=evidence.newest_first))) for says, claims in sides.items()]
    made.sort(key=lambda side: (not side.claims, [evidence.newest_first(one) for one in side.claims[:1]], side.says.en))
    outcome = _judged(made, judgements) or _ruled(made, ruling) or _by_grade(made, evidence)
    first = min(claim.path for side in made for claim in side.claims)
    return Contradiction(
        f"{rule}/{first.replace('/', '.')}",
        rule,
        subject,
        tuple(sorted(set(about))),
        tuple(made),
        not outcome.is_open,
        outcome.preferred,
        outcome.by,
        outcome.judgement,
    )


def _ruled(sides: Sequence[Side], ruling: Ruling | None) -> _Outcome | None:
    if ruling is None:
        return None
    return _Outcome(ruling.why, [side.says for side in sides].index(ruling.side) if ruling.side else None)


def _by_grade(sides: Sequence[Side], evidence: Evidence) -> _Outcome:
    grades = [min(evidence.grade(claim) for claim in side.claims) for side in sides if side.claims]
    best = min(grades)
    if grades.count(best) > 1 or len(grades) == 1:
        return _Outcome(_OPEN, is_open=True)
    second = min(grade for grade in grades if grade != best)
    names = evidence.policy.grades
    better, worse = (
        _GRADES.get(names[grade], Labels(names[grade])) if grade < len(names) else _UNKNOWN for grade in (best, second)
    )
    why = Labels(f"policy: {better.en} before {worse.en}", f"政策：{better.pick('zh')}优先于{worse.pick('zh')}")
    return _Outcome(why, grades.index(best))


def _judged(sides: Sequence[Side], judgements: Iterable[Judgement]) -> _Outcome | None:
    explained: list[tuple[int, int, Judgement]] = []
    refuted: set[int] = set()
    named: Judgement | None = None
    told = sum(bool(side.claims) for side in sides)
    for place, judgement in enumerate(judgements):
        about = _about(judgement)
        hit = [place for place, side in enumerate(sides) if any(claim.path in about for claim in side.claims)]
        if not hit:
            continue
        first = about[0]
        chosen = [place for place in hit if any(claim.path == first for claim in sides[place].claims)]
        # What it puts its claim before must stand here too: else it was judged of something else.
        if judgement.verdict == "prefer" and chosen and (len(hit) > 1 or len(about) == 1):
            return _Outcome(Labels(judgement.reason), chosen[0], judgement.id)
        if judgement.verdict == "refuted":
            refuted.update(hit)
            named = judgement
        elif judgement.verdict in ("explained", "not-same") and len(hit) >= min(2, told):
            explained.append((len(hit), -place, judgement))
    left = [place for place in range(len(sides)) if place not in refuted]
    if named and len(left) == 1:
        return _Outcome(Labels(named.reason), left[0], named.id)
    if not explained:
        return None
    *_, nearest = max(explained, key=lambda one: one[:2])
    return _Outcome(Labels(nearest.reason), None, nearest.id, nearest.is_open)


@cache
def _about(judgement: Judgement) -> tuple[str, ...]:
    return tuple(vocab.slug_of(one) for one in judgement.about)
