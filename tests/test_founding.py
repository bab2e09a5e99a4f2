"""The founding record: each of the 402 checkable facts of the five articles is a claim with that value at that line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from himagraph.kinds import KINDS
from himagraph.library import KnowledgeGraph
from himagraph.records import Claim, Money, Party, Quantity, When, plain

FOLDER = Path(__file__).parent / "founding"
ARTICLES = {"000": 69, "001": 75, "002": 101, "003": 80, "004": 77}
ROWS = [
    row
    for article in ARTICLES
    for row in yaml.load((FOLDER / f"{article}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
]


@pytest.fixture(scope="module")
def claims(kg: KnowledgeGraph) -> dict[str, Claim]:
    return {claim.path: claim for claim in kg.ledger.all_claims()}


def test_all_402_facts_are_mapped_and_each_once() -> None:
    facts = Counter(row["fact"] for row in ROWS)
    assert len(facts) == 402
    assert set(facts.values()) == {1}
    assert Counter(fact[1:4] for fact in facts) == Counter(ARTICLES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["fact"])
def test_the_claim_has_the_values_and_the_line_of_its_fact(row: dict[str, Any], claims: dict[str, Claim]) -> None:
    claim = claims[row["claim"]]
    assert row["line"] in lines_of(claim)
    assert len(row["values"]) >= 2
    found = {key: texts(value_at(claim, key)) for key in row["values"]}
    assert found == {key: texts(value) for key, value in row["values"].items()}


def test_a_changed_value_would_be_noticed(claims: dict[str, Claim]) -> None:
    row = next(row for row in ROWS if row["fact"] == "s004-042")
    claim = claims[row["claim"]]
    mutant = Claim(claim.source, claim.id, claim.kind, {**claim.values, "percent": Quantity.of("11")})
    assert value_at(claim, "percent") == row["values"]["percent"]
    assert value_at(mutant, "percent") != row["values"]["percent"]


@pytest.mark.parametrize("row", ROWS[::23], ids=lambda row: row["fact"])
def test_why_shows_article_and_line(row: dict[str, Any], kg: KnowledgeGraph) -> None:
    shown = kg.why(row["claim"]).as_json()["claims"]
    assert [one["claim"].endswith(row["claim"]) for one in shown] == [True]
    assert row["line"] in {line for where in shown[0]["where"] for line in spread(where)}
    assert shown[0]["article"].startswith(row["fact"][1:4] + "_")


def test_statements_and_opinions_hide_no_typed_fact(claims: dict[str, Claim]) -> None:
    """A figure, a share or a price belongs to its own kind; a statement gives the reason why no kind fits."""
    for claim in claims.values():
        if claim.kind == "statement":
            assert claim.text("note"), f"{claim.path} does not say why it is a statement"
    numbers = ("delivered", "deliveries of", "percent", "%", "priced at", "chairman", "stake of")
    loose = {
        claim.path: text
        for claim in claims.values()
        if claim.kind in ("statement", "opinion")
        for text in [f"{claim.text('predicate') or ''} {claim.free_text('object') or ''} {claim.text('stance') or ''}"]
        if any(word in text.casefold() for word in numbers) and any(char.isdigit() for char in text)
    }
    assert loose == {}


def test_typed_kinds_carry_the_bulk_of_the_record(claims: dict[str, Claim]) -> None:
    kinds = Counter(claim.kind for claim in claims.values())
    assert set(kinds) <= set(KINDS)
    assert kinds["delivery"] >= 20
    assert kinds["affiliation"] >= 50
    assert kinds["statement"] + kinds["opinion"] < 0.4 * sum(kinds.values())


def test_opinions_name_their_speaker(claims: dict[str, Claim]) -> None:
    assert all(
        claim.ids("said_by") or claim.free_text("said_by") for claim in claims.values() if claim.kind == "opinion"
    )


def lines_of(claim: Claim) -> set[str]:
    return {line for where in claim.texts("where") for line in spread(where)}


def texts(value: object) -> tuple[str, ...]:
    """One text or several, so that a list of one is the same as the one."""
    if isinstance(value, list | tuple):
        return tuple(sorted(value))
    return () if value is None else (str(value),)


def spread(where: str) -> set[str]:
    first, _, last = where.partition("-")
    return {str(number) for number in range(int(first), int(last or first) + 1)}


def value_at(claim: Claim, key: str) -> object:  # noqa: PLR0911 - one return a type of value
    """The value under a dotted key, as the text or sorted texts that a fact would state."""
    head, _, rest = key.partition(".")
    if head == "tasks":
        slug, _, part = rest.partition(".")
        task = next((task for task in claim.tasks() if task.task == slug), None)
        if task is None:
            return None
        return {"leads": task.leads, "takes_part": task.takes_part, "note": task.note}[part]
    if head == "named":
        return next((text.partition(": ")[2] for text in claim.texts("named") if text.startswith(rest + ": ")), None)
    match claim.values.get(head):
        case Party() as party:
            if rest in ("text", "unnamed"):
                return party.text
            return party.ids or party.text
        case Quantity() as quantity:
            return _number(quantity, rest)
        case Money() as money:
            part, _, side = rest.partition(".")
            return {"amount": _number(money.amount, side), "currency": money.currency, "bound": money.bound}.get(part)
        case When() as when:
            return when.text
        case tuple():
            return claim.texts(head)
        case value:
            return value


def _number(quantity: Quantity, side: str) -> str | None:
    number = quantity.max if side == "max" else quantity.min
    if side == "" and not quantity.is_single:
        return str(quantity)
    return plain(number) if number is not None else None
