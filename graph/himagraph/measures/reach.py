"""The chance that the way up from a share, from holder to holder, comes to a goal: the net look-through share.

Take one unit of an issuer's capital, go to whoever holds it, then to whoever holds a unit of that one, and so on: the
chance of ever meeting x is the share of the issuer that is x's, its own money coming round counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction

from himagraph.measures.columns import Table
from himagraph.measures.graph import reached
from himagraph.measures.linear import ONE, ZERO, solve

Policy = dict[str, tuple[dict[str, Fraction], Fraction]]


def chances(
    table: Table, region: Iterable[str], goal: Collection[str], rest_of: Collection[str] = (), *, end: str = "low"
) -> dict[str, Fraction | None]:
    """For each issuer of the region the chance of coming from its capital to the goal.

    Parameters
    ----------
    region : issuers; every way from one of them to the goal must run inside the region.
    goal : holders at whom the way ends.
    rest_of : issuers whose unnamed capital belongs to the goal as well.
    end : "low" with every holder at the least of its range, what is free being unnamed; "most" and "least" over all
        completions that keep each issuer's column within 100 percent.

    Returns
    -------
    {issuer: share of 1}; None where capital is over-full by a rounding and leaves no finite solution.

    Notes
    -----
    With :math:`v_w = 1` for a holder in the goal and :math:`v_w = f_w` for any other,

    .. math:: f_y = \\max_{W_{\\cdot y}} \\sum_w W_{wy} v_w

    where every column ranges over its own box: a Markov decision process with total reward. Each step of the policy
    iteration evaluates one choice of columns exactly and changes only columns that become strictly better, so it ends
    at the optimum of all issuers at once. One solution at the matrix of upper bounds would not do: two unknown shares
    of one issuer would each count 100 percent. For the least, issuers from which the goal can be avoided for good are
    found first (a ring may close), since the equation alone does not tell them.

    Reference: Puterman, Markov Decision Processes (1994), section 7.2.
    """
    issuers = [issuer for issuer in dict.fromkeys(region) if issuer in table.columns]
    inside = set(issuers)
    fixed_at_zero = _avoiding(table, inside, goal, rest_of) if end == "least" else set[str]()
    policy: Policy = {
        issuer: (
            {holder: low for holder, (low, _) in table.columns[issuer].boxes.items()},
            table.columns[issuer].free + table.columns[issuer].unnamed,
        )
        for issuer in issuers
        if issuer not in fixed_at_zero
    }
    movable = [] if end == "low" else [issuer for issuer in policy if not table.columns[issuer].is_fixed]
    while True:
        found = _evaluate(policy, goal, rest_of)
        if any(value is None for value in found.values()):
            return dict.fromkeys(issuers)
        values = {issuer: value or ZERO for issuer, value in found.items()}
        worth = _worth(values, goal)
        better: Policy = {}
        for issuer in movable:
            of_rest = ONE if issuer in rest_of else ZERO
            weights, rest = table.columns[issuer].filled(worth, of_rest, least=end == "least")
            value = rest * of_rest + sum((weight * worth(holder) for holder, weight in weights.items()), ZERO)
            if value < values[issuer] if end == "least" else value > values[issuer]:
                better[issuer] = weights, rest
        if not better:
            return {issuer: values.get(issuer, ZERO) for issuer in issuers}
        policy |= better


def _worth(values: Mapping[str, Fraction], goal: Collection[str]) -> Callable[[str], Fraction]:
    """What a unit of capital is worth with a holder."""
    return lambda holder: ONE if holder in goal else values.get(holder, ZERO)


def _evaluate(policy: Policy, goal: Collection[str], rest_of: Collection[str]) -> dict[str, Fraction | None]:
    """The chances under one choice of columns; 0 for those from which the goal is out of reach."""
    constants: dict[str, Fraction] = {}
    used_by: dict[str, list[str]] = {}
    rows: dict[str, dict[str, Fraction]] = {}
    for issuer, (weights, rest) in policy.items():
        at_once = sum((weight for holder, weight in weights.items() if holder in goal), ZERO)
        constants[issuer] = at_once + (rest if issuer in rest_of else ZERO)
        rows[issuer] = {
            holder: weight
            for holder, weight in weights.items()
            if weight > 0 and holder in policy and holder not in goal
        }
        for holder in rows[issuer]:
            used_by.setdefault(holder, []).append(issuer)
    starts = [issuer for issuer, value in constants.items() if value > 0]
    reaching = {*starts, *reached(starts, lambda node: used_by.get(node, ()))}
    solved = solve({issuer: row for issuer, row in rows.items() if issuer in reaching}, constants)
    return {issuer: solved[issuer] if issuer in reaching else ZERO for issuer in policy}


def _avoiding(table: Table, region: set[str], goal: Collection[str], rest_of: Collection[str]) -> set[str]:
    """The issuers whose capital can be completed so that no way up from it ever comes to the goal."""
    safe = set(region)
    while True:
        lost = {issuer for issuer in safe if not _can_avoid(table, issuer, region, safe, goal, rest_of)}
        if not lost:
            return safe
        safe -= lost


def _can_avoid(
    table: Table, issuer: str, region: set[str], safe: set[str], goal: Collection[str], rest_of: Collection[str]
) -> bool:
    column = table.columns[issuer]
    room = ZERO
    for holder, (low, high) in column.boxes.items():
        if holder in goal or (holder in region and holder not in safe):
            if low > 0:
                return False
        else:
            room += high - low
    return issuer not in rest_of or (column.unnamed == 0 and room >= column.free)
