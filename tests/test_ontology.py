"""The ontology defines what the seed format needs, contradicts nothing, and its checks find faults."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import FOAF, ORG, PROV, QB, SH, DefinedNamespaceMeta

from himagraph import kinds, vocab
from himagraph.kinds import Type

ONTOLOGY = Path(__file__).parents[1] / "ontology"
LOADED = ("himagraph", "cooperation", "alignments")
HIMA = rdflib.Namespace(vocab.HIMA)
SELF = URIRef("https://w3id.org/himagraph/ontology")
SCHEMA = rdflib.Namespace("https://schema.org/")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

COMPANIONS = {
    Type.PARTY: ("Text",),
    Type.FIELD: ("Text",),
    Type.SPEAKER: ("Text",),
    Type.SHARE: ("Min", "Max", "Unknown"),
    Type.NUMBER: ("Min", "Max"),
    Type.COUNT: ("Min", "Max"),
    Type.MONEY: ("Amount", "AmountMin", "AmountMax", "Currency", "Bound"),
    Type.WHEN: ("First", "Last"),
}
LINKS = (
    Type.ENTITY, Type.ENTITIES, Type.PARTY, Type.FIELD, Type.SPEAKER, Type.MODEL, Type.TASKS, Type.INSTALMENTS,
)  # fmt: skip
RELATIONS = {
    "EquityStake", "StakeTransaction", "ControlRight", "Affiliation", "Cooperation", "BrandRight", "Production",
    "TechnologyUse", "Post",
}  # fmt: skip

ALL_KEYS = [(kind, key) for kind in kinds.CLAIM_KINDS for key in kind.all_keys()]


@cache
def parsed(name: str) -> rdflib.Graph:
    return rdflib.Graph(bind_namespaces="none").parse(ONTOLOGY / name)


@cache
def everything() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in LOADED:
        for triple in parsed(f"{name}.ttl"):
            graph.add(triple)
    return graph


def own_terms() -> list[URIRef]:
    defined = everything().subjects(RDFS.isDefinedBy, SELF)
    return sorted({term for term in defined if isinstance(term, URIRef) and term.startswith(vocab.HIMA)})


def languages(term: URIRef, *predicates: URIRef) -> list[str]:
    values = (value for predicate in predicates for value in everything().objects(term, predicate))
    return sorted(value.language or "" for value in values if isinstance(value, rdflib.Literal))


# --- what is defined ---------------------------------------------------------------------------------------------


def test_every_kind_of_entity_and_claim_has_a_class() -> None:
    classes = {*kinds.ENTITY_CLASSES.values(), *(kind.cls for kind in kinds.CLAIM_KINDS)}
    assert [name for name in sorted(classes) if (HIMA[name], RDF.type, OWL.Class) not in everything()] == []


def test_every_kind_stands_below_entity_or_claim() -> None:
    above = everything().transitive_objects
    for name in kinds.ENTITY_CLASSES.values():
        assert HIMA.Entity in set(above(HIMA[name], RDFS.subClassOf)), name
    for kind in kinds.CLAIM_KINDS:
        assert HIMA.Claim in set(above(HIMA[kind.cls], RDFS.subClassOf)), kind.name


@pytest.mark.parametrize("type_", Type)
def test_every_key_has_its_term_and_companions(type_: Type) -> None:
    base = OWL.ObjectProperty if type_ in LINKS else OWL.DatatypeProperty
    for kind, key in ALL_KEYS:
        if key.type is type_:
            assert (HIMA[key.term], RDF.type, base) in everything(), f"{kind.name}.{key.name}"
            for suffix in COMPANIONS.get(type_, ()):
                companion = HIMA[key.term + suffix]
                assert (companion, RDF.type, OWL.DatatypeProperty) in everything(), companion
                assert (companion, HIMA.isCompanionOf, HIMA[key.term]) in everything(), companion


def test_a_key_of_a_kind_is_hinted_at_by_its_term() -> None:
    common = {key.term for key in kinds.COMMON}
    for kind, key in ALL_KEYS:
        domain = HIMA.Claim if key.term in common else HIMA[kind.cls]
        assert (HIMA[key.term], SCHEMA.domainIncludes, domain) in everything(), f"{kind.name}.{key.name}"


def test_no_companion_is_there_without_a_key_or_structure_that_writes_it() -> None:
    structural = {"isPublished", "isRetrieved", "hasEffectivePercent", "hasNetPercent"}
    expected = {key.term + suffix for _, key in ALL_KEYS for suffix in COMPANIONS.get(key.type, ())}
    companions = {
        str(term).removeprefix(vocab.HIMA): base for term, base in everything().subject_objects(HIMA.isCompanionOf)
    }
    surplus = {name for name in companions if name not in expected}
    assert {str(companions[name]).removeprefix(vocab.HIMA) for name in surplus} == structural


def test_every_own_term_that_a_query_a_check_or_the_library_names_is_defined() -> None:
    known = {str(term).removeprefix(vocab.HIMA) for term in own_terms()}
    named: dict[str, Path] = {}
    for path in (*ONTOLOGY.rglob("*.rq"), *ONTOLOGY.rglob("shapes/*.ttl")):
        named |= dict.fromkeys(re.findall(r"\bhima:(\w+)", path.read_text(encoding="utf-8")), path)
    for path in (ONTOLOGY.parent / "graph").rglob("*.py"):
        named |= dict.fromkeys(re.findall(r"\bhima\(\"(\w+)\"\)", path.read_text(encoding="utf-8")), path)
    assert {name: str(path) for name, path in named.items() if name not in known} == {}


def test_every_term_has_labels_and_definitions_in_both_languages() -> None:
    for term in own_terms():
        assert languages(term, RDFS.label) == ["en", "zh"], term
        assert languages(term, SKOS.definition) == ["en", "zh"], term


def test_each_term_is_defined_once_in_one_file() -> None:
    for term in own_terms():
        places = [name for name in LOADED if (term, RDF.type, None) in parsed(f"{name}.ttl")]
        types = set(everything().objects(term, RDF.type)) - {OWL.SymmetricProperty}
        assert len(places) == len(types) == 1, term
        assert types <= {OWL.Class, *PROPERTY_TYPES}, term


def test_whatever_is_used_in_the_own_namespace_is_defined() -> None:
    used = {
        term for triple in everything() for term in triple if isinstance(term, URIRef) and term.startswith(vocab.HIMA)
    }
    assert used - set(own_terms()) == set()


def test_the_concepts_are_the_models_and_tasks_of_the_seed_format() -> None:
    for base, slugs, cls in ((vocab.MODEL, kinds.MODELS, "CooperationModel"), (vocab.TASK, kinds.TASKS, "Task")):
        concepts = set(everything().subjects(RDF.type, HIMA[cls]))
        assert concepts == {URIRef(base + slug) for slug in slugs}
        scheme = URIRef(base.rstrip("/"))
        assert all((concept, SKOS.inScheme, scheme) in everything() for concept in concepts)


def test_smart_selection_was_replaced_by_hima() -> None:
    assert (URIRef(vocab.MODEL + "smart-selection"), DCTERMS.isReplacedBy, URIRef(vocab.MODEL + "hima")) in everything()


# --- edges -------------------------------------------------------------------------------------------------------


def test_exactly_the_relations_declare_an_edge() -> None:
    graph = everything()
    declared = {str(cls).removeprefix(vocab.HIMA) for cls in graph.subjects(HIMA.edgeSource)}
    assert declared == RELATIONS
    without = {str(cls).removeprefix(vocab.HIMA) for cls in graph.subjects(HIMA.hasNoEdge)}
    assert without == {kind.cls for kind in kinds.CLAIM_KINDS} - RELATIONS


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_an_edge_runs_between_keys_of_its_kind_and_is_labelled(name: str) -> None:
    terms = {key.term for key in kinds.KIND_OF_CLASS[name].keys if key.type in LINKS}
    ends = [*everything().objects(HIMA[name], HIMA.edgeSource), *everything().objects(HIMA[name], HIMA.edgeTarget)]
    assert len(ends) >= 2
    assert {str(end).removeprefix(vocab.HIMA) for end in ends} <= terms
    assert languages(HIMA[name], HIMA.edgeLabel) == ["en", "zh"]


# --- alignments and logic ----------------------------------------------------------------------------------------


def test_every_class_is_aligned_or_says_why_not() -> None:
    graph = everything()
    for cls in graph.subjects(RDF.type, OWL.Class):
        ties = [o for p in (RDFS.subClassOf, SKOS.closeMatch, RDFS.seeAlso) for o in graph.objects(cls, p)]
        outside = [tie for tie in ties if not str(tie).startswith(vocab.BASE)]
        assert outside or (cls, HIMA.hasNoAlignmentReason, None) in graph, cls


@pytest.mark.parametrize("namespace", [ORG, PROV, FOAF, QB, SKOS, DCTERMS])
def test_aligned_terms_exist_in_the_vocabularies_that_rdflib_knows(namespace: DefinedNamespaceMeta) -> None:
    targets = {o for o in parsed("alignments.ttl").objects() if str(o).startswith(str(namespace))}
    assert targets
    assert [target for target in targets if target not in namespace] == []


def test_terms_are_never_said_to_be_the_same_as_others() -> None:
    assert not list(everything().triples((None, OWL.sameAs, None)))


def closure(*extra: tuple[URIRef, URIRef, URIRef]) -> rdflib.Graph:
    """The OWL 2 RL closure of all that is no wording, with one individual of each class, `extra`, and what the light
    vocabularies keep apart."""
    graph = rdflib.Graph()
    wording = {RDFS.label, RDFS.isDefinedBy, SKOS.definition, SKOS.prefLabel, SKOS.scopeNote, SKOS.notation}
    for triple in everything():
        if triple[1] not in wording and not isinstance(triple[2], rdflib.Literal):
            graph.add(triple)
    for cls in everything().subjects(RDF.type, OWL.Class):
        graph.add((URIRef(f"urn:one:{cls}"), RDF.type, cls))
    for one, other in (
        (PROV.Entity, PROV.Activity), (PROV.Agent, PROV.InstantaneousEvent), (FOAF.Person, FOAF.Organization),
        (FOAF.Document, FOAF.Person), (FOAF.Document, FOAF.Organization), (SKOS.Concept, SKOS.Collection),
        (SKOS.Concept, SKOS.ConceptScheme),
    ):  # fmt: skip
        graph.add((one, OWL.disjointWith, other))
    for one, other in (
        (ORG.Organization, FOAF.Organization), (ORG.FormalOrganization, ORG.Organization), (PROV.Person, PROV.Agent),
        (ORG.OrganizationalUnit, ORG.Organization), (ORG.OrganizationalCollaboration, ORG.Organization),
        (ORG.ChangeEvent, PROV.Activity), (FOAF.Organization, FOAF.Agent), (FOAF.Person, FOAF.Agent),
    ):  # fmt: skip
        graph.add((one, RDFS.subClassOf, other))
    for triple in extra:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: rdflib.Graph) -> list[str]:
    errors = [str(o) for _, p, o in graph if str(p).endswith("agent-ont#error")]
    return errors + [str(s) for s in graph.subjects(RDF.type, OWL.Nothing)]


def test_the_closure_of_the_ontology_contradicts_nothing() -> None:
    graph = closure()
    assert contradictions(graph) == []
    assert (URIRef(f"urn:one:{HIMA.JointVenture}"), RDF.type, ORG.FormalOrganization) in graph


@pytest.mark.parametrize(("one", "other"), [("Company", "Alliance"), ("Build", "Claim")])
def test_the_closure_shows_that_nothing_is_of_two_kinds(one: str, other: str) -> None:
    thing = URIRef("urn:thing")
    assert contradictions(closure((thing, RDF.type, HIMA[one]), (thing, RDF.type, HIMA[other]))) != []


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*LOADED, "prefixes"])
def test_a_file_has_no_blank_nodes_and_stands_in_canonical_form(name: str) -> None:
    graph = parsed(f"{name}.ttl")
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    assert (ONTOLOGY / f"{name}.ttl").read_text(encoding="utf-8") == graph.serialize(format="turtle").strip() + "\n"


def test_the_version_is_the_newest_of_the_changelog() -> None:
    newest = re.search(r"^## (\S+)", (ONTOLOGY / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert str(everything().value(SELF, OWL.versionInfo)) == newest[1]
    assert str(everything().value(SELF, OWL.versionIRI)) == f"{SELF}/{newest[1]}"


def declared_prefixes() -> dict[str, str]:
    graph = parsed("prefixes.ttl")
    return {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(None, SH.declare)
    }


def test_the_declared_prefixes_are_those_of_the_library() -> None:
    assert declared_prefixes() == vocab.PREFIXES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_the_context_reads_json_as_the_same_rdf() -> None:
    document = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")) | {
        "@id": "claim:s/a", "@type": "EquityStake", "hasHolder": "id:avatr", "hasSource": "source:s",
        "hasPercent": "10.50", "hasPercentUnknown": "false", "hasStartFirst": "2025-03-31", "hasLocator": "12",
        "title": "words", "hasShortName": {"en": "Avatr", "zh": "阿维塔"},
    }  # fmt: skip
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    expected = rdflib.Graph().parse(
        data=f"""@prefix hima: <{vocab.HIMA}> . @prefix xsd: <{vocab.XSD}> .
        <{vocab.CLAIM}s/a> a hima:EquityStake ; hima:hasHolder <{vocab.ENTITY}avatr> ;
          hima:hasSource <{vocab.SOURCE}s> ; hima:hasPercent "10.50"^^xsd:decimal ;
          hima:hasPercentUnknown "false"^^xsd:boolean ;
          hima:hasStartFirst "2025-03-31"^^xsd:date ; hima:hasLocator "12" ; <{DCTERMS}title> "words" ;
          hima:hasShortName "Avatr"@en, "阿维塔"@zh .""",
        format="turtle",
    )
    assert set(graph) == set(expected)


def test_the_context_knows_every_term_that_data_uses() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    annotations = set(everything().subjects(RDF.type, OWL.AnnotationProperty))
    names = {str(term).removeprefix(vocab.HIMA) for term in own_terms() if term not in annotations}
    assert names - set(context) == set()


# --- checks ------------------------------------------------------------------------------------------------------

REGISTER = """
graph:register {
  id:avatr a hima:Company ; hima:hasKind "company" ; hima:hasSlug "avatr" ; rdfs:label "Avatr"@en , "阿维塔"@zh .
  id:yinwang a hima:Company ; hima:hasKind "company" ; hima:hasSlug "yinwang" ; rdfs:label "Yinwang"@en , "引望"@zh .
  id:ias-bu a hima:Unit ; hima:hasKind "unit" ; hima:hasSlug "ias-bu" ; rdfs:label "IAS BU"@en , "车 BU"@zh .
}
graph:judgements { <urn:j> hima:hasJudged id:avatr , id:yinwang , id:ias-bu }
"""


def in_source(body: str, source: str = "s") -> str:
    return f"source:{source} {{ {body} }}"


def stake(name: str, percent: str, rest: str = "", holder: str = "avatr", issuer: str = "yinwang") -> str:
    return f"""claim:s\\/{name} a hima:EquityStake ; hima:hasSource source:s ; hima:hasLocator "1" ;
      hima:hasHolder id:{holder} ; hima:hasIssuer id:{issuer} ; hima:hasStatus "completed" ;
      hima:hasPercent {percent} ; hima:hasPercentMin {percent} ; hima:hasPercentMax {percent} {rest} ."""


def delivery(name: str, subject: str, value: int, rest: str = "", basis: str = "deliveries") -> str:
    return f"""claim:s\\/{name} a hima:Delivery ; hima:hasSource source:s ; hima:hasSubject id:{subject} ;
      hima:hasBasis "{basis}" ; hima:hasValue {value}.0 ; hima:hasPeriodFirst "2025-05-01"^^xsd:date ;
      hima:hasPeriodLast "2025-05-31"^^xsd:date {rest} ."""


def ratio(percent: str, rest: str = "") -> str:
    return f"""claim:s\\/r a hima:Ratio ; hima:hasSource source:s ; hima:hasMetric "share-of-deliveries" ;
      hima:hasPart id:avatr ; hima:hasWhole id:yinwang ; hima:hasRatioMin {percent} ; hima:hasRatioMax {percent} ;
      hima:hasPeriodFirst "2025-05-01"^^xsd:date ; hima:hasPeriodLast "2025-05-31"^^xsd:date {rest} ."""


MAY = delivery("a", "avatr", 36625) + delivery("b", "yinwang", 44454)
SEEN = '; hima:isObservedFirst "{0}"^^xsd:date ; hima:isObservedLast "{0}"^^xsd:date'
FROM = '; hima:hasStartFirst "{0}"^^xsd:date ; hima:hasStartLast "{0}"^^xsd:date'
UNTIL = '; hima:hasEndFirst "{0}"^^xsd:date ; hima:hasEndLast "{0}"^^xsd:date'
BOUND = '; hima:hasBound "{0}"'

FIRING = {
    "self-holding": [in_source(stake("a", "1.0", issuer="avatr"))],
    "unit-as-holder": [
        in_source(stake("a", "1.0", holder="ias-bu")),
        in_source("claim:s\\/a a hima:StakeTransaction ; hima:hasBuyer id:ias-bu"),
    ],
    "claim-without-source": [in_source("claim:s\\/a a hima:Opinion ; hima:hasStance 'good'")],
    "claim-outside-its-source": [in_source(stake("a", "1.0"), "other")],
    "two-figures-for-one-stake": [
        in_source(stake("a", "10.0") + stake("b", "12.0")),
        in_source(stake("a", "10.0", SEEN.format("2025-05-01")) + stake("b", "12.0", SEEN.format("2025-05-01"))),
        in_source(
            stake("a", "10.0", FROM.format("2025-01-01") + UNTIL.format("2025-06-01"))
            + stake("b", "12.0", SEEN.format("2025-05-31"))
        ),
    ],
    "ratio-against-deliveries": [
        in_source(MAY + ratio("82.3")),
        in_source(MAY + ratio("82.5")),
        in_source(MAY + ratio("81.0", BOUND.format("at-most"))),
        in_source(MAY + ratio("85.0", BOUND.format("more-than"))),
    ],
    "entity-without-chinese-name": [
        "graph:register { id:avita hima:hasKind 'brand' ; hima:hasSlug 'avita' ; rdfs:label 'Avita'@en }"
        "graph:judgements { <urn:j> hima:hasJudged id:avita }"
    ],
    "term-without-both-labels": ["graph:ontology { hima:X rdfs:isDefinedBy <urn:o> ; rdfs:label 'x'@en }"],
}
SILENT = {
    "self-holding": [in_source(stake("a", "1.0", '; hima:hasPolarity "denied"', issuer="avatr"))],
    "unit-as-holder": [in_source("claim:s\\/a a hima:Statement ; hima:hasSource source:s ; hima:hasSubject id:ias-bu")],
    "claim-without-source": [in_source(stake("a", "1.0"))],
    "claim-outside-its-source": [in_source(stake("a", "1.0")) + "graph:ranks { claim:s\\/a hima:hasRank 'normal' }"],
    "two-figures-for-one-stake": [
        in_source(stake("a", "10.0") + stake("b", "10.0")),
        in_source(stake("a", "10.0") + stake("b", "12.0", '; hima:hasScope "reported-as"')),
        in_source(stake("a", "10.0") + stake("b", "12.0", '; hima:hasShareClass "H shares"')),
        in_source(stake("a", "10.0") + stake("b", "12.0", BOUND.format("at-most"))),
        in_source(stake("a", "10.0", SEEN.format("2024-05-01")) + stake("b", "12.0", SEEN.format("2025-05-01"))),
        in_source(stake("a", "10.0", FROM.format("2024-05-01")) + stake("b", "12.0", SEEN.format("2025-05-01"))),
        in_source(
            stake("a", "10.0", FROM.format("2025-01-01") + UNTIL.format("2025-06-01"))
            + stake("b", "12.0", FROM.format("2025-06-01"))
        ),
        in_source(stake("a", "10.0"), "one") + in_source(stake("b", "12.0"), "two"),
    ],
    "ratio-against-deliveries": [
        in_source(MAY + ratio("82.4")),
        in_source(MAY + ratio("82")),
        in_source(MAY + ratio("80.0", BOUND.format("more-than"))),
        in_source(MAY + ratio("85.0", BOUND.format("at-most"))),
        in_source(MAY + ratio("85.0", BOUND.format("about"))),
        in_source(MAY + ratio("1.1", '; hima:hasUnit "points"')),
        in_source(ratio("50.0") + delivery("a", "avatr", 9, BOUND.format("more-than")) + delivery("b", "yinwang", 10)),
        in_source(ratio("50.0") + delivery("a", "avatr", 9, basis="sales") + delivery("b", "yinwang", 10)),
        in_source(ratio("50.0") + delivery("a", "avatr", 9, '; hima:hasSegment "SUV"') + delivery("b", "yinwang", 10)),
    ],
    "entity-without-chinese-name": [
        "graph:register { id:avatr hima:hasName <urn:n> . <urn:n> hima:hasNameText '阿维塔'@zh-Hans }"
    ],
    "term-without-both-labels": ["graph:ontology { hima:X rdfs:isDefinedBy <urn:o> ; rdfs:label 'x'@en , '某'@zh }"],
}
CHECKS = sorted(path.stem for path in (ONTOLOGY / "checks").glob("*.rq"))


def findings(name: str, world: str) -> list[pyoxigraph.QuerySolution]:
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode(vocab.ONTOLOGY_GRAPH)
    store.load(path=str(ONTOLOGY / "himagraph.ttl"), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    store.load(path=str(ONTOLOGY / "cooperation.ttl"), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in declared_prefixes().items())
    store.load(input=(prefixes + REGISTER + world).encode(), format=pyoxigraph.RdfFormat.TRIG)
    query = (ONTOLOGY / "checks" / f"{name}.rq").read_text(encoding="utf-8")
    solutions = store.query(query, prefixes=declared_prefixes())
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == ["claim", "other", "message"]
    return list(solutions)


def test_every_check_has_a_world_that_it_finds_fault_with_and_one_that_it_does_not() -> None:
    assert CHECKS == sorted(FIRING) == sorted(SILENT)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_says_what_it_is(name: str) -> None:
    text = (ONTOLOGY / "checks" / f"{name}.rq").read_text(encoding="utf-8")
    header = dict(re.findall(r"^#\+ (\S+): (.+)$", text, re.MULTILINE))
    assert {"summary", "summary@zh", "description", "severity", "columns"} == set(header)
    assert header["severity"] in ("error", "warning", "note")
    assert header["columns"] == "claim other message"
    assert "ORDER BY" in text


@pytest.mark.parametrize(("name", "world"), [(name, world) for name in FIRING for world in FIRING[name]])
def test_a_check_fires(name: str, world: str) -> None:
    found = findings(name, world)
    assert len(found) == 1
    assert found[0]["claim"] is not None
    assert found[0]["message"].value


@pytest.mark.parametrize(("name", "world"), [(name, world) for name in SILENT for world in SILENT[name]])
def test_a_check_stays_silent(name: str, world: str) -> None:
    assert findings(name, world) == []
