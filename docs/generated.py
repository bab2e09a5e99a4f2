"""Pages and files that are made whole out of the ontology, the named queries and the schemas; `refresh` writes them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Literal, Namespace, URIRef

from himagraph import queries, resources, vocab
from himagraph.examples import by_topic, code, example
from himagraph.queries import Query

HIMA = Namespace(vocab.HIMA)
SCHEMA = Namespace("https://schema.org/")
QUERY = Namespace(vocab.BASE + "query/")
LANGUAGES = ("en", "zh")
NOTE = "Made by `make docs`; do not edit it by hand.\n"


# --- the named queries ---------------------------------------------------------------------------------------------


def library() -> list[Query]:
    return [queries.load(name) for name in queries.names()]


def command(query: Query) -> str:
    """The command that asks the query with the examples of its header."""
    given = [f"--param {one.name}={shlex.quote(one.example)}" for one in query.parameters if one.example is not None]
    return " ".join(["hima query", query.name, *given])


def queries_page() -> str:
    """docs/queries.md: every named query by topic, in both languages, with its parameters and its text."""
    topics, found = queries.topics(), by_topic(library())
    parts = [
        f"# Named queries\n\n{NOTE}",
        f"{len(library())} questions that come with the program, each a file in `ontology/queries/`.\n"
        "`hima query NAME` asks one, `hima queries NAME` prints it, `kg.query(NAME, ...)` gives its rows in Python.\n"
        "In the text `$x` is a parameter; one with the default `*` may be left open, or given several times. The same\n"
        "queries as linked data, with examples in the place of parameters: [queries.ttl](queries.ttl). What the\n"
        "words mean: [the data model](model.md); how to write your own: [the cookbook](cookbook.md).\n",
        "".join(
            f"- [{title['en']} {title['zh']}](#{slug(title)}): {len(found[topic])}\n" for topic, title in topics.items()
        ),
    ]
    for topic, title in topics.items():
        parts.append(f"## {title['en']} {title['zh']}\n")
        parts += [_query(query) for query in found[topic]]
    return "\n".join(parts)


def slug(title: dict[str, str]) -> str:
    """The anchor of a topic's heading, as GitHub and the site both make it of words that they share."""
    words = re.sub(r"[^\w\s-]", "", f"{title['en']} {title['zh']}".lower())
    return re.sub(r"\s", "-", words)


def _query(query: Query) -> str:
    lines = [f"### {query.name}\n", f"**{query.summary}.** {query.description}\n"]
    lines.append(f"**{query.summary_zh}**。{query.description_zh}\n")
    if query.parameters:
        lines.append("| parameter | type | default | example |\n|---|---|---|---|")
        lines += [
            f"| `{one.name}` | {one.type} | {_cell(one.default)} | {_cell(one.example)} |" for one in query.parameters
        ]
        lines.append("")
    lines.append(f"```sh\n{command(query)}\n```\n\n```sparql\n{code(query)}```\n")
    return "\n".join(lines)


def _cell(value: str | None) -> str:
    return "" if value is None else f"`{value}`"


