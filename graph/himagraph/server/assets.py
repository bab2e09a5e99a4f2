"""Styles and scripts of the pages, at addresses that change with their bytes, so that a browser may keep them."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from himagraph.server.packing import takes_gzip

FOLDER = Path(__file__).parent / "assets"
_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_COLOUR = re.compile(r"--(?:[a-z]+: #\w+|mono: [^;]+);")
_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages bring along, and the same compressed."""

    name: str
    kind: str
    body: bytes
    packed: bytes

    @property
    def address(self) -> str:
        """The path of these bytes; others have another."""
        return f"/assets/{hashlib.sha256(self.body).hexdigest()[:16]}/{self.name}"


@cache
def assets() -> Mapping[str, Asset]:
    """Each file by its name, own ones and those of others."""
    found: dict[str, Asset] = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in _KINDS:
            body = (_colours() if path.name == "site.css" else b"") + path.read_bytes()
            found[path.name] = Asset(path.name, _KINDS[path.suffix], body, gzip.compress(body, 9, mtime=0))
    return found


def _colours() -> bytes:
    """The colours of the interactive page, in its light theme and its dark one, as the reader's system has it."""
    from himagraph.picture.bundle import ASSETS

    text = (ASSETS / "style.css").read_text(encoding="utf-8")
    light, dark = (" ".join(_COLOUR.findall(block)) for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", text)[:2])
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n".encode()


@cache
def address(name: str) -> str:
    """Where pages find the file."""
    return assets()[name].address


def route() -> Route:
    return Route("/assets/{digest}/{name}", _answer)


def _answer(request: Request) -> Response:
    """The file; a page of another version, which names other bytes, gets none."""
    asset = assets().get(request.path_params["name"])
    if asset is None or request.url.path != asset.address:
        return PlainTextResponse("There is no such file.\n", 404)
    headers = {"Content-Type": asset.kind, "Cache-Control": _YEAR, "Vary": "Accept-Encoding"}
    headers["X-Content-Type-Options"] = "nosniff"
    if takes_gzip(request.headers.get("accept-encoding")):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"})
    return Response(asset.body, headers=headers)
