"""Contradictions: each rule fires on a world that breaks it and is silent on one that does not."""

from __future__ import annotations

import pytest

from conflict_world import brand_of, cars, claim, found, rules, stake
from himagraph.library import KnowledgeGraph
from himagraph.records import Claim, Judgement, Money, Party, Quantity, TaskShare, Value, When

HIMA_MAY = cars("news/hima", "hima", "2025-05", "44454")
AITO_MAY = cars("news/aito", "aito", "2025-05", "36625")
AITO_OF_HIMA = brand_of("news/aito-hima", "aito", "hima")


def share(percent: str, bound: str | None = None) -> Claim:
    values: dict[str, Value] = {"bound": bound} if bound else {}
    return claim(
        "news/share", "ratio", part=Party(("aito",)), whole=Party(("hima",)), metric="share-of-deliveries",
        period=When.parse("2025-05"), percent=Quantity.of(percent), **values,
    )  # fmt: skip


@pytest.mark.parametrize(("percent", "bound"), [("82.4", None), ("82.39", None), ("82", None), ("80", "more-than")])
def test_a_printed_share_that_its_figures_give_is_no_contradiction(percent: str, bound: str | None) -> None:
    assert rules([HIMA_MAY, AITO_MAY, AITO_OF_HIMA, share(percent, bound)]) == []


@pytest.mark.parametrize(("percent", "bound"), [("92.4", None), ("82.5", None), ("83", "more-than")])
def test_a_printed_share_that_its_figures_do_not_give_names_all_three_claims(percent: str, bound: str | None) -> None:
    (one,) = found([HIMA_MAY, AITO_MAY, AITO_OF_HIMA, share(percent, bound)])
    assert one.rule == "ratio-against-figures"
    assert {c.path for c in one.claims} == {"news/share", "news/aito", "news/hima"}


def test_parts_above_their_total_are_found_and_parts_below_are_not() -> None:
    more = cars("news/luxeed", "luxeed", "2025-05", "9000")
    fewer = cars("news/luxeed", "luxeed", "2025-05", "5124")
    world = [HIMA_MAY, AITO_MAY, AITO_OF_HIMA, brand_of("news/luxeed-hima", "luxeed", "hima")]
    assert rules([*world, more]) == ["parts-over-total"]
    assert rules([*world, fewer]) == []


def test_months_above_their_range_are_found() -> None:
    months = [cars(f"news/m{month}", "hima", f"2025-0{month}", "100") for month in (4, 5, 6)]
    assert rules([*months, cars("news/q", "hima", "2025-Q2", "300")]) == []
    assert rules([*months, cars("news/q", "hima", "2025-Q2", "250")]) == ["months-against-range"]
    assert rules([*months, cars("news/q", "hima", "2025-Q2", "320")]) == ["months-against-range"]
    assert rules([*months[:2], cars("news/q", "hima", "2025-Q2", "320")]) == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("44454", None), ("44454", None), False),
        (("44454", None), ("44500", None), False),
        (("44454", None), ("44600", None), True),
        (("44454", None), ("44460", None), True),
        (("21517", None), ("22000", "more-than"), True),
        (("22500", None), ("22000", "more-than"), False),
        (("44454", None), ("44500", "about"), False),
        (("430000", "about"), ("445000", "about"), True),
    ],
)
def test_two_figures_for_one_thing_contradict_when_their_ranges_do_not_meet(
    one: tuple[str, str | None], other: tuple[str, str | None], *, apart: bool
) -> None:
    made = [
        cars(path, "hima", "2025-02", value, **({"bound": bound} if bound else {}))
        for path, (value, bound) in (("news/1", one), ("other/2", other))
    ]
    assert rules(made) == (["delivery-figures"] if apart else [])


def test_a_figure_of_another_period_contradicts_nothing_and_one_of_another_measure_can_hold_too() -> None:
    assert rules([HIMA_MAY, cars("other/june", "hima", "2025-06", "52747")]) == []
    sales = Claim("other", "s", "delivery", {**HIMA_MAY.values, "basis": "sales", "value": Quantity.of("50000")})
    (one,) = found([HIMA_MAY, sales])
    assert (one.rule, one.is_settled, one.preferred) == ("two-measures", True, None)
    assert one.by.en == "delivered and sold are two measures"
    same = Claim("other", "s", "delivery", {**HIMA_MAY.values, "basis": "sales"})
    one_source = Claim("news", "s", "delivery", sales.values)
    assert rules([HIMA_MAY, same]) == rules([HIMA_MAY, one_source]) == []


def test_two_shares_for_one_date_contradict_and_a_filing_settles_it() -> None:
    (one,) = found([stake("news/1", "12", "2025-12-10"), stake("filing/1", "10", "2025-12-10")])
    assert (one.rule, one.is_settled, one.by.en) == ("share", True, "policy: filing before news")
    assert one.sides[one.preferred or 0].says.en == "10%"
    assert rules([stake("news/1", "41", "2025-12-10"), stake("filing/1", "40.99", "2025-12-10")]) == ["share-rounded"]
    assert rules([stake("news/1", "12", "2024-12-10"), stake("filing/1", "10", "2025-12-10")]) == ["share-moved"]


