"""The strict loader: folders, files, entries, and the checks between them."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from himagraph import seedfile, vocab
from himagraph.errors import BadData, LimitReached
from himagraph.kinds import CLAIM_KINDS, Type
from himagraph.records import UNKNOWN, Alias, Instalment, Labels, Money, Party, Quantity, TaskShare, When
from himagraph.seedfile import Seeds, identifiers, values
from himagraph.seedfile.rings import one_ring, rings
from himagraph.seedfile.words import escaped, nearest, quoted

BASE = Path(__file__).parent / "wrong" / "base"
HEAD = "source: {{id: {id}, title: T, publisher: P, published: {date}, retrieved: 2026-11-21, kind: news}}\nclaims:\n"
Reader = Callable[..., Seeds]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small good world."""
    shutil.copytree(BASE, tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def read(folder: Path) -> Reader:
    """Reads the small good world with one more source of these claims, or with more files."""

    def reader(claims: str = "", *, published: str = "2025-06-05", files: dict[str, str] | None = None) -> Seeds:
        if claims:
            head = HEAD.format(id="more", date=published)
            (folder / "sources/more.yaml").write_text(head + claims, encoding="utf-8")
        for name, text in (files or {}).items():
            (folder / name).write_text(text, encoding="utf-8")
        return seedfile.read(folder)

    return reader


def rules(seeds: Seeds) -> list[str]:
    return [finding.rule for finding in seeds.findings]


def stake(id_: str, holder: str, issuer: str, percent: str, more: str = "") -> str:
    keys = f"kind: stake, holder: {holder}, issuer: {issuer}, percent: {percent}, status: completed, where: 1"
    return f"  - {{id: {id_}, {keys}{', ' + more if more else ''}}}\n"


# --- what is read


def test_every_type_of_key_becomes_its_value(read: Reader) -> None:
    seeds = read(
        """
  - id: deal
    kind: transaction
    buyer: seres
    issuer: avatr
    percent: {min: 9.50, max: 10}
    shares: 10
    via: [huawei]
    scope: reported-as
    way: purchase
    status: completed
    price: {amount: 11500000000, currency: CNY, bound: about}
    signed: 2024-08-23
    completed: 2025-Q1
    instalments: [{date: 2024-10, amount: 2300000000}]
    assertion: inferred
    reason: "  follows from the rest\\nof the page  "
    said_by: {unnamed: industry sources}
    named: {issuer: Avatr Tech, buyer: Seres}
    where: [12, 14-16, p.3]
  - id: work
    kind: cooperation
    parties: [huawei, seres]
    model: hima
    brands: aito
    tasks:
      marketing: {leads: huawei, takes_part: seres, note: own words}
      design: {leads: joint}
    where: unlocated
  - {id: right, kind: brand-right, holder: seres, brand: aito, right: [trademark, patent], event: held, where: 1}
  - {id: best, kind: ranking, subject: aito, field: electric cars, period: 2025, measure: sales, where: 1}
  - {id: rest, kind: ranking, subject: aito, field: [yijing], period: 2025, measure: sales, where: 1}
  - {id: sold, kind: delivery, subject: {text: the brands}, period: ../2025-06-01, value: 0.10, basis: sales, where: 1}
  - {id: fell, kind: ratio, base: aito, metric: growth, period: 2025-05, percent: -12.5, where: 1}
"""
    )
    assert seeds.errors == ()
    claims = {claim.id: claim for claim in seeds.claims if claim.source == "more"}
    assert dict(claims["deal"].values) == {
        "buyer": "seres",
        "issuer": "avatr",
        "percent": Quantity(Decimal("9.50"), Decimal(10)),
        "shares": Quantity.of(10),
        "via": ("huawei",),
        "scope": "reported-as",
        "way": "purchase",
        "status": "completed",
        "price": Money(Quantity.of(11500000000), "CNY", "about"),
        "signed": When.parse("2024-08-23"),
        "completed": When.parse("2025-Q1"),
        "instalments": (Instalment(When.parse("2024-10"), Quantity.of(2300000000)),),
        "assertion": "inferred",
        "reason": "follows from the rest\nof the page",
        "said_by": Party(text="industry sources"),
        "named": ("buyer: Seres", "issuer: Avatr Tech"),
        "where": ("12", "14-16", "p.3"),
    }
    assert claims["work"].tasks() == (
        TaskShare("design", "joint"),
        TaskShare("marketing", "huawei", ("seres",), "own words"),
    )
    assert claims["work"].values["brands"] == ("aito",)
    assert claims["work"].values["where"] == ("unlocated",)
    assert claims["right"].values["right"] == ("trademark", "patent")
    assert claims["best"].values["field"] == Party(text="electric cars")
    assert claims["rest"].values["field"] == Party(("yijing",))
    assert claims["sold"].values["subject"] == Party(text="the brands")
    assert str(claims["sold"].values["value"]) == "0.1"
    assert claims["fell"].values["percent"] == Quantity.of("-12.5")


def test_a_converted_price_may_be_a_range(read: Reader) -> None:
    price = "kind: price, car: aito-m9, range: {min: 450000, max: 550000}, currency: CNY, stage: presale, where: 1"
    seeds = read(f"  - {{id: p, {price}, converted: {{range: {{min: 62000, max: 76000}}, currency: USD}}}}\n")
    assert seeds.errors == ()
    assert seeds.claims[-1].money("converted") == Money(Quantity(Decimal(62000), Decimal(76000)), "USD")


def test_an_unknown_share_is_a_value(read: Reader) -> None:
    seeds = read(stake("a", "seres", "avatr", "unknown"))
    assert seeds.claims[-1].quantity("percent") == UNKNOWN


def test_every_type_has_a_reader() -> None:
    assert set(values._READERS) == set(Type)


def test_an_entity_keeps_all_that_is_written(read: Reader) -> None:
    seeds = read(
        files={
            "entities/more.yaml": """
- id: seres-group
  kind: company
  name: {en: "Seres Group Co., Ltd.", zh: 赛力斯集团股份有限公司, source: general-knowledge}
  short: {en: Seres Group}
  aliases:
    - {text: Sokon, lang: en, from: 2003, until: 2022-07, source: good}
    - {text: 小康股份}
  listings: [{exchange: XSHG, ticker: "601127", source: good}]
  identifiers: [{scheme: uscc, value: "914403001922038216", source: general-knowledge}]
  place: {city: Chongqing, country: CN}
"""
        }
    )
    assert rules(seeds) == ["unused-entity"]
    entity = seeds.entities[0]
    assert entity.name == Labels("Seres Group Co., Ltd.", "赛力斯集团股份有限公司")
    assert entity.aliases == (
        Alias("Sokon", "en", When.parse("2003"), When.parse("2022-07"), "good"),
        Alias("小康股份"),
    )
    assert (entity.listings[0].ticker, entity.identifiers[0].scheme) == ("601127", "uscc")
    assert (entity.city, entity.country) == ("Chongqing", "CN")


def test_a_key_with_nothing_after_it_is_absent(folder: Path) -> None:
    (folder / "sources/more.yaml").write_text(
        "source:\n  id: more\n  title: T\n  publisher: P\n  published:\n  retrieved: 2026-11-21\n  kind: news\n"
        "  copy_of:\nclaims:\n",
        encoding="utf-8",
    )
    seeds = seedfile.read(folder)
    assert seeds.findings == ()
    assert (seeds.sources[-1].published, seeds.sources[-1].copy_of) == (None, None)


@pytest.mark.parametrize("written", ["NO", "on", "0.10", "1_000", "2025-01-01", "~", "null", "1:30", "0x1F", ".inf"])
def test_scalars_that_yaml_would_turn_into_something_else_stay_texts(read: Reader, written: str) -> None:
    seeds = read(stake("a", "seres", "avatr", "5", f"note: {written}"))
    assert seeds.errors == ()
    assert seeds.claims[-1].text("note") == written


def test_byte_order_mark_and_carriage_returns_change_nothing(folder: Path) -> None:
    plain = seedfile.read(folder)
    for path in folder.glob("*/*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert seedfile.read(folder) == plain
    assert plain.findings == ()


def test_lines_lead_to_claims_entities_and_sources(read: Reader) -> None:
    lines = read().lines
    assert lines["good/m9-aito"] == ("sources/good.yaml", 18)
    assert lines["aito-m9"] == ("entities/world.yaml", 13)
    assert lines["good"] == ("sources/good.yaml", 2)


def test_judgements_name_claims_and_entities_by_their_iris(read: Reader) -> None:
    about = f"[good/yu, {vocab.claim_iri('good/m9-aito')}, seres, {vocab.entity_iri('avatr')}]"
    text = f"- {{id: j, about: {about}, verdict: explained, reason: own words, by: me, date: 2026-11}}\n"
    seeds = read(files={"judgements.yaml": text})
    assert seeds.findings == ()
    assert seeds.judgements[0].about == (
        vocab.claim_iri("good/yu"),
        vocab.claim_iri("good/m9-aito"),
        vocab.entity_iri("seres"),
        vocab.entity_iri("avatr"),
    )


def test_the_founding_seeds_have_no_errors() -> None:
    assert seedfile.read(Path(__file__).parents[1] / "seeds").errors == ()


# --- folders


def test_a_folder_that_holds_a_folder_of_seeds_is_read_through_it(folder: Path) -> None:
    seeds = seedfile.read(folder.parent)
    assert seeds.lines["good"] == ("seeds/sources/good.yaml", 2)
    assert seeds.claims == seedfile.read(folder).claims


def test_a_missing_folder_is_bad_data(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="does not exist"):
        seedfile.read(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_bad_data(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadData, match="is a file"):
        seedfile.read(tmp_path / "file")


def test_a_folder_without_seeds_is_bad_data(tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    with pytest.raises(BadData, match="holds no seeds"):
        seedfile.read(tmp_path)


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(folder: Path) -> None:
    with (folder / "sources/huge.yaml").open("wb") as stream:
        stream.truncate(200 * 2**20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(LimitReached, match=r"sources/huge.yaml has a size of 209715200 bytes, over the limit") as error:
        seedfile.read(folder)
    assert error.value.remedy == "Split the file or raise the limit."
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 2**10


def test_the_limit_on_size_can_be_raised_and_lowered(folder: Path) -> None:
    size = (folder / "sources/good.yaml").stat().st_size
    with pytest.raises(LimitReached):
        seedfile.read(folder, size_limit=size - 1)
    (folder / "sources/good.yaml").write_text("source:\n" + "- a\n" * 1000, encoding="utf-8")
    with pytest.raises(LimitReached, match="more values than the limit"):
        seedfile.read(folder, size_limit=4100)


def test_files_of_other_kinds_are_left_alone_or_warned_of(folder: Path) -> None:
    for name in ("README.md", ".hidden", "sources/notes.txt", "source.schema.json", "sources/table.csv"):
        (folder / name).touch()
    (folder / "sources/2025").mkdir()
    found = [(one.rule, one.file) for one in seedfile.read(folder).findings]
    assert found == [("stray-file", "sources/2025"), ("stray-file", "sources/table.csv")]


def test_a_seed_file_outside_its_room_is_read_and_warned_of(folder: Path) -> None:
    plain = seedfile.read(folder)
    (folder / "sources/good.yaml").rename(folder / "good.yml")
    (folder / "entities/world.yaml").rename(folder / "world.yaml")
    seeds = seedfile.read(folder)
    assert rules(seeds) == ["misplaced-file", "misplaced-file"]
    assert (seeds.claims, seeds.entities) == (plain.claims, plain.entities)


def test_a_link_that_leaves_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("- secret\n", encoding="utf-8")
    (folder / "sources/link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "sources/inner.yml").symlink_to(folder / "sources/lost.yaml")
    assert rules(seedfile.read(folder)) == ["unreadable-file", "link-outside"]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "sources/pipe.yaml")
    assert rules(seedfile.read(folder)) == ["unreadable-file"]


def test_a_file_name_that_does_not_print_is_refused_and_shown_escaped(folder: Path) -> None:
    (folder / "sources" / "a\x1b[2Jb.yaml").touch()
    (finding,) = seedfile.read(folder).findings
    assert (finding.rule, finding.file) == ("bad-file-name", "sources/a\\x1b[2Jb.yaml")


# --- errors do not spread


def test_all_findings_of_a_run_come_at_once_errors_first(read: Reader) -> None:
    seeds = read(
        stake("a", "seres", "seres", "5") + stake("b", "seress", "avatr", "110") + stake("c", "x", "avatr", "5"),
        files={"entities/new.yaml": "- {id: new, kind: thing, name: {en: New}}\n"},
    )
    assert rules(seeds) == ["unknown-choice", "percent-out-of-range", "unknown-id", "self-holding"]
    assert [one.severity for one in seeds.findings] == ["error", "error", "error", "warning"]
    assert len(seeds.errors) == 3


def test_an_entry_with_an_error_is_left_out_but_its_id_is_known(read: Reader) -> None:
    seeds = read(
        stake("a", "new", "avatr", "5"), files={"entities/new.yaml": "- {id: new, kind: company, name: {xx: New}}\n"}
    )
    assert set(rules(seeds)) == {"unknown-key", "name-without-language"}
    assert "new" not in {entity.id for entity in seeds.entities}


def test_the_ids_of_a_file_that_cannot_be_parsed_are_known(folder: Path) -> None:
    path = folder / "entities/world.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("zh: 境}}", "zh: 境}"), encoding="utf-8")
    assert rules(seedfile.read(folder)) == ["malformed-yaml"]


def test_a_duplicate_key_leaves_its_entry_out_and_keeps_the_others(read: Reader) -> None:
    seeds = read(stake("a", "seres", "avatr", "5", "holder: changan") + stake("b", "seres", "avatr", "5"))
    assert rules(seeds) == ["duplicate-key"]
    assert [claim.id for claim in seeds.claims if claim.source == "more"] == ["b"]


def test_findings_of_one_file_are_cut_and_counted(read: Reader) -> None:
    seeds = read(files={"entities/new.yaml": "- a\n" * 600})
    assert len(seeds.findings) == 501
    assert "100 more findings" in str(seeds.findings[0])


def test_an_id_declared_in_two_files_counts_once(folder: Path) -> None:
    shutil.copy(folder / "sources/good.yaml", folder / "sources/zz.yaml")
    shutil.copy(folder / "entities/world.yaml", folder / "entities/zz.yaml")
    seeds = seedfile.read(folder)
    assert set(rules(seeds)) == {"duplicate-entity", "duplicate-source"}
    assert (len(seeds.entities), len(seeds.sources), len(seeds.claims)) == (14, 1, 10)
    assert "entities/world.yaml:2" in str(seeds.errors[0])


# --- messages


def test_values_are_shown_with_visible_escapes_and_cut() -> None:
    assert quoted("a\x1b[2J\u202e") == "'a\\x1b[2J\\u202e'"
    assert escaped("x" * 70) == "x" * 60 + "…"
    assert quoted("引望") == "'引望'"


def test_the_nearest_words_come_first() -> None:
    assert nearest("seress", ["seres-group", "seres", "stelato"])[0] == "seres"
    assert nearest("zzz", ["seres"]) == ()


def test_no_finding_carries_a_control_character(read: Reader) -> None:
    escape = '"\\e]52;c;AAAA\\a"'
    seeds = read(
        f"  - {{{escape}: 1, id: {escape}, kind: {escape}, where: {escape}}}\n"
        f"  - {{id: b, kind: stake, holder: {escape}, issuer: [a], percent: {escape}, status: {escape},"
        f" where: {escape}, note: {escape}, from: {escape}, named: {{{escape}: a}}, {escape}: a, {escape}: b}}\n"
    )
    assert len(seeds.errors) > 10
    for finding in seeds.findings:
        for shown in (str(finding), finding.value, finding.field):
            assert shown.isprintable(), shown


# --- between claims


def test_a_sale_makes_the_older_figure_of_its_seller_stale(read: Reader) -> None:
    deal = "  - {id: deal, kind: transaction, buyer: changan, seller: huawei, issuer: yinwang, status: completed, "
    sold = deal + "completed: 2025-03-31, where: 1}\n"
    new = stake("new", "changan", "yinwang", "10", "from: 2025-03-31")
    assert rules(read(new)) == ["capital-over-full"]
    assert rules(read(new + sold)) == []


def test_a_subscription_makes_the_older_figures_of_all_stale(read: Reader) -> None:
    deal = "  - {id: deal, kind: transaction, buyer: changan, issuer: yinwang, status: completed, way: subscription, "
    new = stake("new", "changan", "yinwang", "40", "from: 2025-03-31")
    assert rules(read(new + deal + "registered: 2025-03, where: 1}\n")) == []
    assert rules(read(new + deal + "registered: 2025-05, where: 1}\n")) == ["capital-over-full"]


def test_a_later_figure_of_a_holder_takes_the_place_of_the_older(read: Reader) -> None:
    both = stake("a", "huawei", "yinwang", "70", "observed: 2025-06") + stake("b", "changan", "yinwang", "10")
    assert rules(read(both)) == []


def test_an_ended_stake_does_not_count(read: Reader) -> None:
    early = stake("a", "huawei", "seres", "100", "from: 2020, until: 2023")
    assert rules(read(early + stake("b", "changan", "seres", "100", "from: 2023"))) == []


@pytest.mark.parametrize(
    "more",
    ["polarity: denied", "assertion: inferred, reason: r", "scope: reported-as", "scope: voting", "bound: less-than"],
)
def test_what_is_not_a_stated_direct_share_does_not_fill_the_capital(read: Reader, more: str) -> None:
    assert rules(read(stake("a", "changan", "yinwang", "50", more))) == []


def test_about_is_given_the_room_of_its_last_digit(read: Reader) -> None:
    assert rules(read(stake("a", "changan", "yinwang", "1", "bound: about"))) == []
    assert rules(read(stake("a", "changan", "yinwang", "1.1", "bound: about"))) == ["capital-over-full"]


def test_classes_of_shares_have_their_own_whole(read: Reader) -> None:
    assert rules(read(stake("a", "changan", "yinwang", "100", "class: H shares"))) == []


def test_an_undated_source_is_summed_by_itself(folder: Path) -> None:
    head = "source: {id: old, title: T, publisher: P, retrieved: 2026-11-21, kind: blog}\nclaims:\n"
    path = folder / "sources/old.yaml"
    path.write_text(head + stake("a", "changan", "yinwang", "60"), encoding="utf-8")
    assert rules(seedfile.read(folder)) == ["undated"]
    more = stake("a", "changan", "yinwang", "60") + stake("b", "seres", "yinwang", "60")
    path.write_text(head + more, encoding="utf-8")
    assert "capital-over-full" in rules(seedfile.read(folder))


def test_disclosed_decimals_may_pass_100_by_their_rounding(read: Reader) -> None:
    assert rules(read(stake("a", "changan", "yinwang", "0.01"))) == []
    assert rules(read(stake("a", "changan", "yinwang", "0.011"))) == ["capital-over-full"]


def test_a_ring_with_an_outside_owner_is_sound(read: Reader) -> None:
    ring = stake("a", "huawei", "seres", "100") + stake("b", "seres", "huawei", "99")
    assert rules(read(ring)) == []


def test_a_ring_of_different_times_is_no_ring(read: Reader) -> None:
    turn = stake("a", "huawei", "seres", "100", "from: 2019, until: 2020-06") + stake(
        "b", "seres", "huawei", "100", "from: 2021"
    )
    assert rules(read(turn)) == []


def test_a_company_that_holds_all_of_itself_has_no_outside_owner(read: Reader) -> None:
    assert rules(read(stake("a", "seres", "seres", "100"))) == ["closed-ring", "self-holding"]


def test_copies_of_one_another_are_a_ring(folder: Path) -> None:
    head = "source: {{id: {}, title: T, publisher: P, retrieved: 2026, kind: news, copy_of: {}}}\n"
    (folder / "sources/a.yaml").write_text(head.format("a", "b"), encoding="utf-8")
    (folder / "sources/b.yaml").write_text(head.format("b", "a"), encoding="utf-8")
    seeds = seedfile.read(folder)
    assert rules(seeds) == ["copy-ring"]
    assert "a -> b -> a" in str(seeds.errors[0])


def test_a_copy_of_an_unseen_original_is_fine(folder: Path) -> None:
    head = "source: {id: a, title: T, publisher: P, retrieved: 2026, kind: news, copy_of: unseen}\n"
    (folder / "sources/a.yaml").write_text(head, encoding="utf-8")
    assert seedfile.read(folder).findings == ()


def test_a_part_may_change_places_with_its_whole_in_time(read: Reader) -> None:
    line = "  - {{id: {}, kind: affiliation, part: {}, whole: {}, role: subsidiary, where: 1{}}}\n"
    seeds = read(
        line.format("a", "seres", "avatr", ", until: 2020") + line.format("b", "avatr", "seres", ", from: 2021")
    )
    assert rules(seeds) == []


@pytest.mark.parametrize("verdict", ["same-as", "not-same"])
def test_a_judgement_settles_names_that_look_alike(read: Reader, verdict: str) -> None:
    twin = {"entities/twin.yaml": "- {id: twin, kind: company, name: {en: Ｓｅｒｅｓ}}\n"}
    post = "  - {id: p, kind: opinion, about: twin, stance: likes it, said_by: huawei, where: 1}\n"
    assert rules(read(post, files=twin)) == ["lookalike"]
    judgement = f"- {{id: j, about: [twin, seres], verdict: {verdict}, reason: r, by: me, date: 2026}}\n"
    assert rules(read(post, files={**twin, "judgements.yaml": judgement})) == []


def test_a_name_that_was_given_up_looks_like_nobody_elses(read: Reader) -> None:
    entities = """
- {id: old, kind: company, name: {en: Sokon}, aliases: [{text: China Changan, until: 2020}]}
- {id: new, kind: company, name: {en: Group}, aliases: [{text: China Changan, from: 2020}]}
"""
    seeds = read("  - {id: p, kind: event, date: 2025, participants: [old, new], what: w, where: 1}\n",
                 files={"entities/new.yaml": entities})  # fmt: skip
    assert rules(seeds) == []


def test_a_plan_may_speak_of_the_future(read: Reader) -> None:
    plan = "  - {id: a, kind: plan, who: seres, what: sell cars, by: 2030, from: 2027, where: 1}\n"
    assert rules(read(plan + stake("b", "seres", "avatr", "5", "until: 2030"))) == []
    assert rules(read(stake("b", "seres", "avatr", "5", "from: 2030"))) == ["speaks-of-its-future"]


def test_the_order_of_files_changes_nothing(folder: Path) -> None:
    before = seedfile.read(folder)
    (folder / "sources/good.yaml").rename(folder / "sources/aa.yml")
    after = seedfile.read(folder)
    assert (after.claims, after.entities, after.findings) == (before.claims, before.entities, before.findings)


# --- small parts


def test_check_digits_tell_right_from_wrong() -> None:
    good = {
        identifiers.is_uscc: ("914403001922038216", "91350100M000100Y43"),
        identifiers.is_lei: ("529900T8BM49AURSDO55", "5493006MHB84DD0ZWV18"),
        identifiers.is_isin: ("US0378331005", "AU0000XVGZA3", "GB0002634946"),
    }
    for check, several in good.items():
        for value in several:
            assert check(value), value
            assert not check(value[:-1] + ("0" if value[-1] != "0" else "1"))
            assert not check(value[:-1])
            assert not check(value + "\n")


def test_rings_are_found_without_recursion() -> None:
    long = {str(number): {str((number + 1) % 50_000)} for number in range(50_000)}
    (ring,) = rings(long)
    assert len(ring) == 50_000
    assert list(rings({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}})) == [("b", "c"), ("d",)]
    assert one_ring(("b", "c"), {"b": {"c"}, "c": {"b"}}) == ("b", "c", "b")


def test_no_key_of_the_table_is_a_common_key_twice() -> None:
    for kind in CLAIM_KINDS:
        names = [key.name for key in kind.all_keys()]
        assert len(names) == len(set(names))
        assert not {"id", "kind"} & set(names)
