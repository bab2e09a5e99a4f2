"""Rewrites what the pages show of the program: `make docs`. With --check it writes nothing and fails where it would.

    ```console blocks     each `$ hima ...` is run and its output put below it
    ```sh blocks          each `hima ...` is run; its output is of no interest
    ```sparql blocks      where a ```text block follows, the query is asked and its answer put there
    ```pycon blocks       each `>>>` is run and its value put below it
    <!-- numbers -->      the counts of the bundled data, from `hima info --json`
    <!-- card -->         how complete the bundled data are, from the same
    <!-- kinds -->        the kinds of claims with their keys
    <!-- schemas -->      the JSON Schemas
    docs/commands.md      the `--help` of every command
    docs/queries.md .ttl  the named queries; docs/terms.md: the ontology (see generated.py)
    docs/endpoint.md      as above, `$ curl ...` too, put to a server that is started for the page
    CONTRIBUTING.md       as above, in a copy of the seeds with the files that the page tells to write

The tests import this file and compare; nothing here is needed to run the program.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from doctest import DocTestParser
from pathlib import Path

import generated

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = "docs/commands.md"
#: Its commands write files, so they are run in a folder of their own.
PICTURE = "docs/page.md"
CONTRIBUTING = "CONTRIBUTING.md"
ENDPOINT = "docs/endpoint.md"
#: Where a server listens by default, and so in the page.
_SERVED = "http://127.0.0.1:8000/"
#: What is made whole out of what the program knows of itself.
WHOLE: dict[str, Callable[[], str]] = {
    "docs/queries.md": generated.queries_page,
    "docs/queries.ttl": generated.queries_turtle,
    "docs/terms.md": generated.terms_page,
}
#: The pages with examples: all but those that are made whole.
PAGES = (
    "README.md",
    *(
        name
        for path in sorted((ROOT / "docs").glob("*.md"))
        if (name := f"docs/{path.name}") not in (COMMANDS, ENDPOINT, PICTURE, *WHOLE)
    ),
)

_BLOCK = re.compile(r"(?<=^```)(console|sh)\n(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"^`(seeds/[\w./-]+)`:\n+```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PYTHON = re.compile(r"(?<=^```pycon\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_NUMBERS = re.compile(r"(?<=<!-- numbers -->\n)(.*?)(?=<!-- /numbers -->)", re.DOTALL)
_SPARQL = re.compile(r"(?<=^```sparql\n)((?:(?!```).)*```\n\n```text\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_SCHEMAS = re.compile(r"(?<=<!-- schemas -->\n)(.*?)(?=<!-- /schemas -->)", re.DOTALL)
_CARD = re.compile(r"(?<=<!-- card -->\n)(.*?)(?=<!-- /card -->)", re.DOTALL)
_KINDS = re.compile(r"(?<=<!-- kinds -->\n)(.*?)(?=<!-- /kinds -->)", re.DOTALL)

#: Runs one command line, with a text for its stdin, and gives what a terminal would show of it.
Run = Callable[..., str]


@dataclass(frozen=True)
class Example:
    """A command of a page, and the output that the page shows for it."""

    command: str
    output: str


def runner(environment: dict[str, str], cwd: Path = ROOT) -> Run:
    """Runs `hima ...` as a reader with a plain terminal, 100 columns wide, would; messages come before the answer.

    The bundled seeds answer, from the cache that the environment names.
    """
    plain = {name: value for name, value in environment.items() if not name.startswith(("HIMA_", "LC_", "LANG"))}
    plain |= {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}

    def run(command: str, stdin: str = "") -> str:
        program, *arguments = shlex.split(command)
        if program != "hima":
            raise ValueError(f"an example starts with hima, not with {program}")
        done = subprocess.run(
            [sys.executable, "-m", "himagraph_cli.main", *arguments],
            input=stdin.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=plain,
            cwd=cwd,
            check=False,
        )
        return done.stdout.decode()

    return run


def examples(page: str) -> Iterator[Example]:
    """The commands of the page's console blocks, in order."""
    for kind, block in _BLOCK.findall(page):
        if kind == "console":
            yield from _in_console(block)


