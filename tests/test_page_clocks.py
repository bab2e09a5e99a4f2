"""Cooperation, deliveries, sources and paths in the page at other dates and on less knowledge, beside the library."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from browser import Looking
from himagraph.library import KnowledgeGraph

#: Each a date and a state of knowledge: before and after something changed on either clock.
CLOCKS = [("2024-11-30", None), ("2025-09-30", None), ("2025-09-30", "2025-12-31"), (None, "2025-12-31"), (None, None)]


@pytest.fixture
def page(record_looking: Looking) -> Page:
    return record_looking.open()


def go(page: Page, view: str, date: str | None, known: str | None, **more: str) -> dict[str, str]:
    """Brings the page there; the same two clocks as the library's options."""
    clocks = page.evaluate(
        """([view, date, known, more]) => {
          const { page } = HIMA;
          page.go({ at: '', ...more, view, date: date || page.defaults.date, known: known || page.defaults.known });
          return { as_of: page.state.date, known_at: page.state.known };
        }""",
        [view, date, known, more],
    )
    assert clocks == {"as_of": date or clocks["as_of"], "known_at": known or clocks["known_at"]}
    return dict(clocks)


# --- cooperation ---


def led(page: Page) -> set[tuple[str, str, str, bool]]:
    """Brand, task, who leads, and whether that is contested, as the table shows it."""
    return {
        tuple(one)
        for one in page.evaluate("""[...document.querySelectorAll('.matrix.leads tbody .lead-by')].map((one) => [
          one.closest('td').dataset.id, one.closest('tr').dataset.task,
          one.className.replace('lead-by', '').trim(), one.closest('td').classList.contains('contested')])""")
    }


def led_in(kg: KnowledgeGraph, **clocks: str) -> set[tuple[str, str, str, bool]]:
    rows = [one for one in kg.cooperation(**clocks).as_json()["cooperation"] if one["task"]]
    said = [(brand["id"], one["task"]["id"], one) for one in rows for brand in one["brands"]]
    contested = {(brand, task) for brand, task, one in said if one["contested"]}
    return {(brand, task, one["leads"], (brand, task) in contested) for brand, task, one in said}


@pytest.mark.parametrize(("date", "known"), CLOCKS)
def test_who_leads_what_is_the_answer_of_both_clocks(
    page: Page, whole: KnowledgeGraph, date: str | None, known: str | None
) -> None:
    clocks = go(page, "cooperation", date, known)
    shown = led(page)
    assert shown == led_in(whole, **clocks)
    assert clocks["as_of"] in page.inner_text("#view .caption >> nth=0")
    go(page, "cooperation", None, None)
    assert (date or known) is None or led(page) != shown


# --- deliveries ---


def figures(page: Page) -> dict[tuple[str, str], list[str]]:
    """The texts of each subject's month, as the table shows them."""
    cells = page.evaluate("""[...document.querySelectorAll('.matrix.figures tbody td[data-id]')].map((one) => [
      one.dataset.id, one.closest('tr').dataset.month,
      [...one.querySelectorAll('button')].map((own) => own.textContent)])""")
    return {(subject, month): texts for subject, month, texts in cells if texts}


def printed(kg: KnowledgeGraph, **clocks: str) -> list[Any]:
    return [
        one
        for one in kg.deliveries(**clocks).as_json()["deliveries"]
        if one["basis"] == "deliveries" and one["segment"] is None and one["subject"]["kind"] in ("alliance", "brand")
    ]


@pytest.mark.parametrize(("date", "known"), [*CLOCKS, ("2025-06-29", None), ("2025-06-30", None)])
def test_the_months_shown_are_those_of_both_clocks(
    page: Page, whole: KnowledgeGraph, date: str | None, known: str | None
) -> None:
    clocks = go(page, "deliveries", date, known)
    shown, rows = figures(page), printed(whole, **clocks)
    begun = min(one["period"] for one in rows if one["subject"]["kind"] == "alliance")
    columns = {one.get_attribute("data-id") for one in page.locator(".matrix.figures thead th[data-id]").all()}
    wanted: dict[tuple[str, str], list[str]] = {}
    for one in rows:
        if one["subject"]["id"] in columns and one["period"] >= begun:
            wanted.setdefault((one["subject"]["id"], one["period"]), []).append(one["value"]["text"])
    assert {"hima", "aito"} <= columns
    assert {at: sorted(texts) for at, texts in shown.items()} == {at: sorted(texts) for at, texts in wanted.items()}
    go(page, "deliveries", None, None)
    assert (date or known) is None or figures(page) != shown


