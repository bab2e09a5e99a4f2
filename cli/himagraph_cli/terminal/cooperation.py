"""How `cooperation` reads."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.cooperation import Cell, Cooperation, Said
from himagraph.answers.wording_cooperation import leads
from himagraph.records import Entity
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import plain, remarked, seen
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "task": "Task", "leads": "who leads", "takes": "takes part", "since": "since", "seen": "last seen",
        "sources": "sources", "general": "{model} in general", "together": "{brands} together", "model": "model {}",
        "partner": "with {}", "whole": "the whole", "unknown": "not known", "contested": "contested",
        "inferred": "inferred", "weak": "weak", "maybe": "possible", "nothing": "no task named",
        "said": "In words only (no model of cooperation is printed)", "next": "Next: {}", "comma": ", ",
        "contested-line": "contested: another is said to lead it, in the row beside it or in the model in general.",
    },
    "zh": {
        "task": "分工", "leads": "主导方", "takes": "参与方", "since": "自", "seen": "最近所见",
        "sources": "来源", "general": "{model}总体", "together": "{brands}合称", "model": "模式 {}",
        "partner": "合作方{}", "whole": "整体", "unknown": "未知", "contested": "有争议",
        "inferred": "推断", "weak": "证据薄弱", "maybe": "可能", "nothing": "未列分工",
        "said": "仅有文字（未印合作模式）", "next": "接着看：{}", "comma": "、",
        "contested-line": "有争议：同一分工另有不同的主导方，见同表另一行或该模式总体。",
    },
}  # fmt: skip


def cooperation(answer: Cooperation, lang: str) -> list[str]:
    """The sentence, a table for each brand, for brands together and for each model in general, then the sources."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    sections: dict[str, list[list[Cell]]] = {}
    for cells in _merged(answer.cells):
        sections.setdefault(_title(cells, lang), []).append(cells)
    for title, groups in sections.items():
        lines += ["", *prose.wrapped(title), *_table(groups, lang, notes)]
    if any(cell.against for cell in answer.cells):
        lines += ["", *prose.wrapped(said["contested-line"], " ", "   ")]
    if answer.statements:
        lines += ["", said["said"]]
        lines += [line for one in answer.statements for line in prose.wrapped(_statement(one, lang, notes), " ", "   ")]
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", said["next"].format(_next(answer))]


def _merged(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells that say the same of several brands by the same claims, together."""
    groups: dict[tuple[object, ...], list[Cell]] = {}
    for cell in cells:
        claims = tuple(claim.path for claim in cell.standing.claims)
        partners = tuple(one.id for one in cell.partners)
        groups.setdefault((cell.model, cell.task, cell.leads, partners, claims, bool(cell.against)), []).append(cell)
    return sorted(groups.values(), key=lambda group: (_breadth(group), *group[0].place))


def _breadth(group: Sequence[Cell]) -> int:
    """Single brands first, then brands together, then models in general."""
    brands = {brand.id for cell in group for brand in cell.brands}
    return 0 if len(brands) == 1 else 1 if brands else 2


def _title(group: Sequence[Cell], lang: str) -> str:
    said, first = _WORDS[plain(lang)], group[0]
    brands = list(dict.fromkeys(_name(brand, lang) for cell in group for brand in cell.brands))
    model = first.model_label.pick(plain(lang))
    if not brands:
        return said["general"].format(model=model)
    names = said["comma"].join(brands)
    head = names if len(brands) == 1 else said["together"].format(brands=names)
    return f"{head}  {said['model'].format(model)}"


def _table(groups: Sequence[list[Cell]], lang: str, notes: Footnotes) -> list[str]:
    said = _WORDS[plain(lang)]
    head = [said[word] for word in ("task", "leads", "takes", "since", "seen", "sources")]
    return prose.stacked(head, [_row(group[0], lang, notes) for group in groups])


def _row(cell: Cell, lang: str, notes: Footnotes) -> list[str | Sequence[str]]:
    said, standing = _WORDS[plain(lang)], cell.standing
    remarks = [said["contested"]] if cell.against else []
    remarks += [said["inferred"]] if standing.inferred else []
    remarks += [said["weak"]] if standing.weak else []
    remarks += [said["maybe"]] if standing.word != "holds" else []
    if cell.task is None and cell.leads is None:
        lead = "-"
        takes = [said["partner"].format(one.label(plain(lang))) for one in cell.partners]
    else:
        lead = leads(cell, lang)
        takes = [one.label(plain(lang)) for one in cell.takes_part]
    task = cell.task_label.pick(plain(lang)) if cell.task_label else said["whole"] if cell.leads else said["nothing"]
    notes_lines = [line for note in cell.notes for line in prose.broken(f"({note})", 32)]
    return [
        [task, *notes_lines],
        [*prose.broken(lead, 20), *([remarked("", remarks, lang).strip()] if remarks else [])],
        takes or "-",
        str(standing.since or said["unknown"]),
        seen(standing.last_seen, lang),
        notes.mark(standing.sources),
    ]


def _statement(one: Said, lang: str, notes: Footnotes) -> str:
    comma = _WORDS[plain(lang)]["comma"]
    subject, target = (comma.join(_name(party, lang) for party in parties) for parties in (one.subject, one.object))
    return f"{subject} {one.predicate} {target} {notes.mark(one.standing.sources)}"


def _name(entity: Entity, lang: str) -> str:
    return layout.name(entity, plain(lang))


def _next(answer: Cooperation) -> str:
    if answer.brand:
        return f"hima who-owns {answer.brand.id}"
    first = next((cell.brand for cell in answer.cells if cell.brand), None)
    return f"hima cooperation --brand {first.id}" if first else "hima brands"
