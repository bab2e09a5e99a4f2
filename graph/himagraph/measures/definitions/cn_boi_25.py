"""cn-boi-25: beneficial owners as registered in China.

Law: 受益所有人信息管理办法 (Measures for the Administration of Beneficial Owner Information), People's Bank of
China and State Administration for Market Regulation, Order 3 of 2024, article 6; in force since 2024-11-01. A natural
person who ultimately has 25 percent or more of the equity, directly or indirectly; or, failing that, 25 percent or more
of the profits or of the votes; or, failing both, actual control, alone or jointly.

Notes: shares are multiplied along chains and added up; the votes are those of the person and of all it controls by
majority-50. Where nobody is found, the law takes those in charge of daily management, whom stakes do not show.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from himagraph.measures.definition import Definition, each_person
from himagraph.measures.definitions import majority_50
from himagraph.measures.facts import Facts, Ground


def find(facts: Facts, holder: str, issuer: str) -> list[Ground]:
    """The first standard of article 6 that a person meets: a later one counts only where the earlier are not met."""
    equity = facts.interest(holder, issuer)
    if facts.reaches(equity, 25):
        return [Ground("equity", equity)]
    found: list[Ground] = []
    profits = facts.profits_of(holder, issuer)
    if profits is not None and facts.reaches(profits, 25):
        found.append(Ground("profits", profits))
    group = {holder} | facts.decided_by([holder], majority_50.grounds, before=issuer)
    votes = facts.votes_of(group, issuer)
    if facts.reaches(votes, 25):
        found.append(Ground("votes", votes))
    return found or _control(facts, issuer, group)


def _control(facts: Facts, issuer: str, group: Set[str]) -> list[Ground]:
    if majority_50.grounds(facts, issuer, group) or facts.has(group, issuer, "controlling-stake"):
        return [Ground("control")]
    return []


DEFINITION = Definition(
    id="cn-boi-25",
    title={"en": "Beneficial owner (China)", "zh": "受益所有人"},
    reference="受益所有人信息管理办法（中国人民银行、国家市场监督管理总局令〔2024〕第3号），第六条",
    url="https://www.pbc.gov.cn/",
    in_force=date(2024, 11, 1),
    limbs={
        "equity": {"en": "25% or more of the equity, looked through", "zh": "最终拥有25%以上股权"},
        "profits": {"en": "25% or more of the profits", "zh": "最终享有25%以上收益权"},
        "votes": {"en": "25% or more of the votes", "zh": "最终享有25%以上表决权"},
        "control": {"en": "actual control, alone or jointly", "zh": "单独或者联合实际控制"},
    },
    finder=each_person(find),
    of_persons=True,
)
