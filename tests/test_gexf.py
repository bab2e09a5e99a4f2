"""The network as GEXF: what other programs read is what the network has."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from himagraph.library import KnowledgeGraph
from hostile_world import hostile_graph


def _read(text: str) -> networkx.MultiDiGraph[str]:
    return networkx.read_gexf(io.BytesIO(text.encode()))


@pytest.fixture(scope="module")
def written(kg: KnowledgeGraph) -> str:
    return kg.export("gexf")


def test_what_is_read_again_has_the_nodes_and_edges_of_the_network(kg: KnowledgeGraph, written: str) -> None:
    network, read = kg.network(), _read(written)
    assert {node: data["label"] for node, data in read.nodes(data=True)} == {
        node: data["label_en"] for node, data in network.nodes(data=True)
    }
    numbers = ("share_min", "share_max")
    found = {
        (source, target, data["claim"]): {key: value for key, value in data.items() if key not in ("id", "label")}
        for source, target, data in read.edges(data=True)
    }
    assert len(found) == read.number_of_edges() == network.number_of_edges()
    for source, target, path, data in network.edges(keys=True, data=True):
        told = found[source, target, data["claim"]]
        assert told.pop("networkx_key", path) == path
        assert told == {key: float(value) if key in numbers else value for key, value in data.items()}


def test_the_file_tells_the_clocks_of_its_question_and_not_the_day_it_was_written(kg: KnowledgeGraph) -> None:
    written = kg.export("gexf", as_of="2025-06-30")
    assert written == kg.export("gexf", as_of="2025-06-30")
    meta = ElementTree.fromstring(written)[0]
    assert meta.get("lastmodifieddate") == kg.question().clocks.known_at.isoformat()
    assert "as of 2025-06-30" in (meta[1].text or "")


def test_a_share_that_is_not_known_has_no_number(kg: KnowledgeGraph, written: str) -> None:
    shares = [data for *_, data in _read(written).edges(data=True) if "share" in data]
    assert any(data["share"] == "10%" and data["share_min"] == data["share_max"] == 10.0 for data in shares)
    assert all(("share_min" in data) is (data["share"] != "not known") for data in shares)


def test_hostile_labels_are_text_of_a_well_formed_file(kg: KnowledgeGraph, tmp_path: Path) -> None:
    written = hostile_graph(kg, tmp_path / "store").export("gexf")
    assert "<img" not in written
    assert not {"\x07", "\u202e", "\u2066", "\ufffe"} & set(written)
    label = _read(written).nodes["yinwang"]["label"]
    assert "</script></text><img src=x onerror=alert(1)>]]>{{7*7}}&amp;&#1;\"'\\u0007\\u202eeman\\u2066\\ufffe" in label
