"""Where the boxes and lines of a chain go: nothing but a line's own label stands where a line passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from himagraph.network.layers import layers
from himagraph.picture.svg.chain import Chain, Link
from himagraph.picture.svg.lettering import width, wrap
from himagraph.picture.svg.rows import Item, place

LEADING = 16.0
#: The size of each style of text, in pixels.
_SIZES = {
    "title": 22.0, "lead": 13.5, "name": 13.0, "root": 14.0, "small": 12.0, "through": 11.0, "figure": 12.5,
    "note": 11.0, "quiet": 11.5,
}  # fmt: skip
_BOLD = ("title", "name", "root", "figure")
_TEXT, _PAD, _NARROWEST, _GAP, _LANE = 138.0, 11.0, 72.0, 20.0, 16.0
_LABEL_GAP, _CURVES, _ARROW, _STRAIGHT = 10.0, 58.0, 15.0, 16.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: what it says, in which language, and how it is set (see `_SIZES`)."""

    text: str
    lang: str
    style: str


@dataclass(slots=True)
class Box:
    """A box around the middle `x`, from `top` down."""

    name: str
    lines: list[Line]
    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the drawing: its label's lines around `x`, from `y` down, and the curves it is made of, each as the
    points of a cubic one after another. The last ends where the arrow does."""

    link: Link
    label: list[Line]
    x: float
    y: float
    curves: list[list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes and lines, within `width` and `height` from (0, 0)."""

    boxes: dict[str, Box]
    routes: list[Route]
    width: float
    height: float


def layout(chain: Chain, texts: Mapping[str, list[Line]], labels: Mapping[int, list[Line]]) -> Layout:
    """The chain laid out: `texts` are the lines in each box by name, `labels` those on each line by its place."""
    links = chain.links
    level = layers([(one.holder, one.issuer) for one in links], chain.distance)
    boxes = {name: Item(name, level[name], _box_width(name, lines, links, labels)) for name, lines in texts.items()}
    ways = [_way(link, boxes, level) for link in links]
    items = [*boxes.values(), *(item for way in ways for item in way[1:-1])]
    for way in ways:
        for one, other in pairwise(way):
            upper, lower = (one, other) if one.level < other.level else (other, one)
            if one.level != other.level:
                upper.down.append(lower)
                lower.up.append(upper)
    rows = place(items, _GAP)
    left = min(item.x - item.width / 2 for item in items)
    for item in items:
        item.x = round(item.x - left, 2)
    tops, bottoms, ends, height = _heights(rows, texts, links, labels, level)
    placed = {
        name: Box(
            name, lines, boxes[name].x, tops[level[name]], boxes[name].width, bottoms[level[name]] - tops[level[name]]
        )
        for name, lines in texts.items()
    }
    out, into = _ports(links, ways, boxes, labels)
    routes: list[Route] = []
    for number, (link, way) in enumerate(zip(links, ways, strict=True)):
        start = out[number], bottoms[level[link.holder]]
        label = labels[number]
        routes.append(
            Route(
                link,
                label,
                start[0],
                start[1] + 6,
                _curves(start, into[number], label, way, level, tops, bottoms, ends),
            )
        )
    return Layout(placed, routes, max(item.x + item.width / 2 for item in items), height)


def line_size(line: Line) -> float:
    return _SIZES[line.style]


def line_width(line: Line) -> float:
    return width(line.text, line_size(line), bold=line.style in _BOLD)


def block_height(lines: list[Line]) -> float:
    return sum(line_size(line) + 3 for line in lines)


def lines_of(text: str, lang: str, style: str, most: float = _TEXT, lines: int = 3) -> list[Line]:
    probe = Line(text, lang, style)
    broken = wrap(text, most, line_size(probe), bold=style in _BOLD, lines=lines)
    return [Line(one, lang, style) for one in broken if one]


def _box_width(name: str, lines: list[Line], links: tuple[Link, ...], labels: Mapping[int, list[Line]]) -> float:
    """Wide enough for its texts, for the labels of the lines that leave it, and for the arrows that reach it."""
    texts = max(map(line_width, lines), default=0.0) + 2 * _PAD
    leaving = [_label_width(labels[number]) for number, link in enumerate(links) if link.holder == name]
    arriving = sum(1 for link in links if link.issuer == name)
    return round(max(_NARROWEST, texts, sum(leaving) + _LABEL_GAP * (len(leaving) + 1), _ARROW * (arriving + 1)), 1)


def _label_width(label: list[Line]) -> float:
    return max(map(line_width, label), default=0.0)


