"""How `technologies` reads."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.relations import Related
from himagraph.answers.technologies import Technologies, TechnologyRow
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import particular, plain, remarked, seen
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "technology": "Technology", "used": "used by", "seen": "last seen", "sources": "sources",
        "version": "version {}",
        "nobody": "no use found", "provided": "Who is said to provide it", "weak": "weak", "inferred": "inferred",
        "maybe": "possible", "contested": "contested", "comma": ", ", "printed": "{name} is also printed as {text}",
        "next": "Next: {}",
    },
    "zh": {
        "technology": "技术", "used": "使用者", "seen": "最近所见", "sources": "来源", "version": "版本 {}",
        "nobody": "未见使用", "provided": "据称的提供者", "weak": "证据薄弱", "inferred": "推断",
        "maybe": "可能", "contested": "有争议", "comma": "、", "printed": "{name}也写作{text}", "next": "接着看：{}",
    },
}  # fmt: skip


def technologies(answer: Technologies, lang: str) -> list[str]:
    """The sentence, the technologies with their users, who provides them in the words of the sources, the sources."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    if answer.technologies:
        head = [said[word] for word in ("technology", "used", "seen", "sources")]
        rows = [cells for row in answer.technologies for cells in _rows(row, lang, notes)]
        lines += ["", *prose.stacked(head, rows)]
    provided = dict.fromkeys(text for row in answer.technologies for text in _provided(row, lang, notes))
    if provided:
        lines += ["", said["provided"], *[line for text in provided for line in prose.wrapped(text, " ", "   ")]]
    beside: dict[str, None] = {}
    for row in answer.technologies:
        name = layout.name(row.entity, lang)
        if row.printed_as:
            beside[said["printed"].format(name=name, text=", ".join(f'"{text}"' for text in row.printed_as))] = None
        beside |= dict.fromkeys(particular(name, one, lang, notes) for one in row.particulars)
    lines += ["", *[line for text in beside for line in prose.wrapped(text, " ", "   ")]] if beside else []
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", said["next"].format(_next(answer))]


def _rows(row: TechnologyRow, lang: str, notes: Footnotes) -> list[list[str | Sequence[str]]]:
    """A row for each group of users that rest on the same claims."""
    said = _WORDS[plain(lang)]
    name = [
        *prose.broken(layout.name(row.entity, lang), 30),
        *([said["version"].format(row.version)] if row.version else []),
    ]
    groups: dict[tuple[str, ...], list[Related]] = {}
    for one in row.used_by:
        groups.setdefault(tuple(claim.path for claim in one.standing.claims), []).append(one)
    cells: list[list[str | Sequence[str]]] = []
    for users in groups.values():
        standing = users[0].standing
        remarks = [said["weak"]] if standing.weak else []
        remarks += [said["inferred"]] if standing.inferred else []
        remarks += [said["maybe"]] if standing.word != "holds" else []
        remarks += [said["contested"]] if standing.contradicting else []
        names = said["comma"].join(one.entity.label(plain(lang)) for one in users)
        text = prose.broken(remarked(names, remarks, lang), 42)
        cells.append([name if not cells else "", text, seen(standing.last_seen, lang), notes.mark(standing.sources)])
    return cells or [[name, said["nobody"], "-", "-"]]


def _provided(row: TechnologyRow, lang: str, notes: Footnotes) -> list[str]:
    name = layout.name(row.entity, lang)
    return [
        f"{one.entity.label(plain(lang))} {one.predicate} {name} {notes.mark(one.standing.sources)}"
        for one in row.providers
    ]


def _next(answer: Technologies) -> str:
    if answer.technologies:
        return f"hima show {answer.technologies[0].entity.id}"
    return "hima technologies"
