"""The sentences of `people` and `technologies`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from himagraph.answers.wording import joined
from himagraph.records import Entity

if TYPE_CHECKING:
    from himagraph.answers.people import People, PostRow
    from himagraph.answers.technologies import Technologies


def sentence(answer: People, lang: str) -> str:
    """The posts of one person or at one organisation; of all, how many there are."""
    day = answer.question.clocks.as_of.isoformat() if answer.question.dated else None
    end, when = ("。", f"{day}，" if day else "") if lang == "zh" else (".", f"On {day} " if day else "")
    if answer.entity is None:
        persons, posts = len({row.person.id for row in answer.people}), len(answer.people)
        if lang == "zh":
            return f"{when}记录中有{persons}人的{posts}个职务{end}"
        return f"{when or ''}{'the' if when else 'The'} record has {_many(posts, 'post')} of {_people(persons)}{end}"
    if not answer.people:
        name = _name(answer.entity, lang)
        if lang == "zh":
            return f"未见{name}{f'在{day}' if day else ''}任职的来源{end}"
        whose = f"a post of {name}" if answer.entity.kind == "person" else f"a post at {name}"
        return f"No source found for {whose}{f' on {day}' if day else ''}{end}"
    verb = "was" if day else "is"
    by_person: dict[str, list[PostRow]] = {}
    for row in answer.people:
        by_person.setdefault(row.person.id, []).append(row)
    parts: list[str] = []
    for rows in by_person.values():
        who = _name(rows[0].person, lang)
        posts_ = [
            f"{_name(row.organisation, lang)}{row.title}"
            if lang == "zh"
            else f"{row.title} of {_name(row.organisation, lang)}"
            for row in rows
        ]
        parts.append(f"{who}任{joined(posts_, lang)}" if lang == "zh" else f"{who} {verb} {joined(posts_, lang)}")
    return when + ("；" if lang == "zh" else "; ").join(parts) + end


def technologies_sentence(answer: Technologies, lang: str) -> str:
    """Which technologies a brand or car uses, who uses a technology, what a company is said to provide."""
    end = "。" if lang == "zh" else "."
    entity, rows = answer.entity, answer.technologies
    if entity is None:
        names = joined(list(dict.fromkeys(_name(row.entity, lang) for row in rows)), lang)
        return (f"记录中的技术：{names}" if lang == "zh" else f"The record has these technologies: {names}") + end
    name = _name(entity, lang)
    if not rows:
        return (f"未见{name}技术的来源" if lang == "zh" else f"No source found for a technology of {name}") + end
    if entity.kind == "technology":
        users = _names((use.entity for row in rows for use in row.used_by), lang)
        if not users:
            return (f"未见使用{name}的来源" if lang == "zh" else f"No source found for a use of {name}") + end
        return (f"{name}用于{users}" if lang == "zh" else f"{name} is used by {users}") + end
    technologies = _names((row.entity for row in rows), lang)
    if entity.kind in ("brand", "car"):
        return (f"{name}使用{technologies}" if lang == "zh" else f"{name} uses {technologies}") + end
    return (f"{name}涉及的技术：{technologies}" if lang == "zh" else f"Technologies of {name}: {technologies}") + end


def _names(entities: Iterable[Entity], lang: str) -> str:
    return joined(list(dict.fromkeys(_name(one, lang) for one in entities)), lang)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _name(entity: Entity, lang: str) -> str:
    return entity.label("zh" if lang == "zh" else "en")
