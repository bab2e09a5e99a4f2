"""How `cite` reads, in each style."""

from __future__ import annotations

from collections.abc import Callable

from himagraph.answers.cite import Citation
from himagraph_cli import output


def text(answer: Citation, lang: str) -> list[str]:
    """One paragraph on one line, ready to be pasted."""
    return [answer.text(lang)]


def bibtex(answer: Citation, lang: str) -> list[str]:
    """The entries of a .bib file."""
    return answer.bibtex(lang).splitlines()


def csl(answer: Citation, lang: str) -> list[str]:
    """A JSON list."""
    return output.dump(answer.csl(lang)).splitlines()


STYLES: dict[str, Callable[[Citation, str], list[str]]] = {"text": text, "bibtex": bibtex, "csl": csl}
