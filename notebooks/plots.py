"""Plots that can go on a slide: calm colours, labels where the eye is, bounds and gaps drawn as what they are.

A solid mark is a figure; a pale one with an edge is what a bound leaves possible; a gap stays a gap. Titles are for the
finding, the line below the plot for the source and the dates it holds for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

#: The palette of Okabe and Ito, which people with any colour vision tell apart.
BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PINK, YELLOW = "#56B4E9", "#CC79A7", "#F0E442"
INK, QUIET, LINE, GAP = "#1B2733", "#5B6570", "#DDE2E8", "#F1F3F5"

#: Fonts with Chinese characters, as the common systems have them.
_CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Sans CJK JP", "SimHei", "Arial Unicode MS",
)  # fmt: skip
#: Inches: a slide is wide.
_WIDTH = 10.0
_state = {"chinese": False}


class Named(Protocol):
    """An entity of the record."""

    def label(self, lang: str = "en") -> str: ...


class Answer(Protocol):
    """An answer of the library: its clocks, and the claims it rests on."""

    def as_json(self) -> dict[str, Any]: ...

    def claims(self) -> Sequence[object]: ...


def start() -> None:
    """Sets fonts and manners for the plots to come. Without a Chinese font names are shown in English, with a note."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    found = [name for name in _CHINESE if name in installed][:1]
    _state["chinese"] = bool(found)
    if not found:
        print("No font with Chinese characters is installed: names are shown in English only.")
    _whole_figures()
    plt.rcParams.update(
        {
            "font.family": [*found, "DejaVu Sans"], "font.size": 10.5, "text.color": INK, "axes.labelcolor": QUIET,
            "axes.edgecolor": LINE, "axes.unicode_minus": False, "xtick.color": QUIET, "ytick.color": INK,
            "xtick.major.size": 0, "ytick.major.size": 0, "axes.spines.top": False, "axes.spines.right": False,
            "axes.spines.left": False, "axes.axisbelow": True, "grid.color": LINE, "grid.linewidth": 0.8,
            "figure.facecolor": "white", "savefig.facecolor": "white", "figure.dpi": 110, "hatch.linewidth": 0.6,
            # Nothing of the day or the machine in a file that is saved.
            "svg.hashsalt": "himagraph",
        }
    )  # fmt: skip


def _whole_figures() -> None:
    """Keeps Jupyter from trimming figures: all are as wide as one another, and their titles begin at one line."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.run_line_magic("matplotlib", "inline")
        shell.run_line_magic("config", "InlineBackend.print_figure_kwargs = {'bbox_inches': None}")


def name(entity: Named) -> str:
    """The short name of an entity, in English and Chinese where both can be shown."""
    return entity.label("both" if _state["chinese"] else "en")


def slide(
    title: str,
    subtitle: str,
    source: str,
    height: float = 5.2,
    left: float = 0.2,
    head: float = 0.0,
) -> tuple[Figure, Axes]:
    """A figure with its finding on top and its source below. The axes between them begin at `left` of the width and
    leave `head` inches free above."""
    figure = plt.figure(figsize=(_WIDTH, height))
    words, note = _even(subtitle, 118), _even(source, 185)
    lines, top = _even(title, 78), 1 - 0.14 / height
    figure.text(0.02, top, "\n".join(lines), fontsize=15, fontweight="bold", va="top", linespacing=1.15)
    top -= (0.1 + 0.27 * len(lines)) / height
    figure.text(0.02, top, "\n".join(words), fontsize=10.5, color=QUIET, va="top", linespacing=1.15)
    top -= (0.22 + 0.19 * len(words) + head) / height
    figure.text(0.02, 0.1 / height, "\n".join(note), fontsize=8, color=QUIET, va="bottom")
    floor = (0.68 + 0.15 * len(note)) / height
    axes = figure.add_axes((left, floor, 0.97 - left, top - floor))
    return figure, axes


def source(answer: Answer, more: str = "") -> str:
    """The line below a plot: the record, both clocks, how many claims the answer rests on, what else is to say."""
    import himagraph

    told, count = answer.as_json(), len(answer.claims())
    clocks = f"as of {told['as_of']}, known at {told['known_at']}"
    return f"Source: himagraph {himagraph.__version__}, {clocks}; rests on {count} claims. {more}".strip()


def percent(value: float | Fraction) -> str:
    """A percentage as it is written: two decimals at most."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + "%"


def span(axes: Axes, place: float, low: float, high: float, colour: str, size: float = 0.62) -> None:
    """A lying bar from 0 that is solid up to `low`, which is sure, and pale from there to `high`, which is possible."""
    axes.barh(place, low, size, color=colour)
    if high > low:
        axes.barh(place, high - low, size, low, color=pale(colour), edgecolor=colour, linewidth=0.8, hatch="////")


def column(axes: Axes, place: float, low: float, high: float, colour: str, size: float = 0.72) -> None:
    """The same, upright."""
    axes.bar(place, low, size, color=colour)
    if high > low:
        axes.bar(place, high - low, size, low, color=pale(colour), edgecolor=colour, linewidth=0.6, hatch="////")


