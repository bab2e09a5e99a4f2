"""What a check of the seeds found."""

from __future__ import annotations

from himagraph.frozen import dataclass

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or odd in the seeds: where it stands, what it is, and what to do.

    `line` and `column` count from 1; 0 where the finding belongs to the whole file.
    """

    rule: str
    severity: str
    message: str
    file: str = ""
    line: int = 0
    field: str = ""
    value: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        parts = [
            f"{place}:" if place else "",
            f"{self.severity}:",
            f"{self.field}:" if self.field else "",
            self.message,
        ]
        text = " ".join(part for part in parts if part)
        return f"{text} {self.remedy}".strip()

    @property
    def sort_key(self) -> tuple[int, str, int, str]:
        return SEVERITIES.index(self.severity), self.file, self.line, self.message
