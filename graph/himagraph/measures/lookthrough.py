"""Look-through shares: what everyone holds of an issuer through all chains and loops, with bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Final

from himagraph.measures.columns import Column, Table
from himagraph.measures.graph import reached
from himagraph.measures.linear import ONE, ZERO, solve
from himagraph.measures.reach import chances
from himagraph.measures.stakes import WHOLE
from himagraph.records import NOT_KNOWN, Share

#: In `ultimate`: capital that no row names, at any level. A chain that ends here is open.
UNDISCLOSED: Final = "[undisclosed]"
#: In `ultimate`: capital whose holders only hold one another.
NO_OUTSIDE_OWNER: Final = "[no outside owner]"

Bound = Fraction | None


def share(low: Bound, high: Bound) -> Share:
    """A share in percent from its bounds in shares of 1; no lower bound: not known; no upper one: unbounded."""
    if low is None:
        return NOT_KNOWN
    return Share(low * WHOLE, None if high is None else high * WHOLE)


def ordered(shares: Mapping[str, Share]) -> dict[str, Share]:
    """Largest first by what is certain, then by what is possible; unknown last; ties by name."""
    return dict(
        sorted(
            shares.items(),
            key=lambda item: (item[1].min is None, -(item[1].min or 0), -(item[1].max or 0), str(item[0])),
        )
    )


def effective(table: Table, issuer: str) -> dict[str, Share]:
    """Each direct and indirect holder's entry of W(I-W)^-1 in the issuer's column."""
    above = table.above(issuer)
    low = _gross(table, issuer, above)
    moving = _moving(table, {issuer, *above})
    found: dict[str, Share] = {}
    for holder in above:
        if low[holder] is None or holder not in moving:
            found[holder] = share(low[holder], low[holder])
            continue
        region = _between(table, issuer, above, holder)
        net = _most(table, issuer, above, holder, region)
        again = chances(table, region, {holder}, end="most")[holder] if holder in region else ZERO
        high = None if net is None or again is None or again == 1 else net / (ONE - again)
        found[holder] = share(low[holder], high)
    return ordered(found)


def net_effective(table: Table, issuer: str) -> dict[str, Share]:
    """The same with each holder's own money coming round counted once: W(I-W)^-1 over the diagonal of (I-W)^-1."""
    above = table.above(issuer)
    gross = effective(table, issuer)
    found: dict[str, Share] = {}
    for holder in above:
        region = _between(table, issuer, above, holder)
        if holder not in region:
            found[holder] = gross[holder]
        elif table.over_full.intersection(region):
            found[holder] = NOT_KNOWN
        else:
            low = chances(table, region, {holder})[issuer]
            found[holder] = share(low, _most(table, issuer, above, holder, region))
    return ordered(found)


def ultimate(table: Table, issuer: str) -> dict[str, Share]:
    """What comes to rest with holders whom nobody holds, with nobody named, and in closed rings."""
    if issuer not in table.columns:
        return {}
    looked_through = effective(table, issuer)
    tops = {holder: found for holder, found in looked_through.items() if holder not in table.columns}
    region = [name for name in {issuer: None} | table.above(issuer) if name in table.columns]
    everything: dict[str, Share] = ordered(tops)
    for name, found in (
        (UNDISCLOSED, _undisclosed(table, issuer, region)),
        (NO_OUTSIDE_OWNER, _trapped(table, issuer, region, tops)),
    ):
        if found.max != 0:
            everything[name] = found
    return everything


def interests(table: Table, holder: str) -> dict[str, Share]:
    """What a holder has of each issuer below it: `effective` read along its row."""
    below = table.below(holder)
    found: dict[str, Share] = {}
    moving = {issuer for issuer in below if not table.columns[issuer].is_fixed}
    moved = moving | set(reached(moving, table.held_by)) if not table.open_rest else set(below)
    tainted = table.over_full.intersection(below)
    tainted |= set(reached(tainted, table.held_by))
    sound = [issuer for issuer in below if issuer not in tainted]
    net = chances(table, sound, {holder})
    again = net.get(holder, ZERO)
    for issuer in below:
        if issuer in tainted or again in (None, 1):
            found[issuer] = NOT_KNOWN
        elif issuer in moved:
            found[issuer] = effective(table, issuer)[holder]
        else:
            value = net[issuer]
            gross = None if value is None or again is None else value / (ONE - again)
            found[issuer] = share(gross, gross)
    return ordered(found)


