"""Namespaces, graphs and the terms that more than one room uses, as plain IRI strings."""

from __future__ import annotations

import re

BASE = "https://w3id.org/himagraph/"
HIMA = BASE + "ontology#"
ENTITY = BASE + "id/"
SOURCE = BASE + "source/"
CLAIM = BASE + "claim/"
MODEL = BASE + "concept/model/"
TASK = BASE + "concept/task/"
COMPUTED = BASE + "computed/"

REGISTER_GRAPH = BASE + "graph/register"
JUDGEMENTS_GRAPH = BASE + "graph/judgements"
RANKS_GRAPH = BASE + "graph/ranks"
COMPUTED_GRAPH = BASE + "graph/computed"
ONTOLOGY_GRAPH = BASE + "graph/ontology"
ABOUT_GRAPH = BASE + "graph/about"

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

#: The prefixes of `ontology/prefixes.ttl` that every query of ours may use without declaring them.
PREFIXES = {
    "hima": HIMA,
    "id": ENTITY,
    "source": SOURCE,
    "claim": CLAIM,
    "model": MODEL,
    "task": TASK,
    "graph": BASE + "graph/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": DCTERMS,
    "prov": PROV,
    "xsd": XSD,
}


def hima(name: str) -> str:
    """The IRI of an own term."""
    return HIMA + name


def entity_iri(slug: str) -> str:
    return ENTITY + slug


def source_iri(slug: str) -> str:
    """The IRI of a source, which is also the name of the graph of its claims."""
    return SOURCE + slug


def claim_iri(path: str) -> str:
    """The IRI of the claim `SOURCE/CLAIM`."""
    return CLAIM + path


def computed_iri(*parts: str) -> str:
    """The IRI of something computed: what it is, then the slugs that it is about."""
    return COMPUTED + "/".join(parts)


def slug_of(iri: str) -> str:
    """The end of an entity's or a source's IRI; `SOURCE/CLAIM` for a claim."""
    for base in (ENTITY, SOURCE, CLAIM, MODEL, TASK):
        if iri.startswith(base):
            return iri[len(base) :]
    return iri


_DECLARED = re.compile(r"^\s*PREFIX\s+([\w-]*):", re.IGNORECASE | re.MULTILINE)


def with_prefixes(sparql: str) -> str:
    """The query with those of our prefixes declared that it does not declare itself, one a line before it."""
    declared = set(_DECLARED.findall(sparql))
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if name not in declared) + sparql
