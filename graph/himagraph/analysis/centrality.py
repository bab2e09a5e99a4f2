"""Measures of the network: who is central and in what sense, groups, layers, and who stands between makers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from himagraph.analysis import wording
from himagraph.analysis.owners import makers_of
from himagraph.analysis.record import Record, claims_once
from himagraph.answers.rows import Answer, Json, claims_json, entity_json, envelope, source_json, sources_of
from himagraph.ledger import Question
from himagraph.network import Edges, edges, multidigraph
from himagraph.records import Claim, Entity, Source

if TYPE_CHECKING:
    import networkx  # noqa: TID251 - this is the room for it

#: The seed of all that is random.
SEED = 2025
#: How many rows each list has.
MOST = 15
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Node:
    """One entity's measures.

    `degree` counts the entities it is joined to. `betweenness` is the part of all shortest ways between two others that
    lead through it. `pagerank` is where one ends who follows the relations from part to whole and holder to company,
    the links that many point to weighing more. `core` is the largest k such that it belongs to a set in which each is
    joined to k others of the set.
    """

    entity: Entity
    degree: int
    betweenness: float
    pagerank: float
    core: int
    community: int
    component: int
    bow_tie: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> Json:
        return {
            "entity": entity_json(self.entity),
            "degree": self.degree,
            "betweenness": _text(self.betweenness),
            "pagerank": _text(self.pagerank),
            "core": self.core,
            "community": self.community,
            "component": self.component,
            "bow_tie": self.bow_tie,
            "claims": claims_json(self.claims),
            "sources": [source_json(one) for one in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Broker:
    """Who lies on shortest ways between makers: `pairs` of makers out of all, each way counted by its part."""

    entity: Entity
    pairs: int
    between: float

    def as_json(self) -> Json:
        return {"entity": entity_json(self.entity), "pairs": self.pairs, "between": _text(self.between)}


@dataclass(frozen=True, slots=True)
class Network(Answer):
    """The measures of every entity, most central first, and of the network as a whole.

    `bow_tie` counts the largest ring of stakes and what leads to and from it; `no-core` where stakes make no ring.
    """

    command: ClassVar[str] = "analyse"
    topic: ClassVar[str] = "network"

    question: Question
    nodes: tuple[Node, ...]
    communities: tuple[tuple[Entity, ...], ...]
    brokers: tuple[Broker, ...]
    makers: tuple[Entity, ...]
    relations: int
    components: int
    bow_tie: Mapping[str, int]

    @property
    def reason(self) -> str | None:
        return None if self.nodes else "none-found"

    def claims(self) -> tuple[Claim, ...]:
        return claims_once(claim for node in self.nodes for claim in node.claims)

    def sentence(self, lang: str = "en") -> str:
        """How large the network is and who stands in the middle, as sentences that can be quoted."""
        return wording.network(self, lang)

    def as_json(self) -> Json:
        return {
            **envelope(self.command, self.question),
            "topic": self.topic,
            "nodes": [node.as_json() for node in self.nodes],
            "communities": [[entity_json(one) for one in group] for group in self.communities],
            "brokers": [one.as_json() for one in self.brokers],
            "makers": [entity_json(one) for one in self.makers],
            "relations": self.relations,
            "components": self.components,
            "bow_tie": dict(self.bow_tie),
            "seed": SEED,
            "sentence": self.sentence(),
            "reason": self.reason,
        }


def network(record: Record, *, backend: str | None = None) -> Network:
    """The measures at the question's clocks; a NetworkX `backend` may run the centralities."""
    import networkx as nx  # noqa: TID251 - this is the room for it

    directed = multidigraph(record.ledger, record.question)
    found = edges(record.ledger, record.question)
    plain: networkx.Graph[str] = nx.Graph()
    plain.add_nodes_from(directed)
    plain.add_edges_from(sorted({(min(one, other), max(one, other)) for one, other in directed.edges()}))
    if not plain:
        return Network(record.question, (), (), (), (), 0, 0, {})
    arrows: networkx.DiGraph[str] = nx.DiGraph()
    arrows.add_nodes_from(plain)
    arrows.add_edges_from(sorted(set(directed.edges())))
    given: dict[str, Any] = {"backend": backend} if backend else {}
    between: Mapping[str, float] = nx.betweenness_centrality(plain, **given)
    rank = _pagerank(arrows)
    core: Mapping[str, int] = nx.core_number(plain, **given)
    groups = [sorted(group) for group in nx.community.louvain_communities(plain, seed=SEED)]
    groups.sort(key=lambda group: (-len(group), group))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    tie = _bow_tie(nx, found)
    community, component = _numbers(groups), _numbers(parts)
    evidence = _by_entity(found)
    record.ledger.entities(plain)
    nodes = [
        Node(
            record.entity(slug), plain.degree(slug), between[slug], rank[slug], core[slug], community[slug],
            component[slug], tie.get(slug, "outside"), evidence[slug], sources_of(evidence[slug], found.evidence),
        )
        for slug in plain
    ]  # fmt: skip
    nodes.sort(key=lambda node: (-round(node.betweenness, _PLACES), -node.degree, node.entity.id))
    makers = sorted(makers_of(record) & set(plain))
    counts = {word: list(tie.values()).count(word) for word in sorted(set(tie.values()))}
    return Network(
        record.question, tuple(nodes), tuple(record.entities(group) for group in groups),
        tuple(_brokers(record, nx, plain, makers)), record.entities(makers), len(found.edges), len(parts), counts,
    )  # fmt: skip


