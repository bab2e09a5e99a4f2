"""Close links: 20 percent or more one way or the other, or one controller above both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from himagraph.measures.columns import Table
from himagraph.measures.control import closure, controllers, majority
from himagraph.measures.paths import LIMIT, path_sums
from himagraph.records import Share

#: Percent of the capital from which a holding is a close link.
CLOSE = Fraction(20)


@dataclass(frozen=True, slots=True)
class CloseLink:
    """Why two names are closely linked.

    `holds` is what the one asked for has of the other over all chains that pass nobody twice, `held` what the other has
    of it, each given where it reaches 20 percent; `common` are third parties that control both. `is_cut` says that
    chains were too many to be walked and the shares are lower bounds.
    """

    holds: Share | None = None
    held: Share | None = None
    common: tuple[str, ...] = ()
    is_cut: bool = False

    def __str__(self) -> str:
        reasons = [f"holds {self.holds.text()} of it"] if self.holds else []
        reasons += [f"{self.held.text()} is held by it"] if self.held else []
        reasons += [f"both are controlled by {', '.join(map(str, self.common))}"] if self.common else []
        return "; ".join(reasons) + (" (at least: there are more chains than were walked)" if self.is_cut else "")


def close_links(
    table: Table, votes: Table, name: str, *, possible: bool = False, limit: int = LIMIT
) -> dict[str, CloseLink]:
    """All names closely linked to one, and why; with `possible` those that may be, at the upper bounds.

    Parameters
    ----------
    table, votes : the capital, which is multiplied along chains, and the votes, which decide on control.
    """
    down, up = path_sums(table, name, limit=limit), path_sums(table, name, up=True, limit=limit)
    holds = {other: share for other, share in down.shares.items() if _reaches(share, possible)}
    held = {other: share for other, share in up.shares.items() if _reaches(share, possible)}
    decides = majority(votes, possible=possible)
    common: dict[str, list[str]] = {}
    for third in sorted(controllers(votes, name, decides), key=str):
        for other in closure(votes, [third], decides) - {name}:
            common.setdefault(other, []).append(third)
    return {
        other: CloseLink(
            holds.get(other),
            held.get(other),
            tuple(common.get(other, ())),
            (other in holds and down.is_cut) or (other in held and up.is_cut),
        )
        for other in _in_order((*holds, *held, *common))
    }


def _reaches(share: Share, possible: bool) -> bool:
    side = share.max if possible else share.min
    return side is not None and side >= CLOSE


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=str)
