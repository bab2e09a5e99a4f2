"""What may be used to answer: the two clocks, the selection of sources, and the claims that pass them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from himagraph import vocab
from himagraph.frozen import dataclass
from himagraph.records import Claim, Judgement, Source, When
from himagraph.resolve.policy import Policy


@dataclass(frozen=True, slots=True)
class Clocks:
    """When it was true (`as_of`) and when it was published (`known_at`)."""

    as_of: date
    known_at: date


@dataclass(frozen=True, slots=True)
class Selection:
    """Sources by slug: `only` these (empty: all), `without` those."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def takes(self, source: str) -> bool:
        return source not in self.without and (not self.only or source in self.only)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims that may be used, with their sources, what was judged of them, the clocks and the policy.

    `refuted` holds why, by claim path; `preferred` the paths of claims that a judgement puts before all others;
    `set_aside` the claims that it puts them before, by path, where the preferred claim may be used too.
    """

    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    refuted: Mapping[str, str]
    preferred: frozenset[str]
    set_aside: Mapping[str, Claim]
    clocks: Clocks
    policy: Policy

    def source(self, claim: Claim) -> Source:
        return self.sources[claim.source]

    def grade(self, claim: Claim) -> int:
        """The grade of a claim's source, 0 best; below 0 where a judgement prefers the claim."""
        if claim.path in self.preferred:
            return -1
        return self.policy.grade(self.source(claim).kind)

    def dated(self, claim: Claim) -> When:
        """The date that a claim is evidence for: `observed`, else `from`, else that of its source."""
        return claim.when("observed") or claim.when("from") or self.source(claim).dated

    def start(self, claim: Claim) -> When:
        """From when it surely holds: `from`, else when it was observed."""
        return claim.when("from") or claim.when("observed") or self.source(claim).dated

    def newest_first(self, claim: Claim) -> tuple[int, int, str]:
        """A key that sorts the better evidence first: grade, then the later publication, then its path."""
        return self.grade(claim), -self.source(claim).known_from.toordinal(), claim.path


def gather(
    claims: Iterable[Claim],
    sources: Mapping[str, Source],
    judgements: Iterable[Judgement],
    clocks: Clocks,
    selection: Selection,
    policy: Policy,
) -> Evidence:
    """The claims known at the knowledge clock and taken by the selection, in the order of their paths.

    Refuted claims are left out; `refuted` says why, by claim path.
    """
    judgements = list(judgements)
    known = sorted(
        (
            claim
            for claim in claims
            if selection.takes(claim.source) and sources[claim.source].known_from <= clocks.known_at
        ),
        key=lambda claim: claim.path,
    )
    refuted = {
        vocab.slug_of(about): judgement.reason
        for judgement in judgements
        if judgement.verdict == "refuted"
        for about in judgement.about
    }
    preferred = frozenset(vocab.slug_of(one.about[0]) for one in judgements if one.verdict == "prefer" and one.about)
    standing = tuple(claim for claim in known if claim.path not in refuted)
    by_path = {claim.path: claim for claim in standing}
    set_aside = {
        vocab.slug_of(about): by_path[first]
        for judgement in judgements
        if judgement.verdict == "prefer" and judgement.about
        if (first := vocab.slug_of(judgement.about[0])) in by_path
        for about in judgement.about[1:]
    }
    why = {claim.path: refuted[claim.path] for claim in known if claim.path in refuted}
    return Evidence(standing, sources, why, preferred, set_aside, clocks, policy)
