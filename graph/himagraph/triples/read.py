"""Claims back from RDF."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from himagraph import vocab
from himagraph.kinds import KIND_OF_CLASS, Key, Type
from himagraph.records import Claim, Instalment, Money, Party, Quantity, TaskShare, Value, When
from himagraph.triples.terms import Row, Term

#: What is written with several properties, whose names begin with that of the key.
_COMPOSED = {Type.SHARE, Type.NUMBER, Type.COUNT, Type.MONEY, Type.PARTY, Type.SPEAKER, Type.FIELD}


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
    if not objects and key.type not in _COMPOSED:
        return None
    words = sorted(vocab.slug_of(one.value) for one in objects)
    match key.type:
        case Type.WHEN:
            return When.parse(objects[0].value)
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
            return tuple(sorted(words, key=_locator_order))
        case Type.ENTITIES | Type.TEXTS | Type.CHOICES | Type.NAMED:
            return tuple(words)
        case _:
            return words[0]


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
    for node, own in sorted(parts.items()):
        if node.startswith(f"{iri}/instalment/"):
            amount = _quantity_of("hasAmount", own)
            found.append(Instalment(When.parse(own["isDated"][0].value), amount or Quantity(None, None)))
    return tuple(sorted(found, key=lambda part: part.date.text)) or None


def _local(term: Term) -> str:
    return term.value.removeprefix(vocab.HIMA)
