"""How `people` reads."""

from __future__ import annotations

from collections.abc import Sequence

from himagraph.answers.people import Mention, People, PostRow
from himagraph_cli.terminal import layout, prose
from himagraph_cli.terminal.brands import plain, remarked, seen
from himagraph_cli.terminal.layout import Footnotes

_WORDS = {
    "en": {
        "person": "Person", "post": "post", "organisation": "at", "since": "since", "until": "until",
        "seen": "last seen",
        "sources": "sources", "unknown": "not known", "printed": "printed as {}", "weak": "weak",
        "inferred": "inferred",
        "contested": "contested", "possible": "Possible (a date of the record leaves it open)",
        "former": "Former posts",
        "later": "First seen after {day} (since when is not stated)", "said": "Quoted", "events": "Took part",
        "more": "quotations {said}, events {events}: hima people {id}", "next": "Next: {}",
    },
    "zh": {
        "person": "人物", "post": "职务", "organisation": "所在机构", "since": "自", "until": "至", "seen": "最近所见",
        "sources": "来源", "unknown": "未知", "printed": "写作{}", "weak": "证据薄弱", "inferred": "推断",
        "contested": "有争议", "possible": "可能（记录中的日期未能确定）", "former": "曾任职务",
        "later": "{day}之后首次见到（起始时间未说明）", "said": "言论", "events": "参与",
        "more": "言论{said}条，参与{events}次：hima people {id}", "next": "接着看：{}",
    },
}  # fmt: skip


def people(answer: People, lang: str) -> list[str]:
    """The sentence, the posts; of one person also what they said and where they took part; the sources."""
    said, notes = _WORDS[plain(lang)], Footnotes()
    lines = prose.wrapped(answer.sentence(lang))
    day = answer.question.clocks.as_of.isoformat()
    for title, rows in (
        ("", answer.people),
        (said["possible"], answer.possible),
        (said["later"].format(day=day), answer.seen_later),
        (said["former"], answer.former),
    ):
        if rows:
            ended = rows is answer.former
            lines += ["", *([title] if title else []), *_table(rows, lang, notes, ended=ended)]
    if answer.entity and answer.entity.kind == "person":
        for title, mentions in ((said["said"], answer.said), (said["events"], answer.events)):
            if mentions:
                lines += ["", title]
                texts = [_mention(one, lang, notes) for one in mentions]
                lines += [line for text in texts for line in prose.wrapped(text, " ", "   ")]
    else:
        texts = _counts(answer, lang)
        lines += ["", *texts] if texts else []
    lines += ["", *notes.lines(lang)] if notes.lines(lang) else []
    return [*lines, "", said["next"].format(_next(answer))]


def _table(rows: Sequence[PostRow], lang: str, notes: Footnotes, *, ended: bool) -> list[str]:
    said = _WORDS[plain(lang)]
    head = [said[word] for word in ("person", "post", "organisation", "since", "until" if ended else "seen", "sources")]
    return prose.stacked(head, [_row(row, lang, notes, ended=ended) for row in rows])


def _row(row: PostRow, lang: str, notes: Footnotes, *, ended: bool) -> list[str | Sequence[str]]:
    said, standing = _WORDS[plain(lang)], row.standing
    remarks = [said["weak"]] if standing.weak else []
    remarks += [said["inferred"]] if standing.inferred else []
    remarks += [said["contested"]] if standing.contradicting else []
    printed = [f"({said['printed'].format(', '.join(row.printed_as))})"] if row.printed_as else []
    return [
        [line for text in (layout.name(row.person, lang), *printed) for line in prose.broken(text, 20)],
        [*prose.broken(row.title, 22), *([remarked("", remarks, lang).strip()] if remarks else [])],
        prose.broken(layout.name(row.organisation, plain(lang)), 18),
        str(standing.since or said["unknown"]),
        str(standing.until or said["unknown"]) if ended else seen(standing.last_seen, lang),
        notes.mark(standing.sources),
    ]


def _mention(one: Mention, lang: str, notes: Footnotes) -> str:
    line = one.line_zh if plain(lang) == "zh" else one.line
    date = "" if one.claim.kind == "event" else f"{seen(one.date, lang)}: "
    return f"{date}{line} {notes.mark([one.source])}"


def _counts(answer: People, lang: str) -> list[str]:
    """One line a person: how often quoted, at how many events."""
    said = _WORDS[plain(lang)]
    persons = {one.person.id: one.person for one in (*answer.said, *answer.events)}
    return [
        f" {layout.name(person, lang)}: "
        + said["more"].format(
            said=sum(one.person.id == slug for one in answer.said),
            events=sum(one.person.id == slug for one in answer.events),
            id=slug,
        )
        for slug, person in sorted(persons.items())
    ]


def _next(answer: People) -> str:
    if answer.entity and answer.entity.kind == "person":
        return f"hima why {answer.entity.id}"
    return f"hima people {answer.people[0].person.id}" if answer.people else "hima people"
