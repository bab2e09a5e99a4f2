"""How the data card reads."""

from __future__ import annotations

from himagraph.answers.datacard import DataCard
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import cited


def info(card: DataCard, lang: str) -> list[str]:
    """The data card: what is in it, how complete, from where, up to when, what built it."""
    chinese = lang == "zh"
    claims, entities = (sum(count for _, count in group) for group in (card.kinds, card.entities))
    about = card.about
    newest = about.published_up_to or about.known_up_to
    if chinese:
        lines = [f"{len(card.sources)}个来源的{claims}条主张，涉及{entities}个实体；最新来源发布于{newest}。"]
        titles = ("实体", "主张", "来源（按类别）", "完整度", "来源")
    else:
        lines = [
            f"{claims} claims of {len(card.sources)} sources about {entities} entities; "
            f"the newest source is of {newest}."
        ]
        titles = ("Entities", "Claims", "Sources by kind", "How complete", "Sources")
    for title, counts in zip(titles, (card.entities, card.kinds, card.grades), strict=False):
        lines += ["", title, *layout.columns([], [[kind, f"{count:>5}"] for kind, count in counts], "   ")]
    lines += ["", titles[3]]
    lines += layout.columns([], [[field, f"{have} of {total}"] for field, have, total in card.completeness], "   ")
    lines += ["", titles[4]]
    lines += layout.columns([], [[f"{count:>5}", cited(source, lang)] for source, count in card.sources], "   ")
    lines += ["", f"himagraph {about.version}, digest {about.digest[:16]}, store {card.location}"]
    return lines
