"""The SPARQL editor in a real browser: it asks this server and nobody else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser import Browsing
from himagraph import queries
from himagraph.examples import example
from himagraph.library import KnowledgeGraph
from himagraph.server import assets, editor
from serving import Server, ask

TAB = ".tabPanel.active"


class Looking:
    """The editor in the browser, and all that it asked for and complained of."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        self.page.goto(server.url + "query")
        self.page.wait_for_selector("body[data-ready]")


@pytest.fixture(scope="module")
def opened() -> dict[str, Looking]:
    """The editor, once it is open: one for all tests of this file."""
    return {}


@pytest.fixture
def page(browsing: Browsing, server: Server, opened: dict[str, Looking]) -> Iterator[Page]:
    if not opened:
        opened["editor"] = Looking(browsing.browser, server)
    looking = opened["editor"]
    yield looking.page
    assert [url for url in looking.requests if not url.startswith((server.url, "data:"))] == []
    # That a wrong query was refused is the one thing the browser itself has to say.
    assert [one for one in looking.errors if "400 (Bad Request)" not in one] == []


def written(page: Page, text: str) -> None:
    """Puts the text into the tab that is open, and asks it."""
    page.click(f"{TAB} .CodeMirror")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def test_it_opens_with_first_queries_in_tabs_and_rows_of_one(page: Page) -> None:
    page.wait_for_selector(f"{TAB} .dataTable a.iri")
    tabs = page.eval_on_selector_all(
        ".tabsList .tab:not(.addTab)", "all => all.map(one => one.textContent.replace('✖', '').trim())"
    )
    assert len(tabs) >= 3
    assert set(tabs) <= set(queries.names())
    listed = page.eval_on_selector_all("[data-query]", "all => all.map(one => one.dataset.query)")
    assert sorted(listed) == queries.names()


def test_a_named_query_opens_in_a_tab_and_its_things_lead_to_pages_of_this_server(page: Page, server: Server) -> None:
    page.fill("#filter", "share of an entity")
    page.fill("#filter", queries.load("who-owns").summary_zh[:6])
    page.click("[data-query=who-owns]")
    page.wait_for_selector(f"{TAB} .dataTable a.iri")
    assert page.locator("[data-query=who-owns][aria-current]").count() == 1
    assert page.locator("[data-query]:visible").count() < len(queries.names())
    page.fill("#filter", "")
    text = page.eval_on_selector(f"{TAB} .CodeMirror", "one => one.CodeMirror.getValue()")
    assert text == editor.runnable(queries.load("who-owns"))
    found = page.eval_on_selector_all(f"{TAB} a.iri", "all => all.map(one => one.getAttribute('href'))")
    assert "/id/huawei" in found
    assert all(one.startswith(("/id/", "/claim/")) for one in found)
    assert ask(server.url.rstrip("/") + found[0], Accept="text/html").status == 303


def test_a_mistake_shows_its_line_and_column_and_leads_there(page: Page) -> None:
    page.click(".addTab")
    written(page, "SELECT ?x\nWHERE { ?x none:such ?y }")
    page.wait_for_selector(f"{TAB} .said")
    assert "line 2, column 12" in page.inner_text(f"{TAB} .said p")
    page.click(f"{TAB} .said button")
    place = page.eval_on_selector(f"{TAB} .CodeMirror", "one => one.CodeMirror.getDoc().getCursor()")
    assert (place["line"], place["ch"]) == (1, 11)


def test_our_own_words_are_offered_while_one_writes(page: Page) -> None:
    page.click(".addTab")
    page.click(f"{TAB} .CodeMirror")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("PREFIX hima: <https://w3id.org/himagraph/ontology#>\nSELECT ?x { ?x hima:percentmi")
    page.keyboard.press("Control+ ")
    page.wait_for_function("document.body.innerText.includes('hima:hasPercentMin')")
    page.keyboard.press("Escape")
    written(page, "DESCRIBE <https://w3id.org/himagraph/id/yinwang>")
    page.wait_for_selector(f"{TAB} .dataTable a.iri")


def test_an_address_may_name_the_query_to_open(page: Page, server: Server) -> None:
    page.goto(f"{server.url}query?name=brands-of-alliance")
    page.wait_for_selector(f"{TAB} .dataTable a.iri")
    assert "aito" in page.inner_text(f"{TAB} .dataTable")


# --- without a browser ---


def test_what_the_editor_offers_runs_at_the_endpoint(kg: KnowledgeGraph) -> None:
    for name in queries.names():
        query = queries.load(name)
        asked = editor.runnable(query)
        assert asked.splitlines()[:2] == [f"# {query.summary}", f"# {query.summary_zh}"]
        assert kg.store.select(asked).rows == kg.store.select(example(query)).rows


def test_the_editor_of_others_is_what_its_note_says_and_brings_its_licences() -> None:
    folder = assets.FOLDER / "vendor"
    note = json.loads((folder / "yasgui.json").read_text(encoding="utf-8"))
    assert note["license"] == "MIT"
    for name, digest in note["files"].items():
        assert hashlib.sha256((folder / name.rpartition("/")[2]).read_bytes()).hexdigest() == digest
    licences = (folder / "LICENSES-yasgui.txt").read_text(encoding="utf-8")
    assert f"{note['name']} {note['version']}" in licences
    for part in ("codemirror", "datatables.net", "jquery", "dompurify", "n3", "sortablejs"):
        assert f"\n{part} " in licences


def test_scripts_and_styles_have_addresses_of_their_bytes_and_may_be_kept(server: Server) -> None:
    page = ask(server.url + "query", Accept_Encoding="identity").text
    found = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert len(found) == 5
    for path in found:
        plain, packed = (ask(server.url.rstrip("/") + path, Accept_Encoding=one) for one in ("identity", "gzip"))
        assert plain.status == 200
        assert "immutable" in plain.headers["cache-control"]
        assert packed.headers["content-encoding"] == "gzip"
        assert len(packed.body) < len(plain.body)
        digest = path.split("/")[2]
        assert hashlib.sha256(plain.body).hexdigest().startswith(digest)
        assert ask(server.url.rstrip("/") + path.replace(digest, "0" * 16)).status == 404
    assert ask(server.url + "assets/0/..%2fyasgui.json").status == 404
