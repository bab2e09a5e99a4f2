"""Where the ontology and the bundled seeds are."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def home() -> Path:
    """The folder that holds `ontology/` and `seeds/`: the package when installed, else the checkout around it."""
    package = Path(__file__).resolve().parent
    for folder in (package, package.parents[1]):
        if (folder / "ontology").is_dir() and (folder / "seeds").is_dir():
            return folder
    raise FileNotFoundError(f"neither {package} nor {package.parents[1]} holds the ontology and the seeds")


def ontology() -> Path:
    return home() / "ontology"


def seeds() -> Path:
    return home() / "seeds"
