"""Sources and the claims they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TypeAlias, TypeVar

from himagraph.frozen import dataclass
from himagraph.records.quantity import UNKNOWN, Money, Quantity, Share
from himagraph.records.when import When


@dataclass(frozen=True, slots=True)
class Party:
    """Who or what a claim speaks of: entities by their slugs, or a text where no entity stands for it."""

    ids: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class TaskShare:
    """Who leads one task of a cooperation, and who takes part."""

    task: str
    leads: str
    takes_part: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a price paid on a date, in the currency of the price."""

    date: When
    amount: Quantity


Value: TypeAlias = (
    str | tuple[str, ...] | Party | Quantity | Money | When | tuple[TaskShare, ...] | tuple[Instalment, ...]
)
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one source says. `values` holds its keys (see `kinds`), absent ones left out."""

    source: str
    id: str
    kind: str
    values: Mapping[str, Value] = field(hash=False)

    @property
    def path(self) -> str:
        """`SOURCE/CLAIM`, the end of its IRI: it stays when a file is reordered."""
        return f"{self.source}/{self.id}"

    def text(self, key: str) -> str | None:
        return self._typed(key, str)

    def when(self, key: str) -> When | None:
        return self._typed(key, When)

    def quantity(self, key: str) -> Quantity | None:
        return self._typed(key, Quantity)

    def money(self, key: str) -> Money | None:
        return self._typed(key, Money)

    def share(self, key: str = "percent") -> Share:
        """The share under `key` with the claim's bound; not known when the claim gives none."""
        return Share.of(self.quantity(key) or UNKNOWN, self.text("bound"))

    def ids(self, key: str) -> tuple[str, ...]:
        """The entities under `key`, in the order of the claim; empty when there is none or only a text."""
        match self.values.get(key):
            case str() as slug:
                return (slug,)
            case Party(ids=ids):
                return ids
            case tuple() as several:
                return tuple(one for one in several if isinstance(one, str))
            case _:
                return ()

    def id_of(self, key: str) -> str | None:
        return next(iter(self.ids(key)), None)

    def free_text(self, key: str) -> str | None:
        """The text that stands under a party key instead of an entity."""
        value = self.values.get(key)
        return value.text if isinstance(value, Party) else None

    def texts(self, key: str) -> tuple[str, ...]:
        match self.values.get(key):
            case str() as one:
                return (one,)
            case tuple() as several:
                return tuple(one for one in several if isinstance(one, str))
            case _:
                return ()

    def tasks(self) -> tuple[TaskShare, ...]:
        value = self.values.get("tasks")
        return tuple(one for one in value if isinstance(one, TaskShare)) if isinstance(value, tuple) else ()

    def instalments(self) -> tuple[Instalment, ...]:
        value = self.values.get("instalments")
        return tuple(one for one in value if isinstance(one, Instalment)) if isinstance(value, tuple) else ()

    @property
    def is_denied(self) -> bool:
        return self.text("polarity") == "denied"

    @property
    def is_inferred(self) -> bool:
        return self.text("assertion") == "inferred"

    def _typed(self, key: str, type_: type[_V]) -> _V | None:
        value = self.values.get(key)
        return value if isinstance(value, type_) else None


@dataclass(frozen=True, slots=True)
class Source:
    """A published source. `published` is None when it bears no date: then `retrieved` counts."""

    id: str
    title: str
    publisher: str
    kind: str
    retrieved: When
    published: When | None = None
    host: str | None = None
    copy_of: str | None = None
    language: str | None = None
    url: str | None = None
    article: str | None = None

    @property
    def known_from(self) -> date:
        """The day from which it is surely known: the last that its date allows; undated, that of its retrieval."""
        last = self.published.last if self.published else None
        return last or self.retrieved.last or date.max

    @property
    def is_copy(self) -> bool:
        return self.copy_of is not None

    @property
    def dated(self) -> When:
        """When it was published as far as it says: an undated source, at some time up to its retrieval."""
        return self.published or When(f"../{self.retrieved.text}", None, self.retrieved.last)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by hand about claims or entities, reversible by deleting it.

    Of a `prefer`, the first of `about` is what it prefers. An `explained` says that both may hold, or begins with the
    word "Open" and says what is missing: then it settles nothing.
    """

    id: str
    about: tuple[str, ...]
    verdict: str
    reason: str
    by: str
    date: When

    @property
    def is_open(self) -> bool:
        """Whether it explains a contradiction and leaves it open."""
        return self.verdict == "explained" and self.reason.startswith("Open")
