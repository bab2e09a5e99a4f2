"""Stores that are damaged, missing, unwritable or in use: nothing wrong is answered, nothing sound is lost."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest

import himagraph
from conftest import Hima, Ran
from himagraph import vocab
from himagraph.build.conductor import build
from himagraph.errors import QuerySyntaxError, StoreUnavailable, UsageError, WouldOverwrite
from himagraph.researcher import dataset
from himagraph.store import LocalStore, connect, inventory, stamp
from himagraph.store.folder import open_folder
from places import command, content, give_back, run, version_of, with_small_files, without_rights, write_protect

EVERYTHING = "SELECT ?g ?s ?p ?o WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
BYTES = b"\xff" * 400


@pytest.fixture
def copy(tmp_path: Path, store: Path) -> Path:
    """A copy of the session's store to damage."""
    place = tmp_path / "a store"
    shutil.copytree(store, place)
    return place


# --- damage ------------------------------------------------------------------------------------------------------


def largest(store: Path) -> Path:
    return max(store.glob("v-*/*.sst"), key=lambda path: path.stat().st_size)


def overwrite(path: Path, offset: int | None = None) -> None:
    """Writes 400 bytes of ff over the middle of a file, or from an offset on."""
    with path.open("r+b") as file:
        file.seek(max(path.stat().st_size // 2 - 200, 0) if offset is None else offset)
        file.write(BYTES)


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def point(store: Path, **changed: object) -> None:
    pointer = store / "store.json"
    pointer.write_text(json.dumps(json.loads(pointer.read_text(encoding="utf-8")) | changed), encoding="utf-8")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "400 bytes of ff in a table": lambda store: overwrite(largest(store)),
    "400 bytes of ff in every table": lambda store: [overwrite(path) for path in store.glob("v-*/*.sst")],
    "400 bytes of ff at the start of a table": lambda store: overwrite(largest(store), 0),
    "a table cut in half": lambda store: os.truncate(largest(store), largest(store).stat().st_size // 2),
    "an empty table": lambda store: os.truncate(largest(store), 0),
    "a table gone": lambda store: largest(store).unlink(),
    "a table that is a folder": lambda store: to_folder(largest(store)),
    "garbage in CURRENT": lambda store: (version_of(store) / "CURRENT").write_text("garbage"),
    "CURRENT of the same length": lambda store: (version_of(store) / "CURRENT").write_text("MANIFEST-999999\n"),
    "CURRENT gone": lambda store: (version_of(store) / "CURRENT").unlink(),
    "the list of files cut in half": lambda store: [
        os.truncate(path, path.stat().st_size // 2) for path in store.glob("v-*/MANIFEST-*")
    ],
    "garbage in the list of files": lambda store: [overwrite(path, 0) for path in store.glob("v-*/MANIFEST-*")],
    "the version gone": lambda store: shutil.rmtree(version_of(store)),
    "the version empty": lambda store: [path.unlink() for path in version_of(store).iterdir()],
    "garbage in the pointer": lambda store: (store / "store.json").write_text("garbage"),
    "bytes that are no text in the pointer": lambda store: (store / "store.json").write_bytes(BYTES),
    "an empty pointer": lambda store: (store / "store.json").write_text(""),
    "a list in the pointer": lambda store: (store / "store.json").write_text("[]"),
    "a nested pointer": lambda store: (store / "store.json").write_text("[" * 100_000),
    "a pointer without files": lambda store: point(store, files={}),
    "a pointer that leads out": lambda store: point(store, folder="../elsewhere"),
    "a pointer to no version": lambda store: point(store, folder="v-0000000000000000"),
    "a pointer with odd files": lambda store: point(store, files={"CURRENT": 1}),
}


@pytest.mark.parametrize("harm", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_named_with_its_remedy_and_gives_no_row(harm: Callable[[Path], object], copy: Path) -> None:
    harm(copy)
    with pytest.raises(StoreUnavailable, match=r"damaged.*hima build --store") as caught:
        connect(copy).select(EVERYTHING)
    assert str(copy) in caught.value.message
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("harm", ["400 bytes of ff in a table", "garbage in CURRENT", "garbage in the pointer"])
@pytest.mark.parametrize(
    "call",
    [
        ("who-owns", "Yinwang"),
        ("find", "SAIC", "--json"),
        ("query", "tests/queries/brands.rq"),
        ("export", "--to", "csv"),
    ],
    ids=" ".join,
)
def test_a_command_on_a_damaged_store_prints_no_row_and_exits_4(
    hima: Hima, copy: Path, call: tuple[str, ...], harm: str
) -> None:
    DAMAGE[harm](copy)
    before = content(copy)
    ran = hima(*call, "--store", str(copy))
    assert (ran.code, ran.out) == (4, "")
    assert str(copy) in ran.err
    assert "damaged" in ran.err
    assert "build" in ran.err
    assert "Traceback" not in ran.err
    assert content(copy) == before, "a named store is never mended behind one's back"


def test_any_change_to_a_file_is_seen_before_the_engine_meets_it(copy: Path) -> None:
    """At some broken blocks the engine gathers errors until memory ends: it must not get that far."""
    dice = random.Random(4)
    for _ in range(25):
        file = dice.choice(sorted(path for path in copy.glob("v-*/*") if path.stat().st_size))
        kept, about = file.read_bytes(), file.stat()
        place = dice.randrange(len(kept))
        file.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        if len(kept) < 2**17:
            os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
        with pytest.raises(StoreUnavailable, match=f"damaged.*{file.name} is not as it was built"):
            connect(copy)
        file.write_bytes(kept)
    assert rows(open_folder(copy))


def test_large_files_are_summed_up_only_when_they_were_touched(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "_ALWAYS", 0)
    summed: list[str] = []
    monkeypatch.setattr(inventory, "_sum", lambda path: summed.append(path.name) or 0)
    connect(copy)
    assert not any(name.endswith(".sst") for name in summed)
    os.utime(largest(copy))
    with pytest.raises(StoreUnavailable, match=f"{largest(copy).name} is not as it was built"):
        connect(copy)
    assert largest(copy).name in summed


class Broken:
    """An engine that meets damage while it reads."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def query(self, sparql: str, prefixes: object) -> object:
        raise self._error


@pytest.mark.parametrize("error", [RuntimeError("Corruption: block checksum mismatch"), OSError("IO error: gone")])
def test_damage_that_the_engine_meets_while_it_reads_is_named_too(error: Exception) -> None:
    broken = LocalStore(Broken(error), "/some/where")  # type: ignore[arg-type]
    for ask in (broken.select, broken.ask, broken.construct):
        with pytest.raises(StoreUnavailable, match=r"/some/where is damaged.*hima build --store /some/where"):
            ask("SELECT * WHERE { ?s ?p ?o }")


def rows(store: LocalStore) -> list[bytes]:
    """Everything in the store, as sorted lines of N-Quads."""
    dumped = store.graph.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert dumped is not None
    return sorted(dumped.splitlines())


def test_a_copied_store_answers_although_its_files_are_younger(copy: Path, store: Path) -> None:
    for path in version_of(copy).iterdir():
        os.utime(path)
    assert rows(open_folder(copy)) == rows(open_folder(store))


def test_a_build_mends_a_damaged_store(copy: Path, store: Path, founding: Path) -> None:
    for harm in ("garbage in the pointer", "400 bytes of ff in every table"):
        DAMAGE[harm](copy)
        build(founding, copy)
        assert rows(open_folder(copy)) == rows(open_folder(store))
    assert len(list(copy.glob("v-*"))) == 1


def test_a_folder_of_the_engine_itself_is_read_too(tmp_path: Path, store: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(version_of(store), bare)
    assert rows(open_folder(bare)) == rows(open_folder(store))
    (bare / "CURRENT").write_text("garbage")
    with pytest.raises(StoreUnavailable, match="damaged"):
        connect(bare)


# --- missing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [("who-owns", "Yinwang"), ("info",), ("show", "HIMA"), ("export", "--to", "nquads")])
def test_a_missing_store_is_an_error_and_nothing_is_made(hima: Hima, tmp_path: Path, call: tuple[str, ...]) -> None:
    ran = hima(*call, "--store", str(tmp_path / "no" / "store"), cwd=tmp_path)
    assert (ran.code, ran.out) == (4, "")
    assert "hima build" in ran.err
    assert "leave --store out" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("text")
    (tmp_path / "a folder").mkdir()
    (tmp_path / "seeds" / "entities").mkdir(parents=True)
    for name in ("a file", "a folder", "seeds", "a file/below"):
        with pytest.raises(StoreUnavailable, match=r"no store|not a store"):
            connect(tmp_path / name)
    with pytest.raises(StoreUnavailable, match="cannot be read"):
        connect(tmp_path / ("x" * 5000))


def test_a_store_of_another_format_says_so(copy: Path) -> None:
    point(copy, format=999)
    with pytest.raises(StoreUnavailable, match=r"format 999.*Build it again"):
        connect(copy)
    assert not (copy / "v-none").exists()


# --- rights ------------------------------------------------------------------------------------------------------


@pytest.fixture
def protected(tmp_path: Path, copy: Path) -> Iterator[Path]:
    """A folder without write permission that holds a store and nothing else."""
    write_protect(tmp_path)
    yield tmp_path
    give_back(tmp_path)


def test_a_store_in_a_read_only_folder_answers_and_nothing_is_written(
    protected: Path, copy: Path, environment: dict[str, str]
) -> None:
    before = content(protected)
    named = ("who-owns", "Yinwang", "--json", "--store", str(copy))
    ran = run(named, environment | {"XDG_CACHE_HOME": str(protected)}, protected, without_rights)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["command"] == "who-owns"
    assert ran.err == ""
    assert content(protected) == before


def test_a_build_into_a_read_only_folder_leaves_it_as_it_was(
    protected: Path, copy: Path, environment: dict[str, str], founding: Path
) -> None:
    before = content(protected)
    for place in (copy, protected / "new" / "store"):
        ran = run(("build", str(founding), "--store", str(place)), environment, protected, without_rights)
        assert ran.code == 4, ran.err
        assert str(place) in ran.err
        assert "cannot be written: Permission denied" in ran.err
    assert content(protected) == before


def test_a_store_that_may_not_be_read_says_so(copy: Path, environment: dict[str, str]) -> None:
    copy.chmod(0o000)
    ran = run(("who-owns", "Yinwang", "--store", str(copy)), environment, None, without_rights)
    copy.chmod(0o755)
    assert (ran.code, ran.out) == (4, "")
    assert f"{copy}" in ran.err
    assert "Permission denied" in ran.err


def test_where_the_cache_cannot_be_written_the_answer_comes_from_memory(
    protected: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    before = content(protected)
    unnamed = {name: value for name, value in environment.items() if name != "HIMA_STORE"}
    ran = run(
        ("who-owns", "Yinwang", "--json"), unnamed | {"XDG_CACHE_HOME": str(protected)}, protected, without_rights
    )
    assert ran.code == 0, ran.err
    assert "cannot be written" in ran.err
    assert "from memory" in ran.err
    assert content(protected) == before
    elsewhere = unnamed | {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("writable"))}
    assert run(("who-owns", "Yinwang", "--json"), elsewhere).out == ran.out


# --- a full disk -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [0, 10_000, 100_000])
def test_a_full_disk_ends_the_build_and_the_old_store_answers(
    copy: Path, environment: dict[str, str], founding: Path, limit: int
) -> None:
    sound, before = rows(open_folder(copy)), content(copy)
    ran = run(("build", str(founding), "--store", str(copy)), environment, None, with_small_files(limit))
    assert ran.code == 4, ran.err
    assert f"{copy} cannot be written" in ran.err
    assert "Traceback" not in ran.err
    assert rows(open_folder(copy)) == sound
    assert {name: about for name, about in content(copy).items() if name != ".lock"} == {
        name: about for name, about in before.items() if name != ".lock"
    }


# --- other builds, other readers ---------------------------------------------------------------------------------


def changed(seeds: Path) -> Path:
    """The seeds with one more entity."""
    with (seeds / "entities" / "companies.yaml").open("a", encoding="utf-8") as file:
        file.write("\n- id: one-more-company\n  kind: company\n  name: {en: One More Company}\n")
    return seeds


def test_a_reader_sees_the_old_store_whole_while_builds_replace_it(copy: Path, founding: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(founding, seeds)
    reader = open_folder(copy)
    old = rows(reader)
    changed(seeds)
    for _ in range(2):
        build(seeds, copy)
        assert rows(reader) == old
    assert rows(open_folder(copy)) != old
    assert len(list(copy.glob("v-*"))) == 2, "the version in use stays, those in between go"
    reader.close()
    del reader
    build(seeds, copy)
    assert len(list(copy.glob("v-*"))) == 1


def test_two_builds_at_once_both_end_well(copy: Path, store: Path, environment: dict[str, str], founding: Path) -> None:
    builds = [
        subprocess.Popen(
            command("build", str(founding), "--store", str(copy)),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    said = [build.communicate(timeout=120)[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    assert rows(open_folder(copy)) == rows(open_folder(store))
    assert len(list(copy.glob("v-*"))) == 1
    assert not list(copy.glob(".new-*"))


def test_a_reader_follows_the_pointer_when_a_build_moves_it_on(copy: Path, store: Path, founding: Path) -> None:
    """Opened over and over while builds run, the store is always there."""
    script = "import sys\nfrom pathlib import Path\nfrom himagraph.build.conductor import build\n"
    script += "for _ in range(3): build(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    builds = subprocess.Popen([sys.executable, "-c", script, str(founding), str(copy)])
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    expected = next(iter(connect(store).select(count)))["n"]
    try:
        while builds.poll() is None:
            assert next(iter(connect(copy).select(count)))["n"] == expected
            time.sleep(0.005)
    finally:
        builds.kill()
        builds.wait()
    assert builds.returncode == 0


def test_a_build_keeps_out_of_folders_that_hold_other_things(tmp_path: Path, founding: Path) -> None:
    videos = tmp_path / "v-videos"
    videos.mkdir()
    (tmp_path / "store.json").write_text("{}")
    before = content(tmp_path)
    with pytest.raises(WouldOverwrite, match="holds other things"):
        build(founding, tmp_path)
    with pytest.raises(WouldOverwrite, match="is a file"):
        build(founding, tmp_path / "store.json")
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        build(founding, tmp_path / "store.json" / "below")
    assert content(tmp_path) == before


# --- the cache ---------------------------------------------------------------------------------------------------


@pytest.fixture
def cached(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[Path, Callable[..., Ran]]]:
    """An own cache, and `hima` without a named store."""
    unnamed = {name: value for name, value in environment.items() if name != "HIMA_STORE"}
    unnamed["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    return tmp_path / "cache" / "himagraph" / himagraph.__version__, lambda *call: run(call, unnamed)


@pytest.mark.parametrize("harm", ["garbage in CURRENT", "a table gone", "400 bytes of ff in a table"])
def test_a_damaged_cache_is_built_again_and_says_so(cached: tuple[Path, Callable[..., Ran]], harm: str) -> None:
    place, ask = cached
    first = ask("who-owns", "Yinwang")
    assert (first.code, first.err) == (0, "")
    DAMAGE[harm](place)
    healed = ask("who-owns", "Yinwang")
    assert (healed.code, healed.out) == (0, first.out)
    assert str(place) in healed.err
    assert "damaged" in healed.err
    again = ask("who-owns", "Yinwang")
    assert (again.code, again.out, again.err) == (0, first.out, "")


def test_a_second_start_builds_nothing(cached: tuple[Path, Callable[..., Ran]]) -> None:
    place, ask = cached
    ask("who-owns", "Yinwang")
    before = content(place)
    assert ask("holdings", "Avatr").code == 0
    assert content(place) == before


# --- SPARQL ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def local(store: Path) -> LocalStore:
    return open_folder(store)


def test_a_query_that_does_not_parse_is_shown_with_its_line(local: LocalStore) -> None:
    with pytest.raises(QuerySyntaxError, match=r"line 2, column \d+"):
        local.select("SELECT * WHERE {\n ?s ?p }")


def test_each_form_of_query_has_its_own_call(local: LocalStore) -> None:
    assert local.ask("ASK { ?s ?p ?o }")
    assert len(local.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")) == 3
    with pytest.raises(QuerySyntaxError, match="no rows"):
        local.select("ASK { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="no yes or no"):
        local.ask("SELECT * WHERE { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="no triples"):
        local.construct("ASK { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="cannot be evaluated"):
        local.select("SELECT (<http://example.org/f>(1) AS ?y) WHERE {}")


def test_an_error_may_be_let_go_by_any_thread(local: LocalStore) -> None:
    """The engine's results may not: an error must keep none in its frames."""
    kept: list[QuerySyntaxError] = []
    for ask in (local.ask, local.construct):
        with pytest.raises(QuerySyntaxError) as caught:
            ask("SELECT * WHERE { ?s ?p ?o }")
        kept.append(caught.value)
        del caught
    other = threading.Thread(target=kept.clear)
    other.start()
    other.join()
    assert kept == []


def test_columns_stand_as_the_query_has_them_and_unbound_cells_are_none(local: LocalStore) -> None:
    table = local.select("SELECT ?z ?a ?m WHERE { VALUES (?a ?z) { (1 'x') (2.50 UNDEF) } } ORDER BY ?a")
    assert table.columns == ("z", "a", "m")
    first, second = table
    assert first == {"z": "x", "a": 1, "m": None}
    assert second["z"] is None
    assert second["a"] == Decimal("2.5")
    assert list(next(table.terms())) == ["z", "a"]


def test_a_store_opened_for_answers_cannot_be_written(local: LocalStore) -> None:
    with pytest.raises((RuntimeError, OSError)):
        local.graph.update("CLEAR ALL")
    assert local.ask("ASK { ?s ?p ?o }")


def test_the_stamp_says_what_was_built(store: Path) -> None:
    made = stamp(store)
    assert made is not None
    assert made.quads == len(connect(store).select(EVERYTHING))
    assert made.version == himagraph.__version__
    assert stamp(store / "nowhere") is None


# --- the researchers' view ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Dataset.default_context")  # rdflib 7.6 warns of itself
def test_rdflib_reads_the_current_view_and_each_source_and_writes_nothing(local: LocalStore) -> None:
    import rdflib

    view = dataset(local)
    brands = "SELECT ?brand WHERE { ?brand a hima:Brand }"
    assert len(list(view.query(brands))) == len(local.select(brands)) > 5
    graph = view.graph(rdflib.URIRef(vocab.RANKS_GRAPH))
    counted = next(iter(local.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:ranks { ?s ?p ?o } }")))["n"]
    assert len(graph) == counted
    current = next(iter(local.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")))["n"]
    assert len(view.default_graph) == current
    with pytest.raises(RuntimeError, match="read-write"):
        view.add((rdflib.URIRef("x:s"), rdflib.URIRef("x:p"), rdflib.URIRef("x:o")))


def test_a_remote_store_has_no_such_view() -> None:
    with pytest.raises(UsageError, match="SPARQLStore"):
        dataset(connect("http://127.0.0.1:1/query"))
