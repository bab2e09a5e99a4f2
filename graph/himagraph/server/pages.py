"""Every entity, claim, source and term at an address of its own: to read, and as RDF."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from himagraph import queries, vocab, void
from himagraph.errors import HimagraphError, NoAnswer
from himagraph.library import KnowledgeGraph
from himagraph.server import assets, editor, formats
from himagraph.server.protocol import Problem, problem
from himagraph.server.resource import Description, describe, ontology

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

Answer = Callable[[Request], Awaitable[Response]]


class Pages:
    """The pages of one store. A name of a thing leads to a document about it (303), by what the client accepts."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self._kg = kg

    def routes(self) -> list[Route]:
        """The addresses of the pages."""
        found = [
            Route("/", self._guarded(self._index)),
            Route("/page", self._guarded(self._picture)),
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

    def _guarded(self, answer: Answer) -> Answer:
        async def guarded(request: Request) -> Response:
            try:
                return await answer(request)
            except Problem as error:
                return error.response()
            except NoAnswer as error:
                return self._page("missing.html.j2", 404, message=str(error), near=self._near(request))
            except HimagraphError as error:
                return problem(error).response()

        return guarded

    def _thing(self, base: str) -> Answer:
        async def thing(request: Request) -> Response:
            name = request.path_params.get("name", "")
            suffix = request.path_params.get("suffix", "")
            if not suffix and name:
                stem, dot, last = name.rpartition(".")
                name, suffix = (stem, last) if dot and last in SUFFIXES else (name, "")
            if suffix and suffix not in SUFFIXES:
                raise NoAnswer(f"There is no document of the kind .{suffix[:20]}.")
            found = self._described(base, name)
            if suffix:
                return self._document(found, SUFFIXES[suffix])
            kind = formats.best(request.headers.get("accept"), tuple(SUFFIXES.values()))
            if kind is None:
                raise Problem(406, f"This is there in one of: {', '.join(SUFFIXES.values())}.")
            ending = next(one for one, type_ in SUFFIXES.items() if type_ == kind)
            return RedirectResponse(f"{request.url.path}.{ending}", 303, {"Vary": "Accept"})

        return thing

    def _described(self, base: str, name: str) -> Description:
        if not name:
            return ontology(self._kg)
        return describe(self._kg, queries.iri(base + name, "address").value)

    def _document(self, found: Description, kind: str) -> Response:
        if kind != formats.HTML:
            return _rdf(formats.write(found.triples, kind), kind)
        return self._page(
            "thing.html.j2",
            found=found,
            sections=found.sections,
            address=found.address,
            suffixes=[one for one in SUFFIXES if one != "html"],
        )

    async def _index(self, request: Request) -> Response:
        examples = self._kg.queries()[:8]
        return self._page(
            "index.html.j2", card=self._kg.info(), endpoint=str(request.url_for("sparql")), examples=examples
        )

    async def _picture(self, request: Request) -> Response:
        """The interactive page, which brings a policy of its own."""
        return HTMLResponse(self._kg.page(request.query_params.get("entity")))

    async def _query(self, request: Request) -> Response:
        """The editor, the only page with scripts beside the interactive one."""
        found = self._page("query.html.j2", here="/query", **editor.page(self._kg))
        found.headers["Content-Security-Policy"] = editor.POLICY
        return found

    async def _void(self, request: Request) -> Response:
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
    return made
