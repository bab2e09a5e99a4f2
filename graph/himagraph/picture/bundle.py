"""The page's own files: script, style and the vendored drawing library, with the hashes that its policy allows."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).resolve().parent / "assets"
VENDORED = ASSETS / "vendor" / "vis-network.min.js"


@cache
def script() -> str:
    """The modules as one script: what all share, then the views, then the start. Each is by itself a function."""
    files = [*sorted((ASSETS / "core").glob("*.js")), *sorted((ASSETS / "views").glob("*.js")), ASSETS / "start.js"]
    return "\n".join(_read(path) for path in files)


@cache
def style() -> str:
    """The style sheets, the views' after the shell's."""
    files = [ASSETS / "style.css", *sorted((ASSETS / "views").glob("*.css"))]
    return "\n".join(_read(path) for path in files)


@cache
def vendored() -> str:
    return _read(VENDORED)


def policy() -> str:
    """A content-security policy: nothing is loaded from anywhere, and no other script or style runs."""
    scripts = " ".join(_hash(text) for text in (vendored(), script()))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(style())}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def packed(value: Any) -> str:
    """The value as compressed JSON in base64: inert in any document, and the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(text, compresslevel=9, mtime=0)).decode()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
