"""Every entity, claim, source and term at an address of its own: to read, and as RDF."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from himagraph import queries, vocab, void
from himagraph.errors import HimagraphError, NoAnswer
from himagraph.library import KnowledgeGraph
from himagraph.records import Entity
from himagraph.server import assets, editor, formats
from himagraph.server.protocol import Problem, problem
from himagraph.server.resource import Description, describe, link, ontology

_HERE = Path(__file__).parent
#: What ends the address of a document, and its media type.
SUFFIXES = {
    "html": formats.HTML, "ttl": formats.TURTLE, "jsonld": formats.JSON_LD, "nt": formats.N_TRIPLES,
    "rdf": formats.RDF_XML,
}  # fmt: skip
#: A page needs the styles of this server and nothing else; it sends nothing.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SAFE = {
    "Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
}  # fmt: skip

if TYPE_CHECKING:
    from jinja2 import Environment

Answer = Callable[[Request], Response]
Guarded = Callable[[Request], Awaitable[Response]]
#: Pages that are made at once: they share this process with everybody who waits.
_AT_ONCE = 4
#: Interactive pages that are kept. Making one takes seconds.
_KEPT = 8


class Pages:
    """The pages of one store. A name of a thing leads to a document about it (303), by what the client accepts."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self._kg = kg
        self._threads, self._drawing = CapacityLimiter(_AT_ONCE), CapacityLimiter(1)
        self._drawn: OrderedDict[str, str] = OrderedDict()

    def routes(self) -> list[Route]:
        """The addresses of the pages."""
        found = [
            Route("/", self._guarded(self._index)),
            Route("/page", self._guarded(self._picture, self._drawing)),
            Route("/query", self._guarded(self._query)),
            Route("/.well-known/void", self._guarded(self._void)),
        ]
        for path, base in (
            ("/id/{name}", vocab.ENTITY),
            ("/claim/{name:path}", vocab.CLAIM),
            ("/source/{name}", vocab.SOURCE),
            ("/concept/{name:path}", vocab.BASE + "concept/"),
            ("/ontology", vocab.BASE + "ontology"),
            ("/ontology.{suffix}", vocab.BASE + "ontology"),
        ):
            found.append(Route(path, self._guarded(self._thing(base))))
        return found

    def _guarded(self, answer: Answer, threads: CapacityLimiter | None = None) -> Guarded:
        """The answer, made in a thread, so that a long one keeps nobody else waiting."""

        async def guarded(request: Request) -> Response:
            return await to_thread.run_sync(self._answered, answer, request, limiter=threads or self._threads)

        return guarded

    def _answered(self, answer: Answer, request: Request) -> Response:
        try:
            return answer(request)
        except Problem as error:
            return error.response()
        except NoAnswer as error:
            return self._page("missing.html.j2", 404, message=str(error), near=self._near(request))
        except HimagraphError as error:
            return problem(error).response()

    async def missing(self, request: Request, _: Exception) -> Response:
        """The answer at an address that nothing has."""
        if formats.best(request.headers.get("accept"), ("text/plain", formats.HTML)) == formats.HTML:
            return self._page("missing.html.j2", 404, message="There is nothing at this address.", near=[])
        return PlainTextResponse("There is nothing at this address.\n", 404)

    def _thing(self, base: str) -> Answer:
        def thing(request: Request) -> Response:
            name = request.path_params.get("name", "")
            suffix = request.path_params.get("suffix", "")
            if not suffix and name:
                stem, dot, last = name.rpartition(".")
                name, suffix = (stem, last) if dot and last in SUFFIXES else (name, "")
            if suffix and suffix not in SUFFIXES:
                raise NoAnswer(f"There is no document of the kind .{suffix[:20]}.")
            found = self._described(base, name)
            if suffix:
                return self._document(found, SUFFIXES[suffix], request)
            kind = formats.best(request.headers.get("accept"), tuple(SUFFIXES.values()))
            if kind is None:
                raise Problem(406, f"This is there in one of: {', '.join(SUFFIXES.values())}.")
            ending = next(one for one, type_ in SUFFIXES.items() if type_ == kind)
            return RedirectResponse(f"{request.url.path}.{ending}", 303, {"Vary": "Accept"})

        return thing

    def _described(self, base: str, name: str) -> Description:
        if base == vocab.BASE + "ontology":
            return ontology(self._kg)
        return describe(self._kg, queries.iri(base + name, "address").value)

    def _document(self, found: Description, kind: str, request: Request) -> Response:
        if kind != formats.HTML:
            return _rdf(formats.write(found.triples, kind), kind)
        sections = found.sections
        # Links lead to the terms by their anchors, so all of them stand on one page.
        terms = found.address == "/ontology"
        last = 1 if terms else max(section.pages for section in sections)
        asked = request.query_params.get("page", "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
        if not 1 <= number <= last:
            raise NoAnswer(f"There is no page {asked[:10]} of this.", f"It has {last}.")
        return self._page(
            "thing.html.j2",
            here="/ontology.html" if terms else "",
            terms=terms,
            found=found,
            card=self._card(found.iri) if number == 1 else None,
            claim=self._claim(found.iri),
            sections=[
                (section.title, section.rows if terms else section.page(number), len(section.rows), section.mostly)
                for section in sections
            ],
            address=found.address,
            number=number,
            last=last,
            suffixes=[one for one in SUFFIXES if one != "html"],
        )

    def _card(self, iri: str) -> dict[str, Any] | None:
        """The card of an entity, as `hima show` has it; None for other things."""
        if not iri.startswith(vocab.ENTITY):
            return None
        try:
            return self._kg.show(vocab.slug_of(iri)).as_json()
        except NoAnswer:
            return None

    def _claim(self, iri: str) -> dict[str, Any] | None:
        """A claim in words, with its rank and its source, as `hima why` has it; None for other things."""
        if not iri.startswith(vocab.CLAIM):
            return None
        try:
            told = self._kg.why(vocab.slug_of(iri)).as_json()["claims"]
        except NoAnswer:
            return None
        return next((one for one in told if one["claim"] == iri), None)

    def _index(self, request: Request) -> Response:
        return self._page(
            "index.html.j2",
            about=self._kg.ledger.about,
            counts=self._counts,
            endpoint=str(request.url_for("sparql")),
            topics=editor.topics(),
            begin=self._most_named,
        )

    @cached_property
    def _counts(self) -> list[tuple[str, int]]:
        """How many entities of each kind there are, most first."""
        return Counter(one.kind for one in self._kg.ledger.every_entity.values()).most_common()

    @cached_property
    def _most_named(self) -> list[Entity]:
        """The entities to begin with: those that most claims are about."""
        rows = self._kg.store.select(queries.load("_most-named").text)
        slugs = [vocab.slug_of(str(row["entity"])) for row in rows]
        entities = self._kg.ledger.entities(slugs)
        return [entities[slug] for slug in slugs if slug in entities]

    def _picture(self, request: Request) -> Response:
        """The interactive page, which brings a policy of its own."""
        name = request.query_params.get("entity")
        entity = vocab.slug_of(self._kg.entity(name).value) if name else ""
        if entity not in self._drawn:
            self._drawn[entity] = self._kg.page(entity or None)
        self._drawn.move_to_end(entity)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return HTMLResponse(self._drawn[entity])

    def _query(self, request: Request) -> Response:
        """The editor, the only page with scripts beside the interactive one."""
        found = self._page("query.html.j2", here="/query", **editor.page(self._kg))
        found.headers["Content-Security-Policy"] = editor.POLICY
        return found

    def _void(self, request: Request) -> Response:
        offered = (formats.TURTLE, formats.N_TRIPLES, formats.JSON_LD, formats.RDF_XML)
        kind = formats.best(request.headers.get("accept"), offered)
        if kind is None or kind == formats.HTML:
            kind = formats.TURTLE
        return _rdf(formats.write(void.describe(self._kg.ledger, str(request.url_for("sparql"))), kind), kind)

    def _near(self, request: Request) -> list[tuple[str, str]]:
        """What the address may have meant: address and name."""
        name = str(request.path_params.get("name", "")).rpartition("/")[2].partition(".")[0]
        if not name:
            return []
        found = self._kg.find(name.replace("-", " "), 5).candidates
        return [(f"/id/{entity.id}", entity.label("both")) for entity, _ in found]

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(templates().get_template(template).render(values), status, _SAFE)


def _rdf(text: str, kind: str) -> Response:
    shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Response(text.encode(), headers={"Content-Type": shown, "Vary": "Accept"})


@cache
def templates() -> Environment:
    """The templates of the pages; what they show is text, never markup."""
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = assets.address
    filters = cast("dict[str, object]", made.filters)
    filters.update(local=link, brief=vocab.slug_of)
    return made
