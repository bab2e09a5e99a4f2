"""The researchers' view: the store as an rdflib Dataset."""

from __future__ import annotations

import rdflib  # noqa: TID251 - the one door between our store and rdflib

from himagraph.errors import UsageError
from himagraph.store import LocalStore, Store


def dataset(store: Store) -> rdflib.Dataset:
    """An rdflib Dataset over the same embedded store, through oxrdflib."""
    from oxrdflib import OxigraphStore

    if not isinstance(store, LocalStore):
        raise UsageError(
            f"{store.location} is a remote store.", "Use rdflib's SPARQLStore with this address, or open a built store."
        )
    return rdflib.Dataset(store=OxigraphStore(store=store.graph))
