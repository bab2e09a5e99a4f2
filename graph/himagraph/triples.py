"""Records as RDF, and claims back from it. Every node has an IRI, so the same records give the same triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from himagraph import vocab
from himagraph.kinds import ENTITY_CLASSES, KIND_OF_CLASS, KINDS, Key, Type
from himagraph.records import (
    Claim,
    Entity,
    Instalment,
    Judgement,
    Money,
    Party,
    Quantity,
    Source,
    TaskShare,
    Value,
    When,
)

Term = NamedNode | Literal
Graph = NamedNode | DefaultGraph
#: A predicate (local name of an own term, or a full IRI) and its object.
Pair = tuple[str, Term]
#: (claim IRI, node IRI, predicate IRI, object): a claim's triples and those of its tasks and instalments.
Row = tuple[str, str, str, Term]

_DECIMAL = NamedNode(vocab.XSD + "decimal")
_DATE = NamedNode(vocab.XSD + "date")
_BOOLEAN = NamedNode(vocab.XSD + "boolean")
_EDTF = NamedNode(vocab.EDTF)
_BY_LENGTH = {4: NamedNode(vocab.XSD + "gYear"), 7: NamedNode(vocab.XSD + "gYearMonth"), 10: _DATE}
_TYPE = NamedNode(vocab.RDF_TYPE)


def quads(subject: str, pairs: Iterable[Pair], graph: Graph) -> Iterator[Quad]:
    node = NamedNode(subject)
    for name, value in pairs:
        yield Quad(node, _predicate(name), value, graph)


def text(value: str, lang: str | None = None) -> Literal:
    return Literal(value, language=lang) if lang else Literal(value)


def entity(slug: str) -> NamedNode:
    return NamedNode(vocab.entity_iri(slug))


def decimal(value: Decimal) -> Literal:
    return Literal(format(value, "f"), datatype=_DECIMAL)


def when(term: str, value: When) -> Iterator[Pair]:
    """A date as written, and the first and last day it can mean where it has one."""
    plain = value.text.replace("-", "").isdigit() and not (len(value.text) == 7 and int(value.text[5:]) > 12)
    datatype = _BY_LENGTH.get(len(value.text), _EDTF) if plain else _EDTF
    yield term, Literal(value.text, datatype=datatype)
    if value.first:
        yield term + "First", Literal(value.first.isoformat(), datatype=_DATE)
    if value.last:
        yield term + "Last", Literal(value.last.isoformat(), datatype=_DATE)


# --- claims ------------------------------------------------------------------------------------------------------


def of_claim(claim: Claim) -> Iterator[Quad]:
    """The triples of a claim, in the graph of its source."""
    kind = KINDS[claim.kind]
    iri, graph = vocab.claim_iri(claim.path), NamedNode(vocab.source_iri(claim.source))
    head: list[Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima(kind.cls))),
        ("hasSource", NamedNode(vocab.source_iri(claim.source))),
    ]
    yield from quads(iri, head, graph)
    for name, value in claim.values.items():
        key = kind.key(name)
        if key is None:
            raise ValueError(f"{claim.path}: {claim.kind} has no key {name}")
        if key.type is Type.TASKS:
            for task in claim.tasks():
                node = f"{iri}/task/{task.task}"
                yield from quads(iri, [(key.term, NamedNode(node))], graph)
                yield from quads(node, _task(task), graph)
        elif key.type is Type.INSTALMENTS:
            for number, part in enumerate(claim.instalments(), 1):
                node = f"{iri}/instalment/{number}"
                yield from quads(iri, [(key.term, NamedNode(node))], graph)
                yield from quads(node, _instalment(part), graph)
        else:
            yield from quads(iri, _pairs(key, value), graph)


def _task(share: TaskShare) -> Iterator[Pair]:
    yield vocab.RDF_TYPE, NamedNode(vocab.hima("TaskShare"))
    yield "hasTask", NamedNode(vocab.TASK + share.task)
    yield "hasLead", text(share.leads)
    for slug in share.takes_part:
        yield "hasParticipant", entity(slug)
    if share.note:
        yield "hasNote", text(share.note)


def _instalment(part: Instalment) -> Iterator[Pair]:
    yield vocab.RDF_TYPE, NamedNode(vocab.hima("Instalment"))
    yield from when("isDated", part.date)
    yield from _quantity("hasAmount", part.amount)


def _pairs(key: Key, value: Value) -> Iterator[Pair]:
    term = key.term
    match value:
        case When():
            yield from when(term, value)
        case Quantity():
            yield from _quantity(term, value)
        case Money():
            yield from _quantity(term + "Amount", value.amount)
            yield term + "Currency", text(value.currency)
            if value.bound:
                yield term + "Bound", text(value.bound)
        case Party():
            for slug in value.ids:
                yield term, entity(slug)
            if value.text is not None:
                yield term + "Text", text(value.text)
        case str():
            yield term, _single(key.type, value)
        case tuple():
            for one in value:
                if isinstance(one, str):
                    yield term, _single(key.type, one)
                else:
                    raise TypeError(f"{key.name}: {type(one).__name__} is written by its claim")


def _single(type_: Type, value: str) -> Term:
    if type_ in (Type.ENTITY, Type.ENTITIES):
        return entity(value)
    return NamedNode(vocab.MODEL + value) if type_ is Type.MODEL else text(value)


def _quantity(term: str, value: Quantity) -> Iterator[Pair]:
    if not value.is_known:
        yield term + "Unknown", Literal("true", datatype=_BOOLEAN)
    if value.is_single and value.min is not None:
        yield term, decimal(value.min)
    if value.min is not None:
        yield term + "Min", decimal(value.min)
    if value.max is not None:
        yield term + "Max", decimal(value.max)


def to_claims(rows: Iterable[Row]) -> list[Claim]:
    """The claims that the rows bring, ordered by their path. The inverse of `of_claim`."""
    nodes: dict[str, dict[str, dict[str, list[Term]]]] = {}
    for claim_, node, predicate, value in rows:
        local = predicate.removeprefix(vocab.HIMA)
        nodes.setdefault(claim_, {}).setdefault(node, {}).setdefault(local, []).append(value)
    return sorted((_claim(iri, parts) for iri, parts in nodes.items()), key=lambda claim: claim.path)


def _claim(iri: str, parts: dict[str, dict[str, list[Term]]]) -> Claim:
    own = parts[iri]
    cls = next(local for local in map(_local, own[vocab.RDF_TYPE]) if local in KIND_OF_CLASS)
    kind = KIND_OF_CLASS[cls]
    source, claim_id = vocab.slug_of(iri).split("/", 1)
    values: dict[str, Value] = {}
    for key in kind.all_keys():
        if key.type is Type.TASKS:
            found: Value | None = _tasks_of(iri, parts)
        elif key.type is Type.INSTALMENTS:
            found = _instalments_of(iri, parts)
        else:
            found = _value_of(key, own)
        if found is not None:
            values[key.name] = found
    return Claim(source, claim_id, kind.name, values)


def _value_of(key: Key, own: dict[str, list[Term]]) -> Value | None:  # noqa: PLR0911 - one return a type
    objects = own.get(key.term, [])
    words = sorted(vocab.slug_of(one.value) for one in objects)
    match key.type:
        case Type.WHEN:
            return When.parse(objects[0].value) if objects else None
        case Type.SHARE | Type.NUMBER | Type.COUNT:
            return _quantity_of(key.term, own)
        case Type.MONEY:
            amount = _quantity_of(key.term + "Amount", own)
            currency = own.get(key.term + "Currency")
            bound = own.get(key.term + "Bound")
            return Money(amount, currency[0].value, bound[0].value if bound else None) if amount and currency else None
        case Type.PARTY | Type.SPEAKER | Type.FIELD:
            free = own.get(key.term + "Text")
            return Party(tuple(words), free[0].value if free else None) if words or free else None
        case Type.LOCATOR:
            return tuple(sorted(words, key=_locator_order)) or None
        case Type.ENTITIES | Type.TEXTS | Type.CHOICES | Type.NAMED:
            return tuple(words) or None
        case _:
            return words[0] if words else None


def _locator_order(locator: str) -> tuple[int, str]:
    digits = "".join(char for char in locator.partition("-")[0] if char.isdigit())
    return int(digits or 0), locator


def _quantity_of(term: str, own: dict[str, list[Term]]) -> Quantity | None:
    low, high = own.get(term + "Min"), own.get(term + "Max")
    if low or high:
        return Quantity(Decimal(low[0].value) if low else None, Decimal(high[0].value) if high else None)
    return Quantity(None, None) if own.get(term + "Unknown") else None


def _tasks_of(iri: str, parts: dict[str, dict[str, list[Term]]]) -> tuple[TaskShare, ...] | None:
    found: list[TaskShare] = []
    for node, own in sorted(parts.items()):
        if node.startswith(f"{iri}/task/"):
            note = own.get("hasNote")
            who = sorted(vocab.slug_of(one.value) for one in own.get("hasParticipant", []))
            task = vocab.slug_of(own["hasTask"][0].value)
            found.append(TaskShare(task, own["hasLead"][0].value, tuple(who), note[0].value if note else None))
    return tuple(found) or None


def _instalments_of(iri: str, parts: dict[str, dict[str, list[Term]]]) -> tuple[Instalment, ...] | None:
    found: list[Instalment] = []
    for node, own in parts.items():
        if node.startswith(f"{iri}/instalment/"):
            amount = _quantity_of("hasAmount", own)
            found.append(Instalment(When.parse(own["isDated"][0].value), amount or Quantity(None, None)))
    return tuple(sorted(found, key=lambda part: part.date.text)) or None


def serialize(found: Iterable[Quad] | Iterable[Triple], format_: RdfFormat) -> str:
    """The quads or triples as text, in their order, with our prefixes where the format has prefixes."""
    prefixes = vocab.PREFIXES if format_ in (RdfFormat.TRIG, RdfFormat.TURTLE) else None
    data = pyoxigraph.serialize(found, format=format_, prefixes=prefixes)
    return (data or b"").decode()


# --- sources, entities, judgements -------------------------------------------------------------------------------


def of_source(source: Source) -> Iterator[Quad]:
    """What is known of a source, in its own graph."""
    iri = vocab.source_iri(source.id)
    yield from quads(iri, _source_pairs(source), NamedNode(iri))


def _source_pairs(source: Source) -> Iterator[Pair]:
    yield vocab.RDF_TYPE, NamedNode(vocab.hima("Source"))
    yield "hasSlug", text(source.id)
    yield vocab.DCTERMS + "title", text(source.title)
    yield vocab.DCTERMS + "publisher", text(source.publisher)
    yield "hasGrade", text(source.kind)
    yield "isKnownFrom", Literal(source.known_from.isoformat(), datatype=_DATE)
    yield from when("isRetrieved", source.retrieved)
    if source.published:
        yield from when("isPublished", source.published)
    if source.copy_of == "unseen":
        yield "isCopyOfUnseen", Literal("true", datatype=_BOOLEAN)
    elif source.copy_of:
        yield "isCopyOf", NamedNode(vocab.source_iri(source.copy_of))
    plain = {
        "hasHost": source.host,
        vocab.DCTERMS + "language": source.language,
        "hasUrl": source.url,
        "hasArticle": source.article,
    }
    for term, value in plain.items():
        if value:
            yield term, text(value)


def of_entity(record: Entity, graph: Graph) -> Iterator[Quad]:
    """An entity's labels, place, listings and identifiers; its names are written by `names`."""
    iri = vocab.entity_iri(record.id)
    pairs: list[Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima(ENTITY_CLASSES[record.kind]))),
        ("hasSlug", text(record.id)),
        ("hasKind", text(record.kind)),
    ]
    for lang in ("en", "zh"):
        name, short = getattr(record.name, lang), getattr(record.short, lang)
        if name:
            pairs.append((vocab.RDFS_LABEL, text(name, lang)))
        if short:
            pairs.append(("hasShortName", text(short, lang)))
    if record.city:
        pairs.append(("hasCity", text(record.city)))
    if record.country:
        pairs.append(("hasCountry", text(record.country)))
    yield from quads(iri, pairs, graph)
    for listing in record.listings:
        node = f"{iri}/listing/{listing.exchange}-{listing.ticker}".replace(" ", "-")
        yield from quads(iri, [("hasListing", NamedNode(node))], graph)
        yield from quads(
            node,
            [
                (vocab.RDF_TYPE, NamedNode(vocab.hima("Listing"))),
                ("hasExchange", text(listing.exchange)),
                ("hasTicker", text(listing.ticker)),
                *_evidence(listing.source),
            ],
            graph,
        )
    for identifier in record.identifiers:
        node = f"{iri}/identifier/{identifier.scheme}-{identifier.value}"
        yield from quads(iri, [("hasIdentifier", NamedNode(node))], graph)
        yield from quads(
            node,
            [
                (vocab.RDF_TYPE, NamedNode(vocab.hima("Identifier"))),
                ("hasScheme", text(identifier.scheme)),
                ("hasIdentifierValue", text(identifier.value)),
                *_evidence(identifier.source),
            ],
            graph,
        )


