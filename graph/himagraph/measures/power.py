"""Voting power among the direct holders of one issuer: how often a holder decides."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from himagraph.errors import LimitReached
from himagraph.measures.columns import Column
from himagraph.measures.control import HALF
from himagraph.measures.stakes import WHOLE
from himagraph.records import Share

#: All coalitions of more holders than this are too many to go through.
MOST_HOLDERS = 20
MOST_COALITIONS = 100_000


def banzhaf(column: Column) -> dict[str, Share]:
    """Each holder's chance, in percent, of turning a defeat into a majority, over all votes of the others.

    Capital that nobody names does not vote, yet counts in the whole of which a majority is needed. Where shares are
    ranges, the bounds count the coalitions that surely turn and those that may.

    Raises LimitReached above 20 holders.
    """
    holders = _holders(column)
    sure, perhaps = _winning(column, holders)
    votes = 1 << max(len(holders) - 1, 0)
    found: dict[str, Share] = {}
    for place, holder in enumerate(holders):
        step = 1 << place
        without = _without(place, len(holders))
        least = ((sure >> step) & ~perhaps & without).bit_count()
        most = ((perhaps >> step) & ~sure & without).bit_count()
        found[holder] = Share(Fraction(least, votes) * WHOLE, Fraction(most, votes) * WHOLE)
    return found


def minimal_winning(column: Column) -> tuple[frozenset[str], ...]:
    """The coalitions that have a majority for certain and lose it when any member leaves; smallest first.

    Raises LimitReached above 20 holders, or 100,000 coalitions.
    """
    holders = _holders(column)
    weights = [column.boxes[holder][0] for holder in holders]
    behind = [sum(weights[place:], Fraction(0)) for place in range(len(weights) + 1)]
    found: list[frozenset[str]] = []

    # Largest first: a coalition is minimal exactly when it loses without the member that joined last.
    def grow(place: int, members: tuple[str, ...], held: Fraction) -> None:
        if place == len(holders) or held + behind[place] <= HALF:
            return
        joined = held + weights[place]
        if joined > HALF:
            found.append(frozenset((*members, holders[place])))
            if len(found) > MOST_COALITIONS:
                raise LimitReached(f"{column.issuer} has over {MOST_COALITIONS:,} minimal winning coalitions.")
        else:
            grow(place + 1, (*members, holders[place]), joined)
        grow(place + 1, members, held)

    grow(0, (), Fraction(0))
    return tuple(sorted(found, key=lambda coalition: (len(coalition), sorted(map(str, coalition)))))


def _holders(column: Column) -> list[str]:
    """The direct holders, largest first, as long as their coalitions can be gone through."""
    if len(column.boxes) > MOST_HOLDERS:
        raise LimitReached(
            f"{column.issuer} has {len(column.boxes)} holders.",
            f"Voting power is counted over all coalitions, for at most {MOST_HOLDERS} holders.",
        )
    return sorted(column.boxes, key=lambda holder: (-column.boxes[holder][0], str(holder)))


def _winning(column: Column, holders: list[str]) -> tuple[int, int]:
    """Which coalitions surely win and which may, as bits: bit c stands for the coalition of the holders in c's bits."""
    boxes = [column.boxes[holder] for holder in holders]
    # Whole numbers: a million sums of fractions would take seconds.
    scale = lcm(column.free.denominator, 2, *(side.denominator for box in boxes for side in box))
    half, free = scale // 2, int(column.free * scale)
    least, rooms = [0], [0]
    for low, high in boxes:
        sure, room = int(low * scale), int((high - low) * scale)
        least += [held + sure for held in least]
        rooms += [held + room for held in rooms]
    return (
        _bits([held > half for held in least]),
        _bits([held + min(room, free) > half for held, room in zip(least, rooms, strict=True)]),
    )


def _bits(flags: list[bool]) -> int:
    return int("".join("1" if flag else "0" for flag in reversed(flags)), 2)


def _without(place: int, count: int) -> int:
    """The coalitions, as bits, in which the holder of a place is not."""
    pattern, width = (1 << (1 << place)) - 1, 1 << (place + 1)
    while width < 1 << count:
        pattern |= pattern << width
        width *= 2
    return pattern
