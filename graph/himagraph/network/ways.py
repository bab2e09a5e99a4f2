"""Ways from one entity to another along edges, whichever way they point."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from himagraph.network.edges import Edge

#: Ways of one length can be very many; of more than these the first ones are ranked.
_MOST_COMPARED = 400


def ways(
    edges: Iterable[Edge], start: str, end: str, limit: int, rank: Callable[[tuple[str, ...]], tuple[object, ...]]
) -> list[tuple[str, ...]]:
    """The shortest simple ways as slugs, at most `limit`: shorter ones first, then by `rank`; none is no error."""
    import networkx  # noqa: TID251 - this is the room for it

    plain = networkx.Graph((edge.source, edge.target) for edge in edges)
    found: list[tuple[str, ...]] = []
    if start not in plain or end not in plain:
        return found
    try:
        for way in networkx.shortest_simple_paths(plain, start, end):
            enough = len(found) >= limit and len(way) > len(found[-1])
            if enough or len(found) >= _MOST_COMPARED:
                break
            found.append(tuple(way))
    except networkx.NetworkXNoPath:
        return []
    return sorted(found, key=lambda way: (len(way), rank(way)))[:limit]


def joined(edges: Iterable[Edge], start: str, end: str) -> bool:
    """Whether any chain of the edges joins the two."""
    neighbours: dict[str, set[str]] = {}
    for edge in edges:
        neighbours.setdefault(edge.source, set()).add(edge.target)
        neighbours.setdefault(edge.target, set()).add(edge.source)
    reached, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), set()) - reached:
            reached.add(other)
            waiting.append(other)
    return end in reached