def _way(link: Link, boxes: Mapping[str, Item], level: Mapping[str, int]) -> list[Item]:
    """The holder's box, a lane in each row between, the issuer's box; round its row where the line leads upwards."""
    first, last = level[link.holder], level[link.issuer]
    between = range(first + 1, last) if first < last else range(first, last - 1, -1)
    lanes = [Item(f"{link.holder} {link.issuer}", at, _LANE) for at in between]
    return [boxes[link.holder], *lanes, boxes[link.issuer]]


def _heights(
    rows: Mapping[int, list[Item]],
    texts: Mapping[str, list[Line]],
    links: tuple[Link, ...],
    labels: Mapping[int, list[Line]],
    level: Mapping[str, int],
) -> tuple[dict[int, float], dict[int, float], dict[int, float], float]:
    """Per row the top and the bottom of its boxes and the end of its labels, and the height of all."""
    tops: dict[int, float] = {}
    bottoms: dict[int, float] = {}
    ends: dict[int, float] = {}
    y = 0.0
    lowest = max(rows)
    for at, row in rows.items():
        tall = max((block_height(texts[one.name]) for one in row if one.name in texts), default=LEADING)
        leaving = [block_height(labels[n]) for n, link in enumerate(links) if level[link.holder] == at]
        tops[at], bottoms[at] = y, y + tall + 16
        ends[at] = bottoms[at] + (max(leaving, default=0.0) + 12 if leaving else 0.0)
        y = ends[at] + (_CURVES if at < lowest or any(level[one.holder] == at for one in links) else 0.0)
    return tops, bottoms, ends, y


def _ports(
    links: tuple[Link, ...], ways: list[list[Item]], boxes: Mapping[str, Item], labels: Mapping[int, list[Line]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Where each line leaves its holder, room for its label around it, and where it reaches its issuer."""
    out: dict[int, float] = {}
    into: dict[int, float] = {}
    for name, item in boxes.items():
        leaving = sorted((n for n, one in enumerate(links) if one.holder == name), key=lambda n: (ways[n][1].x, n))
        widths = [_label_width(labels[n]) + _LABEL_GAP for n in leaving]
        x = item.x - sum(widths) / 2
        for number, wide in zip(leaving, widths, strict=True):
            out[number] = round(x + wide / 2, 2)
            x += wide
        arriving = sorted((n for n, one in enumerate(links) if one.issuer == name), key=lambda n: (ways[n][-2].x, n))
        step = min(26.0, (item.width - _ARROW) / max(1, len(arriving)))
        for place_, number in enumerate(arriving):
            into[number] = round(item.x + (place_ - (len(arriving) - 1) / 2) * step, 2)
    for number, link in enumerate(links):
        # A line that leads straight down but for a few pixels leads straight down.
        alone = sum(1 for one in links if one.issuer == link.issuer) == 1
        if alone and len(ways[number]) == 2 and abs(out[number] - into[number]) < _STRAIGHT:
            into[number] = out[number]
    return out, into


def _curves(
    start: tuple[float, float],
    end_x: float,
    label: list[Line],
    way: list[Item],
    level: Mapping[str, int],
    tops: Mapping[int, float],
    bottoms: Mapping[int, float],
    ends: Mapping[int, float],
) -> list[list[tuple[float, float]]]:
    """The pieces of a line: from the box to its label, and from below the label to the issuer, by the lanes between."""
    x, y = start
    first, last = way[0].level, way[-1].level
    below = y + 8 + block_height(label) if label else y
    pieces = [_straight(x, y, y + 5)] if label else []
    points = _straight(x, below, ends[first])
    for lane in way[1:-1]:
        if first < last:
            points += _bend(points[-1], lane.x, tops[lane.level])
            points += _straight(lane.x, tops[lane.level], ends[lane.level])[1:]
        elif lane is way[1]:
            points += _turn(points[-1], lane.x, ends[lane.level], 24)
            points += _straight(lane.x, ends[lane.level], tops[lane.level])[1:]
        else:
            points += _bend(points[-1], lane.x, ends[lane.level])
            points += _straight(lane.x, ends[lane.level], tops[lane.level])[1:]
    points += _bend(points[-1], end_x, tops[last]) if first < last else _turn(points[-1], end_x, tops[last], -24)
    return [*pieces, points]


def _straight(x: float, y: float, until: float) -> list[tuple[float, float]]:
    """A straight piece as a cubic with its first point."""
    return [(x, y), (x, y), (x, until), (x, until)]


def _bend(start: tuple[float, float], x: float, y: float) -> list[tuple[float, float]]:
    middle = round((start[1] + y) / 2, 2)
    return [(start[0], middle), (x, middle), (x, y)]


def _turn(start: tuple[float, float], x: float, y: float, by: float) -> list[tuple[float, float]]:
    """A turn back: by so much below (or above, where negative) both ends."""
    return [(start[0], start[1] + by), (x, y + by), (x, y)]


__all__ = ["Box", "Layout", "Line", "Route", "layout"]
