"""The shapes pass good data and a well-mannered ontology, and name exactly what is wrong with bad ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from himagraph import kinds, vocab

ONTOLOGY = Path(__file__).parents[1] / "ontology"
HIMA = rdflib.Namespace(vocab.HIMA)
SHAPE = rdflib.Namespace(vocab.BASE + "shape/")
SELF = URIRef("https://w3id.org/himagraph/ontology")

Change = Callable[[rdflib.Graph], object]

#: A small world in which every rule holds.
GOOD = """
PREFIX hima: <https://w3id.org/himagraph/ontology#>
PREFIX id: <https://w3id.org/himagraph/id/>
PREFIX source: <https://w3id.org/himagraph/source/>
PREFIX c: <https://w3id.org/himagraph/claim/s/>
PREFIX model: <https://w3id.org/himagraph/concept/model/>
PREFIX task: <https://w3id.org/himagraph/concept/task/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  source:s a hima:Source ; dcterms:title "A title" ; dcterms:publisher "A paper" ; hima:hasGrade "news" ;
    hima:isKnownFrom "2025-12-10"^^xsd:date ; hima:isRetrieved "2026-11-21"^^xsd:date ;
    hima:isRetrievedFirst "2026-11-21"^^xsd:date ; hima:isRetrievedLast "2026-11-21"^^xsd:date .
  id:avatr a hima:Company ; hima:hasSlug "avatr" ; hima:hasKind "company" ; rdfs:label "Avatr"@en , "阿维塔"@zh .
  id:yinwang a hima:Company ; hima:hasSlug "yinwang" ; hima:hasKind "company" ; rdfs:label "Yinwang"@en .
  id:ias-bu a hima:Unit ; hima:hasSlug "ias-bu" ; hima:hasKind "unit" ; rdfs:label "IAS BU"@en .
  id:hima a hima:Alliance ; hima:hasSlug "hima" ; hima:hasKind "alliance" ; rdfs:label "HIMA"@en .
  id:aito a hima:Brand ; hima:hasSlug "aito" ; hima:hasKind "brand" ; rdfs:label "AITO"@en .
  c:stake a hima:EquityStake ; hima:hasSource source:s ; hima:hasLocator "12" ; hima:hasHolder id:avatr ;
    hima:hasIssuer id:yinwang ; hima:hasStatus "completed" ; hima:hasPercent 10.0 ; hima:hasPercentMin 10.0 ;
    hima:hasPercentMax 10.0 ; hima:isObserved "2025-12"^^xsd:gYearMonth ;
    hima:isObservedFirst "2025-12-01"^^xsd:date ; hima:isObservedLast "2025-12-31"^^xsd:date .
  c:unknown a hima:EquityStake ; hima:hasSource source:s ; hima:hasLocator "p.4" ; hima:hasHolder id:avatr ;
    hima:hasIssuer id:yinwang ; hima:hasStatus "completed" ; hima:hasPercentUnknown true .
  c:deal a hima:StakeTransaction ; hima:hasSource source:s ; hima:hasLocator "12-14" , "20" ; hima:hasBuyer id:avatr ;
    hima:hasIssuer id:yinwang ; hima:hasStatus "agreed" ; hima:hasPriceAmount 1.5 ; hima:hasPriceAmountMin 1.5 ;
    hima:hasPriceAmountMax 1.5 ; hima:hasPriceCurrency "CNY" .
  c:part a hima:Affiliation ; hima:hasSource source:s ; hima:hasLocator "1" ; hima:hasRole "brand-of-alliance" ;
    hima:hasPart id:aito ; hima:hasWhole id:hima ; hima:hasAssertion "inferred" ; hima:hasReason "it follows" .
  c:work a hima:Cooperation ; hima:hasSource source:s ; hima:hasLocator "1" ; hima:hasParty id:avatr ;
    hima:hasModel model:hima ; hima:hasTaskShare <https://w3id.org/himagraph/claim/s/joint-work/task/design> .
  <https://w3id.org/himagraph/claim/s/joint-work/task/design> a hima:TaskShare ; hima:hasTask task:design ;
    hima:hasLead "huawei" ; hima:hasParticipant id:avatr .
  c:sold a hima:Delivery ; hima:hasSource source:s ; hima:hasLocator "3" ; hima:hasSubject id:aito ;
    hima:hasBasis "deliveries" ; hima:hasPeriod "2025"^^xsd:gYear ; hima:hasValue 5.0 ; hima:hasValueMin 5.0 ;
    hima:hasValueMax 5.0 .
  c:loss a hima:Financial ; hima:hasSource source:s ; hima:hasLocator "3" ; hima:hasSubjectText "a maker" ;
    hima:hasMetric "net-profit" ; hima:hasPeriod "2025"^^xsd:gYear ; hima:hasValueMax "-5.0"^^xsd:decimal ;
    hima:hasCurrency "CNY" .
  c:made a hima:Production ; hima:hasSource source:s ; hima:hasLocator "unlocated" ; hima:hasMaker id:avatr ;
    hima:hasBrand id:aito .
  c:view a hima:Opinion ; hima:hasSource source:s ; hima:hasLocator "3" ; hima:isAbout id:aito ; hima:hasStance "good" ;
    hima:isSaidByText "an analyst" .
}
"""
PREFIXES = GOOD[: GOOD.index("INSERT")]

#: What breaks exactly one rule: the change to the good world, the shape, and the property it is found at.
BAD: dict[str, tuple[str, str, str | None]] = {
    "a claim without a source": ("DELETE DATA { c:sold hima:hasSource source:s }", "Claim", "hasSource"),
    "a claim of a source that is not there": (
        "DELETE DATA { c:sold hima:hasSource source:s } ; INSERT DATA { c:sold hima:hasSource source:x }",
        "Claim", "hasSource",
    ),
    "a claim with two sources": (
        """INSERT DATA { c:sold hima:hasSource source:t . source:t a hima:Source ; dcterms:title "T" ;
        dcterms:publisher "P" ; hima:hasGrade "blog" ; hima:isKnownFrom "2025-12-10"^^xsd:date ;
        hima:isRetrieved "2025"^^xsd:gYear }""",
        "Claim", "hasSource",
    ),
    "a claim of two kinds": ("INSERT DATA { c:view a <urn:other> }", "Claim", "type"),
    "a claim without its place": ('DELETE DATA { c:sold hima:hasLocator "3" }', "Claim", "hasLocator"),
    "a place that is none": ('INSERT DATA { c:sold hima:hasLocator "somewhere" }', "Claim", "hasLocator"),
    "an inference without a reason": (
        'DELETE DATA { c:part hima:hasReason "it follows" }', "InferenceGivesItsReason", None,
    ),
    "a stake of more than the whole": (
        "DELETE DATA { c:stake hima:hasPercentMax 10.0 } ; INSERT DATA { c:stake hima:hasPercentMax 101.0 }",
        "hasPercent", "hasPercentMax",
    ),
    "a stake below nothing": (
        """DELETE DATA { c:stake hima:hasPercentMin 10.0 } ;
        INSERT DATA { c:stake hima:hasPercentMin "-1.0"^^xsd:decimal }""",
        "hasPercent", "hasPercentMin",
    ),
    "a range that runs backwards": (
        "DELETE DATA { c:stake hima:hasPercentMin 10.0 } ; INSERT DATA { c:stake hima:hasPercentMin 11.0 }",
        "hasPercent", "hasPercentMin",
    ),
    "a share that is no decimal": (
        'DELETE DATA { c:stake hima:hasPercent 10.0 } ; INSERT DATA { c:stake hima:hasPercent "10 %" }',
        "hasPercent", "hasPercent",
    ),
    "a share that is known and unknown": ("INSERT DATA { c:stake hima:hasPercentUnknown true }", "hasPercent", None),
    "a stake without a figure": ("DELETE DATA { c:unknown hima:hasPercentUnknown true }", "EquityStake", None),
    "a stake held by a unit": (
        "DELETE DATA { c:stake hima:hasHolder id:avatr } ; INSERT DATA { c:stake hima:hasHolder id:ias-bu }",
        "EquityStake", "hasHolder",
    ),
    "a stake in a brand": (
        "DELETE DATA { c:stake hima:hasIssuer id:yinwang } ; INSERT DATA { c:stake hima:hasIssuer id:aito }",
        "EquityStake", "hasIssuer",
    ),
    "a stake of two holders": ("INSERT DATA { c:stake hima:hasHolder id:yinwang }", "EquityStake", "hasHolder"),
    "a stake that is only agreed": (
        'DELETE DATA { c:stake hima:hasStatus "completed" } ; INSERT DATA { c:stake hima:hasStatus "agreed" }',
        "EquityStake", "hasStatus",
    ),
    "a date that is free text": (
        'DELETE WHERE { c:stake hima:isObserved ?x } ; INSERT DATA { c:stake hima:isObserved "last year" }',
        "isObserved", "isObserved",
    ),
    "a first day after the last": (
        """DELETE DATA { c:stake hima:isObservedLast "2025-12-31"^^xsd:date } ;
        INSERT DATA { c:stake hima:isObservedLast "2025-11-30"^^xsd:date }""",
        "isObserved", "isObservedFirst",
    ),
    "a price without a currency": (
        'DELETE DATA { c:deal hima:hasPriceCurrency "CNY" }', "hasPrice", "hasPriceCurrency",
    ),
    "a brand of an alliance that is a company": (
        "DELETE DATA { c:part hima:hasWhole id:hima } ; INSERT DATA { c:part hima:hasWhole id:yinwang }",
        "RoleBrandOfAlliance", None,
    ),
    "a cooperation under no known model": (
        "DELETE DATA { c:work hima:hasModel model:hima } ; INSERT DATA { c:work hima:hasModel model:other }",
        "Cooperation", "hasModel",
    ),
    "a cooperation of nobody": ("DELETE DATA { c:work hima:hasParty id:avatr }", "Cooperation", None),
    "a task that nobody leads": (
        'DELETE WHERE { ?share hima:hasLead "huawei" }', "TaskShare", "hasLead",
    ),
    "a negative delivery": (
        """DELETE DATA { c:sold hima:hasValue 5.0 ; hima:hasValueMin 5.0 } ;
        INSERT DATA { c:sold hima:hasValueMin "-5.0"^^xsd:decimal }""",
        "Delivery", "hasValueMin",
    ),
    "a delivery without a period": ("DELETE WHERE { c:sold hima:hasPeriod ?x }", "Delivery", "hasPeriod"),
    "a production of nothing": ("DELETE DATA { c:made hima:hasBrand id:aito }", "Production", None),
    "an opinion of nobody": ("DELETE WHERE { c:view hima:isSaidByText ?x }", "Opinion", None),
    "an entity without a label": ('DELETE WHERE { id:aito rdfs:label ?x }', "Entity", "label"),
    "an entity of two kinds": ('INSERT DATA { id:aito hima:hasKind "series" }', "Entity", "hasKind"),
    "a source of no known grade": (
        'DELETE WHERE { source:s hima:hasGrade ?x } ; INSERT DATA { source:s hima:hasGrade "rumour" }',
        "Source", "hasGrade",
    ),
    "a source without a title": ("DELETE WHERE { source:s dcterms:title ?x }", "Source", "title"),
}  # fmt: skip


@cache
def turtle(*names: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        graph.parse(ONTOLOGY / f"{name}.ttl")
    return graph


def world(*updates: str) -> rdflib.Graph:
    """The small world after the updates, with what the shapes need of the ontology: subclasses and concepts."""
    graph = rdflib.Graph()
    for triple in turtle("himagraph", "cooperation"):
        if triple[1] == RDFS.subClassOf or (
            triple[1] == RDF.type and str(triple[0]).startswith(vocab.BASE + "concept/")
        ):
            graph.add(triple)
    for update in (GOOD, *updates):
        graph.update(update)
    return graph


def violations(data: rdflib.Graph, shapes: rdflib.Graph) -> list[tuple[str, str | None, str]]:
    """The shape, the property (None: the node itself or several properties) and the thing at fault of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph), report
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        assert report.value(result, SH.resultMessage)
        source = report.value(result, SH.sourceShape)
        shape = shapes.value(None, SH.property, source) or source
        path = report.value(result, SH.resultPath)
        name = re.split("[/#]", path)[-1] if isinstance(path, URIRef) else None
        focus = report.value(result, SH.focusNode)
        # Rules that compare terms run at the ontology, and bring the term as the value.
        thing = report.value(result, SH.value) if focus == SELF else focus
        found.append((str(shape).removeprefix(SHAPE), name, str(thing)))
    return found


