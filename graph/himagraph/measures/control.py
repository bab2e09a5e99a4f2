"""Who decides: sets that grow from a start by a rule on votes, to the least fixpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from fractions import Fraction

from himagraph.measures.columns import Table
from himagraph.measures.stakes import WHOLE, Stake
from himagraph.records import Share

#: Whether a group decides over an issuer.
Rule = Callable[[str, Set[str]], bool]

HALF = Fraction(1, 2)


def closure(
    table: Table, start: Iterable[str], decides: Rule, extra: Callable[[str], Iterable[str]] = lambda _: ()
) -> set[str]:
    """All over which the start decides, with the help of those over which it already does; the start left out.

    Parameters
    ----------
    decides : called with an issuer and the group so far; must not turn false when the group grows.
    extra : issuers, beyond those that a member holds shares of, over which it may have a say.

    Notes
    -----
    The least fixpoint of :math:`S \\leftarrow S \\cup \\{y : decides(y, S)\\}`. Two firms that prop each other up do
    not enter the set of an outsider: nothing in the set supports them. Each member brings its holdings up once, so the
    cost is the number of stakes of those who are touched.
    """
    group = set(start)
    begun = frozenset(group)
    waiting = list(group)
    while waiting:
        member = waiting.pop()
        for issuer in (*table.held_by(member), *extra(member)):
            if issuer not in group and decides(issuer, group):
                group.add(issuer)
                waiting.append(issuer)
    return group - begun


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain of control: an issuer, the votes that decide over it, together in percent, and their rows."""

    issuer: str
    share: Share
    rows: tuple[Stake, ...]


def steps(table: Table, holder: str, issuer: str, *, possible: bool = False) -> tuple[Step, ...]:
    """How a holder comes to control an issuer by majority, each step resting on those before; empty where it does not.

    Only what the last step needs is given: at every step the votes of the holder and of all that earlier steps gained.
    """
    decides = majority(table, possible=possible)
    order: list[str] = []
    group = {holder}
    # Round by round, so that no step rests on more rounds than it must.
    while issuer not in group:
        touched = dict.fromkeys(below for member in group for below in table.held_by(member) if below not in group)
        gained = [one for one in touched if decides(one, group)]
        if not gained:
            return ()
        order += gained
        group.update(gained)
    place = {one: number for number, one in enumerate([holder, *order])}
    needed: set[str] = set()
    waiting = [issuer] if issuer != holder else []
    while waiting:
        one = waiting.pop()
        needed.add(one)
        helpers = [other for other in table.columns[one].boxes if 0 < place.get(other, 0) < place[one]]
        waiting += [other for other in helpers if other not in needed]
    found: list[Step] = []
    group = {holder}
    for one in order:
        if one in needed:
            column = table.columns[one]
            share = Share(column.least(group) * WHOLE, column.most(group, open_rest=table.open_rest) * WHOLE)
            found.append(Step(one, share, tuple(row for row in column.stakes if row.holder in group)))
            group.add(one)
    return tuple(found)


def majority(table: Table, *, possible: bool = False) -> Rule:
    """Strictly more than half of the votes, at the least of each range, or for `possible` at the most that fits."""

    def decides(issuer: str, group: Set[str]) -> bool:
        return _together(table, issuer, group, possible=possible) > HALF

    return decides


def half(table: Table, *, possible: bool = False) -> Rule:
    """Half or more: the rule of sanctions lists."""

    def decides(issuer: str, group: Set[str]) -> bool:
        return _together(table, issuer, group, possible=possible) >= HALF

    return decides


def controllers(table: Table, issuer: str, decides: Rule) -> set[str]:
    """All who decide over the issuer, alone or with what they decide over."""
    return {
        holder for holder in table.above(issuer) if holder != issuer and issuer in closure(table, [holder], decides)
    }


def ultimate_controllers(table: Table, issuer: str, decides: Rule) -> set[str]:
    """Those of the controllers over whom nobody else decides, save those over whom they decide themselves."""
    found = controllers(table, issuer, decides)
    under = {holder: closure(table, [holder], decides) for holder in found}
    return {
        holder
        for holder in found
        if all(holder not in under[other] or other in under[holder] for other in found if other != holder)
    }


def _together(table: Table, issuer: str, group: Set[str], *, possible: bool) -> Fraction:
    column = table.columns.get(issuer)
    if column is None:
        return Fraction(0)
    return column.most(group, open_rest=table.open_rest) if possible else column.least(group)