def queries_turtle() -> str:
    """docs/queries.ttl: the named queries as SPARQL examples in the manner of the Swiss Institute of Bioinformatics."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in (
        ("sh", SH), ("schema", SCHEMA), ("rdfs", RDFS), ("dcterms", DCTERMS), ("owl", OWL), ("query", QUERY),
        ("prefix", Namespace(vocab.BASE + "prefix/")), ("xsd", rdflib.XSD),
    ):  # fmt: skip
        graph.bind(prefix, namespace)
    graph += rdflib.Graph().parse(resources.ontology() / "prefixes.ttl")
    topics = queries.topics()
    classes = _class_labels()
    for query in library():
        node = QUERY[query.name]
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, SH.SPARQLSelectExecutable))
        graph.add((node, SH.prefixes, URIRef(vocab.BASE + "prefixes")))
        graph.add((node, SH.select, Literal(example(query))))
        graph.add((node, DCTERMS.identifier, Literal(query.name)))
        for lang, summary, description in (
            ("en", query.summary, query.description),
            ("zh", query.summary_zh, query.description_zh),
        ):
            graph.add((node, RDFS.comment, Literal(summary, lang=lang)))
            graph.add((node, DCTERMS.description, Literal(description, lang=lang)))
            graph.add((node, SCHEMA.keywords, Literal(topics[query.topic][lang], lang=lang)))
            for name in set(re.findall(r"\bhima:([A-Z]\w+)", query.text)):
                graph.add((node, SCHEMA.keywords, Literal(classes[name, lang], lang=lang)))
    return graph.serialize(format="turtle").strip() + "\n"


def _class_labels() -> dict[tuple[str, str], str]:
    graph = ontology()
    return {
        (str(term)[len(vocab.HIMA) :], label.language or ""): str(label)
        for term, label in graph.subject_objects(RDFS.label)
        if isinstance(label, Literal) and str(term).startswith(vocab.HIMA)
    }


# --- the ontology --------------------------------------------------------------------------------------------------


def ontology() -> rdflib.Graph:
    """The ontology with its concept schemes and alignments."""
    graph = rdflib.Graph()
    for name in ("himagraph.ttl", "cooperation.ttl", "alignments.ttl"):
        graph.parse(resources.ontology() / name)
    return graph


def terms_page() -> str:
    """docs/terms.md: every term with both languages, its definition and what it is aligned to."""
    graph = ontology()
    classes = set(graph.subjects(RDF.type, OWL.Class))
    properties = {
        term
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in graph.subjects(RDF.type, kind)
    }
    own = {term for term in classes | properties if str(term).startswith(vocab.HIMA)}
    companions = {term for term in own if graph.value(term, HIMA.isCompanionOf)}
    claims = _below(graph, HIMA.Claim)
    entities = _below(graph, HIMA.Entity)
    version = graph.value(URIRef(vocab.BASE + "ontology"), OWL.versionInfo)
    groups = (
        ("Kinds of things 事物的类", entities & own),
        ("Kinds of claims 主张的类", claims & own),
        ("Other classes 其他类", (classes & own) - claims - entities),
        ("Properties 属性", (properties & own) - companions),
        ("Cooperation models 合作模式", set(graph.subjects(RDF.type, HIMA.CooperationModel))),
        ("Tasks 工作", set(graph.subjects(RDF.type, HIMA.Task))),
    )
    parts = [
        f"# Terms of the ontology\n\n{NOTE}",
        f"Version {version}. Terms are `hima:NAME`, with `hima:` for `{vocab.HIMA}`; each answers at its\n"
        "address when `hima serve` runs. Nothing is imported: outside vocabularies are named and stay there.\n"
        "A value with more than one side has companions (`...Min`, `...Max`, `...First`, `...Last`, `...Text` ...),\n"
        "named beside the property. How terms are written: [ontology/STYLE.md](../ontology/STYLE.md); what changed:\n"
        "[ontology/CHANGELOG.md](../ontology/CHANGELOG.md).\n",
    ]
    for title, members in groups:
        parts.append(f"## {title}\n")
        parts += [_term(graph, term) for term in sorted(members, key=_local)]
    return "\n".join(parts)


def _below(graph: rdflib.Graph, root: URIRef) -> set[rdflib.term.Node]:
    return set(graph.transitive_subjects(RDFS.subClassOf, root))


def _local(term: rdflib.term.Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def _term(graph: rdflib.Graph, term: rdflib.term.Node) -> str:
    lines = [f"### {_local(term)}\n"]
    for lang, stop in (("en", ". "), ("zh", "。")):
        labels = _texts(graph, term, SKOS.prefLabel, lang) or _texts(graph, term, RDFS.label, lang)
        lines.append(f"**{labels[0]}**{stop}{' '.join(_texts(graph, term, SKOS.definition, lang))}\n")
    notes = []
    for word, found in (
        ("A kind of", [one for one in graph.objects(term, RDFS.subClassOf) if _own(one)]),
        ("Of", list(graph.objects(term, SCHEMA.domainIncludes))),
        ("Value", list(graph.objects(term, SCHEMA.rangeIncludes))),
        ("With", list(graph.subjects(HIMA.isCompanionOf, term))),
    ):
        if found:
            notes.append(f"{word}: {', '.join(f'`{_local(one)}`' for one in sorted(found, key=_local))}.")
    alignment = _alignment(graph, term)
    reason = " ".join(_texts(graph, term, HIMA.hasNoAlignmentReason, "en"))
    if alignment or reason:
        notes.append(f"Aligned: {alignment}." if alignment else f"Not aligned: {reason}")
    return "\n".join([*lines, *([" ".join(notes), ""] if notes else [])])


def _alignment(graph: rdflib.Graph, term: rdflib.term.Node) -> str:
    found = []
    for word, predicates in (
        ("below", (RDFS.subClassOf, RDFS.subPropertyOf)),
        ("close to", (SKOS.closeMatch,)),
        ("see", (RDFS.seeAlso,)),
    ):
        outside = [one for predicate in predicates for one in graph.objects(term, predicate) if not _own(one)]
        links = [f"[{_compact(one)}]({one})" for one in sorted(map(str, outside))]
        if links:
            found.append(f"{word} {', '.join(links)}")
    return "; ".join(found)


def _own(term: rdflib.term.Node) -> bool:
    return str(term).startswith(vocab.BASE)


def _compact(iri: str) -> str:
    """The IRI with the prefix that `alignments.ttl` gives its namespace."""
    for prefix, namespace in sorted(_outside(), key=lambda pair: -len(pair[1])):
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _outside() -> list[tuple[str, str]]:
    text = (resources.ontology() / "alignments.ttl").read_text(encoding="utf-8")
    return re.findall(r"^@prefix (\w+): <([^>]+)> \.$", text, re.MULTILINE)


def _texts(graph: rdflib.Graph, term: rdflib.term.Node, predicate: URIRef, lang: str) -> list[str]:
    return [str(one) for one in graph.objects(term, predicate) if isinstance(one, Literal) and one.language == lang]


# --- the schemas ---------------------------------------------------------------------------------------------------


def schemas_table(folder: Path) -> str:
    """The JSON Schemas as a table: the file, and what it is of."""
    return "".join(_rows(folder))


def _rows(folder: Path) -> Iterable[str]:
    yield "| schema | of |\n|---|---|\n"
    for path in sorted(folder.glob("*.json")):
        title = json.loads(path.read_text(encoding="utf-8"))["title"]
        yield f"| [{path.name}](schemas/{path.name}) | {title} |\n"


# --- the data ------------------------------------------------------------------------------------------------------


def completeness(card: dict[str, Any]) -> str:
    """How complete the data are, as tables of the data card."""
    lines = [
        f"{card['independent_sources']} sources are no copy of another; {card['copies']} were read as copies. "
        f"{card['refuted_claims']} claims are refuted by a judgement and not counted above.\n",
        "| what is there | of | |\n|---:|---:|---|",
    ]
    lines += [f"| {one['have']} | {one['of']} | {what} |" for what, one in card["completeness"].items()]
    lines.append("\n| what is missing | of | |\n|---:|---:|---|")
    lines += [
        f"| {one['have_not']} | {one['of']} | {one['label']['en']} · {one['label']['zh']} |" for one in card["gaps"]
    ]
    return "".join(line + "\n" for line in lines)
