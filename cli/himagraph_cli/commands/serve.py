"""hima serve"""

from __future__ import annotations

from typing import Annotated

import typer

from himagraph_cli import output
from himagraph_cli.asked import Asked, asked

app = typer.Typer()


@app.command("serve")
@asked
def serve(
    ask: Asked,
    host: Annotated[str, typer.Option("--host", help="Listen here; the default is this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Listen here; 0 takes a free one.")] = 8000,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", metavar="ORIGIN", help="Let pages of this origin ask (repeatable); * for all."),
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Stop a query after so many seconds.")] = 30.0,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Answer so many queries at once.")] = 4,
) -> None:
    """Serves SPARQL and pages. A SPARQL 1.1 endpoint, and every entity, claim and source at its own address."""
    from himagraph import server
    from himagraph.workers import Limits

    served = server.listen(host, port)
    app_ = server.application(ask.kg, limits=Limits(seconds=timeout), workers=workers, cors=tuple(cors or ()), log=True)
    if not served.here:
        output.say("Everybody who reaches this machine can ask: there is no password and no encryption.")
    server.serve(app_, served, lambda url: output.say(f"Serving {url} and {url}sparql. Ctrl-C stops."))
