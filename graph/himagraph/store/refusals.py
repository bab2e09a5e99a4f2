"""What stands behind an answer of an endpoint that is none, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from himagraph.errors import HimagraphError, LimitReached, OutOfTime, QuerySyntaxError, StoreUnavailable

#: What to check when something else than a SPARQL endpoint seems to answer.
ADDRESS = "Is this the address of a SPARQL endpoint?"
#: Per status: the error, what it means, and what to do.
_MEANINGS: dict[int, tuple[type[HimagraphError], str, str]] = {
    401: (
        StoreUnavailable,
        "wants a user and a password",
        "Write them into the address: https://USER:PASSWORD@host/...",
    ),
    403: (StoreUnavailable, "may not be read from here", "Ask its operator for the right to query."),
    404: (StoreUnavailable, "is not there", ADDRESS),
    405: (StoreUnavailable, "takes no query in this way", ADDRESS),
    406: (StoreUnavailable, "cannot answer in a format that is read here", ADDRESS),
    408: (OutOfTime, "gave up: the query took it too long", "Narrow the query, or raise the limit of the server."),
    413: (LimitReached, "takes no query of this length", "Shorten the query, or raise the limit of the server."),
    414: (LimitReached, "takes no address of this length", "Shorten the query, or raise the limit of the server."),
    429: (LimitReached, "is asked too often", "Try again later."),
    500: (StoreUnavailable, "failed", "Try a simpler query, or ask its operator."),
    502: (StoreUnavailable, "is out of reach behind its gateway", "Try again later."),
    503: (StoreUnavailable, "is too busy or under repair", "Try again later."),
    504: (OutOfTime, "did not answer its gateway in time", "Narrow the query, or raise the limit of the server."),
}
#: What servers call a query that took too long, whatever their status is. (Virtuoso 7 answers 500.)
_TOO_LONG = re.compile(r"\bS1T00\b|exceeds the limit|timed? ?out|time limit", re.IGNORECASE)


def error(url: str, status: int, reason: str, headers: Mapping[str, str], body: bytes) -> HimagraphError:
    """The error for a status that is not 200, with what the endpoint says of it where that is plain text."""
    if 300 <= status < 400:
        return StoreUnavailable(f"{url} has moved: {headers.get('location', 'elsewhere')}.", "Give that address.")
    said = _said(body)
    if status == HTTPStatus.BAD_REQUEST and said:
        return QuerySyntaxError(f"{url} refused the query: {said}")
    kind, meaning, remedy = _MEANINGS.get(status, (StoreUnavailable, "", ADDRESS))
    if status == HTTPStatus.INTERNAL_SERVER_ERROR and _TOO_LONG.search(said):
        kind, meaning, remedy = _MEANINGS[408]
    answered = f"{url} answered {status} {reason or _phrase(status)}"
    told = ": ".join(part for part in (f"it {meaning}" if meaning else "", said) if part)
    return kind(f"{answered}: {told}." if told else f"{answered}.", remedy)


def late(url: str, seconds: float) -> StoreUnavailable:
    """The error of an endpoint that took the query and says nothing, or not all."""
    return StoreUnavailable(f"{url} has not answered in {seconds:g} seconds.", "Narrow the query, or try again later.")


def unreachable(url: str, reason: Exception, seconds: float) -> StoreUnavailable:
    """The error of an address at which nobody speaks HTTP."""
    from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError, SSLError

    # The order counts: to urllib3 a connection that is refused is a kind of one that was not made in time.
    remedy = "Check the address, or leave --store out."
    match reason:
        case SSLError():
            return StoreUnavailable(
                f"{url} has no certificate that is trusted here: {_line(reason)}.",
                "Check the address, or set SSL_CERT_FILE to the certificate of its authority.",
            )
        case NameResolutionError():
            why = "no host has this name"
        case NewConnectionError():
            why = _line(reason).rpartition(": ")[2]
        case ConnectTimeoutError():
            why = f"no connection in {seconds:g} seconds"
        case _:
            why = _line(reason)
    return StoreUnavailable(f"{url} cannot be reached: {why}.", remedy)


def no_results(url: str, kind: str, wanted: str) -> StoreUnavailable:
    """The error of an answer that is no `wanted`; `kind` is the media type it came with."""
    told = "a web page" if kind in ("text/html", "application/xhtml+xml") else kind or "something without a type"
    return StoreUnavailable(f"{url} did not answer with SPARQL results but with {told}; wanted: {wanted}.", ADDRESS)


def broken(url: str, reason: Exception) -> StoreUnavailable:
    """The error of an answer that breaks off or breaks the rules of its format."""
    return StoreUnavailable(
        f"{url} did not answer with SPARQL results that can be read: {_line(reason)}.",
        "Try again, or ask its operator.",
    )


def partial(url: str, reason: str) -> OutOfTime:
    """The error of an answer that the server itself calls a part: it ran out of time."""
    return OutOfTime(
        f"{url} answered with a part of the rows only: {_line(reason)}.",
        "Narrow the query, or raise the limit of the server.",
    )


def cut(url: str, rows: int, detail: str = "") -> LimitReached:
    """The error of an answer that the server cut off after so many rows."""
    return LimitReached(
        f"{url} gives at most {rows} rows and has more of them{detail}.",
        "Raise its limit (of Virtuoso: ResultSetMaxRows and MaxSortedTopRows in virtuoso.ini), or ask for fewer rows.",
    )


def _said(body: bytes) -> str:
    """One line of what the server says; nothing of a page for people."""
    text = body[:4000].decode(errors="replace").strip()
    return "" if text.startswith("<") else " ".join(text.split())[:200].rstrip(".")


def _line(reason: Exception | str) -> str:
    text = " ".join(str(reason).split()) or type(reason).__name__
    return text[:200].rstrip(".")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
