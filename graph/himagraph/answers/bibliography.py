"""Sources and figures as reference managers read them: BibTeX and CSL-JSON. Nothing is filled in that is not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from himagraph.answers.rows import Json
from himagraph.records import Claim, Source, When

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GRADES = {"filing": "report", "company": "webpage", "news": "article-newspaper", "blog": "post-weblog"}
#: Characters that LaTeX reads as commands. A brace becomes a word, as BibTeX counts even escaped ones.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure that is cited: its handle, what it says, the version and day of the data, and the rest as a note."""

    handle: str
    title: str
    version: str
    day: date
    note: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source with the claims in it that a figure rests on."""

    source: Source
    claims: tuple[Claim, ...]

    @property
    def where(self) -> tuple[str, ...]:
        """Where in the source the claims stand, each place once."""
        return tuple(dict.fromkeys(place for claim in self.claims for place in claim.texts("where")))

    def text(self, lang: str = "en") -> str:
        """Publisher, title, date, place and address in one line."""
        source, chinese = self.source, lang == "zh"
        undated = f"未注明日期，{source.retrieved}读取" if chinese else f"undated, read {source.retrieved}"
        copied = ("（转载）" if chinese else " (copy)") if source.is_copy else ""
        title = f"《{source.title}》" if chinese else f'"{source.title}"'
        parts = [source.publisher, title, (str(source.published) if source.published else undated) + copied]
        parts += [self._place(lang), source.url or (f"host {source.host}" if source.host else "")]
        return ("，" if chinese else ", ").join(part for part in parts if part)

    def _place(self, lang: str = "en") -> str:
        lines = [place for place in self.where if place[0].isdigit()]
        others = [place for place in self.where if not place[0].isdigit() and place != "unlocated"]
        if lang == "zh":
            return "，".join([*([f"第{'、'.join(lines)}行"] if lines else []), *others])
        many = len(lines) > 1 or any("-" in place for place in lines)
        return ", ".join([*([f"line{'s' if many else ''} {', '.join(lines)}"] if lines else []), *others])

    def note(self) -> str:
        """What BibTeX and CSL have no field for."""
        source = self.source
        parts = [
            "" if source.published else "undated",
            f"copy of {source.copy_of}" if source.is_copy and source.copy_of != "unseen" else "",
            "copy of a source not seen" if source.copy_of == "unseen" else "",
            f"host {source.host}" if source.host else "",
            self._place(),
        ]
        return "; ".join(part for part in parts if part)


def bibtex(figure: Figure, cited: Iterable[Cited]) -> str:
    """One entry for the figure and one for each source. Works with BibTeX and biblatex, in UTF-8."""
    entries = [
        _entry(
            "himagraph-" + re.sub(r"[^a-z0-9]+", "-", figure.handle.casefold()).strip("-"),
            {
                "key": _latex("himagraph"),
                "title": f"{{{_latex(figure.title)}}}",
                "howpublished": _latex(f"himagraph {figure.version}"),
                **_bibtex_date(When.parse(figure.day.isoformat())),
                "version": _latex(figure.version),
                "note": _latex(figure.note),
            },
        )
    ]
    for one in cited:
        source = one.source
        publisher = _known(source.publisher)
        # BibTeX knows no days and no quarters.
        dated = f"published {source.published}" if source.published else ""
        fields = {
            "key": _latex(publisher or source.title),
            "title": f"{{{_latex(source.title)}}}",
            "howpublished": _latex(publisher),
            **(_bibtex_date(source.published) if source.published else {}),
            "url": _url(source.url),
            "urldate": source.retrieved.text if _plain(source.retrieved) and source.url else "",
            "note": _latex("; ".join(part for part in (dated, one.note()) if part)),
        }
        entries.append(_entry(source.id, fields))
    return "\n".join(entries)


def csl(figure: Figure, cited: Iterable[Cited]) -> list[Json]:
    """The same as items of CSL-JSON."""
    items: list[Json] = [
        {
            "id": f"himagraph:{figure.handle}",
            "type": "dataset",
            "title": figure.title,
            "publisher": "himagraph",
            "version": figure.version,
            "issued": _csl_date(When.parse(figure.day.isoformat())),
            "note": figure.note,
        }
    ]
    for one in cited:
        source = one.source
        given: Json = {
            "id": source.id,
            "type": _GRADES.get(source.kind, "document"),
            "title": source.title,
            "publisher": _known(source.publisher),
            "issued": _csl_date(source.published) if source.published else None,
            "accessed": _csl_date(source.retrieved),
            "URL": source.url,
            "language": source.language,
            "note": one.note(),
        }
        items.append({name: value for name, value in given.items() if value})
    return items


def _entry(key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {value if value in _MONTHS else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def _bibtex_date(when: When) -> dict[str, str]:
    """Year and month as far as they are known; nothing for a quarter or a range."""
    if not _plain(when):
        return {}
    year, _, rest = when.text.partition("-")
    return {"year": year, "month": _MONTHS[int(rest[:2]) - 1] if rest else ""}


def _csl_date(when: When) -> Json:
    if not _plain(when):
        return {"literal": when.text}
    return {"date-parts": [[int(part) for part in when.text.split("-")]]}


def _plain(when: When) -> bool:
    """Whether it is a year, a month or a day."""
    return re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", when.text) is not None


def _known(publisher: str) -> str:
    return "" if publisher.casefold() == "unknown" else publisher


def _latex(text: str) -> str:
    """The text with nothing in it that LaTeX would obey, on one line, without characters that steer."""
    one_line = " ".join(text.split())
    seen = (char for char in one_line if unicodedata.category(char)[0] != "C")
    escaped = "".join(_LATEX.get(char, char) for char in seen)
    return escaped.replace("--", "-{}-")


def _url(url: str | None) -> str:
    """The address with what would end its field or start a command written as per cent codes."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._") if url else ""
