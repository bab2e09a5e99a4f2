"""The digest that a store is keyed by: what it was built from, and what built it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from himagraph import resources

#: The rooms whose code shapes a store. A change in one of them makes every cached store stale.
_BUILDERS = (
    "kinds.py", "names.py", "triples", "vocab.py", "build", "measures", "ownership", "records", "resolve", "seedfile",
    "store/publish.py",
)  # fmt: skip
_ROOMS = ("entities", "sources")
_SEEDS = (".yaml", ".yml")
_ONTOLOGY = (".ttl", ".rq", ".toml")
#: What shapes no store: named queries are read as they are asked, shapes when seeds are validated.
_BESIDE = ("__pycache__", "queries", "shapes")
#: Bytes above which the loader refuses a file of seeds: its size then stands for its content.
_SIZE_LIMIT = 16 * 2**20


def digest(seeds: Path, version: str) -> str:
    """SHA-256 (hex) over the seeds, the ontology, the code that builds and the version. Paths enter relative."""
    import hashlib

    total = hashlib.sha256(version.encode())
    for root, path in files(seeds):
        total.update(_named(root, path))
    return total.hexdigest()


def files(seeds: Path) -> Iterator[tuple[str, str]]:
    """Each file that shapes a store, after the folder that its name is relative to."""
    root = seeds_root(seeds)
    for path in _seeds(root):
        yield root, path
    ontology = str(resources.ontology())
    for path in _below(ontology, _ONTOLOGY):
        yield ontology, path
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name in _BUILDERS:
        for path in _below(os.path.join(package, name), (".py",)):
            yield package, path


def seeds_root(folder: Path) -> str:
    """The folder itself, or `seeds` in it where only that has the rooms of a folder of seeds: as the loader has it."""
    inner = os.path.join(folder, "seeds")
    return inner if not _has_rooms(str(folder)) and _has_rooms(inner) else str(folder)


def _has_rooms(folder: str) -> bool:
    names = (*_ROOMS, "judgements.yaml", "judgements.yml")
    return any(os.path.exists(os.path.join(folder, name)) for name in names)


def _seeds(root: str) -> Iterator[str]:
    """The files that the loader reads: those of the two rooms, and those at the top."""
    for folder in (root, *(os.path.join(root, room) for room in _ROOMS)):
        if os.path.isdir(folder):
            with os.scandir(folder) as entries:
                found = [entry.path for entry in entries if entry.name.endswith(_SEEDS) and entry.is_file()]
            yield from sorted(path for path in found if os.path.basename(path)[0] != ".")


def _below(path: str, endings: tuple[str, ...]) -> Iterator[str]:
    """The file, or the files below the folder, sorted."""
    if os.path.isfile(path):
        yield path
        return
    with os.scandir(path) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name.endswith(endings):
            yield entry.path
        elif entry.is_dir() and entry.name not in _BESIDE:
            yield from _below(entry.path, endings)


def _named(root: str, path: str) -> bytes:
    """The file's name, size and content, so that no two sets of files read the same."""
    with open(path, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        content = file.read() if size <= _SIZE_LIMIT else b""
    name = path[len(root) + 1 :].replace(os.sep, "/")
    return f"{name}\0{size}\0".encode(errors="surrogateescape") + content
