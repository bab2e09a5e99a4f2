"""Who decides over a company, by a named definition, and the rows and rights that show it."""

from __future__ import annotations

from itertools import pairwise

from himagraph.ownership.found import MAJORITY, Controller
from himagraph.ownership.table import Ownership


def controllers(table: Ownership, issuer: str, definition: str = MAJORITY) -> tuple[Controller, ...]:
    """Whom a definition finds for a company, those found for certain first; none where nobody is named."""
    if issuer not in table.names:
        return ()
    found = table.holdings.by(definition, issuer)
    return tuple(
        Controller(holder, issuer, definition, one.is_certain, claims_behind(table, holder, issuer))
        for holder, one in found.items()
    )


def claims_behind(table: Ownership, holder: str, issuer: str) -> tuple[str, ...]:
    """The paths of the claims on the rows of every chain from a holder to an issuer, and on the rights on the way."""
    chains = [path.nodes for path in table.holdings.paths(holder, issuer).found]
    pairs = {(holder, issuer)} | {pair for chain in chains for pair in pairwise(chain)}
    found = {claim.path for pair in pairs if pair in table.rows for claim in table.rows[pair].claims}
    return tuple(sorted(found | {claim.path for pair in pairs for claim in table.claims_of_right(*pair)}))
