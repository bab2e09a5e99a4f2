"""Builds that are killed or interrupted: the old store answers as before, or the new one is whole."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from himagraph.build.conductor import build
from himagraph.store.folder import open_folder

ROOT = Path(__file__).resolve().parents[1]

#: Runs `hima` and presses Ctrl-C after so many seconds, counted from when it has been loaded.
INTERRUPTED = """
import os, signal, sys, threading
import himagraph.build.conductor
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs behind it without
from himagraph_cli.main import main
press = threading.Timer(float(sys.argv.pop(1)), os.kill, (os.getpid(), signal.SIGINT))
press.daemon = True
press.start()
main()
"""


def test_twenty_kills_at_random_moments_lose_no_store(founding: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "20", "--seeds", str(founding)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "20 kills" in ran.stdout
    assert "; 0 lost, 0 left over in the end" in ran.stdout


def test_ctrl_c_at_random_moments_ends_with_130_and_the_store_stays(
    tmp_path: Path, founding: Path, environment: dict[str, str]
) -> None:
    store = tmp_path / "store"
    build(founding, store)
    sound = lines(store)
    dice = random.Random(7)
    codes: list[int] = []
    for _ in range(8):
        ran = subprocess.run(
            [
                sys.executable,
                "-c",
                INTERRUPTED,
                str(dice.uniform(0.01, 0.7)),
                "build",
                str(founding),
                "--store",
                str(store),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        codes.append(ran.returncode)
        assert "Traceback" not in ran.stderr
        assert ran.returncode in (0, 130), ran.stderr
        assert lines(store) == sound
    assert 130 in codes
    build(founding, store)
    assert sorted(path.name[:2] for path in store.iterdir()) == [".l", "st", "v-"]


@pytest.mark.parametrize("step", ["reading seeds", "resolving claims", "checking", "writing the store"])
def test_ctrl_c_in_any_step_leaves_the_store(tmp_path: Path, founding: Path, step: str) -> None:
    store = tmp_path / "store"
    build(founding, store)
    before = sorted(store.iterdir())

    def pressed(now: str, done: float) -> None:
        if now == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(founding, store, pressed)
    assert sorted(store.iterdir()) == before


def lines(store: Path) -> list[bytes]:
    return sorted((open_folder(store).graph.dump(format=RdfFormat.N_QUADS) or b"").splitlines())
