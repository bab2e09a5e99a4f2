"""The array engine: it agrees with the exact one, compiled or not, and keeps its accuracy where it is hard."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from math import isnan
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himagraph.errors import UnknownName, UsageError
from himagraph.measures import Holdings
from himagraph.measures.arrays import blocks, kernels, structure, tops
from himagraph.measures.arrays.columns import WHOLE
from measures import agreement
from measures.registers import NAMES, Rows, registers

MANY = settings(max_examples=80, deadline=None)


@pytest.fixture(autouse=True)
def interpreted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernels run interpreted, but in the tests of the compiled ones."""
    if "compiled" not in request.node.name:
        monkeypatch.setattr(kernels, "has_numba", lambda: False)


@MANY
@given(registers(ranges=True))
def test_control_is_that_of_the_exact_engine(rows: Rows) -> None:
    agreement.control_is_that_of_the_exact_engine(rows)


@MANY
@given(registers(ranges=True))
def test_look_through_is_that_of_the_exact_engine(rows: Rows) -> None:
    agreement.look_through_is_that_of_the_exact_engine(rows)


@MANY
@given(registers(ranges=True), st.sampled_from([0.0, 1.0, 25.0]))
def test_tops_are_those_of_the_exact_engine(rows: Rows, min_share: float) -> None:
    agreement.tops_are_those_of_the_exact_engine(rows, min_share)


@MANY
@given(registers())
def test_components_and_flaws_are_found(rows: Rows) -> None:
    rows = agreement.in_decimals(rows)
    register, exact = agreement.arrays(rows), Holdings.from_rows(rows)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(register.size))
    graph.add_edges_from((NAMES.index(holder), NAMES.index(issuer)) for holder, issuer, share in rows if share)
    found = register.components()
    assert found.count == nx.number_strongly_connected_components(graph)
    assert {frozenset(found.names_of(one).tolist()) for one in range(found.count)} == set(
        map(frozenset, nx.strongly_connected_components(graph))
    )
    assert {tuple(ring) for ring in register.closed_rings()} == {
        flaw.issuers for flaw in exact.lint() if flaw.kind == "closed-ring"
    }


# --- a larger register, compiled and interpreted -------------------------------------------------------------------


def large(size: int, core: int, seed: int) -> dict[str, Any]:
    """Random stakes in four decimals: most run down, some hold one another in a core."""
    rng = np.random.default_rng(seed)
    holder, issuer = rng.integers(0, size, (2, 2 * size))
    holder, issuer = np.minimum(holder, issuer), np.maximum(holder, issuer)
    members = size // 10 + rng.integers(0, core, (2, 3 * core))
    holder, issuer = np.concatenate((holder, members[0])), np.concatenate((issuer, members[1]))
    holder, issuer = holder[holder != issuer], issuer[holder != issuer]
    weight = rng.random(len(issuer)) ** 3 + 1e-3
    whole = rng.choice([100, 100, 90, 60], size)
    percents = np.floor(weight / np.bincount(issuer, weight, minlength=size)[issuer] * whole[issuer] * 1e4) / 1e4
    return {"holders": holder, "issuers": issuer, "percents": percents, "size": size}


def test_kernels_give_the_same_compiled_and_interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("numba")
    stakes = large(4000, 300, seed=1)
    compiled = Holdings.from_arrays(**stakes)
    control, ends = compiled.control_all(), compiled.ultimate_all(1.0)
    monkeypatch.setattr(kernels, "has_numba", lambda: False)
    plain = Holdings.from_arrays(**stakes)
    assert np.array_equal(plain.control_all().head, control.head)
    assert np.array_equal(plain.ultimate_all(1.0).top, ends.top)
    assert np.allclose(plain.ultimate_all(1.0).low, ends.low, rtol=1e-12)


def test_everyone_gets_the_controller_that_one_finds_alone() -> None:
    register = Holdings.from_arrays(**large(2000, 200, seed=2))
    control = register.control_all()
    heads = {int(head) for head in control.head}
    for head in sorted(heads)[::7]:
        assert {int(one) for one in control.group(head)} == {head} | register.controlled_by(head)


