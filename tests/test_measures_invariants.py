"""What holds of every register, on some 1,200 random ones: loops, closed rings, dust, ranges, unknowns."""

from __future__ import annotations

from math import prod

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from measures import by_sparql, invariants
from measures.agreement import in_decimals
from measures.registers import NAMES, Rows, completed, corners, registers

MANY = settings(max_examples=200, deadline=None)
#: Those that ask everything of everyone.
SOME = settings(max_examples=60, deadline=None)
#: Those that go through every corner of what the ranges allow.
FEW = settings(max_examples=50, deadline=None)


@MANY
@given(registers())
def test_outside_owners_and_the_rest_make_the_whole(rows: Rows) -> None:
    invariants.outside_owners_and_the_rest_make_the_whole(rows)


@MANY
@given(registers())
def test_look_through_is_the_integrated_matrix(rows: Rows) -> None:
    invariants.look_through_is_the_integrated_matrix(rows)


@MANY
@given(registers())
def test_control_is_the_smallest_closed_set(rows: Rows) -> None:
    invariants.control_is_the_smallest_closed_set(rows)


@SOME
@given(registers(ranges=True))
def test_names_and_order_change_nothing(rows: Rows) -> None:
    invariants.names_and_order_change_nothing(rows)


@MANY
@given(registers())
def test_raising_a_share_shrinks_no_control(rows: Rows) -> None:
    invariants.raising_a_share_shrinks_no_control(rows)


@SOME
@given(completed())
def test_bounds_contain_every_completion(both: tuple[Rows, Rows]) -> None:
    invariants.bounds_contain_every_completion(*both)


@SOME
@given(registers(ranges=True, names=NAMES[:5]))
def test_no_bound_is_above_the_whole(rows: Rows) -> None:
    invariants.no_bound_is_above_the_whole(rows)


@FEW
@given(st.data())
def test_bounds_are_reached_at_a_corner(data: st.DataObject) -> None:
    rows = data.draw(registers(ranges=True, names=NAMES[:3]))
    assume(prod(len(columns) for columns in corners(rows)) <= 60)
    invariants.bounds_are_reached_at_a_corner(rows)


@FEW
@given(registers(ranges=True, names=NAMES[:4]))
def test_explanations_replay(rows: Rows) -> None:
    invariants.explanations_replay(rows)


@SOME
@given(registers(names=NAMES[:5]))
def test_sparql_finds_the_same(rows: Rows) -> None:
    by_sparql.sparql_finds_the_same(in_decimals(rows))
