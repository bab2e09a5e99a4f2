"""The wheel, installed alone, in an empty folder and without a network, answers like the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from places import run, without_network

ROOT = Path(__file__).resolve().parents[1]
BIN = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it depends on, and without the checkout."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    python = place / BIN / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True, capture_output=True)
    (packages,) = place.rglob("site-packages")
    # A folder named in a .pth file is searched, but its own .pth files, which lead to the checkout, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return place / BIN


def test_the_wheel_holds_two_packages_and_nothing_beside_them(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops - {top for top in tops if top.endswith(".dist-info")} == {"himagraph", "himagraph_cli"}
    assert not [name for name in names if name.endswith((".pyc", ".tmp"))]
    assert {"himagraph/py.typed", "himagraph_cli/py.typed"} <= set(names)


def test_what_lies_beside_the_code_rides_along(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    beside = {".css", ".js", ".json", ".txt", ".j2"}
    there = [path for path in (ROOT / "graph").rglob("*") if path.suffix in beside]
    assert len(there) > 20
    assert [path for path in there if path.relative_to(ROOT / "graph").as_posix() not in names] == []


@pytest.mark.parametrize("data", ["ontology", "seeds"])
def test_ontology_and_seeds_ride_along(wheel: Path, data: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    there = [path for path in (ROOT / data).rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert len(there) > 5
    assert [path for path in there if f"himagraph/{path.relative_to(ROOT).as_posix()}" not in names] == []


def test_the_wheel_alone_answers_like_the_checkout(
    installed: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    kept = {name: value for name, value in environment.items() if name not in ("HIMA_STORE", "PYTHONPATH")}
    answers: list[str] = []
    for who in ("wheel", "checkout"):
        own = kept | {"XDG_CACHE_HOME": str(tmp_path / who), "HOME": str(tmp_path)}
        if who == "wheel":
            ran = subprocess.run(
                [installed / "hima", "who-owns", "yinwang", "--json"],
                cwd=empty,
                env=own,
                capture_output=True,
                text=True,
                encoding="utf-8",
                preexec_fn=without_network if sys.platform == "linux" else None,
                check=False,
                timeout=120,
            )
            assert (ran.returncode, ran.stderr) == (0, "")
            answers.append(ran.stdout)
        else:
            answers.append(run(("who-owns", "yinwang", "--json"), own, empty).out)
    assert json.loads(answers[0])["owners"]
    assert answers[0] == answers[1]
    assert list(empty.iterdir()) == []


def test_the_installed_package_is_not_the_checkout_and_takes_no_common_names(installed: Path, tmp_path: Path) -> None:
    script = (
        "import importlib.util as u, himagraph, himagraph_cli\n"
        "print(himagraph.__file__, himagraph_cli.__file__)\n"
        "print([name for name in ('graph', 'cli', 'seeds', 'ontology', 'tests', 'benchmarks') if u.find_spec(name)])\n"
    )
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [installed / "python", "-c", script], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True
    )
    files, common = ran.stdout.splitlines()
    assert str(ROOT) not in files
    assert str(installed.parent) in files
    assert common == "[]"


@pytest.mark.parametrize("name", ["hima", "himagraph"])
def test_both_commands_are_installed(installed: Path, name: str) -> None:
    ran = subprocess.run([installed / name, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("himagraph ")
