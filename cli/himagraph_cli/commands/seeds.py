"""hima validate, hima build"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from himagraph_cli import output
from himagraph_cli.asked import Asked, asked
from himagraph_cli.terminal import seeds as text

app = typer.Typer()

FOLDER = typer.Argument(metavar="DIR", help="A folder of seeds (default: the bundled ones).", show_default=False)


@app.command("validate")
@asked
def validate(
    ask: Asked,
    folder: Annotated[Path | None, FOLDER] = None,
    shapes: Annotated[
        bool, typer.Option("--shapes", help="Run the SHACL shapes too (slow; needs himagraph[shapes]).")
    ] = False,
) -> None:
    """Checks seeds: every error of a run at once. Exit 0 when clean or with warnings only, 3 with errors."""
    from himagraph import resources
    from himagraph.build.conductor import check

    where = folder or resources.seeds()
    checked = check(where, output.Progress())
    findings = list(checked.findings)
    if shapes and not checked.errors:
        from himagraph.shapes import check_shapes

        findings += check_shapes(checked.quads)
    output.write(text.findings(where, checked, findings, ask.format))
    if any(finding.severity == "error" for finding in findings):
        for finding in findings:
            if finding.severity == "error":
                output.say(str(finding))
        raise typer.Exit(3)


@app.command("build")
@asked
def build(ask: Asked, folder: Annotated[Path | None, FOLDER] = None) -> None:
    """Builds seeds into a store: --store PATH, or the cache. The old store answers until the new one is ready."""
    from himagraph import resources
    from himagraph.build import cache
    from himagraph.build.conductor import build as build_
    from himagraph.errors import UsageError

    if ask.store and ask.store.startswith(("http://", "https://")):
        raise UsageError("A store behind an address cannot be built here.", "Give a folder: --store PATH.")
    seeds = folder or resources.seeds()
    if folder and not ask.store:
        raise UsageError("The cache is for the bundled seeds.", f"Say where to: hima build {folder} --store PATH")
    place = Path(ask.store) if ask.store else cache.folder()
    stamp = build_(seeds, place, output.Progress())
    output.write(text.built(place, stamp, ask.format))
