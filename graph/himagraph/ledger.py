"""The record as a store holds it: claims, sources, entities and judgements, read through the SPARQL layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from himagraph import queries, triples, vocab
from himagraph.errors import StoreUnavailable, UnknownName, UsageError
from himagraph.frozen import dataclass
from himagraph.kinds import KINDS
from himagraph.records import Alias, Claim, Entity, Identifier, Judgement, Labels, Listing, Source, When, last_day
from himagraph.resolve import Clocks, Evidence, Policy, Selection, bundled, gather
from himagraph.store import Store


@dataclass(frozen=True, slots=True)
class About:
    """What a store says of itself.

    `published_up_to` is the newest publication date of its sources, `known_up_to` the newest day on which one of
    them became known: its publication, or for an undated one its retrieval. `viewed_as_of` is the day that the
    current view is of.
    """

    version: str
    digest: str
    published_up_to: When | None
    known_up_to: date
    viewed_as_of: date


@dataclass(frozen=True, slots=True)
class Question:
    """Which claims may answer: the two clocks and the selection of sources."""

    clocks: Clocks
    selection: Selection = field(default_factory=Selection)
    policy: Policy | None = None
    dated: bool = False  # whether a date was asked for


#: Claims above which all judgements are read, rather than those on each claim.
_MANY = 300


class Ledger:
    """Reads records out of a store. Each method is one query; what every answer needs is kept."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sources: dict[str, Source] = {}
        self._entities: dict[str, Entity] = {}

    # --- the store itself ---

    @cached_property
    def about(self) -> About:
        rows = list(self.store.select(_text("_about")))
        if not rows:
            raise StoreUnavailable(
                f"The store at {self.store.location} holds no himagraph build.", "Build one from the seeds: hima build."
            )
        row = rows[0]
        newest = row["newestPublished"]
        return About(
            str(row["version"]),
            str(row["digest"]),
            When.parse(str(newest)) if newest else None,
            date.fromisoformat(str(row["newestKnown"])),
            date.fromisoformat(str(row["viewed"])),
        )

    def question(
        self,
        as_of: str | date | None = None,
        known_at: str | date | None = None,
        only: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
    ) -> Question:
        """The question for these options. Both clocks default to those of the current view: in a store built from
        seeds, the newest day that it knows of."""
        as_of_day = self.about.viewed_as_of if as_of is None else last_day(as_of)
        known_day = self.about.known_up_to if known_at is None else last_day(known_at)
        clocks = Clocks(as_of_day, known_day)
        taken, left_out = ((names,) if isinstance(names, str) else names for names in (only, without))
        selection = Selection(
            frozenset(self.source_slug(name) for name in taken), frozenset(self.source_slug(name) for name in left_out)
        )
        return Question(clocks, selection, dated=as_of is not None)

    def is_as_built(self, question: Question) -> bool:
        """Whether the question is the one that the current view answers: its own clocks, every source, the policy."""
        viewed = Clocks(self.about.viewed_as_of, self.about.known_up_to)
        return question.clocks == viewed and question.selection == Selection() and question.policy is None

    # --- claims ---

    def claims_about(self, *slugs: str) -> list[Claim]:
        """The claims that name one of the entities, by path."""
        found = {claim.path: claim for slug in slugs for claim in self._claims("_claims-about", entity=_iri(slug))}
        return [found[path] for path in sorted(found)]

    def claims_on_capital(self, *issuers: str) -> list[Claim]:
        """The claims that name one of them as issuer: stakes, transactions and rights of control, by path."""
        return self._claims("_claims-on-capital", issuers=[_iri(slug) for slug in issuers]) if issuers else []

    def claims_of_holder(self, slug: str) -> list[Claim]:
        """The stakes and transactions of a holder or buyer, by path."""
        return self._claims("_claims-of-holder", holder=_iri(slug))

    def rights_of_holder(self, slug: str) -> list[Claim]:
        """The rights of control that an entity has, by path."""
        return self._claims("_rights-of-holder", holder=_iri(slug))

    def claims_of_kind(self, *kinds: str) -> list[Claim]:
        """All claims of these kinds, by path."""
        return self._claims("_claims-of-kind", classes=[NamedNode(vocab.hima(KINDS[kind].cls)) for kind in kinds])

    def all_claims(self) -> list[Claim]:
        return self._claims("_claims")

    def claim(self, path: str) -> Claim | None:
        """The claim `SOURCE/CLAIM`, None where there is none."""
        found = self._claims("_claims-by-iri", claims=[queries.iri(vocab.claim_iri(path), "claim")])
        return found[0] if found else None

    def evidence(self, claims: Iterable[Claim], question: Question) -> Evidence:
        """The claims that the question lets through, with their sources."""
        kept = list(claims)
        sources = self.sources({claim.source for claim in kept})
        policy = question.policy or bundled()
        return gather(kept, sources, self._judgements_on(kept), question.clocks, question.selection, policy)

    # --- sources, judgements ---

    def sources(self, slugs: Iterable[str]) -> Mapping[str, Source]:
        """The sources with these slugs; those that are not there are left out."""
        missing = sorted(set(slugs) - self._sources.keys())
        if missing:
            terms = [NamedNode(vocab.source_iri(slug)) for slug in missing]
            self._keep_sources(_text("_sources-by-iri", sources=terms))
        return self._sources

    @cached_property
    def every_source(self) -> Mapping[str, Source]:
        """All sources by slug, in that order."""
        self._keep_sources(_text("_sources"))
        return dict(sorted(self._sources.items()))

    def source_slug(self, name: str) -> str:
        """The slug of a source given by slug, IRI or the file name of a founding article."""
        slug = vocab.slug_of(name)
        for source in self.every_source.values():
            stem = (source.article or "").removesuffix(".txt")
            if slug == source.id or (stem and name.removesuffix(".txt") in (stem, stem.partition("_")[0])):
                return source.id
        from rapidfuzz import process

        near = [found for found, _, _ in process.extract(slug, list(self.every_source), limit=3, score_cutoff=60)]
        hint = f"Did you mean {' or '.join(near)}?" if near else "hima info lists the sources."
        raise UnknownName(name, f'There is no source "{name}".', hint, near)

    @cached_property
    def judgements(self) -> list[Judgement]:
        """All judgements; `about` holds claim paths and entity slugs, what a `prefer` prefers first."""
        return [_judgement(iri, own) for iri, own in self.nodes(_text("_judgements"))]

    def _judgements_on(self, claims: Sequence[Claim]) -> list[Judgement]:
        """The judgements on the claims; on many claims it is quicker to take all there are."""
        if len(claims) > _MANY:
            return self.judgements
        terms = [NamedNode(vocab.claim_iri(claim.path)) for claim in claims]
        nodes = self.nodes(_text("_judgements-on", claims=terms)) if terms else []
        return [_judgement(iri, own) for iri, own in nodes]

    # --- entities ---

    def entities(self, slugs: Iterable[str]) -> Mapping[str, Entity]:
        """The entities with these slugs: labels and place, without aliases."""
        missing = sorted(set(slugs) - self._entities.keys())
        if missing:
            terms = [_iri(slug) for slug in missing]
            self._keep_entities(_text("_entities-by-iri", entities=terms))
        return self._entities

    @cached_property
    def every_entity(self) -> Mapping[str, Entity]:
        """All entities by slug, in that order: labels and place, without aliases."""
        self._keep_entities(_text("_entities"))
        return dict(sorted(self._entities.items()))

    def entity(self, slug: str) -> Entity:
        """The entity with its aliases, listings and identifiers."""
        bare = self.entities([slug])[slug]
        aliases: list[Alias] = []
        listings: list[Listing] = []
        identifiers: list[Identifier] = []
        for _, own in self.nodes(_text("_names-of", entity=_iri(slug))):
            source = vocab.slug_of(own["hasSource"][0].value) if "hasSource" in own else "general-knowledge"
            if "hasTicker" in own:
                listings.append(Listing(own["hasExchange"][0].value, own["hasTicker"][0].value, source))
            elif "hasScheme" in own:
                identifiers.append(Identifier(own["hasScheme"][0].value, own["hasIdentifierValue"][0].value, source))
            elif own["hasNameType"][0].value == "alias":
                since, until = (
                    When.parse(own[term][0].value) if term in own else None for term in ("hasStart", "hasEnd")
                )
                aliases.append(Alias(own["hasNameText"][0].value, None, since, until))
        return Entity(
            bare.id, bare.kind, bare.name, bare.short, tuple(aliases), tuple(listings), tuple(identifiers),
            bare.city, bare.country,
        )  # fmt: skip

    @cached_property
    def concepts(self) -> Mapping[str, Labels]:
        """The labels of cooperation models and tasks, by slug."""
        found: dict[str, dict[str, str]] = {}
        for row in self.store.select(_text("_concepts")).terms():
            label = row["label"]
            if isinstance(label, Literal):
                concept = vocab.slug_of(str(row["concept"]).strip("<>"))
                found.setdefault(concept, {})[label.language or "en"] = label.value
        return {slug: Labels(labels.get("en", ""), labels.get("zh", "")) for slug, labels in found.items()}

    # --- how ---

    def _claims(self, query: str, **terms: queries.Bound | Iterable[queries.Bound]) -> list[Claim]:
        table = self.store.select(_text(query, **terms))
        rows = ((_claim_of(n.value), n.value, p.value, o) for n, p, o in table.rows)  # type: ignore[union-attr]
        return triples.to_claims(rows)  # type: ignore[arg-type]

    def nodes(self, sparql: str) -> list[tuple[str, dict[str, list[triples.Term]]]]:
        """Rows of (node, predicate, object) gathered by node, sorted here: in SPARQL that costs most of the time."""
        nodes: dict[str, dict[str, list[triples.Term]]] = {}
        for node, predicate, value in sorted(self.store.select(sparql).rows, key=_row_order):
            local = predicate.value.removeprefix(vocab.HIMA).removeprefix(vocab.DCTERMS)  # type: ignore[union-attr]
            nodes.setdefault(node.value, {}).setdefault(local, []).append(value)  # type: ignore[union-attr,arg-type]
        return list(nodes.items())

    def _keep_sources(self, sparql: str) -> None:
        for iri, own in self.nodes(sparql):
            slug = vocab.slug_of(iri)
            published = _one(own, "isPublished")
            copy = _one(own, "isCopyOf")
            self._sources[slug] = Source(
                slug,
                title=_one(own, "title") or "",
                publisher=_one(own, "publisher") or "",
                kind=_one(own, "hasGrade") or "",
                retrieved=When.parse(_one(own, "isRetrieved") or ""),
                published=When.parse(published) if published else None,
                host=_one(own, "hasHost"),
                copy_of=vocab.slug_of(copy) if copy else "unseen" if "isCopyOfUnseen" in own else None,
                language=_one(own, "language"),
                url=_one(own, "hasUrl"),
                article=_one(own, "hasArticle"),
            )

    def _keep_entities(self, sparql: str) -> None:
        for iri, own in self.nodes(sparql):
            slug = vocab.slug_of(iri)
            self._entities[slug] = Entity(
                slug,
                _one(own, "hasKind") or "",
                _labels(own.get(vocab.RDFS_LABEL, [])),
                _labels(own.get("hasShortName", [])),
                city=_one(own, "hasCity"),
                country=_one(own, "hasCountry"),
            )


