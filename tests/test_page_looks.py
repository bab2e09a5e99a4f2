"""How the page looks in the browser: contrast, greyscale, motion, languages, and the kinds that stay apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from browser import Browsing, Looking
from himagraph.library import KnowledgeGraph


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_and_relations_stay_apart_without_colour(founding_looking: Looking, theme: str) -> None:
    drawn = founding_looking.open(f"theme={theme}").evaluate("LOOK.greys()")
    assert len(drawn["kinds"]) == len(drawn["lines"]) == 11
    for signs in drawn.values():
        for (one, a), (other, b) in combinations(signs.items(), 2):
            differing = sum(abs(x - y) > 40 for x, y in zip(a, b, strict=True))
            assert differing > 0.03 * len(a), (one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_reader_and_can_be_chosen(browsing: Browsing, founding_page: Path, scheme: str) -> None:
    page = browsing.look(founding_page, color_scheme=scheme).open("", fresh=True)
    assert page.get_attribute("html", "data-theme") == scheme
    page.click("[data-tool=theme]")
    assert page.get_attribute("html", "data-theme") == {"light": "dark", "dark": "light"}[scheme]


def test_nothing_moves_for_those_who_ask_for_less_motion(browsing: Browsing, founding_page: Path) -> None:
    assert browsing.look(founding_page).open("at=huawei").evaluate("LOOK.moving()") > 0
    still = browsing.look(founding_page, reduced_motion="reduce")
    for state in ("at=huawei", "view=map&at=huawei", "view=cooperation"):
        assert still.open(state).evaluate("LOOK.moving()") == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_no_contrast_too_low(record_looking: Looking, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for state in ("lang=both", "view=map", "view=cooperation", "view=deliveries&at=aito", "view=sources&lang=zh"):
        page = record_looking.open(f"theme={theme}&{state}")
        page.wait_for_timeout(250)
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert [(state, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in serious] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_in_the_picture_have_contrast(record_looking: Looking, theme: str) -> None:
    for state in ("", "at=huawei", "view=deliveries", "entity=seres-group&ended=1"):
        assert record_looking.open(f"theme={theme}&{state}").evaluate("LOOK.faint()") == [], state


def test_what_is_chinese_is_marked_as_chinese(founding_looking: Looking, kg: KnowledgeGraph) -> None:
    assert founding_looking.open("lang=zh").evaluate("LOOK.unmarked()") == []
    assert founding_looking.open("lang=en").evaluate("LOOK.unmarked()") == []
    page = founding_looking.open("lang=both")
    assert page.inner_text(".said [lang=en]").startswith(kg.who_owns("yinwang").sentence("en"))
    assert page.inner_text(".said [lang=zh-Hans]").startswith(kg.who_owns("yinwang").sentence("zh"))
    assert page.locator(".board .box text[lang=zh-Hans]").count() >= 4
