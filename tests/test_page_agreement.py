"""The page and the command line say the same: owners, holdings, look-through, leads, deliveries, disagreements."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Page
from typer.testing import CliRunner

import himagraph
from browser import Looking
from himagraph.library import KnowledgeGraph
from himagraph_cli.main import app

TEN = (
    "yinwang", "avatr", "seres-automobile", "seres-group", "changan", "huawei", "chery", "saic-motor", "gac", "deepal",
)  # fmt: skip
NEWEST = ""
DAYS = ("2024-12-31", "2025-10-15", NEWEST)

#: What the panel says of an entity: rows of its lists as [name, share, what else is said], the numbers over the lists,
#: and what is said of control; of the picture, the shares drawn on the root and how many holders it leaves out.
SHOWN = "LOOK.panel()"

Asked = Callable[..., Any]


@pytest.fixture(scope="module")
def hima(whole: KnowledgeGraph) -> Asked:
    """What `hima` prints as JSON, asked of the one record that all of these tests share."""

    def run(*arguments: str) -> Any:
        with patch.object(himagraph, "open", lambda *_, **__: whole):
            done = CliRunner().invoke(app, [*arguments, "--json"], catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output  # 1: nothing in the record
        return json.loads(done.stdout)

    return run


@pytest.fixture
def page(record_looking: Looking) -> Page:
    return record_looking.open()


@pytest.fixture(scope="module")
def short(whole: KnowledgeGraph) -> Callable[[Any], str]:
    """The name by which an answer's entity goes in lists."""
    return lambda row: whole.ledger.every_entity[row["entity"]["id"]].label("en")


def clocks(day: str, known: str = "") -> list[str]:
    return [*(["--as-of", day] if day else []), *(["--known-at", known] if known else [])]


def said(row: Any) -> str:
    """Since when, and when last seen, in the words of the page."""
    parts = {"since": row["since"], "until": row["until"], "last seen": row["last_seen"]}
    return " · ".join(f"{word} {value.replace('../', 'by ')}" for word, value in parts.items() if value)


@pytest.mark.parametrize("day", DAYS)
def test_the_page_says_of_ten_entities_what_the_commands_print(
    page: Page, hima: Asked, short: Callable[[Any], str], day: str
) -> None:
    for name in TEN:
        owns, holds = hima("who-owns", name, *clocks(day)), hima("holdings", name, "--direct", *clocks(day))
        date = owns["as_of"]
        page.evaluate("([date, entity]) => HIMA.page.go({ date, entity, at: '' })", [date, name])
        shown = page.evaluate(SHOWN)
        at = f"{name} on {date}"

        owners = [[short(row), row["share"]["text"], said(row)] for row in owns["owners"]]
        assert sorted(shown["owners"]) == sorted(owners), at
        assert shown["owned"] == len(owners), at
        holdings = [[short(row), row["share"]["text"], said(row)] for row in holds["holdings"]]
        assert sorted(shown["holdings"]) == sorted(holdings), at
        assert shown["held"] == len(holdings), at
        pending = [[short(row), row["share"]["text"]] for row in (*owns["pending"], *holds["pending"])]
        assert sorted(row[:2] for row in shown["pending"]) == sorted(pending), at

        looked = [row for row in owns["look_through"] if not row["direct"] and row["effective"]["min"] is not None]
        through = [[short(row), row["effective"]["text"], ""] for row in looked]
        assert sorted(shown["through"]) == sorted(through), at
        assert shown["behind"] == len(through), at
        control = [short(row) for row in owns["control"] if row["certain"]]
        wanted = f"Controlled by {', '.join(control)}, by more" if control else "No one is found to control it"
        assert shown["control"].startswith(wanted if owners or control else ""), at
        rest = owns["undisclosed"]
        if owners and rest["max"] not in (None, "0"):
            assert f"{rest['text']} has no holder of record here." in shown["quiet"], at

        of_record = {row["entity"]["id"]: row["share"]["text"] for row in owns["owners"]}
        drawn = dict(shown["drawn"])
        assert drawn.items() <= of_record.items(), at
        assert shown["hidden"] or len(drawn) == len(of_record), at