def test_tops_of_everyone_are_those_of_one_company() -> None:
    register = Holdings.from_arrays(**large(2000, 200, seed=3))
    ends = register.ultimate_all(0.5)
    is_top = register.columns.is_top
    for company in range(150, 2000, 37):
        alone = {one: share for one, share in register.effective(company).items() if is_top[one]}
        here = ends.company == company
        found = dict(zip(ends.top[here].tolist(), zip(ends.low[here], ends.high[here], strict=True), strict=True))
        assert {one for one, share in alone.items() if share > 0.5 + 1e-9} <= set(found)
        assert all(low - 1e-9 <= alone[one] <= high + 1e-9 for one, (low, high) in found.items())
        if not is_top[company]:
            assert abs(sum(alone.values()) + ends.undisclosed[company] - 100) < 1e-7


def test_room_for_entries_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    stakes = large(500, 50, seed=4)
    right = Holdings.from_arrays(**stakes).ultimate_all(0.1)
    prepare = tops._Sweep.__init__

    def narrow(self: Any, look: Any, least: float) -> None:
        prepare(self, look, least)
        self.tops, self.values = np.empty(1, dtype=np.int32), np.empty(1)

    monkeypatch.setattr(tops._Sweep, "__init__", narrow)
    found = Holdings.from_arrays(**stakes).ultimate_all(0.1)
    assert np.array_equal(found.top, right.top)
    assert np.array_equal(found.low, right.low)


# --- accuracy ------------------------------------------------------------------------------------------------------


def test_a_ring_with_a_crumb_outside_keeps_its_digits() -> None:
    """Its condition is two over the crumb: a billionth of a percent."""
    crumb = 1e-9
    rows = [("R", "S", 100), ("S", "R", 100 - Fraction(1, 10**9)), ("P", "R", Fraction(1, 10**9)), ("S", "Z", 50)]
    exact = Holdings.from_rows(rows)
    register = Holdings.from_arrays(
        [0, 1, 2, 1], [1, 0, 0, 3], [100.0, 100 - crumb, crumb, 50.0], names=["R", "S", "P", "Z"]
    )
    for name in ("R", "S", "Z"):
        for holder, share in exact.effective(name).items():
            assert register.effective(name)[holder] == pytest.approx(float(share.min or 0), rel=1e-12)


