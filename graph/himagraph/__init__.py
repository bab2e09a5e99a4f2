"""himagraph: who owns whom in the Huawei automotive ecosystem, since when, and who says so.

import himagraph
kg = himagraph.open()
kg.who_owns("Yinwang").sentence()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from himagraph.library import KnowledgeGraph, open

from himagraph.version import VERSION as __version__

__all__ = ["KnowledgeGraph", "__version__", "open"]


def __getattr__(name: str) -> Any:
    # The front is loaded when it is first asked for, so that a command pays only for what it uses.
    if name in ("KnowledgeGraph", "open"):
        from himagraph import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
