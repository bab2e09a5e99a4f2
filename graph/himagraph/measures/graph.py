"""Reach and loops in a directed graph given as a mapping from each node to those it points to. No recursion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

Graph = Mapping[str, Iterable[str]]


def reached(starts: Iterable[str], ahead: Callable[[str], Iterable[str]]) -> dict[str, None]:
    """The nodes one step or more ahead of the starts, in the order they are met.

    A start is among them only where a way leads back to it.
    """
    found: dict[str, None] = {}
    waiting = list(starts)
    while waiting:
        for node in ahead(waiting.pop()):
            if node not in found:
                found[node] = None
                waiting.append(node)
    return found


def components(graph: Graph) -> Iterator[tuple[str, ...]]:
    """The sets of nodes that reach one another, each after all those that it points to. Only keys are nodes.

    Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972).
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, ahead = work[-1]
            following = next((one for one in ahead if one in graph), None)
            if following is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    yield _pop(stack, on_stack, node)
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(graph[following])))
            elif following in on_stack:
                low[node] = min(low[node], index[following])


def is_loop(component: tuple[str, ...], graph: Graph) -> bool:
    """Whether one can go round in a component: it has several nodes, or one that points to itself."""
    return len(component) > 1 or any(node in graph[node] for node in component)


def _pop(stack: list[str], on_stack: set[str], last: str) -> tuple[str, ...]:
    component: list[str] = []
    while not component or component[-1] != last:
        component.append(stack.pop())
        on_stack.discard(component[-1])
    return tuple(reversed(component))