def _pagerank(graph: networkx.DiGraph[str], damping: float = 0.85, rounds: int = 200) -> Mapping[str, float]:
    """The PageRank of each node by plain iteration: NetworkX's own wants scipy."""
    size = graph.number_of_nodes()
    rank = dict.fromkeys(graph, 1 / size)
    for _ in range(rounds):
        lost = sum(rank[node] for node in graph if not graph.out_degree(node))
        new = dict.fromkeys(graph, (1 - damping + damping * lost) / size)
        for node in graph:
            for other in graph.successors(node):
                new[other] += damping * rank[node] / graph.out_degree(node)
        change = sum(abs(new[node] - rank[node]) for node in graph)
        rank = new
        if change < 1e-12:
            break
    return rank


def _bow_tie(nx: Any, found: Edges) -> Mapping[str, str]:
    """Where each entity of the stake graph stands to the largest ring: core, in, out, or tendril."""
    stakes = nx.DiGraph()
    stakes.add_edges_from(sorted({(edge.source, edge.target) for edge in found.edges if edge.relation == "stake"}))
    rings = [part for part in nx.strongly_connected_components(stakes) if len(part) > 1]
    if not rings:
        return dict.fromkeys(stakes, "no-core")
    core = min(rings, key=lambda part: (-len(part), sorted(part)))
    start = min(core)
    above, below = nx.ancestors(stakes, start) - core, nx.descendants(stakes, start) - core
    return {
        slug: "core" if slug in core else "in" if slug in above else "out" if slug in below else "tendril"
        for slug in stakes
    }


def _brokers(record: Record, nx: Any, graph: networkx.Graph[str], makers: list[str]) -> Iterable[Broker]:
    """Who lies on the shortest ways between two makers."""
    between: dict[str, float] = nx.betweenness_centrality_subset(graph, makers, makers, normalized=False)
    pairs: dict[str, int] = {}
    ways = {maker: nx.single_source_shortest_path_length(graph, maker) for maker in makers}
    for place, one in enumerate(makers):
        for other in makers[place + 1 :]:
            length = ways[one].get(other)
            if length is None:
                continue
            for slug in graph:
                if slug not in (one, other) and ways[one].get(slug, length) + ways[other].get(slug, length) == length:
                    pairs[slug] = pairs.get(slug, 0) + 1
    order: Callable[[str], tuple[float, str]] = lambda slug: (-round(between[slug], _PLACES), slug)  # noqa: E731
    for slug in sorted(pairs, key=order)[:MOST]:
        yield Broker(record.entity(slug), pairs[slug], between[slug])


def _by_entity(found: Edges) -> Mapping[str, tuple[Claim, ...]]:
    claims: dict[str, dict[str, Claim]] = {}
    for edge in found.edges:
        for slug in (edge.source, edge.target):
            claims.setdefault(slug, {}).update({claim.path: claim for claim in edge.claims})
    return {slug: tuple(own.values()) for slug, own in claims.items()}


def _numbers(groups: Iterable[Iterable[str]]) -> Mapping[str, int]:
    return {slug: number for number, group in enumerate(groups, 1) for slug in group}


def _text(value: float) -> str:
    return f"{value:.{_PLACES}f}"
