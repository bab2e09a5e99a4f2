"""How `path` reads."""

from __future__ import annotations

from himagraph.answers.path import Hop, Link, Paths
from himagraph_cli.terminal import layout
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "since": "since {}", "seen": "seen {}", "inferred": "inferred", "also": "also", "hubs": "left out as hubs: {}.",
        "supply": "{} relations of supply and technology left out.", "next": "Next: {}", "by": "seen by {}",
    },
    "zh": {
        "since": "自{}", "seen": "最近所见{}", "inferred": "推断", "also": "另有", "hubs": "枢纽已略去：{}。",
        "supply": "略去供应与技术关系{}条。", "next": "接着看：{}", "by": "不晚于{}所见",
    },
}  # fmt: skip


def path(answer: Paths, lang: str) -> list[str]:
    """The sentence, each way as a chain of steps, what was left out, the sources, the next command."""
    said, notes = _words(lang), Footnotes()
    lines = [answer.sentence(lang), ""]
    for number, way in enumerate(answer.ways, 1):
        lines.append(f" {number}  {layout.name(way[0].start, lang)}")
        for hop in way:
            lines += _hop(hop, lang, notes)
    left = _left_out(answer, lang)
    lines += ["", *left] if left else []
    lines += ["", *notes.lines(lang), "", said["next"].format(_next(answer))]
    return lines


def nothing(answer: Paths, lang: str) -> list[str]:
    """What is said where there is no way: what was searched, what was left out, what to try."""
    lines = [answer.sentence(lang), answer.searched(lang)]
    if not answer.with_hubs:
        command = f"hima path {answer.start.id} {answer.end.id} --with-hubs"
        lines.append(_words(lang)["next"].format(command))
    return lines


def _hop(hop: Hop, lang: str, notes: Footnotes) -> list[str]:
    said = _words(lang)
    first, *others = hop.links
    lines = [f"      {_arrow(first, lang, notes)} {layout.name(hop.end, lang)}"]
    lines += [f"        {said['also']} {_arrow(link, lang, notes)}" for link in others]
    return lines


def _arrow(link: Link, lang: str, notes: Footnotes) -> str:
    said, plain = _words(lang), "zh" if lang == "zh" else "en"
    label = link.label.pick(plain).removeprefix("的")
    share = link.share.text(plain) if link.share else ""
    if share:
        of_record = link.relation == "stake"
        label = (
            share
            if of_record
            else f"{label} {share}"
            if link.is_holding
            else f"{label}（{share}）"
            if lang == "zh"
            else f"{label} ({share})"
        )
    inferred = said["inferred"] if link.inferred and link.relation != "inferred" else ""
    inner = ("，" if lang == "zh" else ", ").join(part for part in (label, _dated(link, said), inferred) if part)
    inner += f" {notes.mark(link.sources)}"
    return f"--{inner}-->" if link.forward else f"<--{inner}--"


def _dated(link: Link, said: dict[str, str]) -> str:
    if link.since:
        return said["since"].format(link.since)
    seen = link.last_seen
    if seen is None:
        return ""
    # An undated source saw it at some time up to the day on which it was read.
    return said["seen"].format(seen) if seen.first else said["by"].format(seen.last)


def _left_out(answer: Paths, lang: str) -> list[str]:
    said = _words(lang)
    hubs = ("、" if lang == "zh" else ", ").join(layout.name(hub, lang) for hub in answer.hubs_left_out)
    lines = [" " + said["hubs"].format(hubs)] if hubs else []
    if answer.supply_left_out:
        lines.append(" " + said["supply"].format(answer.supply_left_out))
    return [*lines, "   hima path " + f"{answer.start.id} {answer.end.id} --with-hubs"] if lines else []


def _next(answer: Paths) -> str:
    for hop in answer.ways[0]:
        link = hop.links[0]
        if link.relation == "stake":
            holder, issuer = (hop.start, hop.end) if link.forward else (hop.end, hop.start)
            return f"hima why {issuer.id}/{holder.id}"
    return f"hima why {answer.ways[0][0].links[0].claims[0].path}"


def _words(lang: str) -> dict[str, str]:
    return _WORDS["zh" if lang == "zh" else "en"]
