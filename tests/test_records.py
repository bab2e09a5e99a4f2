"""Records: dates keep their precision, shares their bounds, numbers their exactness."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himagraph.errors import UsageError
from himagraph.records import NOT_KNOWN, Finding, Labels, Quantity, Share, When, last_day, plain


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-10-09", "2025-10-09", "2025-10-09"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-21", "2025-03-01", "2025-05-31"),
        ("2025-23", "2025-09-01", "2025-11-30"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2025-01/2025-11", "2025-01-01", "2025-11-30"),
        ("../2026-03-04", None, "2026-03-04"),
        ("2025-07/..", "2025-07-01", None),
    ],
)
def test_a_date_means_the_days_that_its_precision_allows(text: str, first: str | None, last: str | None) -> None:
    when = When.parse(text)
    assert str(when) == text
    assert when.first == (date.fromisoformat(first) if first else None)
    assert when.last == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-00", "2025-02-30", "2025-Q5", "2025-H3", "2025-25", "2025/2024", "../..",
             "0000",
             "2025-1", "2025-10-9", "Oct 2025", "２０２５", "2025-10-09T00:00", "-2025", "2025-23-01"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        When.parse(text)


def test_a_partial_date_given_as_an_option_means_its_last_day() -> None:
    assert last_day("2025-02") == date(2025, 2, 28)
    with pytest.raises(UsageError, match="not a date"):
        last_day("yesterday")
    with pytest.raises(UsageError, match="no last day"):
        last_day("2025/..")


def test_between_certainly_and_possibly_lies_the_precision() -> None:
    month = When.parse("2025-03")
    assert (month.possibly_by(date(2025, 3, 1)), month.certainly_by(date(2025, 3, 1))) == (True, False)
    assert month.certainly_by(date(2025, 3, 31))
    assert not month.possibly_by(date(2025, 2, 28))
    assert month.overlaps(When.parse("2025-Q1"))
    assert not month.overlaps(When.parse("../2025-02"))


@pytest.mark.parametrize(
    ("percent", "bound", "english", "chinese", "low", "high"),
    [
        ("10", None, "10%", "10%", "10", "10"),
        ("93.6328", None, "93.63%", "93.63%", "93.6328", "93.6328"),
        ("10.50", None, "10.5%", "10.5%", "10.5", "10.5"),
        ("10", "about", "about 10%", "约10%", "10", "10"),
        ("80", "more-than", "over 80%", "超过80%", "80", "100"),
        ("80", "at-least", "at least 80%", "至少80%", "80", "100"),
        ("5", "less-than", "below 5%", "低于5%", "0", "5"),
        ("5", "at-most", "at most 5%", "至多5%", "0", "5"),
        ("0.001", None, "under 0.01%", "under 0.01%", "0.001", "0.001"),
        ("99.999", None, "over 99.99%", "over 99.99%", "99.999", "99.999"),
        ("100", None, "100%", "100%", "100", "100"),
    ],
)
def test_a_share_keeps_its_figure_and_its_bound(
    percent: str, bound: str | None, english: str, chinese: str, low: str, high: str
) -> None:
    share = Share.of(Quantity.of(percent), bound)
    assert (share.text(), share.text("zh")) == (english, chinese)
    assert share.as_json() == {"min": low, "max": high, "text": english}


def test_unknown_is_no_number() -> None:
    assert NOT_KNOWN.as_json() == {"min": None, "max": None, "text": "not known"}
    assert Share.of(Quantity(None, None)) == NOT_KNOWN


def test_a_range_reads_as_a_range_and_from_nothing_as_at_most() -> None:
    assert Share(Fraction("48.18"), Fraction("93.6328")).text() == "48.18% to 93.63%"
    assert Share(Fraction(0), Fraction(10)).text() == "at most 10%"


def test_what_does_not_end_in_decimals_is_rounded_outward_and_given_exactly_beside() -> None:
    assert Share.exactly(Fraction(100, 3)).as_json() == {
        "min": "33.333333", "max": "33.333334", "text": "33.33%", "exact": ["100/3", "100/3"],
    }  # fmt: skip


@given(st.fractions(0, 100))
def test_json_always_encloses_the_share(value: Fraction) -> None:
    json = Share.exactly(value).as_json()
    low, high = Fraction(str(json["min"])), Fraction(str(json["max"]))
    assert low <= value <= high
    assert high - low <= Fraction(1, 10**6)
    assert ("exact" in json) == (low != high)


@given(st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=8))
def test_plain_numbers_have_no_exponent_and_lose_nothing(number: Decimal) -> None:
    assert "E" not in plain(number)
    assert Decimal(plain(number)) == number


def test_a_label_falls_back_to_the_other_language() -> None:
    assert Labels("Yinwang", "").pick("zh") == "Yinwang"
    assert Labels("Yinwang", "引望").pick("both") == "Yinwang 引望"


def test_a_finding_reads_as_one_line_with_its_place_and_remedy() -> None:
    finding = Finding("percent", "error", "110 is over 100.", "a.yaml", 7, "percent", "110", "Write it from 0 to 100.")
    assert str(finding) == "a.yaml:7: error: percent: 110 is over 100. Write it from 0 to 100."
