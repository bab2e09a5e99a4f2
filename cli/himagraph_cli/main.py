"""The entry point: commands by name, each loaded when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from himagraph_cli.output import prepare_streams

#: Which file of `commands` holds each command, in the order of `hima --help`.
TOPICS = {
    "who-owns": "owners",
    "holdings": "owners",
    "show": "entities",
    "find": "entities",
    "brands": "brands",
    "cars": "brands",
    "cooperation": "brands",
    "deliveries": "deliveries",
    "people": "people",
    "technologies": "brands",
    "path": "path",
    "control": "control",
    "close-links": "control",
    "explain": "control",
    "analyse": "analyse",
    "why": "evidence",
    "conflicts": "conflicts",
    "timeline": "history",
    "diff": "history",
    "cite": "cite",
    "query": "sparql",
    "queries": "sparql",
    "validate": "seeds",
    "build": "seeds",
    "info": "store",
    "export": "store",
    "serve": "serve",
    "render": "render",
}


class LazyGroup(TyperGroup):
    """Knows its commands by name and imports the file of the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(TOPICS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        topic = TOPICS.get(cmd_name)
        if topic is None:
            return None
        module = import_module(f"himagraph_cli.commands.{topic}")
        for info in module.app.registered_commands:
            if info.name == cmd_name:
                return typer.main.get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """One sentence a command, never cut short."""
        helps = ((name, self.get_command(ctx, name).help or "") for name in TOPICS)
        with formatter.section("Commands"):
            formatter.write_dl([(name, text.partition(". ")[0].rstrip(".") + ".") for name, text in helps])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in TOPICS:
            from rapidfuzz import fuzz, process

            near = process.extractOne(args[0], list(TOPICS), scorer=fuzz.ratio, score_cutoff=60)
            hint = f" Did you mean {near[0]}?" if near else " See: hima --help"
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Start with: hima who-owns Yinwang. Every answer shows its sources; --json gives it to programs.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from himagraph import __version__

        typer.echo(f"himagraph {__version__}")
        raise typer.Exit


@app.callback()
def hima(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who owns whom in the Huawei automotive ecosystem, who makes which brand with whom, since when, and who says
    so."""


def main() -> None:
    """Runs the command line. Exit codes: see `himagraph.errors`; 130 when interrupted."""
    prepare_streams()
    try:
        app(prog_name="hima")
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        sys.exit(130)
    finally:
        # The process is about to give everything back at once: there is no garbage to look for first.
        gc.freeze()


if __name__ == "__main__":
    main()
