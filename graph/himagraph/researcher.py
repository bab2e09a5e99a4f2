"""The researchers' view: the store as an rdflib Dataset."""

from __future__ import annotations

import rdflib  # noqa: TID251 - the one door between our store and rdflib

from himagraph import vocab
from himagraph.errors import UsageError
from himagraph.store import LocalStore, Store


def dataset(store: Store) -> rdflib.Dataset:
    """An rdflib Dataset over the same embedded store, through oxrdflib, with our prefixes bound.

    The store was opened to be read: adding a triple is an error of the engine, looking at a graph makes none.
    """
    from oxrdflib import OxigraphStore

    if not isinstance(store, LocalStore):
        raise UsageError(
            f"{store.location} is a remote store.", "Use rdflib's SPARQLStore with this address, or open a built store."
        )

    class ReadStore(OxigraphStore):
        """rdflib announces each graph that it is asked for; a store that is only read has nothing to make of that."""

        def add_graph(self, graph: rdflib.Graph) -> None:
            pass

    view = rdflib.Dataset(store=ReadStore(store=store.graph))
    for prefix, iri in vocab.PREFIXES.items():
        view.bind(prefix, iri)
    return view