@pytest.mark.parametrize("way", ["small", "dense", "sparse"])
def test_large_loops_are_solved_like_small_ones(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    size = 60
    weights = rng.random((size, size)) * (rng.random((size, size)) < 0.2)
    units = np.floor(weights / weights.sum(axis=0) * 0.97 * WHOLE).astype(np.int64)
    rows, columns = np.nonzero(units)
    monkeypatch.setattr(blocks, "SMALL", size if way == "small" else 1)
    monkeypatch.setattr(blocks, "DENSE", 2 if way == "sparse" else size)
    solve = blocks.solver(rows, columns, units[rows, columns], size)
    matrix = np.eye(size) - units / WHOLE
    right = rng.random((size, 3))
    assert np.allclose(matrix @ solve(right, False), right, atol=1e-12)
    assert np.allclose(matrix.T @ solve(right[:, 0], True), right[:, 0], atol=1e-12)


def test_a_large_loop_that_is_nearly_closed_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SMALL", 1)
    size = 30
    issuers = np.arange(size)
    units = np.full(size, WHOLE - 1, dtype=np.int64)
    solve = blocks.solver((issuers + 1) % size, issuers, units, size)
    # Whoever has the crumb of each has all of each.
    assert np.allclose(solve(np.full(size, 1 / WHOLE), True), 1, rtol=1e-12)


def test_labels_in_another_order_are_put_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    stakes = large(300, 30, seed=6)
    right = Holdings.from_arrays(**stakes)
    found = Holdings.from_arrays(**stakes)
    plain = structure.components(found.columns)
    turned = structure.Components(found.columns, plain.count, (plain.count - 1 - plain.label).astype(np.int32))
    monkeypatch.setattr(found, "_components", turned, raising=False)
    for company in range(0, 300, 11):
        assert found.effective(company) == pytest.approx(right.effective(company), rel=1e-12)


def test_firms_that_control_one_another_jointly_share_a_head() -> None:
    # x and y each hold 60 percent of a helper, and with it 55 percent of the other.
    names = ["x", "y", "s", "t", "z"]
    rows = [
        ("x", "s", 60),
        ("y", "t", 60),
        ("x", "y", 30),
        ("s", "y", 25),
        ("y", "x", 30),
        ("t", "x", 25),
        ("t", "z", 51),
    ]
    register = Holdings.from_arrays(*(list(column) for column in zip(*rows, strict=True)))
    found = register.control_all()
    assert len(set(found.head.tolist())) == 1
    assert found.is_ring.all()
    exact = Holdings.from_rows(rows)
    assert exact.ultimate_controllers("z") == {"x", "y"}
    assert set(names) == set(exact.names)


# --- rows ----------------------------------------------------------------------------------------------------------


def test_exactly_half_controls_nobody_however_it_is_summed() -> None:
    register = Holdings.from_arrays([0, 1, 1, 0, 0], [1, 2, 3, 2, 3], [100.0, 0.1, 0.1, 49.9, 49.900000001])
    assert register.control_all().head.tolist() == [0, 0, 2, 0]


def test_unknown_shares_count_from_nothing_and_keep_their_bounds_near() -> None:
    register = Holdings.from_arrays([0, 1], [1, 2], [float("nan"), 10.0], names=["Changan", "Avatr", "Yinwang"])
    assert register.effective("Yinwang") == {"Avatr": 10.0}
    share = register.near("Yinwang").effective("Yinwang")["Changan"]
    assert (share.min, share.max) == (0, 10)
    assert register.stakes_of("Yinwang") == {"Avatr": 10.0}
    ranged = Holdings.from_arrays([0], [1], [5.0], most=[float("nan")])
    assert ranged.near(1).direct("1")["0"].max == 100


def test_over_full_capital_is_reported_and_not_computed_through() -> None:
    register = Holdings.from_arrays([0, 1, 2], [2, 2, 3], [80.0, 90.0, 50.0])
    assert register.over_full() == {2: 170.0}
    found = register.effective(3)
    assert found[2] == 50.0
    assert isnan(found[0])
    assert isnan(register.ultimate_all(1).undisclosed[3])


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        (([0], [1, 2], [3.0]), "one length"),
        (([0], [1], [-1.0]), "no share"),
        (([0], [1], [float("inf")]), "infinite"),
        (([-1], [1], [1.0]), "below 0"),
        (([0.5], [1.5], [1.0]), "whole numbers"),
    ],
)
def test_arrays_that_are_no_register_are_refused(arrays: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Holdings.from_arrays(*arrays)


def test_names_are_known_or_an_error() -> None:
    register = Holdings.from_arrays([0], [1], [60.0], names=["P", "X"])
    assert register.controlled_by("P") == {"X"}
    assert register.effective(1) == {"P": 60.0}
    spelt = Holdings.from_arrays(["P", "X"], ["X", "Z"], ["60", "50"])
    assert spelt.effective("Z") == {"X": 50.0, "P": 30.0}
    for name in ("Q", 2, -1):
        with pytest.raises(UnknownName):
            register.effective(name)
    with pytest.raises(UsageError, match="register of 1"):
        Holdings.from_arrays([0], [1], [60.0], size=1)
    assert Holdings.from_arrays([], [], []).control_all().head.tolist() == []


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "himagraph.measures.arrays", None)
    with pytest.raises(UsageError, match=r"himagraph\[registers\]"):
        Holdings.from_arrays([0], [1], [60.0])


def test_the_exact_engine_needs_none_of_the_heavy_packages() -> None:
    code = (
        "import sys; from himagraph.measures import Holdings;"
        "h = Holdings.from_rows([('P', 'X', 60)]); h.effective('X'); h.by('majority-50', 'X');"
        "print(sorted({'numpy', 'scipy', 'numba', 'networkx', 'rdflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
