"""How the patterns of the record read: a sentence, the table, the sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from himagraph.analysis.dual_roles import DualRole, DualRoles, Flow
from himagraph.analysis.loops import Link, Loops
from himagraph.analysis.owners import CommonOwners
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.analysed import concentration, dependency, network, page, plain
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "holder": "Holder", "issuer": "holds of", "share": "share", "sources": "sources", "owner": "Owner",
        "behind": "is behind", "look-through": "look-through", "chain": "by way of", "customer": "Customer",
        "supplier": "supplier", "has": "its part", "ties": "as a customer", "back": "money back",
        "none": "no source found",
        "cooperation": "works together under {}", "statement": "“{}”", "deal": "buys shares ({})",
        "of-record": "of record", "behind-role": "behind", "reported-as": "reported",
        "computed": "Look-through shares are computed here, never a source's claim.", "to": "money there",
    },
    "zh": {
        "holder": "持有人", "issuer": "被持公司", "share": "比例", "sources": "来源", "owner": "持有人",
        "behind": "持有", "look-through": "穿透", "chain": "路径", "customer": "客户",
        "supplier": "供应商", "has": "其股份", "ties": "作为客户", "back": "资金返回", "none": "未见来源",
        "cooperation": "以{}模式合作", "statement": "“{}”", "deal": "购入股份（{}）",
        "of-record": "在册", "behind-role": "背后", "reported-as": "据报道",
        "computed": "穿透比例为本工具计算，并非来源主张。", "to": "资金流入",
    },
}  # fmt: skip


def loops(answer: Loops, lang: str) -> list[str]:
    """The loops, with the stakes that make them."""
    said, notes = words(lang), Footnotes()
    rows: list[list[str | Sequence[str]]] = []
    for loop in answer.loops:
        for link in loop.links:
            share = link.row.holding.share.text(plain(lang))
            names = layout.name(link.row.entity, lang), layout.name(link.issuer, lang)
            rows.append([*names, share, notes.mark(link.row.sources)])
    return page(answer, [said["holder"], said["issuer"], said["share"], said["sources"]], rows, notes, lang)


def common_owners(answer: CommonOwners, lang: str) -> list[str]:
    """Each owner with the companies below it."""
    said, notes = words(lang), Footnotes()
    rows: list[list[str | Sequence[str]]] = []
    for one in answer.owners:
        for number, company in enumerate(one.companies):
            name = layout.name(one.owner, lang) if number == 0 else ""
            share, chain = company.share.text(plain(lang)), [_chained(link, lang, notes) for link in company.links]
            rows.append([name, layout.name(company.company, lang), share, chain])
    lines = page(answer, [said["owner"], said["behind"], said["look-through"], said["chain"]], rows, notes, lang)
    return [*lines, "", *prose.wrapped(said["computed"])] if rows else lines


def dual_roles(answer: DualRoles, lang: str) -> list[str]:
    """Each customer with its part of the supplier, and what is said of money each way."""
    notes = Footnotes()
    blocks = [line for role in answer.roles for line in _role(role, lang, notes)]
    lines = prose.wrapped(answer.sentence(lang)) + blocks
    return [*lines, "", *notes.lines(lang)] if notes.lines(lang) else lines


def _role(role: DualRole, lang: str, notes: Footnotes) -> list[str]:
    said = words(lang)
    how = said["behind-role" if role.how == "behind" else role.how]
    lines = ["", f"{layout.name(role.customer, lang)} -> {layout.name(role.supplier, lang)}  ({how})"]
    parts = [(said["has"], [_chained(link, lang, notes) for link in role.links])]
    for title, flows in (("ties", role.as_customer), ("to", role.to_supplier), ("back", role.from_supplier)):
        parts.append((said[title], [_flow(flow, lang, notes) for flow in flows] or [said["none"]]))
    for title, texts in parts:
        lines += [line for text in texts for line in prose.wrapped(f"{title}: {text}", "  ", "    ")]
    return lines


def _flow(flow: Flow, lang: str, notes: Footnotes) -> str:
    return f"{words(lang)[flow.kind].format(flow.what)} {notes.mark(flow.sources)}"


def _chained(link: Link, lang: str, notes: Footnotes) -> str:
    holder, issuer = link.row.entity.label(plain(lang)), link.issuer.label(plain(lang))
    share = link.row.holding.share.text(plain(lang))
    return f"{holder} > {issuer} ({share}) {notes.mark(link.row.sources)}"


def words(lang: str) -> dict[str, str]:
    return _WORDS[plain(lang)]


TOPICS: dict[str, Callable[[Any, str], list[str]]] = {
    "network": network,
    "dual-roles": dual_roles,
    "dependency": dependency,
    "concentration": concentration,
    "common-owners": common_owners,
    "loops": loops,
}
