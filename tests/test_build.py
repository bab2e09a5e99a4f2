"""The build: what a store is keyed by, what it holds, what ends it."""

from __future__ import annotations

import os
import re
import shutil
import time
import tomllib
from pathlib import Path

import pytest

import himagraph
from himagraph import resources, vocab
from himagraph.build import cache, conductor, note
from himagraph.build.conductor import build, check
from himagraph.build.digest import _BUILDERS, digest
from himagraph.errors import BadData, StoreUnavailable
from himagraph.library import KnowledgeGraph
from himagraph.resolve import policy
from himagraph.store import LocalStore, connect, stamp

COMPANY = "\n- id: {}\n  kind: company\n  name: {{en: Another Company, zh: 另一家公司}}\n"


def add_company(seeds: Path, slug: str = "another-company") -> None:
    with (seeds / "entities" / "companies.yaml").open("a", encoding="utf-8") as file:
        file.write(COMPANY.format(slug))


# --- the digest --------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(tmp_path: Path, founding: Path) -> Path:
    """The founding record at another path."""
    place = tmp_path / "elsewhere" / "seeds"
    shutil.copytree(founding, place)
    return place


def test_the_digest_is_that_of_the_content_not_of_the_place(founding: Path, moved: Path) -> None:
    expected = digest(founding, "1")
    os.utime(moved / "entities" / "companies.yaml", (1, 1))
    assert digest(moved, "1") == expected
    assert digest(moved.parent, "1") == expected, "a folder around seeds/ is read as seeds/"


def test_the_digest_tells_every_change_that_shapes_a_store(moved: Path) -> None:
    seen = {digest(moved, "1"), digest(moved, "2")}
    add_company(moved)
    seen.add(digest(moved, "1"))
    (moved / "entities" / "companies.yaml").rename(moved / "entities" / "firms.yaml")
    seen.add(digest(moved, "1"))
    (moved / "entities" / "none.yml").write_text("")
    seen.add(digest(moved, "1"))
    assert len(seen) == 5


def test_the_digest_passes_over_what_the_loader_passes_over(moved: Path) -> None:
    expected = digest(moved, "1")
    for name in ("README.md", "entities/notes.txt", "sources/.hidden.yaml", "source.schema.json"):
        (moved / name).write_text("- id: nothing\n")
    for folder in (".git", "entities/.venv"):
        (moved / folder).mkdir()
        (moved / folder / "a.yaml").write_text("- id: nothing\n")
    assert digest(moved, "1") == expected


def test_every_room_that_builds_is_there_to_be_digested() -> None:
    package = Path(himagraph.__file__).parent
    assert [name for name in _BUILDERS if not (package / name).exists()] == []


def test_every_room_that_computes_what_the_store_holds_is_digested() -> None:
    """What `build` imports, and what that imports, shapes the store; floor by floor, beside readers of a store."""
    package = Path(himagraph.__file__).parent
    beside = {"errors.py", "frozen.py", "handles.py", "ledger.py", "queries.py", "resources.py", "store", "version.py"}
    seen: set[str] = set()
    waiting = ["build"]
    while waiting:
        room = package / waiting.pop()
        seen.add(room.name)
        for path in [room] if room.is_file() else room.rglob("*.py"):
            for name in set(re.findall(r"^\s*from himagraph\.(\w+)", path.read_text(), re.MULTILINE)):
                found = name if (package / name).is_dir() else f"{name}.py"
                if found not in seen | beside and found not in waiting:
                    waiting.append(found)
    assert seen <= set(_BUILDERS)


# --- its note ----------------------------------------------------------------------------------------------------


