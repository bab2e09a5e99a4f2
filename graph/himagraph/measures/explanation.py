"""How one look-through share comes about: the chains, the loops and the stakes, enough to compute it again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from himagraph.measures.columns import Table
from himagraph.measures.graph import components, is_loop
from himagraph.measures.lookthrough import of_one
from himagraph.measures.paths import Path, paths
from himagraph.measures.stakes import Stake
from himagraph.records import NOT_KNOWN, Share


@dataclass(frozen=True, slots=True)
class Explanation:
    """A holder's look-through share of an issuer, and all that it rests on.

    `entries` are the stakes of every company on the way: the entries of the matrix, with those of other holders, which
    limit what an unknown share can be. `paths` are the chains that pass nobody twice, largest first. `loops` are the
    sets of companies on the way that hold one another; money that goes round in them is what the share has beyond the
    chains, `by_loops`. `blocked_by` names over-full companies, or a closed ring, through which nothing is computed.
    """

    holder: str
    issuer: str
    effective: Share
    net: Share
    entries: tuple[Stake, ...]
    paths: tuple[Path, ...]
    is_cut: bool
    loops: tuple[tuple[str, ...], ...]
    blocked_by: tuple[str, ...]
    open_rest: bool

    @property
    def by_loops(self) -> Share:
        """What goes round: the share less the sum of its chains; not known for ranges or where chains are cut."""
        figures = [path.share for path in self.paths]
        if self.is_cut or not self.effective.is_single or not all(share.is_single for share in figures):
            return NOT_KNOWN
        chained = sum((share.min or Fraction(0) for share in figures), Fraction(0))
        return Share.exactly((self.effective.min or Fraction(0)) - chained)

    def replay(self) -> tuple[Share, Share]:
        """The effective and the net share, computed again from `entries` alone."""
        return _shares(Table(self.entries, open_rest=self.open_rest), self.holder, self.issuer)

    def __str__(self) -> str:
        lines = [f"{self.holder} holds {self.effective.text()} of {self.issuer} looking through"]
        lines += [f"  {path}" for path in self.paths] + (["  and more chains"] if self.is_cut else [])
        lines += [f"  loop: {', '.join(map(str, loop))}" for loop in self.loops]
        lines += [f"  not computed through {name}" for name in self.blocked_by]
        return "\n".join(lines)


def explain(table: Table, holder: str, issuer: str, limit: int = 1000) -> Explanation:
    """The explanation of one share, with at most `limit` chains."""
    above = table.above(issuer)
    region = [name for name in table.below(holder) if name == issuer or name in above]
    # With an open rest whatever nobody names above the issuer may be the holder's.
    upwards = [name for name in {issuer: None} | above if name in table.columns]
    columns = upwards if table.open_rest else region
    graph = {name: table.holders_of(name) for name in region}
    chains = paths(table, holder, issuer, limit)
    effective, net = _shares(table, holder, issuer)
    return Explanation(
        holder,
        issuer,
        effective,
        net,
        tuple(row for name in columns for row in table.columns[name].stakes),
        chains.found,
        chains.is_cut,
        tuple(tuple(sorted(loop, key=str)) for loop in components(graph) if is_loop(loop, graph)),
        tuple(sorted((table.over_full | ({holder} & table.in_closed_ring)).intersection({*region, holder}), key=str)),
        table.open_rest,
    )


def _shares(table: Table, holder: str, issuer: str) -> tuple[Share, Share]:
    return of_one(table, issuer, holder, table.above(issuer))
