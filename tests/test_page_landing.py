"""What the page shows first: that it comes alone, what it says, and that all of it can be read on any screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import himagraph
from browser import SIZES, Browsing, Looking
from himagraph.answers import owners
from himagraph.ledger import Ledger, Question
from himagraph.picture import VIEWS, lead

LANDING = 20
OWN = ("file:", "data:", "blob:", "about:")


def test_no_view_asks_the_network_for_anything_or_goes_against_the_policy(record_looking: Looking) -> None:
    record_looking.requests.clear()
    page = record_looking.open(fresh=True)
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        page.wait_for_selector(f"#view[data-view={view}]")
    page.wait_for_timeout(50)
    assert [one for one in record_looking.requests if not one.startswith(OWN)] == []
    # The drawing library writes styles of its own, which the policy turns away: nothing else may try.
    broken = page.evaluate(
        "window.violations.filter(([what, where]) => !(/^style-src/.test(what) && where === 'inline'))"
    )
    assert broken == []


def test_it_lands_on_the_chain_of_yinwang_with_its_question_and_answer(record_looking: Looking) -> None:
    page = record_looking.open(fresh=True)
    record = himagraph.open()
    assert page.inner_text("h1") == "Who is behind Huawei's cars"
    said = page.inner_text(".said")
    assert said.startswith(record.who_owns("Yinwang").sentence())
    assert said.endswith("no source shows Huawei owning a share of any car maker.")
    assert said.count(". ") == 1
    assert record.who_owns("Yinwang").last_seen in page.inner_text(".chip")
    assert f"{len(record.ledger.every_source)} sources" in page.inner_text(".chip")
    assert page.locator(".starter").count() == 3
    boxes = page.eval_on_selector_all(".board .box[data-id]", "all => all.map(one => one.dataset.id)")
    assert len(boxes) <= LANDING
    assert {"yinwang", "huawei", "avatr", "seres-automobile", "changan", "seres-group"} <= set(boxes)


def test_the_second_sentence_follows_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = himagraph.open().ledger
    real, changan = owners.holdings, ledger.every_entity["changan"]

    def held(own: Ledger, slug: str, question: Question) -> owners.Held:
        """The record, in which what Huawei holds are shares of a car maker."""
        answer = real(own, slug, question)
        return replace(answer, holdings=tuple(replace(row, entity=changan) for row in answer.holdings[:1]))

    monkeypatch.setattr(owners, "holdings", held)
    said = lead.part(ledger, ledger.question(), None, "ownership")["lead"]
    assert said["en"].endswith("Huawei holds shares of Changan.")
    assert said["zh"].endswith("华为持有长安汽车的股份。")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_lies_outside_and_every_text_can_be_read(
    browsing: Browsing, record_page: Path, size: tuple[int, int]
) -> None:
    looking = browsing.look(record_page, size)
    for state in ("", "lang=both", "view=cooperation", "view=deliveries&lang=zh", "view=sources"):
        assert looking.open(state).evaluate("LOOK.unreadable()") == [], state


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_no_character_is_clipped_in_any_language(browsing: Browsing, record_page: Path, lang: str) -> None:
    for size in SIZES:
        looking = browsing.look(record_page, size)
        for view in VIEWS:
            page = looking.open(f"lang={lang}&view={view}")
            assert page.evaluate("LOOK.clipped()") == [], (view, size)


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
def test_no_label_of_the_chain_lies_over_a_box_or_another_label(
    browsing: Browsing, record_page: Path, size: tuple[int, int]
) -> None:
    looking = browsing.look(record_page, size)
    for state in ("", "lang=both", "lang=zh&theme=dark", "at=changan", "entity=avatr", "entity=seres-group&ended=1"):
        assert looking.open(state).evaluate("LOOK.overlaps()") == [], state


def test_it_says_that_it_opens_until_it_has(founding_page: Path) -> None:
    html = founding_page.read_text(encoding="utf-8")
    loading = html.partition('class="loading" role="status"')[2].partition("</p>")[0]
    assert 'lang="en"' in loading
    assert 'lang="zh-Hans"' in loading
    assert "<noscript>" in html
