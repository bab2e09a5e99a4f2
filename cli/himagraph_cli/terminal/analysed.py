"""How the figures of the record read: network measures, dependency, concentration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from himagraph.analysis.centrality import MOST, Network
from himagraph.analysis.concentration import Concentration
from himagraph.analysis.dependency import Dependency
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "month": "Month", "hhi": "index", "parts": "parts computed here", "missing": "no figure", "sources": "sources",
        "no-total": "no total printed", "no-part": "no brand's figure on its basis", "to": "{}",
        "parts-above-total": "the parts are more than the total", "maker": "Maker", "brands": "brands",
        "models": "models", "technologies": "technologies", "led": "tasks led by", "deliveries": "part of its figure",
        "equity": "equity in it", "entity": "Entity", "degree": "joined to", "between": "between", "rank": "rank",
        "core": "core", "group": "community", "none": "no source found", "broker": "Between makers", "pairs": "pairs",
        "means": "joined to: entities it has a relation with. between: part of all shortest ways that lead through it. "
        "rank: PageRank, where one ends who follows the relations. core: the k of its k-core.",
        "index-means": "Herfindahl-Hirschman index of 10,000, with bounds for what no source prints; figures on "
        "different bases are never mixed, and no month is made of a longer period.",
    },
    "zh": {
        "month": "月份", "hhi": "指数", "parts": "占比（本工具计算）", "missing": "无数字", "sources": "来源",
        "no-total": "未公布总数", "no-part": "同口径无品牌数字", "to": "{}",
        "parts-above-total": "各部分之和超过总数", "maker": "制造商", "brands": "品牌",
        "models": "合作模式", "technologies": "技术", "led": "工作主导方", "deliveries": "占其数字",
        "equity": "对其持股", "entity": "实体", "degree": "相连", "between": "居间", "rank": "排序值",
        "core": "核", "group": "社群", "none": "未见来源", "broker": "制造商之间", "pairs": "对",
        "means": "相连：与之有关系的实体数。居间：经过它的最短路径占比。"
        "排序值：PageRank，沿关系行走的停留概率。核：k-核的k。",
        "index-means": "赫芬达尔指数，满值10,000，未公布部分以上下限表示；不同口径从不混用，长期间不拆成月份。",
    },
}  # fmt: skip


def concentration(answer: Concentration, lang: str) -> list[str]:
    """The months of each alliance with the index, its parts and its gaps."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    for one in answer.series:
        rows: list[list[str | Sequence[str]]] = []
        for month in one.months:
            value = month.as_json()
            index = value["hhi"]["text"] if value["hhi"] else said[month.why_not or "no-total"]
            names = [part.brand.label(plain(lang)) for part in month.parts]
            shares = [part["percent"]["text"] for part in value["parts"]]
            parts = [f"{name} {share}%" for name, share in zip(names, shares, strict=True)]
            missing = [brand.label(plain(lang)) for brand in month.missing]
            rows.append([str(month.period), index, parts or ["-"], missing or ["-"], notes.mark(month.sources) or "-"])
        head = [said["month"], said["hhi"], said["parts"], said["missing"], said["sources"]]
        lines += ["", layout.name(one.whole, lang), *prose.stacked(head, rows)]
    lines += ["", *prose.wrapped(said["index-means"])]
    return [*lines, "", *notes.lines(lang)] if notes.lines(lang) else lines


def dependency(answer: Dependency, lang: str) -> list[str]:
    """A row for each maker."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    rows: list[list[str | Sequence[str]]] = []
    for one in answer.makers:
        models = [f"{tie.what} {notes.mark(tie.sources)}" for tie in one.models]
        sold = [
            f"{row.brand.label(plain(lang))} {row.period}: {row.portion.text(plain(lang))}" for row in one.deliveries
        ]
        led = [f"{leads} {count}" for leads, count in one.led.items()]
        brands = [brand.label(plain(lang)) for brand in one.brands]
        none = [said["none"]]
        rows.append([
            layout.name(one.maker, lang), brands or none, models or none, str(len(one.technologies) or said["none"]),
            led or none, sold or none, one.equity.text(plain(lang)),
        ])  # fmt: skip
    head = [said[key] for key in ("maker", "brands", "models", "technologies", "led", "deliveries", "equity")]
    return page(answer, head, rows, notes, lang)


def network(answer: Network, lang: str) -> list[str]:
    """The most central entities and the brokers between makers."""
    said = _WORDS[plain(lang)]
    rows = [
        [
            layout.name(node.entity, lang), str(node.degree), f"{node.betweenness:.4f}", f"{node.pagerank:.4f}",
            str(node.core), str(node.community),
        ]
        for node in answer.nodes[:MOST]
    ]  # fmt: skip
    head = [said[key] for key in ("entity", "degree", "between", "rank", "core", "group")]
    lines = page(answer, head, rows, Footnotes(), lang)
    brokers = [[layout.name(one.entity, lang), str(one.pairs)] for one in answer.brokers]
    if brokers:
        lines += ["", *prose.stacked([said["broker"], said["pairs"]], brokers)]
    return [*lines, "", *prose.wrapped(said["means"])]


def page(
    answer: Any, head: Sequence[str], rows: Sequence[Sequence[str | Sequence[str]]], notes: Footnotes, lang: str
) -> list[str]:
    """The sentence, the table where there are rows, and the sources."""
    lines = prose.wrapped(answer.sentence(lang))
    lines += ["", *prose.stacked(list(head), rows)] if rows else []
    return [*lines, "", *notes.lines(lang)] if notes.lines(lang) else lines


def plain(lang: str) -> str:
    """The language of sentences: English where names are in both."""
    return "zh" if lang == "zh" else "en"
