"""Claims that contradict each other, found by rules and settled by policy or judgement. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from himagraph.contradictions import figures, relations, sayings, totals
from himagraph.contradictions.byhand import by_hand
from himagraph.contradictions.contradiction import Contradiction, Side
from himagraph.records import Judgement
from himagraph.resolve import Evidence

Rule = Callable[[Evidence, Iterable[Judgement]], Iterator[Contradiction]]

#: Every rule by name, in the order in which their findings are shown.
RULES: dict[str, Rule] = {
    "shares": figures.shares,
    "joint-ventures": sayings.joint_ventures,
    "figures": figures.figures,
    "totals": totals.totals,
    "counts-and-dates": sayings.counts_and_dates,
    "events": sayings.events,
    "leads": sayings.leads,
    "denials": sayings.denials,
    "brands-after-all": sayings.brands_after_all,
    "makers": relations.makers,
    "posts": relations.posts,
    "rights": relations.rights,
    "plans": relations.plans,
}


def contradictions(evidence: Evidence, judgements: Iterable[Judgement]) -> list[Contradiction]:
    """All contradictions among the claims, by rule and then by id; each id once.

    Last come those that no rule can compute and a judgement tells of (`by-hand`).
    """
    judged = list(judgements)
    found: dict[str, Contradiction] = {}
    for rule in RULES.values():
        for one in sorted(rule(evidence, judged), key=lambda one: one.id):
            found.setdefault(one.id, one)
    for one in sorted(by_hand(evidence, judged, found.values()), key=lambda one: one.id):
        found.setdefault(one.id, one)
    return list(found.values())


__all__ = ["RULES", "Contradiction", "Side", "contradictions"]
