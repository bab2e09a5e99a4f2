"""What is found of a company's capital: a look-through share, and a party that decides."""

from __future__ import annotations

from himagraph.frozen import dataclass
from himagraph.records import Share

#: The definition by which control is computed for the store, and told where none is asked for.
MAJORITY = "majority-50"


@dataclass(frozen=True, slots=True)
class Interest:
    """A look-through share of an issuer, in percent.

    `effective` counts all chains and loops, `net` the holder's own money coming round once. `chains` are from the
    holder down to the issuer, by their ids. `claims` are the paths of those of the rows on the way, each once.
    `oldest` is when the longest unseen row on the way was last seen. Of a top (`is_top`) the record names no holder.
    With `is_open` the holder is a company of which nobody is named for a part of the capital: `effective` is that part.
    """

    holder: str
    issuer: str
    effective: Share
    net: Share
    chains: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]
    oldest: str | None
    is_top: bool
    is_direct: bool
    is_inferred: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Controller:
    """A party that a definition finds for a company; not `is_certain`: only if unknown shares fall that way.

    `claims` are the paths of the claims on its stakes and rights, each once. With `is_inferred` a source only implies
    one of the stakes.
    """

    holder: str
    issuer: str
    definition: str
    is_certain: bool
    claims: tuple[str, ...]
    is_inferred: bool = False
