"""One real browser for all tests of the page. Without Chromium they are skipped by name; under CI they fail instead."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Where Debian's Chromium is, unless the environment says otherwise.
CHROMIUM = os.environ.get("HIMA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
SIZES = ((1600, 1000), (1280, 720), (390, 844))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of a file. It ends with them: what drives it leaves no room for another event loop."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium: apt-get install chromium")
        pytest.skip("there is no Chromium to look at the page with")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


class Looking:
    """A page in the browser, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, size: tuple[int, int] = SIZES[0], **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.page: Page = self.context.new_page()
        self.path = path
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))

    def open(self, state: str = "") -> Page:
        """The page in a state of its address, drawn."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.path.as_uri()}#{state}")
        self.page.wait_for_selector("#page[data-drawn]")
        return self.page

    def close(self) -> None:
        self.context.close()
