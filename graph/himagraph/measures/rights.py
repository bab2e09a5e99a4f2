"""Rights that go with votes and boards, and the table of votes that they make of a table of capital.

They enter control, never equity: a voting entrustment moves votes and leaves every look-through share as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from himagraph.errors import UsageError
from himagraph.measures.columns import Table
from himagraph.measures.stakes import WHOLE, Figure, Row, Stake, read
from himagraph.records import Share

#: The words are those of the seed format's `control-right`.
Kind = Literal[
    "board-seats", "appointment", "concert", "golden-share", "veto", "voting-entrustment", "controlling-stake"
]


@dataclass(frozen=True, slots=True)
class Right:
    """A right of a holder in an issuer that its capital does not show.

    - board-seats, appointment: `seats` of `of` directors it has filled, or may appoint;
    - concert: all holders with this right in one issuer, and the same `pact` if one is named, vote together;
    - voting-entrustment: `giver`'s votes are the holder's, all of them or `votes` percent of the whole;
    - golden-share, veto: decisions fail without it;
    - controlling-stake: a source states that its stake decides, whatever the figures.
    """

    kind: Kind
    holder: str
    issuer: str
    seats: Fraction | None = None
    of: Fraction | None = None
    giver: str | None = None
    votes: Fraction | None = None
    pact: str | None = None


@dataclass(frozen=True)
class Rights:
    """What is known of votes and boards beside the stakes.

    Parameters
    ----------
    votes : rows of holder, issuer and percent of votes, where they differ from the capital held.
    profits : rows of holder, issuer and percent of profits, where they differ from the capital held.
    others : rights of single holders.
    turnout : percent of the votes usually cast at an issuer's meetings.
    """

    votes: Iterable[Row] = ()
    profits: Iterable[Row] = ()
    others: tuple[Right, ...] = ()
    turnout: Mapping[str, Figure] = field(default_factory=dict[str, Figure])

    def of(self, issuer: str, *kinds: Kind) -> list[Right]:
        """The rights of the given kinds in an issuer."""
        return [right for right in self.others if right.issuer == issuer and right.kind in kinds]

    def partners(self, issuer: str) -> list[frozenset[str]]:
        """The groups that vote together in an issuer."""
        pacts: dict[str | None, set[str]] = {}
        for right in self.of(issuer, "concert"):
            pacts.setdefault(right.pact, set()).add(right.holder)
        return [frozenset(members) for members in pacts.values() if len(members) > 1]

    def turnout_of(self, issuer: str) -> Share | None:
        """The share of votes usually cast at the issuer's meetings, or None where nobody says."""
        figure = self.turnout.get(issuer)
        return None if figure is None else read([("turnout", issuer, figure)])[0].share


def votes(table: Table, rights: Rights) -> Table:
    """The table of votes: the capital where nothing else is said, then stated votes, then entrustments.

    Raises UsageError where more votes are entrusted than the giver is certain to have.
    """
    stated = {(one.holder, one.issuer): one for one in read(rights.votes)}
    entrusted = [right for right in rights.others if right.kind == "voting-entrustment" and right.giver is not None]
    if not stated and not entrusted:
        return table
    rows: list[Stake] = [one for one in table.stakes if (one.holder, one.issuer) not in stated]
    rows += stated.values()
    for right in entrusted:
        rows = _moved(rows, right)
    return Table(rows, open_rest=table.open_rest)


def _moved(rows: list[Stake], right: Right) -> list[Stake]:
    """The rows after the giver's votes have gone to the holder of the right."""
    given = right.votes
    after: list[Stake] = []
    for row in rows:
        if (row.holder, row.issuer) != (right.giver, right.issuer) or given == 0:
            after.append(row)
        elif given is None:
            after.append(replace(row, holder=right.holder))
        else:
            part = min(given, row.low)
            given -= part
            after.append(replace(row, share=Share(row.low - part, row.high - part)))
            after.append(Stake(right.holder, right.issuer, Share.exactly(part)))
    if given:
        raise UsageError(
            f"{right.giver} entrusts {Share.exactly(right.votes or WHOLE).text()} of the votes of {right.issuer}, "
            "more than it has for certain."
        )
    return after
