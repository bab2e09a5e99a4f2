"""One small world for all tests: the founding record, built once a session."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import himagraph
from browser import _driven, browsing, founding_looking, founding_page, record_looking, record_page
from himagraph import resources
from himagraph.build.conductor import build, check, in_memory
from himagraph.library import KnowledgeGraph
from serving import server

__all__ = [
    "_driven", "browsing", "founding_looking", "founding_page", "record_looking", "record_page", "server"
]  # fmt: skip

SEEDS = resources.seeds()


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Hima = Callable[..., Ran]


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founding record: the register and the five articles, without what was gathered later."""
    folder = tmp_path_factory.mktemp("founding") / "seeds"
    (folder / "entities").mkdir(parents=True)
    (folder / "sources").mkdir()
    for path in sorted((SEEDS / "sources").glob("*.yaml")):
        if "\n  article: " in path.read_text(encoding="utf-8"):
            shutil.copy(path, folder / "sources")
    kept = {path.stem for path in (folder / "sources").iterdir()}

    texts = [path.read_text(encoding="utf-8") for path in (folder / "sources").iterdir()]
    said = set(re.findall(r"[a-z0-9-]+", "".join(texts)))
    register: set[str] = set()
    for path in sorted((SEEDS / "entities").glob("*.yaml")):
        entities = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        # SAIC Group is in no article: it stays as the look-alike of SAIC Motor.
        named = [_without_later_sources(one, kept) for one in entities if one["id"] in said | {"saic-group"}]
        register |= {one["id"] for one in named}
        (folder / "entities" / path.name).write_text(yaml.safe_dump(named, allow_unicode=True), encoding="utf-8")
    judgements = yaml.load((SEEDS / "judgements.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    for one in judgements:
        one["about"] = [one["about"]] if isinstance(one["about"], str) else one["about"]
    known = kept | register
    about = [one for one in judgements if all(name.split("/")[-2:][0] in known for name in one["about"])]
    (folder / "judgements.yaml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    return folder


def _without_later_sources(entity: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """The entity without aliases that later sources brought; its tickers are general knowledge then."""
    aliases = [one for one in entity.get("aliases", []) if one.get("source", "") in kept | {"", "general-knowledge"}]
    for part in (*entity.get("listings", []), *entity.get("identifiers", [])):
        part["source"] = part["source"] if part["source"] in kept else "general-knowledge"
    return {**entity, "aliases": aliases}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, founding: Path) -> Path:
    """The store of the founding record."""
    folder = tmp_path_factory.mktemp("bundled") / "store"
    build(founding, folder)
    return folder


@pytest.fixture(scope="session")
def kg(store: Path) -> KnowledgeGraph:
    return himagraph.open(store)


@pytest.fixture(scope="session")
def whole() -> KnowledgeGraph:
    """The whole bundled record, in memory."""
    return KnowledgeGraph(in_memory(check(SEEDS)))


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, store: Path) -> dict[str, str]:
    """The environment of a user with an empty cache, who has named the session's store."""
    cache = tmp_path_factory.mktemp("cache")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HIMA_", "LC_", "LANG"))}
    return kept | {"XDG_CACHE_HOME": str(cache), "HIMA_STORE": str(store), "PYTHONUTF8": "1", "NO_COLOR": "1"}


@pytest.fixture
def hima(environment: dict[str, str]) -> Hima:
    """Runs the real command in a process of its own: `hima("who-owns", "Yinwang", store=None, env={...})`."""

    def run(*arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None, stdin: str = "") -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "himagraph_cli.main", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment | (env or {}),
            cwd=cwd,
            input=stdin,
            check=False,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def seeds(tmp_path: Path) -> Iterator[Path]:
    """A copy of the bundled seeds to change."""
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    return folder
