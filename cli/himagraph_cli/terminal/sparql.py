"""How query results and the library of queries read."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph import vocab
from himagraph.answers.results import Result
from himagraph.queries import Query
from himagraph.store import Cell, cell
from himagraph_cli import output
from himagraph_cli.terminal import layout


def result(found: Result, format_: str, lang: str) -> str:
    """A result in the format."""
    if format_ == "json":
        return output.dump(found.as_json())
    if format_ == "ttl" or (found.triples is not None and format_ == "table"):
        return found.turtle()
    if found.boolean is not None:
        return _yes_or_no(lang, yes=found.boolean)
    table = found.as_table()
    columns = table.columns
    rows = [[_shown(cell(term)) for term in row] for row in table.rows]
    if format_ == "table":
        lines = layout.columns(columns, [[output.line(one).rstrip() for one in row] for row in rows], "")
        count = f"{len(rows)}行" if lang == "zh" else f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
        return "".join(line.rstrip() + "\n" for line in [*lines, count])
    return output.tabular([dict(zip(columns, row, strict=True)) for row in rows], format_, columns)


def library(queries: Sequence[Query], format_: str, lang: str, *, whole: bool) -> str:
    """The named queries: one a line, or one whole."""
    if format_ == "json":
        return output.dump(
            {
                "schema_version": 1,
                "command": "queries",
                "queries": [
                    {
                        "name": query.name,
                        "summary": {"en": query.summary, "zh": query.summary_zh},
                        "description": {"en": query.description, "zh": query.description_zh},
                        "topic": query.topic,
                        "parameters": [
                            {"name": one.name, "type": one.type, "default": one.default, "example": one.example}
                            for one in query.parameters
                        ],
                        "columns": list(query.columns),
                        **({"text": vocab.with_prefixes(query.text)} if whole else {}),
                    }
                    for query in queries
                ],
            }
        )
    if whole:
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in vocab.PREFIXES.items())
        return "".join(declared + _in_language(query.text, lang) for query in queries)
    rows = [
        [
            query.name,
            " ".join(one.name for one in query.parameters),
            query.summary_zh if lang == "zh" else query.summary,
        ]
        for query in queries
    ]
    if format_ in ("csv", "tsv", "md"):
        head = ("name", "parameters", "summary")
        return output.tabular([dict(zip(head, row, strict=True)) for row in rows], format_, head)
    lines = layout.columns(["name", "parameters", "answers"], rows, "")
    hint = "hima queries NAME prints one whole; hima query NAME --param NAME=VALUE asks it."
    return "".join(line.rstrip() + "\n" for line in [*lines, "", hint])


def _in_language(text: str, lang: str) -> str:
    """The text of a query, its header in one language; it still runs, and keeps all else of the header."""
    if lang == "both":
        return text
    left_out = ("#+ summary:", "#+ description:") if lang == "zh" else ("#+ summary@zh:", "#+ description@zh:")
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(left_out))


def _yes_or_no(lang: str, *, yes: bool) -> str:
    return {True: "是\n", False: "否\n"}[yes] if lang == "zh" else {True: "yes\n", False: "no\n"}[yes]


def _shown(value: Cell) -> str:
    """A value of a row: an own IRI as a prefixed name, nothing for what is not bound."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _short(str(value))


def _short(value: str) -> str:
    for name in ("id", "claim", "source", "model", "task", "graph", "hima", "rdfs", "rdf", "skos", "dcterms", "xsd"):
        iri = vocab.PREFIXES[name]
        if value.startswith(iri):
            return f"{name}:{value[len(iri) :]}"
    return value
