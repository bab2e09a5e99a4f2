"""A limit on how long a command may take."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import Timer

from himagraph.errors import LimitReached
from himagraph_cli import output


@contextmanager
def deadline(seconds: float, grace: float = 0.0) -> Generator[None]:
    """Ends the process when the work inside takes longer: the engine cannot be stopped from outside.

    Nothing has been printed by then, as an answer is printed whole; the exit code is that of LimitReached.
    `grace` is what a work that keeps to the limit by itself may take longer.
    """

    def stop() -> None:
        output.say(f"The query took longer than {seconds:g} seconds. Narrow it, or raise --timeout.")
        sys.stderr.flush()
        os._exit(LimitReached.exit_code)

    timer = Timer(seconds + grace, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
