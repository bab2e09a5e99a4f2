"""What is wrong with a table of stakes before anything is computed from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from himagraph.measures.columns import Table
from himagraph.measures.stakes import WHOLE, Stake
from himagraph.records import Share

FlawKind = Literal["over-full", "closed-ring", "self-holding"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw: its kind, the issuers it concerns, the percent found, and the rows it comes from.

    - over-full: more than 100.01 percent of an issuer is held; nothing is computed through it;
    - closed-ring: companies that are held in full by one another: there is no outside owner;
    - self-holding: an issuer that holds some of itself; the loop is computed like any other.
    """

    kind: FlawKind
    issuers: tuple[str, ...]
    share: Share
    rows: tuple[Stake, ...]

    def __str__(self) -> str:
        names = ", ".join(map(str, self.issuers))
        if self.kind == "over-full":
            return f"{self.share.text()} of {names} is held: more than there is"
        if self.kind == "closed-ring":
            return f"{names}: held in full by one another, no outside owner"
        return f"{names} holds {self.share.text()} of itself"


def lint(table: Table) -> tuple[Flaw, ...]:
    """The flaws of a table, in order of kind and of the rows."""
    flaws: list[Flaw] = []
    for issuer, column in table.columns.items():
        if column.is_over_full:
            flaws.append(Flaw("over-full", (issuer,), _percent(column.total), column.stakes))
    for ring in table.closed_rings:
        members = tuple(sorted(ring, key=str))
        rows = [row for one in members for row in table.columns[one].stakes if row.holder in ring and row.high > 0]
        flaws.append(Flaw("closed-ring", members, Share.exactly(100), tuple(rows)))
    for issuer, column in table.columns.items():
        if issuer in column.boxes:
            low, high = column.boxes[issuer]
            rows = [row for row in column.stakes if row.holder == issuer]
            flaws.append(Flaw("self-holding", (issuer,), Share(low * WHOLE, high * WHOLE), tuple(rows)))
    return tuple(flaws)


def _percent(share: Fraction) -> Share:
    return Share.exactly(share * WHOLE)
