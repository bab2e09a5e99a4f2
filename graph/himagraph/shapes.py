"""SHACL: the record against the shapes of the ontology. Slow, so it runs in `validate --shapes` and in the tests."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from himagraph import resources, vocab
from himagraph.errors import HimagraphError
from himagraph.records import Finding

_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "note"}


def check_shapes(quads: Iterable[Quad]) -> list[Finding]:
    """What the data shapes find in the quads, in a stable order. Needs the extra `himagraph[shapes]`."""
    try:
        import pyshacl
    except ImportError:
        raise HimagraphError("SHACL needs pyshacl.", "Install it: pip install 'himagraph[shapes]'.") from None
    import rdflib  # noqa: TID251 - pySHACL works on rdflib's graphs

    data = rdflib.Graph()
    for line in sorted({f"{quad.triple} ." for quad in quads}):
        data.parse(data=line, format="nt")
    shapes = rdflib.Graph().parse(resources.ontology() / "shapes" / "data.ttl")
    shapes.parse(resources.ontology() / "prefixes.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    if not isinstance(report, rdflib.Graph):
        # A bad constraint makes pySHACL return its failure where the report should be.
        raise HimagraphError(f"The shapes themselves are broken: {report}")
    return sorted(_findings(report), key=lambda finding: finding.sort_key)


def _findings(report: object) -> Iterable[Finding]:
    import rdflib  # noqa: TID251

    assert isinstance(report, rdflib.Graph)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        focus = vocab.slug_of(str(report.value(result, sh.focusNode)))
        severity = str(report.value(result, sh.resultSeverity)).rpartition("#")[2]
        messages = sorted(
            str(one)
            for one in report.objects(result, sh.resultMessage)
            if getattr(one, "language", None) in (None, "en")
        )
        path = str(report.value(result, sh.resultPath) or "").rpartition("#")[2]
        yield Finding(
            "shape", _SEVERITIES.get(severity, "error"), f"{focus}: {' '.join(messages)}", field=path, value=focus
        )
