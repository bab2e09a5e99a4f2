"""A file of `sources/`: one source and the claims it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from himagraph.kinds import KINDS, SOURCE_GRADES, Kind
from himagraph.records import Claim, Source, Value
from himagraph.seedfile import texts, values
from himagraph.seedfile.coherence import check_claim
from himagraph.seedfile.entries import ClaimEntry, Declared, SourceEntry, items, last_line
from himagraph.seedfile.report import Report
from himagraph.seedfile.tree import Mapping, Node, Scalar
from himagraph.seedfile.words import a, quoted

#: Words that stand where the id of a source is expected.
RESERVED = ("unseen", "general-knowledge")

_REQUIRED = ("id", "title", "publisher", "kind", "retrieved")
_KEYS = ("id", "title", "publisher", "host", "published", "retrieved", "kind", "copy_of", "language", "url", "article")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+\Z")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_ARTICLE = re.compile(r"[\w-][\w.-]*\Z")
#: Words that people write for a key of the format.
_SYNONYMS = {
    "to": "until", "end": "until", "since": "from", "start": "from", "percentage": "percent", "share": "percent",
    "owner": "holder", "shareholder": "holder", "company": "issuer", "line": "where", "lines": "where", "page": "where",
    "type": "kind", "comment": "note", "source": "said_by", "speaker": "said_by", "quote": "printed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What one file holds; `declared` is the id of its source and `claims_declared` those of its claims."""

    declared: Declared | None = None
    source: SourceEntry | None = None
    claims: tuple[ClaimEntry, ...] = ()
    claims_declared: tuple[Declared, ...] = ()


def read(root: Node, report: Report) -> SourceFile:
    """The source and the claims of a tree; entries with errors are left out, and the errors are in the report."""
    if not isinstance(root, Mapping):
        report.error("wrong-shape", root, "", "a source file holds `source` and `claims`.", "Write these two keys.")
        return SourceFile()
    for key, _ in root.entries:
        if key.text not in ("source", "claims"):
            texts.unknown_key(key, report, "", ("source", "claims"), _hint(key.text))
    head = root.get("source")
    declared, source = None, None
    if isinstance(head, Mapping):
        declared, source = _source(head, report)
    else:
        at = 1 if head is None else head
        report.error(
            "no-source",
            at,
            "source",
            "the file names no source.",
            "Add `source` with id, title, publisher, kind, retrieved.",
        )
    body = root.get("claims")
    nodes = [] if body is None or _is_empty(body) else items(body, report, "claims", "claims")
    seen: dict[str, int] = {}
    claims: list[ClaimEntry] = []
    for node in nodes:
        claim = _claim(node, report, declared.id if declared else "", seen)
        if claim and declared:
            claims.append(ClaimEntry(claim, report, node))
    prefix = declared.id if declared else ""
    known = tuple(Declared(f"{prefix}/{id_}", report.file, line) for id_, line in seen.items())
    return SourceFile(declared, source, tuple(claims), known)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_absent


def _hint(key: str) -> str:
    return ": a claim's key at the top of the file" if any(kind.key(key) for kind in KINDS.values()) else ""


def _source(node: Mapping, report: Report) -> tuple[Declared | None, SourceEntry | None]:
    start = report.faults
    found = texts.some_fields(node, report, "source", _KEYS, _REQUIRED) or {}
    id_ = texts.identifier(found["id"], report, "source.id") if "id" in found else None
    if id_ in RESERVED:
        report.error("reserved-id", found["id"], "source.id", f"{id_} has a meaning of its own.", "Choose another id.")
    strings = {key: texts.text(found[key], report, f"source.{key}") for key in ("title", "publisher") if key in found}
    grade = texts.choice(found["kind"], report, "source.kind", SOURCE_GRADES) if "kind" in found else None
    retrieved = texts.when(found["retrieved"], report, "source.retrieved") if "retrieved" in found else None
    published = texts.when(found["published"], report, "source.published") if "published" in found else None
    copy_of = texts.identifier(found["copy_of"], report, "source.copy_of") if "copy_of" in found else None
    forms = {
        "host": _form(found, report, "host", _HOST, "a host such as caixinglobal.com"),
        "language": _form(found, report, "language", _LANGUAGE, "a language such as en or zh"),
        "url": _form(found, report, "url", _URL, "an address that starts with http:// or https://"),
        "article": _form(found, report, "article", _ARTICLE, "the name of a file without folders"),
    }
    for name, date in (("published", published), ("retrieved", retrieved)):
        if date and date.last is None:
            report.error(
                "open-date",
                found[name],
                f"source.{name}",
                f"{date.text} has no last day.",
                "Give the day, month or year.",
            )
    if published and retrieved and published.first and retrieved.last and published.first > retrieved.last:
        report.error(
            "published-after-retrieved",
            found["published"],
            "source.published",
            f"published {published} is after retrieved {retrieved}.",
            "Mend one of the dates.",
        )
    declared = Declared(id_, report.file, node.line) if id_ else None
    broken = report.faults > start or report.faulty_between(node.line, last_line(node))
    if broken or not (id_ and grade and retrieved):
        return declared, None
    source = Source(
        id_, strings["title"] or "", strings["publisher"] or "", grade, retrieved, published, copy_of=copy_of, **forms
    )
    return declared, SourceEntry(source, report, node)


