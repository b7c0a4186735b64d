"""A number of the text with its unit, and the approximation marks (约数) that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportnlp.document import Span
from reportnlp.extraction.approximations import (
    AFTER,
    AFTER_FIRST,
    BEFORE_LAST,
    SPACES,
    approximation_before,
)
from reportnlp.extraction.units import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and approximation.

    span:      approximation mark, number and unit: "近1.2万亿元", "20余次", "60人以上".
    number:    from the first to the last character of the figures, with 万, 亿 and 余 among them.
    unit_span: the unit as written, empty where none follows.
    value:     in base units; the lower end of a range.
    value_max: the upper end of a range, else None.
    unit:      the base unit, "" where none follows.
    kind:      of the unit; "ratio" for fractions and 1:50; "" where there is no unit.
    approx:    "", "approx", "over" or "under".
    before, middle, after: the approximation marks as written: 近, 余, 左右.
    script:    "arabic", "chinese" or "mixed" (3万5千: several scales after arabic figures).
    range_mark: the mark between the ends of a range, "" where it is none.
    """

    span: Span
    number: Span
    unit_span: Span
    value: Decimal
    unit: str
    kind: str
    value_max: Decimal | None = None
    approx: str = ""
    before: str = ""
    middle: str = ""
    after: str = ""
    script: str = "arabic"
    range_mark: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its unit: where it ends, what it is worth."""

    end: int
    value: Decimal
    middle: str = ""
    scaled: bool = False
    mixed: bool = False


# What the characters before a number are that may end an approximation mark.
_MAY_END = BEFORE_LAST | frozenset(SPACES)


def finished(
    text: str,
    start: int,
    number: Number,
    value: Decimal,
    value_max: Decimal | None,
    measured: tuple[int, str, Unit],
    range_mark: str,
    *,
    script: str = "arabic",
) -> Quantity:
    """A number with the approximation marks around it.

    value, value_max: in units as written, and in base units.
    measured:         where the unit begins, the unit as written, and what it is.
    """
    unit_start, word, unit = measured
    if not word:
        unit_start = number.end
    unit_end = unit_start + len(word)
    approx = "over" if number.middle or word.startswith("个多") else ""
    end, after = unit_end, ""
    if text[end : end + 1] in AFTER_FIRST:
        for mark, direction in AFTER:
            if text.startswith(mark, end):
                after, approx = mark, direction
                end += len(mark)
                break
    elif text[end : end + 1] == "多" and unit.kind == "duration" and not number.middle:
        # 一年多; in 两个多月 the unit is 个多月.
        after, approx = "多", "over"
        end += 1
    begin, before, direction = start, "", ""
    if start and text[start - 1] in _MAY_END:
        begin, before, direction = approximation_before(text, start)
    if before == "上" and (script != "chinese" or text[start] not in "百千万亿"):
        begin, before, direction = start, "", ""
    approx = direction or approx
    kind = unit.kind
    if (
        begin == start
        and start
        and word in ("位", "名")
        and text[start - 1] in "第前"
        and (text[start - 1] == "第" or text[start - 2 : start - 1] != "提")
    ):
        kind, begin = "rank", start - 1
    return Quantity(
        Span(begin, end),
        Span(start, number.end),
        Span(unit_start, unit_end),
        value * unit.factor,
        unit.base,
        kind,
        value_max,
        approx,
        before,
        number.middle,
        after,
        "mixed" if number.mixed else script,
        range_mark,
    )
