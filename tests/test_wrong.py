"""Each file of `wrong/` breaks exactly one rule, and says so with its line, its field and a remedy."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from himagraph import seedfile
from himagraph.errors import BadData

WRONG = Path(__file__).parent / "wrong"
PLACES = {"entities": "entities/wrong.yaml", "sources": "sources/wrong.yaml", "judgements": "judgements.yaml"}

with (WRONG / "expected.csv").open(encoding="utf-8", newline="") as _stream:
    EXPECTED = list(csv.DictReader(_stream))


def test_the_base_world_is_without_a_finding() -> None:
    assert seedfile.read(WRONG / "base").findings == ()


def test_every_wrong_file_is_expected_and_every_expected_file_is_there() -> None:
    assert sorted(path.stem for path in WRONG.glob("*.yaml")) == [row["case"] for row in EXPECTED]


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["case"])
def test_a_wrong_file_breaks_exactly_one_rule(row: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(WRONG / "base", folder)
    place = PLACES[row["place"]]
    shutil.copy(WRONG / f"{row['case']}.yaml", folder / place)
    seeds = seedfile.read(folder)
    # An entity of one of these files is mentioned nowhere, which may be noted beside its mistake.
    noted = {"unused-entity"} - {row["rule"]}
    found = [one for one in seeds.findings if one.rule not in noted]
    assert [(one.rule, one.file, str(one.line), one.field) for one in found] == [
        (row["rule"], place, row["line"], row["field"])
    ], seeds.findings
    assert found[0].severity == row["severity"]
    assert row["says"] in str(found[0])
    assert found[0].remedy or found[0].severity == "note"
    assert (BadData.exit_code if seeds.errors else 0) == int(row["exit_code"])