def test_the_page_knows_an_earlier_day_as_the_commands_do(page: Page, hima: Asked, short: Callable[[Any], str]) -> None:
    states = page.eval_on_selector_all("[name=known] option", "all => all.map(one => one.value)")
    known = states[-1]
    differing = 0
    for name in ("yinwang", "avatr", "seres-group"):
        owns = hima("who-owns", name, *clocks(known, known))
        holds = hima("holdings", name, "--direct", *clocks(known, known))
        go = "([known, entity]) => HIMA.page.go({ known, date: known, entity, at: '' })"
        page.evaluate(go, [known, name])
        shown = page.evaluate(SHOWN)
        for part, rows in (("owners", owns["owners"]), ("holdings", holds["holdings"])):
            assert sorted(shown[part]) == sorted([short(row), row["share"]["text"], said(row)] for row in rows)
        assert sorted(row[:2] for row in shown["pending"]) == sorted(
            [short(row), row["share"]["text"]] for row in (*owns["pending"], *holds["pending"])
        )
        differing += owns["owners"] != hima("who-owns", name, *clocks(known))["owners"]
    assert differing


@pytest.mark.parametrize("name", TEN)
def test_the_panel_names_an_entity_as_its_card_does(page: Page, hima: Asked, name: str) -> None:
    card = hima("show", name)
    page.evaluate("(entity) => HIMA.page.go({ entity, at: '', lang: 'both' })", name)
    names = page.evaluate(SHOWN)["names"]
    assert names[0].split() == f"{card['short']['en']} {card['short']['zh']}".split()
    for lang in ("en", "zh"):
        full = card["entity"]["label"][lang]
        assert full in names or full == card["short"][lang]


def test_who_leads_what_for_a_brand_is_as_the_command_prints_it(page: Page, hima: Asked) -> None:
    wanted: dict[str, set[str]] = {}
    for row in hima("cooperation", "--brand", "yijing")["cooperation"]:
        if row["task"]:
            wanted.setdefault(row["task"]["label"]["en"], set()).add(row["leads"])
    assert len(wanted) > 3
    page.evaluate("HIMA.page.go({ view: 'cooperation', at: 'yijing' })")
    found = page.evaluate("""() => {
      const table = document.querySelector('#view .matrix');
      const head = [...table.querySelectorAll('thead th')].findIndex((one) => /^Yijing/.test(one.textContent));
      return [...table.querySelectorAll('tbody tr')].map((row) => [row.querySelector('th').textContent,
        [...row.children[head].querySelectorAll('button')].map((one) => one.className.split(' ').at(-1))]);
    }""")
    assert {task: set(leads) for task, leads in found if leads} == wanted


def test_three_months_of_deliveries_are_as_the_command_prints_them(page: Page, hima: Asked) -> None:
    months = ("2025-05", "2025-10", "2026-01")
    page.evaluate("HIMA.page.go({ view: 'deliveries', at: 'aito' })")
    table = page.evaluate("LOOK.figures()")
    shown = {(head, month): figures for head, month, figures in table}
    for name, head in (("AITO", "AITO"), ("HIMA", "HIMA")):
        rows = [row for row in hima("deliveries", name)["deliveries"] if row["basis"] == "deliveries"]
        for month in months:
            own = [row for row in rows if row["period"] == month and row["subject"]["id"] == name.lower()]
            wanted = [row["value"]["text"] for row in own]
            assert shown[head, month] == wanted, (name, month)
            assert wanted or name == "AITO"


def test_as_many_disagreements_are_listed_as_the_command_counts(page: Page, hima: Asked) -> None:
    answer = hima("conflicts")
    page.evaluate("HIMA.page.go({ view: 'sources' })")
    assert page.locator(".disputes details").count() == len(answer["conflicts"])
    assert page.locator(".disputes .state.open").count() == answer["open"]
    assert page.locator(".disputes .state.settled").count() == answer["settled"]
    caption = page.inner_text("#view .caption >> nth=0")
    assert f"{len(answer['conflicts'])} disagreements" in caption
    assert f"{answer['open']} open" in caption
