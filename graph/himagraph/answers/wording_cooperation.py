"""The sentences of `cooperation`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from himagraph.answers.wording import joined

if TYPE_CHECKING:
    from himagraph.answers.cooperation import Cell, Cooperation

#: Who leads a task, in a table and in a sentence; `partner` is replaced by its name where there is one.
LEADS = {
    "en": {
        "huawei": "Huawei", "alliance": "the alliance", "partner": "the carmaker", "joint": "jointly",
        "hybrid": "a mixed form", "unknown": "not stated",
    },
    "zh": {
        "huawei": "华为", "alliance": "联盟", "partner": "车企", "joint": "共同", "hybrid": "混合", "unknown": "未说明",
    },
}  # fmt: skip
_EN = {
    "none": "No source found for a cooperation{of}", "of": " on {brand}", "under": " under the {model} model",
    "brand": "{brand} is made under the {model} model{partner}", "with": " with {who}", "leads": "{who} {verb} {tasks}",
    "joint": "{tasks} {verb} led jointly", "hybrid": "{tasks} {verb} led in a mixed form",
    "all": "Cooperation on {brands} under {models}: the sources say of {tasks} who leads",
    "model": "Under {model}, {rest}",
    "contested": "contested: {tasks}", "brands": "brands", "tasks": "tasks",
}  # fmt: skip
_ZH = {
    "none": "未见{of}合作的来源", "of": "{brand}", "under": "“{model}”下",
    "brand": "{brand}的合作模式为{model}{partner}",
    "with": "，合作方为{who}", "leads": "{who}主导{tasks}", "joint": "{tasks}由各方共同主导",
    "hybrid": "{tasks}以混合方式主导",
    "all": "{models}下{brands}的合作：来源说明了{tasks}的主导方", "model": "在{model}下，{rest}",
    "contested": "有争议：{tasks}", "brands": "个品牌", "tasks": "项分工",
}  # fmt: skip


def sentence(answer: Cooperation, lang: str) -> str:
    """Of one brand or one model: who leads what. Of all: how much there is."""
    said, end = (_ZH, "。") if lang == "zh" else (_EN, ".")
    if not answer.cells:
        of = said["of"].format(brand=answer.brand.label(_plain(lang))) if answer.brand else ""
        if answer.model and answer.model_label:
            of += said["under"].format(model=answer.model_label.pick(_plain(lang)))
        return said["none"].format(of=of) + end
    if answer.brand:
        own = [cell for cell in answer.cells if cell.brand and cell.brand.id == answer.brand.id]
        return _of_brand(answer, own, lang) + end
    if answer.model and answer.model_label:
        rest = _leading([cell for cell in answer.cells if not cell.brands], lang)
        if rest:
            return said["model"].format(model=answer.model_label.pick(_plain(lang)), rest=rest) + end
    return _counted(answer, lang) + end


def leads(cell: Cell, lang: str) -> str:
    """Who leads, by name where one partner is meant."""
    word = cell.leads or "unknown"
    if word == "partner" and cell.partners:
        return joined([one.label(_plain(lang)) for one in cell.partners], lang)
    return LEADS[_plain(lang)][word]


def _of_brand(answer: Cooperation, cells: list[Cell], lang: str) -> str:
    said = _ZH if lang == "zh" else _EN
    partners = {one.id: one.label(_plain(lang)) for cell in cells for one in cell.partners}
    models = {cell.model: cell.model_label.pick(_plain(lang)) for cell in cells or answer.cells}
    text = said["brand"].format(
        brand=answer.brand.label(_plain(lang)) if answer.brand else "",
        model=joined(list(models.values()), lang),
        partner=said["with"].format(who=joined(list(partners.values()), lang)) if partners else "",
    )
    rest = _leading(cells, lang)
    return text + ("。" if lang == "zh" else ". ") + rest[:1].upper() + rest[1:] if rest else text


def _leading(cells: list[Cell], lang: str) -> str:
    """Who leads which tasks; nothing of those whose lead is not stated."""
    said = _ZH if lang == "zh" else _EN
    by_lead: dict[str, dict[str, str]] = {}
    for cell in cells:
        if cell.task and cell.task_label and cell.leads not in (None, "unknown"):
            lead = cell.leads if cell.leads in ("joint", "hybrid") else leads(cell, lang)
            by_lead.setdefault(lead or "", {})[cell.task] = cell.task_label.pick(_plain(lang))
    parts: list[str] = []
    for lead, tasks in by_lead.items():
        what = joined(list(tasks.values()), lang)
        verb = "is" if len(tasks) == 1 else "are"
        if lead in ("joint", "hybrid"):
            parts.append(said[lead].format(tasks=what, verb=verb))
        else:
            parts.append(said["leads"].format(who=lead, tasks=what, verb="lead" if " and " in lead else "leads"))
    disputed = dict.fromkeys(cell.task_label.pick(_plain(lang)) for cell in cells if cell.against and cell.task_label)
    if disputed:
        parts.append(said["contested"].format(tasks=joined(list(disputed), lang)))
    return ("；" if lang == "zh" else "; ").join(parts)


def _counted(answer: Cooperation, lang: str) -> str:
    said = _ZH if lang == "zh" else _EN
    known = [cell for cell in answer.cells if cell.task and cell.leads != "unknown"]
    led = {(brand.id, cell.model, cell.task) for cell in known for brand in cell.brands}
    led |= {("", cell.model, cell.task) for cell in known if not cell.brands}
    models = dict.fromkeys(cell.model_label.pick(_plain(lang)) for cell in answer.cells)
    brands = {brand.id for cell in answer.cells for brand in cell.brands}
    text = said["all"].format(
        brands=_number(len(brands), "brands", lang),
        tasks=_number(len(led), "tasks", lang),
        models=joined(list(models), lang),
    )
    contested = dict.fromkeys(
        f"{joined([one.label(_plain(lang)) for one in cell.brands], lang)} {cell.task_label.pick(_plain(lang))}".strip()
        for cell in answer.cells
        if cell.against and cell.task_label
    )
    rest = said["contested"].format(tasks=joined(list(contested), lang))
    return text + ("；" if lang == "zh" else "; ") + rest if contested else text


def _number(count: int, what: str, lang: str) -> str:
    if lang == "zh":
        return f"{count}{_ZH[what]}"
    return f"{count} {_EN[what] if count != 1 else _EN[what].removesuffix('s')}"


def _plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"
