"""The conversation with a SPARQL endpoint over HTTP: a query goes out, a whole answer or one error comes back.

Nothing is asked but to read, so a question may be put again: when the connection fails or breaks off, and when the
server says that it cannot answer just now. Everything together, pauses included, has one deadline.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
    TimeoutError,
)
from urllib3.util import Retry, Url, make_headers, parse_url

from himagraph.errors import HimagraphError, LimitReached
from himagraph.frozen import dataclass
from himagraph.store import refusals

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

#: Bytes that one answer may have.
SIZE_LIMIT = 512 * 2**20
#: Characters of an address that every server and proxy takes. A longer query travels in the body of a POST.
LONGEST_ADDRESS = 2000
#: Seconds to wait before each further try, where the server names none.
PAUSES = (0.2, 0.5, 1.0)
#: Statuses that say "not now".
PASSING = frozenset({429, 502, 503, 504})
#: The longest wait, in seconds, that a server may ask for.
LONGEST_PAUSE = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; `headers` have names in lower case."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type without its parameters, empty when none is told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Endpoint:
    """The endpoint at an address. A user and password may stand in the address; no message shows them.

    `timeout` is in seconds. `clock` and `sleep` are those of the system, unless a test brings its own.
    """

    def __init__(
        self,
        url: str,
        timeout: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.timeout = timeout
        self._clock, self._sleep = clock, sleep
        self._headers = {"User-Agent": "himagraph", "Accept-Encoding": "gzip, deflate"}
        self.shown = url
        parts = _parts_of(url)
        if parts.auth:
            self._headers |= make_headers(basic_auth=unquote(parts.auth))
            self.shown = parts._replace(auth=None).url
        self._pool = _pool(parts)

    def ask(self, query: str, accept: str) -> Reply:
        """The answer with status 200 to a query; every other outcome is a HimagraphError."""
        deadline = self._clock() + self.timeout
        pauses = iter(PAUSES)
        while True:
            pause = next(pauses, None)
            try:
                reply = self._once(query, accept, deadline)
            except (HTTPError, OSError, ValueError) as error:
                fault = self._fault(error)
                again = _may_pass(error)
            else:
                if reply.status == 200:
                    return reply
                fault = refusals.error(self.shown, reply.status, reply.reason, reply.headers, reply.body)
                again = reply.status in PASSING
                pause = None if pause is None else max(pause, _wish(reply))
            if not again or pause is None or pause > LONGEST_PAUSE or self._clock() + pause > deadline:
                raise fault from None
            self._sleep(pause)

    def close(self) -> None:
        """Closes the connections that are kept."""
        self._pool.clear()

    def _once(self, query: str, accept: str, deadline: float) -> Reply:
        form = {"query": query}
        address = self.shown + ("&" if "?" in self.shown else "?") + urlencode(form)
        headers = {**self._headers, "Accept": accept}
        body = None
        if len(address) > LONGEST_ADDRESS:
            # Posted as a form: Virtuoso 7 hangs on a query that is the body itself.
            address, body = self.shown, urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        left = max(deadline - self._clock(), 0.001)
        response = self._pool.request(
            "GET" if body is None else "POST",
            address,
            body=body,
            headers=headers,
            timeout=urllib3.Timeout(connect=left, read=left),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            body_ = b"".join(self._parts(response, deadline))
        except BaseException:
            response.close()
            raise
        response.release_conn()
        named = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, response.reason or "", named, body_)

    def _parts(self, response: BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
        size = 0
        while part := response.read1(1 << 16, decode_content=True):
            size += len(part)
            if self._clock() > deadline:
                raise TimeoutError
            if size > SIZE_LIMIT:
                raise LimitReached(
                    f"The answer of {self.shown} has more than {SIZE_LIMIT // 2**20} MiB.", "Ask for fewer rows."
                )
            yield part

    def _fault(self, error: Exception) -> HimagraphError:
        if isinstance(error, TimeoutError) and not isinstance(error, ConnectTimeoutError):
            return refusals.late(self.shown, self.timeout)
        return refusals.unreachable(self.shown, error, self.timeout)


def _parts_of(url: str) -> Url:
    """The parts of an address; none of one that cannot be read, which the first question tells."""
    try:
        return parse_url(url)
    except HTTPError:
        return Url()


def _pool(address: Url) -> urllib3.PoolManager:
    """Connections to the address, through the proxy of the environment where there is one."""
    proxy = getproxies().get(address.scheme or "")
    if proxy and address.host and not proxy_bypass(address.host):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()


def _may_pass(error: Exception) -> bool:
    """Whether a second try may succeed: not when the time is up, the name means nothing or the certificate is bad."""
    if isinstance(error, NewConnectionError):
        return not isinstance(error, NameResolutionError)
    return not isinstance(error, TimeoutError | SSLError | ValueError)


def _wish(reply: Reply) -> float:
    """The seconds after which the server wants to be asked again: a number or a date; 0 when it names none."""
    wish = reply.headers.get("retry-after")
    try:
        return Retry().parse_retry_after(wish) if wish else 0.0
    except HTTPError:
        return 0.0
