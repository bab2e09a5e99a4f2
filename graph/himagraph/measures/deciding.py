"""The measures of votes: who decides, with whom, and how often."""

from __future__ import annotations

from collections.abc import Collection

from himagraph.measures import control, power
from himagraph.measures.base import Stakes
from himagraph.measures.control import Step, half, majority
from himagraph.measures.definition import Verdict
from himagraph.measures.links import CloseLink, close_links
from himagraph.measures.paths import LIMIT
from himagraph.records import Share


class VoteMeasures(Stakes):
    """Control and what follows from votes. A name that no row knows raises UnknownName.

    Votes are the capital held, unless the rights say otherwise. Control is certain at the least of each range.
    """

    def controlled_by(self, holder: str) -> set[str]:
        """All that a holder controls for certain: strictly more than 50 percent of the votes, with what it controls.

        Notes
        -----
        The least fixpoint: x controls y when x and all that x controls together hold more than half of y's votes. It
        answers at the lower bounds; `may_control` at the upper ones. Concert parties, boards and golden shares enter by
        a named definition (`by`).

        Reference: Ceri, Gottlob and Tanca, Logic Programming and Databases (1990), the company control program.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("a", "b", "60"), ("a", "c", "36"), ("b", "c", "16"), ("d", "c", "48")])
        >>> sorted(h.controlled_by("a")), h.controlled_by("d")
        (['b', 'c'], set())
        """
        votes = self._votes_of(holder)
        return control.closure(votes, [holder], majority(votes))

    def may_control(self, holder: str) -> set[str]:
        """All that a holder controls in some completion of the ranges and unknown shares.

        With rest="open", capital that no row names may be the holder's too.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", ("45", "60")), ("Q", "X", None), ("R", "X", "38")])
        >>> h.controlled_by("P"), h.may_control("P"), h.may_control("Q")
        (set(), {'X'}, set())
        """
        votes = self._votes_of(holder)
        return control.closure(votes, [holder], majority(votes, possible=True))

    def controllers(self, issuer: str, *, possible: bool = False) -> set[str]:
        """All who control an issuer, at any level; with `possible`, who may.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "51")])
        >>> sorted(h.controllers("Z"))
        ['P', 'X']
        """
        votes = self._votes_of(issuer)
        return control.controllers(votes, issuer, majority(votes, possible=possible))

    def ultimate_controllers(self, issuer: str, *, possible: bool = False) -> set[str]:
        """The controllers whom nobody controls, save those that they control themselves (firms that hold one another).

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "51")])
        >>> h.ultimate_controllers("Z")
        {'P'}
        """
        votes = self._votes_of(issuer)
        return control.ultimate_controllers(votes, issuer, majority(votes, possible=possible))

    def explain_control(self, holder: str, issuer: str, *, possible: bool = False) -> tuple[Step, ...]:
        """How a holder comes to control an issuer, step by step, with the rows; empty where it does not.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("a", "b", "60"), ("a", "c", "36"), ("b", "c", "16"), ("d", "c", "48")])
        >>> for step in h.explain_control("a", "c"):
        ...     print(step.issuer, step.share.text(), "; ".join(map(str, step.rows)))
        b 60% a holds 60% of b
        c 52% a holds 36% of c; b holds 16% of c
        """
        return control.steps(self._votes_of(holder, issuer), holder, issuer, possible=possible)

    def blocked(self, start: Collection[str], *, possible: bool = False) -> set[str]:
        """The companies of which a set of owners, with those already found, has 50 percent or more together.

        Notes
        -----
        The rule of sanctions lists: 50 counts, owners are summed, and a company so owned counts whole further down,
        whatever the product of the shares. It runs on capital; control does not enter.

        Reference: OFAC, FAQ 401; the BIS Affiliates rule sums in the same way.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("X", "A", "50"), ("A", "B", "50")])
        >>> sorted(h.blocked({"X"}))
        ['A', 'B']
        """
        table = self._table_of(*start)
        return control.closure(table, start, half(table, possible=possible))

    def voting_power(self, issuer: str) -> dict[str, Share]:
        """Each direct holder's Banzhaf power: in what percent of all votes of the others its own vote turns the result.

        Raises
        ------
        LimitReached : above 20 holders, whose coalitions are too many to be counted.

        Notes
        -----
        .. math:: \\beta_i = 2^{-(n-1)} \\, |\\{S \\not\\ni i : w(S) \\le 50 < w(S \\cup i)\\}|

        A majority is more than 50 percent of the whole; capital that no row names does not vote. Where shares are
        ranges the bounds count coalitions that surely turn, and those that may.

        Reference: Banzhaf, Weighted voting doesn't work, Rutgers Law Review 19 (1965).

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("a", "Z", "49"), ("b", "Z", "49"), ("c", "Z", "2")])
        >>> {holder: share.text() for holder, share in h.voting_power("Z").items()}
        {'a': '50%', 'b': '50%', 'c': '50%'}
        """
        column = self._votes_of(issuer).columns.get(issuer)
        return power.banzhaf(column) if column else {}

    def minimal_winning_coalitions(self, issuer: str) -> tuple[frozenset[str], ...]:
        """The sets of direct holders with a majority for certain, of whom none can be spared; smallest first.

        Raises
        ------
        LimitReached : above 20 holders, or 100,000 coalitions.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("a", "Z", "40"), ("b", "Z", "30"), ("c", "Z", "20"), ("d", "Z", "10")])
        >>> [sorted(members) for members in h.minimal_winning_coalitions("Z")]
        [['a', 'b'], ['a', 'c'], ['b', 'c', 'd']]
        """
        column = self._votes_of(issuer).columns.get(issuer)
        return power.minimal_winning(column) if column else ()

    def close_links(self, name: str, *, possible: bool = False, limit: int = LIMIT) -> dict[str, CloseLink]:
        """All who hold 20 percent or more of a company, or of whom it does, or who have its controller; and why.

        Parameters
        ----------
        possible : at the upper bounds instead of the lower ones.
        limit : stakes walked inside loops; when it is reached, the links say that they are cut.

        Notes
        -----
        Holdings are products along chains that pass nobody twice, added up, as the rule is written; inside loops that
        is less than `effective`.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "60"), ("X", "Z", "40"), ("P", "Y", "70")])
        >>> {other: str(link) for other, link in h.close_links("X").items()}
        {'P': '60% is held by it', 'Y': 'both are controlled by P', 'Z': 'holds 40% of it'}
        """
        return close_links(self._table_of(name), self._votes_of(name), name, possible=possible, limit=limit)

    def by(self, definition: str, issuer: str, among: Collection[str] | None = None) -> dict[str, Verdict]:
        """Whom a named definition finds for an issuer, with its grounds: certain ones first.

        Parameters
        ----------
        definition : an id of `definitions()`.
        among : the natural persons (beneficial owners) or the listed owners (sanctions) who alone may count.

        Examples
        --------
        >>> from himagraph.measures import Holdings
        >>> h = Holdings.from_rows([("P", "X", "35"), ("Q", "X", "20")])
        >>> h.by("majority-50", "X")
        {}
        >>> [str(verdict) for verdict in h.by("cn-csrc-84", "X").values()]
        ['P of X by cn-csrc-84: more than 30% of the votes with those in concert (35%)']
        """
        from himagraph.measures.definitions import definition as named

        self._check((issuer, *(among or ())))
        return named(definition).judge(self._facts, issuer, among)
