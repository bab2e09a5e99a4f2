"""A ledger that reads the claims of a store once: a page asks for the same ones on every state of knowledge."""

from __future__ import annotations

from himagraph.ledger import Ledger
from himagraph.records import Claim
from himagraph.store import Store


class KeptLedger(Ledger):
    """Answers as any ledger does; what it has read it keeps."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._kept: dict[tuple[str, ...], list[Claim]] = {}

    def claims_of_kind(self, *kinds: str) -> list[Claim]:
        if kinds not in self._kept:
            self._kept[kinds] = super().claims_of_kind(*kinds)
        return self._kept[kinds]

    def all_claims(self) -> list[Claim]:
        if () not in self._kept:
            self._kept[()] = super().all_claims()
        return self._kept[()]
