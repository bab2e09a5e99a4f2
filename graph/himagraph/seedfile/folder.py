"""A folder of seeds: its files in sorted order, read and checked."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from himagraph.errors import BadData, LimitReached
from himagraph.records import Claim, Entity, Finding, Judgement, Source
from himagraph.seedfile import judgements, register, sourcefile, tree
from himagraph.seedfile.checks import check
from himagraph.seedfile.entries import Declared, JudgementEntry
from himagraph.seedfile.register import RegisterFile
from himagraph.seedfile.report import Report
from himagraph.seedfile.sourcefile import SourceFile
from himagraph.seedfile.words import escaped
from himagraph.seedfile.world import World

#: Bytes that a file may have.
SIZE_LIMIT = 16 * 2**20
#: A file of so many bytes may hold one value for each of these.
_BYTES_A_VALUE = 16

_YAML = (".yaml", ".yml")
_BESIDE = (".json", ".md", ".txt")
_ROOMS = ("entities", "sources")
_JUDGEMENTS = ("judgements.yaml", "judgements.yml")
_SALVAGED = re.compile(rb"^[ \t]*(?:-[ \t]+)?\{?id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that a folder holds without error, and what was found on the way, errors first.

    `lines` tells where a claim (`SOURCE/CLAIM`), an entity or a source stands: file and line.
    """

    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]
    lines: Mapping[str, tuple[str, int]] = field(hash=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "error")


def read(folder: Path, *, size_limit: int = SIZE_LIMIT) -> Seeds:
    """The seeds of a folder with `entities/`, `sources/` and perhaps `judgements.yaml`, or of its folder `seeds`.

    Errors are findings, so that one run shows them all. BadData when there is no such folder or nothing in it;
    LimitReached when a file is larger than `size_limit` bytes.
    """
    return _Reader(Path(folder), size_limit).read()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str  # relative to the folder, with '/'
    room: str  # entities, sources, or "" at the top


