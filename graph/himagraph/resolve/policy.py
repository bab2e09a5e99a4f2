"""The policy that orders claims, read from `ontology/policy.toml`."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from typing import Any

from himagraph import resources
from himagraph.frozen import dataclass


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
    table = read((resources.ontology() / "policy.toml").read_text(encoding="utf-8"))
    return Policy(
        version=table["version"],
        grades=tuple(table["grades"]),
        statuses=tuple(table["statuses"]),
        capital_limit=Fraction(table["capital_limit"]),
    )


def read(text: str) -> dict[str, Any]:
    """The table of a TOML text.

    As long as each line is a comment or a key with a value that JSON has too, it is read as that: every answer needs
    the policy, and to load a parser of TOML takes as long as a dozen queries.
    """
    table: dict[str, Any] = {}
    try:
        for line in filter(None, map(str.strip, text.splitlines())):
            if not line.startswith("#"):
                key, _, value = line.partition("=")
                table[key.strip()] = json.loads(value)
    except ValueError:
        import tomllib

        return tomllib.loads(text)
    return table
