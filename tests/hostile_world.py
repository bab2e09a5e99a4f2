"""A record whose labels are hostile: to HTML and XML, to templates, and to whoever reads them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, Quad

import himagraph
from himagraph import vocab
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore

HOSTILE = "</script></text><img src=x onerror=alert(1)>]]>{{7*7}}&amp;&#1;\"'\x07\u202eeman\u2066\ufffe"
_LABELS = {vocab.RDFS_LABEL, vocab.DCTERMS + "title", vocab.DCTERMS + "publisher", vocab.hima("hasShortName")}


def hostile_graph(kg: KnowledgeGraph, folder: Path) -> KnowledgeGraph:
    """The record of a store with every label spoilt, in a store of its own in the folder."""
    assert isinstance(kg.store, LocalStore)
    spoilt = pyoxigraph.Store(str(folder))
    spoilt.bulk_extend(_spoilt(quad) for quad in kg.store.graph.quads_for_pattern(None, None, None, None))
    spoilt.flush()
    del spoilt
    return himagraph.open(folder)


def _spoilt(quad: Quad) -> Quad:
    value = quad.object
    if not isinstance(value, Literal) or quad.predicate.value not in _LABELS:
        return quad
    text = value.value + HOSTILE
    spoilt = Literal(text, language=value.language) if value.language else Literal(text)
    return Quad(quad.subject, quad.predicate, spoilt, quad.graph_name)
