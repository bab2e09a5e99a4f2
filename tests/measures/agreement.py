"""The array engine beside the exact one, on registers whose shares have four decimals."""

from __future__ import annotations

from fractions import Fraction
from math import floor, isnan

from himagraph.measures import NO_OUTSIDE_OWNER, UNDISCLOSED, Holdings
from himagraph.measures.arrays import Register
from himagraph.records import NOT_KNOWN
from measures.registers import NAMES, Rows, high_of, low_of

#: What floating point may be off by, in percent.
NEAR = 1e-9


def in_decimals(rows: Rows) -> Rows:
    """The rows with their shares cut to four decimals, as registers print them."""
    return [(holder, issuer, None if figure is None else _cut(figure)) for holder, issuer, figure in rows]


def _cut(figure: object) -> object:
    if isinstance(figure, tuple):
        return tuple(Fraction(floor(side * 10_000), 10_000) for side in figure)
    return Fraction(floor(Fraction(figure) * 10_000), 10_000)


def arrays(rows: Rows) -> Register:
    """The same register in arrays."""
    number = {name: place for place, name in enumerate(NAMES)}
    return Holdings.from_arrays(
        [number[holder] for holder, _, _ in rows],
        [number[issuer] for _, issuer, _ in rows],
        [float("nan") if figure is None else float(low_of(figure)) for _, _, figure in rows],
        most=[float(high_of(figure)) for _, _, figure in rows],
        names=NAMES,
    )


def control_is_that_of_the_exact_engine(rows: Rows) -> None:
    rows = in_decimals(rows)
    exact, register = Holdings.from_rows(rows), arrays(rows)
    found = register.control_all()
    head = {name: NAMES[found.head[place]] for place, name in enumerate(NAMES)}
    tops = {name: frozenset(_tops(exact, name)) for name in exact.names}
    for name in exact.names:
        assert register.controlled_by(name) == exact.controlled_by(name)
        assert found.is_controlled[NAMES.index(name)] == bool(exact.controllers(name))
        assert head[name] in tops[name]
        assert found.is_ring[NAMES.index(name)] == (len(tops[name]) > 1)
        for other in exact.names:
            assert (head[name] == head[other]) == (tops[name] == tops[other])


def _tops(exact: Holdings, name: str) -> set[str]:
    """Who stands at the head of a name's group: several where firms control one another."""
    above = exact.ultimate_controllers(name)
    return above | ({name} if not above or above & exact.controlled_by(name) else set())


def look_through_is_that_of_the_exact_engine(rows: Rows) -> None:
    rows = in_decimals(rows)
    exact, register = Holdings.from_rows(rows), arrays(rows)
    for name in exact.names:
        right = {one: share for one, share in exact.effective(name).items() if share == NOT_KNOWN or share.min}
        found = register.effective(name)
        assert set(found) == set(right)
        for one, share in right.items():
            assert isnan(found[one]) == (share.min is None)
            # A ring with a crumb outside has figures of any size: what counts is the relative error.
            assert share.min is None or abs(found[one] - float(share.min)) <= NEAR * max(1, float(share.min))
        if name in exact.issuers:
            assert register.near(name).effective(name) == exact.effective(name)


def tops_are_those_of_the_exact_engine(rows: Rows, min_share: float) -> None:
    rows = in_decimals(rows)
    exact, register = Holdings.from_rows(rows), arrays(rows)
    found = register.ultimate_all(min_share)
    for name in exact.names:
        company = NAMES.index(name)
        # At the lower ends of ranges the most is undisclosed.
        ends = {one: share.max if one == UNDISCLOSED else share.min for one, share in exact.ultimate(name).items()}
        for key, column in ((UNDISCLOSED, found.undisclosed), (NO_OUTSIDE_OWNER, found.trapped)):
            right = ends.pop(key, Fraction(0))
            if right is None:
                assert isnan(found.undisclosed[company])
            else:
                assert abs(column[company] - float(right)) <= NEAR
        here = found.company == company
        rows_found = {
            NAMES[top]: (low, high)
            for top, low, high in zip(found.top[here], found.low[here], found.high[here], strict=True)
        }
        for one, share in ends.items():
            if share is None:
                assert isnan(rows_found[one][0])
            elif share >= Fraction(min_share) + Fraction(NEAR):
                assert rows_found[one][0] - NEAR <= share <= rows_found[one][1] + NEAR
            elif one in rows_found:
                assert rows_found[one][1] >= min_share - NEAR
