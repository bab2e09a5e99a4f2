"""How the data card reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from himagraph.answers.datacard import DataCard
from himagraph.records import Source
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import cited

#: Sources that the card lists itself; all of them are in its JSON.
_NEWEST = 10
#: Entities named beside a gap.
_NAMED = 4
#: What is counted as complete, in Chinese; the English stands in the card.
_COMPLETE = {
    "entities with a Chinese name": "有中文名的实体",
    "sources with a publication date": "有发布日期的来源",
    "sources with an address": "有网址的来源",
    "claims with a place in their source": "注明出处位置的主张",
    "stakes with a figure": "有数字的持股",
    "stakes with a start": "有起始日期的持股",
}


def info(card: DataCard, lang: str) -> list[str]:
    """The data card: what is in it, how complete, what is missing, from where, up to when, what built it."""
    chinese = lang == "zh"
    claims, entities = (sum(count for _, count in group) for group in (card.kinds, card.entities))
    about = card.about
    newest = about.published_up_to or about.known_up_to
    if chinese:
        lines = [
            f"{len(card.sources)}个来源的{claims}条主张，涉及{entities}个实体；最新来源发布于{newest}。",
            f"另有{card.refuted}条主张被判定不成立，{card.silent}个来源因此或本无主张而不作数。",
        ]
        titles = ("实体", "主张", "来源（按类别）", "完整度", "各类主张中并非全部填写的字段", "已知缺口", "最新的来源")
    else:
        lines = [
            f"{claims} claims of {len(card.sources)} sources about {entities} entities; "
            f"the newest source is of {newest}.",
            f"Beside them {card.refuted} claims are refuted by a judgement, and {card.silent} sources say nothing that "
            "stands.",
        ]
        titles = (
            "Entities", "Claims", "Sources by kind", "How complete", "Fields that not every claim of a kind fills",
            "Known gaps", "Newest sources",
        )  # fmt: skip
    of = "/" if chinese else " of "
    for title, counts in zip(titles, (card.entities, card.kinds, card.grades), strict=False):
        lines += ["", title, *layout.columns([], [[kind, f"{count:>5}"] for kind, count in counts], "   ")]
    complete = [
        [_COMPLETE.get(field, field) if chinese else field, f"{have}{of}{total}"]
        for field, have, total in card.completeness
    ]
    lines += ["", titles[3], *layout.columns([], complete, "   ")]
    totals = dict(card.kinds)
    filled = [
        [f"{kind} {totals[kind]}", ", ".join(f"{key} {n}" for key, n in fields if n < totals[kind])]
        for kind, fields in card.fields
    ]
    lines += ["", titles[4], *layout.columns([], filled, "   ")]
    missing = [
        [gap.label.zh if chinese else gap.label.en, f"{len(gap.entities)}{of}{gap.of}", _some(gap.entities, lang)]
        for gap in card.gaps
    ]
    lines += ["", titles[5], *layout.columns([], missing, "   ")]
    newest_first = sorted(card.sources, key=lambda pair: (_published(pair[0]), pair[0].id), reverse=True)[:_NEWEST]
    lines += ["", titles[6]]
    lines += layout.columns([], [[f"{count:>5}", cited(source, lang)] for source, count in newest_first], "   ")
    lines += ["", f"himagraph {about.version}, digest {about.digest[:16]}, store {card.location}"]
    lines.append(
        "下一步：hima info --json 列出全部来源与缺口" if chinese else "Next: hima info --json lists all of them"
    )
    return lines


def _published(source: Source) -> date:
    return (source.published.last if source.published else None) or date.min


def _some(slugs: Sequence[str], lang: str) -> str:
    more = len(slugs) - _NAMED
    rest = (f" 等{len(slugs)}个" if lang == "zh" else f" and {more} more") if more > 0 else ""
    return ", ".join(slugs[:_NAMED]) + rest
