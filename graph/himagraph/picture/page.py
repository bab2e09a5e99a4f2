"""The page: the payload in Pyvis's hands, in a template of our own."""

from __future__ import annotations

import json
from typing import Any

from himagraph.answers.rows import Json
from himagraph.build.progress import Progress, silent
from himagraph.errors import UsageError
from himagraph.ledger import Ledger, Question
from himagraph.picture import bundle, payload
from himagraph.version import VERSION

#: The views, in the order of their tabs.
VIEWS = ("ownership", "map", "cooperation", "deliveries", "sources")


def page(
    ledger: Ledger,
    question: Question,
    entity: str | None = None,
    view: str | None = None,
    progress: Progress = silent,
) -> str:
    """The page as one HTML file. Same store and question, same bytes.

    `entity` (a slug) is what it opens on, `view` one of `VIEWS`; UsageError for another view. `progress` is told how
    far it is.
    """
    if view is not None and view not in VIEWS:
        raise UsageError(f"There is no view {view!r}.", f"Views: {', '.join(VIEWS)}.")
    found = payload.payload(ledger, question, entity, view or VIEWS[0], progress)
    text = _carried(found)
    progress("done", 1.0)
    return text


def _carried(found: Json) -> str:
    """The payload rendered by Pyvis, which carries nodes, edges and options; the template is ours alone."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network  # noqa: TID251 - this is the room for it

    net = Network(directed=True, cdn_resources="remote")
    for slug, node in found["entities"].items():
        x, y = node.pop("at", (None, None))
        net.add_node(slug, label=slug, **({} if x is None else {"x": x, "y": y}))
    for number, (source, target) in enumerate(found.pop("ends")):
        net.add_edge(source, target, id=number)
    net.set_options(json.dumps(_OPTIONS))

    def packed(value: Json, nodes: Any, edges: Any, options: str) -> str:
        places = {node["id"]: [node["x"], node["y"]] for node in nodes if "x" in node}
        ends = [[edge["from"], edge["to"]] for edge in edges]
        return bundle.packed({**value, "network": {"places": places, "ends": ends, "options": json.loads(options)}})

    environment = Environment(loader=FileSystemLoader(bundle.ASSETS.parent), autoescape=True)
    own: dict[str, Any] = {
        "policy": bundle.policy(),
        "version": VERSION,
        "title": _line(found["meta"]["title"]["en"]),
        "lead": _line(found["meta"]["lead"]["en"]),
        "payload": found,
        "packed": packed,
        # Files of the package itself: no label is in them.
        "style": Markup(bundle.style()),
        "vendored": Markup(bundle.vendored()),
        "script": Markup(bundle.script()),
    }
    environment.globals.update(own)
    net.set_template_dir(str(bundle.ASSETS.parent), "page.html.j2")
    net.templateEnv = environment
    return str(net.generate_html())


def _line(text: str) -> str:
    """The text on one line, for the parts of the page that are read without its script."""
    return " ".join(text.split())


#: How the drawing library behaves; what it draws is decided in the page.
_OPTIONS: Json = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 300, "keyboard": False},
    "edges": {"smooth": False},
    "layout": {"improvedLayout": False, "randomSeed": 7},
}
