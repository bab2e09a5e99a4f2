"""eu-amlr-52: beneficial owners in the European Union.

Law: Regulation (EU) 2024/1624, articles 51 to 54; applies from 2027-07-10. A natural person with an ownership interest
of 25 percent or more of shares or votes, multiplied along each chain and added over chains (art. 52); or with control,
through 50 percent plus one on each level or by other means: a majority of the votes, also in concert, the right to
appoint or remove a majority of the board, veto or decision rights attached to the share (art. 53). Where interest and
control stand on different levels (art. 54): who controls companies that together have a direct interest of 25 percent,
and who has an interest of 25 percent in a company that controls.

Notes: the lower thresholds for categories of higher risk (art. 52(2)) are left to the acts that will set them.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from himagraph.measures.definition import Definition, each_person
from himagraph.measures.definitions import majority_50
from himagraph.measures.facts import Facts, Ground


def controls(facts: Facts, issuer: str, group: Set[str]) -> list[Ground]:
    """How a group controls an issuer under article 53."""
    found = majority_50.grounds(facts, issuer, group)
    if facts.has(group, issuer, "golden-share", "veto"):
        found.append(Ground("veto"))
    return found


def find(facts: Facts, holder: str, issuer: str) -> list[Ground]:
    """All grounds on which a person is a beneficial owner of an issuer."""
    found: list[Ground] = []
    shares, votes = facts.interest(holder, issuer), facts.voting_interest(holder, issuer)
    if facts.reaches(shares, 25):
        found.append(Ground("interest", shares))
    elif facts.reaches(votes, 25):
        found.append(Ground("interest", votes))
    controlled = facts.decided_by([holder], controls, before=issuer)
    found += controls(facts, issuer, {holder} | controlled)
    through = facts.capital_of(controlled, issuer)
    if facts.reaches(through, 25):
        found.append(Ground("controls-owner", through))
    controllers = [one for one in facts.around(issuer) if one != holder and issuer in facts.decided_by([one], controls)]
    held = [share for one in controllers if facts.reaches(share := facts.interest(holder, one), 25)]
    if held:
        found.append(Ground("owns-controller", max(held, key=lambda share: (share.min or 0, share.max or 0))))
    return found


DEFINITION = Definition(
    id="eu-amlr-52",
    title={"en": "Beneficial owner (European Union)", "zh": "受益所有人（欧盟）"},
    reference="Regulation (EU) 2024/1624, art. 51-54",
    url="https://eur-lex.europa.eu/eli/reg/2024/1624/oj",
    in_force=date(2027, 7, 10),
    limbs={
        "interest": {"en": "an interest of 25% or more, looked through", "zh": "穿透后权益达25%"},
        "votes": {"en": "control by more than half of the votes", "zh": "以过半数表决权控制"},
        "concert": {"en": "control in concert", "zh": "与他人一致行动控制"},
        "board": {"en": "control by the board", "zh": "通过董事会控制"},
        "veto": {"en": "control by veto or decision rights", "zh": "以否决权或决定权控制"},
        "controls-owner": {
            "en": "controls companies that have 25% or more of it (art. 54 a)",
            "zh": "控制直接持有其25%以上权益的公司（第54条a）",
        },
        "owns-controller": {
            "en": "has 25% or more of a company that controls it (art. 54 b)",
            "zh": "在控制它的公司中拥有25%以上权益（第54条b）",
        },
    },
    finder=each_person(find),
    of_persons=True,
)
