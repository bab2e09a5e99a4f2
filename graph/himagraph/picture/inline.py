"""The page within a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A page that shows itself inline in a notebook; `html` is the whole file."""

    html: str
    title: str

    def __repr__(self) -> str:
        """One line: a notebook keeps it beside the frame, and would otherwise keep the whole page twice."""
        return f"Picture({self.title!r}, {len(self.html):,} characters of HTML)"

    def _repr_html_(self) -> str:
        """A frame of its own with the page in it: nothing of it touches the notebook around it."""
        return (
            f'<iframe title="{escape(self.title, quote=True)}" width="100%" height="720" style="border:0" '
            f'sandbox="allow-scripts allow-downloads allow-popups" srcdoc="{escape(self.html, quote=True)}"></iframe>'
        )
