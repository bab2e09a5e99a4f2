"""A register of stakes, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from himagraph.errors import UsageError
from himagraph.measures.base import Rest
from himagraph.measures.capital import CapitalMeasures
from himagraph.measures.deciding import VoteMeasures
from himagraph.measures.rights import Rights
from himagraph.measures.stakes import Row, Stake, read

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from himagraph.measures.arrays import Register


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

    @classmethod
    def from_arrays(
        cls,
        holders: ArrayLike,
        issuers: ArrayLike,
        percents: ArrayLike,
        *,
        most: ArrayLike | None = None,
        names: Sequence[str] | None = None,
        size: int | None = None,
    ) -> Register:
        """The register of parallel arrays, for a million companies: `control_all`, `ultimate_all`, `components`.

        Needs numpy and scipy (`pip install himagraph[registers]`); numba (`himagraph[fast]`) is used where it is there.
        See `arrays.Register` for the parameters.

        Raises
        ------
        UsageError : where the packages are missing, or an array cannot be read.

        Examples
        --------
        >>> register = Holdings.from_arrays([0, 1], [1, 2], [60.0, 51.0])
        >>> register.control_all().head.tolist()
        [0, 0, 0]
        """
        try:
            from himagraph.measures.arrays import Register
        except ModuleNotFoundError as missing:
            raise UsageError(
                f"Whole registers need {missing.name}.", "Install it with `pip install himagraph[registers]`."
            ) from None
        return Register(holders, issuers, percents, most=most, names=names, size=size)
