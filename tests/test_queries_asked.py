"""Questions that the named queries must answer."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest

from himagraph import triples
from himagraph.library import KnowledgeGraph
from himagraph.records import Claim, Party, Quantity, When
from himagraph.store.local import LocalStore
from pinned import shown

# --- questions ----------------------------------------------------------------------------------------------------

QUESTIONS: dict[str, tuple[str, dict[str, object], str, set[str]]] = {
    "q01 who holds Yinwang": (
        "who-owns", {"entity": "Yinwang"}, "holder", {"avatr", "seres-group", "huawei", "changan"}
    ),
    "q04 whose subsidiary Yinwang is": (
        "ownership-chain", {"entity": "引望"}, "above", {"huawei", "avatr", "seres-group"}
    ),
    "q07 what the price implies": ("implied-value", {"issuer": "Yinwang"}, "valueMin", {"115000000000"}),
    "q10 whether BYD, Xpeng or BMW own part of Yinwang": (
        "holds-stake", {"holder": ["BYD", "Xpeng", "BMW"], "issuer": "Yinwang"}, "owner", set()
    ),
    "q13 whether Chery holds a stake": ("holds-stake", {"holder": "Chery", "issuer": "Yinwang"}, "owner", set()),
    "q16 who stands behind Stelato": ("makers-of-brand", {"brand": "Stelato"}, "maker", {"baic-group", "bluepark"}),
    "q19 the five HIMA brands": (
        "brands-of-alliance", {"alliance": "HIMA"}, "brand", {"aito", "luxeed", "maextro", "shangjie", "stelato"}
    ),
    "q22 with whom Yijing is made": ("makers-of-brand", {"brand": "Yijing"}, "maker", {"dongfeng"}),
    "q25 the models of AITO": (
        "models-of-brand", {"brand": "AITO"}, "car", {"aito-m5", "aito-m7", "aito-m8", "aito-m9"}
    ),
    "q28 when the M8 was launched": ("launch-dates", {"of": "Aito M8"}, "date", {"2025-04"}),
    "q31 HIMA in May 2025": ("deliveries-of", {"subject": "HIMA", "during": "2025-05"}, "valueMin", {"44454"}),
    "q34 AITO's share as printed": (
        "ratios-as-printed", {"about": "AITO", "during": "2025-05"}, "percentMin", {"82.4", "80"}
    ),
    "q37 the R7 in May 2025": ("deliveries-of", {"subject": "R7", "during": "2025-05"}, "valueMin", {"5124"}),
    "q40 HIMA in November 2025": ("deliveries-of", {"subject": "HIMA", "during": "2025-11"}, "valueMin", {"81864"}),
    "q43 all of AITO by article 001": (
        "deliveries-of", {"subject": "AITO", "only": "five-car-parade"}, "valueMin", {"800000"}
    ),
    "q46 who sold more in May 2025": ("outsold", {"during": "2025-05"}, "winner", {"hima"}),
    "q49 brands with a name on a day": ("brands-named-by-date", {"date": "2025-06-01"}, "named", {"4"}),
    "q52 whether HIMA is a joint venture": (
        "claims-that-call-it",
        {"entity": "HIMA", "only": ["ichongqing-2025-06-05", "ichongqing-2025-12-10"]},
        "object",
        {
            "joint venture of Huawei and makers of electric cars",
            "Huawei's deeply integrated collaboration model for cars",
            "main model of collaboration between Huawei and carmakers",
        },
    ),
    "q55 who does what for Yijing": ("who-leads-what", {"brand": "Yijing"}, "participant", {"dongfeng", "huawei"}),
    "q58 partners outside HIMA by article 002": (
        "partners-outside-hima",
        {"only": "ichongqing-2025-06-05"},
        "partner",
        {"bmw", "byd", "changan", "dongfeng", "xpeng"},
    ),
    "q61 the share of the M9": (
        "share-of-deliveries", {"part": "Aito M9", "during": "2025-05"}, "percentMin", {"34.824762"}
    ),
    "q64 one person, two names": ("people-by-any-name", {"called": "Yu Chengdong"}, "person", {"richard-yu"}),
    "q67 what Yinwang provides": (
        "what-it-provides", {"entity": "Yinwang"}, "technology", {"huawei-smart-driving", "huawei-smart-cockpit"}
    ),
    "q70 whose figures those of April 2025 are": ("figures-attributed-to", {"during": "2025-04"}, "speaker", {"cpca"}),
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_of_the_founding_record_finds_its_answer(kg: KnowledgeGraph, question: str) -> None:
    name, parameters, column, answer = QUESTIONS[question]
    table = kg.query(name, **parameters)
    place = table.columns.index(column)
    assert {row[place] for row in shown(table)} == answer


# --- figures that cannot both be true -----------------------------------------------------------------------------


def delivery(source: str, value: str, bound_: str | None = None) -> Claim:
    number = Quantity(Decimal(value), Decimal(value))
    values = {
        "subject": Party(("aito",), None),
        "period": When.parse("2025-06"),
        "value": number,
        "basis": "deliveries",
    }
    return Claim(source, "aito", "delivery", values | ({"bound": bound_} if bound_ else {}))


@pytest.mark.parametrize(
    ("claims", "differ"),
    [
        ([delivery("a", "100"), delivery("b", "101")], ["value"]),
        ([delivery("a", "100"), delivery("b", "90", "more-than")], ["bound"]),
        ([delivery("a", "100"), delivery("b", "100")], []),
        ([delivery("a", "100"), delivery("b", "101"), delivery("c", "101")], ["value", "value"]),
    ],
)
def test_contested_figures_tell_a_contradiction_from_a_bound(claims: list[Claim], differ: list[str]) -> None:
    graph = pyoxigraph.Store()
    for claim in claims:
        graph.extend(triples.of_claim(claim))
    table = KnowledgeGraph(LocalStore(graph, "memory")).query("contested-figures")
    assert [row["differ"] for row in table] == differ
