"""Claims as RDF, each in the graph of its source."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from himagraph import vocab
from himagraph.kinds import KINDS, Key, Type
from himagraph.records import Claim, Instalment, Money, Party, Quantity, TaskShare, Value, When
from himagraph.triples.terms import BOOLEAN, Pair, Term, decimal, entity, quads, text, when


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
        yield term + "Unknown", Literal("true", datatype=BOOLEAN)
    if value.is_single and value.min is not None:
        yield term, decimal(value.min)
    if value.min is not None:
        yield term + "Min", decimal(value.min)
    if value.max is not None:
        yield term + "Max", decimal(value.max)
