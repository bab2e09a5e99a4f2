"""The findings of one file as they are collected, and the manners of their messages."""

from __future__ import annotations

from himagraph.records import Finding
from himagraph.seedfile.tree import Hole, Mapping, Node, Scalar
from himagraph.seedfile.words import escaped, quoted

#: Findings kept of one file; the rest is counted, so that a broken file cannot flood the terminal.
MOST = 500


class Report:
    """Collects the findings of one file. `faults` grows with each error, so that an entry can be seen to have some."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults = 0
        self._findings: list[Finding] = []
        self._left_out = 0
        self._lines: set[int] = set()

    def error(self, rule: str, at: Node | int, field: str, message: str, remedy: str = "", value: str = "") -> None:
        """An error at a node or a line. A hole was reported where it was found, so here it only counts."""
        self.faults += 1
        self._lines.add(at if isinstance(at, int) else at.line)
        if not isinstance(at, Hole):
            self._add("error", rule, at, field, message, remedy, value)

    def warning(self, rule: str, at: Node | int, field: str, message: str, remedy: str = "", value: str = "") -> None:
        self._add("warning", rule, at, field, message, remedy, value)

    def note(self, rule: str, at: Node | int, field: str, message: str, remedy: str = "", value: str = "") -> None:
        self._add("note", rule, at, field, message, remedy, value)

    def faulty_between(self, first: int, last: int) -> bool:
        """Whether an error was reported from the first to the last line."""
        return any(first <= line <= last for line in self._lines)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was kept, and a last one that counts the others."""
        if not self._left_out:
            return tuple(self._findings)
        more = f"{self._left_out} more findings of this file are not listed."
        return (*self._findings, Finding("more-findings", "error", more, self.file, remedy="Mend these first."))

    def _add(self, severity: str, rule: str, at: Node | int, field: str, message: str, remedy: str, value: str) -> None:
        if len(self._findings) >= MOST:
            self._left_out += 1
            return
        line = at if isinstance(at, int) else at.line
        if not value and isinstance(at, Scalar):
            value = at.text
        self._findings.append(Finding(rule, severity, message, self.file, line, field, escaped(value), remedy))


def sort_of(node: Node) -> str:
    """What a node is, in a word for a message."""
    if isinstance(node, Scalar):
        return f"the text {quoted(node.text)}" if node.text else "nothing"
    return "a mapping" if isinstance(node, Mapping) else "a list"
