"""Names: from any spelling to an entity, and from an entity to what searches find it by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from himagraph import queries, triples, vocab
from himagraph.errors import AmbiguousName, UnknownName
from himagraph.frozen import dataclass
from himagraph.records import Entity, When
from himagraph.store import Store

#: Name types that answer a question by themselves; pinyin and initials only find candidates.
EXACT = ("id", "label", "short", "alias", "ticker", "identifier")
#: Below this similarity (0 to 100) a name is not worth offering.
_NEAR = 72.0


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity: its text, what type of name it is, and the time it was borne where that is known."""

    entity: str
    kind: str
    type: str
    text: str
    key: str
    since: When | None = None
    until: When | None = None

    def borne_on(self, day: date) -> bool:
        """Whether it may have been borne on the day."""
        begun = self.since is None or self.since.possibly_by(day)
        return begun and not (self.until is not None and self.until.certainly_by(day))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a text may mean; `score` from 0 to 100, `matched` the name that came closest."""

    entity: str
    kind: str
    score: float
    matched: str


def key(text: str) -> str:
    """The text as names are compared: compatibility forms folded, case, spaces, punctuation and accents dropped."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LN")


# --- written at build --------------------------------------------------------------------------------------------


def of_entity(entity: Entity) -> Iterator[Name]:
    """Every name by which an entity is found, precomputed pinyin and initials among them; no key twice a type.

    An alias with the text of a label tells when the label was borne.
    """
    borne = {key(alias.text): (alias.since, alias.until) for alias in entity.aliases}
    spoken: list[tuple[str, str, When | None, When | None]] = []
    for type_, labels in (("label", entity.name), ("short", entity.short)):
        spoken += [(type_, text, *borne.get(key(text), (None, None))) for text in (labels.en, labels.zh) if text]
    spoken += [("alias", alias.text, alias.since, alias.until) for alias in entity.aliases]
    seen: set[tuple[str, str]] = set()

    def name(type_: str, text: str, since: When | None = None, until: When | None = None) -> Iterator[Name]:
        folded = key(text)
        if folded and (type_, folded) not in seen:
            seen.add((type_, folded))
            yield Name(entity.id, entity.kind, type_, text, folded, since, until)

    yield from name("id", entity.id)
    for type_, text, since, until in spoken:
        yield from name(type_, text, since, until)
    for listing in entity.listings:
        yield from name("ticker", listing.ticker)
        yield from name("ticker", f"{listing.ticker}.{listing.exchange}")
        yield from name("ticker", listing.ticker + _EXCHANGE_SUFFIX.get(listing.exchange, ""))
    for identifier in entity.identifiers:
        yield from name("identifier", identifier.value)
    for _, text, since, until in spoken:
        if any("\u4e00" <= char <= "\u9fff" for char in text):
            full, initials = _pinyin(text)
            yield from name("pinyin", full, since, until)
            yield from name("initials", initials, since, until)
        elif len(words := re.findall(r"[A-Za-z0-9]+", text)) > 1:
            yield from name("initials", "".join(word[0] for word in words), since, until)


#: How the press writes tickers of these exchanges.
_EXCHANGE_SUFFIX = {"XSHG": ".SH", "XSHE": ".SZ", "XHKG": ".HK"}


def _pinyin(text: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text)
    return " ".join(syllables), "".join(one[0] for one in syllables if one)


def name_quads(entity: Entity) -> Iterator[Quad]:
    """The names of an entity as nodes of the register."""
    graph = NamedNode(vocab.REGISTER_GRAPH)
    iri = vocab.entity_iri(entity.id)
    for number, name in enumerate(of_entity(entity), 1):
        node = f"{iri}/name/{number}"
        pairs: list[triples.Pair] = [
            (vocab.RDF_TYPE, NamedNode(vocab.hima("Name"))),
            ("hasNameType", Literal(name.type)),
            ("hasNameText", Literal(name.text)),
            ("hasNameKey", Literal(name.key)),
        ]
        if name.since:
            pairs += triples.when("hasStart", name.since)
        if name.until:
            pairs += triples.when("hasEnd", name.until)
        yield from triples.quads(iri, [("hasName", NamedNode(node))], graph)
        yield from triples.quads(node, pairs, graph)


# --- asked -------------------------------------------------------------------------------------------------------


