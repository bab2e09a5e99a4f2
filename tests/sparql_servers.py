"""Real SPARQL servers on this machine over a dump of ours: the Oxigraph server and Virtuoso."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from himagraph.errors import HimagraphError
from himagraph.store import connect
from himagraph.store.dataset import joined

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
#: The name that the current view bears in an engine without a default graph of its own.
VIEW = "https://w3id.org/himagraph/graph/view"
#: As in docs/scaling.md.
INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def awaited(url: str) -> str:
    """The address, once somebody answers there."""
    for _ in range(200):
        try:
            connect(url).ask("ASK {}")
        except HimagraphError:
            time.sleep(0.05)
        else:
            return url
    raise AssertionError(f"no server at {url}")


def missing(what: str) -> None:
    """Skips, or fails where everything has to be there."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def oxigraph(dump: Path, folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server over the dump."""
    if not OXIGRAPH.exists():
        missing("the PyPI package oxigraph is not installed")
    place, bind = folder / "location", f"127.0.0.1:{free_port()}"
    subprocess.run([OXIGRAPH, "load", "--location", place, "--file", dump], check=True, capture_output=True)
    command = [OXIGRAPH, "serve-read-only", "--location", place, "--bind", bind]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield awaited(f"http://{bind}/query")
    finally:
        server.kill()
        server.wait()


@contextmanager
def virtuoso(dump: Path, folder: Path) -> Iterator[str]:
    """The address of a Virtuoso over the dump, the current view in a graph named VIEW."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        missing("Virtuoso is not installed: apt-get install --no-install-recommends virtuoso-opensource-7-bin")
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, http=http))
    shutil.copy(dump, folder / "dump.nq")
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = awaited(f"http://127.0.0.1:{http}/sparql")
        load = f"ld_dir('{folder}', 'dump.nq', '{VIEW}'); rdf_loader_run();"
        subprocess.run(["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"], check=True, capture_output=True)
        yield joined(url, VIEW)
    finally:
        server.kill()
        server.wait()
