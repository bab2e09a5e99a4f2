"""Stores: select, ask, construct; embedded or remote."""

from __future__ import annotations

from pathlib import Path

from himagraph.store.base import Store
from himagraph.store.folder import Stamp, open_folder, stamp
from himagraph.store.local import LocalStore
from himagraph.store.table import Cell, Table, Term, cell

__all__ = ["Cell", "LocalStore", "Stamp", "Store", "Table", "Term", "cell", "connect", "stamp"]


def connect(location: str | Path) -> Store:
    """The store at a folder or at the http(s) address of a SPARQL endpoint."""
    if str(location).startswith(("http://", "https://")):
        from himagraph.store.remote import RemoteStore

        return RemoteStore(str(location))
    return open_folder(Path(location))
