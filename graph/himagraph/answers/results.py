"""The result of a query of any form, ready for every output format."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from himagraph import vocab
from himagraph.answers.rows import Json
from himagraph.store import Table, Term
from himagraph.triples import serialize


@dataclass(frozen=True, slots=True)
class Result:
    """What a query brought: rows, a yes or no, or triples; exactly one of them is not None."""

    table: Table | None = None
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None

    def cut(self, limit: int) -> Result:
        """The first rows or triples up to the limit; the same object when there are no more."""
        if self.table is not None and len(self.table) > limit:
            return replace(self, table=Table(self.table.columns, self.table.rows[:limit]))
        if self.triples is not None and len(self.triples) > limit:
            return replace(self, triples=self.triples[:limit])
        return self

    def as_table(self) -> Table:
        """The rows; triples as rows of subject, predicate and object."""
        if self.table is not None:
            return self.table
        rows = tuple((one.subject, one.predicate, one.object) for one in self.triples or ())
        return Table(("subject", "predicate", "object"), rows)

    def as_json(self) -> Json:
        """SPARQL 1.1 Query Results JSON; triples as rows of subject, predicate and object."""
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}
        table = self.as_table()
        return {
            "head": {"vars": list(table.columns)},
            "results": {
                "bindings": [{name: _binding(term) for name, term in row.items()} for row in table.terms()],
            },
        }

    def turtle(self) -> str:
        """The triples as Turtle; empty for rows and booleans."""
        return serialize(self.triples or (), RdfFormat.TURTLE)


def _binding(term: Term) -> Json:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            value: Json = {"type": "literal", "value": term.value}
            if term.language:
                value["xml:lang"] = term.language
            elif term.datatype.value != vocab.XSD + "string":
                value["datatype"] = term.datatype.value
            return value
        case _:
            return {"type": "literal", "value": str(term)}
