"""Every promise of the page has tests that show it: the table of them names only tests that are there."""

from __future__ import annotations

import ast
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PROMISES = 19


def points() -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = yaml.safe_load((HERE / "page_points.yaml").read_text(encoding="utf-8"))
    return found


def run_of(name: str) -> set[str]:
    """The tests of a file that are run."""
    tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
    skipped = ("skip", "xfail")
    return {
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
        and not any(word in ast.unparse(mark) for mark in one.decorator_list for word in skipped)
    }  # fmt: skip


def test_each_promise_is_told_once_and_shown_by_tests_that_are_run() -> None:
    told = points()
    assert len({str(one["point"]) for one in told}) == len(told) == PROMISES
    for one in told:
        assert one["tests"], one["point"]
        for test in one["tests"]:
            file, _, name = test.partition("::")
            assert name in run_of(file), test
