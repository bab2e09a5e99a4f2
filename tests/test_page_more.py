"""Promises that no single tool or view keeps alone: evidence in full, places, states, small screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser import SIZES, Browsing, Looking
from himagraph.library import KnowledgeGraph

PHONE = SIZES[2]


@pytest.fixture
def page(founding_looking: Looking) -> Page:
    return founding_looking.open()


# --- search ---


@pytest.mark.parametrize(
    ("text", "slug"), [("wenjie", "aito"), ("sailisi", "seres-group"), ("chang an qi che", "changan")]
)
def test_search_takes_the_sound_of_a_chinese_name(page: Page, text: str, slug: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    hits = page.eval_on_selector_all("#search-list li[data-id]", "all => all.map(one => one.dataset.id)")
    assert slug in hits


def test_the_reader_picks_among_several_hits(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("SAIC")
    hits = page.eval_on_selector_all("#search-list li[data-id]", "all => all.map(one => one.dataset.id)")
    assert len(hits) > 1
    assert "at=" not in page.url
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search-list li[aria-selected=true]", "data-id") == hits[1]
    page.keyboard.press("Enter")
    assert page.evaluate("HIMA.page.state.at") == hits[1]


# --- steps, filters, dates ---


def test_a_step_down_shows_every_holding_that_was_counted(record_looking: Looking, whole: KnowledgeGraph) -> None:
    page = record_looking.open()
    boxes = "() => [...document.querySelectorAll('.board .box[data-id]')].map((one) => one.dataset.id)"
    before = set(page.evaluate(boxes))
    more = page.locator(".board .more[aria-label*='more holdings']").first
    slug = more.locator("xpath=..").get_attribute("data-id") or ""
    count = int((more.locator("text").text_content() or "").lstrip("+"))
    more.click()
    after = set(page.evaluate(boxes))
    assert {row.entity.id for row in whole.holdings(slug, direct=True).holdings} <= after
    assert len(after - before) >= count
    assert page.evaluate("LOOK.chain()")["wrong"] == []
    assert page.evaluate("LOOK.overlaps()") == []


def test_a_step_up_from_a_holding_shows_its_other_owners(record_looking: Looking, whole: KnowledgeGraph) -> None:
    page = record_looking.open("entity=changan")
    held = [row.entity.id for row in whole.holdings("changan", direct=True).holdings]
    asked = [page.locator(f".board .box[data-id={one}] .more[aria-label*='more holders']") for one in held]
    slug, more = next((one, more) for one, more in zip(held, asked, strict=True) if more.count())
    more.click()
    boxes = page.eval_on_selector_all(".board .box[data-id]", "all => all.map(one => one.dataset.id)")
    assert {row.entity.id for row in whole.who_owns(slug).owners} <= set(boxes)
    assert more.count() == 0
    assert page.evaluate("LOOK.chain()")["wrong"] == []
    assert page.evaluate("LOOK.overlaps()") == []


def test_a_relation_of_the_legend_hides_its_lines(record_looking: Looking) -> None:
    page = record_looking.open()
    assert page.locator(".board .link.reported-as").count() > 0
    page.click("[data-tool=filters]")
    page.uncheck("[data-filter=claimed]")
    assert page.locator(".board .link.reported-as").count() == 0
    assert page.locator(".board .link.stake").count() > 0
    page.get_by_role("button", name="Show everything").click()
    assert page.locator(".board .link.reported-as").count() > 0


def test_the_slider_goes_to_a_day_and_has_a_tick_where_something_changed(page: Page) -> None:
    first, last = (int(page.get_attribute("[name=date-slider]", name) or "") for name in ("min", "max"))
    numbers = "HIMA.time.days().map((day) => Math.round(Date.parse(day) / 86400000))"
    wanted = [day - first for day in page.evaluate(numbers) if first <= day <= last]
    ticks = page.eval_on_selector_all(".ticks line", "all => all.map(one => Number(one.getAttribute('x1')))")
    assert ticks == wanted
    day = page.evaluate("Math.round(Date.parse('2025-06-30') / 86400000)")
    page.eval_on_selector(
        "[name=date-slider]", "(one, day) => { one.value = day; one.dispatchEvent(new Event('input')); }", day
    )
    page.wait_for_selector("#view .caption:has-text('2025-06-30')")
    assert page.input_value("[name=date]") == "2025-06-30"
    assert "2025-06-30" in page.inner_text("#view .caption >> nth=0")
    assert "date=2025-06-30" in page.url


# --- evidence ---


def test_each_claim_behind_a_share_is_shown_with_all_that_is_known_of_it(record_looking: Looking) -> None:
    page = record_looking.open()
    page.locator(".board .share.stake", has_text="10%").first.click()
    claims = page.evaluate("""() => HIMA.page.drawn.links.find((edge) => edge.share && edge.share[2] === '10%').claims
      .map((n) => ({ ...HIMA.page.claims[n], source: HIMA.page.sources[HIMA.page.claims[n].source] }))""")
    cards = page.locator("#side .claim")
    assert cards.count() == len(claims) >= 2
    for card, claim in zip(cards.all(), claims, strict=True):
        text, source = card.inner_text(), claim["source"]
        assert claim["en"] in text
        for word, when in (("since", claim["from"]), ("until", claim["until"]), ("seen", claim["observed"])):
            assert (f"{word} {when}" in text) == bool(when), (claim["path"], word)
        assert source["title"] in text
        assert f"{source['publisher']}, {source['published'] or 'undated'}, " in text
        links = card.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert links == ([source["url"]] if source["url"] else [])
    # What a claim says of its standing is in the words that the page uses everywhere.
    assert all("holds" in card.inner_text() for card, one in zip(cards.all(), claims, strict=True) if one["status"])


def test_a_disagreement_says_each_side_its_source_and_why_one_is_preferred(record_looking: Looking) -> None:
    page = record_looking.open()
    row = page.evaluate("""() => {
      const row = HIMA.page.data.conflicts.rows.find((one) => one.status === 'settled' && one.by);
      HIMA.page.evidence({ title: 'x', claims: [row.sides[0].claims[0]] });
      return row;
    }""")
    dispute = page.locator("#side .dispute").first
    text = dispute.inner_text()
    reason = row["by"]["en"] if isinstance(row["by"], dict) else row["by"]
    assert reason in text
    for side in row["sides"]:
        assert side["says"] in text
        titles = page.evaluate(
            "(paths) => paths.map((path) => HIMA.page.sources[HIMA.page.claim(path).source].title)", side["claims"]
        )
        assert all(title in text for title in titles)
    assert dispute.locator(".side.preferred").count() == sum(side["preferred"] for side in row["sides"]) == 1


def test_the_query_that_is_copied_gives_the_owners_that_are_shown(
    record_looking: Looking, whole: KnowledgeGraph
) -> None:
    page = record_looking.open()
    page.evaluate("LOOK.copies()")
    page.locator(".board .share.stake", has_text="80%").first.click()
    page.locator("#side .query summary").click()
    page.get_by_role("button", name="Copy the SPARQL for this").click()
    query = page.evaluate("window.copied")[0]
    assert query == page.inner_text("#side .sparql")
    holders = {str(value).rsplit("/", 1)[-1] for row in whole.store.select(query) for value in row.values()}
    assert {row.entity.id for row in whole.who_owns("yinwang").owners} <= holders


def test_what_stands_alone_says_so_in_the_picture_and_in_the_panel(page: Page) -> None:
    page.fill("[name=date]", "1950-01-01")
    page.dispatch_event("[name=date]", "change")
    assert "No source found for a holder or a holding" in page.inner_text("#view .empty")
    assert "Nothing in the record joins it" in page.inner_text("#side .empty")
    assert page.locator(".board").count() == 0
    page.click("[data-view=deliveries]")
    assert "No monthly figure" in page.inner_text("#view .empty")


def test_a_page_that_cannot_be_opened_says_so(browsing: Browsing, founding_page: Path, tmp_path: Path) -> None:
    html = founding_page.read_text(encoding="utf-8")
    before, start, rest = html.partition('id="payload">')
    path = tmp_path / "broken.html"
    path.write_text(before + start + "bm90IGd6aXA=" + rest[rest.index("</script>") :], encoding="utf-8")
    looking = browsing.look(path)
    looking.page.goto(path.as_uri())
    alert = looking.page.wait_for_selector("#page [role=alert]")
    assert alert
    assert "cannot be opened" in alert.inner_text()
    assert "无法打开" in alert.inner_text()


# --- ways between two ---


def test_the_ways_between_two_tell_each_step_and_leave_hubs_out_unless_asked(record_looking: Looking) -> None:
    page = record_looking.open()
    page.click("[data-tool=path]")
    for field, text in (("#path-from", "Seres Group"), ("#path-to", "Avatr")):
        page.fill(field, text)
        page.press(field, "Enter")
    ends = page.evaluate("HIMA.page.state.path").split(".")[:2]
    assert ends == ["seres-group", "avatr"]
    ways = page.locator("#side .way")
    assert 1 <= ways.count() <= 5
    for way in ways.all():
        hops = way.locator("li").all_inner_texts()
        assert "Seres" in hops[0]
        assert "Avatr" in hops[-1]
    since = page.locator("#side .way li", has_text="since 20")
    assert since.count() > 0
    assert not any("Huawei " in text for text in page.locator("#side .way").all_inner_texts())
    page.locator("#side .way button").first.click()
    assert page.locator("#side .claim .source").count() >= 1
    page.click("[data-tool=path]")
    page.evaluate("HIMA.page.go({ path: 'chery.seres-group.' })")
    assert ways.count() == 0
    assert "No path found" in page.inner_text("#side .empty")
    page.check("[name=hubs]")
    assert 1 <= ways.count() <= 5
    assert all("Huawei" in text or "HIMA" in text for text in ways.all_inner_texts())


# --- places and names on the map ---


def test_the_map_keeps_every_entity_where_it_is(record_looking: Looking) -> None:
    page = record_looking.open("view=map", fresh=True)
    places = "LOOK.places()"
    before = page.evaluate(places)
    assert len({tuple(one) for one in before.values()}) == len(before) > 100
    for change in ("{ date: '2024-12-31' }", "{ hide: 'people' }", "{ lang: 'zh', theme: 'dark' }", "{ at: 'huawei' }"):
        page.evaluate(f"HIMA.page.go({change})")
        after = page.evaluate(places)
        assert {slug: place for slug, place in after.items() if place != before.get(slug, place)} == {}, change
    assert record_looking.open("view=map", fresh=True).evaluate(places) == before


@pytest.mark.parametrize("state", ["view=map", "view=map&lang=zh&theme=dark", "view=map&at=huawei"])
def test_names_on_the_map_never_overlap(record_looking: Looking, state: str) -> None:
    page = record_looking.open(state, fresh=True)
    for zoom in (None, 0.5, 1.2):
        found = page.evaluate("(zoom) => LOOK.named(zoom)", zoom)
        assert found[0] > 5, zoom
        assert found[1] == [], zoom
        assert found[2] >= 11, zoom


# --- small screens, notebooks, looks ---


def test_on_a_phone_the_panel_is_a_drawer_and_the_chain_an_outline(browsing: Browsing, founding_page: Path) -> None:
    page = browsing.look(founding_page, PHONE).open("", fresh=True)
    inside = "LOOK.inside(document.getElementById('side'))"
    assert page.evaluate(inside) is False
    assert page.locator(".outline .step").count() >= 3
    page.locator(".outline .figure").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate(inside) is True
    assert page.locator("#side .claim").count() >= 1
    assert page.evaluate("LOOK.unreadable()") == []
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.evaluate(inside) is False


def test_the_page_shows_in_the_frame_of_a_notebook(browsing: Browsing, kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8>{kg.picture('Yinwang')._repr_html_()}", encoding="utf-8")
    looking = browsing.look(path)
    looking.page.goto(path.as_uri())
    frame = looking.page.frame_locator("iframe")
    frame.locator("#page[data-drawn]").wait_for()
    assert frame.locator(".box.root").get_attribute("data-id") or frame.locator(".trunk").inner_text() == "Yinwang"
    frame.locator("[data-view=map]").click()
    frame.locator("#view[data-view=map]").wait_for()
    assert looking.errors == []


def test_each_language_alone_speaks_only_itself(founding_looking: Looking) -> None:
    frame = "#page :is(h1, .tabs, .starters, .chip, .said, .board .box > g > text:not(.ring))"
    texts = {
        lang: founding_looking.open(f"lang={lang}").locator(frame).all_text_contents() for lang in ("en", "zh", "both")
    }
    assert len(texts["en"]) > 8
    assert [text for text in texts["en"] if any("\u4e00" <= char <= "\u9fff" for char in text)] == []
    words = [text for text in texts["zh"] if not any("\u4e00" <= char <= "\u9fff" for char in text)]
    assert words == [], "names without Chinese are none of this record"
    joined = " ".join(texts["both"])
    assert "Who is behind Huawei's cars" in joined
    assert all(part in joined for part in texts["zh"][:1])


def test_the_colours_of_kinds_are_the_ones_that_colour_blind_readers_tell_apart(founding_looking: Looking) -> None:
    """Okabe and Ito's hues; their light ones are darkened on a light ground until they have contrast."""
    own = {"blue": 202, "orange": 41, "sky": 202, "green": 164, "vermilion": 27, "pink": 327}
    for theme in ("light", "dark"):
        page = founding_looking.open(f"theme={theme}")
        hues = page.evaluate(
            """(names) => names.map((name) => {
          const [r, g, b] = HIMA.colour(name).match(/[0-9a-f]{2}/gi).map((part) => parseInt(part, 16));
          const most = Math.max(r, g, b), span = most - Math.min(r, g, b);
          const hue = most === r ? (g - b) / span : most === g ? 2 + (b - r) / span : 4 + (r - g) / span;
          return Math.round((60 * hue + 360) % 360);
        })""",
            list(own),
        )
        for (name, wanted), hue in zip(own.items(), hues, strict=True):
            assert min(abs(hue - wanted), 360 - abs(hue - wanted)) <= 15, (theme, name, hue)
        used = page.evaluate("[...Object.values(HIMA.kinds), ...Object.values(HIMA.groups)].map((one) => one.hue)")
        assert set(used) <= {*own, "ink", "grey"}


