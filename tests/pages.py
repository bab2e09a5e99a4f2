"""docs/refresh.py as a module, and the pages that it keeps up to date."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("himagraph_refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclass looks itself up by the name of its module.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


refresh = _load()


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")
