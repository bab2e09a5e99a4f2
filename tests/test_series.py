"""The figures of one holder through time: what bears a figure out, what only does not contradict it, what ends it."""

from __future__ import annotations

from datetime import date

import pytest

from himagraph.records import Claim, Quantity, Source, Value, When
from himagraph.resolve import Capital, Clocks, Selection, bundled, capital, gather, ranks
from himagraph.resolve.series import contradicts, corroborates

FAR = date(2030, 1, 1)
SOURCES = {
    slug: Source(slug, slug, slug, kind, When.parse("2026-11-21"), When.parse(day))
    for slug, kind, day in (
        ("filing", "filing", "2024-01-10"), ("news", "news", "2024-06-10"), ("late", "news", "2025-12-10"),
        ("blog", "blog", "2025-12-10"),
    )
}  # fmt: skip
UNKNOWN = Quantity(None, None)
DATES = {"since": "from", "until": "until", "observed": "observed", "completed": "completed"}


def stake(path: str, percent: str | None, status: str = "completed", **dates: str) -> Claim:
    source, _, slug = path.partition("/")
    values: dict[str, Value] = {
        "holder": "a", "issuer": "x", "percent": Quantity.of(percent) if percent else UNKNOWN, "status": status,
        "where": ("1",),
    }  # fmt: skip
    return Claim(source, slug, "stake", values | {DATES[key]: When.parse(text) for key, text in dates.items()})


def round_of(path: str, completed: str) -> Claim:
    source, _, slug = path.partition("/")
    values: dict[str, Value] = {
        "buyer": "b", "issuer": "x", "way": "subscription", "status": "completed", "completed": When.parse(completed),
        "where": ("1",),
    }  # fmt: skip
    return Claim(source, slug, "transaction", values)


def look(*claims: Claim, as_of: date = FAR) -> Capital:
    evidence = gather(claims, SOURCES, (), Clocks(as_of, FAR), Selection(), bundled())
    return capital("x", evidence.claims, evidence)


@pytest.mark.parametrize(
    ("one", "other", "bears_out", "against"),
    [
        ("10", "10", True, False),
        ("41", "40.99", True, False),
        ("12", "10", False, True),
        (None, "10", False, False),
        ("10", None, False, False),
        (None, None, False, False),
    ],
)
def test_what_is_not_known_neither_bears_out_nor_contradicts(
    one: str | None, other: str | None, *, bears_out: bool, against: bool
) -> None:
    figures = [Quantity.of(text) if text else UNKNOWN for text in (one, other)]
    assert (corroborates(*figures), contradicts(*figures)) == (bears_out, against)


def test_a_claim_without_a_figure_is_no_evidence_of_the_figure() -> None:
    figure, silent = stake("filing/a", "10", observed="2024-01-10"), stake("news/a", None, observed="2024-06-10")
    (row,) = look(figure, silent).holdings
    assert (row.claims, row.silent, row.contradicting) == ((figure,), (silent,), ())
    assert row.last_seen == When.parse("2024-01-10")
    (row,) = look(figure, stake("news/a", "10", observed="2024-06-10")).holdings
    assert len(row.claims) == 2
    assert row.last_seen == When.parse("2024-06-10")


def test_a_claim_without_a_figure_does_not_carry_a_figure_over_a_round() -> None:
    figure, silent = stake("filing/a", "10", observed="2024-01-10"), stake("late/a", None, observed="2025-12-10")
    (row,) = look(figure, silent, round_of("news/r", "2024-05-01")).holdings
    assert not row.share.is_known
    assert row.last_known is not None
    again = stake("late/a", "10", observed="2025-12-10")
    (row,) = look(figure, again, round_of("news/r", "2024-05-01")).holdings
    assert row.share.text() == "10%"


