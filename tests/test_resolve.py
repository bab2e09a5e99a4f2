"""Resolution: what holds at a date on what was known, told on small worlds made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from himagraph.records import Claim, Instalment, Judgement, Quantity, Source, Value, When
from himagraph.resolve import Capital, Clocks, Evidence, Selection, bundled, capital, capitals, gather, ranks

FAR = date(2030, 1, 1)


def source(
    slug: str, published: str | None = "2025-12-10", kind: str = "news", retrieved: str = "2026-11-21"
) -> Source:
    dated = When.parse(published) if published else None
    return Source(slug, slug, slug, kind, When.parse(retrieved), dated)


def stake(slug: str, holder: str, percent: str | None, **keys: str) -> Claim:
    """`stake("news/1", "avatr", "10", since="2025-03-31")`; percent None is unknown."""
    values: dict[str, Value] = {
        "holder": holder,
        "issuer": keys.pop("issuer", "yinwang"),
        "percent": Quantity.of(percent) if percent else Quantity(None, None),
        "status": keys.pop("status", "completed"),
        "where": ("1",),
    }
    return _claim(slug, "stake", values, keys)


def deal(slug: str, buyer: str, percent: str, status: str, **keys: str) -> Claim:
    values: dict[str, Value] = {
        "buyer": buyer, "issuer": "yinwang", "percent": Quantity.of(percent), "status": status, "where": ("1",),
    }  # fmt: skip
    return _claim(slug, "transaction", values, keys)


def _claim(slug: str, kind: str, values: dict[str, Value], keys: dict[str, str]) -> Claim:
    dates = {"since": "from", "until": "until", "observed": "observed", "signed": "signed", "registered": "registered",
             "completed": "completed", "approved": "approved"}  # fmt: skip
    for key, text in keys.items():
        values[dates.get(key, key)] = When.parse(text) if key in dates else text
    source_, _, claim = slug.partition("/")
    return Claim(source_, claim, kind, values)


def look(
    claims: Iterable[Claim],
    sources: Iterable[Source],
    as_of: str = "2026-11-21",
    known_at: str | None = None,
    judgements: Iterable[Judgement] = (),
) -> Capital:
    return capital("yinwang", *_evidence(claims, sources, as_of, known_at, judgements))


def _evidence(
    claims: Iterable[Claim],
    sources: Iterable[Source],
    as_of: str,
    known_at: str | None,
    judgements: Iterable[Judgement] = (),
) -> tuple[tuple[Claim, ...], Evidence]:
    clocks = Clocks(When.parse(as_of).last or FAR, (When.parse(known_at).last if known_at else None) or FAR)
    found = gather(claims, {one.id: one for one in sources}, judgements, clocks, Selection(), bundled())
    return found.claims, found


def shares(found: Capital) -> dict[str, str]:
    return {row.holder: row.share.text() for row in found.holdings}


FILING, NEWS, BLOG = source("filing", kind="filing"), source("news"), source("blog", kind="blog")


# --- dates -------------------------------------------------------------------------------------------------------


def test_a_stake_counts_from_its_start_and_not_before() -> None:
    claims = [stake("news/1", "avatr", "10", since="2025-03-31")]
    assert shares(look(claims, [NEWS], "2025-03-30")) == {}
    assert shares(look(claims, [NEWS], "2025-03-31")) == {"avatr": "10%"}


def test_until_is_the_first_day_it_no_longer_holds() -> None:
    claims = [stake("news/1", "huawei", "100", since="2024-01-16", until="2025-03-31")]
    assert shares(look(claims, [NEWS], "2025-03-30")) == {"huawei": "100%"}
    assert shares(look(claims, [NEWS], "2025-03-31")) == {}


def test_a_month_is_not_its_first_day_so_within_it_the_row_is_possible() -> None:
    claims = [stake("news/1", "avatr", "10", since="2025-03")]
    within = look(claims, [NEWS], "2025-03-15")
    assert within.holdings == ()
    assert [row.holder for row in within.possible] == ["avatr"]
    assert shares(look(claims, [NEWS], "2025-03-31")) == {"avatr": "10%"}
    assert look(claims, [NEWS], "2025-02-28").possible == ()


def test_an_end_whose_precision_spans_the_date_leaves_the_row_possible() -> None:
    claims = [stake("news/1", "avatr", "10", since="2024", until="2025-03")]
    assert [row.holder for row in look(claims, [NEWS], "2025-03-15").possible] == ["avatr"]


def test_an_observation_without_a_start_counts_from_the_day_it_was_made() -> None:
    claims = [stake("news/1", "avatr", "10", observed="2025-12-10")]
    assert shares(look(claims, [NEWS], "2025-12-09")) == {}
    assert shares(look(claims, [NEWS], "2025-12-10")) == {"avatr": "10%"}


def test_an_undated_source_saw_it_at_some_time_up_to_its_retrieval() -> None:
    undated = source("undated", None, retrieved="2025-06-30")
    claims = [stake("undated/1", "avatr", "10")]
    assert [row.holder for row in look(claims, [undated], "2025-01-01").possible] == ["avatr"]
    assert shares(look(claims, [undated], "2025-06-30")) == {"avatr": "10%"}


def test_an_undated_source_never_supersedes_a_dated_one_nor_makes_it_younger() -> None:
    undated = source("undated", None, kind="filing", retrieved="2026-06-30")
    claims = [stake("news/1", "avatr", "10", observed="2025-12-10"), stake("undated/1", "avatr", "12")]
    (row,) = look(claims, [NEWS, undated]).holdings
    assert row.share.text() == "10%"
    assert [claim.path for claim in row.contradicting] == ["undated/1"]
    assert str(row.last_seen) == "2025-12-10"


def test_what_was_published_later_is_not_known_earlier() -> None:
    claims = [stake("news/1", "avatr", "10", since="2025-03-31")]
    assert look(claims, [NEWS], known_at="2025-12-09").holdings == ()
    assert shares(look(claims, [NEWS], known_at="2025-12-10")) == {"avatr": "10%"}


def test_a_source_dated_by_a_month_is_known_from_its_last_day() -> None:
    monthly = source("monthly", "2025-12")
    claims = [stake("monthly/1", "avatr", "10", since="2025-03-31")]
    assert look(claims, [monthly], known_at="2025-12-30").holdings == ()
    assert shares(look(claims, [monthly], known_at="2025-12-31")) == {"avatr": "10%"}


# --- several figures ---------------------------------------------------------------------------------------------


def test_a_later_figure_of_an_equal_source_supersedes() -> None:
    claims = [stake("news/1", "a", "100", observed="2024-09"), stake("news/2", "a", "98.77", observed="2024-12")]
    (row,) = look(claims, [NEWS]).holdings
    assert row.share.text() == "98.77%"
    assert [claim.path for claim in row.superseded] == ["news/1"]
    assert row.contradicting == ()


def test_a_later_figure_of_a_weaker_source_stays_beside_it_as_a_contradiction() -> None:
    claims = [
        stake("filing/1", "a", "93.63", observed="2025-06-23"),
        stake("blog/1", "a", "100", observed="2025-09-29"),
    ]
    (row,) = look(claims, [FILING, BLOG]).holdings
    assert row.share.text() == "93.63%"
    assert [claim.path for claim in row.contradicting] == ["blog/1"]


def test_a_weaker_source_supersedes_when_a_dated_deal_lies_between() -> None:
    claims = [
        stake("filing/1", "a", "30", observed="2024-01-01"),
        deal("blog/deal", "a", "10", "completed", completed="2024-06-01"),
        stake("blog/1", "a", "40", observed="2025-01-01"),
    ]
    (row,) = look(claims, [FILING, BLOG]).holdings
    assert row.share.text() == "40%"


def test_a_figure_that_rounds_to_a_finer_one_corroborates_it() -> None:
    claims = [stake("filing/1", "a", "40.99", observed="2025-11-27"), stake("news/1", "a", "41", observed="2025-12-10")]
    (row,) = look(claims, [FILING, NEWS]).holdings
    assert row.share.text() == "40.99%"
    assert row.contradicting == ()
    assert str(row.last_seen) == "2025-12-10"
    assert len(row.claims) == 2


def test_on_the_same_day_the_better_source_is_preferred_and_the_other_shown() -> None:
    claims = [stake("news/1", "a", "12", observed="2025-12-10"), stake("filing/1", "a", "10", observed="2025-12-10")]
    (row,) = look(claims, [FILING, NEWS]).holdings
    assert row.preferred.path == "filing/1"
    assert [claim.path for claim in row.contradicting] == ["news/1"]


def test_a_refuted_claim_is_left_out_and_deprecated_with_its_reason() -> None:
    claims = [stake("news/1", "a", "10", observed="2025-12-10")]
    refuted = [Judgement("j", ("news/1",), "refuted", "no filing lists it", "us", When.parse("2026-01-01"))]
    assert look(claims, [NEWS], judgements=refuted).holdings == ()
    _, evidence = _evidence(claims, [NEWS], "2026-11-21", None, refuted)
    rank = ranks(evidence)["news/1"]
    assert (rank.rank, rank.reason) == ("deprecated", "no filing lists it")


def test_denied_planned_and_reported_stakes_are_never_holdings() -> None:
    claims = [
        stake("news/1", "a", "10", observed="2025-12-10", polarity="denied"),
        stake("news/2", "b", "10", observed="2025-12-10", scope="reported-as"),
        stake("news/3", "c", "10", observed="2025-12-10", scope="incl-indirect"),
        stake("news/4", "d", "10", observed="2025-12-10", assertion="inferred", reason="left over"),
        deal("news/5", "e", "10", "planned"),
        deal("news/6", "f", "10", "rumoured"),
    ]
    found = look(claims, [NEWS])
    assert found.holdings == ()
    assert dict(found.not_counted) == {"denied": 1, "planned": 1, "rumoured": 1}
    assert [row.holder for row in found.reported] == ["b"]
    assert [row.holder for row in found.other_scopes] == ["c"]
    assert [row.holder for row in found.inferred] == ["d"]


# --- deals -------------------------------------------------------------------------------------------------------

YINWANG = [
    stake("news/huawei-100", "huawei", "100", since="2024-01-16"),
    deal("filing/sign", "seres-automobile", "10", "agreed", signed="2024-08-23"),
    deal("filing/sign2", "avatr", "10", "agreed", signed="2024-08-20"),
    stake("later/s", "seres-automobile", "10", since="2025-03-31"),
    stake("later/a", "avatr", "10", since="2025-03-31"),
    stake("later/h", "huawei", "80", since="2025-03-31"),
]
YINWANG_SOURCES = [
    source("news", "2024-01-20"), source("filing", "2024-08-26", "filing"), source("later", "2025-04-01", "filing"),
]  # fmt: skip


def test_a_signed_deal_is_pending_until_the_register_shows_it() -> None:
    before = look(YINWANG, YINWANG_SOURCES, "2024-06-30")
    assert shares(before) == {"huawei": "100%"}
    assert before.pending == ()
    signed = look(YINWANG, YINWANG_SOURCES, "2024-12-31")
    assert shares(signed) == {"huawei": "100%"}
    assert {row.holder for row in signed.pending} == {"avatr", "seres-automobile"}
    after = look(YINWANG, YINWANG_SOURCES, "2025-12-31")
    assert shares(after) == {"huawei": "80%", "avatr": "10%", "seres-automobile": "10%"}
    assert after.pending == ()


def test_before_the_register_was_published_the_deal_is_still_pending() -> None:
    found = look(YINWANG, YINWANG_SOURCES, "2025-12-31", known_at="2025-03-15")
    assert {row.holder for row in found.pending} == {"avatr", "seres-automobile"}
    assert shares(found) == {"huawei": "100%"}


def test_a_completed_deal_without_a_stated_holding_is_only_possible() -> None:
    found = look([deal("news/1", "a", "10", "completed", completed="2025-01-01")], [NEWS])
    assert found.holdings == ()
    assert [(row.holder, row.reason is not None) for row in found.possible] == [("a", True)]


def test_one_purchase_told_twice_is_one_possible_row_and_another_share_is_another() -> None:
    claims = [
        deal("news/1", "a", "10", "completed", completed="2025-01-01"),
        deal("news/2", "a", "10", "completed", completed="2025-02-01"),
        deal("news/3", "a", "5", "completed", completed="2025-03-01"),
    ]
    found = {row.share.text(): {claim.path for claim in row.claims} for row in look(claims, [NEWS]).possible}
    assert found == {"10%": {"news/1", "news/2"}, "5%": {"news/3"}}


def test_payments_are_counted_apart_up_to_the_date() -> None:
    paid = deal("news/1", "a", "10", "agreed", signed="2024-08-23")
    parts = tuple(Instalment(When.parse(day), Quantity.of("2300000000")) for day in ("2024-10", "2025-03-31"))
    claim = Claim(paid.source, paid.id, paid.kind, {**paid.values, "instalments": parts})
    assert dict(look([claim], [NEWS], "2024-12-31").not_counted) == {"payments": 1}
    assert dict(look([claim], [NEWS], "2025-12-31").not_counted) == {"payments": 2}


def test_after_a_round_a_holder_without_a_new_figure_keeps_its_row_with_the_last_one_known() -> None:
    claims = [
        stake("news/1", "old", "30", observed="2023-01-01"),
        deal("news/2", "new", "20", "completed", way="subscription", completed="2024-06-01"),
        stake("news/3", "new", "20", since="2024-06-01"),
    ]
    rows = {row.holder: row for row in look(claims, [NEWS]).holdings}
    assert rows["new"].share.text() == "20%"
    assert not rows["old"].share.is_known
    assert rows["old"].last_known is not None
    assert rows["old"].last_known.text() == "30%"
    assert shares(look(claims, [NEWS], "2024-05-31")) == {"old": "30%"}


def test_what_named_holders_leave_of_the_whole_is_an_explicit_rest() -> None:
    found = look([stake("news/1", "a", "10", observed="2025"), stake("news/2", "b", None, observed="2025")], [NEWS])
    assert found.disclosed.as_json() == {"min": "10", "max": "100", "text": "10% to 100%"}
    assert found.undisclosed.as_json() == {"min": "0", "max": "90", "text": "at most 90%"}


# --- properties --------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(lambda day: day.isoformat())
SOURCES = [
    source(f"s{n}", f"20{20 + n}-06-15", kind) for n, kind in enumerate(("blog", "news", "company", "filing", "news"))
]


@st.composite
def claims_(draw: st.DrawFn) -> list[Claim]:
    made: list[Claim] = []
    for number in range(draw(st.integers(0, 12))):
        slug = f"{draw(st.sampled_from(SOURCES)).id}/c{number}"
        who = draw(st.sampled_from("abc"))
        percent = str(draw(st.integers(0, 100)))
        if draw(st.booleans()):
            start = draw(st.sampled_from(["since", "observed"]))
            made.append(stake(slug, who, draw(st.sampled_from([percent, None])), **{start: draw(DAYS)}))
        else:
            status = draw(st.sampled_from(["agreed", "completed", "planned"]))
            way = draw(st.sampled_from(["purchase", "subscription"]))
            made.append(deal(slug, who, percent, status, way=way, signed=draw(DAYS)))
    return made


@given(claims_(), DAYS, DAYS)
@settings(max_examples=300, deadline=None)
def test_no_answer_ever_shows_more_than_the_whole(made: list[Claim], as_of: str, known_at: str) -> None:
    found = look(made, SOURCES, as_of, known_at)
    total = sum((row.share.min or Fraction(0) for row in found.holdings), Fraction(0))
    assert total <= bundled().capital_limit


@given(claims_(), DAYS, DAYS, st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_of_claims_changes_nothing(made: list[Claim], as_of: str, known_at: str, random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert look(made, SOURCES, as_of, known_at) == look(shuffled, SOURCES, as_of, known_at)


@given(claims_(), claims_(), DAYS)
@settings(max_examples=200, deadline=None)
def test_a_source_published_later_never_changes_an_answer_known_earlier(
    made: list[Claim], more: list[Claim], as_of: str
) -> None:
    late = source("late", "2025-09-09", "filing")
    added = [Claim("late", f"x{number}", one.kind, one.values) for number, one in enumerate(more)]
    before = look(made, SOURCES, as_of, "2025-09-08")
    assert look([*made, *added], [*SOURCES, late], as_of, "2025-09-08") == before


@given(claims_(), DAYS)
@settings(max_examples=200, deadline=None)
def test_every_claim_has_one_rank_and_at_most_one_is_preferred_a_holder(made: list[Claim], as_of: str) -> None:
    _, evidence = _evidence(made, SOURCES, as_of, None)
    ranked = ranks(evidence)
    assert set(ranked) == {claim.path for claim in made}
    for found in capitals(evidence).values():
        for row in found.holdings:
            assert sum(ranked[claim.path].rank == "preferred" for claim in row.claims if claim.kind == "stake") <= 1
