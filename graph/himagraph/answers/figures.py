"""Printed figures about one thing: those that agree in one row, those that contradict side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from himagraph.answers import numbers
from himagraph.answers.rows import Json, claims_json, entity_json, source_json, sources_of
from himagraph.answers.standing import is_weak
from himagraph.kinds import KINDS
from himagraph.records import Claim, Entity, Labels, Quantity, Source
from himagraph.resolve import Evidence

_BASIS = KINDS["delivery"].key("basis")
#: Measures of sales in the order in which they are named.
BASES = _BASIS.choices if _BASIS else ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as printed. `claims` print it, best evidence first; `coarser` print a bound or a rounding of it;
    `contradicting` print another number on the same basis. `speakers` are quoted for it."""

    claims: tuple[Claim, ...]
    coarser: tuple[Claim, ...]
    contradicting: tuple[Claim, ...]
    sources: tuple[Source, ...]
    speakers: tuple[Entity, ...]

    @property
    def quantity(self) -> Quantity:
        return self.claims[0].quantity("value") or Quantity(None, None)

    @property
    def bound(self) -> str | None:
        return self.claims[0].text("bound")

    @property
    def value(self) -> tuple[Quantity, str | None]:
        return self.quantity, self.bound

    @property
    def bases(self) -> tuple[str, ...]:
        """The measures under which it is printed, in the order of `BASES`."""
        return bases(self.claims)

    @property
    def segment(self) -> str | None:
        return self.claims[0].text("segment")

    @property
    def unit(self) -> str | None:
        return self.claims[0].text("unit")

    @property
    def weak(self) -> bool:
        """Whether only blogs or copies print the number itself."""
        return is_weak(source for source in self.sources if source.id in {claim.source for claim in self.claims})

    def text(self, lang: str = "en") -> str:
        return numbers.text(self.quantity, self.bound, lang)

    def as_json(self) -> Json:
        return {
            "value": numbers.as_json(self.quantity, self.bound),
            "basis": next(iter(self.bases), None),
            "bases": list(self.bases),
            "bound": self.bound,
            "segment": self.segment,
            "unit": self.unit,
            "said_by": [party_json(one) for one in self.speakers],
            "also_printed": [
                {"value": numbers.as_json(claim.quantity("value"), claim.text("bound")), "claims": claims_json([claim])}
                for claim in self.coarser
            ],
            "weak": self.weak,
            "conflict": bool(self.contradicting),
            "contradicting": claims_json(self.contradicting),
            "claims": claims_json((*self.claims, *self.coarser)),
            "sources": [source_json(source) for source in self.sources],
        }


def figures(claims: Iterable[Claim], evidence: Evidence, named: Callable[[str], Entity]) -> list[Figure]:
    """The figures about one subject, period and segment, the best first.

    A bound or a rounding stands beside the exact figure that it leaves room for; a figure on another basis is
    another measure, never a contradiction.
    """
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=evidence.newest_first):
        groups.setdefault((claim.quantity("value"), _bound(claim)), []).append(claim)
    exact = [group for group in groups.values() if _is_exact(group[0])]
    coarse = [group for group in groups.values() if not _is_exact(group[0])]
    under: dict[str, list[Claim]] = {}
    apart: list[list[Claim]] = []
    for group in coarse:
        home = next((one for one in exact if _may_be_same(one, group)), None)
        if home:
            under.setdefault(home[0].path, []).extend(group)
        else:
            apart.append(group)
    rows = sorted([*exact, *apart], key=lambda group: (not _is_exact(group[0]), evidence.newest_first(group[0])))
    return [
        Figure(
            tuple(group),
            tuple(under.get(group[0].path, ())),
            tuple(claim for other in rows if other is not group and _contradict(group, other) for claim in other),
            sources_of([*group, *under.get(group[0].path, ())], evidence),
            speakers(group, named),
        )
        for group in rows
    ]


def party_json(party: Entity) -> Json:
    """The entity as JSON; what a source only names by a text, or several together, has neither id nor IRI."""
    if party.kind in ("text", "several"):
        return {**entity_json(party), "id": None, "iri": None}
    return entity_json(party)


def bases(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The bases of the claims in the order of `BASES`."""
    found = {claim.text("basis") or "unknown" for claim in claims}
    return tuple(basis for basis in BASES if basis in found)


def speakers(claims: Iterable[Claim], named: Callable[[str], Entity]) -> tuple[Entity, ...]:
    """Who is quoted for a figure, each once; who is not in the register as an entity of kind `text`."""
    found: dict[str, Entity] = {}
    for claim in claims:
        for slug in claim.ids("said_by"):
            found.setdefault(slug, named(slug))
        unnamed = claim.free_text("said_by")
        if unnamed:
            found.setdefault(unnamed, Entity(unnamed, "text", Labels(unnamed)))
    return tuple(found.values())


def _bound(claim: Claim) -> str | None:
    bound = claim.text("bound")
    return None if bound == "exact" else bound


def _is_exact(claim: Claim) -> bool:
    quantity = claim.quantity("value")
    return quantity is not None and numbers.is_exact(quantity, claim.text("bound"))


def _value(claim: Claim) -> tuple[Quantity, str | None]:
    return claim.quantity("value") or Quantity(None, None), claim.text("bound")


def _may_be_same(one: list[Claim], other: list[Claim]) -> bool:
    return bool(set(bases(one)) & set(bases(other))) and numbers.agree(_value(one[0]), _value(other[0]))


def _contradict(one: list[Claim], other: list[Claim]) -> bool:
    return bool(set(bases(one)) & set(bases(other))) and not numbers.agree(_value(one[0]), _value(other[0]))
