"""What the store says about one thing, ready to be read and as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from himagraph import queries, vocab
from himagraph.errors import NoAnswer
from himagraph.library import KnowledgeGraph
from himagraph.store import Term

_LANGS = ("en", "zh")
#: What the IRIs of things that have a page here begin with, and where their pages are.
PLACES = {vocab.HIMA: "/ontology.html#"} | {
    vocab.BASE + kind: f"/{kind}" for kind in ("id/", "claim/", "source/", "concept/")
}
_LABELS = {vocab.RDFS_LABEL, vocab.DCTERMS + "title", vocab.PREFIXES["skos"] + "prefLabel"}
#: Rows of a section that one page shows.
ROWS = 150


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is read: its text in English and Chinese, and where it leads."""

    en: str
    zh: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A property of the thing with one value, who says so, and whether it is the other that has it."""

    property: Value
    other: Value
    said_by: Value | None
    inverse: bool
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """A thing: its IRI, its names and kinds, all that is said of it by others or itself, and the same as triples."""

    iri: str
    title: Value
    kinds: tuple[Value, ...]
    lines: tuple[Line, ...]
    triples: tuple[Triple, ...]

    @property
    def address(self) -> str:
        """The path of the thing on this server."""
        return self.iri[len(vocab.BASE) - 1 :]

    @property
    def sections(self) -> tuple[Section, ...]:
        """What it says or is said of it, and who points at it."""
        said, named = Value("What is said of it", "关于它的陈述"), Value("Where it is named", "提及它之处")
        return (
            Section(said, _rows(line for line in self.lines if not line.inverse)),
            Section(named, _rows(line for line in self.lines if line.inverse)),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A property with one value and all who say so, in the order of the lines."""

    property: Value
    other: Value
    said_by: tuple[Value, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its title and its rows."""

    title: Value
    rows: tuple[Row, ...]

    def page(self, number: int) -> tuple[Row, ...]:
        """The rows of a page, the first being 1."""
        return self.rows[(number - 1) * ROWS : number * ROWS]

    @property
    def mostly(self) -> tuple[Value, ...]:
        """Who says most of it, told once above the table."""
        said = Counter(row.said_by for row in self.rows)
        most, count = said.most_common(1)[0] if said else ((), 0)
        return most if 2 * count > len(self.rows) > 2 else ()

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ROWS))


def _rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The lines with those together that say the same of it in several graphs."""
    found: dict[tuple[Value, Value, str | None], dict[Value, None]] = {}
    for line in lines:
        said = found.setdefault((line.property, line.other, line.anchor), {})
        if line.said_by:
            said[line.said_by] = None
    return tuple(Row(of, other, tuple(said), anchor) for (of, other, anchor), said in found.items())


def describe(kg: KnowledgeGraph, iri: str) -> Description:
    """What the store says about the thing. NoAnswer when it says nothing."""
    query = queries.load("_about-thing")
    rows = kg.store.select(queries.bind(query.text, {"thing": queries.iri(iri)})).rows
    if not rows:
        raise NoAnswer(f"The store says nothing about {iri[:200]}.", "Look for it by name: hima find.")
    return _description(kg, iri, rows)


def ontology(kg: KnowledgeGraph) -> Description:
    """The terms of the ontology, each with its names and definitions."""
    terms: dict[str, dict[str, str]] = {}
    for row in kg.store.select(queries.load("_ontology-terms").text):
        terms.setdefault(str(row["term"]), {})[str(row["lang"])] = str(row["definition"])
    names = _names(kg, set(terms))
    lines = tuple(
        Line(
            _shown(NamedNode(term), names),
            Value(told.get("en", ""), told.get("zh", told.get("en", ""))),
            None,
            False,
            term.removeprefix(vocab.HIMA) if term.startswith(vocab.HIMA) else None,
        )
        for term, told in terms.items()
    )
    graph = kg.store.construct(queries.load("_ontology-graph").text)
    return Description(vocab.BASE + "ontology", Value("Ontology", "本体"), (), lines, tuple(graph))


def _description(kg: KnowledgeGraph, iri: str, rows: Iterable[tuple[Term | None, ...]]) -> Description:
    kept = [tuple(row) for row in rows]
    names = _names(kg, {term.value for row in kept for term in row if isinstance(term, NamedNode)} | {iri})
    lines: list[Line] = []
    triples: dict[Triple, None] = {}
    kinds: dict[str, Value] = {}
    for subject, property_, object_, graph in kept:
        if not isinstance(subject, NamedNode) or not isinstance(property_, NamedNode) or object_ is None:
            continue
        triples[Triple(subject, property_, object_)] = None
        own = subject.value == iri
        if own and property_.value == vocab.RDF_TYPE:
            kinds[str(object_)] = _shown(object_, names)
        elif not (own and property_.value in _LABELS):
            other = object_ if own else subject
            told = _shown(graph, names) if isinstance(graph, NamedNode) else None
            lines.append(Line(_shown(property_, names), _shown(other, names), told, not own))
    title = _shown(NamedNode(iri), names)
    return Description(
        iri,
        Value(title.en, title.zh),
        tuple(kinds.values()),
        tuple(dict.fromkeys(lines)),
        tuple(sorted(triples, key=str)),
    )


def _names(kg: KnowledgeGraph, iris: set[str]) -> dict[str, dict[str, str]]:
    """The names of these things by language."""
    text = queries.bind(queries.load("_names-of-things").text, {"things": [queries.iri(one) for one in sorted(iris)]})
    found: dict[str, dict[str, str]] = {}
    for row in kg.store.select(text):
        found.setdefault(str(row["thing"]), {}).setdefault(str(row["lang"]), str(row["name"]))
    return found


def _shown(term: Term, names: dict[str, dict[str, str]]) -> Value:
    if isinstance(term, NamedNode):
        known = names.get(term.value, {})
        plain = known.get("") or next(iter(known.values()), _short(term.value))
        en, zh = (known.get(lang, plain) for lang in _LANGS)
        return Value(en, zh, link(term.value))
    if isinstance(term, Literal):
        text = f"{term.value} ({term.language})" if term.language else term.value
        return Value(text, text, term.value if term.value.startswith(("https://", "http://")) else None)
    return Value(str(term), str(term))


def link(iri: str) -> str | None:
    """Where a thing is read: here for those of this graph, on the web for others."""
    for base, place in PLACES.items():
        if iri.startswith(base):
            return place + iri[len(base) :]
    if iri.startswith(vocab.BASE):
        return None
    return iri if iri.startswith(("https://", "http://")) else None


def _short(iri: str) -> str:
    for name, base in vocab.PREFIXES.items():
        if iri.startswith(base):
            return iri[len(base) :] if base.startswith(vocab.BASE) and name != "hima" else f"{name}:{iri[len(base) :]}"
    return iri
