"""The checks across files, in the order in which they run."""

from __future__ import annotations

from himagraph.seedfile.capital import check_capital
from himagraph.seedfile.duplicates import check_duplicates
from himagraph.seedfile.lookalikes import check_lookalikes
from himagraph.seedfile.references import check_references
from himagraph.seedfile.timing import check_timing
from himagraph.seedfile.world import World


def check(world: World) -> None:
    """Adds what the files say against one another to their reports."""
    check_duplicates(world)
    check_references(world)
    check_timing(world)
    check_capital(world)
    check_lookalikes(world)
