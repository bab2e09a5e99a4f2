"""The house: a room imports only rooms on floors below it, and each guest library has its rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GRAPH = ROOT / "graph" / "himagraph"
CLI = ROOT / "cli" / "himagraph_cli"

#: The rooms of each floor, lowest first. A new room must be given its floor here.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "vocab", "frozen", "lexer", "markup"),
    ("kinds", "version"),
    ("records", "resources"),
    ("seedfile", "triples", "store", "resolve", "measures"),
    ("queries", "contradictions"),
    ("names", "ledger", "guard", "shapes"),
    ("handles", "ownership", "workers", "examples"),
    ("build", "network"),
    ("answers",),
    ("void", "cut"),
    ("researcher", "exports", "picture", "analysis"),
    ("asking",),
    ("library",),
    ("server",),
    ("himagraph_cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

#: Guest libraries and the rooms that may have them in.
GUESTS = {
    "rdflib": {"researcher", "shapes", "exports", "guard"},
    "oxrdflib": {"researcher"},
    "pyshacl": {"shapes"},
    "networkx": {"network", "measures", "analysis"},
    "pyvis": {"picture"},
    "jinja2": {"picture", "server"},
    "markupsafe": {"picture"},
    "typer": {"himagraph_cli"},
    "himagraph_cli": {"himagraph_cli"},
    "yaml": {"seedfile"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "werkzeug": {"server"},
    "urllib3": {"store"},
}
#: Guests that take their time: let in by the function that needs them, not at the door.
SLOW = (
    "rdflib", "oxrdflib", "pyshacl", "networkx", "pyvis", "pypinyin", "rapidfuzz", "pandas", "numpy", "scipy", "jinja2",
)  # fmt: skip
SLOW_ROOMS = {"researcher"}
#: The array engine is numpy through and through, and itself loaded by the function that needs it.
ARRAYS = GRAPH / "measures" / "arrays"
#: Lines that a file may have. Meant are 300; a docstring more is no reason to cut a noun in two.
LONGEST = 320

FILES = sorted([*GRAPH.rglob("*.py"), *CLI.rglob("*.py")])


def room_of(path: Path) -> str:
    """The room that a file belongs to; the front door of the library stands for itself."""
    if path.is_relative_to(CLI):
        return "himagraph_cli"
    first = path.relative_to(GRAPH).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imported(tree: ast.AST, *, at_the_door: bool = False) -> Iterator[tuple[str, int]]:
    """The modules that a file imports and where, those for the types alone left out."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their room"
            module = node.module or ""
            yield from ((f"{module}.{name.name}", node.lineno) for name in node.names)
        if not (at_the_door and isinstance(node, ast.FunctionDef)):
            waiting += ast.iter_child_nodes(node)


def rooms(module: str) -> str | None:
    """The room of ours that a module belongs to, None for others and for the front door."""
    parts = module.split(".")
    if parts[0] == "himagraph_cli":
        return "himagraph_cli"
    return parts[1] if parts[0] == "himagraph" and len(parts) > 1 and parts[1] in FLOOR else None


def test_every_room_has_its_floor() -> None:
    assert {room_of(path) for path in FILES} - {""} - FLOOR.keys() == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    own = room_of(path)
    if not own:
        return
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for module, line in imported(ast.parse(path.read_text(encoding="utf-8")))
        if (room := rooms(module)) and room != own and FLOOR[room] >= FLOOR[own]
    ]
    assert found == []


def test_guest_libraries_keep_to_their_rooms() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in FILES
        for module, line in imported(ast.parse(path.read_text(encoding="utf-8")))
        if (guest := module.split(".")[0]) in GUESTS and room_of(path) not in GUESTS[guest]
    ]
    assert found == []


def test_slow_guests_wait_until_a_function_needs_them() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in FILES
        if room_of(path) not in SLOW_ROOMS and not path.is_relative_to(ARRAYS)
        for module, line in imported(ast.parse(path.read_text(encoding="utf-8")), at_the_door=True)
        if module.split(".")[0] in SLOW
    ]
    assert found == []


def test_files_are_of_a_size_that_can_be_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}
