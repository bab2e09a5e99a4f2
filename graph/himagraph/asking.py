"""The SPARQL side of the library: queries of one's own, named queries, and the researchers' view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from himagraph import queries, vocab
from himagraph.kinds import ANY_KINDS
from himagraph.ledger import Ledger, Question
from himagraph.names import Names
from himagraph.queries import Bound, Query
from himagraph.store import LocalStore, Store, Table

if TYPE_CHECKING:
    from datetime import date
    from typing import TypedDict, Unpack

    import rdflib  # noqa: TID251 - the type of what `rdflib` makes
    from pyoxigraph import NamedNode

    from himagraph.answers.results import Result
    from himagraph.workers import WorkerStore

    class Options(TypedDict, total=False):
        """What every question may say: the two clocks and a selection of sources."""

        as_of: str | date | None
        known_at: str | date | None
        only: str | Sequence[str]
        without: str | Sequence[str]


class Asking:
    """SPARQL over one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ledger = Ledger(store)

    def select(self, sparql: str, **parameters: object) -> Table:
        """The rows of a SELECT. A parameter `x` is written `$x` or `?x` in the query and bound as a term: an RDF term
        as it is, an int or Decimal as a number, a text by its form (see `queries.guess`).

        The text is not trusted: see `own` for its errors.
        """
        return self.own(sparql).select(queries.bind(sparql, {name: _term(one) for name, one in parameters.items()}))

    def ask(self, sparql: str, **parameters: object) -> bool:
        """The answer of an ASK, parameters and errors as in `select`."""
        return self.own(sparql).ask(queries.bind(sparql, {name: _term(one) for name, one in parameters.items()}))

    def own(self, sparql: str, timeout: float | None = None) -> Store:
        """The store for a query of one's own, which may only read it: Refused when it asks for more.

        A store on this machine is asked in a process of its own, which is killed after `timeout` seconds (60 when
        none are given): LimitReached. An endpoint has its own limits; no answer in `timeout` seconds (30) is
        StoreUnavailable.
        """
        if isinstance(self.store, LocalStore):
            return self._worker.within(timeout)
        from himagraph.guard import check
        from himagraph.store.remote import RemoteStore

        check(sparql)
        return self.store.within(timeout) if isinstance(self.store, RemoteStore) else self.store

    @cached_property
    def _worker(self) -> WorkerStore:
        from himagraph.workers import WorkerStore

        assert isinstance(self.store, LocalStore)
        return WorkerStore(self.store)

    def query(self, name: str, **parameters: object) -> Table:
        """The rows of a named query. Entities may be given in any spelling that is an exact name."""
        query = queries.load(name)
        return self.store.select(queries.bind(query.text, self._bound(query, parameters)))

    def named(self, name: str, parameters: Mapping[str, object], limit: int | None = None) -> Result:
        """The result of a named query, whatever its form; at most `limit` rows, and one more if there are more."""
        query = queries.load(name)
        return self._result(self.store, queries.bind(query.text, self._bound(query, parameters)), limit)

    def run(
        self,
        sparql: str,
        parameters: Mapping[str, object],
        limit: int | None = None,
        timeout: float | None = None,
    ) -> Result:
        """The result of a query of one's own; `timeout` in seconds and errors as in `own`.

        A header with typed parameters is honoured where there is one. Rows as in `named`.
        """
        store = self.own(sparql, timeout)
        query = queries.parse("this query", sparql)
        declared = {parameter.name for parameter in query.parameters}
        own = {name: value for name, value in parameters.items() if name in declared}
        terms = self._bound(query, own)
        others = {name: _term(value) for name, value in parameters.items() if name not in declared}
        return self._result(store, queries.bind(sparql, {**terms, **others}), limit)

    def queries(self, name: str | None = None) -> list[Query]:
        """The named query, or all of the library by name."""
        return [queries.load(one) for one in ([name] if name else queries.names())]

    def _result(self, store: Store, sparql: str, limit: int | None) -> Result:
        from himagraph.answers.results import Result

        more = None if limit is None else limit + 1

        match queries.form(sparql):
            case "ASK":
                return Result(boolean=store.ask(sparql))
            case "CONSTRUCT" | "DESCRIBE":
                return Result(triples=tuple(store.construct(sparql, more)))
            case _:
                return Result(table=store.select(sparql, more))

    def entity(self, text: str) -> NamedNode:
        """The entity of any kind that the text names, as a term to bind; errors as in answers."""
        from pyoxigraph import NamedNode

        return NamedNode(vocab.entity_iri(self._any_entity(text)))

    def rdflib(self) -> rdflib.Dataset:
        """The same store as an rdflib Dataset, read-only in effect: a local store was opened so.

        Its default graph is the current view; each source is a named graph.
        """
        from himagraph.researcher import dataset

        return dataset(self.store)

    def question(
        self,
        as_of: str | date | None = None,
        known_at: str | date | None = None,
        only: str | Sequence[str] = (),
        without: str | Sequence[str] = (),
    ) -> Question:
        """The question that these options mean; a day may be a `datetime.date`, and one source needs no list."""
        return self.ledger.question(as_of, known_at, only, without)

    def sources_taken(self, **options: Unpack[Options]) -> list[NamedNode]:
        """The sources that the options let through, as terms to bind; one that does not exist when there are none."""
        from pyoxigraph import NamedNode

        question = self.question(**options)
        return [
            NamedNode(vocab.source_iri(slug))
            for slug, source in self.ledger.every_source.items()
            if question.selection.takes(slug) and source.known_from <= question.clocks.known_at
        ] or [NamedNode(vocab.source_iri("none"))]

    def _bound(self, query: Query, parameters: Mapping[str, object]) -> Mapping[str, Any]:
        return queries.bound(query, parameters, self._any_entity, self.ledger.source_slug)

    def _any_entity(self, text: str) -> str:
        return Names(self.store).resolve(text, *ANY_KINDS)[0]


def _term(value: object) -> Bound:
    from decimal import Decimal

    from pyoxigraph import Literal, NamedNode

    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, bool | int | float):
        return Literal(value)
    if isinstance(value, Decimal):
        return Literal(format(value, "f"), datatype=NamedNode(vocab.XSD + "decimal"))
    return queries.guess(str(value))
