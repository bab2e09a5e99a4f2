"""Every id must be that of an entity, source or claim that there is, and of a kind that fits its key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from himagraph import vocab
from himagraph.kinds import HOLDER_KINDS, ISSUER_KINDS, KINDS, Type
from himagraph.records import TaskShare
from himagraph.seedfile.entries import ClaimEntry
from himagraph.seedfile.rings import one_ring, rings
from himagraph.seedfile.sourcefile import RESERVED
from himagraph.seedfile.tree import Mapping, Node, Scalar, Sequence
from himagraph.seedfile.words import a, did_you_mean, or_list
from himagraph.seedfile.world import World

_ORGANISATIONS = ("company", "unit", "state-body", "fund", "alliance")
_MAKERS = ("company", "unit", "alliance")
#: Keys that take only some kinds of entities; the others take any.
KINDS_OF_KEY = {
    "holder": HOLDER_KINDS,
    "buyer": HOLDER_KINDS,
    "seller": HOLDER_KINDS,
    "via": HOLDER_KINDS,
    "issuer": ISSUER_KINDS,
    "person": ("person",),
    "organisation": _ORGANISATIONS,
    "maker": _MAKERS,
    "brand": ("brand",),
    "brands": ("brand",),
    "car": ("car",),
    "technology": ("technology",),
}
#: For each role of an affiliation the kinds of its part and of its whole.
KINDS_OF_ROLE = {
    "brand-of-alliance": (("brand", "series"), ("alliance",)),
    "brand-of-series": (("brand",), ("series",)),
    "brand-of-company": (("brand", "series"), ("company", "unit")),
    "maker-of-brand": (("brand", "series"), _MAKERS),
    "member-of-alliance": (_ORGANISATIONS, ("alliance",)),
    "member-of-set": (HOLDER_KINDS, ("holder-set",)),
    "car-of-brand": (("car",), ("brand", "series")),
    "unit-of-company": (("unit",), ("company", "unit")),
    "subsidiary": (ISSUER_KINDS, HOLDER_KINDS),
}
_OF_ENTITIES = (Type.ENTITY, Type.ENTITIES, Type.PARTY, Type.FIELD, Type.SPEAKER)
_KEYS_OF_KIND = {
    kind.name: tuple(key.name for key in kind.all_keys() if key.type in _OF_ENTITIES) for kind in KINDS.values()
}


def check_references(world: World) -> None:
    """Unknown ids, ids of the wrong kind, copies and parts that go round in a ring, entities that nobody mentions."""
    mentioned: set[str] = set()
    for entry in world.claims:
        for key, slug in _mentions(entry):
            mentioned.add(slug)
            _check_entity(world, entry, key, slug)
    _check_evidence(world)
    _check_copies(world)
    _check_parts(world)
    mentioned |= _check_judgements(world)
    for entity in world.entities:
        if entity.entity.id not in mentioned:
            entity.report.note(
                "unused-entity", entity.node, "id", f"no claim mentions {entity.entity.id}.", value=entity.entity.id
            )


def _mentions(entry: ClaimEntry) -> Iterator[tuple[str, str]]:
    """Each key of the claim that names entities, with each of them."""
    claim = entry.claim
    for key in _KEYS_OF_KIND[claim.kind]:
        if key in claim.values:
            for slug in claim.ids(key):
                yield key, slug
    if "tasks" in claim.values:
        for share in claim.tasks():
            for slug in share.takes_part:
                yield _task_field(share), slug


def _task_field(share: TaskShare) -> str:
    return f"tasks.{share.task}.takes_part"


def _check_entity(world: World, entry: ClaimEntry, key: str, slug: str) -> None:
    known = world.entity_ids.get(slug)
    if known is None:
        guess = did_you_mean(slug, world.entity_ids)
        at = _node(entry.node, key, slug)
        entry.report.error(
            "unknown-id", at, key, f"there is no entity {slug}{guess}", "Mend the id, or add it to the register.", slug
        )
        return
    if known.kind is None:
        return
    allowed = KINDS_OF_KEY.get(key)
    if entry.claim.kind == "affiliation" and key in ("part", "whole"):
        part, whole = KINDS_OF_ROLE[entry.claim.text("role") or "subsidiary"]
        allowed = part if key == "part" else whole
    if allowed is None or known.kind in allowed:
        return
    at = _node(entry.node, key, slug)
    if known.kind == "unit" and allowed in (HOLDER_KINDS, ISSUER_KINDS):
        entry.report.error(
            "unit-as-holder",
            at,
            key,
            f"{slug} is a unit, which is a part of a company and holds nothing by itself.",
            "Name the company.",
            slug,
        )
    else:
        entry.report.error(
            "wrong-kind",
            at,
            key,
            f"{slug} is {a(known.kind)}, and this takes {or_list(allowed)}.",
            "Name another entity, or mend its kind.",
            slug,
        )


def _node(node: Mapping, key: str, slug: str) -> Node:
    """Where the id stands under the key, which may be dotted."""
    at: Node = node
    for part in key.split("."):
        inner = at.get(part) if isinstance(at, Mapping) else None
        at = inner or at
    if isinstance(at, Sequence):
        return next((one for one in at.items if isinstance(one, Scalar) and one.text == slug), at)
    return at


def _check_evidence(world: World) -> None:
    """The sources named beside names, listings and identifiers."""
    for entry in world.entities:
        for source, field, line in entry.sources:
            if source not in world.source_ids and source != "general-knowledge":
                guess = did_you_mean(source, (*world.source_ids, "general-knowledge"))
                entry.report.error(
                    "unknown-source",
                    line,
                    field,
                    f"there is no source {source}{guess}",
                    "Mend the id, or add the source.",
                    source,
                )


def _check_copies(world: World) -> None:
    graph: dict[str, set[str]] = {}
    for entry in world.sources:
        original = entry.source.copy_of
        if original is None or original == "unseen":
            continue
        head = entry.node
        if original not in world.source_ids:
            guess = did_you_mean(original, (*world.source_ids, *RESERVED[:1]))
            entry.report.error(
                "unknown-source",
                _node(head, "copy_of", original),
                "source.copy_of",
                f"there is no source {original}{guess}",
                "Mend the id, or write unseen.",
                original,
            )
        graph[entry.source.id] = {original}
    entries = {entry.source.id: entry for entry in world.sources}
    for members in rings(graph):
        way = " -> ".join(one_ring(members, graph))
        entry = entries[members[0]]
        entry.report.error(
            "copy-ring",
            _node(entry.node, "copy_of", ""),
            "source.copy_of",
            f"copies go round in a ring: {way}.",
            "Say which one is the original.",
        )


def _check_parts(world: World) -> None:
    """Nothing is a part of its own part, role by role; what has ended does not count."""
    graphs: dict[str, dict[str, set[str]]] = defaultdict(dict)
    entries: dict[tuple[str, str, str], ClaimEntry] = {}
    for entry in world.claims:
        claim = entry.claim
        role = claim.text("role")
        if claim.kind != "affiliation" or role is None or claim.is_denied or "until" in claim.values:
            continue
        for part in claim.ids("part"):
            for whole in claim.ids("whole"):
                graphs[role].setdefault(part, set()).add(whole)
                entries.setdefault((role, part, whole), entry)
    for role, graph in graphs.items():
        for members in rings(graph):
            way = one_ring(members, graph)
            entry = entries[role, way[0], way[1]]
            entry.report.error(
                "part-ring",
                entry.at("part"),
                "part",
                f"each is a part ({role}) of the next: {' -> '.join(way)}.",
                "Swap part and whole in one of the claims.",
                way[0],
            )


def _check_judgements(world: World) -> set[str]:
    """Judgements speak of claims and entities that there are; the entities are returned."""
    judged: set[str] = set()
    for entry in world.judgements:
        for iri in entry.judgement.about:
            slug = vocab.slug_of(iri)
            known = world.claim_ids if iri.startswith(vocab.CLAIM) else world.entity_ids
            if slug in known:
                judged.add(slug)
                continue
            what = "claim" if iri.startswith(vocab.CLAIM) else "entity"
            rule = "unknown-claim" if what == "claim" else "unknown-id"
            node = entry.node.get("about") or entry.node
            entry.report.error(
                rule, node, "about", f"there is no {what} {slug}{did_you_mean(slug, known)}", "Mend the id.", slug
            )
    return judged
