"""Calls of every command that have an answer in the bundled seeds, for the tests that go over all commands."""

from __future__ import annotations

from himagraph_cli.main import TOPICS

#: Per command, the arguments of calls that exit 0. A new command must come in here: `test_cli` says so.
ANSWERED: dict[str, tuple[tuple[str, ...], ...]] = {
    "who-owns": (("Yinwang",), ("Yinwang", "--as-of", "2025-12-31"), ("AITO",), ("HIMA",)),
    "holdings": (("Seres",), ("avatr",)),
    "show": (("yinwang",), ("AITO",), ("richard-yu",), ("hima",), ("aito-m9",), ("harmonyos-cockpit",)),
    "find": (("SAIC",), ("引望",), ("wenjie",), ("Yinwag",)),
    "brands": ((), ("HIMA",), ("jing",), ("AITO",), ("huawei",)),
    "cars": ((), ("AITO",), ("HIMA",), ("aito-m9",)),
    "cooperation": ((), ("--brand", "yijing"), ("--model", "hima")),
    "deliveries": ((), ("AITO",), ("HIMA", "--from", "2025-01", "--to", "2025-06")),
    "people": ((), ("richard-yu",), ("chery",)),
    "technologies": ((), ("harmonyos-cockpit",), ("luxeed",)),
    "path": (("Seres", "Avatr"), ("chery", "luxeed"), ("GAC", "Seres", "--with-hubs")),
    "cite": (("yinwang/avatr",), ("yinwang/avatr", "--style", "bibtex"), ("yinwang/avatr", "--style", "csl")),
    "control": (("Yinwang",), ("seres-group", "--by", "majority-50", "--by", "cn-csrc-84")),
    "close-links": (("Yinwang",),),
    "explain": (("yinwang/avatr",),),
    "analyse": (("dual-roles",), ("network",), ("dependency",), ("concentration",)),
    "why": (("yinwang/avatr",), ("ichongqing-2025-12-10/changan-yinwang",), ("hima",)),
    "conflicts": ((), ("HIMA",)),
    "timeline": (("Yinwang",), ("AITO",)),
    "diff": (("--from", "2025-05-31", "--to", "2025-12-31"),),
    "query": (("tests/queries/brands.rq",), ("tests/queries/yes.rq",), ("tests/queries/triples.rq",)),
    "queries": ((),),
    "validate": ((),),
    "info": ((), ("--only", "ichongqing-2025-12-10")),
    "export": tuple(("--to", form) for form in ("nquads", "trig", "turtle", "jsonld", "csv", "gexf", "void")),
    "render": ((), ("Yinwang", "--view", "ownership"), ("Yinwang", "--svg")),
}
#: Commands that write; each test gives them a place of its own.
WRITING = ("build",)
#: Commands that run until they are stopped: `test_server` calls them.
SERVING = ("serve",)
#: Commands whose answer is a document: `--format` has no say in it.
DOCUMENTS = ("export", "render", *SERVING)


def calls(*left_out: str) -> list[tuple[str, ...]]:
    """Every call as the arguments of `hima`."""
    return [(name, *call) for name in TOPICS for call in ANSWERED.get(name, ()) if name not in left_out]
