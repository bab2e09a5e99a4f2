"""How two entities are related: shortest ways, hubs left out, every step with its sources."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from conftest import Hima
from himagraph import vocab
from himagraph.errors import AmbiguousName, UnknownName, UsageError
from himagraph.library import KnowledgeGraph
from network_world import graph_of, quads


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[pyoxigraph.Quad, ...]:
    return quads(tmp_path_factory.mktemp("path"))


@pytest.fixture(scope="module")
def small(made: tuple[pyoxigraph.Quad, ...]) -> KnowledgeGraph:
    return graph_of(made)


def entities(kg: KnowledgeGraph, one: str, other: str, **options: object) -> list[list[str]]:
    """The ways as lists of ids."""
    return [way["entities"] for way in kg.path(one, other, **options).as_json()["paths"]]  # type: ignore[arg-type]


def test_shareholders_of_one_company_meet_in_it(kg: KnowledgeGraph) -> None:
    answer = kg.path("Seres", "Avatr")
    assert [[hop.end.id for hop in way] for way in answer.ways] == [["yinwang", "avatr"]]
    there, back = answer.ways[0]
    assert (there.links[0].relation, there.links[0].forward) == ("stake", True)
    assert (back.links[0].relation, back.links[0].forward) == ("stake", False)
    assert answer.shareholdings
    assert answer.sentence() == "Seres holds 10% of Yinwang; Avatr holds 10% of Yinwang."
    assert answer.sentence("zh") == "赛力斯持有引望 10%；阿维塔持有引望 10%。"


def test_a_headline_is_no_shareholding(kg: KnowledgeGraph) -> None:
    answer = kg.path("Changan", "Yinwang")
    assert answer.ways[0][0].links[0].relation == "reported-as"
    assert not answer.shareholdings
    assert answer.sentence().startswith("No chain of shareholdings joins Changan and Yinwang in this record.")
    assert "is reported to hold 10% of Yinwang" in answer.sentence()


def test_parallel_relations_of_a_step_are_all_kept_with_their_sources(kg: KnowledgeGraph) -> None:
    hop = kg.path("JAC", "Maextro").as_json()["paths"][0]["hops"][0]
    found = [hop, *hop["also"]]
    assert {one["relation"] for one in found} == {"cooperation", "maker-of-brand", "production"}
    assert {one["direction"] for one in found if one["relation"] == "maker-of-brand"} == {"back"}
    for one in found:
        assert one["claims"]
        assert {source["id"] for source in one["sources"]} == {iri.split("/")[-2] for iri in one["claims"]}


def test_a_step_has_the_keys_of_the_contract(small: KnowledgeGraph) -> None:
    answer = small.path("alder", "cedar").as_json()
    assert list(answer)[:5] == ["schema_version", "command", "as_of", "known_at", "from"]
    assert (answer["from"]["id"], answer["to"]["id"], answer["reason"]) == ("alder", "cedar", None)
    (way,) = [way for way in answer["paths"] if way["length"] == 1]
    hop = way["hops"][0]
    assert (hop["from"]["id"], hop["to"]["id"], hop["relation"], hop["direction"]) == (
        "alder",
        "cedar",
        "stake",
        "forward",
    )
    assert (hop["share"]["min"], hop["share"]["text"], hop["since"]) == ("60", "60%", "2024-01-15")
    assert hop["claims"] == [vocab.claim_iri(f"{source}/alder-cedar") for source in ("oak-2024", "pine-2025")]
    assert [source["id"] for source in hop["sources"]] == ["oak-2024", "pine-2025"]


def test_hubs_and_their_units_are_left_out_and_named(small: KnowledgeGraph) -> None:
    answer = small.path("sorrel", "teasel")
    assert [hub.id for hub in answer.hubs_left_out] == ["huawei", "hima", "huawei-bu"]
    found = entities(small, "sorrel", "teasel")
    assert found[0] == ["sorrel", "alder", "cedar", "birch", "teasel"]
    assert not {slug for way in found for slug in way} & {"huawei", "hima", "huawei-bu", "treeos"}
    assert answer.supply_left_out == 4


def test_ways_through_hubs_come_when_asked_for(small: KnowledgeGraph) -> None:
    answer = small.path("sorrel", "teasel", with_hubs=True)
    middles = [way[1] for way in entities(small, "sorrel", "teasel", with_hubs=True)]
    assert middles == ["elm-cells", "hima", "huawei", "huawei-bu", "treeos"]
    assert answer.hubs_left_out == ()
    assert answer.supply_left_out == 0


def test_an_end_that_is_a_hub_stays(small: KnowledgeGraph) -> None:
    assert entities(small, "hima", "sorrel")[0] == ["hima", "sorrel"]
    assert [hub.id for hub in small.path("hima", "sorrel").hubs_left_out] == ["huawei", "huawei-bu"]
    assert entities(small, "treeos", "teasel")[0] == ["treeos", "teasel"]
    assert entities(small, "elm-cells", "teasel")[0] == ["elm-cells", "teasel"]


def test_yinwang_is_no_hub(kg: KnowledgeGraph) -> None:
    assert [hub.id for hub in kg.path("Seres", "Avatr").hubs_left_out][:2] == ["huawei", "hima"]
    assert entities(kg, "Seres", "Avatr") == [["seres-group", "yinwang", "avatr"]]


def test_shorter_ways_come_first_and_among_equals_those_with_stakes(small: KnowledgeGraph) -> None:
    found = entities(small, "alder", "birch", with_hubs=True)
    assert [len(way) for way in found] == sorted(len(way) for way in found)
    assert found[0] == ["alder", "cedar", "birch"]
    assert len(found) == 5


def test_the_same_question_has_the_same_answer_to_the_byte(small: KnowledgeGraph) -> None:
    first, second = (json.dumps(small.path("alder", "birch", with_hubs=True).as_json()) for _ in range(2))
    assert first == second


def test_the_date_decides_what_joins(small: KnowledgeGraph) -> None:
    assert entities(small, "ann-fir", "cedar", as_of="2024-05-01") == [["ann-fir", "alder", "cedar"]]
    assert small.path("ann-fir", "alder", as_of="2024-07-01", only=["oak-2024"]).reason == "no-path"


def test_no_path_is_an_answer_with_what_was_searched(small: KnowledgeGraph) -> None:
    answer = small.path("ann-fir", "sorrel", as_of="2025-06-01")
    assert (answer.ways, answer.reason) == ((), "no-path")
    assert answer.as_json()["searched"] == {"entities": answer.entities, "relations": answer.relations}
    assert answer.sentence() == "No path found between Ann Fir and Sorrel."
    assert "left out as hubs: Huawei, HIMA" in answer.searched()
    assert "枢纽已略去：华为、鸿蒙智行" in answer.searched("zh")


def test_a_chain_through_a_hub_that_is_left_out_is_mentioned(made: tuple[pyoxigraph.Quad, ...]) -> None:
    stake = """
        PREFIX hima: <https://w3id.org/himagraph/ontology#>
        PREFIX id: <https://w3id.org/himagraph/id/>
        GRAPH <https://w3id.org/himagraph/source/oak-2024> {{
          <https://w3id.org/himagraph/claim/oak-2024/{name}> a hima:EquityStake ;
            hima:hasSource <https://w3id.org/himagraph/source/oak-2024> ; hima:hasHolder id:{holder} ;
            hima:hasIssuer id:{issuer} ; hima:hasPercentMin 50 ; hima:hasPercentMax 50 ; hima:hasPercent 50 ;
            hima:hasStatus "completed" ; hima:hasLocator "30" .
        }}"""
    holders = (("one", "ann-fir", "huawei"), ("two", "huawei", "birch"))
    kg = graph_of(
        made, "".join(stake.format(name=name, holder=holder, issuer=issuer) for name, holder, issuer in holders)
    )
    answer = kg.path("ann-fir", "birch", only=["oak-2024"])
    assert (answer.ways, answer.shareholdings, answer.only_through_hubs) == ((), True, True)
    assert "A chain of shareholdings joins them through a hub left out." in answer.sentence()
    assert kg.path("ann-fir", "birch", only=["oak-2024"], with_hubs=True).sentence() == (
        "Ann Fir holds 50% of Huawei; Huawei holds 50% of Birch Motor."
    )


def test_an_entity_and_itself_make_no_path(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="two different"):
        kg.path("Yinwang", "引望")


def test_names_that_are_unknown_or_shared_stop_with_candidates(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as unknown:
        kg.path("Yinwag", "Avatr")
    assert "yinwang" in unknown.value.candidates
    with pytest.raises(AmbiguousName):
        kg.path("SAIC", "Avatr")


def test_the_terminal_shows_each_step_with_its_source(hima: Hima) -> None:
    ran = hima("path", "Seres", "Avatr")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Seres holds 10% of Yinwang; Avatr holds 10% of Yinwang."
    assert "      --10%, seen 2025-12-10 [1]--> Yinwang 引望" in lines
    assert "      <--10%, seen 2025-12-10 [1]-- Avatr 阿维塔" in lines
    assert " left out as hubs: Huawei 华为, HIMA 鸿蒙智行, Huawei Consumer BG 终端BG, Huawei IAS BU 华为车BU." in lines
    assert lines[-1] == "Next: hima why yinwang/seres-group"


def test_no_path_exits_1_with_its_reason_in_json_and_a_message(hima: Hima) -> None:
    ran = hima("path", "GAC", "Seres", "--json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    assert (answer["reason"], answer["paths"]) == ("no-path", [])
    assert [hub["id"] for hub in answer["hubs_left_out"]][:2] == ["huawei", "hima"]
    assert "No path found between GAC and Seres." in ran.err
    assert "hima path gac seres-group --with-hubs" in ran.err
    plain = hima("path", "GAC", "Seres")
    assert (plain.code, plain.out) == (1, "")


def test_a_chinese_answer_is_chinese(hima: Hima) -> None:
    ran = hima("path", "JAC", "Maextro", "--lang", "zh")
    assert ran.code == 0
    assert "<--制造商为" in ran.out
    assert "枢纽已略去：华为、鸿蒙智行" in ran.out


def test_tables_and_turtle_of_a_path_are_flat(hima: Hima) -> None:
    rows = hima("path", "Seres", "Avatr", "--format", "csv").out.splitlines()
    assert rows == [
        "length,entities,hops",
        "2,seres-group yinwang avatr,seres-group --stake--> yinwang yinwang <--stake-- avatr",
    ]
    turtle = hima("path", "Seres", "Avatr", "--format", "ttl").out
    assert len(list(pyoxigraph.parse(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE))) > 20


def test_a_path_is_found_without_rdflib(environment: dict[str, str], tmp_path: Path) -> None:
    import subprocess
    import sys

    script = tmp_path / "path.py"
    script.write_text(
        "import os, sys, himagraph\n"
        "himagraph.open(os.environ['HIMA_STORE']).path('seres-group', 'avatr')\n"
        "print(sorted({'rdflib', 'pyvis', 'pandas', 'scipy', 'pyshacl', 'pypinyin'} & sys.modules.keys()))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"
