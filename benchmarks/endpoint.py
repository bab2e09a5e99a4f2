"""Many clients at once: our endpoint beside `oxigraph serve-read-only` over the same data in the same run."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from himagraph import queries, vocab
from himagraph.library import KnowledgeGraph

CLIENTS = 200
SECONDS = 60.0
#: Named queries that need no parameter, and so are asked by their text.
_MIX = 10
OXIGRAPH = Path(sys.executable).parent / "oxigraph"


@dataclass
class Measured:
    """What the clients saw: seconds of each answer, and the errors."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The time, in milliseconds, within which this share of the answers came."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else float("nan")


def lines(
    kg: KnowledgeGraph, store: Path, place: Path, seconds: float = SECONDS, clients: int = CLIENTS
) -> Iterator[str]:
    """One sentence per server: answers a second, p50, p99, errors, growth of its memory."""
    mix = texts()
    with ours(store) as (url, pid):
        yield told("hima serve", url, pid, mix, seconds, clients)
    if not OXIGRAPH.exists():
        yield "oxigraph serve-read-only is not installed: no comparison."
        return
    dump = place / "all.nq"
    dump.write_text(kg.export("nquads"), encoding="utf-8")
    with theirs(dump, place / "oxigraph") as (url, pid):
        yield told("oxigraph serve-read-only", url, pid, mix, seconds, clients)


def texts() -> list[str]:
    """The mix: ten named queries without parameters that must be given, with their defaults bound."""
    found: list[str] = []
    for name in queries.names():
        query = queries.load(name)
        if all(parameter.default for parameter in query.parameters):
            found.append(vocab.with_prefixes(queries.bind(query.text, queries.bound(query, {}))))
    return found[:_MIX]


def told(name: str, url: str, pid: int, mix: list[str], seconds: float, clients: int) -> str:
    asyncio.run(load(url, mix, 1.0, 4))  # warm
    before = memory(pid)
    found = asyncio.run(load(url, mix, seconds, clients))
    grown = (memory(pid) - before) / 2**20
    rate = len(found.took) / seconds
    return (
        f"{name}: {clients} clients, {len(mix)} queries, {seconds:g} s: {rate:.0f} answers a second, "
        f"p50 {found.at(0.5):.0f} ms, p99 {found.at(0.99):.0f} ms, {len(found.errors)} errors"
        f"{f' ({found.errors[0]})' if found.errors else ''}, memory {grown:+.0f} MiB"
    )


async def load(url: str, mix: list[str], seconds: float, clients: int) -> Measured:
    """As many clients as that, each asking one query after the other until the time is up."""
    found, until = Measured(), time.perf_counter() + seconds
    await asyncio.gather(*(_client(url, mix, number, until, found) for number in range(clients)))
    return found


async def _client(url: str, mix: list[str], number: int, until: float, found: Measured) -> None:
    parts = urlsplit(url)
    turn = number
    while time.perf_counter() < until:
        started = time.perf_counter()
        try:
            status = await _ask(parts.hostname or "", parts.port or 80, parts.path, mix[turn % len(mix)])
        except (OSError, asyncio.IncompleteReadError) as error:
            found.errors.append(type(error).__name__)
        else:
            found.took.append(time.perf_counter() - started)
            if status != 200:
                found.errors.append(str(status))
        turn += 1


async def _ask(host: str, port: int, path: str, query: str) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    head = f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n"
    writer.write((head + "Accept: application/sparql-results+json\r\n\r\n").encode())
    await writer.drain()
    answer = await reader.read(-1)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return int(answer[9:12])


@contextmanager
def ours(store: Path) -> Iterator[tuple[str, int]]:
    """Our server over the store: its address and process."""
    call = [sys.executable, "-m", "himagraph_cli.main", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        found = re.search(r"http://\S+/", process.stderr.readline())
        assert found
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        try:
            yield found[0] + "sparql", process.pid
        finally:
            process.terminate()
            process.wait()
            drain.wait()


@contextmanager
def theirs(dump: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Oxigraph's server over the same quads."""
    subprocess.run([OXIGRAPH, "load", "--location", folder, "--file", dump], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    call = [OXIGRAPH, "serve-read-only", "--location", folder, "--bind", bind]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", int(bind.rpartition(":")[2])), 1):
                    break
                time.sleep(0.05)
            yield f"http://{bind}/query", process.pid
        finally:
            process.terminate()


def memory(pid: int) -> int:
    """Bytes that the process and its children hold."""
    total = 0
    for one in [pid, *_children(pid)]:
        with suppress(OSError):
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096
    return total


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sorted({int(one) for task in tasks for one in (task / "children").read_text().split()})
    return []
