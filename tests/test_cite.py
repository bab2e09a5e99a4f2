"""Citations: the figure, both clocks, what it rests on, the data, and the command that brings it again."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

import pytest

from conftest import Hima
from himagraph import handles, vocab
from himagraph.errors import AmbiguousName, NoAnswer, UnknownName
from himagraph.library import KnowledgeGraph
from network_world import graph_of, quads


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return graph_of(quads(tmp_path_factory.mktemp("cite")))


@pytest.fixture
def told(kg: KnowledgeGraph) -> Iterator[list[str]]:
    """What the knowledge graph said of names that others bear too."""
    heard: list[str] = []
    kg._notice = lambda text, slug, others: heard.append(text)
    yield heard
    kg._notice = None


def entries(bibtex: str) -> dict[str, dict[str, str]]:
    """The entries of a .bib file by key, read as BibTeX reads them: by counting braces."""
    found: dict[str, dict[str, str]] = {}
    for head in re.finditer(r"@misc\{([^,{}\s]+),", bibtex):
        fields: dict[str, str] = {}
        place = head.end()
        while (name := re.compile(r"\s*(\w+) = ").match(bibtex, place)) is not None:
            start = end = name.end()
            depth = 0
            while depth or bibtex[end] not in ",}":
                depth += {"{": 1, "}": -1}.get(bibtex[end], 0)
                end += 1
            fields[name[1]] = bibtex[start:end]
            place = end + 1
        assert re.compile(r"\s*\}").match(bibtex, place), "the entry is not closed"
        found[head[1]] = fields
    return found


def test_a_stake_is_cited_with_clocks_sources_data_and_command(kg: KnowledgeGraph) -> None:
    answer = kg.cite("yinwang/avatr")
    text = answer.text()
    about = kg.ledger.about
    assert text.startswith(
        f'himagraph {about.version}, data {about.known_up_to} (sha256 {about.digest}): "Avatr holds 10%'
    )
    assert '"Avatr holds 10% of Yinwang", as of 2026-11-21 (last seen 2025-12-10), known at 2026-11-21.' in text
    assert "Rests on: iChongqing, " in text
    assert ", 2025-12-10, line 12, https://www.ichongqing.info/" in text
    assert text.endswith("Reproduce: hima who-owns yinwang --as-of 2026-11-21 --known-at 2026-11-21")
    assert answer.standing == "holder-of-record"
    assert [claim.path for claim in answer.claims()] == ["ichongqing-2025-12-10/avatr-yinwang"]


def test_names_and_chinese_are_handles_too(kg: KnowledgeGraph, told: list[str]) -> None:
    assert kg.cite("Yinwang/Changan").handle == "yinwang/changan"
    assert kg.cite("引望/阿维塔").handle == "yinwang/avatr"
    assert told == ["Yinwang", "Changan", "引望", "阿维塔"]


def test_a_headline_and_an_inference_say_that_they_are_no_record(kg: KnowledgeGraph) -> None:
    reported = kg.cite("yinwang/changan")
    assert reported.standing == "reported-as"
    assert "Changan is reported to hold 10% of Yinwang, through Avatr; it is not a holder of record" in reported.text()
    inferred = kg.cite("yinwang/huawei")
    assert inferred.standing == "inferred"
    assert "Huawei is inferred to hold 80% of Yinwang; no source states the figure" in inferred.text()
    assert "据推断华为持有引望 80%；来源未给出该数字" in inferred.text("zh")


def test_what_is_pending_bounded_or_unknown_is_cited_as_such(small: KnowledgeGraph) -> None:
    assert "has agreed to buy 5% of Birch Motor, not yet in the register" in small.cite("birch/dogwood").sentence()
    assert small.cite("cedar/birch").sentence() == "Birch Motor holds at least 10% of Cedar Technology."
    assert small.cite("cedar/elm-cells").sentence() == "Elm Cells holds a share that is not known of Cedar Technology."
    assert small.cite("cedar/elm-cells").sentence("zh") == "榆木电池持有雪松科技 股份，比例未知。"


def test_every_source_that_says_so_is_cited_with_its_lines(small: KnowledgeGraph) -> None:
    text = small.cite("cedar/birch").text()
    assert 'Oak Exchange, "Annual report", 2024-03-01, lines 3, 5, https://oak.example/2024?a=1&b=%7B' in text
    both = small.cite("cedar/alder")
    assert [one.source.id for one in both.cited] == ["oak-2024", "pine-2025"]
    assert "2025-Q1 (copy), line 1, host mirror.example" in both.text()
    assert "p.4" in small.cite("cedar/elm-cells").text()
    assert "第1行" in both.text("zh")


def test_the_command_spells_out_clocks_and_selection(small: KnowledgeGraph) -> None:
    answer = small.cite("cedar/alder", as_of="2025", known_at="2025-06", only=["oak-2024"], without=["pine-2025"])
    assert answer.reproduce == (
        "hima who-owns cedar --as-of 2025-12-31 --known-at 2025-06-30 --only oak-2024 --without pine-2025"
    )
    assert [one.source.id for one in answer.cited] == ["oak-2024"]


def test_the_command_brings_the_figure_again(hima: Hima) -> None:
    cited = json.loads(hima("cite", "yinwang/avatr", "--as-of", "2026", "--known-at", "2026-11-21", "--json").out)
    program, *arguments = shlex.split(cited["reproduce"])
    assert program == "hima"
    ran = hima(*arguments, "--json")
    answer = json.loads(ran.out)
    assert (answer["as_of"], answer["known_at"]) == (cited["as_of"], cited["known_at"])
    (row,) = [row for row in answer["owners"] if row["handle"] == cited["handle"]]
    assert row["share"] == cited["share"]


@pytest.mark.parametrize(
    "handle",
    [
        "ichongqing-2025-12-10/avatr-yinwang-price",
        "avatr-yinwang-price",
        "004/avatr-yinwang-price",
        "claim:ichongqing-2025-12-10/avatr-yinwang-price",
        vocab.claim_iri("ichongqing-2025-12-10/avatr-yinwang-price"),
    ],
)
def test_a_claim_is_cited_by_path_id_article_or_iri(kg: KnowledgeGraph, handle: str) -> None:
    answer = kg.cite(handle)
    assert answer.handle == "ichongqing-2025-12-10/avatr-yinwang-price"
    assert answer.reproduce.startswith("hima why ichongqing-2025-12-10/avatr-yinwang-price --as-of")
    assert [claim.path for claim in answer.claims()] == [answer.handle]


def test_a_denied_claim_and_an_inferred_one_are_cited_as_such(small: KnowledgeGraph) -> None:
    assert small.cite("oak-2024/huawei-alder").standing == "denied"
    assert "denied: " in small.cite("oak-2024/huawei-alder").text()
    assert "(inferred, not stated)" in small.cite("huawei-cedar").text()


def test_a_claim_that_the_clocks_leave_out_has_no_citation(small: KnowledgeGraph) -> None:
    with pytest.raises(NoAnswer, match="not yet known"):
        small.cite("pine-2025/alder-cedar", known_at="2024-12-31")
    with pytest.raises(NoAnswer, match="not among the sources"):
        small.cite("pine-2025/alder-cedar", without=["pine-2025"])


def test_the_id_of_claims_of_several_sources_must_be_unique_among_those_asked(small: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as shared:
        small.cite("alder-cedar")
    assert shared.value.candidates == ("oak-2024/alder-cedar", "pine-2025/alder-cedar")
    assert small.cite("alder-cedar", only=["pine-2025"]).handle == "pine-2025/alder-cedar"
    assert small.cite("alder-cedar", known_at="2024-12-31").handle == "oak-2024/alder-cedar"


def test_an_unknown_handle_lists_handles_that_there_are(kg: KnowledgeGraph, small: KnowledgeGraph) -> None:
    for handle, expected in {
        "yinwang/bmw": "yinwang/avatr",
        "yinwang/SAIC": "yinwang/saic-motor",
        "Yinwag/avatr": "yinwang/avatr",
        "Yinwang": "yinwang/avatr",
        "ichongqing-2025-12-10/avatr-yinwan": "ichongqing-2025-12-10/avatr-yinwang",
        "avatr-yinwan": "ichongqing-2025-12-10/avatr-yinwang",
    }.items():
        with pytest.raises(UnknownName) as unknown:
            kg.cite(handle)
        assert expected in unknown.value.candidates, handle
    # What is denied is no stake, and the claim that denies it is offered.
    with pytest.raises(UnknownName) as denied:
        small.cite("alder/huawei")
    assert denied.value.candidates[0] == "oak-2024/huawei-alder"


def test_a_handle_before_its_time_says_the_date(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="on 2024-12-31"):
        kg.cite("yinwang/avatr", as_of="2024-12-31")


@pytest.mark.parametrize(
    "handle", ["", "/", "//", "a/b/c", "yinwang/", "/avatr", "x" * 5000, "no such/claim\n", "claim:<>/x"]
)
def test_a_handle_that_means_nothing_is_an_unknown_name(kg: KnowledgeGraph, handle: str) -> None:
    with pytest.raises(UnknownName):
        handles.parse(kg.ledger, kg.names(), handle, kg.question())


def test_bibtex_has_an_entry_for_the_figure_and_each_source(small: KnowledgeGraph) -> None:
    found = entries(small.cite("cedar/alder").bibtex())
    assert list(found) == ["himagraph-cedar-alder", "oak-2024", "pine-2025"]
    figure = found["himagraph-cedar-alder"]
    assert figure["title"] == r"{{Alder Motor holds 60\% of Cedar Technology}}"
    assert small.ledger.about.digest in figure["note"]
    assert "-{}-as-of" in figure["note"]
    oak = found["oak-2024"]
    assert (oak["year"], oak["month"], oak["urldate"]) == ("{2024}", "mar", "{2026-01-05}")
    assert oak["url"] == "{https://oak.example/2024?a=1&b=%7B}"


def test_bibtex_survives_what_titles_hold_and_invents_no_address(small: KnowledgeGraph) -> None:
    pine = entries(small.cite("cedar/alder").bibtex())["pine-2025"]
    assert pine["title"] == r"{{50\% more \textbraceleft{}trees\textbraceright{} \& \textbackslash{}no\_bark}}"
    assert "url" not in pine
    assert "year" not in pine
    assert "published 2025-Q1; copy of a source not seen; host mirror.example; line 1" in pine["note"]


def test_an_undated_source_of_an_unknown_publisher_gets_neither(small: KnowledgeGraph) -> None:
    answer = small.cite("undated-blog/fir-birch")
    blog = entries(answer.bibtex())["undated-blog"]
    assert not {"year", "month", "howpublished", "url", "urldate"} & blog.keys()
    assert "undated, read 2026-01-07" in answer.text()
    item = answer.csl()[1]
    assert not {"issued", "publisher", "URL"} & item.keys()
    assert item["accessed"] == {"date-parts": [[2026, 1, 7]]}


def test_csl_items_have_types_dates_and_addresses_as_far_as_known(small: KnowledgeGraph) -> None:
    figure, oak, pine = small.cite("cedar/alder").csl()
    assert (figure["type"], figure["issued"]) == ("dataset", {"date-parts": [[2026, 1, 7]]})
    assert (oak["id"], oak["type"], oak["issued"]) == ("oak-2024", "report", {"date-parts": [[2024, 3, 1]]})
    assert oak["URL"] == "https://oak.example/2024?a=1&b=%7B"
    assert pine["issued"] == {"literal": "2025-Q1"}
    assert "URL" not in pine


def test_the_styles_print_what_their_readers_take(hima: Hima) -> None:
    assert hima("cite", "yinwang/avatr").out.count("\n") == 1
    assert "himagraph-yinwang-avatr" in entries(hima("cite", "yinwang/avatr", "--style", "bibtex").out)
    items = json.loads(hima("cite", "yinwang/changan", "--style", "csl").out)
    assert [item["id"] for item in items] == ["himagraph:yinwang/changan", "ichongqing-2025-12-10"]


def test_json_gives_every_style_at_once(hima: Hima) -> None:
    answer = json.loads(hima("cite", "yinwang/avatr", "--style", "csl", "--json").out)
    assert (answer["command"], answer["handle"], answer["standing"]) == ("cite", "yinwang/avatr", "holder-of-record")
    assert answer["bibtex"].startswith("@misc{")
    assert answer["csl"][0]["title"] == answer["figure"]["en"]
    assert re.fullmatch(r"[0-9a-f]{64}", answer["data"]["sha256"])
    assert answer["sources"][0]["where"] == ["12"]


def test_an_unknown_handle_exits_1_with_candidates(hima: Hima) -> None:
    ran = hima("cite", "yinwang/bmw", "--json")
    assert ran.code == 1
    assert {"name": "yinwang/avatr"} in json.loads(ran.out)["candidates"]
    assert "No source found for a stake of BMW in Yinwang." in ran.err
