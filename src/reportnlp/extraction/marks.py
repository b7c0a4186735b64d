"""What a mark is: a blank or mask as it stands (**, XX, ____, 【待补】), whatever is missing.

Each family has its file (star_marks, letter_marks, form_marks, bracket_marks) with a function for
each style, and there its traps (X光, 3×5米, A*算法, ☑ lists, 〇 in years, signature lines).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportnlp.document import Document, Span

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
