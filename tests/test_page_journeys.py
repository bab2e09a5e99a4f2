"""Five questions of a reader, each answered from the landing view in at most four actions, with its evidence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from browser import Looking
from himagraph.library import KnowledgeGraph

MOST = 4


class Reader:
    """Somebody at the page who counts what they do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, what: Locator) -> None:
        self.actions += 1
        assert self.actions <= MOST
        what.click()

    def evidence(self) -> str:
        """The panel, which must name a source with its link and its date."""
        source = self.page.locator("#side .claim .source").first
        assert (source.locator("a").get_attribute("href") or "").startswith("http")
        assert any(year in source.inner_text() for year in ("2024-", "2025-", "2026-"))
        return self.page.locator("#side").inner_text()


@pytest.fixture
def reader(record_looking: Looking) -> Reader:
    return Reader(record_looking.open(fresh=True))


def test_who_is_behind_yinwang(reader: Reader, whole: KnowledgeGraph) -> None:
    page, answer = reader.page, whole.who_owns("Yinwang")
    assert answer.sentence() in page.inner_text(".said")
    shares = page.locator(".board .share.stake").all_text_contents()
    assert {row.holding.share.text() for row in answer.owners} <= set(shares)
    reader.press(page.locator(".board .share.stake", has_text="80%").first)
    assert "Huawei" in reader.evidence()


def test_what_changan_really_holds_of_it(reader: Reader, whole: KnowledgeGraph) -> None:
    page = reader.page
    through = {row.entity.id: row.interest.effective.text() for row in whole.who_owns("Yinwang").look_through}
    reader.press(page.get_by_role("button", name="What does Changan really hold?"))
    assert f"behind: {through['changan']}" in (page.locator(".board .box[data-id=changan]").text_content() or "")
    foot = page.locator("#view .foot button", has_text=through["changan"])
    assert "10% of Yinwang is reported for Changan" in foot.inner_text()
    reader.press(foot)
    assert "Changan" in reader.evidence()


def test_who_leads_after_sales_for_yijing(reader: Reader, whole: KnowledgeGraph) -> None:
    page = reader.page
    reader.press(page.get_by_role("button", name="Which brands are Huawei's, and in what way?"))
    head = [one.get_attribute("data-id") for one in page.locator(".matrix thead th").all()]
    row = page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader", name="after-sales service"))
    cell = row.locator("td").nth(head.index("yijing") - 1)
    rows = [one for one in whole.cooperation(brand="yijing").as_json()["cooperation"] if one["task"]]
    assert {one["leads"] for one in rows if one["task"]["id"] == "after-sales"} == {"partner"}
    assert cell.inner_text().strip().startswith("carmaker")
    reader.press(cell.get_by_role("button"))
    assert "iChongqing" in reader.evidence()


def test_how_the_share_of_aito_in_the_deliveries_of_hima_moved(reader: Reader, whole: KnowledgeGraph) -> None:
    page = reader.page
    reader.press(page.get_by_role("button", name="How dependent is HIMA on AITO?"))
    shown = dict(one.rsplit("\n", 1)[::-1] for one in page.locator(".portion li button").all_inner_texts())
    wanted = {
        row["period"]: row["share"]["text"]
        for row in whole.deliveries("aito").as_json()["deliveries"]
        if row["share"] and row["basis"] == "deliveries" and len(row["period"]) == len("2025-05")
    }
    assert shown == wanted
    assert (shown["2025-05"], shown["2026-01"]) == ("82.39%", "69.09%")
    reader.press(page.locator(".portion li button").last)
    assert "40,016" in page.locator("#side h2").first.inner_text()
    reader.evidence()


def test_where_each_of_these_is_written(reader: Reader, whole: KnowledgeGraph) -> None:
    page = reader.page
    reader.press(page.locator("[data-view=sources]"))
    assert page.locator(".matrix.sources tbody tr").count() == len(whole.ledger.every_source)
    online = page.locator(".matrix.sources tbody tr").filter(has=page.locator("a"))
    reader.press(online.first.get_by_role("button"))
    assert page.locator("#side .claim").count() >= 1
    reader.evidence()
