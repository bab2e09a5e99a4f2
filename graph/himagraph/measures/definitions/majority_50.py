"""majority-50: strictly more than half of the votes, jointly with those that one controls already.

Law: IFRS 10 Consolidated Financial Statements, paragraphs B35 and B38 to B46 (a majority of the voting rights; power
without one by agreement with other vote holders or by the right to appoint the board). The wording of company law is
the same in Directive 2013/34/EU, article 22(1).

Notes: exactly 50 percent decides nothing. A golden share or a veto blocks and does not direct: it gives no control
here.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from himagraph.measures.definition import Definition, by_control
from himagraph.measures.facts import Facts, Ground


def grounds(facts: Facts, issuer: str, group: Set[str]) -> list[Ground]:
    """How a group decides over an issuer: votes, votes in concert, or the board."""
    found: list[Ground] = []
    votes = facts.votes_of(group, issuer)
    in_concert = facts.votes_of(facts.with_partners(group, issuer), issuer)
    if facts.reaches(votes, 50, strictly=True):
        found.append(Ground("votes", votes))
    elif facts.reaches(in_concert, 50, strictly=True):
        found.append(Ground("concert", in_concert))
    board = facts.board_of(group, issuer)
    if facts.reaches(board, 50, strictly=True):
        found.append(Ground("board", board))
    return found


DEFINITION = Definition(
    id="majority-50",
    title={"en": "Majority of the votes", "zh": "表决权过半数"},
    reference="IFRS 10, B35 and B38-B46; Directive 2013/34/EU, art. 22(1)",
    url="https://www.ifrs.org/issued-standards/list-of-standards/ifrs-10-consolidated-financial-statements/",
    in_force=date(2013, 1, 1),
    limbs={
        "votes": {"en": "more than half of the votes", "zh": "超过半数的表决权"},
        "concert": {"en": "more than half of the votes in concert", "zh": "一致行动人合计超过半数的表决权"},
        "board": {"en": "appoints more than half of the board", "zh": "决定董事会过半数成员"},
    },
    finder=by_control(grounds),
)