class Names:
    """The names of a store. `day` leaves out names not borne on it; None takes all."""

    def __init__(self, store: Store, day: date | None = None) -> None:
        self._store = store
        self._day = day

    def bearing(self, text: str) -> list[Name]:
        """The names that are exactly this text but for case, spaces and punctuation, by entity.

        A name that nobody bore on the day is a former or a later one, and still says who is meant.
        """
        folded = key(text)
        found = _read(self._store, "_names-by-key", key=Literal(folded)) if folded else []
        return self._borne(found) or found

    @cached_property
    def every(self) -> list[Name]:
        return self._borne(_read(self._store, "_names"))

    def find(self, text: str, kinds: Sequence[str] | None = None, limit: int = 10) -> list[Candidate]:
        """The entities that the text may mean, best first, one row each. Exact names score 100, pinyin 95."""
        folded = key(text)
        if not folded:
            return []
        best: dict[str, Candidate] = {}
        for name, score in self._scored(folded):
            if kinds and name.kind not in kinds:
                continue
            held = best.get(name.entity)
            if held is None or score > held.score:
                best[name.entity] = Candidate(name.entity, name.kind, score, name.text)
        return sorted(best.values(), key=lambda one: (-one.score, one.entity))[:limit]

    def _scored(self, folded: str) -> Iterator[tuple[Name, float]]:
        from rapidfuzz import fuzz, process

        keys = [name.key for name in self.every]
        for _, score, place in process.extract(folded, keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None):
            name = self.every[place]
            yield name, round(score if name.type in EXACT else score * 0.95, 1)
        # A part of a name is a near miss too, worth less the more of the name it leaves out.
        if len(folded) > 1:
            for name in self.every:
                if name.type in EXACT and folded in name.key and folded != name.key:
                    yield name, round(75 + 15 * len(folded) / len(name.key), 1)

    def resolve(self, text: str, *tiers: Sequence[str]) -> tuple[str, list[Name]]:
        """The slug that the text means among the kinds of the first tier that knows it, and its other bearers.

        An id written exactly is that entity. Otherwise an exact name must belong to one entity of a tier: a tie
        raises AmbiguousName, no exact name UnknownName, each with candidates.
        """
        accepted = [kind for tier in tiers for kind in tier]
        bearers = [name for name in self.bearing(text) if name.type in EXACT]
        for name in bearers:
            if name.type == "id" and name.text == text.strip() and name.kind in accepted:
                return name.entity, [other for other in bearers if other.entity != name.entity]
        for tier in tiers:
            found = sorted({name.entity for name in bearers if name.kind in tier})
            if len(found) == 1:
                return found[0], [other for other in bearers if other.entity != found[0]]
            if found:
                raise _ambiguous(text, [name for name in bearers if name.kind in accepted])
        raise self._unknown(text, accepted, bearers)

    def _unknown(self, text: str, accepted: Sequence[str], bearers: Iterable[Name]) -> UnknownName:
        others = sorted({(name.entity, name.kind) for name in bearers})
        if others:
            slug, kind = others[0]
            message = f'"{text}" is {slug}, of kind {kind}; this command takes {", ".join(accepted)}.'
            return UnknownName(text, message, f"See: hima show {slug}", [])
        near = self.find(text, accepted, limit=5)
        if not near:
            return UnknownName(text, f'No "{text}" in this record, and no name close to it.', "Search: hima find TEXT")
        return UnknownName(text, f'No "{text}". Did you mean one of these?', candidates=[one.entity for one in near])

    def _borne(self, names: list[Name]) -> list[Name]:
        return [name for name in names if self._day is None or name.borne_on(self._day)]


def _ambiguous(text: str, bearers: Sequence[Name]) -> AmbiguousName:
    """The error that names all who bear the text, since and until when, and a date that tells them apart."""
    entities = sorted({name.entity for name in bearers})
    notes = {slug: _times([name for name in bearers if name.entity == slug]) for slug in entities}
    ends = [name.since.first for name in bearers if name.since and name.since.first]
    ends += [name.until.first - timedelta(days=1) for name in bearers if name.until and name.until.first]
    for day in sorted(ends):
        on = {name.entity for name in bearers if name.borne_on(day)}
        if len(on) == 1:
            remedy = f"Add a date (--as-of {day} picks {on.pop()}) or use the id."
            break
    else:
        remedy = ""
    return AmbiguousName(text, f'"{text}" can be any of these. Say which:', remedy, entities, notes)


def _times(names: Sequence[Name]) -> str:
    """When the name was borne, empty where no time is known."""
    dated = [name for name in names if name.since or name.until]
    if len(dated) < len(names) or not dated:
        return ""
    first = dated[0]
    parts = [f"since {first.since}" if first.since else "", f"until {first.until}" if first.until else ""]
    return "bore this name " + " ".join(part for part in parts if part)


def _read(store: Store, query: str, **terms: Literal) -> list[Name]:
    table = store.select(queries.bind(queries.load(query).text, terms))
    return [
        Name(
            str(row["slug"]),
            str(row["kind"]),
            str(row["type"]),
            str(row["text"]),
            str(row["key"]),
            When.parse(str(row["since"])) if row["since"] else None,
            When.parse(str(row["until"])) if row["until"] else None,
        )
        for row in table
    ]
