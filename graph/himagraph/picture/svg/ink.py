"""The marks of a drawing: frames, lines, arrows and texts as elements of SVG."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from himagraph.markup import fit
from himagraph.picture.svg.layout import Line, line_size
from himagraph.records import Share

TEXT, QUIET, PAPER, FAINT = "#17212b", "#545f6b", "#ffffff", "#dde2e8"
ACCENT, SIGNED = "#0b5cad", "#b35300"
FONTS = (
    "'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', "
    "'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
)
#: Frame and fill of each kind, and how round its corners are: shape and colour, so that either alone will do.
KINDS = {
    "company": ("#0072b2", "#ffffff", 6), "state-body": ("#17212b", "#eef1f4", 0), "fund": ("#00805e", "#eef8f4", 3),
    "person": ("#c04f00", "#fdf3ec", 99), "holder-set": ("#66717d", "#f6f7f9", 12), "unit": ("#66717d", "#ffffff", 6),
    "brand": ("#a8578a", "#fbf2f8", 99), "alliance": ("#b37a00", "#fff8e6", 14), "series": ("#b37a00", "#fff8e6", 14),
}  # fmt: skip
#: Colour and dashes of each kind of line.
_LINES = {
    "record": (ACCENT, None), "inferred": ("#66717d", "2 4"), "possible": ("#66717d", "2 4"),
    "pending": (SIGNED, "8 4"), "rest": ("#8a949e", "5 4"), "relation": ("#a8578a", "1 0"),
}  # fmt: skip
_THIN, _WIDE = 1.3, 6.0
Points = list[tuple[float, float]]


def number(value: float) -> str:
    """A length with two places at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def width(percent: float) -> float:
    """How wide a line of so many percent is."""
    return _THIN + (_WIDE - _THIN) * percent / 100


def text(parent: Element, line: Line, x: float, y: float, *, anchor: str = "middle", colour: str = "") -> None:
    """One line of text on the base line `y`."""
    size = line_size(line)
    given = {"x": number(x), "y": number(y), "font-size": number(size), "lang": line.lang, "xml:lang": line.lang}
    if anchor != "start":
        given["text-anchor"] = anchor
    if line.style in ("name", "root", "figure", "title"):
        given["font-weight"] = "700" if line.style in ("root", "title") else "600"
    given["fill"] = colour or (QUIET if line.style in ("small", "note", "quiet", "through") else TEXT)
    SubElement(parent, "text", given).text = fit(line.text)


def frame(parent: Element, kind: str, x: float, y: float, wide: float, high: float, *, root: bool = False) -> None:
    """The frame of a box; what is no entity has a dashed one."""
    stroke, fill, round_ = KINDS.get(kind, ("#8a949e", PAPER, 6))
    given = _rect(x, y, wide, high, min(round_, high / 2))
    given |= {"fill": fill, "stroke": stroke, "stroke-width": "2.6" if root else "1.4"}
    if kind not in KINDS:
        given["stroke-dasharray"] = "5 4"
    SubElement(parent, "rect", given)


def ring(parent: Element, kind: str, x: float, y: float, wide: float, high: float, *, certain: bool) -> None:
    """A second frame around a box: whoever decides."""
    round_ = KINDS[kind][2]
    given = _rect(x - 3.5, y - 3.5, wide + 7, high + 7, min(round_ + 3.5 if round_ else 0, high / 2 + 3.5))
    given |= {"fill": "none", "stroke": KINDS[kind][0], "stroke-width": "1.1"}
    SubElement(parent, "rect", given | ({} if certain else {"stroke-dasharray": "3 3"}))


def curve(parent: Element, kind: str, share: Share | None, curves: Iterable[Points], *, arrow: bool = True) -> None:
    """A line by its kind, as wide as its share; what may be more is paler. An arrow at the end of the last curve."""
    colour, dashes = _LINES[kind]
    low, high = ends(share)
    *before, last = curves
    x, y = last[-1]
    tip = 5 + width(low) * 0.7 if arrow else 0.0
    drawn = [*before, [*last[:-1], (x, y - tip + 0.6 if arrow else y)]]
    plain = {"d": " ".join(map(_path, drawn)), "fill": "none", "stroke": colour}
    if high > low:
        SubElement(parent, "path", plain | {"stroke-width": number(width(high)), "stroke-opacity": "0.22"})
    line = plain | {"stroke-width": number(width(low))}
    SubElement(parent, "path", line | ({"stroke-dasharray": dashes} if dashes else {}))
    if arrow:
        half = 2.6 + width(low) * 0.55
        shape = f"M{number(x)} {number(y)}l-{number(half)} -{number(tip)}h{number(2 * half)}z"
        SubElement(parent, "path", {"d": shape, "fill": colour})


def ends(share: Share | None) -> tuple[float, float]:
    """Both ends of a share in percent, for the width of its line; what is not known is drawn thin."""
    if share is None or share.min is None or share.max is None:
        return 0.0, 0.0
    return float(share.min), float(share.max)


def _path(points: Points) -> str:
    first, *rest = [f"{number(x)} {number(y)}" for x, y in points]
    return f"M{first}" + "".join(f"C{rest[n]} {rest[n + 1]} {rest[n + 2]}" for n in range(0, len(rest), 3))


def _rect(x: float, y: float, wide: float, high: float, round_: float) -> dict[str, str]:
    names = ("x", "y", "width", "height", "rx")
    return {name: number(value) for name, value in zip(names, (x, y, wide, high, round_), strict=True)}