# --- data --------------------------------------------------------------------------------------------------------


def test_good_data_conforms() -> None:
    assert violations(world(), turtle("shapes/data")) == []


@pytest.mark.parametrize("fault", BAD)
def test_the_shapes_find(fault: str) -> None:
    update, shape, path = BAD[fault]
    found = violations(world(PREFIXES + update), turtle("shapes/data"))
    assert {(shape_, path_) for shape_, path_, _ in found} == {(shape, path)}


def test_every_kind_of_claim_has_a_shape_of_its_own() -> None:
    targets = set(turtle("shapes/data").objects(None, SH.targetClass))
    assert {kind.cls for kind in kinds.CLAIM_KINDS if HIMA[kind.cls] not in targets} == set()


@pytest.mark.parametrize("kind", kinds.CLAIM_KINDS, ids=lambda kind: kind.name)
def test_a_shape_lists_the_choices_of_its_kind(kind: kinds.Kind) -> None:
    shapes = turtle("shapes/data")
    common = {key.name for key in kinds.COMMON}
    for key in kind.all_keys():
        if key.choices:
            shape = SHAPE.Claim if key.name in common else SHAPE[kind.cls]
            paths = {shapes.value(one, SH.path): one for one in shapes.objects(shape, SH.property)}
            listed = shapes.value(paths[HIMA[key.term]], SH["in"])
            assert listed is not None
            assert tuple(str(one) for one in Collection(shapes, listed)) == key.choices


