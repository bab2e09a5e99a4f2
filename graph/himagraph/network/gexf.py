"""A network as GEXF, which Gephi and others open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from himagraph.markup import fit
from himagraph.version import VERSION

if TYPE_CHECKING:
    import networkx  # noqa: TID251 - this is the room for it

#: Attributes that are numbers to whoever filters by them; what is not known has none.
_NUMBERS = ("share_min", "share_max")


def gexf(graph: networkx.MultiDiGraph[str]) -> str:
    """The network that `multidigraph` makes as GEXF 1.2: nodes by slug, edges by claim, their attributes beside them.

    The label is the English name, or the Chinese where there is none; both are attributes too. Shares are in percent,
    their ends as numbers. The file tells its clocks, not the day it was written: the same network, the same text.
    """
    import networkx  # noqa: TID251 - this is the room for it
    from networkx.readwrite.gexf import GEXFWriter  # noqa: TID251 - this is the room for it

    drawn: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    drawn.add_nodes_from((node, _labelled(data)) for node, data in graph.nodes(data=True))
    for source, target, path, data in graph.edges(keys=True, data=True):
        # A claim that names several at one end makes several edges: an id has to tell them apart.
        drawn.add_edge(source, target, path, id=f"{source} {target} {path}", **_labelled(data))
    writer = GEXFWriter(drawn, version="1.2draft")
    _tell(writer.xml, graph.graph)
    writer.indent(writer.xml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(writer.xml, encoding="unicode") + "\n"


def _labelled(data: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: float(data[name]) for name in _NUMBERS if name in data}
    return {"label": fit(data["label_en"]), **{name: fit(text) for name, text in data.items()}, **numbers}


def _tell(document: Any, told: dict[str, str]) -> None:
    """Puts the clocks in the place of the day and the program that wrote the file."""
    meta = next(one for one in document if one.tag.endswith("meta"))
    meta.clear()
    meta.set("lastmodifieddate", told["known_at"])
    undrawn = len(told["undrawn"].split())
    ElementTree.SubElement(meta, "creator").text = f"himagraph {VERSION}"
    ElementTree.SubElement(meta, "description").text = (
        f"Who holds, makes and works with whom in the record, as of {told['as_of']}, known at {told['known_at']}. "
        f"Claims that name several at both ends, so that nobody can say who goes with whom, are left out: {undrawn}."
    )
