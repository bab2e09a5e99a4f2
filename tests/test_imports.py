"""What a command may not load: the start-up budget of DESIGN 7."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import SEEDS
from himagraph.build.conductor import build

#: Runs `hima` with the arguments given and then tells on stderr what was loaded.
SCRIPT = """
import sys
from himagraph_cli.main import main
try:
    main()
finally:
    sys.stderr.write("\\n" + " ".join(sorted(sys.modules)))
"""
#: Too slow for any command that only answers.
HEAVY = {"rdflib", "oxrdflib", "networkx", "pyvis", "pandas", "numpy", "scipy", "pyshacl", "pypinyin", "pydantic"}
#: Not needed to answer who owns a company that is named rightly.
SPARED = {"rapidfuzz", "yaml", "rich", "platformdirs", "logging", "himagraph.seedfile", "himagraph.build.conductor"}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a user whose cache is warm."""
    cache = tmp_path_factory.mktemp("warm")
    from himagraph import __version__

    build(SEEDS, cache / "himagraph" / __version__)
    unnamed = {name: value for name, value in environment.items() if name != "HIMA_STORE"}
    return unnamed | {"XDG_CACHE_HOME": str(cache)}


def loaded(call: tuple[str, ...], environment: dict[str, str]) -> set[str]:
    """The modules that a call loads, packages by their name too."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, *call], env=environment, capture_output=True, text=True, check=True
    )
    return set(ran.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("call", [("who-owns", "yinwang"), ("who-owns", "yinwang", "--json")], ids=" ".join)
def test_who_owns_loads_nothing_that_it_does_not_need(warm: dict[str, str], call: tuple[str, ...]) -> None:
    assert loaded(call, warm) & (HEAVY | SPARED) == set()


@pytest.mark.parametrize(
    "call",
    [("holdings", "avatr"), ("show", "aito"), ("find", "SAIC"), ("why", "yinwang/avatr"), ("queries",), ("info",)],
    ids=" ".join,
)
def test_other_commands_load_nothing_heavy(warm: dict[str, str], call: tuple[str, ...]) -> None:
    assert loaded(call, warm) & HEAVY == set()


def test_help_loads_nothing_heavy_and_the_version_no_store(warm: dict[str, str]) -> None:
    assert loaded(("--help",), warm) & HEAVY == set()
    assert loaded(("--version",), warm) & (HEAVY | {"himagraph.store", "pyoxigraph"}) == set()


def test_the_library_is_imported_without_the_command_line(warm: dict[str, str]) -> None:
    script = "import sys, himagraph; himagraph.open; sys.stderr.write(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], env=warm, capture_output=True, text=True, check=True)
    assert set(ran.stderr.split()) & (HEAVY | {"typer", "himagraph_cli"}) == set()