def _in_console(block: str) -> Iterator[Example]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield Example(command, output.rstrip("\n") + "\n" if output.strip() else "")


def with_outputs(page: str, run: Run) -> str:
    """The page with each command's output as it is now."""

    def block(found: re.Match[str]) -> str:
        kind, text = found[1], found[2]
        if kind == "console":
            shown = [f"$ {one.command}\n{run(one.command)}" for one in _in_console(text)]
            return f"{kind}\n" + "\n".join(shown)
        for line in text.splitlines():
            if line.startswith("hima "):
                run(line)
        return found[0]

    return _BLOCK.sub(block, page)


def with_rows(page: str, run: Run) -> str:
    """The page with what each of its SPARQL queries answers now."""

    def block(found: re.Match[str]) -> str:
        query = found[1].partition("```")[0]
        return f"{found[1]}{run('hima query -', query)}"

    return _SPARQL.sub(block, page)


def with_values(page: str) -> str:
    """The page with the value of each Python example as it is now."""
    names: dict[str, object] = {}

    def block(found: re.Match[str]) -> str:
        lines: list[str] = []
        for example in DocTestParser().get_examples(found[0]):
            first, *more = example.source.splitlines()
            lines += [f">>> {first}", *(f"... {line}" for line in more)]
            lines += _shown(example.source, names)
        return "".join(line + "\n" for line in lines)

    return _PYTHON.sub(block, page)


def _shown(source: str, names: dict[str, object]) -> list[str]:
    """What the interactive Python shows for the lines."""
    shown: list[str] = []

    def keep(value: object) -> None:
        if value is not None:
            shown.extend(repr(value).splitlines())

    hook, sys.displayhook = sys.displayhook, keep
    try:
        exec(compile(source, "<example>", "single"), names)
    finally:
        sys.displayhook = hook
    return shown


def with_numbers(page: str, info: str) -> str:
    """The page with the counts of the data as they are now; `info` is the output of `hima info --json`."""
    card = json.loads(info)
    entities, claims = (sum(card[key].values()) for key in ("entities_by_kind", "claims_by_kind"))
    kinds = ", ".join(
        f"{count} {_plural(kind, count)}"
        for kind, count in sorted(card["entities_by_kind"].items(), key=_largest_first)
    )
    claimed = ", ".join(f"{count} {kind}" for kind, count in sorted(card["claims_by_kind"].items(), key=_largest_first))
    grades = ", ".join(f"{count} {_GRADES[grade]}" for grade, count in card["sources_by_kind"].items())
    text = (
        f"- **{len(card['sources'])} sources**, the newest of {card['newest_publication']}: {grades}\n"
        f"- **{claims} claims**: {claimed}\n"
        f"- **{entities} entities**: {kinds}\n"
    )
    return _NUMBERS.sub(lambda _: text, page)


def _largest_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


_GRADES = {
    "filing": "filings", "company": "statements of companies", "news": "articles of the press", "blog": "blogs",
}  # fmt: skip


def _plural(kind: str, count: int) -> str:
    irregular = {
        "company": "companies",
        "person": "people",
        "technology": "technologies",
        "series": "series",
        "state-body": "state bodies",
        "holder-set": "groups of holders",
    }
    return kind if count == 1 else irregular.get(kind, kind + "s")


def kinds_table() -> str:
    """The kinds of claims as a table: their keys beside the common ones, and the choices of each."""
    from himagraph.kinds import CLAIM_KINDS

    lines = ["| kind | keys |", "|---|---|"]
    for kind in CLAIM_KINDS:
        groups = {name: group for group in kind.one_of for name in group}
        keys: list[str] = []
        for key in kind.keys:
            group = groups.get(key.name)
            if group and key.name != group[0]:
                continue
            name = " or ".join(f"`{one}`" for one in group or (key.name,)) + ("" if key.required or group else "?")
            keys.append(name + (f" ({', '.join(key.choices)})" if key.choices else ""))
        lines.append(f"| `{kind.name}` | {'; '.join(keys)} |")
    return "".join(line + "\n" for line in lines)


