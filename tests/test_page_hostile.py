"""Labels are data in the page too: hostile texts show as text, and lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, Quad

import himagraph
from browser import Browsing
from himagraph import vocab
from himagraph.library import KnowledgeGraph
from himagraph.store import LocalStore

HOSTILE = "</script><img src=x onerror=alert(1)>{{7*7}}${1}<b>\u202eeman\u2066"
ADDRESS = "javascript:alert(1)"
LABELS = {vocab.RDFS_LABEL, vocab.DCTERMS + "title", vocab.DCTERMS + "publisher", vocab.hima("hasShortName")}


@pytest.fixture(scope="module")
def page(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the founding record with every label hostile and every address a script."""
    assert isinstance(kg.store, LocalStore)
    folder = tmp_path_factory.mktemp("hostile-page") / "store"
    hostile = pyoxigraph.Store(str(folder))
    hostile.bulk_extend(_spoilt(quad) for quad in kg.store.graph.quads_for_pattern(None, None, None, None))
    hostile.flush()
    del hostile
    return himagraph.open(folder).page()


def _spoilt(quad: Quad) -> Quad:
    value = quad.object
    if not isinstance(value, Literal):
        return quad
    if quad.predicate.value == vocab.hima("hasUrl"):
        return Quad(quad.subject, quad.predicate, Literal(ADDRESS), quad.graph_name)
    if quad.predicate.value not in LABELS:
        return quad
    text = value.value + HOSTILE
    spoilt = Literal(text, language=value.language) if value.language else Literal(text)
    return Quad(quad.subject, quad.predicate, spoilt, quad.graph_name)


def test_no_label_ends_a_script_or_is_taken_for_a_template(page: str) -> None:
    assert page.count("</script>") == 3
    assert "<img" not in page
    assert "49" not in page.partition("<title>")[2].partition("</title>")[0]


def test_hostile_labels_show_as_text_and_their_addresses_are_no_links(
    browsing: Browsing, page: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    looking = browsing.look(path)
    for state in (
        "",
        "lang=both&at=huawei",
        "view=map&at=yinwang",
        "view=cooperation",
        "view=deliveries",
        "view=sources",
    ):
        opened = looking.open(state)
        for tool in ("filters", "path", "twin", "save"):
            opened.click(f"[data-tool={tool}]")
        opened.evaluate("HIMA.page.openEdge(HIMA.page.standing().find((edge) => edge.claims.length))")
        shown = opened.inner_text("#page")
        assert "<img src=x onerror=alert(1)>{{7*7}}${1}<b>" in shown
        assert "\u202e" not in opened.inner_text("#side h2")
        assert opened.locator("img, #page script, #page b").count() == 0
        hrefs = opened.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
        assert [one for one in hrefs if one != "#view"] == []
    assert looking.errors == []
