"""Names: any spelling to an entity; exact names are taken, ties and near misses only offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himagraph import names
from himagraph.answers.owners import HOLDING_KINDS, OWNED_KINDS
from himagraph.errors import AmbiguousName, UnknownName
from himagraph.library import KnowledgeGraph
from himagraph.names import Names
from himagraph.records import Alias, Entity, Labels, Listing, When


def take(kg: KnowledgeGraph, text: str) -> str:
    return kg.names().resolve(text, *OWNED_KINDS)[0]


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("yinwang", "yinwang"),
        ("Yinwang", "yinwang"),
        ("引望", "yinwang"),
        ("Shenzhen Yinwang Intelligent Technology Co. Ltd", "yinwang"),
        ("SHENZHEN YINWANG INTELLIGENT TECHNOLOGY CO., LTD.", "yinwang"),
        ("Seres", "seres-group"),
        ("赛力斯", "seres-group"),
        ("601127", "seres-group"),
        ("601127.SH", "seres-group"),
        ("601127.XSHG", "seres-group"),
        ("Sokon", "seres-group"),
        ("Avatr", "avatr"),
        ("Avita", "avatr"),
        ("Changan", "changan"),
        ("Qijing", "qijing"),
        ("Wenjie", "aito"),
        ("AITO", "aito"),
        ("Aito", "aito"),
        ("鸿蒙智行", "hima"),
        ("Smart Selection", "hima"),
        ("Yu Chengdong", "richard-yu"),
        ("余承东", "richard-yu"),
        ("Saic H5", "shangjie-h5"),
        ("  huawei ", "huawei"),
    ],
)
def test_an_exact_name_of_one_entity_is_taken(kg: KnowledgeGraph, spelling: str, slug: str) -> None:
    assert take(kg, spelling) == slug


def test_a_company_goes_before_a_brand_of_the_same_name_and_the_brand_is_mentioned(kg: KnowledgeGraph) -> None:
    slug, others = kg.names().resolve("Avatr", *OWNED_KINDS)
    assert slug == "avatr"
    assert {name.entity for name in others} == {"avatr-brand"}


def test_a_command_looks_among_the_kinds_that_it_accepts(kg: KnowledgeGraph) -> None:
    assert kg.names().resolve("Avatr", ("brand",))[0] == "avatr-brand"
    with pytest.raises(UnknownName, match="of kind person"):
        kg.names().resolve("Richard Yu", ("company",))


def test_a_tie_lists_all_bearers_and_takes_none(kg: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as error:
        take(kg, "SAIC")
    assert set(error.value.candidates) == {"saic-motor", "saic-group", "shangjie"}


def test_an_id_written_exactly_settles_a_tie(kg: KnowledgeGraph) -> None:
    assert take(kg, "saic-motor") == "saic-motor"


@pytest.mark.parametrize("typo", ["Yinwag", "Yingwan", "yin wan"])
def test_a_near_miss_is_offered_and_never_taken(kg: KnowledgeGraph, typo: str) -> None:
    with pytest.raises(UnknownName) as error:
        take(kg, typo)
    assert error.value.candidates[0] == "yinwang"


@pytest.mark.parametrize("nothing", ["Rivian", "", "   ", "?!", "比尔盖茨"])
def test_a_name_that_nobody_bears_has_no_candidates(kg: KnowledgeGraph, nothing: str) -> None:
    with pytest.raises(UnknownName) as error:
        take(kg, nothing)
    assert error.value.candidates == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("sailisi", "seres-group"), ("SLS", "seres-group"), ("yin wang", "yinwang"), ("yw", "yinwang"),
        ("hongmengzhixing", "hima"), ("wenjie", "aito"), ("qirui", "chery"), ("yuchengdong", "richard-yu"),
        ("Huawai", "huawei"), ("chang an", "changan"), ("Maextro", "maextro"), ("zunjie", "maextro"),
    ],
)  # fmt: skip
def test_find_knows_pinyin_initials_and_typos(kg: KnowledgeGraph, text: str, slug: str) -> None:
    assert slug in [entity.id for entity, _ in kg.find(text, limit=3).candidates]


def test_find_puts_exact_names_first_and_scores_fall(kg: KnowledgeGraph) -> None:
    found = kg.find("问界").candidates
    assert (found[0][0].id, found[0][1].score) == ("aito", 100)
    scores = [one.score for _, one in found]
    assert scores == sorted(scores, reverse=True)


def test_every_name_of_every_entity_finds_it(kg: KnowledgeGraph) -> None:
    every = kg.names()
    for name in every.every:
        found = {one.entity for one in every.bearing(name.text)}
        assert name.entity in found, f"{name.text!r} does not find {name.entity}"


def test_a_dated_name_counts_only_while_it_was_borne() -> None:
    name = next(one for one in names.of_entity(_renamed()) if one.text == "Sokon")
    assert name.borne_on(When.parse("2021-12-31").last)  # type: ignore[arg-type]
    assert not name.borne_on(When.parse("2022-07-31").last)  # type: ignore[arg-type]


def test_names_are_written_with_pinyin_initials_and_tickers() -> None:
    keys = {(one.type, one.key) for one in names.of_entity(_renamed())}
    assert {("pinyin", "sailisi"), ("initials", "sls"), ("ticker", "601127"), ("ticker", "601127sh")} <= keys
    assert ("id", "seresgroup") in keys


def test_a_former_name_that_nobody_else_bears_still_says_who_is_meant(kg: KnowledgeGraph) -> None:
    then, now = Names(kg.store, When.parse("2021").last), Names(kg.store, When.parse("2026").last)
    assert then.resolve("Sokon", *HOLDING_KINDS)[0] == "seres-group"
    assert now.resolve("Sokon", *HOLDING_KINDS)[0] == "seres-group"
    assert "Sokon" in {name.text for name in then.every} - {name.text for name in now.every}


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert names.key(names.key(text)) == names.key(text)


@given(st.text(max_size=20))
def test_case_and_punctuation_change_no_key(text: str) -> None:
    assert names.key(f" {text}-. ") == names.key(text)


def _renamed() -> Entity:
    return Entity(
        "seres-group",
        "company",
        Labels("Seres Group Co., Ltd.", "赛力斯集团股份有限公司"),
        Labels("Seres", "赛力斯"),
        aliases=(Alias("Sokon", "en", None, When.parse("2022-07")),),
        listings=(Listing("XSHG", "601127", "general-knowledge"),),
    )


def test_a_label_borne_for_a_time_is_told_apart_by_a_date(whole: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as error:
        take(whole, "中国长安汽车集团有限公司")
    assert error.value.notes == {
        "china-changan": "bore this name since 2025-07",
        "chenzhi": "bore this name until 2025-06",
    }
    assert "picks chenzhi" in error.value.remedy
    for day, slug in (("2020-10-22", "chenzhi"), ("2025-12-31", "china-changan")):
        names_then = whole.names(whole.question(as_of=day))
        assert names_then.resolve("中国长安汽车集团有限公司", *OWNED_KINDS)[0] == slug


def test_every_name_of_the_register_finds_its_entity_by_every_spelling(whole: KnowledgeGraph) -> None:
    every = whole.names()
    lost = [
        (name.entity, name.type, name.text)
        for name in every.every
        if name.type != "initials" and name.entity not in {found.entity for found in every.bearing(name.text)}
    ]
    assert not lost
    spoken = [name for name in every.every if name.type in ("label", "short", "alias", "pinyin")]
    hidden = [
        (name.entity, name.text)
        for name in spoken
        if name.entity not in {one.entity for one in every.find(name.text, limit=25)}
    ]
    assert not hidden
    chinese = {name.entity for name in spoken if any("\u4e00" <= char <= "\u9fff" for char in name.text)}
    assert chinese == {name.entity for name in spoken if name.type == "pinyin"}