@pytest.mark.parametrize("relation", ["works", "brands"])
def test_each_kind_of_relation_says_how_many_it_hides_and_leads_there(record_looking: Looking, relation: str) -> None:
    page = record_looking.open("entity=yinwang&at=seres-group")
    step = page.locator(f"#page .list [data-step={relation}]")
    hidden = int((step.text_content() or "").lstrip("+"))
    assert hidden > 0
    before = set(page.evaluate("HIMA.page.drawn.nodes"))
    step.click()
    assert page.evaluate("HIMA.page.state.view") == "map"
    links = page.evaluate("HIMA.page.drawn.links.map((edge) => [edge.from, edge.to, HIMA.groupOf(edge)])")
    assert {group for *_, group in links} == {relation}
    near = {end for one, other, _ in links if "seres-group" in (one, other) for end in (one, other)} - {"seres-group"}
    assert len(near - before) == hidden
    assert not page.locator(f"#page .list [data-step={relation}]").count()
    page.go_back()
    assert page.evaluate("HIMA.page.state.view") == "ownership"


def test_a_filter_on_the_map_is_counted_as_hidden_and_a_step_takes_it_away(record_looking: Looking) -> None:
    page = record_looking.open("view=map&at=seres-group&hide=brands.k-brand")
    step = page.locator("#page .list [data-step=brands]")
    hidden = int((step.text_content() or "").lstrip("+"))
    before = set(page.evaluate("HIMA.page.drawn.nodes"))
    step.click()
    assert len(set(page.evaluate("HIMA.page.drawn.nodes")) - before) >= hidden
    assert page.evaluate("HIMA.page.state.hide") == ""
