"""The analyses of the record by topic."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from himagraph.analysis.record import Record
from himagraph.errors import UsageError
from himagraph.ledger import Ledger, Question

if TYPE_CHECKING:
    from himagraph.analysis.centrality import Network
    from himagraph.analysis.concentration import Concentration
    from himagraph.analysis.dependency import Dependency
    from himagraph.analysis.dual_roles import DualRoles
    from himagraph.analysis.loops import Loops
    from himagraph.analysis.owners import CommonOwners

    Analysis: TypeAlias = Network | DualRoles | Dependency | Concentration | CommonOwners | Loops

#: Which function of which file of this room makes each analysis.
TOPICS = {
    "network": "centrality:network",
    "dual-roles": "dual_roles:dual_roles",
    "dependency": "dependency:dependency",
    "concentration": "concentration:concentration",
    "common-owners": "owners:common_owners",
    "loops": "loops:loops",
}


def analyse(ledger: Ledger, question: Question, topic: str, *, backend: str | None = None) -> Analysis:
    """The analysis of that topic. Raises UsageError for one that there is not."""
    if topic not in TOPICS:
        raise UsageError(f"There is no analysis {topic!r}.", f"The topics are {', '.join(TOPICS)}.")
    file, _, name = TOPICS[topic].partition(":")
    function: Any = getattr(import_module(f"himagraph.analysis.{file}"), name)
    given: dict[str, Any] = {"backend": backend} if topic == "network" else {}
    answer: Analysis = function(Record(ledger, question), **given)
    return answer
