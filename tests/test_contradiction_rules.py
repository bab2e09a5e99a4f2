"""The rules on shares, deals, figures and words: each fires on a world that breaks it and not on its neighbour."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from conflict_world import brand_of, cars, claim, found, rules, stake
from himagraph.records import Claim, Entity, Judgement, Labels, Money, Party, Quantity, TaskShare, Value, When


def held(path: str, percent: str | None, **keys: Value | str) -> Claim:
    """A stake of `a` in `x`; dates may be given as text."""
    dates = ("from", "until", "observed")
    values: dict[str, Value] = {"holder": "a", "issuer": "x", "status": "completed"}
    values["percent"] = Quantity.of(percent) if percent else Quantity(None, None)
    for key, value in keys.items():
        name = key.rstrip("_")
        values[name] = When.parse(value) if name in dates and isinstance(value, str) else value
    return claim(path, "stake", **values)


def deal(path: str, **keys: Value | str) -> Claim:
    dates = ("signed", "approved", "registered", "completed", "observed")
    values: dict[str, Value] = {"buyer": "a", "issuer": "x", "status": "completed"}
    for key, value in keys.items():
        values[key] = When.parse(value) if key in dates and isinstance(value, str) else value
    return claim(path, "transaction", **values)


def cny(amount: str, bound: str | None = None) -> Money:
    return Money(Quantity.of(amount), "CNY", bound)


def event(path: str, day: str, what: str, *who: str, **keys: Value) -> Claim:
    return claim(path, "event", date=When.parse(day), participants=Party(who), what=what, **keys)


def price(path: str, since: str, **keys: Value) -> Claim:
    return claim(path, "price", car="z7", currency="CNY", stage="launch", **{"from": When.parse(since)}, **keys)


def spread(low: str, high: str) -> Quantity:
    return Quantity(Quantity.of(low).min, Quantity.of(high).max)


START = held("news/1", "40", from_="2023-08")
ROUND = deal("filing/r", buyer="b", way="subscription", completed="2024-02-01")


@pytest.mark.parametrize(
    ("claims", "fired"),
    [
        # After a stated start a larger share needs a deal, a round, a new start or an end.
        ([START, held("other/1", "41.4", observed="2025-12")], ["share"]),
        ([START, held("other/1", "40", observed="2025-12")], []),
        ([START, held("other/1", "41.4", observed="2025-12"), ROUND], []),
        ([START, held("other/1", "41.4", from_="2025-12")], []),
        ([held("news/1", "40", from_="2023-08", until="2024-01"), held("other/1", "41.4", observed="2025-12")], []),
        # A smaller one may come of sales that nobody tells of, given time.
        ([START, held("other/1", "38", observed="2025-12")], ["share-moved"]),
        ([START, held("other/1", "38", observed="2023-10")], ["share"]),
        ([held("news/1", "40", observed="2024"), held("other/1", "45", observed="2025")], ["share"]),
        ([held("news/1", "40", observed="2019"), held("other/1", "45", observed="2025")], ["share-moved"]),
        ([held("news/1", "40", observed="2024"), held("other/1", "0", observed="2025-06")], []),
        # One count of shares of a larger whole is no other share.
        (
            [
                held("news/1", "9", observed="2024", shares=Quantity.of("500")),
                held("other/1", "9.5", observed="2025", shares=Quantity.of("500")),
            ],
            [],
        ),
        ([held("news/1", None, observed="2025-12-01", shares=Quantity.of("400503464")),
          held("other/1", None, observed="2025-12-10", shares=Quantity.of("187600000"), bound="about")], ["share"]),
        # All of it is no rounding of a little less.
        ([held("news/1", "100", observed="2025-06"), held("other/1", "99.99", observed="2025-06")], ["share"]),
        ([held("news/1", "51", observed="2025-06"), held("other/1", "50.9959", observed="2025-06")], ["share-rounded"]),
    ],
)  # fmt: skip
def test_a_share_stands_until_something_changes_it(claims: Sequence[Claim], fired: list[str]) -> None:
    assert rules(claims) == fired


def test_an_undated_share_contradicts_only_what_no_dated_one_leaves_room_for() -> None:
    early, late = held("news/1", "1.14", observed="2019-07"), held("other/1", "0.84", observed="2021-12-31")
    assert rules([early, late, held("undated/1", "0.9")]) == ["share-moved"]
    assert rules([early, late, held("undated/1", "25")]) == ["share", "share-moved"]
    assert rules([early, late, held("undated/1", "25"), deal("news/d", status="planned", observed="2024")]) == [
        "share-moved"
    ]


def test_two_ways_of_counting_can_hold_together_unless_the_wider_is_smaller() -> None:
    direct, total = (
        held("news/1", "66.86", observed="2025"),
        held("other/1", "68", observed="2025", scope="incl-indirect"),
    )
    (one,) = found([direct, total])
    assert (one.rule, one.is_settled, one.preferred) == ("share-scope", True, None)
    (one,) = found([direct, held("other/1", "60", observed="2025", scope="incl-indirect")])
    assert (one.rule, one.is_settled) == ("share-scope", False)
    assert rules([direct, held("news/2", "68", observed="2025", scope="incl-indirect")]) == []
    assert rules([held("news/1", "4.9", observed="2023", class_="H shares"),
                  held("other/1", "2", observed="2025", class_="H shares")]) == []  # fmt: skip


def test_a_headline_that_its_holder_of_record_does_not_bear() -> None:
    record = [
        held("news/r", "10", observed="2025-06", holder="v"),
        held("news/v", "41", observed="2025-06", issuer="v"),
    ]
    headline = held("other/h", "10", observed="2025-12", scope="reported-as", via=("v",))
    (one,) = found([*record, headline])
    assert (one.rule, one.sides[one.preferred or 0].says.en) == ("headline", "4.10% through v")
    assert rules([*record, held("other/h", "4.1", observed="2025-12", scope="reported-as", via=("v",))]) == []


def test_holders_of_more_than_the_whole() -> None:
    register = [
        held(f"filing/{who}", share, observed="2025-12", holder=who) for who, share in (("b", "80"), ("c", "20"))
    ]
    assert rules(register) == []
    (one,) = found([*register, held("news/1", "10", observed="2025-12")])
    assert one.rule == "over-full"
    assert one.sides[one.preferred or 0].says.en == "80% b, 20% c"
    assert rules([*register, held("news/1", "10", observed="2025-12", bound="at-most")]) == []
    assert rules([*register, held("other/1", "10", from_="2026-01")]) == []


TEN = {"percent": Quantity.of("10"), "price": cny("11500000000")}


@pytest.mark.parametrize(
    ("one", "other", "fired"),
    [
        ({**TEN, "completed": "2025-03"}, {**TEN, "completed": "2025-03-31"}, []),
        ({**TEN, "completed": "2025-03"}, {**TEN, "price": cny("11600000000"), "completed": "2025-03-31"}, ["deal"]),
        ({**TEN, "completed": "2025-03"}, {**TEN, "price": cny("11500000123"), "completed": "2025-03-31"}, []),
        ({**TEN, "completed": "2025-03"}, {**TEN, "percent": Quantity.of("12"), "completed": "2025-03"}, ["deal"]),
        ({**TEN, "completed": "2025-03-01"}, {**TEN, "completed": "2025-03-31"}, ["deal"]),
        ({"price": cny("5"), "completed": "2025-03"}, {"price": cny("9"), "completed": "2024-12"}, []),
        ({**TEN, "seller": "s", "completed": "2025-03"}, {**TEN, "seller": "t", "completed": "2025-03"}, ["deal"]),
        ({"way": "purchase", "completed": "2025"}, {"way": "subscription", "completed": "2025-06"}, ["deal"]),
        ({"status": "agreed", "signed": "2024-08-20"}, {"completed": "2024-03"}, ["deal"]),
        ({"status": "agreed", "signed": "2024-08-20"}, {"completed": "2025-03"}, []),
        ({**TEN, "status": "rumoured", "observed": "2025"}, {"percent": Quantity.of("30"), "completed": "2025"}, []),
    ],
)  # fmt: skip
def test_one_deal_told_with_other_terms(
    one: dict[str, Value | str], other: dict[str, Value | str], fired: list[str]
) -> None:
    assert rules([deal("news/1", **one), deal("other/1", **other)]) == fired


def test_the_later_step_of_a_deal_goes_before_the_plan() -> None:
    plan = deal("filing/1", status="planned", observed="2025-10-27", price=cny("13180000000"))
    done = deal("news/1", completed="2025-11-05", price=cny("14300000000"))
    (one,) = found([plan, done])
    assert (one.rule, one.is_settled) == ("deal", True)
    assert one.sides[one.preferred or 0].claims == (done,)


def test_parts_of_one_purchase_from_several_sellers_are_no_contradiction() -> None:
    parts = [
        deal(f"news/{s}", seller=s, percent=Quantity.of(p), completed="2025-03")
        for s, p in (("s", "7.71"), ("t", "2.63"))
    ]
    assert rules([*parts, deal("other/all", percent=Quantity.of("10.34"), completed="2025-03")]) == []


def test_what_was_bought_and_who_bought_it() -> None:
    of = deal("news/1", issuer="x", seller="y", percent=Quantity.of("50"), completed="2020")
    itself = deal("other/1", issuer="y", percent=Quantity.of("50"), completed="2020-12")
    assert rules([of, itself]) == ["deal-object"]
    assert rules([of, deal("other/1", issuer="y", percent=Quantity.of("25"), completed="2020-12")]) == []
    parent = held("filing/p", "93", observed="2025", holder="p", issuer="a")
    told = [deal("news/1", percent=Quantity.of("10")), deal("other/1", buyer="p", percent=Quantity.of("10"))]
    assert "deal-buyer" in rules([parent, *told])
    assert "deal-buyer" not in rules(told)


def test_two_deals_with_one_count_of_shares_to_the_last_digit() -> None:
    def placed(path: str, day: str, count: str, each: str) -> Claim:
        return deal(path, buyer=path[:4], shares=Quantity.of(count), per_share=cny(each), completed=day)

    first, round_ = (placed("news/1", "2021-05", count, "6.93") for count in ("793650793", "800000000"))
    assert rules([first, placed("other/1", "2026-01", "793650793", "7.56")]) == ["same-count"]
    assert rules([first, placed("other/1", "2026-01", "793650794", "7.56")]) == []
    assert rules([round_, placed("other/1", "2026-01", "800000000", "7.56")]) == []


def test_a_start_other_than_planned_and_a_rest_other_than_the_figures_leave() -> None:
    plan = deal("news/1", status="planned", percent=Quantity.of("45"), observed="2018-08")
    assert rules([plan, held("other/1", "50", from_="2018-07")]) == ["entry"]
    assert rules([plan, held("other/1", "45", from_="2018-07")]) == []
    sold = deal("news/1", buyer="b", seller="a", percent=Quantity.of("5"), status="agreed", signed="2022-10-09")
    before = held("other/1", "49.94", observed="2022-10-08")
    keep = claim(
        "filing/k", "plan", who=Party(("a",)), what="keep 41.94 percent of x", observed=When.parse("2022-10-17")
    )
    assert rules([sold, before, keep]) == ["share-after-deal"]
    assert rules([sold, held("other/1", "46.94", observed="2022-10-08"), keep]) == []


def test_a_valuation_that_price_and_share_do_not_give() -> None:
    bought = deal("news/1", percent=Quantity.of("10"), price=cny("11500000000"), completed="2025-03")

    def worth(amount: str) -> Claim:
        return claim(
            "other/v", "financial", subject=Party(("x",)), metric="valuation", period=When.parse("2025-03"),
            value=Quantity.of(amount), currency="CNY",
        )  # fmt: skip

    assert rules([bought, worth("115000000000")]) == []
    assert rules([bought, worth("1150000000000")]) == ["implied-value"]


def test_two_prices_of_one_launch() -> None:
    band = price("news/1", "2026-03", range=spread("250000", "350000"))
    assert rules([band, price("other/1", "2026-03", range=spread("200000", "300000"))]) == ["price-figures"]
    assert rules([band, price("other/1", "2026-03", range=spread("250000", "350000"))]) == []
    assert rules([band, price("other/1", "2023-03", range=spread("200000", "300000"))]) == [], "two generations"
    assert rules([band, price("other/1", "2026-03", amount=Quantity.of("250000"), bound="at-least")]) == []


def test_one_figure_twice_and_one_milestone_on_two_days() -> None:
    assert rules([cars("news/1", "hima", "2026-01", "57915"), cars("other/1", "hima", "2026-02", "57915")]) == [
        "figure-twice"
    ]
    assert rules([cars("news/1", "aito", "2026-01", "57915"), cars("other/1", "hima", "2026-01", "57915")]) == [
        "figure-twice"
    ]
    assert rules([cars("news/1", "hima", "2026-01", "57915"), cars("other/1", "hima", "2026-02", "57916")]) == []
    assert rules([cars("news/1", "hima", "2026-01", "57900"), cars("other/1", "hima", "2026-02", "57900")]) == []
    reached = cars("news/1", "hima", "../2025-10-31", "1000000", bound="at-least")
    assert rules([reached, cars("other/1", "hima", "../2025-12-05", "1000000", bound="at-least")]) == ["milestone"]
    assert rules([reached, cars("other/1", "hima", "../2025-10", "1000000", bound="at-least")]) == []


def test_eleven_months_and_december_make_the_year() -> None:
    months = [cars("news/1", "hima", "2025-01/2025-11", "494375"), cars("news/2", "hima", "2025-12", "89611")]
    assert rules([*months, cars("other/1", "hima", "2025", "583986")]) == []
    assert rules([*months, cars("other/1", "hima", "2025", "589107")]) == ["months-against-range"]
    assert rules([months[0], cars("other/1", "hima", "2025", "589107")]) == []


def test_the_share_of_two_brands_together_and_growth_over_the_month_before() -> None:
    year = [
        cars("news/h", "hima", "2025", "589107"),
        cars("news/a", "aito", "2025", "423000"),
        cars("news/l", "luxeed", "2025", "91000"),
    ]

    def share(percent: str) -> Claim:
        return claim(
            "other/s", "ratio", part=Party(("aito", "luxeed")), whole=Party(("hima",)), metric="share-of-deliveries",
            period=When.parse("2025"), percent=Quantity.of(percent),
        )  # fmt: skip

    assert rules([*year, share("87")]) == []
    assert rules([*year, share("72")]) == ["ratio-against-figures"]

    def growth(percent: str) -> Claim:
        return claim(
            "other/g", "ratio", part=Party(("hima",)), base=Party((), "deliveries of June 2024"), metric="growth",
            period=When.parse("2024-07"), percent=Quantity.of(percent),
        )  # fmt: skip

    months = [cars("news/7", "hima", "2024-07", "44090"), cars("news/6", "hima", "2024-06", "46141")]
    assert rules([*months, growth("-4.4")]) == []
    assert rules([*months, growth("2.2")]) == ["growth-against-figures"]


def test_a_profit_of_the_shareholders_above_the_whole() -> None:
    def profit(path: str, metric: str, value: str) -> Claim:
        return claim(
            path, "financial", subject=Party(("seres",)), metric=metric, period=When.parse("2024"), currency="CNY",
            value=Quantity.of(value),
        )  # fmt: skip

    whole = profit("news/1", "net-profit", "4740000000")
    assert rules([whole, profit("other/1", "net-profit-attributable", "5946000000")]) == ["part-over-whole"]
    assert rules([whole, profit("other/1", "net-profit-attributable", "4600000000")]) == []


def test_two_values_of_one_property_and_two_numbers_in_one_statement() -> None:
    def body(path: str, value: str) -> Claim:
        return claim(path, "attribute", entity="m6", property="body-type", value=value)

    assert rules([body("news/1", "fastback"), body("other/1", "shooting brake")]) == ["attribute"]
    assert rules([body("news/1", "SUV"), body("other/1", "mid-size SUV")]) == [], "a narrower term"

    def size(path: str, text: str) -> Claim:
        return claim(path, "statement", subject=Party(("g",)), predicate="has", object=Party((), text))

    first = size("news/1", "117 branches and subsidiaries")
    assert rules([first, size("other/1", "143 subsidiaries and branches")]) == ["statement"]
    assert rules([first, size("other/1", "117 subsidiaries and branches")]) == []


def test_a_joint_venture_of_which_a_share_is_denied() -> None:
    word = claim(
        "news/j", "statement", subject=Party(("x",)), predicate="is", object=Party((), "joint venture of b and c")
    )
    holders = [held(f"other/{who}", "50", observed="2025-12", holder=who) for who in "bc"]
    assert rules([word, *holders]) == []
    denied = held("other/d", None, observed="2025-12", holder="d", polarity="denied")
    assert rules([word, *holders, denied]) == ["joint-venture"]


def test_two_leads_of_a_model_as_a_whole() -> None:
    def leads(path: str, who: str) -> Claim:
        return claim(
            path, "cooperation", parties=Party(("huawei",)), model="hima", tasks=(TaskShare("sales-channel", who),)
        )

    assert rules([leads("news/1", "huawei"), leads("other/1", "hybrid")]) == ["lead"]
    assert rules([leads("news/1", "huawei"), leads("other/1", "huawei")]) == []


LAPSED = event("news/1", "../2025-12-02", "the over-allotment option lapses without being exercised", "seres")
HELD_IN_2019 = event("news/1", "2019", "officially start their partnership", "huawei", "seres")


@pytest.mark.parametrize(
    ("claims", "fired"),
    [
        ([LAPSED, event("other/1", "2025-11-03", "the over-allotment option is exercised", "seres")],
         ["event-outcome"]),
        ([LAPSED, event("other/1", "2025-11-03", "the over-allotment option is granted", "b")], []),
        ([event("news/1", "2024-04", "11 carmakers form an alliance for charging", "huawei"),
          event("other/1", "2024-04", "12 carmakers form an alliance for charging", "huawei")], ["event-number"]),
        ([event("news/1", "2024-04", "11 carmakers form an alliance for charging", "huawei"),
          event("other/1", "2024-04", "11 carmakers form an alliance for charging", "huawei")], []),
        ([HELD_IN_2019, event("other/1", "2021-02", "sign their first contract", "huawei", "seres")], ["beginning"]),
        ([HELD_IN_2019, event("other/1", "2019-01", "sign their first contract", "huawei", "seres")], []),
        ([HELD_IN_2019, event("other/1", "2021-02", "sign their first contract", "huawei", "gac")], []),
        ([claim("news/1", "attribute", entity="g", property="founded", value="2025-07-27"),
          event("other/1", "2025-07-29", "the new enterprise is unveiled", "g")], ["founding"]),
        ([claim("news/1", "attribute", entity="g", property="founded", value="2025-07-27"),
          event("other/1", "2025-07-27", "the new enterprise is unveiled", "g")], []),
    ],
)  # fmt: skip
def test_happenings_told_in_two_ways(claims: Sequence[Claim], fired: list[str]) -> None:
    assert rules(claims) == fired


def test_what_its_brands_do_is_told_of_their_alliance() -> None:
    brands = [brand_of(f"news/{slug}", slug, "hima") for slug in ("aito", "luxeed")]
    told = [
        event(path, day, "sign an agreement to deepen cooperation", "aito", "luxeed")
        for path, day in (("news/1", "2025-12-08"), ("other/1", "2025-12-09"))
    ]
    (one,) = found([*brands, *told])
    assert one.about == ("aito", "hima", "luxeed")
    (one,) = found([brands[0], *told])
    assert one.about == ("aito", "luxeed")


def test_one_change_of_two_kinds_or_days() -> None:
    def change(path: str, kind: str, day: str) -> Claim:
        return claim(
            path,
            "change",
            event=kind,
            before=Party((), "Smart Selection"),
            after=Party(("hima",)),
            date=When.parse(day),
        )

    renamed = change("news/1", "renamed", "2023-11-09")
    assert rules([renamed, change("other/1", "evolved-from", "../2025-06")]) == ["change-kind"]
    assert rules([renamed, change("other/1", "renamed", "2023-12")]) == ["change-date"]
    assert rules([renamed, change("other/1", "renamed", "2023-11")]) == []


def test_a_use_before_the_launch_and_a_precedent() -> None:
    def use(since: str) -> Claim:
        return claim(
            "news/u",
            "technology-use",
            brand=("aito",),
            technology="lidar",
            version="896 lines",
            **{"from": When.parse(since)},
        )

    launch = event("other/l", "2026-03-04", "presents a lidar with 896 lines", "huawei")
    assert rules([use("2025-H2"), launch]) == ["use-before-launch"]
    assert rules([use("2026-04"), launch]) == []
    assert rules([use("2025-H2"), event("other/l", "2026-03-04", "presents a lidar with 192 lines", "huawei")]) == []
    first = claim(
        "news/f",
        "statement",
        subject=Party((), "the five chairmen in one livestream"),
        predicate="is",
        object=Party((), "without precedent"),
    )
    own = event("news/e", "2025-12-09", "a livestream in which the chairmen appear", "yu")

    def before(year: str) -> Claim:
        return claim("other/b", "plan", who=Party(("hima",)), what="livestream of four chairmen", by=When.parse(year))

    assert rules([first, own, before("2024-12-19")]) == ["precedent"]
    assert rules([first, own, before("2026-12-19")]) == []


def test_targets_of_one_year_and_a_plan_that_did_not_come_true() -> None:
    def target(path: str, by: str, cars_: str) -> Claim:
        return claim(
            path, "plan", who=Party(("hima",)), what="deliver cars in the year", by=When.parse(by), target=cars_
        )

    assert rules([target("news/1", "2026", "1,000,000"), target("other/1", "2026", "2,200,000")]) == ["plan"]
    assert rules([target("news/1", "2025", "1,000,000"), target("other/1", "2026", "2,200,000")]) == []
    listing = claim("news/l", "plan", who=Party(("avatr",)), what="list its shares", by=When.parse("2026-Q2"))

    def not_listed(day: str) -> Claim:
        return claim(
            "other/n", "change", event="listed", after=Party(("avatr",)), date=When.parse(day), polarity="denied"
        )

    assert rules([listing, not_listed("../2026-08")]) == ["plan-unkept"]
    assert rules([listing, not_listed("../2026-03")]) == []


def test_two_holders_of_one_post_and_a_speaker_under_anothers() -> None:
    def post(path: str, who: str, seen: str, title: str = "chairman") -> Claim:
        return claim(path, "post", person=who, organisation="huawei", title=title, observed=When.parse(seen))

    liang = post("news/1", "liang", "2026-02")
    assert rules([liang, post("other/1", "yu", "2026-02-24")]) == ["post-holders"]
    assert rules([liang, post("other/1", "yu", "2026-02-24", "director")]) == []
    assert rules([liang, post("other/1", "yu", "2024-02-24")]) == []

    def says(who: str) -> Claim:
        return claim(
            "other/s",
            "opinion",
            said_by=Party((who,)),
            about=Party(("x",)),
            stance="s",
            named=("said_by: huawei's chairman",),
        )

    assert rules([liang, says("yu")]) == ["speaker-post"]
    assert rules([liang, says("liang")]) == []


def test_two_controllers_and_two_sellers_of_a_right() -> None:
    def control(path: str, who: str) -> Claim:
        return claim(
            path, "control-right", holder=who, issuer="x", right="controlling-stake", observed=When.parse("2024")
        )

    assert rules([control("news/1", "b"), control("other/1", "c")]) == ["control"]
    assert rules([control("news/1", "b"), control("other/1", "b")]) == []

    def right(path: str, seller: str) -> Claim:
        return claim(
            path, "brand-right", holder="huawei", seller=seller, brand="aito", right=("trademark",), event="transferred"
        )

    assert rules([right("news/1", "seres"), right("other/1", "firm")]) == ["right-seller"]
    assert rules([right("news/1", "one"), right("news/2", "two"), right("other/1", "two")]) == []


def test_one_name_of_two_legal_persons_is_told_apart_by_the_register_or_a_judgement() -> None:
    claims = [
        held("news/1", "10", observed="2025", holder="a", issuer="x"),
        held("other/1", "10", observed="2025", holder="b", issuer="y"),
    ]
    entities = {slug: Entity(slug, "company", Labels(slug.upper())) for slug in "abxy"}
    (one,) = found(claims, entities=entities, shared_names={"SAIC": ("a", "b")})
    assert (one.rule, one.is_settled, one.subject.en, one.judgement) == ("namesake", True, "the name SAIC", None)
    judgement = Judgement("apart", ("a", "b"), "not-same", "Two.", "me", When.parse("2026"))
    (one,) = found(claims, [judgement], entities, {"SAIC": ("a", "b")})
    assert (one.judgement, one.by.en) == ("apart", "Two.")
    brand = {**entities, "a": Entity("a", "brand", Labels("B"))}
    assert found(claims, entities=brand, shared_names={"SAIC": ("a", "b")}) == [], "a brand named after its company"


def test_a_judgement_of_something_else_settles_nothing_here() -> None:
    claims = [stake("news/1", "12", "2025-12-10"), stake("other/1", "10", "2025-12-10")]
    elsewhere = Judgement("j", ("news/1", "filing/9"), "explained", "Of another matter.", "me", When.parse("2026"))
    (one,) = found(claims, [elsewhere])
    assert (one.is_settled, one.judgement) == (False, None)
    here = Judgement("j", ("news/1", "other/1"), "explained", "Two dates.", "me", When.parse("2026"))
    (one,) = found(claims, [elsewhere, here])
    assert (one.is_settled, one.judgement, one.by.en) == (True, "j", "Two dates.")


def test_rows_that_begin_with_one_claim_have_handles_of_their_own() -> None:
    def leads(path: str, who: str) -> Claim:
        shares = tuple(TaskShare(task, who) for task in ("after-sales", "sales-channel"))
        return claim(path, "cooperation", parties=Party(("huawei",)), model="hima", tasks=shares)

    assert [one.id for one in found([leads("news/1", "huawei"), leads("other/1", "hybrid")])] == [
        "lead/news.1",
        "lead/news.1.2",
    ]
