"""The page in a real browser: what it shows first, and what a reader can do with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import himagraph
from browser import SIZES, Looking
from himagraph.library import KnowledgeGraph

LANDING = 20
TEN = (
    "yinwang", "avatr", "seres-automobile", "seres-group", "changan", "huawei", "chery", "saic-motor", "gac", "deepal",
)  # fmt: skip


@pytest.fixture(scope="module")
def record() -> KnowledgeGraph:
    return himagraph.open()


@pytest.fixture(scope="module")
def file(record: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(record.page(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def looking(browser: Browser, file: Path) -> Iterator[Looking]:
    found = Looking(browser, file)
    yield found
    found.close()


@pytest.fixture
def page(looking: Looking) -> Iterator[Page]:
    yield looking.open()
    assert looking.errors == []


def search(page: Page, text: str) -> list[str]:
    page.keyboard.press("/")
    page.keyboard.type(text)
    return page.eval_on_selector_all("#search-list li[data-id]", "all => all.map(one => one.dataset.id)")


def box(page: Page, slug: str) -> str:
    assert page.locator(f".board .box[data-id={slug}]").count() == 1
    return f".board .box[data-id={slug}] > g"


# --- the first five seconds ---


def test_it_asks_the_network_for_nothing(looking: Looking) -> None:
    looking.requests.clear()
    looking.open("view=map")
    looking.page.wait_for_selector("#view canvas")
    assert [one for one in looking.requests if not one.startswith(("file:", "data:", "blob:", "about:"))] == []


def test_it_lands_on_the_chain_of_yinwang_with_its_question_and_answer(page: Page, record: KnowledgeGraph) -> None:
    assert page.inner_text("h1") == "Who is behind Huawei's cars"
    assert record.who_owns("Yinwang").sentence() in page.inner_text(".said")
    assert "sources" in page.inner_text(".chip")
    assert page.locator(".starter").count() >= 1
    boxes = page.eval_on_selector_all(".board .box[data-id]", "all => all.map(one => one.dataset.id)")
    assert len(boxes) <= LANDING
    assert {"yinwang", "huawei", "avatr", "seres-automobile", "changan", "seres-group"} <= set(boxes)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_lies_outside_and_every_text_can_be_read(browser: Browser, file: Path, size: tuple[int, int]) -> None:
    looking = Looking(browser, file, size)
    page = looking.open()
    found = page.evaluate("""() => {
      const small = [], outside = [], out = document.documentElement.scrollWidth > innerWidth;
      for (const one of document.querySelectorAll('#page *')) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const place = one.getBoundingClientRect();
        if (!own || !place.width || one.closest('.unseen, .skip')) continue;
        if (parseFloat(getComputedStyle(one).fontSize) < 11) small.push(one.textContent);
        if (place.right > innerWidth + 1 || place.left < -1) outside.push(one.textContent.slice(0, 40));
      }
      return [small, outside, out];
    }""")
    looking.close()
    assert found == [[], [], False]


#: Labels over boxes, labels over labels, boxes over boxes.
OVERLAPS = """() => {
  const places = (query) => [...document.querySelectorAll(query)].map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { said: one.parentNode.textContent, left: left + 1, right: right - 1, top: top + 1, bottom: bottom - 1 };
  });
  const over = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  const boxes = places('.board .box > g[aria-pressed] > rect, .board .box.rest > rect');
  const all = [...places('.board .share rect'), ...boxes];
  return all.flatMap((a, n) => all.slice(n + 1).filter((b) => over(a, b)).map((b) => `${a.said} / ${b.said}`));
}"""


@pytest.mark.parametrize("state", ["", "lang=both", "lang=zh&theme=dark"])
def test_no_label_of_the_chain_lies_over_a_box_or_another_label(looking: Looking, state: str) -> None:
    found = looking.open(state).evaluate(OVERLAPS)
    assert found == []


# --- search ---


@pytest.mark.parametrize("text", ["Yinwang", "引望", "yinwang", "yw", "Yinwag"])
def test_search_takes_any_spelling(page: Page, text: str) -> None:
    assert "yinwang" in search(page, text)


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


# --- the chain ---


def test_a_click_opens_details_a_double_click_its_chain_and_back_leads_back(page: Page) -> None:
    page.click(box(page, "avatr"))
    assert page.inner_text("#side h2") == "Avatr"
    page.dblclick(box(page, "avatr"))
    page.wait_for_selector(".board .root[data-id=avatr]")
    page.go_back()
    page.go_back()
    page.wait_for_selector(".board .root[data-id=yinwang]")
    page.go_forward()
    page.go_forward()
    page.wait_for_selector(".board .root[data-id=avatr]")


def test_a_step_more_shows_every_holder_that_was_counted(page: Page, record: KnowledgeGraph) -> None:
    before = page.locator(".board .box[data-id]").count()
    page.locator(".board .box[data-id=avatr] .more").first.click()
    boxes = page.eval_on_selector_all(".board .box[data-id]", "all => all.map(one => one.dataset.id)")
    assert {row.entity.id for row in record.who_owns("avatr").owners} <= set(boxes)
    assert len(boxes) > before


def test_a_share_opens_its_claims_with_sources_links_and_query(page: Page) -> None:
    page.locator(".board .share.stake", has_text="10%").first.click()
    side = page.locator("#side")
    assert side.locator(".claim").count() >= 1
    assert side.locator(".claim .source a[href^=http]").count() >= 1
    assert "hima:EquityStake" in (side.locator(".sparql").text_content() or "")


def test_what_changan_really_holds_is_said_beside_what_is_reported(page: Page, record: KnowledgeGraph) -> None:
    through = {row.entity.id: row.interest.effective.text() for row in record.who_owns("Yinwang").look_through}
    page.locator(".starter").first.click()
    assert f"behind: {through['changan']}" in (page.locator(".board .box[data-id=changan]").text_content() or "")
    assert through["changan"] in page.inner_text("#view .foot")


#: What the page shows of an entity: the rows of the panel, how many holdings, and the look-through shares.
SHOWN = """(entity) => {
  const lists = [...document.querySelectorAll('#side .list')];
  const named = (title) => lists.find((one) => one.querySelector('h3').textContent.startsWith(title));
  const rows = (list) => list ? [...list.querySelectorAll('li')].map((row) => {
    const share = row.querySelector('.figure').textContent;
    return row.querySelector('.to').textContent + ' ' + share;
  }) : [];
  const all = Object.keys(HIMA.page.data.entities);
  return [rows(named('Holders of record')), rows(named('Holds ')).length,
    Object.fromEntries(all.map((id) => [id, HIMA.through(id, entity)]).filter(([, share]) => share))];
}"""


def test_the_page_agrees_with_the_answers_for_ten_entities_at_three_dates(page: Page, record: KnowledgeGraph) -> None:
    for day in ("2024-12-31", "2025-10-15", "2026-11-21"):
        for name in TEN:
            answer = record.who_owns(name, as_of=day)
            page.evaluate("([date, entity]) => HIMA.page.go({date, entity, at: '', view: 'ownership'})", [day, name])
            owners, holdings, through = page.evaluate(SHOWN, name)
            said = [f"{row.entity.label()} {row.holding.share.text()}" for row in answer.owners]
            assert sorted(owners) == sorted(said), (name, day)
            assert holdings == len(record.holdings(name, as_of=day, direct=True).holdings), (name, day)
            looked = [one for one in answer.look_through if not one.interest.is_direct]
            reported = {row.entity.id: row.look_through.text() for row in answer.reported_as if row.look_through}
            computed = reported | {one.entity.id: one.interest.effective.text() for one in looked}
            assert computed == {who: share for who, share in through.items() if share != "not known"}, (name, day)


# --- dates ---


def test_before_the_register_huawei_held_all_and_two_purchases_were_pending(page: Page) -> None:
    page.fill("[name=date]", "2024-12-31")
    page.dispatch_event("[name=date]", "change")
    assert "100%" in page.locator(".board .share.stake").all_text_contents()
    assert page.locator(".board .share.pending").count() == 2


def test_what_was_not_yet_published_is_not_shown(looking: Looking) -> None:
    page = looking.open()
    known = page.eval_on_selector_all("[name=known] option", "all => all.map(one => one.value)")
    assert len(known) >= 4
    page = looking.open(f"known={known[-1]}")
    then = page.evaluate("HIMA.page.standing().length")
    assert then < looking.open().evaluate("HIMA.page.standing().length")
    looking.open(f"known={known[-1]}")
    assert "hima who-owns --known-at" in page.inner_text("#side")


def test_ended_links_are_hidden_unless_asked_for(page: Page) -> None:
    before = page.evaluate("HIMA.page.drawn.links.length")
    assert page.locator(".board .link.over").count() == 0
    page.evaluate("HIMA.page.go({entity: 'seres-group'})")
    page.check("[name=ended]")
    assert page.evaluate("HIMA.page.ended().length") > 0
    assert before > 0


def test_shares_of_record_never_exceed_the_whole(page: Page) -> None:
    over = page.evaluate("""() => {
      const found = [];
      for (const date of HIMA.time.days()) {
        const sums = {};
        const stakes = HIMA.page.standing(date).filter((edge) => edge.relation === 'stake');
        for (const edge of stakes) sums[edge.to] = (sums[edge.to] || 0) + (edge.low || 0);
        for (const [issuer, sum] of Object.entries(sums)) if (sum > 100.01) found.push([date, issuer, sum]);
      }
      return found;
    }""")
    assert over == []


# --- languages, theme, address, filters, path, table, exports ---


def test_the_address_brings_the_same_picture_back(looking: Looking) -> None:
    page = looking.open("entity=changan&date=2025-12-31&lang=zh&theme=dark&hide=claimed")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert page.get_attribute("html", "data-theme") == "dark"
    one = page.inner_html("#view")
    page.reload()
    page.wait_for_selector("#page[data-drawn]")
    assert page.inner_html("#view") == one


def test_a_filter_hides_and_counts(page: Page) -> None:
    page.click("[data-tool=filters]")
    count = int(page.locator("label:has([data-filter=k-person]) .count").inner_text())
    people = page.evaluate("""() => {
      const ends = new Set(HIMA.page.standing().flatMap((edge) => [edge.from, edge.to]));
      return [...ends].filter((id) => HIMA.page.entity(id).kind === 'person').length;
    }""")
    assert count == people
    assert page.locator(".board .box.person").count() > 0
    page.uncheck("[data-filter=k-person]")
    assert page.locator(".board .box.person").count() == 0


def test_a_path_is_found_without_the_hubs_and_says_when_there_is_none(looking: Looking) -> None:
    page = looking.open("path=gac.seres-group.")
    page.click("[data-tool=path]")
    assert 1 <= page.locator("#side .way").count() <= 5
    assert "Huawei Holding" not in page.inner_text("#side")


def test_the_table_and_the_csv_have_what_the_picture_has(page: Page) -> None:
    page.click("[data-tool=twin]")
    links = page.evaluate("HIMA.page.drawn.links.length")
    assert page.locator("#twin tbody tr").count() == links
    page.click("[data-tool=save]")
    with page.expect_download() as download:
        page.click("[data-save=csv]")
    assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == links + 1


def test_the_picture_is_saved_at_twice_its_size(page: Page) -> None:
    page.click("[data-tool=save]")
    with page.expect_download() as download:
        page.click("[data-save=png]")
    head = Path(download.value.path()).read_bytes()[:24]
    assert head[:4] == b"\x89PNG"
    assert int.from_bytes(head[16:20], "big") >= 1440


def test_the_map_draws_what_it_says(looking: Looking) -> None:
    page = looking.open("view=map")
    page.wait_for_selector("#view canvas")
    shown = page.evaluate("[HIMA.page.drawn.nodes.length, HIMA.page.drawn.links.length]")
    assert page.inner_text("#view .caption").startswith(f"{shown[0]} entities and {shown[1]} links")
    assert shown[0] <= 500


def test_the_keyboard_reaches_boxes_and_shares(page: Page) -> None:
    page.focus(box(page, "avatr"))
    page.keyboard.press("Enter")
    assert page.inner_text("#side h2") == "Avatr"
    page.focus(box(page, "avatr"))
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".board .root[data-id=avatr]")


@pytest.mark.parametrize("state", ["", "theme=dark&lang=both", "view=map"])
def test_axe_finds_nothing_serious(looking: Looking, state: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = looking.open(state)
    page.wait_for_timeout(250)
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in serious] == []
    assert not serious


# --- cooperation, deliveries, sources ---


def test_who_leads_after_sales_for_yijing_is_two_clicks_away(page: Page, record: KnowledgeGraph) -> None:
    page.get_by_role("button", name="Which brands are Huawei's, and in what way?").click()
    head = page.locator(".matrix thead th").all_inner_texts()
    row = page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader", name="after-sales service"))
    cell = row.locator("td").nth(head.index("Yijing") - 1)
    rows = [one for one in record.cooperation(brand="yijing").as_json()["cooperation"] if one["task"]]
    leads = {one["leads"] for one in rows if one["task"]["id"] == "after-sales"}
    assert leads == {"partner"}
    assert cell.inner_text().strip() == "carmaker"
    cell.get_by_role("button").click()
    assert "iChongqing" in page.locator("#side").inner_text()


def test_a_contested_cell_shows_each_side(page: Page) -> None:
    page.evaluate("HIMA.page.go({ view: 'cooperation', at: 'yijing' })")
    row = page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader", name="research and development"))
    assert row.locator("td.contested").get_by_role("button").all_inner_texts() == ["Huawei", "carmaker"]


def test_how_the_share_of_aito_moved_is_one_click_away(page: Page, record: KnowledgeGraph) -> None:
    page.get_by_role("button", name="How dependent is HIMA on AITO?").click()
    shown = dict(one.split(maxsplit=1) for one in page.locator(".portion li button").all_inner_texts())
    wanted = {
        row["period"]: row["share"]["text"]
        for row in record.deliveries("aito").as_json()["deliveries"]
        if row["share"] and row["basis"] == "deliveries" and len(row["period"]) == len("2025-05")
    }
    assert shown == wanted
    assert (shown["2025-05"], shown["2026-01"]) == ("82.39%", "69.09%")
    page.locator(".portion li button").last.click()
    assert "40,016" in page.locator("#side h2").first.inner_text()


def test_delivery_lines_break_where_a_month_has_no_figure(page: Page, record: KnowledgeGraph) -> None:
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


def test_every_source_and_every_disagreement_is_listed(page: Page, record: KnowledgeGraph) -> None:
    page.evaluate("HIMA.page.go({ view: 'sources' })")
    conflicts = record.conflicts()
    assert page.locator(".disputes details").count() == len(conflicts.rows)
    assert page.locator(".state.open").count() == len(conflicts.rows) - conflicts.settled
    assert page.locator(".matrix.sources tbody tr").count() == len(record.ledger.every_source)
    page.get_by_role("searchbox", name="Filter the sources").fill("caixin global")
    assert 0 < page.locator(".matrix.sources tbody tr").count() < 30
    page.locator(".disputes summary").first.click()
    assert page.locator(".disputes details[open] .side").count() >= 2
