"""Places on a plane for the entities that edges join."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph.network.edges import Edge

_SEED = 7
_SIZE = 2400


def places(edges: Iterable[Edge]) -> dict[str, tuple[int, int]]:
    """A place for every entity at an end of an edge; the same edges give the same places."""
    import networkx  # noqa: TID251 - this is the room for it

    plain: networkx.Graph[str] = networkx.Graph()
    pairs = sorted({(min(ends), max(ends)) for edge in edges for ends in [(edge.source, edge.target)]})
    plain.add_edges_from(pairs)
    found: dict[str, tuple[int, int]] = {}
    parts = sorted(networkx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    across = 0
    for number, part in enumerate(parts):
        # A subgraph goes through its nodes as a set does, and the places depend on their order.
        own: networkx.Graph[str] = networkx.Graph()
        own.add_nodes_from(sorted(part))
        own.add_edges_from(pair for pair in pairs if pair[0] in part)
        size = _SIZE if number == 0 else 80 + 40 * len(part)
        spread = networkx.spring_layout(
            own, k=2.4 / len(part) ** 0.5, iterations=220, seed=_SEED, scale=size / 2, method="force"
        )
        left = -_SIZE // 2 + across if number else 0
        top = _SIZE // 2 + 160 if number else 0
        across += size + 60 if number else 0
        for slug, (x, y) in spread.items():
            found[slug] = round(float(x)) + left, round(float(y)) + top
    return found
