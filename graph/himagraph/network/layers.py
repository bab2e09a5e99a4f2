"""On which level of a drawing each name stands, so that lines lead downwards wherever that is possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def layers(links: Iterable[tuple[str, str]], distance: Mapping[str, int]) -> dict[str, int]:
    """The level of every name in `distance`, that of the names with distance 0 being 0, those above it negative.

    A name stands above all whom it has a line to, except in a ring: there the lines that lead away from the middle,
    by `distance`, give way, and lead upwards in the drawing.
    """
    import networkx  # noqa: TID251 - this is the room for it

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(distance)
    graph.add_edges_from((one, other) for one, other in links if one != other)
    ring = {name: number for number, part in enumerate(networkx.strongly_connected_components(graph)) for name in part}
    bent = [
        (one, other)
        for one, other in graph.edges
        if ring[one] == ring[other] and (distance[one], one) > (distance[other], other)
    ]
    graph.remove_edges_from(bent)
    order = list(networkx.lexicographical_topological_sort(graph))
    level = {name: 0 for name in distance if distance[name] >= 0}
    for name in order:
        if distance[name] > 0:
            level[name] = max((level[one] + 1 for one in graph.predecessors(name) if distance[one] >= 0), default=1)
    for name in reversed(order):
        if distance[name] < 0:
            level[name] = min((min(level[one], 1) - 1 for one in graph.successors(name)), default=-1)
            level[name] = min(level[name], -1)
    return level