def test_a_note_spares_the_digest_while_no_file_is_touched(
    tmp_path: Path, moved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "note"
    monkeypatch.setattr(note, "_SETTLED", 0)
    first = note.noted_digest(moved, "1", kept)
    assert first == digest(moved, "1")
    with monkeypatch.context() as patched:
        patched.setattr(note, "digest", lambda seeds, version: pytest.fail("the files were read again"))
        assert note.noted_digest(moved, "1", kept) == first
    assert note.noted_digest(moved, "2", kept) == digest(moved, "2")


def test_a_change_that_keeps_size_and_time_is_seen_all_the_same(
    tmp_path: Path, moved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, file = tmp_path / "note", moved / "entities" / "companies.yaml"
    monkeypatch.setattr(note, "_SETTLED", 0)
    first = note.noted_digest(moved, "1", kept)
    about, text = file.stat(), file.read_bytes()
    time.sleep(0.02)
    file.write_bytes(text.replace(b"e", b"E", 1))
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (about.st_size, about.st_mtime_ns)
    assert note.noted_digest(moved, "1", kept) == digest(moved, "1") != first


def test_files_that_were_just_written_are_not_noted_and_a_bad_note_is_passed_over(tmp_path: Path, moved: Path) -> None:
    kept = tmp_path / "note"
    expected = digest(moved, "1")
    assert note.noted_digest(moved, "1", kept) == expected
    assert not kept.exists()
    for content in (b"", b"\xff\xfe", b"1 0000\n"):
        kept.write_bytes(content)
        assert note.noted_digest(moved, "1", kept) == expected
    assert note.noted_digest(moved, "1", tmp_path / "no" / "folder") == expected


# --- the conductor -----------------------------------------------------------------------------------------------


def test_a_build_tells_where_it_is(tmp_path: Path, founding: Path) -> None:
    told: list[tuple[str, float]] = []
    build(founding, tmp_path / "store", lambda step, done: told.append((step, done)))
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert (told[0][1], told[-1]) == (0.0, ("ready", 1.0))


def test_seeds_with_errors_leave_the_old_store(tmp_path: Path, moved: Path) -> None:
    store = tmp_path / "store"
    before = build(moved, store)
    (moved / "sources" / "wrong.yaml").write_text("source: {id: wrong}\n")
    with pytest.raises(BadData, match="nothing was built") as caught:
        build(moved, store)
    assert caught.value.findings
    assert stamp(store) == before
    with pytest.raises(BadData):
        build(moved, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["missing", "empty", "file"])
def test_a_folder_without_seeds_is_bad_data(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("text")
    with pytest.raises(BadData) as caught:
        check(tmp_path / name)
    assert str(tmp_path / name) in caught.value.message


def test_a_store_that_lost_a_quad_is_not_used(tmp_path: Path, founding: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    before = build(founding, store)
    sound = conductor._verify
    monkeypatch.setattr(conductor, "_verify", lambda store, count: sound(store, count + 1))
    with pytest.raises(StoreUnavailable, match="was not used"):
        build(founding, store)
    assert stamp(store) == before
    assert len(list(store.iterdir())) == 3


def test_a_change_made_while_seeds_are_read_makes_the_store_stale_not_wrong(tmp_path: Path, moved: Path) -> None:
    def meddle(step: str, done: float) -> None:
        if step == "resolving claims":
            add_company(moved)

    made = build(moved, tmp_path / "store", meddle)
    assert made.digest != digest(moved, himagraph.__version__)


def test_in_memory_the_seeds_answer_like_the_store(founding: Path, kg: KnowledgeGraph) -> None:
    answered = KnowledgeGraph(conductor.in_memory(check(founding))).who_owns("Yinwang")
    assert answered.as_json() == kg.who_owns("Yinwang").as_json()


# --- the current view --------------------------------------------------------------------------------------------

ASKED = """ASK {{ {} }}"""


@pytest.mark.parametrize(
    "pattern",
    [
        "id:avatr hima:shareholderOf id:yinwang",
        "id:aito hima:isBrandOf id:hima",
        "?company a hima:JointVenture , hima:Company",
        "?car hima:isModelOf ?brand . ?car a hima:VehicleModel . ?brand a hima:Brand",
        "?claim a hima:EquityStake ; hima:hasSource ?source . ?source a hima:Source",
        "id:yinwang rdfs:label ?label . FILTER(LANG(?label) = 'zh')",
    ],
)
def test_a_first_naive_query_finds_the_current_view(kg: KnowledgeGraph, pattern: str) -> None:
    assert kg.ask(ASKED.format(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        "?claim a hima:EquityStake ; hima:hasPolarity 'denied'",
        "id:hima a hima:JointVenture",
        "?claim hima:hasStatus 'planned' . ?claim a hima:EquityStake",
        "?brand a hima:Brand . ?holder hima:shareholderOf ?brand",
    ],
)
def test_what_does_not_hold_is_not_in_the_current_view(kg: KnowledgeGraph, pattern: str) -> None:
    assert not kg.ask(ASKED.format(pattern))


def test_every_claim_stands_in_the_graph_of_its_source_and_has_one_rank(kg: KnowledgeGraph) -> None:
    claims = kg.select(
        "SELECT ?claim ?source WHERE { GRAPH ?source { ?claim hima:hasSource ?source } } ORDER BY ?claim"
    )
    ranks = kg.select("SELECT ?claim ?rank WHERE { GRAPH graph:ranks { ?claim hima:hasRank ?rank } } ORDER BY ?claim")
    assert len(claims) > 100
    assert [row["claim"] for row in claims] == [row["claim"] for row in ranks]
    assert {row["rank"] for row in ranks} <= {"preferred", "normal", "deprecated"}


def test_no_node_is_blank(kg: KnowledgeGraph) -> None:
    everything = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(ISBLANK(?s) || ISBLANK(?o))"
    assert not kg.ask(ASKED.format(everything))


def test_the_store_says_what_it_was_built_from(kg: KnowledgeGraph, founding: Path, store: Path) -> None:
    made = stamp(store)
    assert made is not None
    assert kg.ledger.about.digest == made.digest == digest(founding, himagraph.__version__)
    assert kg.ledger.about.version == himagraph.__version__


# --- the policy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (resources.ontology() / "policy.toml").read_text(encoding="utf-8"),
        "a = 1\n\n# note\nb = [\n  'x',\n  'y',\n]\n",
        "[table]\nkey = 1979-05-27\n",
        "a = 1 # note\n",
    ],
)
def test_a_policy_reads_as_toml_has_it(text: str) -> None:
    assert policy.read(text) == tomllib.loads(text)


# --- the cache ---------------------------------------------------------------------------------------------------


@pytest.fixture
def own_cache(tmp_path: Path, moved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and the founding record as the bundled seeds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(resources, "seeds", lambda: moved)
    return cache.folder()


def test_the_bundled_seeds_are_built_once_and_again_when_they_change(own_cache: Path, moved: Path) -> None:
    assert cache.current() is None
    cache.bundled()
    first = cache.current()
    steps: list[str] = []
    cache.bundled(lambda step, done: steps.append(step))
    assert (steps, cache.current()) == ([], first)
    add_company(moved)
    changed = cache.bundled(lambda step, done: steps.append(step))
    assert steps[-1] == "ready"
    assert cache.current() != first
    assert changed.ask(f"ASK {{ <{vocab.entity_iri('another-company')}> ?p ?o }}")


def test_a_version_that_another_process_has_just_built_is_not_built_again(own_cache: Path, moved: Path) -> None:
    cache.bundled()
    before = sorted(path.stat().st_mtime_ns for path in own_cache.rglob("v-*/*"))
    conductor.save(check(moved), own_cache, reuse=True)
    assert sorted(path.stat().st_mtime_ns for path in own_cache.rglob("v-*/*")) == before
    conductor.save(check(moved), own_cache)
    assert sorted(path.stat().st_mtime_ns for path in own_cache.rglob("v-*/*")) != before


def test_a_cache_that_is_taken_by_something_else_is_left_alone(
    own_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own_cache.mkdir(parents=True)
    (own_cache / "diary.txt").write_text("mine")
    assert isinstance(cache.bundled(), LocalStore)
    assert "holds other things" in caplog.text
    assert "from memory" in caplog.text
    assert [path.name for path in own_cache.iterdir()] == ["diary.txt"]


def test_the_cache_has_a_place_on_every_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for system in ("linux", "darwin"):
        monkeypatch.setattr(cache.sys, "platform", system)
        assert cache.folder().name == himagraph.__version__
        assert "himagraph" in cache.folder().parts


def test_a_relative_store_stays_where_it_was_opened(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.parent)
    opened = connect(store.name)
    monkeypatch.chdir(tmp_path)
    assert opened.ask("ASK { ?s ?p ?o }")
