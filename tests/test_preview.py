"""In a notebook an answer shows itself at a glance, and the library tells what it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

import himagraph
from himagraph import build
from himagraph.errors import UnknownName
from himagraph.library import KnowledgeGraph

Ask = Callable[[KnowledgeGraph], Any]

ASKED: dict[str, Ask] = {
    "who-owns": lambda kg: kg.who_owns("Yinwang"),
    "a brand": lambda kg: kg.who_owns("AITO"),
    "holdings": lambda kg: kg.holdings("Huawei"),
    "show": lambda kg: kg.show("Yinwang"),
    "find": lambda kg: kg.find("引望"),
    "why": lambda kg: kg.why("yinwang/huawei"),
    "control": lambda kg: kg.control("Yinwang"),
    "brands": lambda kg: kg.brands("HIMA"),
    "cars": lambda kg: kg.cars("AITO"),
    "cooperation": lambda kg: kg.cooperation(),
    "deliveries": lambda kg: kg.deliveries("HIMA"),
    "people": lambda kg: kg.people(),
    "technologies": lambda kg: kg.technologies(),
    "path": lambda kg: kg.path("Changan", "Yinwang"),
    "cite": lambda kg: kg.cite("yinwang/huawei"),
    "conflicts": lambda kg: kg.conflicts(),
    "timeline": lambda kg: kg.timeline("Yinwang"),
    "diff": lambda kg: kg.diff("2024-12-31", "2025-12-31"),
    "info": lambda kg: kg.info(),
    "analyse": lambda kg: kg.analyse("concentration"),
}


class Printer:
    """What IPython hands to `_repr_pretty_`."""

    def __init__(self) -> None:
        self.said = ""

    def text(self, words: str) -> None:
        self.said += words


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_an_answer_shows_its_sentence_and_no_more_than_a_screen(ask: Ask, kg: KnowledgeGraph) -> None:
    answer, printer = ask(kg), Printer()
    answer._repr_pretty_(printer, False)
    shown = answer._repr_html_()
    sentence = answer.as_json().get("sentence") or ""
    assert printer.said.startswith(sentence)
    assert printer.said.strip()
    assert "claim/" not in shown, "claims are for `why`"
    assert shown.count("<tr>") <= 11
    assert len(printer.said) < len(sentence) + 6_000


def test_the_rows_of_an_answer_show_names_and_shares(kg: KnowledgeGraph) -> None:
    shown = kg.who_owns("Yinwang")._repr_html_()  # type: ignore[union-attr]
    assert "<strong>Avatr and Seres hold 10% each of Yinwang" in shown
    assert "阿维塔" in shown
    assert ">10%<" in shown


def test_markup_in_a_label_shows_as_text(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = kg.find("Yinwang")
    said = {"candidates": [{"entity": {"label": {"en": "<script>alert(1)</script>", "zh": None}}, "<b>": "&"}]}
    monkeypatch.setattr(type(answer), "as_json", lambda self: said)
    shown = answer._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;b&gt;" in shown


def test_what_there_is_shows_on_completion() -> None:
    assert dir(himagraph) == sorted(himagraph.__all__)
    assert {"open", "KnowledgeGraph"} <= set(dir(himagraph))
    assert dir(build) == ["Checked", "build", "check"]
    assert all(hasattr(build, name) for name in dir(build))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        build.nothing  # noqa: B018


def test_the_graph_tells_which_record_it_is(kg: KnowledgeGraph) -> None:
    assert kg.store.location in repr(kg)
    assert str(kg.ledger.about.known_up_to) in repr(kg)


@pytest.mark.parametrize("day", [date(2025, 6, 30), datetime(2025, 6, 30, 12, tzinfo=UTC)], ids=["date", "datetime"])
def test_a_day_may_be_a_date(kg: KnowledgeGraph, day: date) -> None:
    assert kg.question(as_of=day, known_at=day) == kg.question(as_of="2025-06-30", known_at="2025-06-30")


def test_one_source_needs_no_list(kg: KnowledgeGraph) -> None:
    name = "ichongqing-2025-12-10"
    assert kg.question(only=name) == kg.question(only=[name])
    assert kg.question(without=name) == kg.question(without=[name])


def test_an_unknown_name_tells_what_is_near(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean one of these\? .*yinwang"):
        kg.who_owns("Yinwan")
