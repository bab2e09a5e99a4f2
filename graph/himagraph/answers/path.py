"""How two entities are related: the shortest ways from one to the other, with what stands behind each step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from himagraph.answers import wording
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json, sources_of
from himagraph.errors import UsageError
from himagraph.kinds import HOLDER_KINDS, ISSUER_KINDS, KINDS
from himagraph.ledger import Ledger, Question
from himagraph.network import Edge, joined, ways
from himagraph.network import edges as edges_of
from himagraph.network.edges import STAKE
from himagraph.records import Claim, Entity, Labels, Share, Source, When
from himagraph.resolve import Evidence

#: How many ways an answer shows.
MOST = 5
#: What joins nearly everything in this record, so that a way through it says nothing. Their units count as them.
HUBS = ("huawei", "hima")
#: Companies whose links are the answer that is looked for, also where they supply.
NO_HUBS = ("yinwang",)
#: Cooperation models that are plain supply.
SUPPLY_MODELS = ("component-supply", "technology-licence")
#: Kinds of entities that shareholdings can join.
_WITH_SHARES = (*HOLDER_KINDS, *ISSUER_KINDS)
#: Relations in the order in which a step names them; others follow by name.
STRONGEST = (STAKE, "inferred", "pending", "reported-as", "subsidiary", "control-right")


@dataclass(frozen=True, slots=True)
class Link:
    """One relation of a step with all claims that say it, best evidence first.

    `forward` tells whether it points the way one goes. `share` is in percent.
    """

    relation: str
    label: Labels
    forward: bool
    share: Share | None
    since: When | None
    last_seen: When | None
    inferred: bool
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    @property
    def is_holding(self) -> bool:
        """Whether it says that one holds, or has agreed to buy, a share of the other."""
        return self.share is not None and (self.claims[0].kind == STAKE or self.relation == "pending")

    def as_json(self) -> Json:
        return {
            "relation": self.relation,
            "label": {"en": self.label.en, "zh": self.label.zh},
            "direction": "forward" if self.forward else "back",
            "share": self.share.as_json() if self.share else None,
            "since": str(self.since) if self.since else None,
            "last_seen": str(self.last_seen) if self.last_seen else None,
            "assertion": "inferred" if self.inferred else "stated",
            "claims": claims_json(self.claims),
            "sources": [source_json(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way. `links` has every relation between the two, the strongest first."""

    start: Entity
    end: Entity
    links: tuple[Link, ...]

    def phrase(self, lang: str) -> str:
        """The strongest relation as a clause, in the direction that it has."""
        link = self.links[0]
        one, other = (self.start, self.end) if link.forward else (self.end, self.start)
        chinese = lang == "zh"
        who, verb, whom = (part.zh if chinese else part.en for part in (_shown(one), link.label, _shown(other)))
        if not link.is_holding or link.share is None:
            return f"{who}{verb}{whom}" if chinese else f"{who} {verb} {whom}"
        share = link.share.text("zh" if chinese else "en")
        if not link.share.is_known:
            share = "股份，比例未知" if chinese else "a share that is not known"
        return f"{who}{verb}{whom} {share}" if chinese else f"{who} {verb} {share} of {whom}"

    def as_json(self) -> Json:
        first = self.links[0]
        arrow = f"--{first.relation}-->" if first.forward else f"<--{first.relation}--"
        return {
            "id": f"{self.start.id} {arrow} {self.end.id}",
            "from": entity_json(self.start),
            "to": entity_json(self.end),
            **first.as_json(),
            "also": [link.as_json() for link in self.links[1:]],
        }


