"""What a reader takes along: the address, a picture that explains itself, a table of what is visible."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import Browsing, Looking


@pytest.fixture
def page(founding_looking: Looking) -> Page:
    return founding_looking.open()


def test_what_a_reader_sets_is_in_the_address_and_a_new_window_shows_it(
    browsing: Browsing, founding_page: Path
) -> None:
    looking = browsing.look(founding_page)
    page = looking.open("", fresh=True)
    page.click(".board .box[data-id=avatr] > g")
    page.fill("[name=date]", "2025-06-30")
    page.dispatch_event("[name=date]", "change")
    page.click("[data-tool=filters]")
    page.uncheck("[data-filter=people]")
    page.fill("[name=min]", "5")
    page.dispatch_event("[name=min]", "change")
    page.select_option("[name=lang]", "both")
    page.click("[data-tool=theme]")
    states = {}
    for view in ("map", "cooperation", "ownership"):
        page.click(f"[data-view={view}]")
        states[view] = page.url.partition("#")[2], page.evaluate("({ ...HIMA.page.state })")
    picture = page.inner_html("#view")
    hash_ = states["ownership"][0]
    for part in ("at=avatr", "date=2025-06-30", "min=5", "hide=people", "lang=both", "theme=dark"):
        assert part in hash_
    for view, (address, state) in states.items():
        again = looking.open(address, fresh=True)
        assert again.evaluate("({ ...HIMA.page.state })") == state, view
        assert again.get_attribute("#view", "data-view") == view
    assert looking.open(hash_, fresh=True).inner_html("#view") == picture


def test_an_address_that_makes_no_sense_opens_the_landing_view(founding_looking: Looking) -> None:
    landing = founding_looking.open("", fresh=True).inner_html("#view")
    page = founding_looking.open("view=nowhere&entity=nobody&date=soon&lang=xx&known=never", fresh=True)
    assert page.inner_html("#view") == landing


def test_the_saved_table_holds_what_is_visible_and_nothing_else(page: Page) -> None:
    def saved() -> list[dict[str, str]]:
        page.click("[data-tool=save]")
        with page.expect_download() as download:
            page.click("[data-save=csv]")
        assert "2026" in download.value.suggested_filename
        assert download.value.suggested_filename.endswith(".csv")
        return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))

    rows = saved()
    drawn = page.evaluate("""() => HIMA.page.drawn.links
      .map((edge) => [edge.from, edge.relation, edge.to, edge.share?.[0] ?? ''])""")
    assert [[row["from"], row["relation"], row["to"], row["share_min"]] for row in rows] == drawn
    assert all(row["claims"] for row in rows)
    page.evaluate("HIMA.page.go({ min: '50' })")
    fewer = saved()
    assert 0 < len(fewer) < len(rows)
    assert all(float(row["share_max"]) >= 50 for row in fewer if row["relation"] == "stake" and row["share_max"])


def test_the_saved_picture_tells_its_title_date_legend_and_source(page: Page) -> None:
    page.evaluate("LOOK.spied()")
    size = page.locator(".board").evaluate("(one) => LOOK.size(one)")
    page.click("[data-tool=save]")
    with page.expect_download() as download:
        page.click("[data-save=png]")
    head = Path(download.value.path()).read_bytes()[:24]
    wide, high = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    assert wide == int(2 * max(size[0], 720))
    assert high > 2 * size[1]
    written = "\n".join(page.evaluate("window.written"))
    assert "Who is behind Huawei's cars" in written
    assert f"as of {page.input_value('[name=date]')}" in written
    assert "Holds shares" in written
    assert "sources, record ends" in written
    assert page.evaluate("window.drawn").count(size) == 1
    page.reload()
    page.wait_for_selector("#page[data-drawn]")
