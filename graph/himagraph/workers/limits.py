"""How much one query may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query: `seconds` from its start to its last byte, `size` in bytes of its result, `memory` in
    bytes of its process beyond the store, `text` in bytes of the query itself."""

    seconds: float = 60.0
    size: int = 64 * 2**20
    memory: int = 2**30
    text: int = 2**20