def dependency(table: Table, asset: str) -> dict[str, Share]:
    """Through which firm's outside shareholders the issuer's capital ends: Elliott, Golub and Jackson's matrix."""
    if asset not in table.columns:
        return {}
    region = [name for name in {asset: None} | table.above(asset) if name in table.columns]
    firms = Table((), open_rest=False)
    firms.columns = {name: _among_firms(table, name) for name in region}
    if table.over_full.intersection(region):
        return ordered(dict.fromkeys(region, NOT_KNOWN))
    found: dict[str, Share] = {}
    for firm in region:
        least = chances(firms, region, (), {firm}, end="least")[asset]
        most = chances(firms, region, (), {firm}, end="most")[asset]
        if most != 0:
            found[firm] = share(least, most)
    return ordered(found)


def _among_firms(table: Table, issuer: str) -> Column:
    """The column with only holders that are issuers themselves; all others are its outside shareholders."""
    column = table.columns[issuer]
    boxes = {holder: box for holder, box in column.boxes.items() if holder in table.columns}
    outside = sum((low for holder, (low, _) in column.boxes.items() if holder not in boxes), column.unnamed)
    return Column(issuer, boxes, outside, column.free, column.total, column.stakes)


def _gross(table: Table, issuer: str, above: Iterable[str]) -> dict[str, Bound]:
    """The column of W(I-W)^-1 at the lower matrix, in shares of 1; None where no finite figure exists."""
    above = list(above)
    nodes = {*above, issuer}
    rows = {
        name: {
            held: low for held in table.held_by(name) if held in nodes and (low := table.columns[held].boxes[name][0]) > 0
        }
        for name in nodes
    }
    unsolvable = set(table.in_closed_ring & nodes)
    for full in table.over_full & nodes:
        unsolvable.update(table.holders_of(full))
    solved = solve(rows, {issuer: ONE}, unsolvable)
    found: dict[str, Bound] = {}
    for name in above:
        value = solved[name]
        found[name] = value if value is None or name != issuer else value - ONE
    return found


def _moving(table: Table, nodes: Collection[str]) -> Collection[str]:
    """The holders whose share of anything among the nodes is not one figure."""
    if table.open_rest:
        return nodes
    ranged = [name for name in nodes if name in table.columns and not table.columns[name].is_fixed]
    return reached(ranged, table.holders_of)


def _between(table: Table, issuer: str, above: Collection[str], holder: str) -> list[str]:
    """The issuers on any way from the holder down to the issuer, the issuer included, the holder if it is in a loop."""
    return [name for name in table.below(holder) if name == issuer or name in above]


def _most(table: Table, issuer: str, above: Iterable[str], holder: str, region: list[str]) -> Bound:
    """The greatest net share; with an open rest, all that nobody names in other companies is the holder's."""
    if not table.open_rest or holder == issuer:
        return chances(table, region, {holder}, end="most")[issuer]
    everywhere = [name for name in (issuer, *above) if name in table.columns]
    others = {name for name in everywhere if name != holder}
    return chances(table, everywhere, {holder}, others, end="most")[issuer]


def _undisclosed(table: Table, issuer: str, region: list[str]) -> Share:
    if table.over_full.intersection(region):
        return NOT_KNOWN
    most = chances(table, region, (), region)[issuer]
    least = ZERO if table.open_rest else chances(table, region, (), region, end="least")[issuer]
    return share(least, most)


def _trapped(table: Table, issuer: str, region: list[str], tops: Collection[str]) -> Share:
    """What never leaves the companies: the complement of what comes to a top or to someone not named."""
    if table.over_full.intersection(region):
        return NOT_KNOWN
    most = chances(table, region, tops, region, end="most")[issuer]
    least = chances(table, region, tops, region, end="least")[issuer]
    return share(None if most is None else ONE - most, None if least is None else ONE - least)
