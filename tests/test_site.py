"""The site of the docs: whole, with links that lead somewhere, and at rest without a network."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import website

from browser import SIZES, Browsing
from himagraph_cli.main import TOPICS
from pages import ROOT

#: What a browser fetches by itself.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    website.build(folder)
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site on a server of its own."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Fetches(HTMLParser):
    """What a page fetches without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        idle = tag == "link" and (given.get("rel") or "") in ("next", "prev", "canonical")
        if tag in FETCHED and not idle:
            self.found.append(given.get(FETCHED[tag]) or "")


def pages_of(nav: list[Any]) -> Iterator[str]:
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        if isinstance(value, list):
            yield from pages_of(value)
        else:
            yield value


def test_every_page_of_the_docs_is_in_the_navigation_once(tmp_path: Path) -> None:
    staged = website.stage(tmp_path)
    named = list(pages_of(website.nav(staged)))
    assert len(named) == len(set(named))
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= set(named)
    assert set(named) == set(staged)


def test_a_page_that_nobody_named_goes_under_more_and_one_that_is_gone_is_left_out() -> None:
    nav = website.nav(["README.md", "docs/tutorial.md", "docs/zebra.md"])
    assert nav[-1] == {"More": ["docs/zebra.md"]}
    assert set(pages_of(nav)) == {"README.md", "docs/tutorial.md", "docs/zebra.md"}


def test_a_link_that_leads_nowhere_is_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(folder: Path) -> list[str]:
        folder.mkdir(parents=True)
        (folder / "README.md").write_text("# One\n\n[gone](gone.md)\n\n[lost](#lost)\n", encoding="utf-8")
        return ["README.md"]

    monkeypatch.setattr(website, "stage", broken)
    with pytest.raises(ValueError, match=r"gone\.md(.|\n)*lost"):
        website.build(tmp_path / "site")


def test_the_site_has_commands_queries_terms_schemas_and_docstrings(site: Path) -> None:
    def text(page: str) -> str:
        return (site / page).read_text(encoding="utf-8")

    assert all(f'id="hima-{name}"' in text("docs/commands.html") for name in TOPICS)
    assert 'id="who-owns"' in text("docs/queries.html")
    assert "谁持有某实体的股份" in text("docs/queries.html")
    assert 'id="equitystake"' in text("docs/terms.html")
    assert "持股" in text("docs/terms.html")
    assert (site / "docs" / "schemas" / "who-owns.json").is_file()
    library = text("docs/library.html")
    for name in (
        "himagraph.open",
        "himagraph.KnowledgeGraph",
        "himagraph.measures.Holdings",
        "himagraph.errors.Refused",
    ):
        assert f'id="{name}"' in library
    for method in ("who_owns", "select", "deliveries"):
        assert f'id="himagraph.KnowledgeGraph.{method}"' in library
    assert "Traceback" not in library


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        parser = Fetches()
        parser.feed(page.read_text(encoding="utf-8"))
        assert parser.found
        assert [one for one in parser.found if re.match(r"(\w+:)?//", one)] == []
    for sheet in site.rglob("*.css"):
        assert not re.search(r"""(url\(|@import )["']?(https?:)?//""", sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]])
def test_a_browser_asks_nobody_else_and_nothing_sticks_out(
    address: str, browsing: Browsing, size: tuple[int, int]
) -> None:
    context = browsing.browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda one: wrong.append(one.url) if one.status >= 400 else None)
    for name in ("index.html", "docs/queries.html", "docs/library.html"):
        page.goto(address + name, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelector('[data-md-component=search-query]').focus()")
    page.keyboard.type("EquityStake")
    page.wait_for_selector(".md-search-result__item")
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert wrong == []
