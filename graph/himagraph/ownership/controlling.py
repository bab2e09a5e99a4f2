"""Who decides over a company, by a named definition, and the rows and rights that show it."""

from __future__ import annotations

from collections.abc import Iterable

from himagraph.ownership.found import MAJORITY, Controller
from himagraph.ownership.table import Ownership


def controllers(table: Ownership, issuer: str, definition: str = MAJORITY) -> tuple[Controller, ...]:
    """Whom a definition finds for a company, those found for certain first; none where nobody is named."""
    if issuer not in table.names:
        return ()
    found = table.holdings.by(definition, issuer)
    return tuple(
        Controller(
            holder, issuer, definition, one.is_certain, claims_behind(table, holder, issuer),
            is_inferred=any(
                table.is_inferred(*pair) for pair in between(table, holder, issuer) if pair in table.rows
            ),
        )
        for holder, one in found.items()
    )  # fmt: skip


def below(table: Ownership, holder: str) -> tuple[str, ...]:
    """The companies that stakes or rights lead to from a holder, at any level, by id: those it could decide over."""
    return tuple(sorted(_reached(holder, _steps(table)) - {holder}))


def claims_behind(table: Ownership, holder: str, issuer: str) -> tuple[str, ...]:
    """The paths of the claims on the stakes and rights of every chain that leads from a holder to an issuer."""
    on_the_way = between(table, holder, issuer)
    found = {claim.path for pair in on_the_way if pair in table.rows for claim in table.rows[pair].claims}
    return tuple(sorted(found | {claim.path for pair in on_the_way for claim in table.claims_of_right(*pair)}))


def between(table: Ownership, holder: str, issuer: str) -> tuple[tuple[str, str], ...]:
    """The holder and issuer of each stake or right on a chain that leads from the one to the other, sorted."""
    pairs = _steps(table)
    under = {holder} | _reached(holder, pairs)
    over = {issuer} | _reached(issuer, {(low, high) for high, low in pairs})
    return tuple(sorted(pair for pair in pairs if pair[0] in under and pair[1] in over))


def _steps(table: Ownership) -> set[tuple[str, str]]:
    """Whom a stake or a right leads from and to."""
    rights = {(high, low) for one in table.right_claims for high in one.ids("holder") for low in one.ids("issuer")}
    return {*table.rows, *rights}


def _reached(start: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """All that the pairs lead to from a start; the start itself only where they lead back."""
    steps: dict[str, set[str]] = {}
    for here, there in pairs:
        steps.setdefault(here, set()).add(there)
    found: set[str] = set()
    waiting = [start]
    while waiting:
        further = steps.get(waiting.pop(), set()) - found
        found |= further
        waiting += further
    return found
