"""The record as a network: entities as nodes, the claims that join them as edges."""

from himagraph.network.edges import Edge, Edges, edges
from himagraph.network.gexf import gexf
from himagraph.network.graph import multidigraph
from himagraph.network.history import History, Span, days_of
from himagraph.network.layout import places
from himagraph.network.ways import joined, ways

__all__ = ["Edge", "Edges", "History", "Span", "days_of", "edges", "gexf", "joined", "multidigraph", "places", "ways"]
