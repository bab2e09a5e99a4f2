"""Ownership mathematics on any table of stakes: look-through, control, voting power, close links, named definitions."""

from himagraph.measures.columns import Column
from himagraph.measures.control import Step
from himagraph.measures.definition import Definition, Verdict
from himagraph.measures.definitions import definition, definitions
from himagraph.measures.explanation import Explanation
from himagraph.measures.facts import Ground
from himagraph.measures.holdings import Holdings
from himagraph.measures.links import CloseLink
from himagraph.measures.lint import Flaw
from himagraph.measures.paths import Path, Paths
from himagraph.measures.rights import Right, Rights
from himagraph.measures.stakes import NO_OUTSIDE_OWNER, UNDISCLOSED, Stake

__all__ = [
    "NO_OUTSIDE_OWNER",
    "UNDISCLOSED",
    "CloseLink",
    "Column",
    "Definition",
    "Explanation",
    "Flaw",
    "Ground",
    "Holdings",
    "Path",
    "Paths",
    "Right",
    "Rights",
    "Stake",
    "Step",
    "Verdict",
    "definition",
    "definitions",
]
