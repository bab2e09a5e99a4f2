"""Posts at a date, under every spelling of a name; what a person is quoted for."""

from __future__ import annotations

import pytest

from brand_world import graph
from conftest import Hima
from himagraph.library import KnowledgeGraph
from himagraph_cli.terminal import people as text


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return graph(tmp_path_factory.mktemp("people"))


def test_one_person_bears_two_names(kg: KnowledgeGraph) -> None:
    rows = {
        row.printed_as: row.person.id
        for source in ("five-car-parade", "ichongqing-2025-06-05")
        for row in kg.people(only=[source]).people
        if row.organisation.id == "huawei"
    }
    assert rows == {("Yu Chengdong",): "richard-yu", (): "richard-yu"}
    assert kg.people("Yu Chengdong").entity == kg.people("余承东").entity == kg.people("Richard Yu").entity


def test_titles_that_differ_in_case_only_are_one_post_with_both_sources(kg: KnowledgeGraph) -> None:
    (post,) = (row for row in kg.people("Richard Yu").people if row.organisation.id == "huawei")
    assert post.title == "executive director"
    assert [source.id for source in post.standing.sources] == ["ichongqing-2025-06-05", "five-car-parade"]


def test_the_posts_at_an_organisation(kg: KnowledgeGraph) -> None:
    found = kg.people("Chery")
    assert [(row.person.id, row.title) for row in found.people] == [("yin-tongyue", "chairman")]
    assert found.sentence() == "Yin Tongyue is chairman of Chery."
    assert kg.people("BYD").is_empty
    assert kg.people("BYD").sentence("zh") == "未见比亚迪任职的来源。"


def test_a_post_that_is_over_is_a_former_one(world: KnowledgeGraph) -> None:
    now = world.people("Ann Fir")
    assert [(row.title, str(row.standing.since)) for row in now.people] == [("Chairman", "2023-09")]
    assert [(row.title, str(row.standing.until)) for row in now.former] == [("CEO", "2023-09")]
    then = world.people("Ann Fir", as_of="2022")
    assert [row.title for row in then.people] == ["CEO"]
    assert then.former == ()
    assert then.sentence() == "On 2022-12-31 Ann Fir was CEO of Car Unit."


def test_an_end_of_low_precision_leaves_both_open(world: KnowledgeGraph) -> None:
    found = world.people("Ann Fir", as_of="2023-09-15")
    assert {row.title for row in found.possible} == {"CEO", "Chairman"}


def test_the_newest_sighting_stands_beside_the_start(world: KnowledgeGraph) -> None:
    (post,) = world.people("Ann Fir").people
    assert (str(post.standing.since), str(post.standing.last_seen)) == ("2023-09", "2025-08")
    assert post.printed_as == ("Fir An",)


def test_what_a_person_said_and_where_they_were(world: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    found = world.people("Ann Fir")
    assert [one.line for one in found.said] == ["Ann Fir on HIMA: five are hard"]
    assert [(one.date, one.claim.id) for one in found.events] == [("2025-05-31", "ann-there")]
    denied = [one for one in kg.people("Richard Yu").said if one.claim.is_denied]
    assert [one.claim.id for one in denied] == ["no-more-brands"]


def test_everyone_at_once(kg: KnowledgeGraph) -> None:
    found = kg.people()
    assert found.sentence() == "The record has 4 posts of 2 people."
    assert {row.person.id for row in found.people} == {"richard-yu", "yin-tongyue"}
    data = found.as_json()
    assert list(data["people"][0]) == [
        "person", "organisation", "title", "printed_as", "standing", "since", "until", "first_seen", "last_seen",
        "assertion", "weak", "claims", "sources", "conflict", "contradicting",
    ]  # fmt: skip


def test_the_terminal_shows_words_of_one_person_only(kg: KnowledgeGraph) -> None:
    assert "Quoted" in text.people(kg.people("Richard Yu"), "en")
    assert "言论" in text.people(kg.people("Richard Yu"), "zh")
    assert "Quoted" not in text.people(kg.people(), "en")


def test_the_command_answers(hima: Hima) -> None:
    assert "Yin Tongyue is chairman of Chery." in hima("people", "奇瑞").out
    assert hima("people", "BYD").code == 1
