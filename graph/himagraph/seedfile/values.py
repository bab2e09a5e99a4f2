"""One reader for each `Type` of key: from a node of the tree to the value that stands in a record.

| type | value |
|---|---|
| ENTITY, TEXT, CHOICE, MODEL | str |
| ENTITIES, TEXTS, CHOICES, LOCATOR | tuple of str, also of one |
| NAMED | tuple of `key: text` |
| PARTY, FIELD, SPEAKER | Party |
| SHARE, NUMBER, COUNT | Quantity |
| MONEY, WHEN | Money, When |
| TASKS, INSTALMENTS | tuple of TaskShare, of Instalment |
"""

from __future__ import annotations

from collections.abc import Callable

from himagraph.kinds import LEADS, MODELS, TASKS, Key, Type
from himagraph.records import Instalment, Party, TaskShare, Value
from himagraph.seedfile import figures, texts
from himagraph.seedfile.report import Report, sort_of
from himagraph.seedfile.tree import Mapping, Node, Scalar, Sequence
from himagraph.seedfile.words import quoted


def read(key: Key, node: Node, report: Report) -> Value | None:
    """The value of a key; None when the report says what is wrong with it."""
    return _READERS[key.type](node, report, key)


def _entities(node: Node, report: Report, key: Key) -> tuple[str, ...] | None:
    return ids(node, report, key.name)


def ids(node: Node, report: Report, field: str) -> tuple[str, ...] | None:
    """One id or a list of ids, each named once."""
    return _several(node, report, field, texts.identifier)


def _several(
    node: Node, report: Report, field: str, one: Callable[[Node, Report, str], str | None]
) -> tuple[str, ...] | None:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    if not nodes:
        report.error("empty-list", node, field, "the list is empty.", "Name at least one, or leave the key out.")
        return None
    values = [one(item, report, field) for item in nodes]
    found = tuple(value for value in values if value is not None)
    if len(set(found)) < len(found):
        twice = next(value for value in found if found.count(value) > 1)
        report.error("named-twice", node, field, f"{twice} is named twice.", "Name it once.", twice)
        return None
    return found if len(found) == len(values) else None


def _party(node: Node, report: Report, key: Key) -> Party | None:
    """Ids, or the one text of `{text: ...}`; a speaker without a name is `{unnamed: ...}`."""
    if isinstance(node, Mapping):
        word = "unnamed" if key.type is Type.SPEAKER else "text"
        found = texts.fields(node, report, key.name, (word,), (word,))
        said = texts.text(found[word], report, f"{key.name}.{word}") if found else None
        return None if said is None else Party(text=said)
    if key.type is Type.SPEAKER and not isinstance(node, Scalar):
        report.error(
            "wrong-shape",
            node,
            key.name,
            f"one speaker is expected, and {sort_of(node)} is there.",
            "Write one id, or {unnamed: industry sources}.",
        )
        return None
    slugs = ids(node, report, key.name)
    return None if slugs is None else Party(slugs)


def _field(node: Node, report: Report, key: Key) -> Party | None:
    """A bare text is the name of a field; a list holds the ids of those who were outsold."""
    if isinstance(node, Scalar):
        name = texts.text(node, report, key.name)
        return None if name is None else Party(text=name)
    return _party(node, report, key)


def _texts(node: Node, report: Report, key: Key) -> tuple[str, ...] | None:
    return _several(node, report, key.name, texts.text)


def _choices(node: Node, report: Report, key: Key) -> tuple[str, ...] | None:
    return _several(node, report, key.name, lambda item, to, field: texts.choice(item, to, field, key.choices))


def _text(node: Node, report: Report, key: Key) -> str | None:
    if key.name == "currency":
        return figures.currency(node, report, key.name)
    return texts.text(node, report, key.name)


