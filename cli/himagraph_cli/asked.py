"""What every command takes, and what every command does around its one library call."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from himagraph.errors import HimagraphError, NoAnswer
from himagraph_cli import output

if TYPE_CHECKING:
    from himagraph.library import KnowledgeGraph
    from himagraph.names import Name


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"
    ttl = "ttl"


class Lang(StrEnum):
    en = "en"
    zh = "zh"
    both = "both"


def _many(text: str) -> Any:
    return typer.Option(metavar="SOURCE", help=text, rich_help_panel=None)


#: The options of every command, with their defaults.
COMMON: dict[str, tuple[Any, Any]] = {
    "as_of": (
        Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="When it was true in the world.")],
        None,
    ),
    "known_at": (
        Annotated[str | None, typer.Option("--known-at", metavar="DATE", help="What was published by then.")],
        None,
    ),
    "only": (Annotated[list[str] | None, _many("Use only this source (repeatable).")], None),
    "without": (Annotated[list[str] | None, _many("Leave this source out (repeatable).")], None),
    "format": (Annotated[Format, typer.Option("--format", help="How to print the answer.")], Format.table),
    "json": (Annotated[bool, typer.Option("--json", help="Short for --format json.")], False),
    "lang": (
        Annotated[
            Lang, typer.Option("--lang", envvar="HIMA_LANG", help="Sentences in English or Chinese; names in both.")
        ],
        Lang.both,
    ),
    "store": (
        Annotated[
            str | None,
            typer.Option(
                "--store", metavar="PATH|URL", envvar="HIMA_STORE", help="A built store or a SPARQL endpoint."
            ),
        ],
        None,
    ),
}


# Only `__init__` is compiled: each start pays for what more there is.
@dataclass(eq=False, repr=False)
class Asked:
    """The common options of one call, and the knowledge graph that they name."""

    command: str
    as_of: str | None
    known_at: str | None
    only: tuple[str, ...]
    without: tuple[str, ...]
    format: str
    lang: str
    store: str | None

    @cached_property
    def kg(self) -> KnowledgeGraph:
        import himagraph

        return himagraph.open(self.store, notice=self._say_taken, progress=output.Progress())

    @property
    def options(self) -> dict[str, Any]:
        """The clocks and the selection, as the library takes them."""
        return {"as_of": self.as_of, "known_at": self.known_at, "only": self.only, "without": self.without}

    @property
    def selects(self) -> bool:
        """Whether the call leaves sources out, by name or by the knowledge clock."""
        return bool(self.only or self.without or self.known_at)

    def show(self, answer: output.Answer, lines: Callable[[Any, str], list[str]]) -> None:
        """Prints the answer in the format asked for; `lines` writes it for a terminal."""
        output.emit(answer, self.format, self.lang, lines)

    def _say_taken(self, text: str, slug: str, others: list[Name]) -> None:
        """Says which entity a name was taken for, where it could have been another."""
        if not others:
            return
        entities = self.kg.ledger.entities([slug, *(name.entity for name in others)])
        seen = dict.fromkeys(name.entity for name in others)
        also = "; ".join(f"{entities[one].label('both')} ({entities[one].kind}, {one})" for one in seen)
        output.say(f"{text} -> {entities[slug].label('both')} ({entities[slug].kind}, {slug}). Also: {also}")


def asked(function: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the common options: it takes an `Asked` first, and its errors become messages and exit codes."""
    own = inspect.signature(function, eval_str=True)
    parameters = [parameter for name, parameter in own.parameters.items() if name != "ask"]
    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in COMMON.items()
    ]

    @wraps(function)
    def command(**given: Any) -> None:
        common = {name: given.pop(name) for name in COMMON}
        ask = Asked(
            function.__name__.replace("_", "-"),
            common["as_of"],
            common["known_at"],
            tuple(common["only"] or ()),
            tuple(common["without"] or ()),
            "json" if common["json"] else common["format"].value,
            common["lang"].value,
            common["store"],
        )
        run(ask, lambda: function(ask, **given))

    command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {}
    return command


def run(ask: Asked, call: Callable[[], None]) -> None:
    """Makes the call; every error ends as one message on stderr and its exit code."""
    try:
        call()
        sys.stdout.flush()
    except NoAnswer as error:
        candidates = list(getattr(error, "candidates", ()))
        if ask.format == "json":
            output.no_answer(ask, error, candidates)
        output.complain(ask, error, candidates)
        raise typer.Exit(error.exit_code) from None
    except HimagraphError as error:
        output.complain(ask, error, ())
        raise typer.Exit(error.exit_code) from None
    except BrokenPipeError:
        # Whoever read us has seen enough. Python would complain again at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        output.say("Interrupted.")
        raise typer.Exit(130) from None
    except typer.Exit:
        raise
    except Exception as error:
        if os.environ.get("HIMA_DEBUG"):
            raise
        output.say(f"This is a fault of himagraph, not yours: {type(error).__name__}: {error}")
        output.say("Please report it with the command that you ran; HIMA_DEBUG=1 shows where it happened.")
        raise typer.Exit(70) from None