def _claim_of(node: str) -> str:
    """The claim that a node is, or is a task or instalment of: all begin with the claim's own IRI."""
    return vocab.claim_iri("/".join(vocab.slug_of(node).split("/", 2)[:2]))


def _row_order(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))


def _text(query: str, **terms: queries.Bound | Iterable[queries.Bound]) -> str:
    return queries.bind(queries.load(query).text, terms)


def _iri(slug: str) -> NamedNode:
    try:
        return NamedNode(vocab.entity_iri(slug))
    except ValueError:
        raise UsageError(f"{slug!r} is not an id.", "Ids are [a-z0-9-]+.") from None


def _one(own: Mapping[str, list[triples.Term]], term: str) -> str | None:
    values = own.get(term)
    return values[0].value if values else None


def _labels(terms: list[triples.Term]) -> Labels:
    found = {term.language: term.value for term in terms if isinstance(term, Literal)}
    return Labels(found.get("en", ""), found.get("zh", ""))


def _judgement(iri: str, own: Mapping[str, list[triples.Term]]) -> Judgement:
    first, every = (
        sorted(vocab.slug_of(one.value) for one in own.get(term, [])) for term in ("hasPreferred", "hasJudged")
    )
    return Judgement(
        iri.rpartition("/")[2],
        (*first, *(one for one in every if one not in first)),
        own["hasVerdict"][0].value,
        own["hasReason"][0].value,
        own["hasAuthor"][0].value,
        When.parse(own["isDated"][0].value),
    )
