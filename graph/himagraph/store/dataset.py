"""A query over a dataset whose default graph has a name.

Engines without a default graph of its own (Virtuoso: there it is all graphs together) hold the current view as one more
named graph. `default-graph-uri` of the protocol would close all the others, as no `named-graph-uri` goes with it; so
the pattern of the query is put into that graph instead. What stands in a GRAPH of its own stays there.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode

from himagraph.lexer import TOKEN

_PARAMETER = "default-graph-uri"


def apart(url: str) -> tuple[str, str | None]:
    """The address without its `default-graph-uri`, and that graph, None where there is none."""
    address, _, query = url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    graph = next((value for name, value in pairs if name == _PARAMETER), None)
    if graph is None:
        return url, None
    rest = urlencode([pair for pair in pairs if pair[0] != _PARAMETER])
    return (f"{address}?{rest}" if rest else address), graph


def joined(url: str, graph: str) -> str:
    """The address with its `default-graph-uri`, as a user may give it."""
    return f"{url}{'&' if '?' in url else '?'}{_PARAMETER}={quote(graph, safe=':/')}"


def inside(sparql: str, graph: str) -> str:
    """The query with its pattern in the graph of that IRI. One without a pattern stays as it is."""
    sparql = _without(sparql, graph)
    form, blocks = "", []
    opened = depth = 0
    where = False
    for start, end, word in _marks(sparql):
        if word in ("{", "(", "["):
            if depth == 0 and word == "{":
                opened = end
            depth += 1
        elif word in ("}", ")", "]"):
            depth -= 1
            if depth == 0 and word == "}":
                blocks.append((opened, start))
        elif depth == 0:
            form = form or (word if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else "")
            where = where or (word == "WHERE" and not blocks)
    if not blocks:
        return sparql
    short = form == "CONSTRUCT" and where
    begin, stop = blocks[1 if form == "CONSTRUCT" and not short and len(blocks) > 1 else 0]
    pattern = f"{sparql[:begin]} GRAPH <{graph}> {{{sparql[begin:stop]}\n}} {sparql[stop:]}"
    if not short:
        return pattern
    # `CONSTRUCT WHERE { ... }` takes triples only: its template is written out.
    word_end = next(end for _, end, word in _marks(sparql) if word == "CONSTRUCT")
    return f"{pattern[:word_end]} {{{sparql[begin:stop]}\n}} {pattern[word_end:]}"


def _without(sparql: str, graph: str) -> str:
    """The query in which no variable after GRAPH stands for that graph: it is no named graph to the query."""
    parts: list[str] = []
    variables: list[str] = []
    position = 0
    before = named = ""
    for token in TOKEN.finditer(sparql):
        if token["mark"] == "{":
            variables.append(named)
        elif token["mark"] == "}" and variables and (variable := variables.pop()):
            parts += [sparql[position : token.end()], f" FILTER({variable} != <{graph}>)"]
            position = token.end()
        named = token[0] if before == "GRAPH" and token[0][0] in "?$" else ""
        before = (token["word"] or "").upper()
    return "".join((*parts, sparql[position:]))


def _marks(sparql: str) -> Iterator[tuple[int, int, str]]:
    """Brackets and words, each with where it begins and ends."""
    for token in TOKEN.finditer(sparql):
        if found := token["mark"] or (token["word"] or "").upper():
            yield token.start(), token.end(), found
