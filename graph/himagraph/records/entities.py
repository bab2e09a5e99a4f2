"""The register: entities and their names."""

from __future__ import annotations

from himagraph.frozen import dataclass
from himagraph.records.when import When


@dataclass(frozen=True, slots=True)
class Listing:
    """A ticker on an exchange (its ISO 10383 code)."""

    exchange: str
    ticker: str
    source: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """An official identifier of a scheme (uscc, lei, isin, wikidata)."""

    scheme: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, with the time it was borne where that is known."""

    text: str
    lang: str | None = None
    since: When | None = None
    until: When | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """A name in English and Chinese; an empty string where there is none in that language."""

    en: str = ""
    zh: str = ""

    def pick(self, lang: str) -> str:
        """The name in the language asked for, else in the other one; `both` gives both."""
        if lang == "both" and self.en and self.zh and self.en != self.zh:
            return f"{self.en} {self.zh}"
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry of the register. `short` falls back to `name` where there is none."""

    id: str
    kind: str
    name: Labels
    short: Labels = Labels()
    aliases: tuple[Alias, ...] = ()
    listings: tuple[Listing, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    city: str | None = None
    country: str | None = None

    def label(self, lang: str = "en") -> str:
        """The name to show in a sentence."""
        return Labels(self.short.en or self.name.en, self.short.zh or self.name.zh).pick(lang)
