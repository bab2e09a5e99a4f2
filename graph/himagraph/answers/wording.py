"""The words of answers in both languages, and the sentences made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from himagraph.answers.rows import Reported, Row
from himagraph.records import Entity, Labels, Share

if TYPE_CHECKING:
    from himagraph.answers.looking import Deciding, Looked

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "and": " and ",
        "comma": ", ",
        "stop": ". ",
        "end": ".",
        "holds": "{who} {holds} {share} of {whom}",
        "holds-more": "{who} {holds} {share}",
        "hold-each": "{who} {hold} {share} each of {whom}",
        "hold-each-more": "{who} {hold} {share} each",
        "holds-unknown": "{who} {holds} a share of {whom} that is not known",
        "on": "On {day} ",
        "present": "holds hold",
        "past": "held held",
        "pending": "{count} of {share} {was} signed, not yet in the register",
        "pending-unknown": "{count} {was} signed, not yet in the register",
        "rest": "{share} of {whom} has no holder of record here",
        "none": "No source found for a holder of record of {whom}",
        "none-on": "No source found for a holder of record of {whom} on {day}",
        "inferred": "{who} is inferred to hold {share}, not stated as a figure",
        "holds-nothing": "No source found for a stake that {who} holds",
        "holds-nothing-on": "No source found for a stake that {who} held on {day}",
        "sale": "One purchase",
        "sales": "{n} purchases",
        "was": "was",
        "were": "were",
    },
    "zh": {
        "and": "和",
        "comma": "、",
        "stop": "。",
        "end": "。",
        "holds": "{who}{holds}{whom} {share}",
        "holds-more": "{who}{holds} {share}",
        "hold-each": "{who}各{hold}{whom} {share}",
        "hold-each-more": "{who}各{hold} {share}",
        "holds-unknown": "{who}{holds}{whom}股份，比例未知",
        "on": "{day}，",
        "present": "持有 持有",
        "past": "当时持有 当时持有",
        "pending": "{count}（{share}）已签约，未登记",
        "pending-unknown": "{count}已签约，未登记",
        "rest": "{whom}另有{share}未见登记股东",
        "none": "未见{whom}登记股东的来源",
        "none-on": "未见{whom}在{day}的登记股东的来源",
        "inferred": "据推断{who}持有{share}，来源未给出该数字",
        "holds-nothing": "未见{who}持股的来源",
        "holds-nothing-on": "未见{who}在{day}持股的来源",
        "sale": "一笔收购",
        "sales": "{n}笔收购",
        "was": "",
        "were": "",
    },
}

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def words(lang: str) -> dict[str, str]:
    """The words of a language; with `both` the sentences are English and only the names carry both."""
    return WORDS["zh" if lang == "zh" else "en"]


def joined(texts: Sequence[str], lang: str) -> str:
    """A, B and C."""
    said = words(lang)
    if len(texts) < 2:
        return "".join(texts)
    return said["comma"].join(texts[:-1]) + said["and"] + texts[-1]


def grouped(rows: Sequence[Row]) -> list[tuple[Share, list[Row]]]:
    """The rows with equal shares together, in their order."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        share = row.holding.share
        groups.setdefault((share.min, share.max, share.bound), []).append(row)
    return [(group[0].holding.share, group) for group in groups.values()]


def holders_sentence(whom: Entity, rows: Sequence[Row], rest: Share, day: str | None, lang: str) -> str:
    """Who holds what of `whom`, as one sentence that can be quoted, without its end. `day` puts it in the past."""
    said = words(lang)
    target = whom.label(_lang(lang))
    if not rows:
        return said["none-on" if day else "none"].format(whom=target, day=day)
    holds, hold = said["past" if day else "present"].split()
    parts: list[str] = []
    for share, group in grouped(rows):
        who = joined([row.entity.label(_lang(lang)) for row in group], lang)
        form = "hold-each" if len(group) > 1 else "holds"
        if not share.is_known:
            verb = hold if len(group) > 1 else holds
            parts.append(said["holds-unknown"].format(who=who, holds=verb, whom=target))
            continue
        more = "-more" if parts else ""
        text = share.text(_lang(lang))
        parts.append(said[form + more].format(who=who, holds=holds, hold=hold, share=text, whom=target))
    if rest.min and rest.min > 0 and rest.is_single:
        parts.append(said["rest"].format(share=rest.text(_lang(lang)), whom=target))
    sentence = ("；" if lang == "zh" else "; ").join(parts)
    return (said["on"].format(day=day) if day else "") + sentence


