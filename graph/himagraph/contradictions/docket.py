"""What a rule goes by: the claims that may disagree, what was judged of them, and the entities with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from himagraph.contradictions.contradiction import Contradiction, Ruling, contradiction
from himagraph.records import Claim, Entity, Judgement, Labels
from himagraph.resolve import Evidence

Sides = Mapping[Labels, Sequence[Claim]]


def same(text: str) -> Labels:
    """Words that read the same in both languages, such as figures and dates."""
    return Labels(text, text)


@dataclass(slots=True)
class Docket:
    """The claims by kind, with all that settles what they disagree in. `entities` may be empty: then ids stand for
    names. `shared_names` are the names that several legal persons bear, with these; `concepts` the labels of models and
    tasks."""

    evidence: Evidence
    judgements: Sequence[Judgement] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict[str, Entity])
    shared_names: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    concepts: Mapping[str, Labels] = field(default_factory=dict[str, Labels])
    _by_kind: dict[str, list[Claim]] = field(default_factory=dict[str, list[Claim]])

    def __post_init__(self) -> None:
        for claim in self.evidence.claims:
            self._by_kind.setdefault(claim.kind, []).append(claim)

    def asserted(self, *kinds: str) -> Iterator[Claim]:
        """The claims of these kinds that no denial are, in the order of the kinds and then of their paths."""
        return (claim for kind in kinds for claim in self._by_kind.get(kind, ()) if not claim.is_denied)

    def denied(self, *kinds: str) -> Iterator[Claim]:
        return (claim for kind in kinds for claim in self._by_kind.get(kind, ()) if claim.is_denied)

    def words(self, en: str, zh: str, *parts: str | Labels) -> Labels:
        """A text in both languages with words, or the names of entities by id, in its places `{0}`, `{1}`."""
        named = [part if isinstance(part, Labels) else self._name(part) for part in parts]
        return Labels(en.format(*(one.pick("en") for one in named)), zh.format(*(one.pick("zh") for one in named)))

    def _name(self, slug: str) -> Labels:
        entity = self.entities.get(slug)
        return Labels(entity.label("en"), entity.label("zh")) if entity else same(slug)

    def names(self, slugs: Iterable[str]) -> Labels:
        """The names of several entities, with commas between."""
        listed = list(slugs)
        places = [f"{{{place}}}" for place in range(len(listed))]
        return self.words(", ".join(places), "、".join(places), *listed)

    def found(
        self, rule: str, subject: Labels, about: Iterable[str], sides: Sides, ruling: Ruling | None = None
    ) -> Contradiction:
        """The contradiction between the sides, settled as far as judgements, the rule and the policy do."""
        return contradiction(rule, subject, about, sides, self.evidence, self.judgements, ruling)
