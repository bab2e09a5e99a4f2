"""The ownership chain in the browser: what a click, a step, a date and a filter do to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser import Looking
from himagraph.library import KnowledgeGraph


@pytest.fixture
def page(record_looking: Looking) -> Page:
    return record_looking.open()


def boxes(page: Page) -> set[str]:
    return set(page.eval_on_selector_all(".board .box[data-id]", "all => all.map(one => one.dataset.id)"))


def box(page: Page, slug: str) -> str:
    assert page.locator(f".board .box[data-id={slug}]").count() == 1
    return f".board .box[data-id={slug}] > g"


# --- steps ---


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


def test_a_step_more_shows_every_holder_that_was_counted(record_looking: Looking, whole: KnowledgeGraph) -> None:
    page = record_looking.open()
    before = boxes(page)
    more = page.locator(".board .box[data-id=avatr] .more").first
    count = int((more.locator("text").text_content() or "").lstrip("+"))
    more.click()
    assert {row.entity.id for row in whole.who_owns("avatr").owners} <= boxes(page)
    assert len(boxes(page) - before) >= count


# --- how it is drawn ---


def test_owners_stand_above_holdings_below_and_lines_are_as_wide_as_the_share(page: Page) -> None:
    page.evaluate("HIMA.page.go({entity: 'avatr'})")
    found = page.evaluate("LOOK.chain()")
    assert found["wrong"] == []
    assert found["widths"] == sorted(found["widths"])
    assert found["widths"][0] < found["widths"][-1]


def test_each_kind_of_claim_on_a_share_has_its_own_line(page: Page) -> None:
    dashes = page.evaluate("""() => Object.fromEntries(['stake', 'reported-as', 'rest'].map((kind) =>
      [kind, getComputedStyle(document.querySelector(`.board .link.${kind}`)).strokeDasharray]))""")
    assert dashes["stake"] == "none"
    assert len(set(dashes.values())) == len(dashes)


def test_the_undisclosed_rest_is_a_box_of_its_own_for_each_company(record_looking: Looking) -> None:
    page = record_looking.open()
    assert page.locator(".board .box.rest").count() == page.locator(".board .link.rest").count() >= 3
    dash = page.eval_on_selector(".board .box.rest rect", "one => getComputedStyle(one).strokeDasharray")
    assert dash != "none"


def test_look_through_and_control_stand_apart_from_the_share(record_looking: Looking, whole: KnowledgeGraph) -> None:
    through = {row.entity.id: row.interest.effective.text() for row in whole.who_owns("Yinwang").look_through}
    page = record_looking.open()
    texts = page.eval_on_selector_all(
        ".board .box[data-id=huawei-hih] text", "all => all.map(one => [one.className.baseVal, one.textContent])"
    )
    assert ["through", f"behind: {through['huawei-hih']}"] in texts
    assert ["controls", "controls Yinwang"] in texts


def test_a_ring_of_holdings_is_marked_and_stands_on_one_level(page: Page) -> None:
    page.evaluate("HIMA.page.go({ entity: 'avatr' })")
    found = page.evaluate("""() => LOOK.with([{ from: 'avatr', to: 'changan', relation: 'stake' }], () => {
      const top = (id) => document.querySelector(`.board .box[data-id=${id}]`).getBoundingClientRect().top;
      const rings = [...document.querySelectorAll('.board .box .ring')].map((one) => one.closest('.box').dataset.id);
      return [rings.sort(), Math.abs(top('avatr') - top('changan')) < 30];
    })""")
    assert found == [["avatr", "changan"], True]


# --- dates ---


def test_before_the_register_huawei_held_all_and_two_purchases_were_pending(page: Page) -> None:
    page.fill("[name=date]", "2024-12-31")
    page.dispatch_event("[name=date]", "change")
    assert "100%" in page.locator(".board .share.stake").all_text_contents()
    assert page.locator(".board .share.pending").count() == 2


def test_ended_links_are_hidden_unless_asked_for_and_then_grey_with_their_end(record_looking: Looking) -> None:
    page = record_looking.open("entity=seres-automobile")
    assert page.locator(".board .link.over").count() == 0
    page.check("[name=ended]")
    over = page.locator(".board .link.over")
    assert over.count() > 0
    dash, stroke = page.eval_on_selector(
        ".board .link.over", "one => [getComputedStyle(one).strokeDasharray, getComputedStyle(one).stroke]"
    )
    red, green, blue = (int(part) for part in stroke.removeprefix("rgb(").rstrip(")").split(","))
    assert dash != "none"
    assert max(red, green, blue) - min(red, green, blue) < 40
    assert " until 20" in (page.locator(".board .share.over").first.text_content() or "")


def test_shares_of_record_never_exceed_the_whole(record_looking: Looking) -> None:
    over = record_looking.open().evaluate("""() => {
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


def test_the_date_is_the_newest_publication_and_its_age_is_said(page: Page, whole: KnowledgeGraph) -> None:
    assert page.input_value("[name=date]") == whole.ledger.about.known_up_to.isoformat()
    assert page.evaluate("HIMA.page.data.meta.record_ends") in page.inner_text(".age")
    days = page.evaluate("HIMA.time.days()")
    assert page.locator(".ticks line").count() > 10
    page.fill("[name=date]", days[-3])
    page.dispatch_event("[name=date]", "change")
    page.get_by_role("button", name="Next change").click()
    assert page.input_value("[name=date]") == days[-2]
    page.get_by_role("button", name="Previous change").click()
    assert page.input_value("[name=date]") == days[-3]


# --- filters ---


def test_a_filter_hides_and_counts(page: Page) -> None:
    page.evaluate("HIMA.page.go({entity: 'huawei-hih'})")
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


def test_the_legend_counts_every_kind_of_relation(page: Page) -> None:
    page.click("[data-tool=filters]")
    shown = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.legend [data-filter]')]
      .map((one) => [one.dataset.filter, Number(one.closest('label').querySelector('.count').textContent)]))""")
    assert sum(count for key, count in shown.items() if not key.startswith("k-")) == page.evaluate(
        "HIMA.page.standing().length"
    )


def test_the_smallest_stake_hides_what_is_smaller_and_a_selection_only_fades(page: Page) -> None:
    page.evaluate("HIMA.page.go({entity: 'yinwang', at: 'huawei'})")
    assert page.locator(".board .box.faded[data-id=avatr]").count() == 1
    page.click("[data-tool=filters]")
    page.fill("[name=min]", "11")
    page.dispatch_event("[name=min]", "change")
    assert "avatr" not in boxes(page)
    assert "huawei" in boxes(page)
