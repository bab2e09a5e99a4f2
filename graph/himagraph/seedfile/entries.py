"""Records together with the place they stand in, as the readers hand them to the checks."""

from __future__ import annotations

from dataclasses import dataclass

from himagraph.records import Claim, Entity, Judgement, Source
from himagraph.seedfile.report import Report
from himagraph.seedfile.tree import Mapping, Node, Sequence


@dataclass(frozen=True, slots=True)
class Declared:
    """An id and where it was declared, `kind` for an entity; it counts as known even when its entry has errors."""

    id: str
    file: str
    line: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class EntityEntry:
    entity: Entity
    report: Report
    node: Mapping
    #: Sources named beside a name or an alias, with their place.
    sources: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    source: Source
    report: Report
    node: Mapping


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    claim: Claim
    report: Report
    node: Mapping

    @property
    def place(self) -> str:
        """`FILE:LINE`, for the message about another claim."""
        return f"{self.report.file}:{self.node.line}"

    def at(self, key: str) -> Node:
        """The node of a key's value, else the claim."""
        return self.node.get(key) or self.node


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    judgement: Judgement
    report: Report
    node: Mapping


def items(node: Node, report: Report, field: str, what: str) -> list[Mapping]:
    """The mappings of a list; the others are reported."""
    if not isinstance(node, Sequence):
        report.error(
            "wrong-shape", node, field, f"a list of {what} is expected here.", f"Start each of the {what} with `- id:`."
        )
        return []
    for item in node.items:
        if not isinstance(item, Mapping):
            report.error("wrong-shape", item, field, f"each of the {what} is a mapping.", "Start it with `- id: ...`.")
    return [item for item in node.items if isinstance(item, Mapping)]


def last_line(node: Node) -> int:
    """The line in which the last value of the node starts."""
    while True:
        if isinstance(node, Mapping) and node.entries:
            node = node.entries[-1][1]
        elif isinstance(node, Sequence) and node.items:
            node = node.items[-1]
        else:
            return node.line