def _evidence(source: str) -> Iterator[Pair]:
    """Where a listing or identifier was seen; general knowledge is no source, so it is said as a note."""
    if source == "general-knowledge":
        yield "hasNote", text("general knowledge")
    elif source:
        yield "hasSource", NamedNode(vocab.source_iri(source))


def of_judgement(judgement: Judgement) -> Iterator[Quad]:
    """A judgement, in the graph of judgements."""
    graph = NamedNode(vocab.JUDGEMENTS_GRAPH)
    iri = f"{vocab.BASE}judgement/{judgement.id}"
    pairs: list[Pair] = [
        (vocab.RDF_TYPE, NamedNode(vocab.hima("Judgement"))),
        ("hasVerdict", text(judgement.verdict)),
        ("hasReason", text(judgement.reason)),
        ("hasAuthor", text(judgement.by)),
        *when("isDated", judgement.date),
        *(("hasJudged", NamedNode(about)) for about in judgement.about),
    ]
    yield from quads(iri, pairs, graph)


def _predicate(name: str) -> NamedNode:
    if name == vocab.RDF_TYPE:
        return _TYPE
    return NamedNode(name if name.startswith("http") else vocab.hima(name))


def _local(term: Term) -> str:
    return term.value.removeprefix(vocab.HIMA)