def test_every_message_is_in_both_languages() -> None:
    shapes = turtle("shapes/data")
    for shape in set(shapes.subjects(SH.message)):
        messages = [one.language for one in shapes.objects(shape, SH.message) if isinstance(one, Literal)]
        assert sorted(filter(None, messages)) == ["en", "zh"]


# --- the ontology's own manners ----------------------------------------------------------------------------------


def manners(*changes: Change) -> list[tuple[str, str | None, str]]:
    graph = rdflib.Graph()
    graph += turtle("himagraph", "cooperation", "alignments")
    for change in changes:
        change(graph)
    return violations(graph, turtle("shapes/ontology", "prefixes"))


def term(graph: rdflib.Graph, name: str, type_: URIRef, english: str, chinese: str) -> None:
    for predicate, value in (
        (RDF.type, type_), (RDFS.isDefinedBy, SELF), (RDFS.label, Literal(english, "en")),
        (RDFS.label, Literal(chinese, "zh")), (SKOS.definition, Literal("Something else.", "en")),
        (SKOS.definition, Literal("另一事物。", "zh")),
    ):  # fmt: skip
        graph.add((HIMA[name], predicate, value))


def drop(name: str, predicate: URIRef, language: str) -> Change:
    def change(graph: rdflib.Graph) -> None:
        for value in list(graph.objects(HIMA[name], predicate)):
            if isinstance(value, Literal) and value.language == language:
                graph.remove((HIMA[name], predicate, value))

    return change


