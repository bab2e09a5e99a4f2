"""Named queries that can be asked as they stand: with the examples of their headers in the place of parameters."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from himagraph import vocab
from himagraph.errors import UsageError
from himagraph.frozen import dataclass
from himagraph.queries import Bound, Every, Query, Value, bind, bound, topics

_SIMPLE = re.compile(r"[A-Za-z0-9](?:[\w-]*\w)?")


@dataclass(frozen=True, slots=True)
class _Written(Every):
    """Terms as a person writes them."""

    text: str

    def __str__(self) -> str:
        return self.text


def example(query: Query) -> str:
    """The SPARQL of the query without its header: each parameter with its example, else with its default.

    Our own prefixes are used and not declared: see `vocab.with_prefixes`. UsageError where a header gives neither.
    """
    given = {one.name: one.example for one in query.parameters if one.example is not None}
    return bind(code(query), {name: _written(value) for name, value in bound(query, given).items()})


def code(query: Query) -> str:
    """The SPARQL of the query without its header, its parameters still `$name`."""
    lines = query.text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#+"))


def by_topic(queries: list[Query]) -> dict[str, list[Query]]:
    """The queries of each topic, in the order of the topics and within one by name; UsageError for an unknown topic."""
    known = topics()
    strange = sorted({query.topic for query in queries} - known.keys())
    if strange:
        raise UsageError(f"Unknown topics of queries: {', '.join(strange)}.", f"Take one of {', '.join(known)}.")
    return {topic: [query for query in queries if query.topic == topic] for topic in known}


def _written(value: Value) -> Every:
    if isinstance(value, Every):
        return value
    terms = [value] if isinstance(value, NamedNode | Literal) else value
    return _Written(" ".join(map(_short, terms)))


def _short(term: Bound) -> str:
    """The term with a prefix of ours, where that leaves a plain name; a date or a number as one writes it."""
    if isinstance(term, NamedNode):
        for name, iri in vocab.PREFIXES.items():
            if term.value.startswith(iri) and _SIMPLE.fullmatch(term.value[len(iri) :]):
                return f"{name}:{term.value[len(iri) :]}"
        return str(term)
    return f'"{term.value}"^^xsd:date' if term.datatype.value == vocab.XSD + "date" else str(term)
