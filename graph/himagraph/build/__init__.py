"""From seeds to a checked store: the one conductor, the current view, the digest, the cache of the bundled seeds.

from himagraph.build import build, check
check(Path("seeds")).findings       # what is wrong, with file and line
build(Path("seeds"), Path("mine"))  # a store for `himagraph.open`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from himagraph.build.conductor import Checked, build, check

__all__ = ["Checked", "build", "check"]


def __getattr__(name: str) -> Any:
    # The loader and its YAML are no part of an answer: they are loaded when they are first asked for.
    if name in __all__:
        from himagraph.build import conductor

        return getattr(conductor, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
