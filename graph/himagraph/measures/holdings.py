"""A register of stakes, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph.measures.base import Rest
from himagraph.measures.capital import CapitalMeasures
from himagraph.measures.deciding import VoteMeasures
from himagraph.measures.rights import Rights
from himagraph.measures.stakes import Row, Stake, read


class Holdings(CapitalMeasures, VoteMeasures):
    """Ownership mathematics on a table of stakes, in exact fractions.

    Parameters
    ----------
    stakes : the rows; `from_rows` reads plain tuples.
    rights : votes, boards and agreements beside the stakes.
    rest : who holds capital that no row names. "outsiders": somebody unrelated to the named holders. "open": perhaps
        anyone, which lifts the upper bounds of all who are named. It concerns issuers only: a name in which no row says
        that anybody holds something has no capital to be held.

    Notes
    -----
    Answers restrict themselves to those above or below the company asked for. Registers of a million companies are for
    `from_arrays`.

    Examples
    --------
    >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", ("25", "30")), ("Q", "Z", None)])
    >>> h.effective("Z")["P"]
    Share(min=Fraction(15, 1), max=Fraction(18, 1), bound=None)
    """

    def __init__(self, stakes: Iterable[Stake], rights: Rights | None = None, rest: Rest = "outsiders") -> None:
        super().__init__(stakes, rights, rest)

    @classmethod
    def from_rows(cls, rows: Iterable[Row], *, rights: Rights | None = None, rest: Rest = "outsiders") -> Holdings:
        """The register of plain rows: holder, issuer, percent.

        Parameters
        ----------
        rows : the percent is a number or its text, a (min, max) pair, a Share, or None for a stake of unknown size. A
            float is read by its shortest decimal form. A holder None is someone whom nobody names. Several rows of one
            holder in one issuer are added up.

        Raises
        ------
        UsageError : with the number of the row, where it cannot be read.
        """
        return cls(read(rows), rights, rest)
