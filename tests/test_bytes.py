"""Same seeds, same bytes: whatever folder they lie in, and however Python orders its sets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from conftest import SEEDS
from himagraph.exports import FORMATS
from places import run

#: The folder of a build and the environment that it was made in.
Built = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> list[Built]:
    """Two stores, built from two folders under two hash seeds, and the environments that they were built in."""
    made: list[Built] = []
    for number in ("1", "2"):
        place = tmp_path_factory.mktemp(f"place {number}" * int(number))
        shutil.copytree(SEEDS, place / "seeds")
        for path in place.rglob("*.yaml"):
            os.utime(path, (1e9 * int(number),) * 2)
        own = environment | {"PYTHONHASHSEED": number, "TZ": f"UTC{number}", "HIMA_STORE": str(place / "store")}
        ran = run(("build", str(place / "seeds")), own, place)
        assert ran.code == 0, ran.err
        made.append((place, own))
    return made


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_two_builds_give_the_same_bytes(two_builds: list[Built], form: str) -> None:
    written: list[bytes] = []
    for place, own in two_builds:
        target = place / f"out.{form}"
        ran = run(("export", "--to", form, "-o", str(target)), own, place)
        assert ran.code == 0, ran.err
        written.append(target.read_bytes())
    assert written[0]
    assert written[0] == written[1]


def test_the_quads_are_sorted_and_each_stands_once(two_builds: list[Built]) -> None:
    place, own = two_builds[0]
    lines = run(("export", "--to", "nquads"), own, place).out.splitlines()
    assert lines == sorted(set(lines))
    assert not any("_:" in line.split('"')[0] for line in lines)


def test_the_two_stores_have_one_digest(two_builds: list[Built]) -> None:
    assert len({path.name for place, _ in two_builds for path in place.glob("store/v-*")}) == 1
