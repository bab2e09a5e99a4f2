"""ofac-50: what is blocked because blocked persons own it.

Law: Revised Guidance on Entities Owned by Persons Whose Property and Interests in Property Are Blocked, US Treasury,
Office of Foreign Assets Control, in force since 2014-08-13, with FAQs 398 to 402: 50 percent or more, summed over all
blocked owners; a company so owned is blocked itself, and its holdings count whole. Ownership only: control, votes and
boards do not block (FAQ 398).

Notes: with the listed persons given, they are summed; with none given, each holder is asked for as if it alone were
listed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from himagraph.measures.control import closure, half
from himagraph.measures.definition import Definition
from himagraph.measures.facts import Facts, Ground


def find(facts: Facts, issuer: str, listed: Collection[str] | None) -> dict[str, list[Ground]]:
    """The listed persons through whom an issuer is blocked; nobody where it is not."""
    above = facts.table.above(issuer)
    alone = [[holder] for holder in above if holder != issuer]
    starts = alone if listed is None else [list(listed)]
    found: dict[str, list[Ground]] = {}
    rule = half(facts.table, possible=facts.possible)
    for start in starts:
        blocked = closure(facts.table, start, lambda one, group: one != issuer and rule(one, group))
        group = blocked.union(start)
        if rule(issuer, group):
            share = facts.capital_of(group, issuer)
            found.update({one: [Ground("owned", share)] for one in start if one in above and one != issuer})
    return found


DEFINITION = Definition(
    id="ofac-50",
    title={"en": "50 Percent Rule (United States)", "zh": "50%规则（美国财政部外国资产控制办公室）"},
    reference="OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked, 2014-08-13; FAQs 398-402",
    url="https://ofac.treasury.gov/faqs/401",
    in_force=date(2014, 8, 13),
    limbs={
        "owned": {
            "en": "blocked owners hold 50% or more together",
            "zh": "被封锁者合计持有50%以上",
        },
    },
    finder=find,
)
