"""The file `judgements.yaml`: decisions by hand about claims and entities."""

from __future__ import annotations

import re

from himagraph import vocab
from himagraph.records import Judgement
from himagraph.seedfile import texts
from himagraph.seedfile.entries import JudgementEntry, items, last_line
from himagraph.seedfile.report import Report
from himagraph.seedfile.tree import Mapping, Node, Sequence
from himagraph.seedfile.words import quoted

VERDICTS = ("same-as", "not-same", "prefer", "refuted", "explained")

_KEYS = ("id", "about", "verdict", "reason", "by", "date")
_ABOUT = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?\Z")


def read(root: Node, report: Report) -> tuple[JudgementEntry, ...]:
    """The judgements of a tree; those with errors are left out. `about` holds full IRIs of claims and entities."""
    found: list[JudgementEntry] = []
    seen: dict[str, int] = {}
    for node in items(root, report, "", "judgements"):
        judgement = _judgement(node, report, seen)
        if judgement:
            found.append(JudgementEntry(judgement, report, node))
    return tuple(found)


def _judgement(node: Mapping, report: Report, seen: dict[str, int]) -> Judgement | None:
    start = report.faults
    found = texts.fields(node, report, "", _KEYS, _KEYS)
    if found is None:
        return None
    id_ = texts.identifier(found["id"], report, "id")
    if id_ in seen:
        report.error(
            "duplicate-judgement",
            found["id"],
            "id",
            f"the judgement {id_} stands twice, in line {seen[id_]} and in line {node.line}.",
            "Rename one of them.",
        )
    elif id_:
        seen[id_] = node.line
    about = _about(found["about"], report)
    verdict = texts.choice(found["verdict"], report, "verdict", VERDICTS)
    reason, by = (texts.text(found[key], report, key) for key in ("reason", "by"))
    date = texts.when(found["date"], report, "date")
    if verdict in ("same-as", "not-same") and about is not None and len(about) < 2:
        report.error("judgement-needs-two", found["about"], "about", f"{verdict} compares at least two.", "Name both.")
    broken = report.faults > start or report.faulty_between(node.line, last_line(node))
    if broken or not (id_ and about and verdict and reason and by and date):
        return None
    return Judgement(id_, about, verdict, reason, by, date)


def _about(node: Node, report: Report) -> tuple[str, ...] | None:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    if not nodes:
        report.error("empty-list", node, "about", "the list is empty.", "Name claims or entities.")
        return None
    iris = [_iri(one, report) for one in nodes]
    good = tuple(iri for iri in iris if iri is not None)
    return good if len(good) == len(iris) else None


def _iri(node: Node, report: Report) -> str | None:
    """The IRI of a claim (given as IRI or SOURCE/CLAIM) or of an entity (IRI or id)."""
    found = texts.scalar(node, report, "about", "a claim or an entity")
    if not found:
        return None
    path = found.text.removeprefix(vocab.CLAIM).removeprefix(vocab.ENTITY)
    is_claim = "/" in path
    if not _ABOUT.match(path) or (path != found.text and is_claim != found.text.startswith(vocab.CLAIM)):
        report.error(
            "bad-id",
            node,
            "about",
            f"{quoted(found.text)} names no claim and no entity.",
            "Write SOURCE/CLAIM, the IRI of a claim, or the id of an entity; ids are made of [a-z0-9-] only.",
        )
        return None
    return vocab.claim_iri(path) if is_claim else vocab.entity_iri(path)
