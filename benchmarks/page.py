"""The page in a real browser: how soon it can be used, how large it is, how long a change of its map takes."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import himagraph
from benchmarks.alternate import Line
from himagraph.build.conductor import build
from himagraph.library import KnowledgeGraph
from himagraph.picture import bundle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("HIMA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ROUNDS = 7
#: Entities on the map; no more than the last are ever drawn.
SIZES = (50, 100, 300, 500)
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
#: Notes the time at which the page was drawn and the frame with it shown, from the start of its loading.
_USABLE = """new MutationObserver((_, observer) => {
  if (!document.querySelector("[data-drawn]")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawn"] });"""
#: Changes the date, and waits until the frame with the change is shown.
_REDRAW = """async (date) => {
  const started = performance.now();
  HIMA.page.go({ date });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - started;
}"""


def lines(kg: KnowledgeGraph, place: Path) -> Iterator[Line | str]:
    """The targets of DESIGN 7, and redraws beside that of the smallest map."""
    started = time.process_time()
    whole = kg.page()
    yield Line("writing the page of the whole record, processor", time.process_time() - started)
    size = len(whole.encode())
    if not CHROMIUM:
        yield f"the whole record: {size:,} bytes; no Chromium was found to open it with"
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        version = browser.version
        bare = f"<!doctype html><meta charset=utf-8><p data-drawn><script>{bundle.vendored()}</script>"
        pages = {"whole": place / "whole.html", "bare": place / "bare.html"}
        for name, text in (("whole", whole), ("bare", bare)):
            pages[name].write_text(text, encoding="utf-8")
        took = _usable(browser, pages)
        yield Line("usable, beside 2 s", took["whole"], 2.0, 1)
        yield Line("usable, beside the drawing library alone", took["whole"], took["bare"])
        smallest = None
        for number in SIZES:
            ours = _redrawn(browser, _page_of(number, place), number)
            smallest = smallest or ours
            yield Line(f"another date on a map of {number} entities", ours, smallest if number > SIZES[0] else None)
        browser.close()
    yield f"the whole record: {size:,} bytes, of 1,500,000 at most; Chromium {version}, headless"


def _usable(browser: Browser, pages: dict[str, Path]) -> dict[str, float]:
    """Median seconds from the start of loading until each page is drawn and shown, each in a fresh context."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(ROUNDS + 1):
        for name, path in pages.items():
            context = browser.new_context(viewport={"width": 1600, "height": 1000})
            page = context.new_page()
            page.add_init_script(_USABLE)
            page.goto(path.as_uri())
            page.wait_for_function("window.usable")
            if number:
                times[name].append(page.evaluate("window.usable") / 1000)
            context.close()
    return {name: statistics.median(found) for name, found in times.items()}


def _redrawn(browser: Browser, path: Path, number: int) -> float:
    """Median seconds of a change of date on the map."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    page: Page = context.new_page()
    page.goto(f"{path.as_uri()}#view=map")
    page.wait_for_selector("#page[data-drawn]")
    drawn = page.evaluate("HIMA.page.drawn.nodes.length")
    if drawn != number:
        raise AssertionError(f"{drawn} entities are drawn, not {number}")
    dates = ("2021-06-30", "2022-06-30")
    times = [page.evaluate(_REDRAW, dates[n % 2]) / 1000 for n in range(2 * ROUNDS + 2)]
    context.close()
    return statistics.median(times[2:])


def _page_of(number: int, place: Path) -> Path:
    """The page of an invented record: so many companies, each held by one or two of those before it."""
    folder = place / f"companies-{number}"
    (folder / "entities").mkdir(parents=True)
    (folder / "sources").mkdir()
    (folder / "judgements.yaml").write_text("[]\n", encoding="utf-8")
    names = [f"company-{n}" for n in range(number)]
    named = "- {{id: {0}, kind: company, name: {{en: Company {1}, zh: 公司{1}}}}}"
    register = [named.format(name, n) for n, name in enumerate(names)]
    (folder / "entities" / "companies.yaml").write_text("\n".join(register) + "\n", encoding="utf-8")
    stakes = [
        f"  - {{id: s{n}-{way}, kind: stake, holder: company-{holder}, issuer: company-{n}, percent: {40 - 20 * way}, "
        f"status: completed, from: {2020 + way}-01-15, where: {n}}}"
        for n in range(1, number)
        for way, holder in enumerate(dict.fromkeys((n // 3, n // 7)))
    ]
    source = (
        "source: {id: invented, title: Invented, publisher: Nobody, published: 2023-01-01, retrieved: 2023-01-02, "
        "kind: filing, language: en}\nclaims:\n"
    )
    (folder / "sources" / "invented.yaml").write_text(source + "\n".join(stakes) + "\n", encoding="utf-8")
    build(folder, place / f"store-{number}")
    path = place / f"companies-{number}.html"
    path.write_text(himagraph.open(place / f"store-{number}").page(), encoding="utf-8")
    return path