def commands_page(run: Run) -> str:
    """docs/commands.md: the help of the program and of every command, in the order of `hima --help`."""
    from himagraph_cli.main import TOPICS

    parts = [
        "# Commands\n\nMade by `make docs` out of `--help`; do not edit it by hand.\n",
        f"```text\n{run('hima --help')}```\n",
    ]
    parts += [f"## hima {name}\n\n```text\n{run(f'hima {name} --help')}```\n" for name in TOPICS]
    return "\n".join(parts)


def refreshed(page: str, run: Run) -> str:
    """The page with everything as it is now."""
    text = _KINDS.sub(lambda _: kinds_table(), with_values(with_rows(with_outputs(page, run), run)))
    text = _SCHEMAS.sub(lambda _: generated.schemas_table(ROOT / "docs" / "schemas"), text)
    if not _NUMBERS.search(text):
        return text
    info = run("hima info --json")
    return _CARD.sub(lambda _: generated.completeness(json.loads(info)), with_numbers(text, info))


def contributing(page: str, folder: Path, environment: dict[str, str]) -> str:
    """CONTRIBUTING.md with its worked example done in the folder: a copy of the seeds, and the files that it writes."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name, text in _FILE.findall(page):
        (folder / name).write_text(text, encoding="utf-8")
    return with_outputs(page, runner(environment, folder))


def endpoint(page: str, environment: dict[str, str]) -> str:
    """docs/endpoint.md with its examples put to a server of the bundled seeds, which ends with them."""
    plain = {name: value for name, value in environment.items() if not name.startswith("HIMA_")}
    call = [sys.executable, "-m", "himagraph_cli.main", "serve", "--port", "0", "--workers", "2"]
    hima = runner(environment)

    def run(command: str) -> str:
        if not command.startswith("curl "):
            return hima(command)
        done = subprocess.run(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        said = done.stdout.decode().replace("\r\n", "\n")
        return said if said.endswith("\n") else f"{said}\n"

    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=plain, cwd=ROOT) as server:
        try:
            assert server.stderr is not None
            said = (re.search(r"Serving (http://\S+/) ", line) for line in server.stderr)
            found = next((one for one in said if one), None)
            if found is None:
                raise RuntimeError("the server for docs/endpoint.md did not start")
            moved = with_values(with_outputs(page.replace(_SERVED, found[1]), run))
            return moved.replace(found[1], _SERVED)
        finally:
            server.terminate()


def made() -> dict[str, str]:
    """Every page as it should be, by its name."""
    os.environ.pop("HIMA_STORE", None)
    run = runner(dict(os.environ))
    pages = {page: refreshed(_read(page), run) for page in PAGES}
    pages[COMMANDS] = commands_page(run)
    pages |= {page: make() for page, make in WHOLE.items()}
    with tempfile.TemporaryDirectory() as folder:
        pages[CONTRIBUTING] = contributing(_read(CONTRIBUTING), Path(folder), dict(os.environ))
        pages[PICTURE] = with_outputs(_read(PICTURE), runner(dict(os.environ), Path(folder)))
    pages[ENDPOINT] = endpoint(_read(ENDPOINT), dict(os.environ))
    return pages


def main() -> None:
    """Rewrites the pages that changed, and says which; with --check it only says so, and fails."""
    check = "--check" in sys.argv[1:]
    stale = [(page, text) for page, text in made().items() if not (ROOT / page).exists() or _read(page) != text]
    for page, text in stale:
        if not check:
            (ROOT / page).write_text(text, encoding="utf-8", newline="\n")
        print(f"{'Stale: ' if check else 'Wrote '}{page}.")
    if check and stale:
        raise SystemExit("Run: make docs")


def _read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
