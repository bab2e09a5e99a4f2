"""Planted mistakes: each invariant must fail on its own. A mutant that lives means a test that proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from himagraph.measures import capital, columns, control, explanation, linear, lookthrough, reach
from himagraph.measures.arrays import kernels, tops
from himagraph.measures.arrays import lookthrough as arrays_lookthrough
from measures import agreement, by_sparql, invariants
from measures.registers import NAMES, Rows, completed, registers

FIND = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
)

POINTS = registers()
RANGES = registers(ranges=True, names=NAMES[:4])
THREE = registers(ranges=True, names=NAMES[:3])

Fault = Callable[[], AbstractContextManager[Any]]

# What the faults wrap, as it was before.
chances, filled, of_one, explain, result = (
    reach.chances, columns.Column.filled, lookthrough.of_one, explanation.explain, tops._Sweep.result,
)  # fmt: skip


def loops_are_not_solved() -> AbstractContextManager[Any]:
    return patch.object(linear, "eliminate", lambda block, sums: dict(sums))


def closed_rings_are_overlooked() -> AbstractContextManager[Any]:
    return patch.object(columns.Table, "closed_rings", ())


def what_is_trapped_is_dropped() -> AbstractContextManager[Any]:
    return patch.object(lookthrough, "_trapped", lambda *_: lookthrough.share(Fraction(0), Fraction(0)))


def the_net_figure_is_the_gross_one() -> AbstractContextManager[Any]:
    return patch.object(lookthrough, "of_one", lambda *given: (of_one(*given)[0],) * 2)


def half_is_a_majority() -> AbstractContextManager[Any]:
    return patch.object(control, "HALF", Fraction(1, 2) - Fraction(1, 10**9))


def subsidiaries_do_not_help() -> AbstractContextManager[Any]:
    def direct(table: columns.Table, start: list[str], decides: control.Rule) -> set[str]:
        return {issuer for issuer in table.columns if issuer not in start and decides(issuer, set(start))}

    return patch.object(control, "closure", direct)


def firms_prop_each_other_up() -> AbstractContextManager[Any]:
    """The greatest fixpoint: everything is controlled unless shown otherwise."""

    def greatest(table: columns.Table, start: list[str], decides: control.Rule) -> set[str]:
        group = set(table.columns) | set(start)
        while lost := {one for one in group - set(start) if not decides(one, group - {one})}:
            group -= lost
        return group - set(start)

    return patch.object(control, "closure", greatest)


def what_is_free_goes_by_row() -> AbstractContextManager[Any]:
    """First come, first served, whatever a holder is worth."""
    return patch.object(
        columns.Column, "filled", lambda self, worth, rest, *, least: filled(self, _one, rest, least=least)
    )


def _one(_: str) -> Fraction:
    return Fraction(1)


def too_much_is_no_majority() -> AbstractContextManager[Any]:
    def together(table: columns.Table, issuer: str, group: set[str], *, possible: bool) -> Fraction:
        held = table.columns[issuer].least(group) if issuer in table.columns else Fraction(0)
        return Fraction(0) if held > Fraction(9, 10) else held

    return patch.object(control, "_together", together)


def the_upper_bound_is_the_lower() -> AbstractContextManager[Any]:
    def low_only(*given: Any, end: str = "low") -> dict[str, Fraction | None]:
        return chances(*given)

    return patch.object(lookthrough, "chances", low_only)


def every_unknown_share_is_whole() -> AbstractContextManager[Any]:
    """One solution at the matrix of upper bounds."""

    def all_at_once(self: columns.Column, *_: object, **__: object) -> tuple[dict[str, Fraction], Fraction]:
        return {holder: high for holder, (_, high) in self.boxes.items()}, self.unnamed

    return patch.object(columns.Column, "filled", all_at_once)


def any_range_may_be_all() -> AbstractContextManager[Any]:
    def widest(*given: Any, end: str = "low") -> dict[str, Fraction | None]:
        found = chances(*given, end=end)
        return {issuer: Fraction(1) if end == "most" and value else value for issuer, value in found.items()}

    return patch.object(lookthrough, "chances", widest)


def only_the_stakes_on_the_way_are_listed() -> AbstractContextManager[Any]:
    def shorter(table: columns.Table, holder: str, issuer: str, limit: int) -> explanation.Explanation:
        found = explain(table, holder, issuer, limit)
        return replace(found, entries=tuple(row for row in found.entries if row.holder == holder))

    return patch.object(capital, "explain", shorter)


def the_array_engine_takes_half_for_a_majority() -> AbstractContextManager[Any]:
    return patch.multiple(kernels, has_numba=lambda: False, WHOLE=kernels.WHOLE - 2)


def the_array_engine_walks_no_loop() -> AbstractContextManager[Any]:
    return patch.object(arrays_lookthrough, "solver", lambda *_: lambda right, _transposed: right)


def the_array_engine_drops_in_silence() -> AbstractContextManager[Any]:
    def silent(self: Any) -> tops.Tops:
        self.dropped[:] = 0
        return result(self)

    faults = ExitStack()
    faults.enter_context(patch.object(kernels, "has_numba", lambda: False))
    faults.enter_context(patch.object(tops, "DROPPED", 0.9))
    faults.enter_context(patch.object(tops._Sweep, "result", silent))
    return faults


def sparql_finds_the_same(rows: Rows) -> None:
    by_sparql.sparql_finds_the_same(agreement.in_decimals(rows))


def tops_of_one_percent(rows: Rows) -> None:
    agreement.tops_are_those_of_the_exact_engine(rows, 1.0)


MUTANTS: list[tuple[Fault, Callable[..., None], st.SearchStrategy[Any]]] = [
    (loops_are_not_solved, invariants.outside_owners_and_the_rest_make_the_whole, POINTS),
    (what_is_trapped_is_dropped, invariants.outside_owners_and_the_rest_make_the_whole, POINTS),
    (loops_are_not_solved, invariants.look_through_is_the_integrated_matrix, POINTS),
    (closed_rings_are_overlooked, invariants.look_through_is_the_integrated_matrix, POINTS),
    (the_net_figure_is_the_gross_one, invariants.look_through_is_the_integrated_matrix, POINTS),
    (half_is_a_majority, invariants.control_is_the_smallest_closed_set, POINTS),
    (subsidiaries_do_not_help, invariants.control_is_the_smallest_closed_set, POINTS),
    (firms_prop_each_other_up, invariants.control_is_the_smallest_closed_set, POINTS),
    (what_is_free_goes_by_row, invariants.names_and_order_change_nothing, RANGES),
    (too_much_is_no_majority, invariants.raising_a_share_shrinks_no_control, POINTS),
    (the_upper_bound_is_the_lower, invariants.bounds_contain_every_completion, completed()),
    (every_unknown_share_is_whole, invariants.no_bound_is_above_the_whole, RANGES),
    (any_range_may_be_all, invariants.bounds_are_reached_at_a_corner, THREE),
    (what_is_free_goes_by_row, invariants.bounds_are_reached_at_a_corner, THREE),
    (only_the_stakes_on_the_way_are_listed, invariants.explanations_replay, RANGES),
    (half_is_a_majority, sparql_finds_the_same, POINTS),
    (loops_are_not_solved, sparql_finds_the_same, POINTS),
    (the_array_engine_takes_half_for_a_majority, agreement.control_is_that_of_the_exact_engine, POINTS),
    (the_array_engine_walks_no_loop, agreement.look_through_is_that_of_the_exact_engine, POINTS),
    (the_array_engine_walks_no_loop, tops_of_one_percent, POINTS),
    (the_array_engine_drops_in_silence, tops_of_one_percent, POINTS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "invariant", "drawn"),
    MUTANTS,
    ids=[f"{fault.__name__}-{invariant.__name__}" for fault, invariant, _ in MUTANTS],
)
def test_a_planted_mistake_is_found(
    fault: Fault, invariant: Callable[..., None], drawn: st.SearchStrategy[Any]
) -> None:
    @FIND
    @given(drawn)
    def run(rows: Any) -> None:
        if isinstance(rows, tuple):
            invariant(*rows)
        else:
            invariant(rows)

    with fault(), pytest.raises(AssertionError):
        run()
