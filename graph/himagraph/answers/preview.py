"""An answer at a glance, for a notebook: its sentence, its first rows, what it covers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from himagraph.answers.rows import Json

#: Rows and columns of a preview; the answer has them all.
_ROWS, _COLUMNS = 10, 8
#: Lists that stand beside the rows of an answer.
_BESIDE = ("sources", "definitions")
#: Columns that repeat another one.
_LEFT_OUT = ("article", "brands", "bases", "rank_reason")


def text(answer: Any) -> str:
    """The sentence, what it covers, and how many rows there are."""
    said = answer.as_json()
    name, rows = _rows(said)
    count = f"{len(rows)} {name.replace('_', ' ')}" if rows else ""
    return "\n".join(part for part in (_sentence(answer, said), said.get("coverage"), count) if part)


def html(answer: Any) -> str:
    """The same with the first rows as a table. Labels are data: all of them are escaped."""
    said = answer.as_json()
    _, rows = _rows(said)
    shown = [{key: _cell(value) for key, value in row.items()} for row in rows[:_ROWS]]
    names = [key for key in (rows[0] if rows else ()) if not key.endswith("_zh") and key not in _LEFT_OUT]
    columns = [key for key in names if any(row.get(key) for row in shown)][:_COLUMNS]
    parts = [f"<p><strong>{escape(_sentence(answer, said))}</strong></p>"]
    if columns:
        head = _line("th", (key.replace("_", " ") for key in columns))
        body = "".join(_line("td", (row.get(key, "") for key in columns)) for row in shown)
        parts.append(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>")
    if len(rows) > _ROWS:
        parts.append(f"<p>{_ROWS} of {len(rows)} rows.</p>")
    if said.get("coverage"):
        parts.append(f"<p>{escape(said['coverage'])}</p>")
    return "".join(parts)


def _line(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<{tag} style="text-align:left">{escape(cell)}</{tag}>' for cell in cells) + "</tr>"


def _sentence(answer: Any, said: Json) -> str:
    """What the answer says of itself; the name of what it is about where it has no sentence."""
    told = said.get("sentence") or said.get("text")
    if told:
        return str(told)
    entity = getattr(answer, "entity", None)
    return f"{answer.command}: {entity.label('both')}" if entity else str(answer.command)


def _rows(said: Json) -> tuple[str, list[Json]]:
    """The first list of the answer that has rows, and its name."""
    for name, value in said.items():
        if name not in _BESIDE and isinstance(value, list) and value and isinstance(value[0], dict):
            return name, value
    return "", []


def _cell(value: Any) -> str:
    """A value in a few words: the name of an entity, the text of a share, the publishers of sources; no IRIs."""
    match value:
        case {"text": str(words)} | {"publisher": str(words)} | {"title": str(words)}:
            return words
        case {"label": dict(label)}:
            return _cell(label)
        case {"en": en, "zh": zh}:
            return " ".join(dict.fromkeys(str(one) for one in (en, zh) if one))
        case list():
            return ", ".join(dict.fromkeys(one for one in map(_cell, value) if one))
        case int() | float() | str() if value is not False and not str(value).startswith(("http://", "https://")):
            return "yes" if value is True else str(value)
        case _:
            return ""