def gaps(axes: Axes, places: Sequence[float], size: float = 0.72) -> None:
    """Marks where the record has no figure: a grey field, never a zero and never a line across."""
    for place in places:
        axes.axvspan(place - size / 2, place + size / 2, color=GAP, linewidth=0, zorder=0)


def key(axes: Axes, entries: Mapping[str, str], place: tuple[float, float] = (0.0, 1.0), columns: int = 9) -> None:
    """What marks mean where a label cannot stand beside each: "solid", "pale", "gap" or a colour, to words."""
    faces = {"solid": (QUIET, ""), "pale": (pale(QUIET), "////"), "gap": (GAP, "")}
    marks: list[Rectangle] = []
    for mark, words in entries.items():
        face, hatch = faces.get(mark, (mark, ""))
        edge = QUIET if hatch else face
        marks.append(Rectangle((0, 0), 1, 1, facecolor=face, edgecolor=edge, hatch=hatch, label=words))
    axes.legend(
        handles=marks, loc="lower left", bbox_to_anchor=place, ncols=min(columns, len(marks)), frameon=False,
        fontsize=9, labelcolor=QUIET, handlelength=1.2, handleheight=0.9, borderaxespad=0.2, columnspacing=1.6,
    )  # fmt: skip


def months(axes: Axes, periods: Sequence[str], every: int = 1) -> None:
    """Labels an axis of months: the number of the month, and the year below the first one of each."""
    shown = [place for place in range(len(periods)) if place % every == 0]
    years: set[str] = set()
    words = []
    for place in shown:
        year, _, month = periods[place].partition("-")
        words.append(f"{int(month)}" + ("" if year in years else f"\n{year}"))
        years.add(year)
    axes.set_xticks(shown, words)
    axes.set_xlim(-0.6, len(periods) - 0.4)


def cell(axes: Axes, x: float, y: float, strength: float | None, words: str) -> None:
    """A cell of a table, the darker the larger: `strength` from 0 to 1. None is a gap."""
    face = GAP if strength is None else _mixed(BLUE, 0.12 + 0.88 * strength)
    axes.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=face, linewidth=0))
    dark = strength is not None and strength > 0.75
    axes.text(x, y, words, ha="center", va="center", fontsize=8.5, color="white" if dark else INK)


def parts(axes: Axes, x: float, y: float, names: Sequence[tuple[str, str]]) -> None:
    """A cell that names one or several, each a word and a colour, side by side in one; none is a gap."""
    if not names:
        axes.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=GAP, linewidth=0))
    for place, (words, colour) in enumerate(names):
        high = 0.88 / len(names)
        low = y - 0.44 + place * high
        axes.add_patch(Rectangle((x - 0.47, low), 0.94, high, facecolor=_mixed(colour, 0.35), linewidth=0))
        axes.text(x, low + high / 2, words, ha="center", va="center", fontsize=8.5 if len(names) < 2 else 7)


def group(axes: Axes, first: float, last: float, words: str) -> None:
    """Names a group of columns above their labels."""
    manners: dict[str, Any] = {
        "xycoords": ("data", "axes fraction"),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    line = axes.get_xaxis_transform()
    axes.plot([first - 0.44, last + 0.44], [1.105, 1.105], color=QUIET, linewidth=0.8, transform=line, clip_on=False)
    wrapped = "\n".join(textwrap.wrap(words, 9 if first == last else 40))
    axes.annotate(
        wrapped,
        ((first + last) / 2, 1.105),
        (0, 6),
        ha="center",
        va="bottom" if "\n" in wrapped else "baseline",
        fontsize=9,
        color=QUIET,
        **manners,
    )


def tell(axes: Axes, x: float, y: float, words: str, **manners: Any) -> None:
    """A label to the right of a mark, on white, so that no line of the grid runs through it."""
    axes.annotate(
        words, (x, y), (5, 0), textcoords="offset points", va="center",
        bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "linewidth": 0}, **manners,
    )  # fmt: skip


def above(axes: Axes, x: float, y: float, words: str) -> None:
    """A small label above a mark."""
    axes.annotate(words, (x, y), (0, 3), textcoords="offset points", ha="center", fontsize=8.5)


def below(axes: Axes, x: float, y: float, words: str) -> None:
    """A small label below a mark, for marks that stand close to one another."""
    axes.annotate(words, (x, y), (0, -7), textcoords="offset points", ha="center", va="top", fontsize=7.5)


def pale(colour: str) -> tuple[float, float, float]:
    """The colour of what is only possible."""
    return _mixed(colour, 0.2)


def _even(text: str, width: int) -> list[str]:
    """The text in as few lines as the width permits, all about as long."""
    count = len(textwrap.wrap(text, width))
    return next(
        lines
        for size in range(1, width + 1)
        if len(lines := textwrap.wrap(text, size)) <= count and max(map(len, lines)) <= width
    )


def _mixed(colour: str, part: float) -> tuple[float, float, float]:
    """So much of the colour on white."""
    red, green, blue = (1 - part * (1 - int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue
