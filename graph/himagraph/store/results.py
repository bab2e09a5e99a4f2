"""What the engine answers, drawn off whole.

The engine's results may only be let go by the thread that made them. So no error is raised while a frame holds one, as
an error keeps its frames: each function gives the error back, and `given` raises it when the result is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

from himagraph.errors import HimagraphError, QuerySyntaxError
from himagraph.store.table import Table

Result = QuerySolutions | QueryBoolean | QueryTriples
#: The error that stands for one of the engine's.
Translate = Callable[[Exception], HimagraphError]
#: What the engine raises when it reads: damage, and answers of others that are none.
FAULTS = (OSError, RuntimeError, SyntaxError, ValueError)

T = TypeVar("T")


def given(found: T | HimagraphError) -> T:
    """What was found, or its error raised."""
    if isinstance(found, HimagraphError):
        raise found
    return found


def rows(result: Result, limit: int | None, translate: Translate) -> Table | HimagraphError:
    """The rows of a SELECT, or the first `limit`. Nothing is handed on before the last: damage shows only when read."""
    if not isinstance(result, QuerySolutions):
        return QuerySyntaxError("This query brings no rows.", "Use SELECT here.")
    try:
        return Table(tuple(variable.value for variable in result.variables), tuple(map(tuple, islice(result, limit))))
    except FAULTS as error:
        return translate(error)


def yes(result: Result) -> bool | HimagraphError:
    """The answer of an ASK."""
    if not isinstance(result, QueryBoolean):
        return QuerySyntaxError("This query has no yes or no for an answer.", "Use ASK here.")
    return bool(result)


def triples(result: Result, limit: int | None, translate: Translate) -> list[Triple] | HimagraphError:
    """The triples of a CONSTRUCT or DESCRIBE, sorted; with a limit, `limit` of them."""
    if not isinstance(result, QueryTriples):
        return QuerySyntaxError("This query brings no triples.", "Use CONSTRUCT or DESCRIBE here.")
    try:
        return sorted(islice(result, limit), key=str)
    except FAULTS as error:
        return translate(error)
