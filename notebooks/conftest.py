"""Notebooks are run as a reader with an empty cache would run them, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Kernels take over the environment: what they keep goes to a folder of the run."""
    kept = item.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(kept / "notebooks-cache"))
        patch.setenv("IPYTHONDIR", str(kept / "notebooks-ipython"))
        patch.delenv("HIMA_STORE", raising=False)
        return (yield)
