"""Edges to a NetworkX graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from himagraph import vocab
from himagraph.ledger import Ledger, Question
from himagraph.network.edges import Edge, edges
from himagraph.records import Entity

if TYPE_CHECKING:
    import networkx  # noqa: TID251 - this is the room for it


def multidigraph(ledger: Ledger, question: Question) -> networkx.MultiDiGraph[str]:
    """The network at the question's clocks; nodes and edges come in the order of their ids.

    Nodes are slugs with `kind`, `label_en`, `label_zh`. An edge is keyed by its claim's path and has `relation`,
    `kind`, `label_en`, `label_zh`, `claim` (IRI), `claims` (IRIs of all that say so), `source` (slug), `sources` (slugs
    of all), and where there is one `from`, `until`, `observed`, `share`, `share_min`, `share_max` (percent), `status`,
    `scope`, `assertion`, `model` and `tasks`. All are text. The graph itself has `as_of`, `known_at` and `undrawn`: the
    claims that name several at both ends, so that nobody can say who goes with whom.
    """
    import networkx  # noqa: TID251 - this is the room for it

    found = edges(ledger, question)
    slugs = sorted({slug for edge in found.edges for slug in (edge.source, edge.target)})
    entities = ledger.entities(slugs)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(
        as_of=question.clocks.as_of.isoformat(),
        known_at=question.clocks.known_at.isoformat(),
        undrawn=" ".join(vocab.claim_iri(claim.path) for claim in found.undrawn),
    )
    graph.add_nodes_from((slug, _node(entities, slug)) for slug in slugs)
    for edge in found.edges:
        graph.add_edge(edge.source, edge.target, edge.claim.path, **_attributes(edge))
    return graph


def _node(entities: Mapping[str, Entity], slug: str) -> dict[str, str]:
    entity = entities.get(slug)
    if entity is None:
        return {"kind": "", "label_en": slug, "label_zh": slug}
    return {"kind": entity.kind, "label_en": entity.label("en"), "label_zh": entity.label("zh")}


def _attributes(edge: Edge) -> dict[str, str]:
    """What there is of an edge, as text; what is not there is left out, as file formats know no empty value."""
    claim = edge.claim
    share = edge.share.as_json() if edge.share else {}
    given: dict[str, object] = {
        "relation": edge.relation,
        "kind": claim.kind,
        "label_en": edge.label.en,
        "label_zh": edge.label.zh,
        "from": edge.since,
        "until": edge.until,
        "observed": edge.observed,
        "share": share.get("text"),
        "share_min": share.get("min"),
        "share_max": share.get("max"),
        "claim": vocab.claim_iri(claim.path),
        "claims": " ".join(vocab.claim_iri(one.path) for one in edge.claims),
        "source": claim.source,
        "sources": " ".join(sorted({one.source for one in edge.claims})),
        "status": edge.status,
        "scope": claim.text("scope"),
        "assertion": claim.text("assertion"),
        "model": claim.text("model"),
        "tasks": ", ".join(f"{task.task}: {task.leads}" for task in claim.tasks()),
    }
    return {name: str(value) for name, value in given.items() if value not in (None, "")}