@dataclass(frozen=True, slots=True)
class Paths(Answer):
    """The ways between two entities, best first; empty with `reason` "no-path" where there is none.

    `shareholdings` tells whether any chain of holdings of record joins them, `only_through_hubs` whether each such
    chain passes a hub that was left out. `supply_left_out` counts relations of supply and technology that were not
    followed, `entities` and `relations` what was searched.
    """

    command: ClassVar[str] = "path"

    start: Entity
    end: Entity
    question: Question
    ways: tuple[tuple[Hop, ...], ...]
    shareholdings: bool
    only_through_hubs: bool
    with_hubs: bool
    hubs_left_out: tuple[Entity, ...]
    supply_left_out: int
    entities: int
    relations: int

    @property
    def reason(self) -> str | None:
        return None if self.ways else "no-path"

    def claims(self) -> tuple[Claim, ...]:
        """The claims that the ways rest on."""
        found = {claim.path: claim for way in self.ways for hop in way for link in hop.links for claim in link.claims}
        return tuple(claim for claim in found.values() if claim.kind in KINDS)

    def sentence(self, lang: str = "en") -> str:
        """The answer in one or two sentences that can be quoted."""
        chinese = lang == "zh"
        one, other = (entity.label("zh" if chinese else "en") for entity in (self.start, self.end))
        said = [self._of_shareholdings(one, other, chinese=chinese)] if self.ways or self.shareholdings else []
        if self.ways:
            way = ("；" if chinese else "; ").join(hop.phrase(lang) for hop in self.ways[0])
            said.append(way if chinese else way[0].upper() + way[1:])
        else:
            said.insert(0, f"未见{one}与{other}之间的路径" if chinese else f"No path found between {one} and {other}")
        return wording.sentences(said, lang)

    def _of_shareholdings(self, one: str, other: str, *, chinese: bool) -> str:
        """What is to be said of chains of shareholdings; nothing where the ways show them or there can be none."""
        if self.only_through_hubs:
            return "股权链须经已略去的枢纽" if chinese else "A chain of shareholdings joins them through a hub left out"
        if self.shareholdings or not all(entity.kind in _WITH_SHARES for entity in (self.start, self.end)):
            return ""
        if chinese:
            return f"本记录中没有股权链连接{one}与{other}"
        return f"No chain of shareholdings joins {one} and {other} in this record"

    def searched(self, lang: str = "en") -> str:
        """What was searched, and what was left out of it."""
        left = [entity.label("zh" if lang == "zh" else "en") for entity in self.hubs_left_out]
        if lang == "zh":
            text = f"检索了{self.entities}个实体之间的{self.relations}条关系"
            if left:
                text += f"；枢纽已略去：{'、'.join(left)}"
            return text + (f"；供应与技术关系略去{self.supply_left_out}条。" if self.supply_left_out else "。")
        text = f"Searched {self.relations} relations between {self.entities} entities"
        if left:
            text += f"; left out as hubs: {', '.join(left)}"
        count = self.supply_left_out
        return text + (f"; and {count} of supply and technology." if count else ".")

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "from": entity_json(self.start),
            "to": entity_json(self.end),
            "paths": [
                {
                    "length": len(way),
                    "entities": [way[0].start.id, *(hop.end.id for hop in way)],
                    "hops": [hop.as_json() for hop in way],
                }
                for way in self.ways
            ],
            "hubs_left_out": [entity_json(entity) for entity in self.hubs_left_out],
            "supply_left_out": self.supply_left_out,
            "shareholdings": self.shareholdings,
            "only_through_hubs": self.only_through_hubs,
            "searched": {"entities": self.entities, "relations": self.relations},
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def path(ledger: Ledger, start: str, end: str, question: Question, *, with_hubs: bool = False) -> Paths:
    """The ways between two entities (slugs) at the question's clocks."""
    if start == end:
        raise UsageError(f"Both names mean {start}.", "A path needs two different entities.")
    found = edges_of(ledger, question)
    hubs = frozenset() if with_hubs else _hubs(found.edges) - {start, end}
    entities = ledger.entities({slug for edge in found.edges for slug in (edge.source, edge.target)} | {start, end})
    clear = [edge for edge in found.edges if edge.source not in hubs and edge.target not in hubs]
    walked = [edge for edge in clear if with_hubs or not _is_supply(edge, entities, {start, end, *NO_HUBS})]
    between: dict[frozenset[str], list[Edge]] = {}
    for edge in walked:
        between.setdefault(frozenset((edge.source, edge.target)), []).append(edge)

    owned = joined([edge for edge in found.edges if edge.relation == STAKE], start, end)

    def rank(way: tuple[str, ...]) -> tuple[object, ...]:
        held = sum(any(edge.relation == STAKE for edge in between[frozenset(pair)]) for pair in pairwise(way))
        return -held, way

    def hop(one: str, other: str) -> Hop:
        links = _links(one, between[frozenset((one, other))], found.evidence)
        return Hop(entities[one], entities[other], links)

    return Paths(
        entities[start],
        entities[end],
        question,
        tuple(tuple(hop(one, other) for one, other in pairwise(way)) for way in ways(walked, start, end, MOST, rank)),
        shareholdings=owned,
        only_through_hubs=owned and not joined([edge for edge in walked if edge.relation == STAKE], start, end),
        with_hubs=with_hubs,
        hubs_left_out=tuple(entities[slug] for slug in (*HUBS, *sorted(hubs - set(HUBS))) if slug in hubs),
        supply_left_out=len(clear) - len(walked),
        entities=len({slug for edge in walked for slug in (edge.source, edge.target)}),
        relations=len(walked),
    )


def _hubs(edges: Iterable[Edge]) -> frozenset[str]:
    """The hubs that the edges touch, and their units."""
    known = list(edges)
    touched = {slug for edge in known for slug in (edge.source, edge.target)}
    units = {edge.source for edge in known if edge.relation == "unit-of-company" and edge.target in HUBS}
    return frozenset((touched & set(HUBS)) | units)


def _is_supply(edge: Edge, entities: Mapping[str, Entity], kept: set[str]) -> bool:
    """Whether it only says who supplies whom or what is built in, by a supplier that was not asked for."""
    if edge.claim.text("model") not in SUPPLY_MODELS and edge.relation != "technology-use":
        return False
    target = entities.get(edge.target)
    supplier = edge.target if target and target.kind == "technology" else edge.source
    return supplier not in kept


def _links(start: str, edges: Sequence[Edge], evidence: Evidence) -> tuple[Link, ...]:
    groups: dict[tuple[object, ...], list[Edge]] = {}
    for edge in sorted(edges, key=lambda edge: evidence.newest_first(edge.claim)):
        figure = (edge.share.min, edge.share.max, edge.share.bound) if edge.share else None
        key = edge.relation, edge.label, edge.source == start, figure, edge.claim.is_inferred
        groups.setdefault(key, []).append(edge)
    return tuple(sorted((_link(start, group, evidence) for group in groups.values()), key=_link_order))


def _link(start: str, group: Sequence[Edge], evidence: Evidence) -> Link:
    first = group[0]
    claims = tuple({claim.path: claim for edge in group for claim in edge.claims}.values())
    seen = [edge.observed for edge in group if edge.observed]
    return Link(
        first.relation,
        first.label,
        first.source == start,
        first.share,
        next((edge.since for edge in group if edge.since), None),
        max(seen, key=lambda day: (day.first is not None, day.last or date.max, day.text), default=None),
        first.claim.is_inferred,
        claims,
        sources_of(claims, evidence),
    )


def _link_order(link: Link) -> tuple[object, ...]:
    place = STRONGEST.index(link.relation) if link.relation in STRONGEST else len(STRONGEST)
    return place, link.inferred, link.relation, not link.forward, link.claims[0].path


def _shown(entity: Entity) -> Labels:
    return Labels(entity.label("en"), entity.label("zh"))
