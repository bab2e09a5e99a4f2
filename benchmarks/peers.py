"""What our array engine is measured against: the same questions, asked of other tools the plain way."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from unittest import mock

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse import linalg
from scipy.sparse.csgraph import connected_components

from benchmarks.alternate import best
from benchmarks.scale_free import Stakes
from himagraph.measures import Holdings
from himagraph.measures.arrays import Register, kernels, structure

Value = TypeVar("Value")
ROUNDS = 5


class Peers:
    """One register, and ways to ask it."""

    def __init__(self, made: Stakes) -> None:
        self.made = made
        self.made_register: Register = self.register()

    # --- ours ---

    def register(self) -> Register:
        made = self.made
        return Holdings.from_arrays(made.holders, made.issuers, made.percents, size=made.size)

    def components(self) -> object:
        return structure.components(self.made_register.columns)

    def control(self) -> object:
        return self.made_register.control_all()

    def control_interpreted(self) -> object:
        with mock.patch.object(kernels, "has_numba", return_value=False):
            return self.made_register.control_all()

    # --- theirs ---

    def components_scipy(self) -> object:
        return connected_components(self.made_register.columns.graph, directed=True, connection="strong")

    def networkx(self) -> Any:
        graph = nx.DiGraph()
        graph.add_nodes_from(range(self.made.size))
        shares = (self.made.percents / 100).tolist()
        graph.add_weighted_edges_from(zip(self.made.holders.tolist(), self.made.issuers.tolist(), shares, strict=True))
        return graph

    def components_networkx(self, graph: Any) -> object:
        return sum(1 for _ in nx.strongly_connected_components(graph))

    def control_networkx(self, graph: Any) -> dict[int, int]:
        """Who controls each company, by sums over the graph: groups join their controllers until nothing changes."""
        head = {name: name for name in graph}
        upper: dict[int, int] = {}

        def top(name: int) -> int:
            while head[name] != name:
                head[name] = head[head[name]]
                name = head[name]
            return name

        waiting = list(graph)
        while waiting:
            changed: set[int] = set()
            for issuer in waiting:
                if issuer in upper:
                    continue
                sums: dict[int, float] = {}
                own = top(issuer)
                for holder, attributes in graph.pred[issuer].items():
                    group = top(holder)
                    if group != own:
                        sums[group] = sums.get(group, 0.0) + attributes["weight"]
                        if sums[group] > 0.5:
                            upper[issuer] = group
                            head[own] = group
                            changed.update(graph.succ[issuer])
                            break
            waiting = sorted(changed)
        return upper

    def chains(self, graph: Any, company: int, seconds: float) -> tuple[bool, float]:
        """All chains that end in a company, walked upwards: whether it ended in time, and how long it took."""
        started = time.perf_counter()
        found: dict[int, float] = {}
        waiting: list[tuple[int, float, frozenset[int]]] = [(company, 1.0, frozenset((company,)))]
        while waiting:
            name, share, way = waiting.pop()
            for holder, attributes in graph.pred[name].items():
                if holder not in way:
                    part = share * attributes["weight"]
                    found[holder] = found.get(holder, 0.0) + part
                    waiting.append((holder, part, way | {holder}))
            if time.perf_counter() - started > seconds:
                return False, seconds
        return True, time.perf_counter() - started

    def duckdb(self, company: int, steps: int) -> float:
        """Seconds of recursive SQL for one company, the table loaded and indexed before; chains of some steps only."""
        import duckdb

        made = self.made
        base = duckdb.connect()
        columns = {"holder": made.holders, "issuer": made.issuers, "share": made.percents / 100}
        base.register("made", columns)
        base.execute("CREATE TABLE stake AS SELECT * FROM made")
        base.execute("CREATE INDEX by_issuer ON stake (issuer)")
        query = """
            WITH RECURSIVE above(name, share, step) AS (
                SELECT holder, share, 1 FROM stake WHERE issuer = ?
                UNION ALL
                SELECT holder, above.share * stake.share, step + 1
                FROM above JOIN stake ON stake.issuer = above.name WHERE step < ?
            ) SELECT name, sum(share) FROM above GROUP BY name"""
        return self.timed(lambda: base.execute(query, [company, steps]).fetchall())[1]

    def solve_scipy(self, company: int) -> float:
        """Seconds of one solve of the whole matrix, for one company."""
        made = self.made
        shape = (made.size, made.size)
        weights = sparse.csc_array((made.percents / 100, (made.holders, made.issuers)), shape=shape)
        right = np.zeros(made.size)
        right[company] = 1.0
        return self.timed(lambda: linalg.spsolve(sparse.csc_array(sparse.eye_array(made.size) - weights), right))[1]

    # --- how ---

    def companies(self, count: int) -> list[int]:
        """Companies that somebody holds, drawn evenly; always the same."""
        held = np.flatnonzero(~self.made_register.columns.is_top)
        return np.random.default_rng(7).choice(held, count, replace=False).tolist()

    def below_core(self, drawn: Sequence[int]) -> list[int]:
        """Companies that the core holds something of, looking through; at least one."""
        core = set(self.made.core.tolist())
        found = [one for one in drawn if one not in core and core & set(self.made_register.effective(one))]
        if found:
            return found
        register = self.made_register
        return [one for one in self.companies(20_000) if one not in core and core & set(register.stakes_of(one))][:1]

    def sweep(self, register: Register) -> float:
        """Seconds in which the memory could bring the register once: its bytes by the measured bandwidth."""
        room = np.ones(1 << 25)
        other = np.empty_like(room)
        copied = best({"copy": lambda: np.copyto(other, room)}, ROUNDS)["copy"]
        bandwidth = 2 * room.nbytes / copied
        columns = register.columns
        return (columns.first.nbytes + columns.holders.nbytes + columns.low.nbytes) / bandwidth

    def timed(self, run: Callable[[], Value]) -> tuple[Value, float]:
        started = time.perf_counter()
        value = run()
        return value, time.perf_counter() - started

    def pair(self, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
        """Both once."""
        return self.timed(ours)[1], self.timed(theirs)[1]

    def alternating(self, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
        """The best of some runs in turn."""
        took = best({"ours": ours, "theirs": theirs}, ROUNDS)
        return took["ours"], took["theirs"]

    def each(self, ask: Callable[[int], object], companies: Sequence[int]) -> tuple[float, float]:
        """The median and the longest time of a question, after one that prepares."""
        ask(companies[0])
        took = [self.timed(lambda one=one: ask(one))[1] for one in companies]
        return statistics.median(took), max(took)
