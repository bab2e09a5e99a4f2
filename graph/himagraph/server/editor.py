"""The page to ask SPARQL in: an editor that needs no network but this server, and the named queries beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from himagraph import queries, vocab
from himagraph.examples import by_topic, example
from himagraph.lexer import TOKEN
from himagraph.library import KnowledgeGraph
from himagraph.queries import Query
from himagraph.server.resource import PLACES

#: What the page may do: its own scripts and styles, the pictures that these hold, and questions to this server.
#: One style that the editor brings for its columns is allowed by its hash.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' "
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page(kg: KnowledgeGraph) -> dict[str, Any]:
    """What the page shows: the named queries by topic, and the data of its script."""
    shown = topics()
    named = [query for _, found in shown for query in found]
    return {
        "topics": shown,
        "data": _embedded(
            {
                "queries": {query.name: runnable(query) for query in named},
                "first": [query.name for query in shown[0][1]],
                "blank": declared(
                    "SELECT ?brand ?name WHERE {\n  ?brand a hima:Brand ; rdfs:label ?name .\n}\nORDER BY ?brand"
                ),
                "prefixes": vocab.PREFIXES,
                "places": PLACES,
                "classes": _used(kg, "class"),
                "properties": _used(kg, "property"),
            }
        ),
    }


def topics() -> list[tuple[dict[str, str], list[Query]]]:
    """The named queries by topic, each topic with its title by language."""
    titles = queries.topics()
    found = by_topic([queries.load(name) for name in queries.names()])
    return [(titles[topic], of) for topic, of in found.items() if of]


def runnable(query: Query) -> str:
    """The query as a text that any endpoint with the data takes: what it answers, its prefixes, its examples bound."""
    return f"# {query.summary}\n# {query.summary_zh}\n{declared(example(query))}"


def declared(sparql: str) -> str:
    """The query with those of our prefixes declared that it uses."""
    used = {found["prefix"] for found in TOKEN.finditer(sparql) if found["prefix"]}
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in vocab.PREFIXES.items() if name in used]
    return "\n".join([*lines, sparql.strip(), ""])


def _used(kg: KnowledgeGraph, name: str) -> list[str]:
    """The classes or properties that the store has something of."""
    return [str(row[name]) for row in kg.store.select(queries.load(f"_void-{name}").text)]


def _embedded(data: Mapping[str, Any]) -> str:
    """The data as JSON that may stand in a page: it opens and closes no element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
