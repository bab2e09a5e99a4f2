"""Claims that contradict each other, found by rules and settled by policy or judgement. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from himagraph.contradictions import (
    capital,
    deals,
    figures,
    happenings,
    levels,
    namesakes,
    plans,
    prices,
    ratios,
    relations,
    sayings,
    shares,
    totals,
)
from himagraph.contradictions.byhand import by_hand
from himagraph.contradictions.contradiction import Contradiction, Side
from himagraph.contradictions.docket import Docket
from himagraph.records import Entity, Judgement, Labels
from himagraph.resolve import Evidence

Rule = Callable[[Docket], Iterator[Contradiction]]

#: Every rule, in the order in which their findings are shown; what each finds says its docstring.
RULES: tuple[Rule, ...] = (
    shares.shares,
    shares.scopes,
    levels.moved,
    levels.rounded,
    levels.bounded,
    levels.ranked,
    levels.still_planned,
    capital.headlines,
    capital.overfull,
    capital.entries,
    capital.after_deals,
    deals.deals,
    deals.objects,
    deals.buyers,
    deals.counts,
    deals.values,
    sayings.joint_ventures,
    relations.controllers,
    namesakes.namesakes,
    figures.figures,
    figures.rounded,
    figures.measures,
    figures.twice,
    figures.milestones,
    figures.parts_of_profit,
    figures.perimeters,
    figures.prices,
    prices.launches,
    prices.expectations,
    totals.parts,
    totals.periods,
    ratios.shares_of_deliveries,
    ratios.growths,
    ratios.mirrored,
    ratios.weights,
    sayings.properties,
    sayings.counts,
    sayings.statements,
    sayings.leads,
    sayings.denials,
    happenings.dates,
    happenings.talks,
    happenings.numbers,
    happenings.outcomes,
    happenings.changes,
    happenings.foundings,
    happenings.beginnings,
    happenings.uses_before_launch,
    happenings.precedents,
    plans.targets,
    plans.unkept,
    plans.brands_after_all,
    relations.makers,
    relations.posts,
    relations.ranks,
    relations.speakers,
    relations.rights,
    relations.sellers,
)


def contradictions(
    evidence: Evidence,
    judgements: Iterable[Judgement],
    entities: Mapping[str, Entity] | None = None,
    shared_names: Mapping[str, Sequence[str]] | None = None,
    concepts: Mapping[str, Labels] | None = None,
) -> list[Contradiction]:
    """All contradictions among the claims, by rule and then by id.

    Last come those that no rule can compute and a judgement tells of (`by-hand`). Without `entities` ids stand for
    names, without `shared_names` no namesakes are told apart.
    """
    docket = Docket(evidence, list(judgements), entities or {}, shared_names or {}, concepts or {})
    found: dict[str, Contradiction] = {}
    for rule in RULES:
        _add(found, rule(docket))
    _add(found, by_hand(docket, list(found.values())))
    return list(found.values())


def _add(found: dict[str, Contradiction], rows: Iterable[Contradiction]) -> None:
    """The rows among those found, by id; one whose claim stands first in another already is counted on: `.2`."""
    for one in sorted(rows, key=lambda one: (one.id, one.subject.en)):
        handle, number = one.id, 1
        while handle in found:
            number += 1
            handle = f"{one.id}.{number}"
        found[handle] = replace(one, id=handle)


__all__ = ["RULES", "Contradiction", "Side", "contradictions"]