def define(name: str, words: str) -> Change:
    def change(graph: rdflib.Graph) -> None:
        drop(name, SKOS.definition, "en")(graph)
        graph.add((HIMA[name], SKOS.definition, Literal(words, "en")))

    return change


SLIPS: dict[str, tuple[Change, str, str]] = {
    "a term without a Chinese label": (drop("Fund", RDFS.label, "zh"), "Term", "Fund"),
    "a term without an English definition": (drop("hasHolder", SKOS.definition, "en"), "Term", "hasHolder"),
    "a term that infers from its domain": (
        lambda graph: graph.add((HIMA.hasIssuer, RDFS.domain, HIMA.EquityStake)), "Term", "hasIssuer",
    ),
    "a label with capitals": (
        lambda graph: term(graph, "hasNews", OWL.DatatypeProperty, "Has News", "新闻"), "LabelInLowerCase", "hasNews",
    ),
    "a definition that goes in a circle": (
        define("Brand", "A brand of cars."), "DefinitionIsNotCircular", "Brand",
    ),
    "a definition without an end": (define("Person", "Somebody"), "DefinitionIsASentence", "Person"),
    "a property that begins with no verb": (
        lambda graph: term(graph, "holderName", OWL.DatatypeProperty, "holder name", "持有者名"),
        "PropertyName", "holderName",
    ),
    "a class that is tied to nothing": (
        lambda graph: term(graph, "Gadget", OWL.Class, "gadget", "小器具"), "ClassAligned", "Gadget",
    ),
    "a relation without a line": (
        lambda graph: graph.remove((HIMA.Post, HIMA.edgeTarget, None)), "RelationHasEdge", "Post",
    ),
    "a claim that neither is drawn nor says so": (
        lambda graph: graph.remove((HIMA.Opinion, HIMA.hasNoEdge, None)), "OtherClaimHasNoEdge", "Opinion",
    ),
    "a companion that strayed": (
        lambda graph: graph.set((HIMA.hasPercentMin, HIMA.isCompanionOf, HIMA.hasValue)), "Companion", "hasPercentMin",
    ),
    "a deprecated term without a reason": (
        lambda graph: graph.add((HIMA.hasHost, OWL.deprecated, Literal(True))), "Deprecated", "hasHost",
    ),
}  # fmt: skip


def test_the_ontology_keeps_its_manners() -> None:
    assert manners() == []


@cache
def slipped() -> frozenset[tuple[str, str]]:
    """The shape and the term of all that is found when every slip is made at once."""
    found = manners(*(change for change, _, _ in SLIPS.values()))
    return frozenset((shape, thing.removeprefix(vocab.HIMA)) for shape, _, thing in found)


@pytest.mark.parametrize("slip", SLIPS)
def test_the_manners_forbid(slip: str) -> None:
    _, shape, thing = SLIPS[slip]
    assert (shape, thing) in slipped()


def test_the_manners_forbid_nothing_else() -> None:
    assert slipped() == {(shape, thing) for _, shape, thing in SLIPS.values()}


def test_the_manners_forbid_two_terms_with_one_label() -> None:
    label = (HIMA.Series, RDFS.label, Literal("brand", "en"))
    found = manners(drop("Series", RDFS.label, "en"), lambda graph: graph.add(label))
    assert {(shape, thing.removeprefix(vocab.HIMA)) for shape, _, thing in found} == {
        ("LabelOfOneTerm", "Brand"),
        ("LabelOfOneTerm", "Series"),
    }
