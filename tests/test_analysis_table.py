"""Measures of a table of one's own: what is read, what is refused, and that results are those of `Holdings`."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from himagraph.analysis.table import analyse_table
from himagraph.errors import BadData, UsageError
from himagraph.measures import Holdings
from himagraph_cli.main import app
from test_schemas import wrong

TINY = "holder,issuer,percent,min,max\nP,X,60,,\nX,Z,,25,30\nQ,Z,,,\nZ,X,20,,\n"
ROWS = [("P", "X", "60"), ("X", "Z", ("25", "30")), ("Q", "Z", None), ("Z", "X", "20")]


def written(folder: Path, text: str | bytes, name: str = "stakes.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, ["analyse", *arguments])
    return ran.exit_code, ran.stdout, ran.stderr


def test_results_on_a_small_table_are_those_of_holdings(tmp_path: Path) -> None:
    answer, holdings = analyse_table(written(tmp_path, TINY)), Holdings.from_rows(ROWS)
    assert answer.engine == "exact"
    results = list(answer.results)
    for issuer in ("X", "Z"):
        for measure in ("effective", "ultimate"):
            found = {one.holder: one.share for one in results if (one.measure, one.issuer) == (measure, issuer)}
            assert found == getattr(holdings, measure)(issuer)
    control = {(one.holder, one.issuer) for one in results if one.measure == "control"}
    assert control == {(who, one) for one in ("X", "Z") for who in holdings.ultimate_controllers(one)}


def test_a_chain_has_the_shares_that_a_hand_computes(tmp_path: Path) -> None:
    answer = analyse_table(written(tmp_path, "holder,issuer,percent\nA,B,60\nB,C,50\n"))
    found = {(one.measure, one.holder): one.share for one in answer.results if one.issuer == "C"}
    shares = {key: share.text() for key, share in found.items() if share}
    assert shares == {
        ("effective", "B"): "50%", ("effective", "A"): "30%",
        ("ultimate", "A"): "30%", ("ultimate", "[undisclosed]"): "70%",
    }  # fmt: skip


def test_arrays_bound_what_fractions_say(tmp_path: Path) -> None:
    path = written(tmp_path, TINY)
    exact, arrays = (analyse_table(path, engine=engine, min_share=0) for engine in ("exact", "arrays"))
    assert (arrays.engine, arrays.head()["engine"]) == ("arrays", "arrays")
    wide = {(one.issuer, one.holder): one.share for one in arrays.results if one.measure == "ultimate"}
    for one in exact.results:
        if one.measure == "ultimate" and one.share and one.share.min is not None and one.share.max is not None:
            share = wide[one.issuer, one.holder]
            assert share
            assert share.min is not None
            assert share.max is not None
            assert share.min <= one.share.min <= one.share.max <= share.max
    control = [[one for one in answer.results if one.measure == "control"] for answer in (exact, arrays)]
    assert control[0] == control[1]


def test_without_ranges_arrays_say_the_same_to_six_places(tmp_path: Path) -> None:
    path = written(tmp_path, "holder,issuer,percent\nP,X,60\nX,Z,50\nZ,X,20\n")
    exact, arrays = (analyse_table(path, engine=engine, min_share=0) for engine in ("exact", "arrays"))
    wide = {(one.issuer, one.holder): one.share for one in arrays.results if one.measure == "ultimate"}
    for one in exact.results:
        if one.measure == "ultimate" and one.share and one.share.min is not None:
            share = wide[one.issuer, one.holder]
            assert share
            assert share.min is not None
            assert share.max is not None
            assert share.min <= one.share.min <= share.max <= share.min + Fraction(3, 10**6)


def test_flaws_name_the_lines_that_they_come_from(tmp_path: Path) -> None:
    text = "holder,issuer,percent\nA,B,80\nC,B,90\nB,B,1\nR,S,100\nS,R,100\n"
    flaws = {"over-full": ("B", (2, 3, 4)), "closed-ring": ("R; S", (5, 6)), "self-holding": ("B", (4,))}
    for engine in ("exact", "arrays"):
        answer = analyse_table(written(tmp_path, text), engine=engine)  # type: ignore[arg-type]
        assert {one.measure: (one.issuer, one.rows) for one in answer.results if one.measure in flaws} == flaws


def test_stakes_are_taken_at_the_day_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "holder,issuer,percent,from,until\nA,X,60,2020,2022-01-01\nB,X,70,2022,\n")
    assert analyse_table(path).as_of == "2022-12-31"
    held = {
        day: [one.holder for one in analyse_table(path, as_of=day).results if one.measure == "control"]
        for day in ("2021-06-30", "2022-12-31")
    }
    assert held == {"2021-06-30": ["A"], "2022-12-31": ["B"]}
    with pytest.raises(BadData, match=r"No row of stakes\.csv holds at 2019-01-01"):
        analyse_table(path, as_of="2019-01-01")


def test_a_date_that_leaves_it_open_leaves_the_share_open(tmp_path: Path) -> None:
    answer = analyse_table(written(tmp_path, "holder,issuer,percent,from\nA,X,60,2020\n"), as_of="2020-05-01")
    assert answer.left_open == 1
    (first, *_) = answer.results
    assert (first.share and first.share.min, first.share and first.share.max) == (0, 60)


def test_ends_without_starts_need_a_day(tmp_path: Path) -> None:
    path = written(tmp_path, "holder,issuer,percent,until\nA,X,60,2020\n")
    with pytest.raises(UsageError, match="as-of"):
        analyse_table(path)
    with pytest.raises(BadData):
        analyse_table(path, as_of="2021")
    assert list(analyse_table(path, as_of="2019").results)


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfholder,issuer,percent\r\nP,X,60\r\n",
        b"Holder;Issuer;Percent\nP;X;60 %\n",
        b"issuer\tnote\tpercent\tholder\nX\tany\t60.0\tP\n\n",
        b'\n"holder","issuer","percent"\n"P","X","60"',
    ],
)
def test_tables_of_many_makes_are_read(tmp_path: Path, text: bytes) -> None:
    (first, *_) = analyse_table(written(tmp_path, text)).results
    assert (first.holder, first.issuer, first.share and first.share.text()) == ("P", "X", "60%")


WRONG = {
    "P,X,101": (2, "percent", "more than 100"),
    "P,X,-1": (2, "percent", "no plain number"),
    'P,X,"12,5"': (2, "percent", "decimal point"),
    "P,X,1e2": (2, "percent", "no plain number"),
    "P,X,nan": (2, "percent", "no plain number"),
    "P,X,٦٠": (2, "percent", "no plain number"),
    ",X,5": (2, "holder", "empty"),
    "P,,5": (2, "issuer", "empty"),
    "[undisclosed],X,5": (2, "holder", "results use"),
    "P,X": (2, "", "cells"),
    "P,X,5,6": (2, "", "cells"),
    'P,"X,5': (2, "", "quote"),
}


@pytest.mark.parametrize("row", WRONG)
def test_a_bad_row_is_told_with_line_field_value_and_remedy(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadData) as caught:
        analyse_table(written(tmp_path, f"holder,issuer,percent\n{row}\n"))
    (finding, *_) = caught.value.findings
    line, field, words = WRONG[row]
    assert (finding.file, finding.line, finding.field) == ("stakes.csv", line, field)
    assert words in str(finding)
    assert finding.remedy


DATED = {
    "P,X,5,40,30,,": "min", "P,X,,40,30,,": "min", "P,X,5,,30,,": "percent", "P,X,5,,,2025-13,": "from",
    "P,X,5,,,,soon": "until", "P,X,5,,,2025,2024": "until",
}  # fmt: skip


@pytest.mark.parametrize("row", DATED)
def test_ranges_and_dates_that_cannot_be_are_told(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadData) as caught:
        analyse_table(written(tmp_path, f"holder,issuer,percent,min,max,from,until\n{row}\n"))
    assert DATED[row] in {finding.field for finding in caught.value.findings} | {"min" if row[4] == "5" else ""}


@pytest.mark.parametrize("text", ["", "\n", "holder,issuer\nP,X\n", "a,b,c\n1,2,3\n", "holder,issuer,percent\n"])
def test_a_table_without_its_columns_or_rows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadData):
        analyse_table(written(tmp_path, text))


def test_a_file_that_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        analyse_table(written(tmp_path, b"holder,issuer,percent\nP,\xd2\xfd,5\n"))
    assert caught.value.findings[0].line == 2


def test_every_bad_row_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    path = written(tmp_path, "holder,issuer,percent\nA,,5\nB,C,x\n,D,5\n")
    code, out, err = run(str(path), "-o", str(tmp_path / "r.csv"))
    assert (code, out) == (3, "")
    assert [line.partition(": ")[0] for line in err.splitlines()[:3]] == [f"stakes.csv:{line}" for line in (2, 3, 4)]
    assert not (tmp_path / "r.csv").exists()


def test_a_result_file_is_never_put_over_the_table_or_another_file(tmp_path: Path) -> None:
    path, other = written(tmp_path, TINY), written(tmp_path, "kept", "other.csv")
    assert run(str(path), "-o", str(path), "--force")[0] == 2
    assert path.read_text() == TINY
    assert run(str(path), "-o", str(other))[0] == 2
    assert other.read_text() == "kept"
    assert run(str(path), "-o", str(tmp_path / "r.xlsx"))[0] == 2
    assert run(str(path), "-o", str(tmp_path / "none" / "r.csv"))[0] == 2
    assert run(str(path), "-o", str(other), "--force")[0] == 0
    assert other.read_text().startswith("measure,issuer,holder,share.min")


def test_the_same_table_gives_the_same_bytes_and_the_file_says_which_engine(tmp_path: Path) -> None:
    path = written(tmp_path, TINY)
    for ending in ("csv", "json"):
        files = [tmp_path / f"{number}.{ending}" for number in (1, 2)]
        for file in files:
            assert run(str(path), "-o", str(file))[0] == 0
        assert files[0].read_bytes() == files[1].read_bytes()
        assert b"exact" in files[0].read_bytes()
    value = json.loads((tmp_path / "1.json").read_text())
    assert wrong("analyse", value) == []
    assert value == analyse_table(path).as_json()
    assert run(str(path), "--json")[1] == (tmp_path / "1.json").read_text()


def test_names_that_a_spreadsheet_would_run_are_quoted(tmp_path: Path) -> None:
    _, out, _ = run(str(written(tmp_path, "holder,issuer,percent\n=1+1,@X,5\n")), "--format", "csv")
    assert "effective,'@X,'=1+1,5,5" in out


@pytest.mark.parametrize(
    "arguments",
    [("centrality",), ("missing.csv",), ("loops", "--engine", "exact"), ("loops", "-o", "x.txt")],
    ids=" ".join,
)
def test_calls_that_cannot_mean_anything_exit_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_a_table_takes_no_sources_and_no_bad_share(tmp_path: Path) -> None:
    path = str(written(tmp_path, TINY))
    for more in (("--only", "x"), ("--known-at", "2025"), ("--min-share", "x"), ("--format", "ttl"), ("--as-of", "x")):
        assert run(path, *more)[0] == 2


def test_without_numpy_arrays_are_refused_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(UsageError, match=r"himagraph\[registers\]"):
        analyse_table(written(tmp_path, TINY), engine="arrays")


def test_rows_said_twice_and_columns_left_aside_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, "holder,issuer,percent,note\nP,X,5,\nP,X,5,\n")
    _, _, err = run(str(path))
    assert "stakes.csv:3: warning" in err
    assert "the columns note" in err
