"""How `validate` and `build` read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from himagraph.build.conductor import Checked
from himagraph.records import Finding
from himagraph.store import Stamp
from himagraph_cli import output


def findings(folder: Path, checked: Checked, found: Sequence[Finding], format_: str) -> str:
    """The findings, errors first, and how many there are of each severity."""
    counts = Counter(finding.severity for finding in found)
    if format_ == "json":
        return output.dump(
            {
                "schema_version": 1,
                "command": "validate",
                "findings": [asdict(finding) for finding in found],
                "counts": {severity: counts[severity] for severity in ("error", "warning", "note")},
                "entities": len(checked.seeds.entities),
                "sources": len(checked.seeds.sources),
                "claims": len(checked.seeds.claims),
                "ok": not counts["error"],
            }
        )
    if format_ in ("csv", "tsv", "md"):
        head = ("severity", "rule", "file", "line", "field", "value", "message", "remedy")
        rows = [{name: str(value) for name, value in asdict(finding).items()} for finding in found]
        return output.tabular(rows, format_, head)
    seeds = checked.seeds
    lines = [str(finding) for finding in found if finding.severity != "error"]
    total = f"{len(seeds.entities)} entities, {len(seeds.sources)} sources, {len(seeds.claims)} claims in {folder}: "
    said = ", ".join(
        f"{counts[word]} {word}{'' if counts[word] == 1 else 's'}" for word in ("error", "warning", "note")
    )
    return "".join(output.line(one) for one in [*lines, total + said + "."])


def built(place: Path, stamp: Stamp, format_: str) -> str:
    """What was built and where."""
    if format_ == "json":
        return output.dump({"schema_version": 1, "command": "build", "store": str(place), **asdict(stamp)})
    return output.line(f"Built {stamp.quads} quads into {place} (digest {stamp.digest[:16]}).")