def test_a_month_is_there_on_its_last_day_and_not_before(page: Page) -> None:
    go(page, "deliveries", "2025-06-29", None)
    assert max(month for _, month in figures(page)) == "2025-05"
    go(page, "deliveries", "2025-06-30", None)
    assert max(month for _, month in figures(page)) == "2025-06"


@pytest.mark.parametrize("known", [None, "2025-12-31"])
def test_beside_the_total_of_the_alliance_stands_the_sum_of_its_brands(
    page: Page, whole: KnowledgeGraph, known: str | None
) -> None:
    clocks = go(page, "deliveries", None, known)
    assert page.inner_text(".matrix.figures thead th.sum") == "sum of its brands"
    shown = page.evaluate("""Object.fromEntries(
      [...document.querySelectorAll('.matrix.figures td.sum:has(small)')].map((one) => [
        one.closest('tr').dataset.month, [one.firstChild.data, one.querySelector('small').textContent.trim()]]))""")
    brands: dict[str, list[Any]] = {}
    for one in printed(whole, **clocks):
        if one["alliance"]:
            brands.setdefault(one["period"], []).append(one)
    single = {
        month: own
        for month, own in brands.items()
        if max(Counter(one["subject"]["id"] for one in own).values()) == 1
        and all(one["share"] and one["value"]["min"] is not None for one in own)
    }
    assert len(single) > 3
    for month, own in single.items():
        text, names = shown[month]
        low = sum(Decimal(one["value"]["min"]) for one in own)
        highs = [one["value"]["max"] for one in own]
        if None in highs:
            assert text == f"at least {low:,}"
        else:
            high = sum(map(Decimal, highs))
            assert text == (f"{low:,}" if low == high else f"{low:,} to {high:,}")
        assert len(names.split(", ")) == len(own)


# --- sources ---


def test_sources_and_disagreements_are_those_known_then_whatever_the_date(page: Page, whole: KnowledgeGraph) -> None:
    clocks = go(page, "sources", "2024-11-30", "2025-12-31")
    answer = whole.conflicts(**clocks)
    sources = [one for one in whole.ledger.every_source.values() if one.known_from.isoformat() <= clocks["known_at"]]
    wanted = (len(answer.rows), len(answer.rows) - answer.settled, len(sources))
    for date in (None, "2024-11-30"):
        go(page, "sources", date, "2025-12-31")
        assert listed(page) == wanted
        assert "whatever the date" in page.inner_text("#view .caption >> nth=0")
    go(page, "sources", None, None)
    newest = listed(page)
    assert newest[0] > wanted[0]
    assert newest[2] > wanted[2]


def listed(page: Page) -> tuple[int, ...]:
    """How many disagreements, open ones, and sources the view lists."""
    parts = (".disputes details", ".state.open", ".matrix.sources tbody tr")
    return tuple(page.locator(part).count() for part in parts)


# --- paths ---


@pytest.mark.parametrize(
    ("one", "other", "hubs"),
    [
        ("changan", "yinwang", ""),
        ("baic-group", "changan", ""),
        ("huawei", "gac", ""),
        ("aito", "luxeed", ""),
        ("aito", "luxeed", "1"),
    ],
)
def test_the_paths_are_those_of_the_library(page: Page, whole: KnowledgeGraph, one: str, other: str, hubs: str) -> None:
    go(page, "ownership", None, None, path=f"{one}.{other}.{hubs}")
    page.click("[data-tool=path]")
    answer = whole.path(one, other, with_hubs=bool(hubs)).as_json()
    ways = page.evaluate(
        """([one, other, hubs]) => HIMA.ways(one, other, hubs).map((way) => way.map((hop) => [
          hop.from, hop.to, hop.edges[0].relation, hop.edges[0].from === hop.from ? 'forward' : 'back']))""",
        [one, other, bool(hubs)],
    )
    assert ways == [
        [[hop["from"]["id"], hop["to"]["id"], hop["relation"], hop["direction"]] for hop in path["hops"]]
        for path in answer["paths"]
    ]
    assert page.locator("#side .way").count() == len(ways)
    assert page.locator("#side .way li").count() == sum(map(len, ways))
    if not ways:
        assert "No path found" in page.inner_text("#side")