def test_without_better_evidence_it_stays_open_until_a_judgement_settles_it() -> None:
    made = [stake("news/1", "12", "2025-12-10"), stake("other/1", "10", "2025-12-10")]
    (one,) = found(made)
    assert not one.is_settled
    for verdict, about in (("prefer", "news/1"), ("refuted", "other/1")):
        judgement = Judgement("j", (about,), verdict, "the register says so", "us", When.parse("2026-11-21"))
        (one,) = found(made, [judgement])
        assert (one.is_settled, one.judgement, one.by.en) == (True, "j", "the register says so")
        assert one.sides[one.preferred or 0].says.en == "12%"


def test_a_joint_venture_without_holders_is_settled_against_the_word() -> None:
    word = claim(
        "news/jv", "statement", subject=Party(("hima",)), predicate="is", object=Party((), "a joint venture of makers")
    )
    model = claim(
        "other/m", "statement", subject=Party(("hima",)), predicate="is", object=Party((), "a collaboration model")
    )
    (one,) = found([word, model])
    assert one.rule == "joint-venture"
    assert one.sides[one.preferred or 0].says.en == "cooperation without shared equity"
    held = [
        Claim(
            "news", f"s{who}", "stake", {**stake("news/x", "50", "2025-06-01").values, "holder": who, "issuer": "hima"}
        )
        for who in "ab"
    ]
    assert "joint-venture" not in rules([word, model, *held])


def test_two_dates_of_one_launch_contradict_and_two_precisions_do_not() -> None:
    def launched(path: str, value: str) -> Claim:
        return claim(path, "attribute", entity="aito-m8", property="launched", value=value)

    assert rules([launched("news/1", "2025-04"), launched("other/1", "2025-04-16")]) == []
    assert rules([launched("news/1", "2025-04"), launched("other/1", "2025-05")]) == ["attribute"]


def test_two_dates_of_one_event_contradict() -> None:
    def event(path: str, day: str, what: str) -> Claim:
        return claim(path, "event", date=When.parse(day), participants=Party(("hima",)), what=what)

    first = event("news/1", "2025-12-08", "five brands sign an agreement in Shanghai")
    assert rules([first, event("other/1", "2025-12-09", "the five brands sign their agreement in Shanghai")]) == [
        "event-date"
    ]
    assert rules([first, event("other/1", "2025-12-08", "the five brands sign their agreement in Shanghai")]) == []
    assert rules([first, event("other/1", "2025-12-09", "a livestream of five chairmen")]) == []


def test_two_leads_of_one_task_contradict() -> None:
    def leads(path: str, who: str) -> Claim:
        return claim(
            path, "cooperation", parties=Party(("huawei", "dongfeng")), model="jing", brands=("yijing",),
            tasks=(TaskShare("r-and-d", who),),
        )  # fmt: skip

    assert rules([leads("news/1", "partner"), leads("other/1", "huawei")]) == ["lead"]
    assert rules([leads("news/1", "partner"), leads("other/1", "unknown")]) == []


def test_a_denial_contradicts_what_it_denies() -> None:
    said = stake("news/1", "10", "2025-06-05")
    denied = Claim("other", "1", "stake", {**said.values, "polarity": "denied"})
    assert rules([said, denied]) == ["denial"]


def test_no_more_brands_contradicts_a_brand_that_nobody_had_named() -> None:
    no_more = claim("news/no", "plan", who=Party(("hima",)), what="add further brands", polarity="denied")
    old = [AITO_OF_HIMA, brand_of("other/aito", "aito", "hima")]
    assert rules([no_more, *old]) == []
    assert rules([no_more, *old, brand_of("other/yijing", "yijing", "jing", "brand-of-series")]) == ["no-more-brands"]


def test_deals_that_imply_other_values_of_the_whole_contradict() -> None:
    def deal(path: str, percent: str, price: str) -> Claim:
        return claim(
            path, "transaction", buyer=path[:4], issuer="yinwang", percent=Quantity.of(percent), status="agreed",
            price=Money(Quantity.of(price), "CNY"),
        )  # fmt: skip

    assert rules([deal("news/1", "10", "11500000000"), deal("news/2", "10", "11500000000")]) == []
    assert rules([deal("news/1", "10", "11500000000"), deal("news/2", "10", "1150000000")]) == ["implied-value"]


def test_two_makers_of_one_brand_contradict() -> None:
    def made(path: str, maker: str) -> Claim:
        return brand_of(path, "stelato", maker, "maker-of-brand")

    assert rules([made("news/1", "baic-group"), made("other/1", "bluepark")]) == ["maker"]
    assert rules([made("news/1", "baic-group"), made("other/1", "baic-group")]) == []


