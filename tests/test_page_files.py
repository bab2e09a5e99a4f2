"""What the page is made of: the vendored library as it was published, and one policy for all of it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import himagraph
from himagraph.library import KnowledgeGraph
from himagraph.picture import bundle
from himagraph.picture.inline import Picture

LIMIT = 1_500_000


def test_the_drawing_library_is_the_one_that_was_published() -> None:
    note = json.loads((bundle.VENDORED.parent / "vis-network.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(bundle.VENDORED.read_bytes()).hexdigest() == note["sha256"]
    assert f"@version {note['version']}" in bundle.vendored()
    for name in ("LICENSE-MIT", "LICENSE-APACHE-2.0"):
        assert (bundle.VENDORED.parent / name).stat().st_size > 1000


def test_the_same_store_gives_the_same_bytes(kg: KnowledgeGraph, founding_page: Path) -> None:
    again = himagraph.open(kg.store.location)
    assert founding_page.read_bytes() == again.page().encode()


def test_the_page_of_the_whole_record_keeps_within_its_size(record_page: Path) -> None:
    assert record_page.stat().st_size < LIMIT


def test_the_page_loads_nothing_and_runs_only_its_own_script(founding_page: Path) -> None:
    page = founding_page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]
    shell = page.replace(bundle.vendored(), "").replace(bundle.script(), "").replace(bundle.style(), "")
    assert not re.search(r"(src|href)=", shell)
    assert not re.search(r"\son\w+=", shell)


def test_a_picture_shows_itself_in_a_notebook_in_a_frame_of_its_own(kg: KnowledgeGraph) -> None:
    picture = kg.picture("Yinwang")
    html = picture._repr_html_()
    assert html.startswith("<iframe ")
    assert html.count("<") == 2  # the frame and its end: the page is in an attribute
    assert 'title="&lt;b&gt;"' in Picture("<p>", "<b>")._repr_html_()
