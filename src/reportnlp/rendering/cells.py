"""How wide text is on a terminal: a Chinese character takes two cells."""

from __future__ import annotations

from functools import cache
from unicodedata import category, combining, east_asian_width

ELLIPSIS = "…"
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_NOT_FIRST = frozenset("，。；：！？、）》】〕”’」』…,.;:!?)%％")
"""Characters that must not open a line."""


def cells(text: str) -> int:
    """Cells that a text takes. Characters of ambiguous width (“ ” … ×) count as one."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def visible(char: str) -> str:
    """What to show for a character: control and format characters by their number.

    So the text of a report can neither steer the terminal nor hide what a finding points at.
    """
    if char in "\t\n\r\v\f":
        return " "
    return f"<U+{ord(char):04X}>" if category(char) in _INVISIBLE else char


def shown(text: str) -> str:
    """A text with all its characters visible."""
    return text if text.isprintable() else "".join(map(visible, text))


def blank(text: str) -> str:
    """White space exactly as wide as the text.

    Wide spaces under wide characters keep the column also where a font is not on the grid.
    """
    return "".join(("", " ", "\u3000")[_width(char)] for char in text)


def head(text: str, width: int) -> str:
    """The longest beginning that fits."""
    room = width
    for index, char in enumerate(text):
        room -= _width(char)
        if room < 0:
            return text[:index]
    return text


def tail(text: str, width: int) -> str:
    """The longest end that fits."""
    return head(text[::-1], width)[::-1]


def clipped(text: str, width: int) -> str:
    """The text, or its beginning and an ellipsis where it is too wide."""
    return text if cells(text) <= width else head(text, max(width - 1, 0)) + ELLIPSIS


def padded(text: str, width: int) -> str:
    """The text, filled up with spaces."""
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines that fit, none of which opens with a closing mark.

    width: cells, at least 4. Words of Latin letters are broken only where they fill a line.
    """
    lines = []
    while cells(text) > width:
        line = head(text, width)
        end = len(line)
        while end > 1 and _belong_together(text[end - 1], text[end]):
            end -= 1
        end = end if end > 1 else len(line)
        lines.append(text[:end])
        text = text[end:].lstrip(" ")
    return [*lines, text]


def _belong_together(left: str, right: str) -> bool:
    latin = left.isascii() and right.isascii() and left != " " and right != " "
    return latin or right in _NOT_FIRST


@cache
def _width(char: str) -> int:
    if char.isascii():
        return 1
    if "\u4e00" <= char <= "\u9fff":  # nearly every character of a report
        return 2
    if combining(char) or category(char) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
