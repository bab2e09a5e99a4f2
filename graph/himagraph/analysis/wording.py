"""Sentences of the analyses, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from himagraph.answers import wording as words
from himagraph.records import Entity

if TYPE_CHECKING:
    from himagraph.analysis.centrality import Network
    from himagraph.analysis.concentration import Concentration
    from himagraph.analysis.dependency import Dependency
    from himagraph.analysis.dual_roles import DualRoles
    from himagraph.analysis.loops import Loops
    from himagraph.analysis.owners import CommonOwners

_KINDS = {
    "en": {"self-holding": "{} holds shares of itself", "cross-holding": "{} hold each other",
           "ring": "{} hold one another in a ring"},
    "zh": {"self-holding": "{}持有自身股份", "cross-holding": "{}相互持股", "ring": "{}环形持股"},
}  # fmt: skip


def named(entities: Iterable[Entity], lang: str) -> str:
    """The names as a list in a sentence."""
    return words.joined([one.label("zh" if lang == "zh" else "en") for one in entities], lang)


def loops(answer: Loops, lang: str) -> str:
    if not answer.loops:
        if lang == "zh":
            return f"未见来源：在{answer.searched}项在册持股中没有相互持股或环形持股。"
        return f"None found: no cross-holding and no ring among {answer.searched} holdings of record."
    said = _KINDS["zh" if lang == "zh" else "en"]
    parts = [said[loop.kind].format(named(loop.members, lang)) for loop in answer.loops]
    return words.sentences(parts, lang)


def common_owners(answer: CommonOwners, lang: str) -> str:
    if not answer.owners:
        count = len(answer.makers)
        if lang == "zh":
            return f"未见来源：{count}家企业之间没有共同持有人。"
        return f"None found: no owner that companies of different groups share, among {count} companies."
    parts: list[str] = []
    for one in answer.owners:
        who, whom = named([one.owner], lang), named([reached.company for reached in one.companies], lang)
        parts.append(f"{who}同时持有{whom}的股份" if lang == "zh" else f"{who} is behind {whom}")
    return words.sentences(parts, lang)


_HOW = {
    "en": {"of-record": "a shareholder of record of", "behind": "behind a shareholder of",
           "reported-as": "reported as a shareholder of"},
    "zh": {"of-record": "{}的在册股东", "behind": "{}某股东的背后持有人", "reported-as": "据报道为{}股东"},
}  # fmt: skip


def dual_roles(answer: DualRoles, lang: str) -> str:
    if not answer.roles:
        if lang == "zh":
            return "未见来源：没有既是技术供应商股东又是其客户的企业。"
        return "None found: no shareholder of a supplier of technology that is also its customer."
    groups: dict[tuple[str, str], tuple[Entity, list[Entity]]] = {}
    for role in answer.roles:
        groups.setdefault((role.supplier.id, role.how), (role.supplier, []))[1].append(role.customer)
    parts: list[str] = []
    for (_, how), (supplier, customers) in groups.items():
        who, whom = named(customers, lang), named([supplier], lang)
        if lang == "zh":
            parts.append(f"{who}是{_HOW['zh'][how].format(whom)}，同时与其或其母公司合作，或向其付费")
        else:
            verb, works, pays = ("is", "works", "pays") if len(customers) == 1 else ("are", "work", "pay")
            parts.append(f"{who} {verb} {_HOW['en'][how]} {whom} and {works} with it or its parent, or {pays} them")
    return words.sentences(parts, lang)


def concentration(answer: Concentration, lang: str) -> str:
    parts: list[str] = []
    for one in answer.series:
        known = [month for month in one.months if month.low is not None]
        who, count, total = named([one.whole], lang), len(known), len(one.months)
        if not known:
            parts.append(
                f"{who}：未见可计算集中度的数字" if lang == "zh" else f"{who}: no month has the figures for it"
            )
            continue
        last = known[-1].as_json()
        if lang == "zh":
            parts.append(f"{who}{last['period']}的赫芬达尔指数为{last['hhi']['text'].replace(' to ', '至')}"
                         f"（满值10,000）；{total}个月中有{count}个月可以计算")  # fmt: skip
        else:
            parts.append(f"{who}: the index stands at {last['hhi']['text']} of 10,000 in {last['period']}; "
                         f"{count} of {total} months have the figures for one")  # fmt: skip
    if not parts:
        return "未见来源：没有按月的交付数字。" if lang == "zh" else "None found: no monthly deliveries of an alliance."
    return words.sentences(parts, lang)


def dependency(answer: Dependency, lang: str) -> str:
    if not answer.makers:
        return "未见来源：没有制造商。" if lang == "zh" else "None found: no maker of cars at that date."
    on = named([answer.on], lang)
    parts: list[str] = []
    if answer.several_models:
        who = named(answer.several_models, lang)
        parts.append(
            f"{who}以不止一种模式与{on}合作" if lang == "zh" else f"Under more than one model with {on}: {who}"
        )
    if answer.without_equity:
        who = named(answer.without_equity, lang)
        if lang == "zh":
            parts.append(f"{who}的制造商中未见{on}持股")
        else:
            parts.append(f"No source gives {on} a share in the makers of {who}")
    if not parts:
        count = len(answer.makers)
        parts.append(f"{count}家制造商" if lang == "zh" else f"{count} makers of cars")
    return words.sentences(parts, lang)


def network(answer: Network, lang: str) -> str:
    if not answer.nodes:
        return "未见来源：该日没有任何关系。" if lang == "zh" else "None found: nothing is joined at that date."
    size, lines, parts, groups = len(answer.nodes), answer.relations, answer.components, len(answer.communities)
    middle = named([node.entity for node in answer.nodes[:3]], lang)
    if lang == "zh":
        said = [f"{size}个实体之间有{lines}条关系，分为{parts}个部分、{groups}个社群", f"最多最短路径经过{middle}"]
    else:
        said = [f"{size} entities are joined by {lines} relations, in {parts} parts and {groups} communities",
                f"Most shortest ways lead through {middle}"]  # fmt: skip
    if answer.brokers:
        who = named([one.entity for one in answer.brokers[:3]], lang)
        said.append(f"制造商之间的中介首先是{who}" if lang == "zh" else f"Between makers stand above all {who}")
    return words.sentences(said, lang)
