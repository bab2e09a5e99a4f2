"""Records as RDF and back: nothing lost, nothing added, no blank nodes."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from himagraph import triples, vocab
from himagraph.kinds import KINDS, Key, Type
from himagraph.library import KnowledgeGraph
from himagraph.records import Claim, Instalment, Money, Party, Quantity, TaskShare, Value, When

SAMPLES: dict[Type, list[Value]] = {
    Type.ENTITY: ["huawei"],
    Type.ENTITIES: [("avatr", "huawei")],
    Type.PARTY: [Party(("avatr", "huawei")), Party((), "some carmakers")],
    Type.FIELD: [Party(("nio", "xpeng")), Party((), "large cars")],
    Type.SPEAKER: [Party(("richard-yu",)), Party((), "industry sources")],
    Type.SHARE: [Quantity.of("93.6328"), Quantity.of("10"), Quantity(None, None)],
    Type.NUMBER: [Quantity.of("-10.4"), Quantity.of("82.4")],
    Type.COUNT: [Quantity.of("44454"), Quantity.of("0")],
    Type.MONEY: [Money(Quantity.of("11500000000"), "CNY", "about"), Money(Quantity.of("5"), "USD")],
    Type.WHEN: [When.parse(text) for text in ("2025", "2025-10", "2025-10-09", "2025-Q1", "2025-23", "../2026-03-04")],
    Type.TEXT: ["own words"],
    Type.TEXTS: [("one", "two")],
    Type.MODEL: ["hima"],
    Type.TASKS: [(TaskShare("delivery", "partner", ("dongfeng",), "own system"), TaskShare("quality", "unknown"))],
    Type.INSTALMENTS: [(Instalment(When.parse("2024-10"), Quantity.of("2300000000")),)],
    Type.NAMED: [("holder: Seres",)],
    Type.LOCATOR: [("12",), ("3-5", "p.7"), ("unlocated",)],
}


def samples(key: Key) -> list[Value]:
    if key.type is Type.CHOICE:
        return [key.choices[-1]]
    if key.type is Type.CHOICES:
        return [tuple(sorted(key.choices))]
    return SAMPLES[key.type]


CASES = [
    Claim("source", "claim", kind.name, {"where": ("1",), key.name: value})
    for kind in KINDS.values()
    for key in kind.all_keys()
    for value in samples(key)
]


@pytest.mark.parametrize("claim", CASES, ids=lambda claim: f"{claim.kind}-{list(claim.values)[-1]}")
def test_a_claim_comes_back_from_its_triples_as_it_was(claim: Claim) -> None:
    assert triples.to_claims(rows(claim)) == [claim]


def test_no_claim_has_a_blank_node_and_all_stand_in_the_graph_of_their_source(kg: KnowledgeGraph) -> None:
    for claim in kg.ledger.all_claims():
        for quad in triples.of_claim(claim):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            assert quad.graph_name == NamedNode(vocab.source_iri(claim.source))


def test_every_claim_of_the_record_survives_the_store(kg: KnowledgeGraph) -> None:
    for claim in kg.ledger.all_claims():
        assert triples.to_claims(rows(claim)) == [claim]


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2025", "gYear"), ("2025-10", "gYearMonth"), ("2025-10-09", "date"), ("2025-Q1", "EDTF"), ("2025-23", "EDTF"),
     ("2025-H1", "EDTF"), ("../2025-12", "EDTF")],
)  # fmt: skip
def test_a_date_is_typed_by_its_precision(text: str, datatype: str) -> None:
    (_, literal), *_ = triples.when("isObserved", When.parse(text))
    assert isinstance(literal, Literal)
    assert literal.datatype.value.endswith(datatype)


def rows(claim: Claim) -> list[triples.Row]:
    iri = vocab.claim_iri(claim.path)
    return [(iri, q.subject.value, q.predicate.value, q.object) for q in triples.of_claim(claim)]  # type: ignore[union-attr,misc]
