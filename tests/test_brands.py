"""Brands and cars: whose, made by whom, since when; who stands in the place of a brand's owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from brand_world import graph
from conftest import Hima
from himagraph.answers import brand_owners as answered
from himagraph.answers.brand_owners import BrandOwners
from himagraph.library import KnowledgeGraph
from himagraph_cli.terminal import brand_owners, brands, cars, technologies
from himagraph_cli.terminal.layout import width

FIVE = ["aito", "luxeed", "maextro", "shangjie", "stelato"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("brands"))


def owners_of(kg: KnowledgeGraph, name: str, **options: object) -> BrandOwners:
    found = kg.who_owns(name, **options)
    assert isinstance(found, BrandOwners)
    return found


def ids(rows: object) -> list[str]:
    return [row.entity.id for row in rows]  # type: ignore[attr-defined]


def test_the_alliance_has_its_five_brands_and_no_other(kg: KnowledgeGraph) -> None:
    found = kg.brands("HIMA", only=["chinesecars-blog-2025-12"])
    assert ids(found.brands) == FIVE
    assert [row.cars for row in found.brands] == [4, 2, 1, 1, 2]
    assert kg.brands("HIMA").sentence() == "HIMA has 5 brands: AITO, Luxeed, Maextro, Shangjie and Stelato."
    assert kg.brands("HIMA").sentence("zh") == "鸿蒙智行有5个品牌：问界、智界、尊界、尚界和享界。"


def test_the_carmaker_behind_a_brand_says_how_it_is_known(kg: KnowledgeGraph) -> None:
    (stelato,) = kg.brands("Stelato", only=["five-car-parade", "caixin-global-2025-06"]).brands
    assert {one.entity.id: one.ways for one in stelato.makers} == {
        "baic-group": ("maker-of-brand", "cooperation"),
        "bluepark": ("cooperation",),
    }
    (yijing,) = kg.brands("Yijing", only=["ichongqing-2025-12-10"]).brands
    assert [one.entity.id for one in yijing.makers] == ["dongfeng"]
    assert yijing.series
    assert yijing.series.entity.id == "jing"


def test_a_brand_that_had_no_name_yet_is_shown_as_printed(kg: KnowledgeGraph) -> None:
    found = kg.brands("HIMA", as_of="2025-06-05", only=["ichongqing-2025-06-05"])
    assert ids(found.brands) == FIVE
    assert [row.entity.id for row in found.brands if not row.by_name] == ["shangjie"]
    assert "5 brands, 4 of them printed by name" in found.sentence()
    assert '"an unnamed brand"' in found.sentence()


def test_a_brand_first_seen_after_the_date_is_not_shown_as_held_at_it(kg: KnowledgeGraph) -> None:
    found = kg.brands("HIMA", as_of="2025-06-01", known_at="2025-06-05")
    assert found.brands == ()
    assert ids(found.seen_later) == FIVE
    assert found.sentence().startswith("No source sees a brand of HIMA on 2025-06-01; 5 first seen later (4 by name)")
    assert found.as_json()["reason"] == "no-brand-found"
    assert not found.is_empty


def test_a_date_of_low_precision_leaves_a_brand_possible(kg: KnowledgeGraph) -> None:
    found = kg.brands("HIMA", as_of="2025-06-10", only=["caixin-global-2025-06"])
    assert found.brands == ()
    assert "luxeed" in ids(found.possible)


def test_a_stated_start_and_end_bound_an_affiliation(world: KnowledgeGraph) -> None:
    assert ids(world.brands("HIMA", as_of="2023-11-08").brands) == []
    assert ids(world.brands("HIMA", as_of="2024-12-31").brands) == ["sorrel", "yarrow"]
    assert ids(world.brands("HIMA", as_of="2025-06-15").possible) == ["yarrow"]
    assert ids(world.brands("HIMA", as_of="2025-09-01").brands) == ["sorrel", "teasel"]
    assert ids(world.brands("jing", as_of="2025-09-18").brands) == []
    assert ids(world.brands("jing").brands) == ["yarrow"]


def test_a_brand_that_only_a_text_names_is_listed_apart(world: KnowledgeGraph) -> None:
    found = world.brands("HIMA")
    assert [name for name, _ in found.unregistered] == ["a sixth brand"]
    assert found.as_json()["unregistered"][0]["claims"] == ["https://w3id.org/himagraph/claim/paper/unknown-hima"]


def test_the_brands_of_a_company_are_those_it_makes_or_works_on(world: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    assert ids(world.brands("Alder").brands) == ["sorrel"]
    assert ids(world.brands("Birch").brands) == ["teasel"]
    assert ids(kg.brands("Huawei").brands) == [*FIVE, "yijing", "qijing"]
    assert ids(kg.brands("Changan").brands) == ["avatr-brand", "deepal-brand"]
    assert kg.brands("Xpeng").is_empty


def test_the_printed_count_of_brands_stands_beside_the_list(kg: KnowledgeGraph) -> None:
    assert [(count.value, count.dated) for count in kg.brands("Huawei").counts] == [("7", "2025-12-10")]


def test_the_cars_of_a_brand(kg: KnowledgeGraph) -> None:
    only = ["chinesecars-blog-2025-12"]
    assert ids(kg.cars("AITO", only=only).cars) == ["aito-m5", "aito-m7", "aito-m8", "aito-m9"]
    (m8,) = kg.cars("aito-m8", only=["caixin-global-2025-06"]).cars
    assert [one.value for one in m8.launched] == ["2025-04"]
    assert kg.cars("Aito M8").sentence() == "AITO M8 is a car of AITO, launched 2025-04."
    assert [car.entity.id for car in kg.cars("Xiaomi").cars] == ["xiaomi-su7"]


def test_a_price_keeps_its_bound_stage_and_conversion(kg: KnowledgeGraph, world: KnowledgeGraph) -> None:
    ((shangjie,), (yijing,)) = (one.prices for one in kg.cars().brand_prices)
    assert (shangjie.text(), shangjie.stage) == ("about USD 20,700", "expected")
    assert yijing.as_json()["converted"]["text"] == "about 28,296 to 42,444"
    assert yijing.text() == "CNY 200,000 to 300,000"
    assert yijing.text("zh") == "CNY 200,000至300,000"
    (one,) = world.cars("Sorrel").cars
    assert one.as_json()["price"][0]["min"] == "469800"


def test_the_maker_of_a_car_is_that_of_its_brand_where_no_source_names_another(world: KnowledgeGraph) -> None:
    (one,) = world.cars("Sorrel One").cars
    assert [maker.entity.id for maker in one.makers] == ["alder"]


def test_technologies_by_version_with_users_and_who_provides_them(world: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    rows = {row.version: [one.entity.id for one in row.used_by] for row in world.technologies().technologies}
    assert rows == {"3": [], "4": ["sorrel"]}
    at = {
        row.version: [one.entity.id for one in row.used_by] for row in world.technologies(as_of="2024-06").technologies
    }
    assert at == {"3": ["sorrel-one"]}
    provided = kg.technologies("Yinwang", only=["ichongqing-2025-12-10"])
    assert ids(provided.technologies) == ["huawei-smart-cockpit", "huawei-smart-driving"]
    assert {one.predicate for row in provided.technologies for one in row.providers} == {
        "is the technological core for"
    }


def test_a_brand_has_rights_makers_and_companies_behind_it(world: KnowledgeGraph) -> None:
    found = owners_of(world, "Sorrel")
    assert found.sentence() == (
        "Sorrel is a brand, so nobody holds shares in it. Huawei agreed on 2024-07-02 to sell the Sorrel trademarks "
        "and patents to Alder Cars; Alder makes the cars. No source gives Huawei a share in Alder or Alder Cars."
    )
    data = found.as_json()
    assert (data["reason"], data["owners"], data["members"]) == ("brand", [], [])
    first, second = data["brand_rights"]
    assert (first["entity"]["id"], first["event"], first["transfer_found"]) == ("alder-cars", "sold", False)
    assert (second["entity"]["id"], second["weak"]) == ("alder-top", True)
    assert [one["entity"]["id"] for one in data["made_by"]] == ["alder"]
    assert data["alliance"]["entity"]["id"] == "hima"
    (behind,) = data["company_behind"]
    assert behind["entity"]["id"] == "alder-cars"
    assert [(row["entity"]["id"], row["share"]["text"]) for row in behind["chain"]] == [
        ("alder", "93.63%"),
        ("alder-top", "22.99%"),
    ]
    (back,) = data["shared_with_huawei"]
    assert (back["issuer"]["id"], back["entity"]["id"], back["share"]["text"]) == ("core", "alder-cars", "10%")


def test_a_right_told_for_a_later_date_is_not_yet_there(world: KnowledgeGraph) -> None:
    found = owners_of(world, "Sorrel", as_of="2024-06-30")
    assert found.brand_rights == ()
    assert "No source found for who holds the rights to it" in found.sentence()


def test_an_alliance_has_members_and_no_owner(world: KnowledgeGraph) -> None:
    found = owners_of(world, "HIMA")
    assert found.sentence() == "HIMA is an alliance, not a company: nobody owns it. Huawei has 3% of Birch."
    data = found.as_json()
    assert (data["reason"], data["owners"]) == ("alliance", [])
    assert {one["entity"]["id"]: one["huawei_equity"] for one in data["members"]} == {
        "sorrel": "none found",
        "teasel": "3%",
    }
    (cedar,) = data["member_companies"]
    assert cedar["entity"]["id"] == "cedar"
    assert [cell["leads"] for cell in data["led_by"]] == ["huawei"]
    assert [one["text"] for one in data["called"]] == ["joint venture of five"]


def test_what_a_source_denies_of_huawei_is_kept_beside(world: KnowledgeGraph) -> None:
    (equity,) = (one for one in owners_of(world, "HIMA").equities if one.company.id == "cedar")
    assert equity.text() == "none found"
    assert [claim.id for claim in equity.denied] == ["huawei-cedar"]


def test_the_founding_record_gives_huawei_no_share_in_a_maker(kg: KnowledgeGraph) -> None:
    found = owners_of(kg, "HIMA")
    assert {one["huawei_equity"] for one in found.as_json()["members"]} == {"none found"}
    assert found.sentence("zh") == "鸿蒙智行是联盟，不是公司：没有所有者。未见其背后有共同持股的来源。"
    assert owners_of(kg, "AITO").sentence("both") == (
        "AITO 问界 is a brand, so nobody holds shares in it. No source found for who holds the rights to it; "
        "Seres makes the cars. No source gives Huawei a share in Seres."
    )
    assert owners_of(kg, "AITO").sentence("zh") == (
        "问界是品牌，无人持有其股份。未见其商标权归属的来源；赛力斯制造其车辆。未见华为持有赛力斯股份的来源。"
    )
    assert owners_of(kg, "Jing").as_json()["reason"] == "series"


def test_every_kind_of_owned_thing_has_the_same_keys(kg: KnowledgeGraph) -> None:
    plain = kg.who_owns("Yinwang").as_json()
    assert plain.keys() <= owners_of(kg, "AITO").as_json().keys()
    assert {"brand_rights", "made_by", "alliance", "company_behind", "members"} <= plain.keys()


@pytest.mark.parametrize("kind", answered.KINDS)
def test_the_kinds_without_owners_are_answered(kind: str, kg: KnowledgeGraph) -> None:
    name = {"brand": "Luxeed", "alliance": "鸿蒙智行", "series": "境系列"}[kind]
    assert owners_of(kg, name).reason == kind


@pytest.mark.parametrize("lang", ["en", "zh", "both"])
def test_no_table_is_wider_than_a_hundred_columns(kg: KnowledgeGraph, world: KnowledgeGraph, lang: str) -> None:
    lines = [
        *brands.brands(kg.brands(), lang),
        *cars.cars(kg.cars(), lang),
        *technologies.technologies(kg.technologies(), lang),
        *brand_owners.brand_owners(owners_of(kg, "HIMA"), lang),
        *brand_owners.brand_owners(owners_of(world, "Sorrel"), lang),
    ]
    notes = [line for line in lines if line.startswith("[")]
    assert max(width(line) for line in lines if line not in notes) <= 100


def test_the_commands_exit_as_the_contract_says(hima: Hima, tmp_path: Path) -> None:
    assert hima("who-owns", "AITO").code == 0
    assert hima("who-owns", "HIMA").code == 0
    assert hima("brands", "Xpeng").code == 1
    unknown = hima("brands", "Rivian", "--json")
    assert (unknown.code, '"reason": "unknown-name"' in unknown.out) == (1, True)
    assert "Shangjie" in hima("brands", "SAIC").err
    assert hima("cars", "AITO", "--format", "csv").out.startswith("entity.id,")
