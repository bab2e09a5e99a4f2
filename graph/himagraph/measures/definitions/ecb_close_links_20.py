"""ecb-close-links-20: whose paper a bank may not pledge because it is too close.

Law: Guideline (EU) 2015/510 of the European Central Bank (ECB/2014/60), article 138(2); applies from 2015-05-01. Two
parties are closely linked when one owns 20 percent or more of the capital of the other, directly or through others, or
when a third party owns 20 percent or more of both. The third-party limb asked for a majority of both until 2008. Common
control is added from Regulation (EU) No 575/2013, article 4(1)(38)(c).

Notes: indirect holdings are products along chains that pass nobody twice, added up. Where the chains are too many to be
walked, the sums are lower bounds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from himagraph.measures.control import closure, controllers, majority
from himagraph.measures.definition import Definition
from himagraph.measures.facts import Facts, Ground
from himagraph.measures.paths import path_sums


def find(facts: Facts, name: str, among: Collection[str] | None) -> dict[str, list[Ground]]:
    """All who are closely linked to a party, each with how."""
    found: dict[str, list[Ground]] = {}
    for limb, is_up in (("owns", True), ("owned", False)):
        for other, share in path_sums(facts.table, name, up=is_up).shares.items():
            if facts.reaches(share, 20):
                found.setdefault(other, []).append(Ground(limb, share))
    for third in (other for other, grounds in list(found.items()) if grounds[0].limb == "owns"):
        for other, share in path_sums(facts.table, third).shares.items():
            if other != name and facts.reaches(share, 20):
                _add(found, other, Ground("common-owner"))
    decides = majority(facts.votes, possible=facts.possible)
    for third in controllers(facts.votes, name, decides):
        for other in closure(facts.votes, [third], decides) - {name}:
            _add(found, other, Ground("common-control"))
    return {other: grounds for other, grounds in found.items() if among is None or other in among}


def _add(found: dict[str, list[Ground]], other: str, ground: Ground) -> None:
    grounds = found.setdefault(other, [])
    if ground not in grounds:
        grounds.append(ground)


DEFINITION = Definition(
    id="ecb-close-links-20",
    title={"en": "Close links (Eurosystem)", "zh": "密切关联（欧元体系）"},
    reference="Guideline (EU) 2015/510 (ECB/2014/60), art. 138(2); Regulation (EU) No 575/2013, art. 4(1)(38)",
    url="https://eur-lex.europa.eu/eli/guideline/2015/510/oj",
    in_force=date(2015, 5, 1),
    limbs={
        "owns": {"en": "owns 20% or more of it", "zh": "持有其20%以上"},
        "owned": {"en": "20% or more is owned by it", "zh": "其持有20%以上"},
        "common-owner": {"en": "a third party owns 20% or more of both", "zh": "同一第三方分别持有双方20%以上"},
        "common-control": {"en": "a third party controls both", "zh": "同受一方控制"},
    },
    finder=find,
)
