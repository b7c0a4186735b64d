"""Figures that are compared with each other: exact values, and how exactly they are given.

Rules of arithmetic look only at stretches of text that hold one of their words; within them the
numbers come from the one grammar of `extraction.numerals`.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.document import Span
from reportnlp.extraction.marks import is_chinese
from reportnlp.extraction.numerals import find_quantities
from reportnlp.extraction.quantity import Quantity
from reportnlp.patterns import Pattern

SENTENCE_ENDS = "。！？\n"
_DECIMALS = Pattern(r"[0-9０-９]+[.．]([0-9０-９]+)")
_WHOLE = Decimal(0)
_CLASS_MARKS = frozenset(("以上", "以下", "以内", "及以上", "之内"))


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of the text.

    span:   with approximation and unit.
    number: the figures.
    value:  in base units.
    step:   worth of the last decimal shown, in base units; 0 for a whole number, which is taken
            as exact.
    unit:   the base unit, "" where none follows.
    kind:   of the unit.
    approx: "", "approx", "over" or "under".
    """

    span: Span
    number: Span
    value: Decimal
    step: Decimal
    unit: str
    kind: str
    approx: str = ""


class Amounts:
    """The figures of a text that count something, each sentence read when first asked for.

    Dates and blanks are no figures.
    """

    __slots__ = ("_blanks", "_edges", "_read")

    def __init__(self, text: str, dates: Sequence[Span], blanks: Sequence[Span]) -> None:
        """text: without hard line wraps; dates, blanks: in the order of the text."""
        self._blanks = tuple(blanks)
        self._edges = functools.cache(functools.partial(_sentence_edges, text))
        closed = [_apart(text, date) for date in dates]
        self._read = functools.cache(
            functools.partial(_read_sentence, text, tuple(sorted([*closed, *blanks])))
        )

    def between(self, start: int, end: int) -> tuple[Amount, ...]:
        """The figures that lie between two offsets."""
        edges = self._edges()
        found: list[Amount] = []
        for index in range(max(bisect_right(edges, start) - 1, 0), len(edges) - 1):
            if edges[index] >= end:
                break
            found += self._read(edges[index], edges[index + 1])
        return tuple(a for a in found if start <= a.span.start and a.span.end <= end)

    def has_blank(self, start: int, end: int) -> bool:
        """Whether something is still to be filled in between two offsets."""
        return bool(_within(self._blanks, start, end))


def _apart(text: str, date: Span) -> Span:
    """A date that does not touch the figures right behind it: 2022年86家."""
    if len(date) > 1 and text[date.end - 1] in "年月日" and text[date.end : date.end + 1].isdigit():
        return Span(date.start, date.end - 1)
    return date


_MOST = 240
"""Characters of a sentence that are read at once."""


def _sentence_edges(text: str) -> tuple[int, ...]:
    """Where sentences begin, and the end of the text; longer ones are cut."""
    edges = [0]
    while edges[-1] < len(text):
        begin = edges[-1]
        ceiling = min(begin + _MOST, len(text))
        stop = text.find("。", begin, ceiling)
        line = text.find("\n", begin, ceiling if stop < 0 else stop)
        stop = line if line >= 0 else stop
        edges.append(stop + 1 if stop >= 0 else _cut(text, begin, ceiling))
    return tuple(edges)


def _cut(text: str, begin: int, ceiling: int) -> int:
    """The end of the text, or a comma before the ceiling, so that no figure is cut in two."""
    if ceiling == len(text):
        return ceiling
    comma = max(text.rfind(mark, begin + 1, ceiling) for mark in "，；、")
    return comma + 1 if comma > 0 else ceiling


def _read_sentence(text: str, skip: tuple[Span, ...], start: int, end: int) -> tuple[Amount, ...]:
    sentence = Span(start, end)
    return tuple(
        Amount(
            quantity.span,
            quantity.number,
            quantity.value,
            _step(text, quantity),
            quantity.unit,
            quantity.kind,
            quantity.approx,
        )
        for quantity in find_quantities(text, _within(skip, start, end), within=sentence)
        if quantity.value_max is None
        and not quantity.range_mark
        and not _names_a_class(text, sentence, quantity)
    )


def _within(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Those of spans in order that touch what lies between two offsets."""
    first = bisect_left(spans, start + 1, key=lambda span: span.end)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return spans[first:last]


def _names_a_class(text: str, sentence: Span, quantity: Quantity) -> bool:
    """亿元以上项目, 第3名, “1+3”: figures that belong to a name."""
    start, end = quantity.span.start, quantity.span.end
    if quantity.after in _CLASS_MARKS and is_chinese(text[end : end + 1]):
        return True
    if start > sentence.start and text[start - 1] in _BEFORE_NAMES:
        return True
    opening = text.rfind("“", max(start - 8, sentence.start), start)
    return (
        opening >= 0
        and text.find("”", opening, start) < 0
        and text.find("”", end, min(end + 8, sentence.end)) >= 0
    )


_BEFORE_NAMES = frozenset("第+×-/每")


def _step(text: str, quantity: Quantity) -> Decimal:
    number, value = quantity.number.cut(text), quantity.value
    match = _DECIMALS.search(number) if "." in number or "．" in number else None
    if match is None:
        return _WHOLE
    shown = Decimal(match.group().replace("．", "."))
    if not shown:
        return Decimal(10) ** -len(match.group(1))
    return value / shown * Decimal(10) ** -len(match.group(1))


def sentence_start(text: str, offset: int, *, most: int = 200) -> int:
    """Where the sentence that holds a character begins, at most so many characters before it."""
    return behind_last(SENTENCE_ENDS, text, max(offset - most, 0), offset)


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """Where the words behind the last of some marks between two offsets begin; start for none."""
    for mark in marks:
        start = text.rfind(mark, start, end) + 1 or start
    return start


def sentence_end(text: str, offset: int, *, most: int = 200) -> int:
    """Where the sentence that holds a character ends: its stop, or so many characters on."""
    ceiling = min(offset + most, len(text))
    stops = [text.find(mark, offset, ceiling) for mark in SENTENCE_ENDS]
    return min((stop for stop in stops if stop >= 0), default=ceiling)


def bounds(amount: Amount, *, step: Decimal | None = None) -> tuple[Decimal, Decimal]:
    """The values that a figure as shown may stand for; step: how exactly it is meant."""
    half = (amount.step if step is None else step) / 2
    return amount.value - half, amount.value + half


def shown(value: Decimal, *, most: int = 2) -> str:
    """A computed value for a message: at most so many decimals, no trailing zeros."""
    text = f"{round(value, most):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
