"""The pages are up to date and whole; CONTRIBUTING's worked example really works."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from himagraph import __version__
from himagraph.kinds import CLAIM_KINDS, COMMON, ENTITY_CLASSES
from himagraph_cli.main import TOPICS
from pages import ROOT, read, refresh

PROJECT = tomllib.loads(read("pyproject.toml"))
MARKDOWN = sorted(str(path.relative_to(ROOT)) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
FURNITURE = ("README.md", "LICENSE", "LICENSE-DATA", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff")


@pytest.fixture
def environment_with_cache(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Python examples open the bundled seeds: from the cache of the session."""
    monkeypatch.setenv("XDG_CACHE_HOME", environment["XDG_CACHE_HOME"])
    return environment


@pytest.mark.parametrize("page", [page for page in refresh.PAGES if page != "README.md"])
def test_a_page_shows_what_is_printed(environment_with_cache: dict[str, str], page: str) -> None:
    assert refresh.refreshed(read(page), refresh.runner(environment_with_cache)) == read(page)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_page_on_the_endpoint_shows_what_is_answered(environment_with_cache: dict[str, str]) -> None:
    assert refresh.endpoint(read(refresh.ENDPOINT), environment_with_cache) == read(refresh.ENDPOINT)


def test_the_help_in_the_docs_is_that_of_the_program(environment: dict[str, str]) -> None:
    assert refresh.commands_page(refresh.runner(environment)) == read(refresh.COMMANDS)


@pytest.mark.parametrize("name", TOPICS)
def test_every_command_is_in_the_docs(name: str) -> None:
    assert f"\n## hima {name}\n" in read(refresh.COMMANDS)
    assert f"Usage: hima {name} " in read(refresh.COMMANDS)


def test_the_worked_example_of_contributing_works(environment: dict[str, str], tmp_path: Path) -> None:
    page = read(refresh.CONTRIBUTING)
    assert refresh.contributing(page, tmp_path, environment) == page
    assert "Harbour Motors holds 60% of Northlight" in page
    assert (tmp_path / "mine" / "store.json").is_file()
    printed = refresh.runner(environment, tmp_path)("hima validate seeds")
    assert " 0 errors, 0 warnings" in printed
    assert not re.search("example|northlight|harbour", printed)


def test_the_commands_on_the_picture_write_what_they_say(environment: dict[str, str], tmp_path: Path) -> None:
    page = read(refresh.PICTURE)
    assert refresh.with_outputs(page, refresh.runner(environment, tmp_path)) == page
    assert {one.name for one in tmp_path.iterdir()} == set(re.findall(r"^hima .*-o (\S+)", page, re.MULTILINE))


def test_the_pictures_are_few_and_light_and_each_is_shown() -> None:
    found = sorted((ROOT / "docs" / "pictures").iterdir())
    assert len(found) <= 10
    for path in found:
        assert path.stat().st_size < 150_000
        assert f"(pictures/{path.name})" in read(refresh.PICTURE)


@pytest.mark.parametrize("page", MARKDOWN)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", read(page)):
        if not target.startswith("http"):
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_every_kind_and_key_is_in_the_page_on_seeds() -> None:
    page = read("docs/seeds.md")
    assert refresh.kinds_table() in page
    for name in (*ENTITY_CLASSES, *(key.name for key in COMMON), *(kind.name for kind in CLAIM_KINDS)):
        assert f"`{name}`" in page


def test_every_kind_of_entity_and_claim_is_in_the_page_on_the_model() -> None:
    page = read("docs/model.md")
    for name in (*ENTITY_CLASSES, *(kind.name for kind in CLAIM_KINDS)):
        assert f"`{name}`" in page


@pytest.mark.parametrize("name", FURNITURE)
def test_the_furniture_is_there(name: str) -> None:
    assert read(name).strip()


def test_all_places_agree_on_the_version() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    assert PROJECT["project"]["version"] == __version__ == citation["version"]
    assert f"## [{__version__}]" in read("CHANGELOG.md")


def test_the_citation_file_has_what_citations_need() -> None:
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["title"]
    assert citation["authors"]
    assert citation["license"] == ["MIT", "CC-BY-4.0"]


def test_the_licence_of_the_data_is_whole() -> None:
    text = read("LICENSE-DATA")
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert [int(number) for number in re.findall(r"^Section (\d)", text, re.MULTILINE)] == list(range(1, 9))


@pytest.mark.parametrize("page", [*MARKDOWN, "CITATION.cff", "Makefile", ".ci/run"])
def test_no_page_names_a_place_of_one_machine(page: str) -> None:
    text = read(page)
    assert str(ROOT) not in text
    assert not re.search(r"(?<![\w.])/(home|root|work|tmp|Users)/", text)


def test_make_and_ci_have_what_they_need() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    assert {"demo", "test", "lint", "bench", "docs", "site", "clean"} <= targets
    tools = " ".join(PROJECT["dependency-groups"]["dev"])
    for tool in ("pytest", "pytest-cov", "pytest-xdist", "ruff", "mypy", "pyright[nodejs]", "hypothesis", "jsonschema"):
        assert tool in tools