def test_a_figure_after_a_claim_without_one_is_the_figure_and_the_start_is_kept() -> None:
    silent, figure = stake("news/a", None, since="2024-02-01"), stake("late/a", "10", observed="2025-12-10")
    (row,) = look(silent, figure).holdings
    assert (row.share.text(), row.preferred, row.silent) == ("10%", figure, (silent,))
    assert row.since == When.parse("2024-02-01")


def test_that_it_is_held_contradicts_that_nothing_is_held() -> None:
    nothing, silent = stake("news/a", "0", observed="2024-06-10"), stake("late/a", None, observed="2025-12-10")
    (row,) = look(nothing, silent).holdings
    assert row.preferred is silent


def test_an_ended_claim_ends_the_series_though_another_claim_is_preferred() -> None:
    held = stake("filing/a", "10.25", observed="2024-01-10")
    over = stake("filing/b", "10", "ended", observed="2025-06-01")
    assert [row.share.text() for row in look(held, as_of=FAR).holdings] == ["10.25%"]
    assert look(held, over, as_of=FAR).holdings == ()
    assert [row.preferred for row in look(held, over, as_of=date(2025, 5, 31)).holdings] == [held]


def test_an_end_told_by_a_claim_that_agrees_ends_the_series_too() -> None:
    finer = stake("filing/a", "10.25", since="2024-01-10")
    over = stake("news/a", "10", since="2024-01-10", until="2025-06-01")
    assert look(finer, over, as_of=FAR).holdings == ()
    (row,) = look(finer, over, as_of=date(2025, 5, 31)).holdings
    assert (row.preferred, row.until) == (finer, When.parse("2025-06-01"))


def test_a_weaker_source_alone_ends_nothing_and_is_shown_as_a_contradiction() -> None:
    held, over = stake("filing/a", "10", observed="2024-01-10"), stake("blog/a", "10", "ended", observed="2025-12-10")
    (row,) = look(held, over).holdings
    assert (row.preferred, row.contradicting) == (held, (over,))


def test_who_is_seen_to_hold_after_the_end_holds_again() -> None:
    held = stake("filing/a", "10", observed="2024-01-10")
    over = stake("filing/b", "10", "ended", observed="2024-06-01")
    again = stake("late/a", "10", observed="2025-12-10")
    (row,) = look(held, over, again).holdings
    assert (row.preferred, row.claims) == (again, (again,))


def test_a_claim_without_a_figure_has_a_rank_of_its_own_reason() -> None:
    figure, silent = stake("filing/a", "10", observed="2024-01-10"), stake("news/a", None, observed="2024-06-10")
    evidence = gather([figure, silent], SOURCES, (), Clocks(FAR, FAR), Selection(), bundled())
    found = ranks(evidence)
    assert found["filing/a"].rank == "preferred"
    assert (found["news/a"].rank, found["news/a"].reason) == ("normal", "says that it is held, without a figure")


def purchase(path: str, percent: str, **dates: str) -> Claim:
    source, _, slug = path.partition("/")
    values: dict[str, Value] = {
        "buyer": "a", "issuer": "x", "way": "purchase", "status": "completed", "percent": Quantity.of(percent),
        "where": ("1",),
    }  # fmt: skip
    return Claim(source, slug, "transaction", values | {key: When.parse(text) for key, text in dates.items()})


@pytest.mark.parametrize(
    ("deal", "is_known"),
    [
        (purchase("late/paid", "10", observed="2025-09-29"), True),
        (purchase("late/paid", "10", signed="2024-08-20", completed="2025-09-29"), True),
        (purchase("late/more", "10", completed="2025-09-29"), False),
        (purchase("late/more", "10", signed="2025-06-01", completed="2025-09-29"), False),
        (purchase("late/more", "5", observed="2025-09-29"), False),
    ],
)
def test_a_purchase_told_of_once_more_is_the_one_that_brought_the_holding(deal: Claim, *, is_known: bool) -> None:
    held = stake("filing/a", "10", since="2025-03-31")
    (row,) = look(held, deal, as_of=date(2025, 10, 1)).holdings
    assert row.share.is_known is is_known