def test_a_post_seen_after_its_end_contradicts_the_end() -> None:
    def post(path: str, **dates: Value) -> Claim:
        return claim(path, "post", person="yu", organisation="ias", title="chairman", **dates)

    end = post("news/1", until=When.parse("2025-04"))
    assert rules([end, post("other/1", observed=When.parse("2025-09-24"))]) == ["post"]
    assert rules([end, post("other/1", observed=When.parse("2025-03-01"))]) == []


def test_two_holders_of_one_right_contradict_unless_it_was_sold() -> None:
    def right(path: str, holder: str, event: str, **keys: Value) -> Claim:
        return claim(path, "brand-right", holder=holder, brand="aito", right=("trademark",), event=event, **keys)

    assert rules([right("news/1", "seres", "held"), right("other/1", "huawei", "held")]) == ["brand-right"]
    assert rules([right("news/1", "huawei", "held"), right("other/1", "seres", "sold", seller="huawei")]) == []
    one = right("news/1", "seres", "transferred", date=When.parse("2024-07"))
    assert rules([one, right("other/1", "seres", "transferred", date=When.parse("2024-09"))]) == ["right-date"]


def test_two_targets_of_one_plan_contradict() -> None:
    def plan(path: str, target: str) -> Claim:
        return claim(path, "plan", who=Party(("hima",)), what="deliver cars in the year 2026", target=target)

    assert rules([plan("news/1", "1,000,000"), plan("other/1", "1,200,000")]) == ["plan"]
    assert rules([plan("news/1", "1,000,000"), plan("other/1", "1,000,000")]) == []


@pytest.mark.parametrize(("percent", "fires"), [("24.7", False), ("25", False), ("34.7", True)])
def test_a_printed_growth_must_be_what_the_figures_give(percent: str, *, fires: bool) -> None:
    growth = claim(
        "news/g", "ratio", part=Party(("hima",)), base=Party((), "the year before"), metric="growth",
        period=When.parse("2025-05"), percent=Quantity.of(percent),
    )  # fmt: skip
    years = [cars("news/1", "hima", "2025-05", "124700"), cars("news/2", "hima", "2024-05", "100000")]
    assert rules([growth, *years]) == (["growth-against-figures"] if fires else [])


def test_the_founding_record_shows_both_sides_of_the_joint_venture_wording(kg: KnowledgeGraph) -> None:
    answer = kg.conflicts("HIMA").as_json()
    (row,) = (row for row in answer["conflicts"] if row["rule"] == "joint-venture")
    sides = {side["says"]: {iri.rpartition("/")[2] for iri in side["claims"]} for side in row["sides"]}
    assert "hima-joint-venture" in sides["a joint venture"]
    assert {"hima-collaboration-model", "hima-primary-model"} <= sides["cooperation without shared equity"]
    assert row["status"] == "settled"


def test_what_has_no_contradiction_is_an_answer_too(kg: KnowledgeGraph) -> None:
    answer = kg.conflicts("Xiaomi")
    assert answer.rows == ()
    assert answer.sentence() == "No two claims about Xiaomi disagree."


@pytest.mark.parametrize(
    ("reason", "settled"),
    [
        ("Two stages of one launch: both hold.", True),
        ("Open: no third source settles it.", False),
        ("Open until the launch.", False),
    ],
)
def test_a_judgement_that_explains_settles_only_where_it_does_not_leave_it_open(reason: str, settled: bool) -> None:
    claims = [
        cars("news/a", "hima", "2025-02", "21517"),
        cars("other/b", "hima", "2025-02", "22000", bound="more-than"),
    ]
    judgement = Judgement("j", ("news/a", "other/b"), "explained", reason, "me", When.parse("2026-11-21"))
    (row,) = found(claims, [judgement])
    assert (row.is_settled, row.judgement, row.by.en) == (settled, "j", reason)
    (row,) = found(claims)
    assert not row.is_settled


def test_a_judgement_that_no_rule_computes_is_a_row_of_its_own() -> None:
    bought, held = stake("news/bought", "50", "2020"), stake("news/held", "46", "2022")
    judgement = Judgement(
        "two-dates", ("news/bought", "news/held"), "explained", "Two dates.", "me", When.parse("2026")
    )
    (row,) = found([bought, held], [judgement])
    assert (row.rule, row.about, row.judgement) == ("by-hand", ("a", "x"), "two-dates")
    assert {side.says.en for side in row.sides} == {"stake 50 2020", "stake 46 2022"}
    assert row.is_settled
    (wrong,) = found(
        [bought, held], [Judgement("slip", ("news/bought",), "refuted", "A slip.", "me", When.parse("2026"))]
    )
    assert wrong.preferred is not None
    assert wrong.sides[wrong.preferred].claims == ()
    assert found([bought, held]) == []


def test_no_judgement_makes_a_row_twice() -> None:
    claims = [cars("news/a", "hima", "2025-02", "21517"), cars("other/b", "hima", "2025-02", "22000")]
    judgement = Judgement("j", ("other/b", "news/a"), "prefer", "why", "me", When.parse("2026-11-21"))
    assert [one.rule for one in found(claims, [judgement])] == ["delivery-figures"]
