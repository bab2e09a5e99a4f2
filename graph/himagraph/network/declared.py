"""Claims that join entities, as one query brings them. The ontology says which, and which properties are the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from pyoxigraph import Literal, NamedNode

from himagraph import queries, triples, vocab
from himagraph.kinds import COMMON, KIND_OF_CLASS, Type
from himagraph.records import Claim, Labels, Quantity, Value, When
from himagraph.store import Store
from himagraph.triples import Row, Term

#: Keys that a claim of a class without a line in `kinds` is read by, beside the common ones.
_PLAIN_KEYS = {"status": "hasStatus", "scope": "hasScope", "role": "hasRole", "model": "hasModel"}


@dataclass(frozen=True, slots=True)
class Declared:
    """A claim with the entities at its ends, as its class declares them, and the words of the class.

    `pairs` are in order. They are empty where the claim names several at both ends: then it does not say who goes
    with whom.
    """

    claim: Claim
    label: Labels
    pairs: tuple[tuple[str, str], ...]
    open_ended: bool


@dataclass(slots=True)
class _Gathered:
    cls: str
    rows: dict[Row, None] = field(default_factory=dict[Row, None])
    sources: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])
    targets: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])


def read(store: Store) -> list[Declared]:
    """Every claim whose class declares an edge, by path: one query."""
    labels: dict[str, dict[str, str]] = {}
    found: dict[str, _Gathered] = {}
    for row in store.select(queries.load("_edges").text).terms():
        cls, value = _iri(row["class"]), row["o"]
        if not isinstance(value, Literal | NamedNode):
            continue
        if "claim" not in row:
            if isinstance(value, Literal):
                labels.setdefault(cls, {})[value.language or "en"] = value.value
            continue
        claim = _iri(row["claim"])
        own = found.setdefault(claim, _Gathered(cls))
        predicate = _iri(row["p"])
        own.rows[claim, _iri(row["node"]), predicate, value] = None
        if "end" in row and isinstance(value, NamedNode) and value.value.startswith(vocab.ENTITY):
            ends = own.sources if _iri(row["end"]) == vocab.hima("edgeSource") else own.targets
            ends[vocab.slug_of(value.value), predicate] = None
    return [_declared(iri, own, labels.get(own.cls, {})) for iri, own in sorted(found.items())]


def _declared(iri: str, own: _Gathered, labels: Mapping[str, str]) -> Declared:
    pairs = tuple(_pairs(own))
    alone = len({slug for slug, _ in own.sources}) == 1 or len({slug for slug, _ in own.targets}) == 1
    mutual = own.sources.keys() == own.targets.keys()
    is_open = bool(pairs) and not (alone or mutual)
    label = Labels(labels.get("en", ""), labels.get("zh", ""))
    return Declared(_claim(iri, own), label, () if is_open else pairs, is_open)


def _pairs(own: _Gathered) -> Iterator[tuple[str, str]]:
    """Each source with each target; two values of one property make one pair, in the order of their ids."""
    seen: set[tuple[str, str]] = set()
    for (source, first), (target, second) in sorted(product(own.sources, own.targets)):
        mirrored = first == second and source > target
        if source != target and not mirrored and (source, target) not in seen:
            seen.add((source, target))
            yield source, target


def _claim(iri: str, own: _Gathered) -> Claim:
    """The claim as a record. One whose class is not among the kinds is read by the keys that every claim has."""
    if own.cls.removeprefix(vocab.HIMA) in KIND_OF_CLASS:
        return triples.to_claims(own.rows)[0]
    objects: dict[str, Term] = {p.removeprefix(vocab.HIMA): o for _, node, p, o in own.rows if node == iri}
    values: dict[str, Value] = {}
    for key in COMMON:
        if key.term in objects and key.type in (Type.WHEN, Type.CHOICE, Type.TEXT):
            text = objects[key.term].value
            values[key.name] = When.parse(text) if key.type is Type.WHEN else text
    for name, term in _PLAIN_KEYS.items():
        if term in objects:
            values[name] = vocab.slug_of(objects[term].value)
    low, high = (objects.get(f"hasPercent{side}") for side in ("Min", "Max"))
    if low or high:
        values["percent"] = Quantity(Decimal(low.value) if low else None, Decimal(high.value) if high else None)
    source, claim_id = vocab.slug_of(iri).split("/", 1)
    return Claim(source, claim_id, _kebab(own.cls.rpartition("#")[2]), values)


def _kebab(name: str) -> str:
    """`HeldLease` as `held-lease`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _iri(term: object) -> str:
    return str(term.value) if isinstance(term, NamedNode) else str(term)
