"""How `control`, `close-links` and `explain` read."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.close_links import CloseLinks
from himagraph.answers.control import Control, Found
from himagraph.answers.explain import Explained
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "above": "Controlled by", "below": "Controls", "perhaps": "possibly", "grounds": "why", "by": "by",
        "differ": "Where the definitions differ", "not-yet": "not in force on this date",
        "asked": "Definitions asked", "others": "Others: {}", "linked": "Linked",
        "possible": "depends on unknown shares",
        "chains": "Chains", "stakes": "Stakes on the way", "of": "of", "seen": "last seen", "sources": "sources",
        "loops": "Loops: {}", "blocked": "Not computed through {}: more than the whole is held there.",
        "again": "Computed again from these stakes alone: the same.", "net": "Net of money coming round: {}",
        "next": "Next: {}", "why": "why",
    },
    "zh": {
        "above": "控制人", "below": "所控制", "perhaps": "可能", "grounds": "依据", "by": "定义",
        "differ": "各定义不同之处", "not-yet": "该日尚未施行",
        "asked": "所用定义", "others": "其他定义：{}", "linked": "关联方", "possible": "取决于未知持股",
        "chains": "持股链", "stakes": "途经持股", "of": "对", "seen": "最近所见", "sources": "来源",
        "loops": "循环持股：{}", "blocked": "未穿透{}：其持股合计超过全部。",
        "again": "仅凭这些持股重新计算：结果相同。", "net": "扣除回流后净额：{}",
        "next": "接着看：{}", "why": "依据",
    },
}  # fmt: skip


def control(answer: Control, lang: str) -> list[str]:
    """Who decides: the sentence, above, below, where definitions differ, the definitions."""
    from himagraph.measures import definitions

    said = _words(lang)
    lines = [*prose.wrapped(answer.sentence(lang)), "", _title(answer.entity, lang)]
    for word, rows in (("above", answer.controllers), ("below", answer.controls)):
        if rows:
            lines += [
                "",
                *layout.columns([said[word], said["by"], said["grounds"]], [_found(one, lang) for one in rows]),
            ]
    if answer.differences:
        lines += ["", " " + said["differ"]]
        for one in answer.differences:
            lines += prose.wrapped(f"{layout.name(one.entity, lang)}: {one.why(_plain(lang))}", "   ", "     ")
    lines += ["", " " + said["asked"]]
    for by in answer.definitions:
        late = "" if by.applies_on(answer.question.clocks.as_of) else f" ({said['not-yet']})"
        lines += prose.wrapped(f"{by.id}: {by.title[_plain(lang)]}{late}. {by.reference}", "   ", "     ")
    others = [name for name in definitions() if name not in {by.id for by in answer.definitions}]
    if others:
        lines += prose.wrapped(said["others"].format(", ".join(others)), "   ", "     ")
    return [*lines, "", said["next"].format(f"hima who-owns {answer.entity.id} --ultimate")]


def close_links(answer: CloseLinks, lang: str) -> list[str]:
    """The close links: the sentence and the table."""
    said = _words(lang)
    lines = [answer.sentence(lang), "", _title(answer.entity, lang)]
    if answer.links:
        rows = [
            [layout.name(one.entity, lang), one.reason(_plain(lang)), "" if one.is_certain else said["possible"]]
            for one in answer.links
        ]
        lines += ["", *layout.columns([said["linked"], said["why"], ""], rows)]
    return [*lines, "", said["next"].format(f"hima control {answer.entity.id} --by ecb-close-links-20")]


def explain(answer: Explained, lang: str) -> list[str]:
    """A look-through share: the sentence, its chains, its stakes with their sources."""
    said, notes, one = _words(lang), Footnotes(), answer.explanation
    lines = [answer.sentence(lang)]
    if one.net != one.effective:
        lines.append(said["net"].format(one.net.text(_plain(lang))))
    lines += ["", " " + said["chains"]]
    lines += [f"   {path.share.text(_plain(lang))}  {' > '.join(path.nodes)}" for path in one.paths]
    rows = [
        [
            layout.name(row.entity, lang),
            row.holding.share.text(_plain(lang)),
            layout.name(row.via[-1], lang),
            str(row.holding.last_seen or ""),
            notes.mark(row.sources),
            row.holding.handle,
        ]
        for row in answer.entries
    ]
    head = [said["stakes"], "", said["of"], said["seen"], said["sources"], said["why"]]
    lines += ["", *layout.columns(head, rows)]
    lines += ["", *(" " + said["loops"].format(", ".join(loop)) for loop in one.loops)] if one.loops else []
    lines += ["", *(" " + said["blocked"].format(name) for name in one.blocked_by)] if one.blocked_by else []
    lines += ["", " " + said["again"]] if answer.is_replayed else []
    lines += ["", *notes.lines(lang)]
    return [*lines, "", said["next"].format(f"hima who-owns {answer.issuer.id} --ultimate")]


def _found(one: Found, lang: str) -> Sequence[str]:
    perhaps = "" if one.verdict.is_certain else f" ({_words(lang)['perhaps']})"
    return [layout.name(one.entity, lang) + perhaps, one.verdict.definition.id, one.verdict.reason(_plain(lang))]


def _title(entity: object, lang: str) -> str:
    return f"{entity.name.pick('both')}  {entity.kind}  {entity.id}"  # type: ignore[attr-defined]


def _words(lang: str) -> dict[str, str]:
    return _WORDS[_plain(lang)]


def _plain(lang: str) -> str:
    return "zh" if lang == "zh" else "en"
