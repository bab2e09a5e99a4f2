"""Chains of stakes that pass nobody twice, and the sum of their products."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from himagraph.measures.columns import Table
from himagraph.measures.graph import components
from himagraph.measures.linear import ONE, ZERO
from himagraph.measures.stakes import WHOLE
from himagraph.records import Share

#: Stakes walked before an enumeration is cut. Chains are exponentially many where there are loops.
LIMIT = 100_000

Box = tuple[Fraction, Fraction]
Boxes = Mapping[str, Mapping[str, Box]]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of stakes from a holder down to an issuer, nobody twice, and the product of its shares in percent.

    Each stake stands at its own bounds: what the chains of several holders can have at once may be less.
    """

    nodes: tuple[str, ...]
    share: Share

    def __str__(self) -> str:
        return f"{' > '.join(map(str, self.nodes))} ({self.share.text()})"


@dataclass(frozen=True, slots=True)
class Paths:
    """The chains found, largest first; `is_cut` says that there are more."""

    found: tuple[Path, ...]
    is_cut: bool


def paths(table: Table, holder: str, issuer: str, limit: int = 1000) -> Paths:
    """The chains from a holder down to an issuer, at most `limit`, by least product, then most, then length.

    A chain from a company to itself goes round once.
    """
    region = {*table.above(issuer), issuer}
    found: list[Path] = []
    is_cut = False
    walked = _simple(holder, issuer, lambda node: [one for one in table.held_by(node) if one in region])
    for steps, way in enumerate(walked):
        if way is not None:
            found.append(Path(way, _product(table, way)))
        if len(found) > limit or steps > LIMIT:
            is_cut = True
            break
    found.sort(key=lambda path: (-(path.share.min or 0), -(path.share.max or 0), len(path.nodes), str(path.nodes)))
    return Paths(tuple(found[:limit]), is_cut)


@dataclass(frozen=True, slots=True)
class Sums:
    """What one name holds of others (or others of it) by simple paths; `is_cut` says that paths are missing."""

    shares: Mapping[str, Share]
    is_cut: bool


def path_sums(table: Table, start: str, *, up: bool = False, limit: int = LIMIT) -> Sums:
    """The products of the chains from the start to each name below it, added up; with `up`, from each name above it.

    Notes
    -----
    Between loops chains are summed component by component, which costs no more than reading the stakes. Inside a loop
    all chains between two companies are walked, `limit` stakes in all: beyond, the sums are lower bounds and the upper
    ones are 100 percent.
    """
    region = {start: None} | (table.above(start) if up else table.below(start))
    boxes = _boxes(table, region, up=up)
    budget = [limit]
    totals: dict[str, Box] = {start: (ONE, ONE)}
    # Components come with the farthest first.
    for component in reversed(list(components(boxes))):
        inside = set(component)
        entries = {node: totals[node] for node in component if node in totals}
        if len(component) > 1:
            if start in inside:
                entries = {start: (ONE, ONE)}
            within = {node: {one: box for one, box in boxes[node].items() if one in inside} for node in component}
            totals.update(_inside(within, entries, budget))
        for node in component:
            low, high = totals[node]
            for other, (least, most) in boxes[node].items():
                if other not in inside:
                    old = totals.get(other, (ZERO, ZERO))
                    totals[other] = old[0] + low * least, old[1] + high * most
    is_cut = budget[0] <= 0
    return Sums(
        {
            name: Share(low * WHOLE, WHOLE if is_cut else max(low, min(high, ONE)) * WHOLE)
            for name, (low, high) in totals.items()
            if name != start
        },
        is_cut,
    )


def _boxes(table: Table, region: Iterable[str], *, up: bool) -> Boxes:
    if up:
        return {node: {one: table.columns[node].boxes[one] for one in table.holders_of(node)} for node in region}
    return {node: {one: table.columns[one].boxes[node] for one in table.held_by(node)} for node in region}


def _inside(within: Boxes, entries: Mapping[str, Box], budget: list[int]) -> dict[str, Box]:
    """What comes to each member of a loop from outside it, over all chains that stay inside."""
    totals: dict[str, Box] = dict.fromkeys(within, (ZERO, ZERO))
    for entry, (low, high) in entries.items():
        stack = [(entry, low, high, iter(within[entry]))]
        seen = {entry}
        totals[entry] = totals[entry][0] + low, totals[entry][1] + high
        while stack:
            node, least, most, ahead = stack[-1]
            following = next((one for one in ahead if one not in seen), None)
            if following is None or budget[0] <= 0:
                stack.pop()
                seen.discard(node)
                continue
            budget[0] -= 1
            box = within[node][following]
            products = least * box[0], most * box[1]
            totals[following] = totals[following][0] + products[0], totals[following][1] + products[1]
            seen.add(following)
            stack.append((following, *products, iter(within[following])))
    return totals


def _simple(start: str, end: str, ahead: Callable[[str], list[str]]) -> Iterator[tuple[str, ...] | None]:
    """Each chain as it is found, None for each step in between."""
    way = [start]
    stack = [iter(ahead(start))]
    while stack:
        following = next(stack[-1], None)
        if following is None:
            stack.pop()
            way.pop()
        elif following == end:
            yield (*way, end)
        elif following not in way:
            way.append(following)
            stack.append(iter(ahead(following)))
            yield None


def _product(table: Table, way: tuple[str, ...]) -> Share:
    low = high = ONE
    for holder, issuer in pairwise(way):
        box = table.columns[issuer].boxes[holder]
        low, high = low * box[0], high * box[1]
    return Share(low * WHOLE, high * WHOLE)
