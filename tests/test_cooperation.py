"""Who leads which task: cells by brand, those that contradict each other, and words without a model."""

from __future__ import annotations

import pytest

from brand_world import graph
from conftest import Hima
from himagraph.answers.cooperation import Cell, Cooperation
from himagraph.errors import UnknownName
from himagraph.library import KnowledgeGraph
from himagraph_cli.terminal import cooperation as text
from himagraph_cli.terminal.layout import width


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("cooperation"))


def cell(answer: Cooperation, brand: str | None, task: str | None, leads: str | None) -> Cell:
    (found,) = (
        one
        for one in answer.cells
        if (one.brand.id if one.brand else None, one.task, one.leads) == (brand, task, leads)
    )
    return found


def test_who_does_what_in_the_yijing_partnership(kg: KnowledgeGraph) -> None:
    found = kg.cooperation(brand="Yijing", only=["ichongqing-2025-12-10"])
    led: dict[str, set[str]] = {}
    for one in found.cells:
        if one.task and one.brand:
            led.setdefault(one.leads or "", set()).add(one.task)
    assert led == {
        "partner": {"investment", "platform", "staffing", "delivery", "after-sales", "user-operations"},
        "huawei": {"technology-stack", "standards-and-process"},
        "hybrid": {"sales-channel"},
        "unknown": {"user-touchpoints"},
    }
    assert {one.id for cell_ in found.cells for one in cell_.partners} == {"dongfeng"}
    assert found.sentence() == (
        "Yijing is made under the Jing series model with Dongfeng. Huawei leads technology stack and standards and "
        "process; Dongfeng leads vehicle platform, staffing, investment, handover of vehicles, after-sales service and "
        "user operations; sales channel is led in a mixed form."
    )
    assert found.sentence("zh").startswith("奕境的合作模式为境系列模式，合作方为东风。华为主导技术栈和标准与流程；")


def test_a_brand_brings_what_is_said_of_its_model_in_general(kg: KnowledgeGraph) -> None:
    found = kg.cooperation(brand="yijing")
    assert {one.model for one in found.cells} == {"jing"}
    assert cell(found, None, None, "joint").standing.claims[0].id == "jing-led-jointly"


def test_claims_that_say_the_same_are_one_cell_with_all_their_sources(kg: KnowledgeGraph) -> None:
    found = cell(kg.cooperation(model="hima"), None, "design", "unknown")
    assert {source.id for source in found.standing.sources} == {
        "ichongqing-2025-06-05",
        "ichongqing-2025-12-10",
        "five-car-parade",
    }
    assert [one.id for one in found.takes_part] == ["huawei"]


def test_taking_part_does_not_become_leading(kg: KnowledgeGraph) -> None:
    cells = kg.cooperation(model="hima", only=["five-car-parade"]).cells
    assert {one.leads for one in cells if one.task == "design"} == {"unknown"}


def test_a_contested_cell_shows_both_with_their_sources(world: KnowledgeGraph) -> None:
    found = world.cooperation(brand="Sorrel")
    one, other = cell(found, "sorrel", "design", "huawei"), cell(found, "sorrel", "design", "joint")
    assert [claim.path for claim in one.against] == ["blog/design"]
    assert [claim.path for claim in other.against] == ["paper/design"]
    assert found.sentence().endswith("contested: design.")
    assert not cell(found, "sorrel", "manufacturing", "partner").against
    data = [row for row in found.as_json()["cooperation"] if row["contested"]]
    assert [(row["leads"], row["against"]) for row in data] == [
        ("huawei", ["https://w3id.org/himagraph/claim/blog/design"]),
        ("joint", ["https://w3id.org/himagraph/claim/paper/design"]),
    ]


def test_a_brand_may_stand_against_its_model_in_general_but_not_the_other_way(
    world: KnowledgeGraph, kg: KnowledgeGraph
) -> None:
    found = world.cooperation()
    assert [claim.path for claim in cell(found, "teasel", "manufacturing", "joint").against] == ["paper/general"]
    assert cell(found, None, "manufacturing", "partner").against == ()
    stelato = cell(kg.cooperation(), "stelato", "manufacturing", "joint")
    assert [claim.path for claim in stelato.against] == ["five-car-parade/hima-tasks"]


def test_an_unknown_lead_contradicts_nobody(kg: KnowledgeGraph) -> None:
    assert all(not one.against for one in kg.cooperation().cells if one.leads == "unknown")


def test_partners_and_brands_that_are_only_listed_stay_together(world: KnowledgeGraph) -> None:
    (found,) = (one for one in world.cooperation().cells if len(one.brands) > 1)
    assert found.brand is None
    assert [one.id for one in found.brands] == ["sorrel", "teasel"]
    assert [one.id for one in found.partners] == ["alder", "birch"]
    assert [one.entity.id for one in world.brands("sorrel").brands[0].makers] == ["alder"]


def test_since_is_only_what_a_source_states(world: KnowledgeGraph) -> None:
    found = world.cooperation(brand="sorrel")
    assert str(cell(found, "sorrel", "design", "huawei").standing.since) == "2023-11"
    assert cell(found, "sorrel", "design", "joint").standing.since is None


def test_what_starts_later_is_not_there_yet(world: KnowledgeGraph) -> None:
    assert world.cooperation(brand="sorrel", as_of="2023-10").cells == ()
    assert world.cooperation(brand="sorrel", as_of="2023-10").is_empty


def test_partners_without_a_model_are_told_in_words(kg: KnowledgeGraph) -> None:
    found = kg.cooperation(only=["ichongqing-2025-06-05"])
    partners = {one.object[0].id for one in found.statements if one.predicate.startswith("works together")}
    assert partners == {"bmw", "byd", "changan", "dongfeng", "xpeng"}
    assert kg.cooperation(model="hima").statements == ()


@pytest.mark.parametrize("name", ["smart-selection", "Smart Selection", "smart selection (zhixuan)"])
def test_a_model_is_found_by_id_or_name(kg: KnowledgeGraph, name: str) -> None:
    assert kg.cooperation(model=name).model == "smart-selection"


def test_an_unknown_model_brings_what_is_near(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="Did you mean smart-selection"):
        kg.cooperation(model="smart selecton")
    with pytest.raises(UnknownName, match="The models are component-supply"):
        kg.cooperation(model="zzzz")


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_the_matrix_fits_a_hundred_columns(kg: KnowledgeGraph, lang: str) -> None:
    lines = text.cooperation(kg.cooperation(), lang)
    assert max(width(line) for line in lines if not line.startswith("[")) <= 100


def test_the_terminal_marks_what_is_contested(world: KnowledgeGraph) -> None:
    lines = "\n".join(text.cooperation(world.cooperation(brand="sorrel"), "en"))
    assert "(contested)" in lines
    assert "(contested, weak)" in lines
    assert "HIMA in general" in lines


def test_the_command_answers_and_refuses_as_written(hima: Hima) -> None:
    assert hima("cooperation", "--brand", "Yijing").code == 0
    assert hima("cooperation", "--model", "hi").code == 1
    near = hima("cooperation", "--brand", "Yijng")
    assert (near.code, "yijing" in near.err) == (1, True)
    assert hima("cooperation", "--model", "smart selecton").code == 1
