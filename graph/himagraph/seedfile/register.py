"""A file of `entities/`: entries of the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from himagraph.kinds import ENTITY_CLASSES
from himagraph.records import Alias, Entity, Identifier, Labels, Listing
from himagraph.seedfile import texts
from himagraph.seedfile.entries import Declared, EntityEntry, items, last_line
from himagraph.seedfile.identifiers import SCHEMES
from himagraph.seedfile.report import Report, sort_of
from himagraph.seedfile.tree import Mapping, Node, Scalar, Sequence
from himagraph.seedfile.words import a, or_list, quoted

#: Kinds whose shares can be listed.
LISTED_KINDS = ("company", "fund")

_KEYS = ("id", "kind", "name", "short", "aliases", "listings", "identifiers", "place")
_MIC = re.compile(r"[A-Z0-9]{4}\Z")
_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,11}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    entities: tuple[EntityEntry, ...] = ()
    declared: tuple[Declared, ...] = ()


def read(root: Node, report: Report) -> RegisterFile:
    """The entities of a tree; those with errors are left out, their ids still count as declared."""
    entries: list[EntityEntry] = []
    declared: list[Declared] = []
    for node in items(root, report, "", "entities"):
        reader = _EntityReader(node, report)
        entity = reader.read()
        if reader.id:
            declared.append(Declared(reader.id, report.file, node.line, reader.kind))
        if entity:
            entries.append(EntityEntry(entity, report, node, tuple(reader.sources)))
    return RegisterFile(tuple(entries), tuple(declared))


class _EntityReader:
    """Reads one entity; `id` and `kind` stay known when the rest has errors."""

    def __init__(self, node: Mapping, report: Report) -> None:
        self._node = node
        self._report = report
        self.id: str | None = None
        self.kind: str | None = None
        self.sources: list[tuple[str, str, int]] = []

    def read(self) -> Entity | None:
        start = self._report.faults
        found = texts.some_fields(self._node, self._report, "", _KEYS, ("id", "kind", "name")) or {}
        self.id = texts.identifier(found["id"], self._report, "id") if "id" in found else None
        self.kind = (
            texts.choice(found["kind"], self._report, "kind", tuple(ENTITY_CLASSES)) if "kind" in found else None
        )
        name = self._labels(found["name"], "name") if "name" in found else None
        short = self._labels(found["short"], "short") if "short" in found else Labels()
        aliases = self._list(found, "aliases", self._alias)
        listings = self._list(found, "listings", self._listing)
        identifiers = self._list(found, "identifiers", self._identifier)
        if listings and self.kind and self.kind not in LISTED_KINDS:
            self._report.error(
                "listing-of-kind",
                found["listings"],
                "listings",
                f"{a(self.kind)} has no shares that could be listed.",
                f"Listings belong to a {or_list(LISTED_KINDS)}.",
            )
        city, country = self._place(found["place"]) if "place" in found else (None, None)
        broken = self._report.faults > start or self._report.faulty_between(self._node.line, last_line(self._node))
        if broken or not (self.id and self.kind and name and short):
            return None
        return Entity(self.id, self.kind, name, short, aliases, listings, identifiers, city, country)

    def _labels(self, node: Node, field: str) -> Labels | None:
        if isinstance(node, Scalar):
            self._report.error(
                "wrong-shape", node, field, f"a {field} has a language.", "Write {en: ...}, {zh: ...} or both."
            )
            return None
        found = texts.fields(node, self._report, field, ("en", "zh", "source"))
        if found is None:
            return None
        self._source(found, field)
        if "en" not in found and "zh" not in found:
            self._report.error(
                "name-without-language", node, field, f"the {field} has neither en nor zh.", "Add one of them."
            )
            return None
        names = {
            lang: texts.text(found[lang], self._report, f"{field}.{lang}") or ""
            for lang in ("en", "zh")
            if lang in found
        }
        return Labels(**names)

    def _list(self, found: dict[str, Node], key: str, one: Callable[[Node, str], _T | None]) -> tuple[_T, ...]:
        node = found.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self._report.error(
                "wrong-shape", node, key, f"a list is expected, and {sort_of(node)} is there.", "Start each with `- {`."
            )
            return ()
        read = [one(item, f"{key}[{number}]") for number, item in enumerate(node.items, 1)]
        return tuple(value for value in read if value is not None)

    def _alias(self, node: Node, field: str) -> Alias | None:
        found = texts.fields(node, self._report, field, ("text", "lang", "from", "until", "source"), ("text",))
        if found is None:
            return None
        text = texts.text(found["text"], self._report, f"{field}.text")
        lang = self._form(found, field, "lang", _LANGUAGE, "a language such as en or zh")
        since = texts.when(found["from"], self._report, f"{field}.from") if "from" in found else None
        until = texts.when(found["until"], self._report, f"{field}.until") if "until" in found else None
        if since and until and since.first and until.last and until.last <= since.first:
            self._report.error(
                "dates-reversed",
                found["until"],
                f"{field}.until",
                f"the name is borne from {since} to {until}: until comes before from.",
                "Swap the two dates.",
            )
        source = self._source(found, field)
        return Alias(text, lang, since, until, source) if text else None

    def _listing(self, node: Node, field: str) -> Listing | None:
        keys = ("exchange", "ticker", "source")
        found = texts.fields(node, self._report, field, keys, keys)
        if found is None:
            return None
        exchange = self._form(found, field, "exchange", _MIC, "an exchange's code of four capitals, such as XSHG")
        ticker = self._form(found, field, "ticker", _TICKER, "a ticker of capitals and digits")
        source = self._source(found, field)
        return Listing(exchange, ticker, source) if exchange and ticker and source else None

    def _identifier(self, node: Node, field: str) -> Identifier | None:
        keys = ("scheme", "value", "source")
        found = texts.fields(node, self._report, field, keys, keys)
        if found is None:
            return None
        scheme = texts.choice(found["scheme"], self._report, f"{field}.scheme", tuple(SCHEMES))
        value = texts.text(found["value"], self._report, f"{field}.value")
        source = self._source(found, field)
        if not (scheme and value and source):
            return None
        valid, kinds = SCHEMES[scheme]
        if not valid(value):
            self._report.error(
                "bad-identifier",
                found["value"],
                f"{field}.value",
                f"{quoted(value)} is no {scheme} identifier: its form or check digit is wrong.",
                "Copy it again from the register.",
            )
            return None
        if kinds and self.kind and self.kind not in kinds:
            self._report.error(
                "identifier-of-kind",
                found["scheme"],
                f"{field}.scheme",
                f"{a(self.kind)} has no {scheme}.",
                f"It belongs to a {or_list(kinds)}.",
            )
            return None
        return Identifier(scheme, value, source)

    def _place(self, node: Node) -> tuple[str | None, str | None]:
        found = texts.fields(node, self._report, "place", ("city", "country"))
        if found is None:
            return None, None
        if not found:
            self._report.error(
                "missing-key", node, "place", "the place has neither city nor country.", "Add one of them."
            )
        city = texts.text(found["city"], self._report, "place.city") if "city" in found else None
        return city, self._form(found, "place", "country", _COUNTRY, "a country's code of two capitals, such as CN")

    def _source(self, found: dict[str, Node], field: str) -> str | None:
        """The source named beside a name, listing or identifier; whether it is known is checked later."""
        if "source" not in found:
            return None
        source = texts.identifier(found["source"], self._report, f"{field}.source")
        if source:
            self.sources.append((source, f"{field}.source", found["source"].line))
        return source

    def _form(self, found: dict[str, Node], field: str, key: str, pattern: re.Pattern[str], what: str) -> str | None:
        if key not in found:
            return None
        value = texts.text(found[key], self._report, f"{field}.{key}")
        if value is not None and not pattern.match(value):
            self._report.error(
                f"bad-{key}", found[key], f"{field}.{key}", f"{quoted(value)} is not {what}.", f"Write {what}."
            )
            return None
        return value
