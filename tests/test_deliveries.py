"""Deliveries: months with their gaps, bounds as printed, the alliance beside, totals never added up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from brand_world import graph
from conftest import Hima
from himagraph.answers import numbers
from himagraph.answers.deliveries import Deliveries, Row
from himagraph.answers.months import Window, is_month, written
from himagraph.answers.wording_deliveries import period
from himagraph.errors import UsageError
from himagraph.library import KnowledgeGraph
from himagraph.records import Quantity, When
from himagraph_cli.terminal import deliveries as text
from himagraph_cli.terminal.layout import width


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("deliveries"))


def month(answer: Deliveries, name: str) -> list[Row]:
    return [row for row in answer.rows if str(row.period) == name]


def only(answer: Deliveries, name: str) -> Row:
    (found,) = month(answer, name)
    return found


def number(value: str, bound: str | None = None) -> tuple[Quantity, str | None]:
    return Quantity.of(value), bound


def test_a_month_of_the_alliance(kg: KnowledgeGraph) -> None:
    may = only(kg.deliveries("HIMA"), "2025-05")
    assert may.figure
    assert may.figure.text() == "44,454"
    assert may.figure.bases == ("deliveries", "sales")
    assert {source.id for source in may.figure.sources} == {"ichongqing-2025-06-05", "caixin-global-2025-06"}
    assert only(kg.deliveries("HIMA", only=["004"]), "2025-11").figure


def test_the_share_of_the_alliance_is_computed_here_and_marked_so(kg: KnowledgeGraph) -> None:
    may = only(kg.deliveries("AITO", only=["ichongqing-2025-06-05"]), "2025-05").as_json()
    assert may["alliance"]["value"]["text"] == "44,454"
    assert may["share"]["computed"] is True
    assert may["share"]["text"] == "82.39%"
    assert may["share"]["exact"] == ["1831250/22227", "1831250/22227"]


def test_a_car_stands_beside_the_alliance_of_its_brand(kg: KnowledgeGraph) -> None:
    m9 = only(kg.deliveries("Aito M9", only=["ichongqing-2025-06-05"]), "2025-05")
    assert m9.beside
    assert m9.beside.portion
    assert m9.beside.portion.text() == "34.82%"
    assert m9.figure
    assert [one.id for one in m9.figure.speakers] == ["seres-group"]


def test_printed_ratios_and_rankings_stand_apart(kg: KnowledgeGraph) -> None:
    found = kg.deliveries("AITO", only=["ichongqing-2025-06-05"])
    assert [one.text() for one in found.ratios] == ["82.4%", "over 80%"]
    assert all(one["whole"][0]["id"] == "hima" for one in found.as_json()["printed_ratios"])
    (won,) = kg.deliveries("HIMA", "2025-05", "2025-05", only=["caixin-global-2025-06"]).rankings
    assert ([one.id for one in won.subject], [one.id for one in won.field], won.place) == (["hima"], ["xiaomi"], None)


def test_totals_are_as_printed_and_no_sums(kg: KnowledgeGraph) -> None:
    totals = {str(row.period): row.figure.text() for row in kg.deliveries("AITO").totals if row.figure}
    assert totals == {"2022": "over 70,000", "../2026-11-21": "over 800,000"}
    assert {str(row.period) for row in kg.deliveries("HIMA").totals} == {"2025-01/2025-11", "../2026-11-21"}


def test_gaps_are_rows_and_are_counted(kg: KnowledgeGraph, world: KnowledgeGraph) -> None:
    found = kg.deliveries("HIMA")
    assert found.coverage() == "3 of 8 months have a HIMA figure."
    assert found.coverage("zh") == "8个月中有3个月有鸿蒙智行的数字。"
    gap = only(found, "2025-07").as_json()
    assert gap["value"] == {"min": None, "max": None, "text": "no figure"}
    assert gap["claims"] == []
    assert world.deliveries("Sorrel", "2025-01", "2026-01").coverage() == "5 of 13 months have a Sorrel figure."
    assert kg.deliveries("AITO", "2025-04", "2025-07").coverage() == "1 of 4 months has an AITO figure."


def test_the_sentence_tells_the_newest_month_and_whether_the_share_moves(world: KnowledgeGraph) -> None:
    found = world.deliveries("Sorrel", "2025-01", "2026-01")
    assert found.sentence() == (
        "Sorrel: 57,778 deliveries in December 2025, 64.48% of HIMA (82.39% in May 2025). "
        "5 of 13 months have a Sorrel figure."
    )
    assert found.sentence("zh") == (
        "酢浆：2025年12月交付57,778辆，占鸿蒙智行的64.48%（2025年5月为82.39%）。13个月中有5个月有酢浆的数字。"
    )


def test_a_bound_stands_beside_the_exact_figure_it_leaves_room_for(world: KnowledgeGraph) -> None:
    row = only(world.deliveries("Sorrel"), "2025-12")
    assert row.figure
    assert (row.figure.text(), row.figure.weak, row.figure.contradicting) == ("57,778", True, ())
    assert [claim.path for claim in row.figure.coarser] == ["paper/s-2025-12"]


def test_figures_that_contradict_stand_side_by_side(world: KnowledgeGraph) -> None:
    rows = month(world.deliveries("HIMA"), "2025-02")
    assert [row.figure.text() for row in rows if row.figure] == ["21,517", "over 22,000"]
    assert all(row.as_json()["conflict"] for row in rows)
    beside = only(world.deliveries("Sorrel"), "2025-02").beside
    assert beside
    assert beside.figure.contradicting


def test_another_basis_is_another_measure(world: KnowledgeGraph) -> None:
    row = only(world.deliveries("Sorrel"), "2025-11")
    assert row.beside
    assert row.beside.figure.text() == "50,000"
    assert row.beside.portion is None
    half = [row for row in world.deliveries("Sorrel").totals if str(row.period) == "2025-H1"]
    assert [row.figure.contradicting for row in half if row.figure] == [(), ()]


def test_a_segment_is_no_figure_of_the_whole(world: KnowledgeGraph) -> None:
    rows = month(world.deliveries("Sorrel"), "2025-05")
    assert [(row.figure.text(), row.figure.segment) for row in rows if row.figure] == [
        ("36,625", None),
        ("3,000", "exports"),
    ]
    assert rows[1].beside is None


def test_a_figure_of_two_brands_together_is_neither_of_them(world: KnowledgeGraph) -> None:
    assert world.deliveries("Teasel").is_empty
    subjects = {
        row["subject"]["label"]["en"]: row["subject"]["id"] for row in world.deliveries().as_json()["deliveries"]
    }
    assert subjects["Sorrel, Teasel"] is None
    assert subjects["all of China"] is None
    assert subjects["Sorrel"] == "sorrel"


def test_a_printed_share_is_shown_where_none_can_be_computed(world: KnowledgeGraph) -> None:
    lines = text.deliveries(world.deliveries("Sorrel"), "en")
    (october,) = (line for line in lines if line.startswith(" 2025-10"))
    assert "68,216" in october
    assert "over 80% (printed)" in october
    assert " Printed totals (not sums of the rows)".strip() in lines


def test_a_period_that_is_not_over_at_the_date_is_left_out(kg: KnowledgeGraph) -> None:
    found = kg.deliveries("HIMA", as_of="2025-05")
    assert [str(row.period) for row in found.rows] == ["2025-04", "2025-05"]
    assert found.totals == ()
    assert kg.deliveries("HIMA", as_of="2025-05-30").sentence().startswith("HIMA: 27,555 ")


def test_the_window_bounds_months_totals_and_ratios(kg: KnowledgeGraph, world: KnowledgeGraph) -> None:
    assert [str(row.period) for row in kg.deliveries("HIMA", "2025-03", "2025-05").rows] == [
        "2025-03", "2025-04", "2025-05",
    ]  # fmt: skip
    assert str(kg.deliveries("HIMA", "2025-03").rows[0].period) == "2025-03"
    assert world.deliveries("Sorrel", "2024-01", "2024-12").ratios == ()


@pytest.mark.parametrize(("start", "end"), [("2025-05", "2025-04"), ("May", None), (None, "2025-13")])
def test_a_window_that_cannot_be_meant_is_refused(kg: KnowledgeGraph, start: str | None, end: str | None) -> None:
    with pytest.raises(UsageError):
        kg.deliveries("HIMA", start, end)


def test_a_month_is_one_however_it_is_written() -> None:
    assert is_month(When.parse("2025-02-01/2025-02-28"))
    assert written(When.parse("2024-02-01/2024-02-29")) == "2024-02"
    assert not is_month(When.parse("2025-02-01/2025-02-27"))
    assert not is_month(When.parse("../2025-02-28"))
    assert [str(one) for one in Window.of("2024-11", "2025-Q1").months(())] == [
        "2024-11", "2024-12", "2025-01", "2025-02", "2025-03",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written_", "en", "zh"),
    [
        ("2025-05", "May 2025", "2025年5月"),
        ("2025", "2025", "2025年"),
        ("2025-Q3", "Q3 2025", "2025年第三季度"),
        ("2025-23", "autumn 2025", "2025年秋季"),
        ("../2025-12-10", "up to 2025-12-10", "截至2025-12-10"),
        ("2025-01/2025-11", "January 2025 to November 2025", "2025年1月至2025年11月"),
    ],
)
def test_a_period_in_words(written_: str, en: str, zh: str) -> None:
    assert (period(When.parse(written_), "en"), period(When.parse(written_), "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("value", "bound", "en", "zh"),
    [
        ("44454", None, "44,454", "44,454"),
        ("28000", "more-than", "over 28,000", "超过28,000"),
        ("40000", "about", "about 40,000", "约40,000"),
        ("0.5", "at-most", "at most 0.5", "至多0.5"),
    ],
)
def test_a_number_keeps_its_bound_in_words(value: str, bound: str | None, en: str, zh: str) -> None:
    quantity = Quantity.of(value)
    assert (numbers.text(quantity, bound), numbers.text(quantity, bound, "zh")) == (en, zh)


def test_a_bound_leaves_a_side_open_in_json() -> None:
    assert numbers.as_json(*number("28000", "more-than")) == {"min": "28000", "max": None, "text": "over 28,000"}
    assert numbers.as_json(None, None)["text"] == "no figure"
    assert numbers.as_json(Quantity(Decimal(1), Decimal(3)), None)["text"] == "1 to 3"
    assert numbers.as_json(Quantity(None, None), "not-published")["text"] == "not published"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (number("57778"), number("57000", "more-than"), True),
        (number("57000"), number("57000", "more-than"), False),
        (number("57000"), number("57000", "at-least"), True),
        (number("44579"), number("44600", "about"), True),
        (number("44500"), number("44600", "about"), False),
        (number("30000", "less-than"), number("30000"), False),
        (number("30000", "about"), number("34000", "about"), True),
        (number("21517"), number("22000", "more-than"), False),
    ],
)
def test_figures_agree_when_they_can_be_one_number(
    one: tuple[Quantity, str | None], other: tuple[Quantity, str | None], *, same: bool
) -> None:
    assert numbers.agree(one, other) is same
    assert numbers.agree(other, one) is same


def test_a_share_of_bounds_is_a_bound_and_never_tightened() -> None:
    over = numbers.portion(number("2000", "more-than"), number("44454"))
    assert over
    assert over.text() == "over 4.49%"
    assert over.share.min == Fraction(200000, 44454)
    about = numbers.portion(number("40000", "about"), number("44600", "about"))
    assert about
    assert about.text("zh") == "约90%"
    assert about.share.max == 100
    assert numbers.portion(number("800000", "more-than"), number("1000000", "more-than")) is None
    assert numbers.portion(number("10"), number("5")) is None
    within = numbers.portion((Quantity(Decimal(1), Decimal(2)), None), number("3"))
    assert within
    assert within.text() == "33.33% to 66.67%"


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_the_tables_fit_a_hundred_columns(kg: KnowledgeGraph, world: KnowledgeGraph, lang: str) -> None:
    lines = [*text.deliveries(kg.deliveries(), lang), *text.deliveries(world.deliveries("Sorrel"), lang)]
    assert max(width(line) for line in lines if not line.startswith("[")) <= 100


def test_the_command_takes_a_window_and_exits_as_written(hima: Hima) -> None:
    ran = hima("deliveries", "AITO", "--from", "2025-04", "--to", "2025-06", "--lang", "zh")
    assert ran.code == 0
    assert ran.out.startswith("问界：2025年5月交付36,625辆，占鸿蒙智行的82.39%。")
    assert hima("deliveries", "AITO", "--from", "2025-05", "--to", "2025-04").code == 2
    assert hima("deliveries", "Yijing").code == 1
    rows = hima("deliveries", "AITO", "--format", "csv").out.splitlines()
    assert rows[0].startswith("subject.id,")
    assert len(rows) == 2
