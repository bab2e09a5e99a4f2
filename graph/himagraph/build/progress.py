"""How a build tells where it is."""

from __future__ import annotations

from collections.abc import Callable

#: Told before each step: its name, and how far the whole is (0 to 1).
Progress = Callable[[str, float], None]


def silent(step: str, done: float) -> None:
    """For callers that want no progress."""
