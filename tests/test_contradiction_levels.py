"""The rules on what stands at several levels: each fires on a world that breaks it and not on its neighbour."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from conflict_world import brand_of, cars, claim, found, rules, stake
from himagraph.records import Claim, Entity, Labels, Money, Party, Quantity, Value, When


def bought(path: str, status: str, **keys: Value | str) -> Claim:
    days = ("observed", "completed")
    values: dict[str, Value] = {
        key: When.parse(value) if key in days and isinstance(value, str) else value for key, value in keys.items()
    }
    return claim(path, "transaction", **{"buyer": "a", "issuer": "x", "status": status, **values})


def held_from(path: str, percent: str, start: str, holder: str = "a") -> Claim:
    return claim(
        path, "stake", holder=holder, issuer="x", percent=Quantity.of(percent), status="completed",
        **{"from": When.parse(start)},
    )  # fmt: skip


EARLY, LATE = stake("other/1", "38", "2019"), stake("filing/1", "32", "2025-06")


@pytest.mark.parametrize(
    ("claims", "fired"),
    [
        # Years apart, another level, and nothing told that moved it.
        ([EARLY, LATE], ["share-moved"]),
        ([EARLY, stake("filing/1", "38", "2025-06")], []),
        ([EARLY, LATE, bought("news/d", "completed", seller="b", way="purchase", completed="2022-03")], []),
        ([EARLY, held_from("filing/1", "32", "2025-06")], []),
        ([EARLY, stake("filing/1", "0", "2025-06")], []),
        ([stake("other/1", "38", "2019"), stake("other/2", "32", "2025-06")], []),
        # One figure rounds the other; all of it and a hair less.
        ([stake("news/1", "51", "2025-06"), stake("other/1", "50.9959", "2025-06")], ["share-rounded"]),
        ([stake("news/1", "51", "2025-06"), stake("other/1", "51.0", "2025-06")], []),
        ([stake("news/1", "100", "2018"), stake("other/1", "99.99", "2025-06")], ["share-rounded"]),
        ([stake("news/1", "100", "2025-06"), stake("other/1", "93.63", "2025-06")], ["share"]),
    ],
)  # fmt: skip
def test_a_share_at_two_levels(claims: Sequence[Claim], fired: list[str]) -> None:
    assert rules(claims) == fired


def test_the_later_level_stands_only_from_a_source_of_no_lower_grade() -> None:
    (one,) = found([EARLY, LATE])
    assert (one.is_settled, one.sides[one.preferred or 0].says.en) == (True, "32% (2025-06)")
    (one,) = found([stake("filing/1", "38", "2019"), stake("other/1", "32", "2025-06")])
    assert one.preferred is not None
    assert one.sides[one.preferred].says.en == "38% (2019)", "a worse source alone moves nothing"


def test_a_bound_told_ahead_and_the_figure_that_keeps_it() -> None:
    def rumour(percent: str, bound: str = "at-most") -> Claim:
        return bought("news/1", "rumoured", percent=Quantity.of(percent), bound=bound, observed="2025-08-12")

    came = held_from("other/1", "28.57", "2025-08-13")
    (one,) = found([rumour("30"), came])
    assert (one.rule, one.sides[one.preferred or 0].says.en) == ("share-bounded", "28.57%")
    assert rules([rumour("30"), held_from("other/1", "28.57", "2027")]) == []
    assert rules([rumour("30", "at-least"), came]) == []
    assert rules([rumour("28.57"), came]) == []


def test_a_place_among_holders_that_another_shares() -> None:
    entities = {slug: Entity(slug, "company", Labels(slug.upper())) for slug in "abcx"}
    second = claim(
        "news/r", "ranking", subject=Party(("a",)), field=Party((), "holders of X"), place=Quantity.of(2),
        period=When.parse("2025-10"), measure="share held",
    )  # fmt: skip

    def register(third: str, first: str = "80") -> list[Claim]:
        shares = (("a", "10"), ("b", first), ("c", third))
        return [held_from(f"filing/{who}", share, "2025-03", who) for who, share in shares]

    (one,) = found([second, *register("10")], entities=entities)
    assert (one.rule, one.sides[0].says.en) == ("rank-of-holder", "C as much: 10%")
    (one,) = found([second, *register("30", "60")], entities=entities)
    assert one.sides[0].says.en == "more: B, C"
    assert found([second, *register("9")], entities=entities) == []


def test_a_purchase_still_told_as_planned_when_it_is_done() -> None:
    plan = bought("other/1", "planned", observed="2025-07")
    (one,) = found([held_from("news/1", "75", "2025-12"), plan])
    assert (one.rule, one.sides[one.preferred or 0].says.en) == ("still-planned", "75% held from 2025-12")
    assert rules([held_from("news/1", "75", "2026-02"), plan]) == [], "it was a plan when that was published"
    assert rules([held_from("other/2", "75", "2025-12"), plan]) == []
    assert rules([held_from("news/1", "75", "2025-12"), bought("other/1", "completed", observed="2025-07")]) == []


def financial(path: str, subject: str, metric: str, value: str) -> Claim:
    return claim(
        path, "financial", subject=Party((subject,)), metric=metric, period=When.parse("2024"),
        value=Quantity.of(value), currency="CNY",
    )  # fmt: skip


def test_a_sum_and_its_rounding() -> None:
    fine = financial("news/1", "x", "net-profit", "-6948000000")
    (one,) = found([fine, financial("other/1", "x", "net-profit", "-6950000000")])
    assert (one.rule, one.sides[one.preferred or 0].says.en) == ("financial-rounded", "-6,948,000,000")
    assert rules([fine, financial("other/1", "x", "net-profit", "-6948000000")]) == []
    assert rules([fine, financial("other/1", "y", "net-profit", "-6950000000")]) == []
    assert rules([fine, financial("other/1", "x", "net-profit", "-7950000000")]) == ["financial-figures"]


def test_results_of_a_business_and_of_the_company_that_it_became() -> None:
    unit, company = (
        financial("news/1", "u", "loss", "6000000000"),
        financial("other/1", "c", "net-profit", "-5597000000"),
    )
    spun = claim("news/s", "change", event="spun-off", before=Party(("u",)), after=Party(("c",)))
    (one,) = found([unit, company, spun])
    assert (one.rule, one.is_settled, one.preferred) == ("two-perimeters", True, None)
    assert rules([unit, company]) == []
    assert rules([unit, financial("other/1", "c", "net-profit", "-6000000000"), spun]) == []


def test_two_measures_apart_as_printed_though_a_bound_lets_them_meet() -> None:
    over = cars("news/1", "aito", "2025-H1", "147000", bound="more-than")

    def sold(value: str) -> Claim:
        return claim(
            "other/1", "delivery", subject=Party(("aito",)), period=When.parse("2025-H1"), value=Quantity.of(value),
            basis="sales", bound="about",
        )  # fmt: skip

    assert rules([over, cars("news/2", "aito", "2025-H1", "147000", bound="more-than"), sold("152000")]) == [
        "two-measures"
    ]
    assert rules([over, sold("148000")]) == []


def count(path: str, value: str, **keys: Value) -> Claim:
    return claim(path, "attribute", entity="q", property="model-count", value=value, **keys)


def test_counts_of_several_days() -> None:
    june, december = count("news/1", "22", bound="more-than"), count("other/1", "35")
    (one,) = found([june, december])
    assert (one.rule, one.is_settled, one.preferred) == ("count-over-time", True, None)
    assert rules([june, count("other/1", "22")]) == []
    assert rules([june, count("other/1", "35", **{"from": When.parse("2025-12")})]) == [], "it says when it became so"


def growth(path: str, part: str, percent: str, base: str = "sales of the year before") -> Claim:
    return claim(
        path, "ratio", part=Party((), part), base=Party((), base), metric="growth", period=When.parse("2024"),
        percent=Quantity.of(percent),
    )  # fmt: skip


def test_a_growth_that_mirrors_a_fall_to_the_digit() -> None:
    fall = growth("news/1", "electric", "-10.4")
    (one,) = found([fall, growth("news/2", "hybrid", "10.4")])
    assert (one.rule, one.is_settled) == ("growth-mirrored", False)
    assert rules([fall, growth("news/2", "hybrid", "10.5")]) == []
    assert rules([fall, growth("other/2", "hybrid", "10.4")]) == [], "two sources each with a figure of its own"
    assert rules([growth("news/1", "electric", "-10"), growth("news/2", "hybrid", "10")]) == [], "round by chance"


def weight(path: str, period: str, percent: str) -> Claim:
    return claim(
        path, "ratio", part=Party(("aito",)), whole=Party(("hima",)), metric="share-of-deliveries",
        period=When.parse(period), percent=Quantity.of(percent),
    )  # fmt: skip


def test_the_weight_of_a_month_is_not_that_of_its_year() -> None:
    (one,) = found([weight("news/1", "2025-05", "82.4"), weight("other/1", "2025", "71.8")])
    assert (one.rule, one.is_settled, one.preferred) == ("weight-of-period", True, None)
    assert rules([weight("news/1", "2025-05", "72.4"), weight("other/1", "2025", "71.8")]) == []
    assert rules([weight("news/1", "2025-05", "82.4"), weight("other/1", "2024", "71.8")]) == []


def price(path: str, stage: str, amount: Quantity, currency: str = "CNY", **keys: Value) -> Claim:
    return claim(path, "price", amount=amount, currency=currency, stage=stage, **keys)


def test_a_price_expected_of_a_brand_and_that_of_its_first_car() -> None:
    of_brand = brand_of("news/p", "h5", "shangjie", "car-of-brand")
    launch = price("other/1", "launch", Quantity.of(159800), car="h5", **{"from": When.parse("2025-09-23")})

    def expected(amount: int, currency: str) -> Claim:
        return price("news/1", "expected", Quantity.of(amount), currency, brand="shangjie", bound="about")

    (one,) = found([of_brand, launch, expected(150000, "CNY")])
    assert (one.rule, one.sides[one.preferred or 0].says.en) == ("price-at-launch", "launch 159,800 CNY")
    assert rules([of_brand, launch, expected(160000, "CNY")]) == []
    assert rules([launch, expected(150000, "CNY")]) == [], "no car of that brand"
    # Two currencies are compared at a rate that some source prints, and not at all without.
    rate = price("news/c", "presale", Quantity.of(200000), car="z", converted=Money(Quantity.of(28296), "USD", "about"))
    assert rules([of_brand, launch, expected(20700, "USD")]) == []
    assert rules([of_brand, launch, expected(20700, "USD"), rate]) == ["price-at-launch"]
    assert rules([of_brand, launch, expected(22610, "USD"), rate]) == []


def test_two_expectations_of_one_price() -> None:
    band = claim(
        "news/1", "price", brand="y", range=Quantity(Quantity.of(200000).min, Quantity.of(300000).max), currency="CNY",
        stage="expected",
    )  # fmt: skip
    (one,) = found([band, price("other/1", "expected", Quantity.of(350000), brand="y", bound="less-than")])
    assert (one.rule, one.is_settled, one.preferred) == ("price-expected", True, None)
    assert rules([band, price("other/1", "expected", Quantity.of(300000), brand="y", bound="at-most")]) == []
    assert rules([band, price("other/1", "launch", Quantity.of(350000), brand="y", bound="less-than")]) == []


def post(path: str, organisation: str, title: str, day: str, person: str = "jin") -> Claim:
    return claim(path, "post", person=person, organisation=organisation, title=title, observed=When.parse(day))


def test_a_post_of_the_company_or_only_of_its_unit() -> None:
    unit = brand_of("news/u", "unit", "huawei", "unit-of-company")
    of_unit, of_all = post("news/1", "unit", "CEO", "2025-06-05"), post("other/1", "huawei", "director", "2025-06-04")
    assert rules([unit, of_unit, of_all]) == ["post-rank"]
    assert rules([of_unit, of_all]) == []
    assert rules([unit, of_unit, post("other/1", "huawei", "director", "2025-09-04")]) == []
    assert rules([unit, of_unit, of_all, post("other/2", "unit", "CEO", "2025-06-04")]) == [], "one source has both"


def test_a_talk_told_of_two_days() -> None:
    def talk(path: str, day: str, what: str, *who: str) -> Claim:
        return claim(path, "event", date=When.parse(day), participants=Party(who), what=what)

    one_day = talk("news/1", "2025-05-31", "the meeting where Yu speaks", "yu")
    (one,) = found([one_day, talk("other/1", "2025-05-30", "speaks at a forum on brands", "yu")])
    assert (one.rule, one.is_settled) == ("talk-date", False)
    assert rules([one_day, talk("other/1", "2025-05-28", "speaks at a forum on brands", "yu")]) == []
    assert rules([one_day, talk("other/1", "2025-05-30", "opens a store", "yu")]) == []
    assert rules([one_day, talk("other/1", "2025-05-30", "speaks at a forum on brands", "li")]) == []
