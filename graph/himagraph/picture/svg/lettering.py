"""How wide texts are at most, in whatever font of the stack they are set, and where they break."""

from __future__ import annotations

import unicodedata

from himagraph.markup import fit

#: Widths in parts of the font size, each that of the widest common sans-serif.
_NARROW = {**dict.fromkeys("iljI.,:;'|!()[]ft /", 0.42), **dict.fromkeys("mwMWQO@%&", 1.0)}
_DIGIT, _CAPITAL, _SMALL, _WIDE = 0.65, 0.78, 0.64, 1.02
_BOLD = 1.09
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text in pixels at the font size; too wide rather than too narrow."""
    return sum(map(_em, text)) * size * (_BOLD if bold else 1)


def _em(char: str) -> float:
    if char in _NARROW:
        return _NARROW[char]
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" or ord(char) > 0x24F:
        return _WIDE
    return _DIGIT if char.isdigit() else _CAPITAL if char.isupper() else _SMALL


def wrap(text: str, most: float, size: float, *, bold: bool = False, lines: int = 3) -> list[str]:
    """The text in lines no wider than `most`: broken at blanks and between Chinese characters, in a word only where
    it is too long by itself. What is left after the last line is cut, which an ellipsis tells."""
    found: list[str] = []
    line = ""
    for piece in _pieces(" ".join(fit(text).split()), most, size, bold):
        if line and width((line + piece).rstrip(), size, bold=bold) > most:
            found.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    found.append(line.rstrip())
    if len(found) > lines:
        last = found[lines - 1]
        while last and width(last + ELLIPSIS, size, bold=bold) > most:
            last = last[:-1]
        found = [*found[: lines - 1], last.rstrip() + ELLIPSIS]
    return found


def _pieces(text: str, most: float, size: float, bold: bool) -> list[str]:
    """Parts between which a line may break, blanks at the end of each."""
    found: list[str] = []
    for word in text.replace(" ", " \n").split("\n"):
        part = ""
        for char in word:
            breaks = part and (_is_han(char) or _is_han(part[-1])) and char not in "，。、；：）》”,.;:) "
            if breaks or width(part + char, size, bold=bold) > most:
                found.append(part)
                part = ""
            part += char
        found.append(part)
    return found


def _is_han(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