def _tasks(node: Node, report: Report, key: Key) -> tuple[TaskShare, ...] | None:
    """Who leads which task, in the order of the list of tasks."""
    found = texts.fields(node, report, key.name, TASKS)
    if not found:
        if isinstance(node, Mapping) and not node.entries:
            report.error("empty-list", node, key.name, "no task is named.", "Name at least one, or leave the key out.")
        return None
    shares = [_task(task, one, report, f"{key.name}.{task}") for task, one in found.items()]
    good = [share for share in shares if share is not None]
    return tuple(sorted(good, key=lambda share: TASKS.index(share.task))) if len(good) == len(shares) else None


def _task(task: str, node: Node, report: Report, field: str) -> TaskShare | None:
    found = texts.fields(node, report, field, ("leads", "takes_part", "note"), ("leads",))
    if found is None:
        return None
    leads = texts.choice(found["leads"], report, f"{field}.leads", LEADS)
    part = ids(found["takes_part"], report, f"{field}.takes_part") if "takes_part" in found else ()
    note = texts.text(found["note"], report, f"{field}.note") if "note" in found else None
    return None if leads is None or part is None else TaskShare(task, leads, part, note)


def _instalments(node: Node, report: Report, key: Key) -> tuple[Instalment, ...] | None:
    if not isinstance(node, Sequence) or not node.items:
        report.error(
            "wrong-shape",
            node,
            key.name,
            f"a list of payments is expected, and {sort_of(node)} is there.",
            "Write [{date: 2024-09, amount: 100}].",
        )
        return None
    parts = [_instalment(item, report, f"{key.name}[{number}]") for number, item in enumerate(node.items, 1)]
    good = tuple(part for part in parts if part is not None)
    return good if len(good) == len(parts) else None


def _instalment(node: Node, report: Report, field: str) -> Instalment | None:
    found = texts.fields(node, report, field, ("date", "amount"), ("date", "amount"))
    if found is None:
        return None
    date = texts.when(found["date"], report, f"{field}.date")
    amount = figures.count(found["amount"], report, f"{field}.amount")
    return Instalment(date, amount) if date and amount else None


def _named(node: Node, report: Report, key: Key) -> tuple[str, ...] | None:
    """`key: text` for each; whether the claim has the key is for its reader to say."""
    if not isinstance(node, Mapping) or not node.entries:
        report.error(
            "wrong-shape",
            node,
            key.name,
            f"a mapping is expected, and {sort_of(node)} is there.",
            "Write {holder: the name as printed}.",
        )
        return None
    printed = [
        (name.text, texts.text(one, report, f"{key.name}.{quoted(name.text)[1:-1]}")) for name, one in node.entries
    ]
    good = tuple(sorted(f"{name}: {said}" for name, said in printed if said is not None))
    return good if len(good) == len(printed) else None


_Reader = Callable[[Node, Report, Key], "Value | None"]

_READERS: dict[Type, _Reader] = {
    Type.ENTITY: lambda node, report, key: texts.identifier(node, report, key.name),
    Type.ENTITIES: _entities,
    Type.PARTY: _party,
    Type.FIELD: _field,
    Type.SPEAKER: _party,
    Type.SHARE: lambda node, report, key: figures.share(node, report, key.name),
    Type.NUMBER: lambda node, report, key: figures.any_number(node, report, key.name),
    Type.COUNT: lambda node, report, key: figures.count(node, report, key.name),
    Type.MONEY: lambda node, report, key: figures.money(node, report, key.name),
    Type.WHEN: lambda node, report, key: texts.when(node, report, key.name),
    Type.TEXT: _text,
    Type.TEXTS: _texts,
    Type.CHOICE: lambda node, report, key: texts.choice(node, report, key.name, key.choices),
    Type.CHOICES: _choices,
    Type.MODEL: lambda node, report, key: texts.choice(node, report, key.name, MODELS),
    Type.TASKS: _tasks,
    Type.INSTALMENTS: _instalments,
    Type.NAMED: _named,
    Type.LOCATOR: lambda node, report, key: texts.locator(node, report, key.name),
}
