"""Look-through shares: what everyone holds of an issuer through all chains and loops, with bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from himagraph.measures.columns import Table
from himagraph.measures.graph import reached
from himagraph.measures.linear import ONE, ZERO, solve
from himagraph.measures.reach import chances
from himagraph.measures.stakes import NO_OUTSIDE_OWNER, UNDISCLOSED, WHOLE
from himagraph.records import NOT_KNOWN, Share

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
    ranged = _ranged(table, {issuer, *above})
    return ordered(
        {
            holder: of_one(table, issuer, holder, above)[0] if holder in ranged else share(low[holder], low[holder])
            for holder in above
        }
    )


def net_effective(table: Table, issuer: str) -> dict[str, Share]:
    """The same with each holder's own money coming round counted once: W(I-W)^-1 over the diagonal of (I-W)^-1."""
    above = table.above(issuer)
    gross = effective(table, issuer)
    return ordered(
        {
            holder: of_one(table, issuer, holder, above)[1] if holder in table.in_loop else gross[holder]
            for holder in above
        }
    )


def of_one(table: Table, issuer: str, holder: str, above: Collection[str]) -> tuple[Share, Share]:
    """One holder's gross and net share of an issuer, given all who are above the issuer.

    The gross share counts each return to the holder: with f the chance of coming from its own capital back to it, it is
    the net share over 1 - f. It has no upper bound where the ranges leave room for a ring that closes on the holder.
    """
    if holder not in above:
        none = share(ZERO, _open_most(table, issuer, holder, above) if table.open_rest else ZERO)
        return none, none
    region = [name for name in table.below(holder) if name == issuer or name in above]
    if table.over_full.intersection(region):
        return NOT_KNOWN, NOT_KNOWN
    low = chances(table, region, {holder})
    most = chances(table, region, {holder}, end="most")
    net_most = _open_most(table, issuer, holder, above) if table.open_rest and holder != issuer else most[issuer]
    gross = share(_gross_of(low[issuer], low.get(holder, ZERO)), _gross_of(net_most, most.get(holder, ZERO)))
    return gross, share(low[issuer], net_most)


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


def interests(table: Table, holder: str, *, net: bool = False) -> dict[str, Share]:
    """What a holder has of each issuer below it: `effective` (or `net_effective`) read along its row."""
    below = table.below(holder)
    ranged = {issuer for issuer in below if table.open_rest or not table.columns[issuer].is_fixed}
    ranged |= set(reached(ranged, table.held_by))
    tainted = table.over_full.intersection(below)
    tainted |= set(reached(tainted, table.held_by))
    chance = chances(table, [issuer for issuer in below if issuer not in tainted], {holder})
    again = ZERO if net else chance.get(holder, ZERO)
    found: dict[str, Share] = {}
    for issuer in below:
        if issuer in tainted or holder in tainted:
            found[issuer] = NOT_KNOWN
        elif issuer in ranged:
            found[issuer] = of_one(table, issuer, holder, table.above(issuer))[net]
        else:
            value = _gross_of(chance[issuer], again)
            found[issuer] = share(value, value)
    return ordered(found)


def dependency(table: Table, asset: str) -> dict[str, Share]:
    """Through which firm's outside shareholders the issuer's capital ends: Elliott, Golub and Jackson's matrix."""
    if asset not in table.columns:
        return {}
    # All that firms do not hold is with outside shareholders, whether a row names them or not.
    firms = Table(replace(one, holder=one.holder if one.holder in table.columns else None) for one in table.stakes)
    region = [name for name in {asset: None} | firms.above(asset) if name in firms.columns]
    if firms.over_full.intersection(region):
        return dict.fromkeys(region, NOT_KNOWN)
    found: dict[str, Share] = {}
    for firm in region:
        least = chances(firms, region, (), {firm}, end="least")[asset]
        most = chances(firms, region, (), {firm}, end="most")[asset]
        if most != 0:
            found[firm] = share(least, most)
    return ordered(found)


def _gross(table: Table, issuer: str, above: Iterable[str]) -> dict[str, Bound]:
    """The column of W(I-W)^-1 at the lower matrix, in shares of 1; None where no finite figure exists."""
    above = list(above)
    nodes = {*above, issuer}
    rows = {
        name: {
            held: low
            for held in table.held_by(name)
            if held in nodes and (low := table.columns[held].boxes[name][0]) > 0
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


def _gross_of(net: Bound, again: Bound) -> Bound:
    return None if net is None or again is None or again >= 1 else net / (ONE - again)


def _ranged(table: Table, nodes: Collection[str]) -> Collection[str]:
    """The holders whose share of anything among the nodes may not be one figure."""
    if table.open_rest:
        return nodes
    columns = [name for name in nodes if name in table.columns and not table.columns[name].is_fixed]
    return reached(columns, table.holders_of)


def _open_most(table: Table, issuer: str, holder: str, above: Iterable[str]) -> Bound:
    """The greatest net share of a holder who also has all that nobody names in the other companies."""
    everywhere = [name for name in (issuer, *above) if name in table.columns]
    if table.over_full.intersection(everywhere):
        return None
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
    # Decimals that sum to a little more than the whole leave nothing to be trapped.
    return share(*(None if out is None else max(ZERO, ONE - out) for out in (most, least)))
