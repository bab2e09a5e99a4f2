"""One real browser a session for all tests of the page. Without Chromium they are skipped; under CI they fail."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import himagraph
from himagraph.library import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Where Debian's Chromium is, unless the environment says otherwise.
CHROMIUM = os.environ.get("HIMA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
SIZES = ((1600, 1000), (1280, 720), (390, 844))
#: What the tests ask of a page.
_LOOK = Path(__file__).with_name("looking.js")


class Looking:
    """A page in the browser, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, size: tuple[int, int] = SIZES[0], **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.page: Page = self.context.new_page()
        self.path = path
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._loaded = False
        self.page.add_init_script(path=_LOOK)
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def open(self, state: str = "", *, fresh: bool = False) -> Page:
        """The page in a state of its address, drawn; loaded anew where `fresh`."""
        if self._loaded and not fresh:
            self.page.evaluate("(state) => LOOK.go(state)", state)
        else:
            self.page.goto("about:blank")
            self.page.goto(f"{self.path.as_uri()}#{state}")
            self.page.wait_for_selector("#page[data-drawn]")
            self._loaded = True
        return self.page

    def close(self) -> None:
        self.context.close()


class Browsing:
    """The browser, and the pages opened in it so far: one for each file, size and set of options."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._open: dict[str, Looking] = {}

    def look(self, path: Path, size: tuple[int, int] = SIZES[0], **options: Any) -> Looking:
        key = repr((path, size, sorted(options.items())))
        if key not in self._open:
            self._open[key] = Looking(self.browser, path, size, **options)
        found = self._open[key]
        found.errors.clear()
        return found


@contextmanager
def _loop(loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
    """The event loop that the thread takes for the running one."""
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    yield
    asyncio._set_running_loop(before)


@pytest.fixture(scope="session")
def _driven() -> Iterator[tuple[Browsing, asyncio.AbstractEventLoop | None]]:
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: apt-get install chromium")
        pytest.skip("there is no Chromium to look at the page with")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        # What drives the browser leaves its event loop running between calls: tests of others need room for theirs.
        loop = asyncio._get_running_loop()
        with _loop(None):
            yield Browsing(browser), loop
        browser.close()


@pytest.fixture
def browsing(_driven: tuple[Browsing, asyncio.AbstractEventLoop | None]) -> Iterator[Browsing]:
    """The browser of the session, ready for one test."""
    found, loop = _driven
    with _loop(loop):
        yield found


def shared(factory: pytest.TempPathFactory, name: str, made: Callable[[], str]) -> Path:
    """The file of that name with what `made` gives, made once for all workers of a run."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    path = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            path.write_text(made(), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="session")
def founding_page(tmp_path_factory: pytest.TempPathFactory, kg: KnowledgeGraph) -> Path:
    """The page of the founding record."""
    return shared(tmp_path_factory, "founding.html", kg.page)


@pytest.fixture(scope="session")
def record_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the whole record."""
    return shared(tmp_path_factory, "record.html", lambda: himagraph.open().page())


@pytest.fixture
def founding_looking(browsing: Browsing, founding_page: Path) -> Iterator[Looking]:
    found = browsing.look(founding_page)
    yield found
    assert found.errors == []


@pytest.fixture
def record_looking(browsing: Browsing, record_page: Path) -> Iterator[Looking]:
    found = browsing.look(record_page)
    yield found
    assert found.errors == []
