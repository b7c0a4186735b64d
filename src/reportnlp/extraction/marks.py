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

    style: "star", "letter", "ratio", "cross", "underline", "box", "bracket", "lost" or "unnamed".
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
