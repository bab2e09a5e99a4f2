"""The notebooks carry no outputs, use public names only and read well; nbmake runs them (see notebooks/conftest.py)."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
every = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def texts(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(path, kind)]


def code(path: Path) -> ast.Module:
    """All the code of a notebook, or of a module beside them."""
    own = path.read_text(encoding="utf-8") if path.suffix == ".py" else "\n".join(texts(path, "code"))
    return ast.parse(own, str(path))


def imports(tree: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Each module that is imported, and each name that is taken from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, None) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", name.name) for name in node.names)


def test_there_are_five_in_the_order_of_their_titles() -> None:
    titles = [texts(path, "markdown")[0].partition("\n")[0] for path in NOTEBOOKS]
    assert [path.stem.partition("-")[0] for path in NOTEBOOKS] == list("12345")
    for number, title in enumerate(titles, 1):
        assert title.startswith(f"# {number}. ")
    assert len(set(titles)) == len(titles)


@every
def test_it_is_kept_without_outputs_and_runs_on_any_kernel(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["nbformat"] == 4
    assert kept["metadata"]["kernelspec"]["name"] == "python3"
    assert set(kept["metadata"]["language_info"]) == {"name"}, "a version of Python is that of one machine"
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        assert cell["metadata"] == {}
    assert len({cell["id"] for cell in kept["cells"]}) == len(kept["cells"])


@every
def test_its_file_has_one_form(path: Path) -> None:
    """So that a change shows as the lines that changed."""
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", [*NOTEBOOKS, *FOLDER.glob("[!c]*.py")], ids=lambda path: path.stem)
def test_it_takes_only_public_names_of_the_library(path: Path) -> None:
    for module, name in imports(code(path)):
        if module.partition(".")[0] == "himagraph":
            public = importlib.import_module(module)
            assert hasattr(public, "__all__") or module == "himagraph.errors", f"{module} has no public names"
            assert name is None or name in getattr(public, "__all__", dir(public))
        assert module.partition(".")[0] != "himagraph_cli"
    for node in ast.walk(code(path)):
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_") or node.attr.startswith("__")


@every
def test_it_names_no_place_of_one_machine_and_no_address_outside(path: Path) -> None:
    source = "\n".join((*texts(path, "code"), *texts(path, "markdown")))
    assert not re.search(r"/(home|work|Users|root|tmp)/|[A-Z]:\\", source)
    for address in re.findall(r"https?://[\w.]+", source):
        assert address in {"https://w3id.org", "http://www.w3.org", "http://127.0.0.1"}


@every
def test_its_text_is_whole_sentences_that_lead_somewhere(path: Path) -> None:
    """Headings go down one step at a time; paragraphs end; files that it names are there."""
    level = 0
    for text in texts(path, "markdown"):
        for block in text.split("\n\n"):
            heading = re.match(r"(#+) ", block)
            if heading:
                assert len(heading[1]) <= level + 1
                level = len(heading[1])
            assert re.search(r"[.:!?`*|>]\Z", block.strip()) or heading, block
        for name in re.findall(r"`([\w-]+\.ipynb)`", text):
            assert (FOLDER / name).is_file()
        for name in re.findall(r"`((?:docs/)?[\w-]+\.md)`", text):
            assert (FOLDER.parent / name).is_file()
    assert level > 1, "sections help to find one's way"


def test_the_readme_tells_of_each() -> None:
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        assert f"({path.name})" in told
