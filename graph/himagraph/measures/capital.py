"""The measures of capital: who holds how much, directly and looking through."""

from __future__ import annotations

from himagraph.measures import lookthrough
from himagraph.measures.base import Stakes
from himagraph.measures.explanation import Explanation, explain
from himagraph.measures.lint import Flaw, lint
from himagraph.measures.paths import Paths, paths
from himagraph.records import Share


class CapitalMeasures(Stakes):
    """Look-through shares, in percent, with bounds. A name that no row knows raises UnknownName."""

    def effective(self, issuer: str) -> dict[str, Share]:
        """Every direct and indirect holder's look-through share, chains and loops included; largest first.

        Parameters
        ----------
        issuer : the company looked through.

        Returns
        -------
        {holder: Share}. A range where shares on the way are. Not known through over-full capital or for a member of a
        closed ring. A holder in a loop has the gross figure, which its own money coming round can lift above 100
        percent (see `net_effective`); without upper bound where unknown shares leave room for a ring that closes on it.

        Notes
        -----
        With W[holder, issuer] the shares of 1, the column of

        .. math:: A = W (I - W)^{-1} = W + W^2 + W^3 + \\dots

        The lower bound is A at the least of each range. The upper bound maximises over all completions that keep each
        issuer's capital within 100 percent (`reach.chances`). Capital that no row names belongs to outsiders unrelated
        to the holders, or with rest="open" may be the holder's.

        Reference: Brioschi, Buzzacchi and Colombo, Risk capital financing and the separation of ownership and control
        in business groups, Journal of Banking & Finance 13 (1989).

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", ("25", "30")), ("Q", "Z", None)])
        >>> {holder: share.text() for holder, share in h.effective("Z").items()}
        {'X': '25% to 30%', 'P': '15% to 18%', 'Q': 'at most 75%'}
        """
        return lookthrough.effective(self._table_of(issuer), issuer)

    def net_effective(self, issuer: str) -> dict[str, Share]:
        """The look-through shares with each holder's own money coming round counted once; never above 100 percent.

        Notes
        -----
        Each row of A over the diagonal of :math:`(I - W)^{-1}`: the chance that the way up from the issuer's capital
        ever meets the holder. Outside loops it is `effective`.

        Reference: Baldone, Brioschi and Paleari, Ownership measures among firms connected by cross-shareholdings,
        Structural Change and Economic Dynamics 9 (1998).

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "30"), ("Z", "X", "20"), ("Q", "Z", "50")])
        >>> h.effective("Z")["X"].min, h.net_effective("Z")["X"].min
        (Fraction(1500, 47), Fraction(30, 1))
        """
        return lookthrough.net_effective(self._table_of(issuer), issuer)

    def ultimate(self, issuer: str) -> dict[str, Share]:
        """The look-through shares of those in whom nobody holds anything, and where the rest ends; 100 percent in all.

        Returns
        -------
        {holder: Share}, with UNDISCLOSED for capital that no row names, at any level (a chain that ends there is open),
        and NO_OUTSIDE_OWNER for capital held by closed rings, where there is any.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> ring = [("R", "S", "100"), ("S", "R", "100"), ("S", "Z", "10")]
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "50"), *ring])
        >>> {holder: share.text() for holder, share in h.ultimate("Z").items()}
        {'P': '30%', '[undisclosed]': '60%', '[no outside owner]': '10%'}
        """
        return lookthrough.ultimate(self._table_of(issuer), issuer)

    def interests(self, holder: str, *, net: bool = False) -> dict[str, Share]:
        """What a holder has of every company below it, directly and looking through; with `net`, the net shares.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "50")])
        >>> {issuer: share.text() for issuer, share in h.interests("P").items()}
        {'X': '60%', 'Z': '30%'}
        """
        return lookthrough.interests(self._table_of(holder), holder, net=net)

    def dependency(self, asset: str) -> dict[str, Share]:
        """Through which company's outside shareholders an issuer's capital ends, in percent; 100 in all without rings.

        Notes
        -----
        Row by row :math:`\\hat{C} (I - C)^{-1}`, where C[owner, asset] holds the shares that companies have of one
        another and the diagonal :math:`\\hat{C}` the part of each that no company has. Companies are the issuers of the
        table; all other holders, and capital that no row names, are outside shareholders.

        Reference: Elliott, Golub and Jackson, Financial networks and contagion, American Economic Review 104 (2014).

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("One", "Two", "50"), ("Two", "One", "50")])
        >>> {owner: share.min / 100 for owner, share in h.dependency("One").items()}
        {'One': Fraction(2, 3), 'Two': Fraction(1, 3)}
        """
        return lookthrough.dependency(self._table_of(asset), asset)

    def paths(self, holder: str, issuer: str, limit: int = 1000) -> Paths:
        """The chains of stakes from a holder down to an issuer that pass nobody twice, largest first, at most `limit`.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "50"), ("P", "Z", "5")])
        >>> [str(path) for path in h.paths("P", "Z").found]
        ['P > X > Z (30%)', 'P > Z (5%)']
        """
        return paths(self._table_of(holder, issuer), holder, issuer, limit)

    def explain(self, holder: str, issuer: str, limit: int = 1000) -> Explanation:
        """How a look-through share comes about: its chains, loops and stakes; `replay()` computes it from them alone.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "50"), ("P", "Z", "5"), ("P", "Other", "9")])
        >>> found = h.explain("P", "Z")
        >>> print(found)
        P holds 35% of Z looking through
          P > X > Z (30%)
          P > Z (5%)
        >>> found.replay() == (found.effective, found.net)
        True
        """
        return explain(self._table_of(holder, issuer), holder, issuer, limit)

    def lint(self) -> tuple[Flaw, ...]:
        """Over-full capital, closed rings and self-holdings, each with the rows it comes from.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("A", "B", "80"), ("C", "B", "90"), ("B", "B", "1")])
        >>> for flaw in h.lint():
        ...     print(flaw)
        171% of B is held: more than there is
        B holds 1% of itself
        """
        return lint(self._facts.table)
