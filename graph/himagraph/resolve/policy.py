"""The policy that orders claims, read from `ontology/policy.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from himagraph import resources


@dataclass(frozen=True, slots=True)
class Policy:
    """Grades and statuses, best first, and the sum in percent above which a capital is over-full."""

    version: int
    grades: tuple[str, ...]
    statuses: tuple[str, ...]
    capital_limit: Fraction

    def grade(self, kind: str) -> int:
        """The place of a kind of source: 0 is best."""
        return self.grades.index(kind) if kind in self.grades else len(self.grades)


@cache
def bundled() -> Policy:
    """The policy that ships with the ontology."""
    with (resources.ontology() / "policy.toml").open("rb") as file:
        table = tomllib.load(file)
    return Policy(
        version=table["version"],
        grades=tuple(table["grades"]),
        statuses=tuple(table["statuses"]),
        capital_limit=Fraction(table["capital_limit"]),
    )