class _Reader:
    def __init__(self, folder: Path, size_limit: int) -> None:
        self._folder = folder
        self._size_limit = size_limit
        self._reports: list[Report] = []
        self._registers: list[RegisterFile] = []
        self._sources: list[SourceFile] = []
        self._judgements: list[JudgementEntry] = []

    def read(self) -> Seeds:
        files = list(self._files(self._root()))
        if not files and not self._reports:
            raise self._nothing()
        for file in files:
            self._read_file(file)
        world = World.of(self._registers, self._sources, self._judgements, self._reports)
        check(world)
        findings = sorted((one for report in self._reports for one in report.findings), key=lambda one: one.sort_key)
        return Seeds(
            tuple(entry.entity for entry in world.entities),
            tuple(entry.source for entry in world.sources),
            tuple(entry.claim for entry in world.claims),
            tuple(entry.judgement for entry in world.judgements),
            tuple(findings),
            world.lines,
        )

    def _root(self) -> Path:
        """The folder itself, or `seeds` in it when only that has the rooms of a folder of seeds."""
        if not self._folder.is_dir():
            what = "is a file, not a folder" if self._folder.exists() else "does not exist"
            raise BadData(
                f"The folder of seeds {self._folder} {what}.", remedy="Name a folder with entities/ and sources/."
            )
        inner = self._folder / "seeds"
        return inner if not _has_rooms(self._folder) and _has_rooms(inner) else self._folder

    def _nothing(self) -> BadData:
        return BadData(
            f"The folder {self._folder} holds no seeds.", remedy="Put them in entities/*.yaml and sources/*.yaml."
        )

    def _files(self, root: Path) -> Iterator[_File]:
        """The YAML files in sorted order; what else lies about is reported."""
        inside = os.path.realpath(root)
        for path in self._listed(root):
            if not self._may_be_read(path, inside):
                continue
            if path.name in _ROOMS and path.is_dir():
                for inner in self._listed(path):
                    if self._may_be_read(inner, inside) and self._is_seed(inner):
                        yield _File(inner, self._name(inner), path.name)
            elif self._is_seed(path):
                yield _File(path, self._name(path), "")

    def _listed(self, folder: Path) -> list[Path]:
        """What lies in a folder, sorted by name, hidden files left out."""
        try:
            return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except OSError as error:
            message = f"the folder cannot be read: {error.strerror}."
            self._report(self._name(folder)).error("unreadable-file", 0, "", message, "Check its rights.")
            return []

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _may_be_read(self, path: Path, inside: str) -> bool:
        """Whether the path stays in the folder and its name can be shown."""
        name = self._name(path)
        if not name.isprintable():
            report = self._report(escaped(name))
            report.error("bad-file-name", 0, "", "the name holds a character that does not print.", "Rename the file.")
            return False
        if path.is_symlink() and not os.path.realpath(path).startswith(inside + os.sep):
            report = self._report(name)
            report.error("link-outside", 0, "", "the link leaves the folder of seeds.", "Put the file itself there.")
            return False
        return True

    def _is_seed(self, path: Path) -> bool:
        if path.suffix in _YAML and not path.is_dir():
            return True
        if path.is_dir() or path.suffix not in _BESIDE:
            message = f"the {'folder' if path.is_dir() else 'file'} is not read."
            self._report(self._name(path)).warning(
                "stray-file", 0, "", message, "Seeds are entities/*.yaml and sources/*.yaml."
            )
        return False

    def _report(self, name: str) -> Report:
        report = Report(name)
        self._reports.append(report)
        return report

    def _read_file(self, file: _File) -> None:
        report = self._report(file.name)
        data = self._bytes(file, report)
        if data is None:
            return
        root = tree.read(data, report, max(self._size_limit // _BYTES_A_VALUE, 1))
        if root is None:
            self._salvage(file, data)
            return
        room = file.room or self._guess(file, root, report)
        if room == "entities":
            self._registers.append(register.read(root, report))
        elif room == "sources":
            self._sources.append(sourcefile.read(root, report))
        else:
            self._judgements.extend(judgements.read(root, report))

    def _guess(self, file: _File, root: tree.Node, report: Report) -> str:
        """Which room a file at the top belongs to, by its shape; only judgements have their place there."""
        if file.path.name in _JUDGEMENTS:
            return "judgements"
        room = "entities" if isinstance(root, tree.Sequence) else "sources"
        report.warning(
            "misplaced-file", 0, "", f"the file is read as one of {room}/ but stands outside.", f"Move it to {room}/."
        )
        return room

    def _bytes(self, file: _File, report: Report) -> bytes | None:
        """The bytes of a plain file; its size is looked at before anything is read."""
        try:
            about = file.path.stat()
            if not stat.S_ISREG(about.st_mode):
                report.error("unreadable-file", 0, "", "this is no plain file.", "Put a plain file there.")
                return None
            size = about.st_size
            if size <= self._size_limit:
                with file.path.open("rb") as stream:
                    data = stream.read(self._size_limit + 1)
                size = len(data)
                if size <= self._size_limit:
                    return data
        except OSError as error:
            report.error("unreadable-file", 0, "", f"the file cannot be read: {error.strerror}.", "Check its rights.")
            return None
        raise LimitReached(
            f"{file.name} has a size of {size} bytes, over the limit of {self._size_limit} bytes.",
            "Split the file or raise the limit.",
        )

    def _salvage(self, file: _File, data: bytes) -> None:
        """The ids of a file that cannot be parsed, so that those who name them are not blamed."""
        ids = [match[1].decode() for match in _SALVAGED.finditer(data)]
        declared = tuple(Declared(id_, file.name, 0) for id_ in ids)
        if file.room == "entities":
            self._registers.append(RegisterFile(declared=declared))
        elif declared:
            source = declared[0]
            claims = tuple(Declared(f"{source.id}/{one.id}", file.name, 0) for one in declared[1:])
            self._sources.append(SourceFile(declared=source, claims_declared=claims))


def _has_rooms(folder: Path) -> bool:
    return any((folder / name).exists() for name in (*_ROOMS, *_JUDGEMENTS))
