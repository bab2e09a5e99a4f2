"""Which format an answer takes: from the `format` that is named in the address, else from the Accept header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import RdfFormat, Triple
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from himagraph.triples import serialize

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, N_TRIPLES = "text/turtle", "application/n-triples"
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
HTML = "text/html"

#: What is asked for, and the format of ours that it gets, the favourite first.
_RESULTS = {
    JSON: JSON, XML: XML, CSV: CSV, TSV: TSV, "application/json": JSON, "application/xml": XML, "text/xml": XML,
}  # fmt: skip
_GRAPHS = {
    TURTLE: TURTLE, N_TRIPLES: N_TRIPLES, JSON_LD: JSON_LD, RDF_XML: RDF_XML, "application/x-turtle": TURTLE,
    "application/json": JSON_LD, "application/xml": RDF_XML, "text/plain": N_TRIPLES,
}  # fmt: skip
#: Per form of query.
TAKEN: Mapping[str, Mapping[str, str]] = {"rows": _RESULTS, "yes": _RESULTS, "triples": _GRAPHS}
#: Short names for the parameter `format`.
NAMES = {
    "json": (JSON, JSON_LD), "xml": (XML, RDF_XML), "csv": (CSV, None), "tsv": (TSV, None), "turtle": (None, TURTLE),
    "ttl": (None, TURTLE), "ntriples": (None, N_TRIPLES), "nt": (None, N_TRIPLES), "jsonld": (None, JSON_LD),
}  # fmt: skip

_WEIGHT = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The one of the media types offered that suits the header best, the first of equals; None when none does.

    A header that names no media type at all asks for nothing in particular.
    """
    plain = ", ".join(_ranges(accept or ""))
    return parse_accept_header(plain, MIMEAccept).best_match(list(offered)) if plain else offered[0]


def _ranges(accept: str) -> Iterator[str]:
    """The media ranges of the header with their weights. Other parameters (charset, version ...) choose nothing here,
    and a weight that is no number weighs 1."""
    for part in accept.split(","):
        kind, *parameters = (one.strip() for one in part.lower().split(";"))
        if kind == "*" or "/" in kind:
            weights = (one.partition("=")[2].strip() for one in parameters if one.partition("=")[0].strip() == "q")
            weight = next(weights, "1")
            yield f"{'*/*' if kind == '*' else kind};q={weight if _WEIGHT.fullmatch(weight) else 1}"


def write(found: Iterable[Triple], kind: str) -> str:
    """The triples as text of this media type."""
    return serialize(found, RdfFormat.from_media_type(kind) or RdfFormat.TURTLE)


def wanted(accept: str | None, named: str | None) -> dict[str, tuple[str, str] | None]:
    """For each form of query: the media type to call the answer by and the format to write it in, None for neither."""
    if named:
        results, graphs = NAMES[named]
        forms = {"rows": results, "yes": results, "triples": graphs}
        return {form: (one, one) if one else None for form, one in forms.items()}
    found: dict[str, tuple[str, str] | None] = {}
    for form, taken in TAKEN.items():
        kind = best(accept, list(taken))
        found[form] = (kind, taken[kind]) if kind else None
    return found
