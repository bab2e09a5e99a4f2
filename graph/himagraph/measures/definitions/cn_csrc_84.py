"""cn-csrc-84: control of a listed company in China.

Law: 上市公司收购管理办法 (Measures for the Administration of the Takeover of Listed Companies), China Securities
Regulatory Commission, article 84; article 83 on persons acting in concert, whose holdings are added up; in force since
2006-09-01, last amended 2020-03-20. Control is any of: a holding of 50 percent and more; more than 30 percent of the
votes; deciding on half and more of the board by votes; votes enough to weigh on what the general meeting resolves; what
the Commission finds.

Notes: the first and the third limb are read as more than half; with half of the shares the second one holds anyway.
"Enough to weigh" is not guessed from the size of a stake: it is found where the votes are more than half of those
usually cast (`Rights.turnout`), or where a source states a controlling stake. The same rule serves on every level of a
chain.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from himagraph.measures.definition import Definition, by_control
from himagraph.measures.facts import Facts, Ground
from himagraph.records import Share


def grounds(facts: Facts, issuer: str, group: Set[str]) -> list[Ground]:
    """The limbs of article 84 that a group meets in an issuer, with all who act in concert with it."""
    joint = facts.with_partners(group, issuer)
    capital, votes, board = (
        facts.capital_of(joint, issuer),
        facts.votes_of(joint, issuer),
        facts.board_of(joint, issuer),
    )
    found: list[Ground] = []
    if facts.reaches(capital, 50, strictly=True):
        found.append(Ground("holding", capital))
    if facts.reaches(votes, 30, strictly=True):
        found.append(Ground("votes", votes))
    if facts.reaches(board, 50, strictly=True):
        found.append(Ground("board", board))
    if _sways(facts, votes, facts.rights.turnout_of(issuer)):
        found.append(Ground("sway", votes))
    if facts.has(joint, issuer, "controlling-stake"):
        found.append(Ground("stated"))
    return found


def _sways(facts: Facts, votes: Share, turnout: Share | None) -> bool:
    """Whether the votes are more than half of those usually cast, at the ends that the question is about."""
    if turnout is None:
        return False
    cast, own = (turnout.min, votes.max) if facts.possible else (turnout.max, votes.min)
    return cast is not None and own is not None and 2 * own > cast


DEFINITION = Definition(
    id="cn-csrc-84",
    title={"en": "Control of a listed company (China)", "zh": "拥有上市公司控制权"},
    reference="上市公司收购管理办法（中国证监会），第八十三、八十四条",
    url="https://www.csrc.gov.cn/",
    in_force=date(2006, 9, 1),
    limbs={
        "holding": {"en": "holds more than 50% with those in concert", "zh": "与一致行动人合计持股超过50%"},
        "votes": {"en": "more than 30% of the votes with those in concert", "zh": "与一致行动人合计支配表决权超过30%"},
        "board": {"en": "decides on more than half of the board", "zh": "能够决定董事会半数以上成员选任"},
        "sway": {"en": "more than half of the votes usually cast", "zh": "表决权超过股东会通常出席表决权的半数"},
        "stated": {"en": "a source states a controlling stake", "zh": "来源称其控股"},
    },
    finder=by_control(grounds),
)
