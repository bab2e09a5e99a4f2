"""A server that runs until it is told to stop."""

from __future__ import annotations

import ipaddress
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from starlette.applications import Starlette

from himagraph.errors import UsageError

#: Seconds that requests under way have to end once a stop was asked for.
_GRACE = 5


@dataclass(frozen=True, slots=True)
class Served:
    """A socket that listens, and the address of it."""

    socket: socket.socket
    url: str

    @property
    def here(self) -> bool:
        """Whether only this machine reaches it."""
        return ipaddress.ip_address(self.socket.getsockname()[0].partition("%")[0]).is_loopback


def listen(host: str, port: int) -> Served:
    """Listens at a port, 0 for any that is free. UsageError when it cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(2048)
    except (OSError, OverflowError) as error:
        raise UsageError(f"{host}:{port} cannot be listened at: {error}.", "Give another --port or --host.") from None
    name = f"[{host}]" if ":" in host else host
    return Served(found, f"http://{name}:{found.getsockname()[1]}/")


def serve(app: Starlette, served: Served, ready: Callable[[str], None]) -> None:
    """Answers until SIGTERM or SIGINT; requests under way are ended first, for a few seconds. `ready` is told the
    address when the first request can come."""
    import uvicorn

    config = uvicorn.Config(
        app, log_config=None, access_log=False, timeout_graceful_shutdown=_GRACE, server_header=False, ws="none"
    )
    server = uvicorn.Server(config)

    def stop(number: int, frame: object) -> None:
        """A stop is an end like any other, and one that comes before the server listens for it is not lost. The
        server raises the signal once more at its end."""
        server.should_exit = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        ready(served.url)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[served.socket])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
