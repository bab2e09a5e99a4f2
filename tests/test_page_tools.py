"""The tools of the page in the browser: search, evidence, paths, table, what is saved, and the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import Browsing, Looking


@pytest.fixture
def page(founding_looking: Looking) -> Page:
    return founding_looking.open()


def search(page: Page, text: str) -> list[str]:
    page.keyboard.press("/")
    page.keyboard.type(text)
    return page.eval_on_selector_all("#search-list li[data-id]", "all => all.map(one => one.dataset.id)")


# --- search ---


@pytest.mark.parametrize(
    "text", ["Yinwang", "引望", "yinwang", "yw", "Yinwag", "Shenzhen Yinwang Intelligent Technology Co., Ltd."]
)
def test_search_takes_any_spelling(page: Page, text: str) -> None:
    assert search(page, text)[0] == "yinwang"


def test_several_hits_make_a_list_enter_selects_and_escape_clears(page: Page) -> None:
    hits = search(page, "SAIC")
    assert {"saic-motor", "saic-group"} <= set(hits)
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    search(page, "Changan")
    page.keyboard.press("Enter")
    assert "at=" in page.url
    assert "Chang" in page.inner_text("#side h2")


def test_nothing_found_is_said(page: Page) -> None:
    assert search(page, "zzzzqqq") == []
    assert "Nothing found" in page.inner_text("#search-list")


# --- evidence ---


def test_a_share_opens_its_claims_with_sources_dates_links_and_query(page: Page) -> None:
    page.locator(".board .share.stake", has_text="10%").first.click()
    side = page.locator("#side")
    claims = page.evaluate("""() => HIMA.page.drawn.links.find((one) => one.share && one.share[2] === '10%').claims
      .map((n) => HIMA.page.claims[n])""")
    cards = side.locator(".claim").all_inner_texts()
    assert len(cards) == len(claims) >= 1
    assert any(claim["from"] or claim["observed"] for claim in claims)
    for text, claim in zip(cards, claims, strict=True):
        assert claim["en"] in text
        for word, when in (("since", claim["from"]), ("until", claim["until"]), ("seen", claim["observed"])):
            assert (f"{word} {when}" in text) == bool(when)
    assert side.locator(".claim .source a[href^=http]").count() >= 1
    assert "hima:EquityStake" in (side.locator(".sparql").text_content() or "")


def test_claims_that_disagree_stand_side_by_side_with_the_reason(record_looking: Looking) -> None:
    page = record_looking.open()
    row = page.evaluate("""() => {
      const row = HIMA.page.data.conflicts.rows.find((one) => one.status === 'settled' && one.by);
      HIMA.page.evidence({ title: 'x', claims: [row.sides[0].claims[0]] });
      return row;
    }""")
    dispute = page.locator("#side .dispute").first
    places = [one.bounding_box() for one in dispute.locator(".side").all()]
    assert len(places) == len(row["sides"]) >= 2
    assert places[0]["y"] == places[1]["y"]
    assert places[0]["x"] < places[1]["x"]
    assert dispute.locator(".side.preferred").count() == 1


# --- address ---


def test_the_address_brings_the_same_picture_back(founding_looking: Looking) -> None:
    page = founding_looking.open("entity=changan&date=2025-12-31&lang=zh&theme=dark&hide=claimed", fresh=True)
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert page.get_attribute("html", "data-theme") == "dark"
    one = page.inner_html("#view")
    page.reload()
    page.wait_for_selector("#page[data-drawn]")
    assert page.inner_html("#view") == one


def test_selection_date_and_language_stay_across_the_views(page: Page) -> None:
    page.evaluate("HIMA.page.go({at: 'seres-group', date: '2025-12-31', lang: 'zh', hide: 'people'})")
    for view in ("map", "cooperation", "deliveries", "sources", "ownership"):
        page.click(f"[data-view={view}]")
        state = page.evaluate("[HIMA.page.state.at, HIMA.page.state.date, HIMA.page.state.lang, HIMA.page.state.hide]")
        assert state == ["seres-group", "2025-12-31", "zh", "people"]
        assert page.inner_text("#side h2") == "赛力斯"
        assert page.input_value("[name=date]") == "2025-12-31"


# --- table, exports ---


def test_the_table_and_the_csv_have_what_the_picture_has(page: Page) -> None:
    page.click("[data-tool=twin]")
    links = page.evaluate("HIMA.page.drawn.links.length")
    assert page.locator("#twin tbody tr").count() == links
    page.click("[data-tool=save]")
    with page.expect_download() as download:
        page.click("[data-save=csv]")
    assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == links + 1


@pytest.mark.parametrize("view", ["ownership", "map", "deliveries"])
def test_the_picture_is_saved_at_twice_its_size(founding_looking: Looking, view: str) -> None:
    page = founding_looking.open(f"view={view}")
    page.click("[data-tool=save]")
    with page.expect_download() as download:
        page.click("[data-save=png]")
    head = Path(download.value.path()).read_bytes()[:24]
    assert head[:4] == b"\x89PNG"
    assert int.from_bytes(head[16:20], "big") >= 1440


def test_a_saved_cell_never_runs_in_a_spreadsheet(page: Page) -> None:
    text = page.evaluate("""() => {
      const one = HIMA.page.data.entities.huawei, before = one.en;
      one.en = '=1+1';
      const text = HIMA.page.csv();
      one.en = before;
      return text;
    }""")
    assert "'=1+1" in text
    assert ",=1+1" not in text


# --- keyboard, live region ---


def test_the_keyboard_reaches_boxes_and_shares(page: Page) -> None:
    box = ".board .box[data-id=avatr] > g"
    page.focus(box)
    page.keyboard.press("Enter")
    assert page.inner_text("#side h2") == "Avatr"
    page.focus(box)
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".board .root[data-id=avatr]")


def test_tab_goes_through_everything_that_can_be_pressed_and_shows_where_it_is(
    browsing: Browsing, founding_page: Path
) -> None:
    page = browsing.look(founding_page, (1280, 720)).open("", fresh=True)
    wanted = page.evaluate("LOOK.pressable()")
    reached, bare = set(), []
    for _ in range(len(wanted) + 30):  # a date field has several stops, and so may what scrolls
        page.keyboard.press("Tab")
        number, ring = page.evaluate("LOOK.focused()")
        reached.add(number)
        if not ring and number is not None:
            bare.append(number)
    assert set(wanted) <= reached
    assert bare == []


def test_what_changed_is_said_to_those_who_do_not_see_it(page: Page) -> None:
    assert page.get_attribute("#live", "aria-live") == "polite"
    page.evaluate("HIMA.page.go({date: '2024-12-31'})")
    assert "2024-12-31" in page.inner_text("#live")
    page.click("[data-view=map]")
    assert "links" in page.inner_text("#live")


def test_escape_closes_a_panel_and_gives_the_focus_back(page: Page) -> None:
    page.focus("[data-tool=filters]")
    page.keyboard.press("Enter")
    assert page.get_attribute("#side", "data-mode") == "filters"
    page.keyboard.press("Escape")
    assert page.get_attribute("#side", "data-mode") == "entity"
    assert page.evaluate("document.activeElement.dataset.tool") == "filters"
