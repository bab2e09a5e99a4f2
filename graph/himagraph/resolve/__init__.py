"""What holds at a date on what was known, and why. Pure functions: claims, clocks and policy in, rows out."""

from himagraph.resolve.deals import completion
from himagraph.resolve.evidence import Clocks, Evidence, Selection, gather
from himagraph.resolve.holding import Holding
from himagraph.resolve.policy import Policy, bundled
from himagraph.resolve.ranks import Rank, ranks
from himagraph.resolve.stakes import Capital, capital, capitals

__all__ = [
    "Capital",
    "Clocks",
    "Evidence",
    "Holding",
    "Policy",
    "Rank",
    "Selection",
    "bundled",
    "capital",
    "capitals",
    "completion",
    "gather",
    "ranks",
]
