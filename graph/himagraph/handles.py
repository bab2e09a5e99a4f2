"""Handles: what a person types to point at a figure. `ISSUER/HOLDER`, a claim, or an entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from himagraph import queries, vocab
from himagraph.errors import AmbiguousName, UnknownName
from himagraph.frozen import dataclass
from himagraph.kinds import ANY_KINDS, HOLDER_KINDS, ISSUER_KINDS
from himagraph.ledger import Ledger, Question
from himagraph.names import Name, Names

Kind: TypeAlias = Literal["stake", "claim", "entity"]

_PATH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_REMEDY = "Give ISSUER/HOLDER, SOURCE/CLAIM or the id of a claim: hima who-owns X and hima show X list them."


@dataclass(frozen=True, slots=True)
class Taken:
    """A name that was taken for an entity, and the other names that are spelled the same."""

    text: str
    slug: str
    others: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Handle:
    """What a text points at. A stake has `issuer` and `holder`, a claim its path `SOURCE/CLAIM`; an entity stands
    in `issuer`.

    `taken` are the names in it that are not ids, for those who want to say how they were read.
    """

    kind: Kind
    issuer: str | None = None
    holder: str | None = None
    claim: str | None = None
    taken: tuple[Taken, ...] = ()

    @property
    def text(self) -> str:
        """The handle as it is typed with ids only."""
        return f"{self.issuer}/{self.holder}" if self.kind == "stake" else self.claim or self.issuer or ""


def parse(ledger: Ledger, names: Names, text: str, question: Question) -> Handle:
    """What the text points at. UnknownName and AmbiguousName list handles that it may have meant.

    A claim is given by its IRI, by `SOURCE/CLAIM`, or by its id alone where only one source that the question takes
    has it. `ISSUER/HOLDER` takes names in any spelling; whether there is such a stake is for the caller to see. A
    text without a slash is an entity first, then the id of a claim.
    """
    path = text.strip().removeprefix(vocab.CLAIM).removeprefix("claim:")
    if path != text.strip():
        return _claim(ledger, path, text)
    first, slash, second = path.partition("/")
    if not slash:
        return _alone(ledger, names, path, question)
    source = _source(ledger, first)
    # `hima conflicts` names a row by its rule and the first of its claims, `share/SOURCE.CLAIM`, and counts them: `.2`.
    of_row = "/".join(second.split(".")[:2])
    if source is None and _PATH.fullmatch(of_row) and ledger.claim(of_row):
        return Handle("claim", claim=of_row)
    if source is None:
        return _stake(names, first, second, text)
    return _claim(ledger, f"{source}/{second}", text)


def _source(ledger: Ledger, text: str) -> str | None:
    """The source with this slug, or of the founding article with this file name or number."""
    for source in ledger.every_source.values():
        stem = (source.article or "").removesuffix(".txt")
        if text == source.id or (stem and text.removesuffix(".txt") in (stem, stem.partition("_")[0])):
            return source.id
    return None


def _claim(ledger: Ledger, path: str, text: str) -> Handle:
    if _PATH.fullmatch(path) and ledger.claim(path):
        return Handle("claim", claim=path)
    every = _claim_paths(ledger)
    source = path.partition("/")[0]
    near = _near(path, [known for known in every if known.startswith(f"{source}/")] or every)
    message = f'There is no claim "{path}".'
    raise UnknownName(text, f"{message} Did you mean one of these?" if near else message, "" if near else _REMEDY, near)


def _alone(ledger: Ledger, names: Names, text: str, question: Question) -> Handle:
    try:
        slug, others = names.resolve(text, *ANY_KINDS)
    except AmbiguousName:
        raise
    except UnknownName as error:
        unknown = error
    else:
        return Handle("entity", issuer=slug, taken=_taken(text, slug, others))
    every = _claim_paths(ledger)
    paths = [path for path in every if path.endswith(f"/{text}") and _taken_by(question, ledger, path)]
    if len(paths) == 1:
        return Handle("claim", claim=paths[0])
    if paths:
        raise AmbiguousName(text, f'Several sources have a claim "{text}". Say which:', candidates=paths)
    if unknown.candidates:
        raise unknown
    near = _near(text, [path.partition("/")[2] for path in every])
    if not near:
        raise unknown
    known = [path for path in every if path.partition("/")[2] in near]
    raise UnknownName(text, f'There is no claim "{text}". Did you mean one of these?', candidates=known)


def _taken_by(question: Question, ledger: Ledger, path: str) -> bool:
    source = ledger.every_source[path.partition("/")[0]]
    return question.selection.takes(source.id) and source.known_from <= question.clocks.known_at


def _claim_paths(ledger: Ledger) -> list[str]:
    rows = ledger.store.select(queries.load("_claim-paths").text)
    return [vocab.slug_of(str(row["claim"])) for row in rows]


def _stake(names: Names, issuer: str, holder: str, text: str) -> Handle:
    try:
        of, of_others = names.resolve(issuer, ISSUER_KINDS)
    except UnknownName as error:
        raise _widened(error, text, "{}/" + holder.strip()) from None
    try:
        by, by_others = names.resolve(holder, HOLDER_KINDS)
    except UnknownName as error:
        raise _widened(error, text, of + "/{}") from None
    taken = (*_taken(issuer, of, of_others), *_taken(holder, by, by_others))
    return Handle("stake", issuer=of, holder=by, taken=taken)


def _taken(text: str, slug: str, others: Sequence[Name]) -> tuple[Taken, ...]:
    return () if text.strip() == slug else (Taken(text.strip(), slug, tuple(others)),)


def _widened(error: UnknownName, text: str, form: str) -> UnknownName:
    """The same error about the whole handle: its candidates are handles too."""
    return type(error)(text, error.message, error.remedy, [form.format(slug) for slug in error.candidates])


def _near(text: str, known: Iterable[str]) -> list[str]:
    """Those that come near the text, nearest first."""
    from rapidfuzz import process

    return [found for found, _, _ in process.extract(text, list(known), limit=5, score_cutoff=75)]
