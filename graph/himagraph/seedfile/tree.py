"""Strict YAML: the bytes of a file as a tree in which every scalar is a text with its place.

The tree is built from the parser's events, so nothing is ever resolved or composed: no alias can unfold, no depth can
break the stack, and `NO`, `010` or `1:30` are just texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import yaml

from himagraph.errors import LimitReached
from himagraph.seedfile.syntax import explain
from himagraph.seedfile.words import escaped

if TYPE_CHECKING:
    from himagraph.seedfile.report import Report

#: Levels of lists and mappings inside one another; the format needs six.
MAX_DEPTH = 32
#: The parser's line breaks beside the line feed (they would shift every line number) and all control characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text and its place; `plain` when it stands without quotation marks."""

    text: str
    line: int
    column: int
    plain: bool

    @property
    def is_absent(self) -> bool:
        """Whether nothing was written after the key."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Hole:
    """Stands where something was refused and reported."""

    line: int
    column: int


Node: TypeAlias = Scalar | Mapping | Sequence | Hole


def read(data: bytes, report: Report, max_nodes: int) -> Node | None:
    """The tree of a file's bytes; None when it cannot be read, which is in the report. LimitReached at `max_nodes`."""
    text = _decode(data, report)
    if text is None:
        return None
    try:
        return _Builder(report, max_nodes).build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError as error:
        line, message, remedy = explain(error, text.count("\n") + (not text.endswith("\n")))
        if "nesting depth" in message:
            # libyaml from 0.2.6 counts brackets while it looks ahead, before it gives their events.
            _too_deep(report, line)
        else:
            report.error("malformed-yaml", line, "", message, remedy)
        return None


def _decode(data: bytes, report: Report) -> str | None:
    """The text without byte order mark and carriage returns, or None."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        report.error("encoding", 1, "", "the file is UTF-16, not UTF-8.", "Save it as UTF-8.")
        return None
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {data[error.start]:#04x} at offset {error.start}"
        report.error("encoding", line, "", f"the file is not UTF-8: {byte}.", "Save it as UTF-8.")
        return None
    text = text.replace("\r\n", "\n")
    found = _FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        report.error(
            "control-character",
            line,
            "",
            f"the control character U+{ord(found[0]):04X} stands in the file.",
            "Delete it; a text may hold line feeds, nothing else that does not print.",
            found[0],
        )
        return None
    return text


def _too_deep(report: Report, line: int) -> None:
    report.error("depth", line, "", f"nested too deep: more than {MAX_DEPTH} levels.", "Flatten the file.")


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open."""

    line: int
    column: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list["Node"])
    entries: list[tuple[Scalar, Node]] = field(default_factory=list[tuple[Scalar, "Node"]])
    key: Scalar | Hole | None = None
    seen: dict[str, int] = field(default_factory=dict[str, int])


class _Builder:
    def __init__(self, report: Report, max_nodes: int) -> None:
        self._report = report
        self._max_nodes = max_nodes
        self._open: list[_Frame] = []
        self._root: Node | None = None
        self._documents = 0

    def build(self, events: Iterable[yaml.Event]) -> Node | None:
        for nodes, event in enumerate(events):
            if nodes > self._max_nodes:
                raise LimitReached(
                    f"{self._report.file} holds more values than the limit of {self._max_nodes}.",
                    "Split the file or raise the limit.",
                )
            if not self._take(event):
                return None
        if self._root is None or (isinstance(self._root, Scalar) and self._root.is_absent):
            self._report.error("empty-file", 1, "", "the file is empty.", "Write its entries, or delete it.")
            return None
        return self._root

    def _take(self, event: yaml.Event) -> bool:
        """Adds one event to the tree; False where reading cannot go on."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        match event:
            case yaml.ScalarEvent():
                self._refuse(event, line)
                self._put(Scalar(event.value, line, column, not event.style))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse(event, line)
                if len(self._open) == MAX_DEPTH:
                    _too_deep(self._report, line)
                    return False
                self._open.append(_Frame(line, column, isinstance(event, yaml.MappingStartEvent)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.AliasEvent():
                self._report.error(
                    "alias", line, "", f"the alias *{event.anchor} is not allowed.", "Write the value out."
                )
                self._put(Hole(line, column))
            case yaml.DocumentStartEvent():
                return self._start_document(event, line)
            case _:
                pass
        return True

    def _start_document(self, event: yaml.DocumentStartEvent, line: int) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._report.error(
                "several-documents", line, "", "a second document starts at ---.", "Keep one document a file."
            )
            return False
        if event.version or event.tags:
            self._report.error("directive", line, "", "% directives are not allowed.", "Delete them.")
        return True

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            self._report.error("anchor", line, "", f"the anchor &{event.anchor} is not allowed.", "Delete it.")
        if event.tag is not None:
            self._report.error(
                "tag", line, "", "a tag is not allowed.", "Delete it: each key knows the type of its value.", event.tag
            )

    def _close(self) -> None:
        frame = self._open.pop()
        if frame.is_mapping:
            self._put(Mapping(tuple(frame.entries), frame.line, frame.column))
        else:
            self._put(Sequence(tuple(frame.items), frame.line, frame.column))

    def _put(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        frame = self._open[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node, frame)
        else:
            if isinstance(frame.key, Scalar):
                frame.entries.append((frame.key, node))
            frame.key = None

    def _key(self, node: Node, frame: _Frame) -> Scalar | Hole:
        """The key, or a hole where it was refused: then its value goes with it."""
        if not isinstance(node, Scalar):
            if not isinstance(node, Hole):
                self._report.error(
                    "key-is-no-text",
                    node.line,
                    "",
                    "a list or mapping stands as a key.",
                    "Write a plain word before the colon.",
                )
            return Hole(node.line, node.column)
        if node.text == "<<" and node.plain:
            self._report.error("merge-key", node.line, "<<", "merge keys are not allowed.", "Write the keys out.")
            return Hole(node.line, node.column)
        if node.text in frame.seen:
            name, first = escaped(node.text), frame.seen[node.text]
            message = f"the key {name} stands twice, in line {first} and in line {node.line}."
            self._report.error("duplicate-key", node, name, message, "Keep one.")
            return Hole(node.line, node.column)
        frame.seen[node.text] = node.line
        return node
