"""From a folder of seeds to a checked store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from himagraph import names, queries, resources, seedfile, triples, vocab
from himagraph.build import about, computed, view
from himagraph.build.digest import digest as digest_of
from himagraph.build.progress import Progress, silent
from himagraph.errors import BadData, StoreUnavailable
from himagraph.records import Finding
from himagraph.seedfile import Seeds
from himagraph.store import LocalStore, Stamp, Table
from himagraph.store.publish import write
from himagraph.version import VERSION


@dataclass(frozen=True, slots=True)
class Checked:
    """Seeds with everything that was found in them, and their quads. `findings` are sorted, errors first.

    `digest` is that of the files before they were read: a change made meanwhile makes the store stale, never wrong.
    """

    seeds: Seeds
    quads: tuple[Quad, ...]
    findings: tuple[Finding, ...]
    digest: str

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")


def check(folder: Path, progress: Progress = silent) -> Checked:
    """The seeds in the folder, read and checked: by the loader, and by the ontology's checks on an unsaved store.

    With errors in the files themselves the checks on the store are left out, as they would only repeat them.
    """
    progress("reading seeds", 0.0)
    digest, unreadable = _digest(folder)
    seeds = seedfile.read(folder)
    if seeds.errors:
        return Checked(seeds, (), _sorted(seeds.findings), digest)
    if unreadable:
        raise unreadable
    progress("resolving claims", 0.35)
    made = tuple(_quads(seeds, digest))
    progress("checking", 0.6)
    store = pyoxigraph.Store()
    store.bulk_extend(made)
    found = [*seeds.findings, *_run_checks(LocalStore(store, str(folder)), seeds)]
    return Checked(seeds, made, _sorted(found), digest)


def build(folder: Path, store: Path, progress: Progress = silent) -> Stamp:
    """Builds the seeds into the store at that path. BadData with all findings when they have errors.

    The old store answers until the new one is verified; after any failure it is as it was.
    """
    return save(sound(check(folder, progress)), store, progress)


def save(checked: Checked, store: Path, progress: Progress = silent, *, reuse: bool = False) -> Stamp:
    """Writes checked seeds to the store at that path. With `reuse` a sound store of the same digest is kept."""
    progress("writing the store", 0.75)
    stamp = write(store, checked.quads, checked.digest, VERSION, _verify, reuse=reuse)
    progress("ready", 1.0)
    return stamp


def in_memory(checked: Checked) -> LocalStore:
    """Checked seeds as a store that is not saved."""
    store = pyoxigraph.Store()
    store.bulk_extend(checked.quads)
    return LocalStore(store, "memory")


def sound(checked: Checked) -> Checked:
    """The same, or BadData with what was found when there are errors."""
    if checked.errors:
        raise bad(checked)
    return checked


def bad(checked: Checked) -> BadData:
    """The error that carries what was found."""
    count = len(checked.errors)
    return BadData(f"{count} error{'s' if count > 1 else ''} in the seeds; nothing was built.", checked.findings)


def _digest(folder: Path) -> tuple[str, BadData | None]:
    """The digest of the seeds; an error for later where they cannot be read, as the loader may say more of it."""
    try:
        return digest_of(folder, VERSION), None
    except OSError as error:
        return "", BadData(f"{error.filename or folder} cannot be read: {error.strerror}.", remedy="Check its rights.")


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _verify(store: LocalStore, count: int) -> None:
    """What is on the disk answers, and no quad was lost."""
    everything = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    found = next(iter(store.select(everything)))["n"]
    if found != count or not len(store.select(queries.bind(queries.load("_about").text, {}))):
        raise StoreUnavailable(f"The new store at {store.location} does not hold what was written; it was not used.")


def _quads(seeds: Seeds, digest: str) -> Iterator[Quad]:
    sources = {source.id: source for source in seeds.sources}
    register = NamedNode(vocab.REGISTER_GRAPH)
    default = DefaultGraph()
    for entity in seeds.entities:
        yield from triples.of_entity(entity, register)
        yield from triples.of_entity(entity, default)
        yield from names.name_quads(entity)
    for source in seeds.sources:
        for quad in triples.of_source(source):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object, default)
    for claim in seeds.claims:
        yield from triples.of_claim(claim)
    for judgement in seeds.judgements:
        yield from triples.of_judgement(judgement)
    evidence = view.evidence_at_default(seeds.claims, sources, seeds.judgements)
    yield from view.quads(evidence)
    yield from computed.quads(evidence)
    yield from _ontology()
    published, known = view.default_clocks(seeds.sources)
    yield from about.quads(digest, published, known, known)


def _ontology() -> Iterator[Quad]:
    graph = NamedNode(vocab.ONTOLOGY_GRAPH)
    for path in sorted(resources.ontology().glob("*.ttl")):
        if path.name != "prefixes.ttl":
            for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _run_checks(store: LocalStore, seeds: Seeds) -> Iterator[Finding]:
    for path in sorted((resources.ontology() / "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        severity = next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("#+ severity"))
        yield from _findings(path.stem, severity, store.select(text), seeds)


def _findings(rule: str, severity: str, rows: Table, seeds: Seeds) -> Iterator[Finding]:
    for row in rows:
        claim = vocab.slug_of(str(row.get("claim") or ""))
        other = vocab.slug_of(str(row.get("other") or ""))
        file, line = seeds.lines.get(claim, ("", 0))
        message = str(row["message"])
        for slug in (claim, other):
            if slug and slug not in message:
                message += f" [{slug}]"
        yield Finding(rule, severity, message, file, line, value=claim)
