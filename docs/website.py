"""Builds the site of the docs out of the pages as they stand in the repository: `python docs/website.py [FOLDER]`.

The pages are staged in a temporary folder laid out as the repository is, so that a link works here, on GitHub and on
the site alike. `docs/mkdocs.yml` names the sections; a page that it names and that is not there is left out, and a page
of `docs/` that it does not name goes under "More".
"""

from __future__ import annotations

import logging
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as build_pages
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "docs" / "mkdocs.yml"
#: What the pages of the site link to, as it lies in the repository.
STAGED = (
    "*.md", "LICENSE*", "CITATION.cff", "docs/*.md", "docs/*.ttl", "docs/*.rq", "docs/*.css", "docs/schemas/*.json",
    "docs/pictures/**/*", "ontology/*.md", "notebooks/*.md", "notebooks/*.ipynb", "notebooks/*.py",
)  # fmt: skip
#: Where the reference of the library has the docstrings of an object: `<!-- api: himagraph.open -->`.
_API = re.compile(r"^<!-- api: ([\w.]+) -->$", re.MULTILINE)


class Complaints(logging.Handler):
    """Every warning of a build: with any, there is no site."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


def stage(folder: Path) -> list[str]:
    """Copies the pages and what they link to into the folder; the names of the pages, sorted."""
    for pattern in STAGED:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                target = folder / path.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                if path.suffix == ".md":
                    target.write_text(_API.sub(r"::: \1", path.read_text(encoding="utf-8")), encoding="utf-8")
                else:
                    shutil.copyfile(path, target)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))


def nav(pages: list[str]) -> list[Any]:
    """The sections of `docs/mkdocs.yml` with the pages that there are, the unnamed ones under "More"."""
    named: set[str] = set()
    sections = _there(yaml.load(CONFIG.read_text(encoding="utf-8"), yaml.UnsafeLoader)["nav"], set(pages), named)
    more = [page for page in pages if page not in named]
    return [*sections, {"More": more}] if more else sections


def _there(entries: list[Any], pages: set[str], named: set[str]) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        title, value = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        if isinstance(value, list):
            inner = _there(value, pages, named)
            if inner:
                kept.append({title: inner})
        elif value in pages:
            named.add(value)
            kept.append(entry)
    return kept


def build(site: Path) -> None:
    """Builds the site into the folder, which is made anew; ValueError with every warning when there are any."""
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "pages"
        pages = stage(staged)
        complaints = Complaints()
        log = logging.getLogger("mkdocs")
        log.addHandler(complaints)
        try:
            config = load_config(
                str(CONFIG), docs_dir=str(staged), site_dir=str(site), nav=nav(pages), strict=False,
            )  # fmt: skip
            config.plugins["mkdocstrings"].config.handlers["python"]["paths"] = [str(ROOT / "graph")]
            build_pages(config)
        except SystemExit as error:  # what mkdocs raises where it gives up
            raise ValueError("\n".join(complaints.told) or str(error)) from None
        finally:
            log.removeHandler(complaints)
    if complaints.told:
        raise ValueError("\n".join(complaints.told))


if __name__ == "__main__":
    where = Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve()
    try:
        build(where)
    except ValueError as error:
        raise SystemExit(f"The site is not built without warnings:\n{error}") from None
    print(f"Built {where / 'index.html'}.")
