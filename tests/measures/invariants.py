"""What holds of every register. Each takes rows and raises AssertionError where it does not hold.

`test_measures_invariants` runs them on random registers; `test_measures_mutants` runs them on planted mistakes, where
each must fail.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from himagraph.measures import NO_OUTSIDE_OWNER, Holdings
from measures.registers import Rows, closed, columns_of, controlled, corners, inverse, outsiders

WHOLE = Fraction(100)


def outside_owners_and_the_rest_make_the_whole(rows: Rows) -> None:
    holdings = Holdings.from_rows(rows)
    never_out = closed(columns_of(rows))
    for issuer in holdings.issuers:
        ends = holdings.ultimate(issuer)
        assert sum(share.min for share in ends.values()) == WHOLE
        assert all(share.min == share.max and share.min >= 0 for share in ends.values())
        assert (ends.get(NO_OUTSIDE_OWNER) is not None and ends[NO_OUTSIDE_OWNER].min == WHOLE) == (issuer in never_out)


def look_through_is_the_integrated_matrix(rows: Rows) -> None:
    """Against a dense inverse of everything, where there is one."""
    holdings = Holdings.from_rows(rows)
    names = list(holdings.names)
    columns = columns_of(rows)
    if closed(columns):
        assert any(flaw.kind == "closed-ring" for flaw in holdings.lint())
        return
    assert not any(flaw.kind == "closed-ring" for flaw in holdings.lint())
    whole = inverse(columns, names)
    for place, issuer in enumerate(names):
        gross = {one: whole[row][place] - (row == place) for row, one in enumerate(names)}
        net = {one: gross[one] / whole[row][row] for row, one in enumerate(names)}
        for measured, right in ((holdings.effective(issuer), gross), (holdings.net_effective(issuer), net)):
            assert {one: share.min / 100 for one, share in measured.items() if share.min} == {
                one: value for one, value in right.items() if value
            }
            assert all(share.min == share.max for share in measured.values())
        for one in names:
            held = holdings.interests(one).get(issuer)
            assert (held.min if held else 0) == gross[one] * 100


def control_is_the_smallest_closed_set(rows: Rows) -> None:
    holdings = Holdings.from_rows(rows)
    names, columns = list(holdings.names), columns_of(rows)
    found = {name: controlled(columns, name, names) for name in names}
    for name in names:
        assert holdings.controlled_by(name) == found[name]
        assert holdings.may_control(name) == found[name]
        assert holdings.controllers(name) == {other for other in names if other != name and name in found[other]}


def names_and_order_change_nothing(rows: Rows) -> None:
    new = {name: f"{9 - place}-{name}" for place, name in enumerate("abcdef")}
    one = Holdings.from_rows(rows)
    other = Holdings.from_rows([(new[holder], new[issuer], share) for holder, issuer, share in reversed(rows)])

    def renamed(found: dict[str, object]) -> dict[str, object]:
        return {new.get(name, name): value for name, value in found.items()}

    for issuer in one.issuers:
        assert renamed(one.effective(issuer)) == other.effective(new[issuer])
        assert renamed(one.net_effective(issuer)) == other.net_effective(new[issuer])
        assert renamed(one.ultimate(issuer)) == other.ultimate(new[issuer])
        assert {new[name] for name in one.controllers(issuer)} == other.controllers(new[issuer])
        assert renamed(one.voting_power(issuer)) == other.voting_power(new[issuer])
    for name in one.names:
        assert {new[found] for found in one.may_control(name)} == other.may_control(new[name])
        assert set(map(new.get, one.close_links(name))) == set(other.close_links(new[name]))


def raising_a_share_shrinks_no_control(rows: Rows) -> None:
    """The first holder of each issuer takes all that is free, then all that the last one has."""
    before = Holdings.from_rows(rows)
    for holder, issuer, share in rows:
        column = columns_of(rows)[issuer]
        free = WHOLE - sum(column.values(), Fraction(0)) * 100
        others = [other for other in column if other != holder]
        raised: Rows = [row for row in rows if row[:2] != (holder, issuer)]
        taken = free
        if others:
            taken += column[others[0]] * 100
            raised = [row for row in raised if row[:2] != (others[0], issuer)]
        raised.append((holder, issuer, Fraction(share) + taken))
        assert before.controlled_by(holder) <= Holdings.from_rows(raised).controlled_by(holder)


def bounds_contain_every_completion(rows: Rows, filled: Rows) -> None:
    ranged, exact = Holdings.from_rows(rows), Holdings.from_rows(filled)
    for issuer in ranged.issuers:
        for bounds, values in (
            (ranged.effective(issuer), exact.effective(issuer)),
            (ranged.net_effective(issuer), exact.net_effective(issuer)),
            (ranged.ultimate(issuer), exact.ultimate(issuer)),
            (ranged.dependency(issuer), exact.dependency(issuer)),
            (ranged.voting_power(issuer), exact.voting_power(issuer)),
        ):
            for name, value in values.items():
                if value.min is None:
                    # A ring that closes in this completion: no figure for its members, and no upper bound.
                    assert bounds[name].max is None
                    continue
                bound = bounds.get(name)
                low, high = (Fraction(0), Fraction(0)) if bound is None else (bound.min, bound.max)
                assert low is not None
                assert low <= value.min
                assert high is None or value.max <= high
    for name in ranged.names:
        if name in exact.names:
            assert ranged.controlled_by(name) <= exact.controlled_by(name) <= ranged.may_control(name)


def no_bound_is_above_the_whole(rows: Rows) -> None:
    for rest in ("outsiders", "open"):
        holdings = Holdings.from_rows(rows, rest=rest)
        outside = set(outsiders(holdings))
        for issuer in holdings.issuers:
            for name, share in holdings.effective(issuer).items():
                assert name not in outside or 0 <= share.min <= share.max <= WHOLE
            for share in (*holdings.net_effective(issuer).values(), *holdings.ultimate(issuer).values()):
                assert share.min is None or 0 <= share.min <= share.max <= WHOLE


def bounds_are_reached_at_a_corner(rows: Rows) -> None:
    """The bounds of a share and of control are no wider than the corners of what the ranges allow."""
    ranged = Holdings.from_rows(rows)
    seen: dict[tuple[str, str], list[Fraction]] = {}
    ends: dict[tuple[str, str], list[Fraction]] = {}
    may: dict[str, set[str]] = {name: set() for name in ranged.names}
    for chosen in product(*corners(rows)):
        exact = Holdings.from_rows([row for column in chosen for row in column])
        for issuer in ranged.issuers:
            net, ultimate = exact.net_effective(issuer), exact.ultimate(issuer)
            for name in ranged.net_effective(issuer):
                seen.setdefault((name, issuer), []).append(net[name].min if name in net else Fraction(0))
            for name in ranged.ultimate(issuer):
                ends.setdefault((name, issuer), []).append(ultimate[name].min if name in ultimate else Fraction(0))
        for name in ranged.names:
            may[name] |= exact.controlled_by(name) if name in exact.names else set()
    for issuer in ranged.issuers:
        for found, values in ((ranged.net_effective(issuer), seen), (ranged.ultimate(issuer), ends)):
            for name, share in found.items():
                assert (share.min, share.max) == (min(values[name, issuer]), max(values[name, issuer]))
    for name in ranged.names:
        assert ranged.may_control(name) == may[name]


def explanations_replay(rows: Rows) -> None:
    for rest in ("outsiders", "open"):
        holdings = Holdings.from_rows(rows, rest=rest)
        for issuer in holdings.issuers:
            gross, net = holdings.effective(issuer), holdings.net_effective(issuer)
            for holder in gross:
                explained = holdings.explain(holder, issuer)
                assert (explained.effective, explained.net) == (gross[holder], net[holder])
                assert explained.replay() == (gross[holder], net[holder])
        for holder in holdings.names:
            for issuer in holdings.names:
                steps = holdings.explain_control(holder, issuer)
                assert bool(steps) == (issuer in holdings.controlled_by(holder))
                again = Holdings([row for step in steps for row in step.rows], rest=rest)
                assert not steps or issuer in again.controlled_by(holder)
