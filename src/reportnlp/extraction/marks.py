"""What a mark is: a blank or mask as it stands (**, XX, ____, 【待补】), whatever is missing.

Each family has its file (star_marks, letter_marks, form_marks, bracket_marks) with a function for
each style, and there its traps (X光, 3×5米, A*算法, ☑ lists, 〇 in years, signature lines).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportnlp.document import Document, Span
from reportnlp.patterns import Pattern

DIGITS = "0123456789０１２３４５６７８９"


@dataclass(frozen=True, slots=True)
class Mark:
    """A bare mark.

    style: "star", "letter", "ratio", "cross", "underline", "box", "bracket", "word", "lost" or
           "unnamed".
    hint:  of a bracket mark, what stands in it; "" elsewhere.
    """

    span: Span
    style: str
    hint: str = ""


Finder = Callable[[Document], Iterator[Mark]]


_FIGURES = "0123456789"
# Two ranges: a set of more beyond Latin-1 takes a millisecond to compile.
_UNUSUAL = Pattern(r"[^\u4e00-\u9fff0-9]")


def characters_of(text: str, chinese: Iterable[str]) -> frozenset[str]:
    """The characters of a text that are no Chinese ones, and of the given Chinese ones those in it.

    To tell all of its characters apart takes twice as long.
    """
    found = set(_UNUSUAL.findall(text))
    for character in (*_FIGURES, *chinese):
        if character in text:
            found.add(character)
    return frozenset(found)


def is_chinese(character: str) -> bool:
    """Whether it is one of the 20,992 characters of the first block (U+4E00 to U+9FFF)."""
    return "\u4e00" <= character <= "\u9fff"


def is_day_or_month(text: str, start: int, end: int) -> bool:
    """Whether 月 follows, or 日 in a date of a month: 定于○月底前, 2024年□月□日."""
    after = text[end : end + 1]
    if after == "月":
        return text[start - 1 : start] not in ("", "\n")
    return after == "日" and text[start - 1 : start] == "月"


_ALONE = Pattern(r"[|｜\t][ \u3000]{0,8}$")
_NO_MORE = Pattern(r"[ \u3000]{0,8}(?:[|｜\t\n]|$)")


def is_table_cell(text: str, start: int, end: int) -> bool:
    """Whether it fills a cell of a table, other than the first of a row, alone."""
    return (
        _NO_MORE.match(text, end) is not None
        and _ALONE.search(text, max(start - 9, 0), start) is not None
    )
