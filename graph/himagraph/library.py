"""The library's front: one object over one store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from himagraph.answers import owners as owners_
from himagraph.asking import Asking
from himagraph.errors import UsageError
from himagraph.kinds import ANY_KINDS
from himagraph.ledger import Question
from himagraph.names import Name, Names
from himagraph.store import Store, connect

if TYPE_CHECKING:
    from typing import Unpack

    import networkx  # noqa: TID251 - the type of what `network` makes

    from himagraph.analysis.topics import Analysis
    from himagraph.answers.brand_owners import BrandOwners
    from himagraph.answers.brands import Brands
    from himagraph.answers.card import Card
    from himagraph.answers.cars import Cars
    from himagraph.answers.cite import Citation
    from himagraph.answers.close_links import CloseLinks
    from himagraph.answers.conflicts import Conflicts
    from himagraph.answers.control import Control
    from himagraph.answers.cooperation import Cooperation
    from himagraph.answers.datacard import DataCard
    from himagraph.answers.deliveries import Deliveries
    from himagraph.answers.diff import Diff
    from himagraph.answers.evidence import Why
    from himagraph.answers.explain import Explained
    from himagraph.answers.owners import Held, Owners
    from himagraph.answers.path import Paths
    from himagraph.answers.people import People
    from himagraph.answers.search import Found
    from himagraph.answers.technologies import Technologies
    from himagraph.answers.timeline import Timeline
    from himagraph.asking import Options
    from himagraph.picture import Picture

#: Told of names that are also borne by others: the text, the slug taken, the others.
Notice = Callable[[str, str, list[Name]], None]


class KnowledgeGraph(Asking):
    """Answers over one store. Every answer takes the two clocks (`as_of`, `known_at`: dates as text, a partial date
    means its last day) and a selection of sources (`only`, `without`: slugs)."""

    def __init__(self, store: Store, notice: Notice | None = None) -> None:
        super().__init__(store)
        self._notice = notice

    def __repr__(self) -> str:
        """Where its store is, and what it knows up to when."""
        about = self.ledger.about
        return f"<KnowledgeGraph {self.store.location}, version {about.version}, known up to {about.known_up_to}>"

    # --- answers ---

    def who_owns(
        self, name: str, *, depth: int | None = None, direct: bool = False, **options: Unpack[Options]
    ) -> Owners | BrandOwners:
        """Who holds shares of the entity and who stands behind it, through at most `depth` stakes (`direct`: the
        holders of record alone); of a brand, an alliance or a series, which nobody can hold shares in, what stands in
        the place of owners."""
        question = self.question(**options)
        slug = self.find_one(name, question, *owners_.OWNED_KINDS)
        if self.ledger.entities([slug])[slug].kind not in owners_.OWNED_KINDS[1]:
            return owners_.who_owns(self.ledger, slug, question, depth=depth, direct=direct)
        from himagraph.answers import brand_owners

        return brand_owners.who_owns(self.ledger, slug, question)

    def holdings(
        self, name: str, *, depth: int | None = None, direct: bool = False, **options: Unpack[Options]
    ) -> Held:
        """What the entity holds, directly and looking through at most `depth` stakes, at the clocks asked for."""
        question = self.question(**options)
        slug = self.find_one(name, question, *owners_.HOLDING_KINDS)
        return owners_.holdings(self.ledger, slug, question, depth=depth, direct=direct)

    def show(self, name: str, **options: Unpack[Options]) -> Card:
        """The card of an entity of any kind."""
        from himagraph.answers.card import show

        question = self.question(**options)
        return show(self.ledger, self.find_one(name, question, *ANY_KINDS), question)

    def find(self, text: str, limit: int = 10, **options: Unpack[Options]) -> Found:
        """Candidates for a name in any spelling, best first; none is no error."""
        from himagraph.answers.search import find

        question = self.question(**options)
        return find(self.ledger, self.names(question), text, question, limit)

    def why(self, handle: str, **options: Unpack[Options]) -> Why:
        """The claims behind a row (`ISSUER/HOLDER`), a claim (its IRI or `SOURCE/CLAIM`) or an entity."""
        from himagraph import handles
        from himagraph.answers import evidence

        question = self.question(**options)
        meant = handles.parse(self.ledger, self.names(question), handle, question)
        if meant.kind == "stake":
            return evidence.why_stake(self.ledger, meant.issuer or "", meant.holder or "", question)
        if meant.kind == "claim":
            return evidence.why_claim(self.ledger, meant.claim or "", question)
        return evidence.why_entity(self.ledger, meant.issuer or "", question)

    def control(self, name: str, *, by: Sequence[str] = (), **options: Unpack[Options]) -> Control:
        """Who decides over the entity, and over whom it decides, by named definitions (`measures.definitions`);
        without any, by more than half of the votes."""
        from himagraph.answers.control import control

        question = self.question(**options)
        return control(self.ledger, self.find_one(name, question, *owners_.HOLDING_KINDS), question, by)

    def close_links(self, name: str, **options: Unpack[Options]) -> CloseLinks:
        """Who is closely linked to the entity: a fifth of the capital either way, or one controller above both."""
        from himagraph.answers.close_links import close_links

        question = self.question(**options)
        return close_links(self.ledger, self.find_one(name, question, *owners_.HOLDING_KINDS), question)

    def explain(self, handle: str, **options: Unpack[Options]) -> Explained:
        """How the look-through share `ISSUER/HOLDER` comes about; NoAnswer where no chain of stakes joins them."""
        from himagraph import handles
        from himagraph.answers.explain import explain

        question = self.question(**options)
        meant = handles.parse(self.ledger, self.names(question), handle, question)
        if meant.kind != "stake":
            raise UsageError(f"{handle!r} names no share.", "Write ISSUER/HOLDER, for instance yinwang/changan.")
        return explain(self.ledger, meant.issuer or "", meant.holder or "", question)

    def brands(self, name: str | None = None, **options: Unpack[Options]) -> Brands:
        """The brands of an alliance, a series or a company, one brand, or all."""
        from himagraph.answers.brands import BRAND_KINDS, brands

        question = self.question(**options)
        return brands(self.ledger, self._find_maybe(name, question, *BRAND_KINDS), question)

    def cars(self, name: str | None = None, **options: Unpack[Options]) -> Cars:
        """The cars of a brand, an alliance, a series or a company, one car, or all."""
        from himagraph.answers.cars import CAR_KINDS, cars

        question = self.question(**options)
        return cars(self.ledger, self._find_maybe(name, question, *CAR_KINDS), question)

    def cooperation(
        self, model: str | None = None, brand: str | None = None, **options: Unpack[Options]
    ) -> Cooperation:
        """Who leads which task, of all brands or one, under all models of cooperation or one."""
        from himagraph.answers.cooperation import BRAND_KINDS, cooperation

        question = self.question(**options)
        return cooperation(self.ledger, question, model, self._find_maybe(brand, question, *BRAND_KINDS))

    def deliveries(
        self, name: str | None = None, from_: str | None = None, to: str | None = None, **options: Unpack[Options]
    ) -> Deliveries:
        """The printed delivery figures of a subject, or of all, in the months from `from_` to `to`."""
        from himagraph.answers.deliveries import DELIVERY_KINDS, deliveries

        question = self.question(**options)
        return deliveries(self.ledger, self._find_maybe(name, question, *DELIVERY_KINDS), question, from_, to)

    def people(self, name: str | None = None, **options: Unpack[Options]) -> People:
        """The posts of a person, those at an organisation, or all."""
        from himagraph.answers.people import PEOPLE_KINDS, people

        question = self.question(**options)
        return people(self.ledger, self._find_maybe(name, question, *PEOPLE_KINDS), question)

    def technologies(self, name: str | None = None, **options: Unpack[Options]) -> Technologies:
        """The technologies that a brand or car uses or a company provides, one technology, or all."""
        from himagraph.answers.technologies import TECHNOLOGY_KINDS, technologies

        question = self.question(**options)
        return technologies(self.ledger, self._find_maybe(name, question, *TECHNOLOGY_KINDS), question)

    def path(self, one: str, other: str, *, with_hubs: bool = False, **options: Unpack[Options]) -> Paths:
        """How two entities of any kind are related; without a way between them, `ways` is empty."""
        from himagraph.answers.path import path

        question = self.question(**options)
        start, end = (self.find_one(name, question, *ANY_KINDS) for name in (one, other))
        return path(self.ledger, start, end, question, with_hubs=with_hubs)

    def cite(self, handle: str, **options: Unpack[Options]) -> Citation:
        """A figure with all that a citation needs: a row (`ISSUER/HOLDER`) or a claim (IRI, `SOURCE/CLAIM` or id)."""
        from himagraph import handles
        from himagraph.answers.cite import cite

        question = self.question(**options)
        meant = handles.parse(self.ledger, self.names(question), handle, question)
        for one in meant.taken:
            if self._notice:
                self._notice(one.text, one.slug, list(one.others))
        return cite(self.ledger, meant, question)

    def network(self, **options: Unpack[Options]) -> networkx.MultiDiGraph[str]:
        """The entities and what joins them at the clocks asked for; see `network.multidigraph` for the attributes."""
        from himagraph.network import multidigraph

        return multidigraph(self.ledger, self.question(**options))

    def analyse(self, topic: str, *, backend: str | None = None, **options: Unpack[Options]) -> Analysis:
        """What the network and the shares come to, by topic: one of `analysis.topics.TOPICS`. A NetworkX `backend` may
        run the measures of the network. Tables of one's own: `analysis.table.analyse_table`."""
        from himagraph.analysis.topics import analyse

        return analyse(self.ledger, self.question(**options), topic, backend=backend)

    def conflicts(self, name: str | None = None, **options: Unpack[Options]) -> Conflicts:
        """The claims that contradict each other, about an entity or all of them."""
        from himagraph.answers.conflicts import conflicts

        question = self.question(**options)
        slug = self.find_one(name, question, *ANY_KINDS) if name else None
        return conflicts(self.ledger, slug, question)

    def timeline(self, name: str, **options: Unpack[Options]) -> Timeline:
        """What happened to an entity, in the order of its dates."""
        from himagraph.answers.timeline import timeline

        question = self.question(**options)
        return timeline(self.ledger, self.find_one(name, question, *ANY_KINDS), question)

    def diff(self, start: str, end: str, **options: Unpack[Options]) -> Diff:
        """What changed between two dates."""
        from himagraph.answers.diff import diff

        return diff(self.ledger, start, end, self.question(**options))

    def info(self, **options: Unpack[Options]) -> DataCard:
        """What the store holds, counted."""
        from himagraph.answers.datacard import info

        return info(self.ledger, self.question(**options))

    def export(self, format: str, **options: Unpack[Options]) -> str:
        """The store in an exchange format; see `exports.FORMATS`."""
        from himagraph.exports import export

        return export(self.ledger, self.question(**options), format)

    def at(self, **options: Unpack[Options]) -> KnowledgeGraph:
        """The record at other clocks or from some of its sources, as a graph of its own, in memory: what was not let
        through is not in it, whatever is asked. This same graph where the options change nothing."""
        question = self.question(**options)
        if self.ledger.is_as_built(question):
            return self
        from himagraph.cut import cut

        return KnowledgeGraph(cut(self.ledger, question).store, self._notice)

    def page(
        self, name: str | None = None, *, view: str | None = None, progress: Any = None, **options: Unpack[Options]
    ) -> str:
        """The interactive page as one HTML file. It opens on the entity, or on the one the record is about.
        `progress` is told each step and how far the whole is, as in `open`."""
        from himagraph.build.progress import silent
        from himagraph.picture import page

        question = self.question(**options)
        slug = self._find_maybe(name, question, *ANY_KINDS)
        return page(self.ledger, question, slug, view, progress or silent)

    def svg(self, name: str | None = None, *, lang: str = "en", **options: Unpack[Options]) -> str:
        """The ownership chain around the entity, or around the one the record is about, as an SVG drawing for papers
        and slides; names and sentences in `lang` (en, zh, both). The figures are those of `who_owns`."""
        from himagraph.picture import opening, svg

        if lang not in ("en", "zh", "both"):
            raise UsageError(f"There is no language {lang!r}.", "Languages: en, zh, both.")
        question = self.question(**options)
        slug = opening(self.ledger) if name is None else self.find_one(name, question, *owners_.OWNED_KINDS)
        return svg(self.ledger, question, slug, lang)

    def picture(self, name: str | None = None, *, view: str | None = None, **options: Unpack[Options]) -> Picture:
        """The page of the entity as a picture that a notebook shows inline."""
        from himagraph.picture import Picture

        return Picture(self.page(name, view=view, **options), name or "himagraph")

    # --- how ---

    def names(self, question: Question | None = None) -> Names:
        """The names of the store: all of them, or those borne on the date where the question asks for one."""
        dated = question is not None and question.dated
        return Names(self.store, question.clocks.as_of if question and dated else None)

    def find_one(self, text: str, question: Question, *tiers: Iterable[str]) -> str:
        """The slug of the one entity that the text names among the kinds; see `Names.resolve`."""
        slug, others = self.names(question).resolve(text, *(tuple(tier) for tier in tiers))
        if self._notice and text != slug:
            self._notice(text, slug, others)
        return slug

    def _find_maybe(self, text: str | None, question: Question, *tiers: Iterable[str]) -> str | None:
        """The slug that the text names, None for no text."""
        return None if text is None else self.find_one(text, question, *tiers)


def open(store: str | Path | None = None, *, notice: Notice | None = None, progress: Any = None) -> KnowledgeGraph:
    """A knowledge graph over a built store (a folder) or a SPARQL endpoint (an address).

    With nothing named the bundled seeds answer; their store is built in the user's cache when it is missing.
    """
    if store is not None:
        return KnowledgeGraph(connect(store), notice)
    from himagraph.build.cache import bundled
    from himagraph.build.progress import silent

    return KnowledgeGraph(bundled(progress or silent), notice)
