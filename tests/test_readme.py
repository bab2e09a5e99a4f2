"""What README shows is what is printed."""

from __future__ import annotations

import re

import pytest

from pages import read, refresh

README = read("README.md")
EXAMPLES = tuple(refresh.examples(README))


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.command for one in EXAMPLES])
def test_an_example_of_the_readme_prints_what_it_shows(environment: dict[str, str], example: refresh.Example) -> None:
    assert refresh.runner(environment)(example.command) == example.output


def test_the_examples_in_python_show_their_values(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", environment["XDG_CACHE_HOME"])
    assert refresh.with_values(README) == README


def test_the_numbers_are_those_of_the_bundled_seeds(environment: dict[str, str]) -> None:
    assert refresh.with_numbers(README, refresh.runner(environment)("hima info --json")) == README


def test_the_readme_has_enough_examples_and_none_that_fails() -> None:
    assert len(EXAMPLES) >= 6
    for example in EXAMPLES:
        assert not re.search(r"^(Error:|Usage:|This is a fault)", example.output, re.MULTILINE), example.command


@pytest.mark.parametrize("command", ["make demo", "make test", "pip install ."])
def test_the_readme_begins_with_the_commands_that_a_newcomer_needs(command: str) -> None:
    assert command in README.partition("## Ask")[0]