def pending_sentence(rows: Sequence[Row], lang: str) -> str:
    """The deals signed and not yet completed, as one sentence without its end; empty when there are none."""
    said = words(lang)
    parts: list[str] = []
    for share, group in grouped(rows):
        count = len(group)
        number = _NUMBERS[count] if count < len(_NUMBERS) and lang != "zh" else str(count)
        what = said["sale"] if count == 1 else said["sales"].format(n=number)
        form = "pending" if share.is_known else "pending-unknown"
        text = share.text(_lang(lang)) + (" each" if count > 1 and lang != "zh" else "")
        parts.append(said[form].format(count=what, share=text, was=said["was" if count == 1 else "were"]))
    return said["stop"].join(parts)


def inferred_sentence(rows: Sequence[Row], lang: str) -> str:
    """What is inferred, as one sentence without its end; empty when nothing is."""
    said = words(lang)
    return said["stop"].join(
        said["inferred"].format(who=row.entity.label(_lang(lang)), share=row.holding.share.text(_lang(lang)))
        for row in rows
    )


def holdings_sentence(who: Entity, rows: Sequence[Row], day: str | None, lang: str) -> str:
    """What `who` holds, as one sentence without its end."""
    said = words(lang)
    name = who.label(_lang(lang))
    if not rows:
        return said["holds-nothing-on" if day else "holds-nothing"].format(who=name, day=day)
    holds, _ = said["past" if day else "present"].split()
    parts: list[str] = []
    for row in rows:
        share = row.holding.share
        target = row.entity.label(_lang(lang))
        if not share.is_known:
            parts.append(said["holds-unknown"].format(who=name, holds=holds, whom=target))
        elif parts:
            text = share.text(_lang(lang))
            parts.append(f"{target} {text}" if lang == "zh" else f"{text} of {target}")
        else:
            parts.append(said["holds"].format(who=name, holds=holds, share=share.text(_lang(lang)), whom=target))
    return (said["on"].format(day=day) if day else "") + joined(parts, lang)


def sentences(parts: Sequence[str], lang: str) -> str:
    """The parts as sentences, empty ones left out."""
    said = words(lang)
    return said["stop"].join(part for part in parts if part) + said["end"]


def _lang(lang: str) -> str:
    return "zh" if lang == "zh" else "en"


def nameless(text: str) -> Labels:
    """Labels for something that has no entry in the register."""
    return Labels(text, "")


_BEHIND = {
    "en": {
        "look": "but look-through is {}", "implied": "but look-through is {}: its share of {} is in no source",
        "oldest": ", oldest link {}",
        "control": "Control: {}, by more than half of the votes ({}).",
        "perhaps": "Control: possibly {}, as shares are not known ({}).",
        "nobody": "Control: no holder has more than half of the votes for certain.",
        "inferred": ", inferred", "comma": ", ",
    },
    "zh": {
        "look": "但穿透为{}", "implied": "但穿透为{}：未见来源给出其对{}的持股",
        "oldest": "，最旧环节 {}",
        "control": "控制：{}，表决权过半（{}）。", "perhaps": "控制：可能为{}，因持股未知（{}）。",
        "nobody": "控制：没有股东确定拥有过半表决权。",
        "inferred": ", 推断", "comma": "、",
    },
}  # fmt: skip


def control(found: Sequence[Deciding], lang: str) -> str:
    """Who decides, by more than half of the votes, as one sentence; names as `lang` asks for them."""
    said = _BEHIND[_lang(lang)]
    for word, is_certain in (("control", True), ("perhaps", False)):
        own = [one for one in found if one.controller.is_certain is is_certain]
        if own:
            inferred = said["inferred"] if all(one.controller.is_inferred for one in own) else ""
            by = own[0].controller.definition + inferred
            return said[word].format(names([one.entity for one in own], lang), by)
    return said["nobody"]


def reported(row: Reported, behind: Sequence[Looked], lang: str) -> str:
    """What a reported holder has looking through, in a few words; nothing where it is what is reported."""
    share = row.look_through
    if share is None or (share.min, share.max) == (row.holding.share.min, row.holding.share.max):
        return ""
    said = _BEHIND[_lang(lang)]
    if row.is_implied:
        return said["implied"].format(share.text(_lang(lang)), names(row.via, lang))
    found = [one.interest.oldest for one in behind if row.entity.id in (one.interest.holder, one.interest.issuer)]
    oldest = said["oldest"].format(found[0]) if found and found[0] else ""
    return said["look"].format(share.text(_lang(lang))) + oldest


def names(entities: Sequence[Entity], lang: str) -> str:
    """The names in a row."""
    return _BEHIND[_lang(lang)]["comma"].join(one.label(lang) for one in entities)
