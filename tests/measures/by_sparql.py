"""The measures worked out in SPARQL, step by step on a store of stakes: slow, and nothing in common with ours."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from himagraph.measures import Holdings
from measures.registers import Rows, closed, columns_of

_BASE = "urn:register:"
#: Once round more brings what loops still turn over; it shrinks with each step unless the ring is closed.
STEPS = 60
NEAR = 1e-9
#: What may be left on its way where the sums count as complete.
DONE = 1e-13

_STEP = """
PREFIX : <urn:register:>
SELECT ?holder (SUM(?worth * ?share) AS ?sum) WHERE {{
  VALUES (?issuer ?worth) {{ {values} }}
  ?stake :issuer ?issuer ; :holder ?holder ; :share ?share .
}} GROUP BY ?holder"""

_CONTROL = """
PREFIX : <urn:register:>
SELECT ?issuer WHERE {{
  VALUES ?holder {{ {members} }}
  ?stake :issuer ?issuer ; :holder ?holder ; :millionths ?share .
  FILTER (?issuer NOT IN ({known}))
}} GROUP BY ?issuer HAVING (SUM(?share) > 50000000)"""


def store_of(rows: Rows) -> Store:
    """The stakes of a register without ranges, each a node; shares of 1, and of millionths of a percent."""
    store = Store()
    for number, (holder, issuer, figure) in enumerate(rows):
        node = NamedNode(f"{_BASE}stake-{number}")
        store.add(Quad(node, NamedNode(_BASE + "holder"), NamedNode(_BASE + holder)))
        store.add(Quad(node, NamedNode(_BASE + "issuer"), NamedNode(_BASE + issuer)))
        store.add(Quad(node, NamedNode(_BASE + "share"), Literal(float(figure) / 100)))
        store.add(Quad(node, NamedNode(_BASE + "millionths"), Literal(int(figure * 1_000_000))))
    return store


def controlled_by(store: Store, name: str) -> set[str]:
    """What a name controls: the query is asked again with all that it found, until it finds nothing new."""
    members = {name}
    while True:
        iris = " ".join(f"<{_BASE}{one}>" for one in sorted(members))
        query = _CONTROL.format(members=iris, known=iris.replace(" ", ", "))
        found = {row["issuer"].value.removeprefix(_BASE) for row in store.query(query)} - members
        if not found:
            return members - {name}
        members |= found


def effective(store: Store, issuer: str) -> tuple[dict[str, float], float]:
    """The look-through shares of 1 after so many steps up, and the largest part still on its way."""
    worth = {issuer: 1.0}
    found: dict[str, float] = {}
    for _ in range(STEPS):
        values = " ".join(f"(<{_BASE}{name}> {value:.17e})" for name, value in worth.items())
        rows = store.query(_STEP.format(values=values))
        worth = {row["holder"].value.removeprefix(_BASE): float(row["sum"].value) for row in rows}
        if not worth:
            break
        for holder, value in worth.items():
            found[holder] = found.get(holder, 0.0) + value
    return found, max(worth.values(), default=0.0)


def sparql_finds_the_same(rows: Rows) -> None:
    """Control to the name; look-through where the steps came to an end, and never more where they did not."""
    holdings, store = Holdings.from_rows(rows), store_of(rows)
    for name in holdings.names:
        assert controlled_by(store, name) == holdings.controlled_by(name)
    if closed(columns_of(rows)):
        return
    for issuer in holdings.names:
        found, left = effective(store, issuer)
        right = {holder: float(share.min or 0) / 100 for holder, share in holdings.effective(issuer).items()}
        assert set(found) <= set(right)
        for holder, share in right.items():
            assert found.get(holder, 0.0) <= share * (1 + NEAR) + NEAR
            assert left > DONE or abs(found.get(holder, 0.0) - share) <= NEAR
