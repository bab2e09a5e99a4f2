"""Rings in a directed graph given as a mapping from each node to those it points to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

Graph = Mapping[str, Set[str]]


def rings(graph: Graph) -> Iterator[tuple[str, ...]]:
    """The sets of nodes that reach one another, a node that points to itself included; each sorted, without recursion.

    Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972).
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in sorted(graph):
        if root in index:
            continue
        work = [(root, iter(sorted(graph[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, ahead = work[-1]
            following = next(ahead, None)
            if following is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    component = _pop(stack, on_stack, node)
                    if len(component) > 1 or node in graph.get(node, ()):
                        yield component
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(sorted(graph.get(following, ())))))
            elif following in on_stack:
                low[node] = min(low[node], index[following])


def one_ring(members: tuple[str, ...], graph: Graph) -> tuple[str, ...]:
    """One way round in a set of `rings`, from its first node back to it: the shortest."""
    start, inside = members[0], set(members)
    came_from: dict[str, str] = {}
    layer = [start]
    while layer:
        following: list[str] = []
        for node in layer:
            for one in sorted(graph.get(node, set()) & inside):
                if one == start:
                    back = [node]
                    while back[-1] != start:
                        back.append(came_from[back[-1]])
                    return (*reversed(back), start)
                if one not in came_from:
                    came_from[one] = node
                    following.append(one)
        layer = following
    return members


def _pop(stack: list[str], on_stack: set[str], last: str) -> tuple[str, ...]:
    component: list[str] = []
    while not component or component[-1] != last:
        component.append(stack.pop())
        on_stack.discard(component[-1])
    return tuple(sorted(component))