def _form(found: dict[str, Node], report: Report, key: str, pattern: re.Pattern[str], what: str) -> str | None:
    if key not in found:
        return None
    value = texts.text(found[key], report, f"source.{key}")
    if value is not None and not pattern.match(value):
        report.error(f"bad-{key}", found[key], f"source.{key}", f"{quoted(value)} is not {what}.", f"Write {what}.")
    return value


def _claim(node: Mapping, report: Report, source: str, seen: dict[str, int]) -> Claim | None:
    """The claim, or None when it has an error. Its id is noted in `seen`."""
    start = report.faults
    found = {key.text: value for key, value in node.entries if not _is_empty(value)}
    id_ = _claim_id(node, found, report, seen)
    kind = _kind(node, found, report)
    if kind is None:
        return None
    meant: set[str] = set()
    for name, _ in node.entries:
        if name.text not in ("id", "kind") and kind.key(name.text) is None:
            meant.update(_unknown_key(name, report, kind))
    read: dict[str, Value] = {}
    for key in kind.all_keys():
        if key.name in found:
            value = values.read(key, found[key.name], report)
            if value is not None:
                read[key.name] = value
        elif key.required and key.name not in meant:
            report.error("missing-key", node, key.name, f"{a(kind.name)} needs {key.name}.", f"Add `{key.name}`.")
    for group in kind.one_of:
        _one_of(group, found, node, report, kind)
    if id_ is None:
        return None
    claim = Claim(source, id_, kind.name, read)
    check_claim(ClaimEntry(claim, report, node))
    broken = report.faults > start or report.faulty_between(node.line, last_line(node))
    return None if broken else claim


def _claim_id(node: Mapping, found: dict[str, Node], report: Report, seen: dict[str, int]) -> str | None:
    if "id" not in found:
        report.error("missing-key", node, "id", "the claim has no id.", "Add `id`.")
        return None
    id_ = texts.identifier(found["id"], report, "id")
    if id_ is None:
        return None
    if id_ in seen:
        report.error(
            "duplicate-claim",
            found["id"],
            "id",
            f"the claim {id_} stands twice, in line {seen[id_]} and in line {node.line}.",
            "Rename one of them.",
        )
        return None
    seen[id_] = node.line
    return id_


def _kind(node: Mapping, found: dict[str, Node], report: Report) -> Kind | None:
    if "kind" not in found:
        report.error("missing-key", node, "kind", "the claim has no kind.", f"Add `kind`: {', '.join(KINDS)}.")
        return None
    name = texts.choice(found["kind"], report, "kind", tuple(KINDS))
    return KINDS[name] if name else None


def _unknown_key(key: Scalar, report: Report, kind: Kind) -> tuple[str, ...]:
    """Reports the key; what it may have been meant as comes back, so that this is not reported as missing too."""
    allowed = ("id", "kind", *(one.name for one in kind.all_keys()))
    others = [other.name for other in KINDS.values() if other.key(key.text)]
    meant = _SYNONYMS.get(key.text)
    if others:
        hint = f": {key.text} is a key of {', '.join(others)}, not of {kind.name}."
    elif meant in allowed:
        hint = f"; did you mean {meant}?"
    else:
        hint = ""
    return (*texts.unknown_key(key, report, "", allowed, hint), *([meant] if meant else []))


def _one_of(group: tuple[str, ...], found: dict[str, Node], node: Mapping, report: Report, kind: Kind) -> None:
    given = [key for key in group if key in found]
    words = " or ".join(group)
    if not given:
        report.error("one-of", node, group[0], f"{a(kind.name)} needs {words}.", f"Add {words}.")
    elif len(given) > 1:
        report.error(
            "one-of",
            found[given[1]],
            given[1],
            f"{a(kind.name)} takes {words}, not both.",
            "Keep one, or write two claims.",
        )
