"""The views of the page in the browser beside what the library answers: map, cooperation, deliveries, sources."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import Browsing, Looking
from himagraph.library import KnowledgeGraph

MONTH = len("2025-05")


@pytest.fixture
def page(record_looking: Looking) -> Page:
    return record_looking.open()


# --- the map ---


def test_the_map_draws_what_it_says(page: Page) -> None:
    page.click("[data-view=map]")
    page.wait_for_selector("#view canvas")
    shown = page.evaluate("[HIMA.page.drawn.nodes.length, HIMA.page.drawn.links.length]")
    assert page.inner_text("#view .caption").startswith(f"{shown[0]} entities and {shown[1]} links")
    assert page.evaluate("HIMA.map.body.data.nodes.length") == shown[0] <= 500
    assert page.evaluate("HIMA.map.body.data.edges.length") == shown[1]


def test_above_five_hundred_the_map_draws_five_hundred_and_tells_where_the_rest_is(founding_looking: Looking) -> None:
    page = founding_looking.open("view=map")
    drawn, caption = page.evaluate("""() => {
      const { page } = HIMA, extra = [];
      for (let n = 0; n < 700; n++) {
        const id = `made-up-${n}`;
        page.data.entities[id] = { kind: 'company', en: id, zh: id, full: [id, id], names: [], sound: [] };
        page.places[id] = [20 * (n % 30), 20 * Math.floor(n / 30)];
        extra.push({ from: id, to: 'yinwang', relation: 'stake' });
      }
      const look = () => [HIMA.map.body.data.nodes.length, document.querySelector('#view .caption').textContent];
      return LOOK.with(extra, look);
    }""")
    assert drawn == 500
    assert "500 entities" in caption
    assert "left out" in caption
    assert "hima export --to gexf" in caption


# --- cooperation ---


def test_a_contested_cell_shows_each_side(page: Page) -> None:
    page.evaluate("HIMA.page.go({ view: 'cooperation', at: 'yijing' })")
    row = page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader", name="research and development"))
    shown = row.locator("td.contested").get_by_role("button").all_inner_texts()
    assert [one.split("\n")[0] for one in shown] == ["Huawei", "carmaker"]
    assert all(re.search(r"\d{4}-\d\d", one.split("\n")[1]) for one in shown)


# --- deliveries ---


def test_delivery_lines_break_where_a_month_has_no_figure(page: Page) -> None:
    page.evaluate("HIMA.page.go({ view: 'deliveries', at: 'aito' })")
    table = page.locator(".matrix.figures")
    head = table.locator("thead th").all_inner_texts()
    column = head.index("AITO") - 1
    months = {
        row.locator("th").inner_text(): row.locator("td").nth(column).inner_text()
        for row in table.locator("tbody tr").all()
    }
    assert months["2025-11"] == "no figure"
    figures = sorted(month for month, text in months.items() if text != "no figure")
    joined = sum(_next(one) == other for one, other in pairwise(figures))
    line = page.locator(".chart g.line").filter(has=page.locator("text.name", has_text="AITO"))
    assert line.locator("line:not(.bound)").count() == joined
    assert line.locator("circle").count() == len(figures)


def _next(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02}"


# --- sources ---


def test_every_source_and_every_disagreement_is_listed(page: Page, whole: KnowledgeGraph) -> None:
    page.evaluate("HIMA.page.go({ view: 'sources' })")
    conflicts = whole.conflicts()
    assert page.locator(".disputes details").count() == len(conflicts.rows)
    assert page.locator(".state.open").count() == len(conflicts.rows) - conflicts.settled
    assert page.locator(".matrix.sources tbody tr").count() == len(whole.ledger.every_source)
    page.get_by_role("searchbox", name="Filter the sources").fill("caixin global")
    assert 0 < page.locator(".matrix.sources tbody tr").count() < 30
    page.locator(".disputes summary").first.click()
    assert page.locator(".disputes details[open] .side").count() >= 2


# --- at the size of a common screen ---


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_common_screen_has_the_header_in_one_row_and_every_brand(
    browsing: Browsing, record_page: Path, lang: str
) -> None:
    page = browsing.look(record_page, (1440, 900)).open(f"view=cooperation&at=hima&lang={lang}")
    tops = [one.bounding_box() for one in page.locator(".top > *").all()]
    assert max(one["y"] for one in tops if one) < min(one["y"] + one["height"] for one in tops if one)
    table, view = page.locator(".matrix.leads").bounding_box(), page.locator("#view").bounding_box()
    assert table is not None
    assert view is not None
    assert table["x"] + table["width"] <= view["x"] + view["width"]
    # No date is broken over two lines.
    words = "[...document.querySelectorAll('.lead-by .word')]"
    assert page.evaluate(f"{words}.length > 50 && {words}.every((one) => one.getClientRects().length === 1)")


def test_open_dates_and_shares_that_are_not_known_are_said_in_words(page: Page) -> None:
    said = page.evaluate("""() => {
      const { page } = HIMA, open = '../2026-11-21';
      const texts = () => [page.when(open), page.since(open), page.since('2025-05'), page.when(null)];
      const edge = page.edges.find(({ relation, share }) => relation === 'stake' && share && !share[0] && !share[1]);
      const english = texts();
      page.go({ lang: 'zh' });
      const chinese = texts();
      page.go({ lang: 'en' });
      return [english, chinese, edge && page.edgeTitle(edge)];
    }""")
    assert said[0] == ["by 2026-11-21", "by 2026-11-21", "since 2025-05", None]
    assert said[1] == ["不晚于2026-11-21", "不晚于2026-11-21", "自 2025-05", None]
    assert "a share of" in said[2]
    assert "not known" not in said[2]


def test_on_less_knowledge_the_page_says_that_it_does_not_look_through(page: Page) -> None:
    page.evaluate("HIMA.page.go({ view: 'ownership', entity: 'yinwang', known: '2025-12-31' })")
    assert "for the newest state of knowledge" in page.inner_text("#side")
    assert page.locator(".board .through").count() == 0
