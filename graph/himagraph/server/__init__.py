"""The endpoint: SPARQL 1.1 Protocol over a store, and every entity, claim and source at an address of its own."""

from __future__ import annotations

from himagraph.server.application import application
from himagraph.server.running import Served, listen, serve

__all__ = ["Served", "application", "listen", "serve"]
