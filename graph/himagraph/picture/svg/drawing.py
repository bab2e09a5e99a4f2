"""A chain as one SVG file: nothing in it is loaded or run, and the same question gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from himagraph.ledger import Ledger, Question
from himagraph.markup import fit
from himagraph.picture.svg import ink, words
from himagraph.picture.svg.chain import Chain, Link, chain
from himagraph.picture.svg.layout import Box, Layout, Line, Route, block_height, layout, line_size, line_width, lines_of
from himagraph.records import Labels, Share

_MARGIN, _NARROWEST = 36.0, 620.0


def svg(ledger: Ledger, question: Question, slug: str, lang: str = "en") -> str:
    """The chain around the entity: owners above, holdings below, as `who-owns` answers it; `lang` is en, zh or both."""
    found = chain(ledger, slug, question)
    texts = {name: _box_lines(found, name, lang) for name in found.distance}
    labels = {number: _label_lines(link, lang) for number, link in enumerate(found.links)}
    placed = layout(found, texts, labels)
    wide = max(placed.width, _NARROWEST)
    head = _head(found, lang, wide)
    foot = _foot(found, ledger, lang, wide)
    legend = _Legend(found, lang)
    top = _MARGIN + _tall(head) + 28
    below = top + placed.height + 26
    legend_high = legend.height(wide)
    total = below + legend_high + 10 + _tall(foot) + _MARGIN - 10
    root = _document(found, lang, wide + 2 * _MARGIN, total)
    _column(root, head, _MARGIN, _MARGIN)
    board = SubElement(
        root, "g", {"transform": f"translate({ink.number(_MARGIN + (wide - placed.width) / 2)} {ink.number(top)})"}
    )
    _draw(board, found, placed)
    SubElement(
        root, "path", {"d": f"M{ink.number(_MARGIN)} {ink.number(below - 10)}h{ink.number(wide)}", "stroke": ink.FAINT}
    )
    legend.draw(root, _MARGIN, below, wide)
    _column(root, foot, _MARGIN, below + legend_high + 10)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _document(found: Chain, lang: str, wide: float, high: float) -> Element:
    slug, own = found.root.id, words.plain(lang)
    size = {
        "width": ink.number(wide),
        "height": ink.number(high),
        "viewBox": f"0 0 {ink.number(wide)} {ink.number(high)}",
    }
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "lang": own, "xml:lang": own,
            "aria-labelledby": f"{slug}-title {slug}-desc", "font-family": ink.FONTS,
        },
    )  # fmt: skip
    SubElement(root, "title", {"id": f"{slug}-title"}).text = fit(words.title(found, lang))
    SubElement(root, "desc", {"id": f"{slug}-desc"}).text = fit(words.described(found, lang))
    SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": ink.PAPER})
    return root


# --- what stands in and on the chain ---


def _box_lines(found: Chain, name: str, lang: str) -> list[Line]:
    if name in found.others:
        return lines_of(found.others[name].pick(words.plain(lang)), words.plain(lang), "small")
    entity = found.entities[name]
    style = "root" if name == found.root.id else "name"
    one, other = entity.label("en"), entity.label("zh")
    lines = lines_of(*((other, "zh") if lang == "zh" else (one, "en")), style)
    if lang == "both" and one != other:
        lines += lines_of(other, "zh", "small")
    if name in found.through and name != found.root.id:
        share = found.through[name]
        text = words.LOOK_THROUGH.pick(words.plain(lang)).format(share.text(words.plain(lang)))
        lines += lines_of(text, words.plain(lang), "through")
    for text in words.left_out(found, name, lang):
        lines += lines_of(text, words.plain(lang), "through")
    return lines


def _label_lines(link: Link, lang: str) -> list[Line]:
    own = words.plain(lang)
    style = "small" if link.kind == "relation" else "figure"
    lines = [Line(link.text.pick(own), own, style)] if link.text.pick(own) else []
    if link.note.pick(own):
        lines += lines_of(link.note.pick(own), own, "note", 110)
    return lines


def _draw(board: Element, found: Chain, placed: Layout) -> None:
    for route in placed.routes:
        _route(board, found, route)
    for name, box in placed.boxes.items():
        _box(board, found, name, box)


def _route(board: Element, found: Chain, route: Route) -> None:
    link = route.link
    group = SubElement(board, "g", {"data-from": link.holder, "data-to": link.issuer, "data-kind": link.kind})
    ink.curve(group, link.kind, link.share, route.curves, arrow=link.kind != "relation")
    y = route.y
    for line in route.label:
        y += line_size(line) + 3
        ink.text(group, line, route.x, y - 4)


def _box(board: Element, found: Chain, name: str, box: Box) -> None:
    entity = found.entities.get(name)
    kind = entity.kind if entity else name.rpartition(" ")[2]
    group = SubElement(board, "g", {"data-id": name})
    x = box.x - box.width / 2
    if entity:
        full = dict.fromkeys(filter(None, (entity.name.en, entity.name.zh)))
        SubElement(group, "title").text = fit(" · ".join(full))
    ink.frame(group, kind, x, box.top, box.width, box.height, root=name == found.root.id)
    if entity and name in found.deciding:
        ink.ring(group, kind, x, box.top, box.width, box.height, certain=found.deciding[name])
    y = box.top + (box.height - block_height(box.lines)) / 2
    for line in box.lines:
        y += line_size(line) + 3
        ink.text(group, line, box.x, y - 4)


# --- around it ---


def _head(found: Chain, lang: str, wide: float) -> list[Line]:
    own = words.plain(lang)
    lines = lines_of(words.title(found, lang), own, "title", wide, 2)
    for spoken in ("en", "zh") if lang == "both" else (lang,):
        lines += [line for one in words.sentences(found, spoken) for line in lines_of(one, spoken, "lead", wide, 4)]
    return [*lines, *lines_of(words.clocks(found, lang), own, "quiet", wide)]


def _foot(found: Chain, ledger: Ledger, lang: str, wide: float) -> list[Line]:
    own = words.plain(lang)
    lines = [line for note in words.notes(found, lang) for line in lines_of(note, own, "quiet", wide, 4)]
    return [*lines, *lines_of(words.origin(found, ledger, lang), own, "quiet", wide, 4)]


def _tall(lines: Sequence[Line]) -> float:
    return sum(line_size(line) * 1.5 for line in lines)


def _column(parent: Element, lines: Sequence[Line], x: float, y: float) -> None:
    for line in lines:
        y += line_size(line) * 1.5
        ink.text(parent, line, x, y - line_size(line) * 0.5, anchor="start")


class _Legend:
    """What the frames and lines of this drawing mean; nothing that is not in it."""

    def __init__(self, found: Chain, lang: str) -> None:
        self._lang = lang
        kinds = dict.fromkeys(one.kind for one in found.entities.values())
        drawn = {"inferred" if link.kind == "possible" else link.kind for link in found.links}
        if any(ink.ends(link.share)[0] < ink.ends(link.share)[1] for link in found.links):
            drawn.add("range")
        self._entries: list[tuple[str, Line]] = [
            (f"box {kind}", self._line(words.KINDS[kind])) for kind in words.KINDS if kind in kinds
        ]
        for kind, label in words.LEGEND.items():
            if kind in drawn:
                self._entries.append((kind, self._line(label)))
        if any(found.deciding.values()):
            label = words.LEGEND["control"]
            root = found.root
            named = Labels(label.en.format(root.label("en")), label.zh.format(root.label("zh")))
            self._entries.append(("control", self._line(named)))

    def _line(self, label: Labels) -> Line:
        return Line(words.said(label, self._lang), words.plain(self._lang), "quiet")

    def _rows(self, wide: float) -> list[list[tuple[float, str, Line]]]:
        rows: list[list[tuple[float, str, Line]]] = [[]]
        x = 0.0
        for kind, line in self._entries:
            needed = 36 + line_width(line) + 20
            if rows[-1] and x + needed - 20 > wide:
                rows.append([])
                x = 0.0
            rows[-1].append((x, kind, line))
            x += needed
        return rows if self._entries else []

    def height(self, wide: float) -> float:
        return len(self._rows(wide)) * 22.0

    def draw(self, parent: Element, x: float, y: float, wide: float) -> None:
        group = SubElement(parent, "g", {"data-part": "legend"})
        for row in self._rows(wide):
            for at, kind, line in row:
                self._sample(group, kind, x + at, y + 10)
                ink.text(group, line, x + at + 36, y + 14, anchor="start")
            y += 22

    def _sample(self, parent: Element, kind: str, x: float, y: float) -> None:
        straight = [[(x, y), (x, y), (x + 28, y), (x + 28, y)]]
        if kind.startswith("box "):
            ink.frame(parent, kind.removeprefix("box "), x, y - 7, 28, 14)
        elif kind == "control":
            ink.frame(parent, "company", x + 3.5, y - 5, 21, 10)
            ink.ring(parent, "company", x + 3.5, y - 5, 21, 10, certain=True)
        elif kind == "range":
            ink.curve(parent, "record", Share(Fraction(10), Fraction(90)), straight, arrow=False)
        else:
            ink.curve(parent, kind, None, straight, arrow=False)
