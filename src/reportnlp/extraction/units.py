"""Units of measure and measure words, and which one stands at a place of the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportnlp.extraction.approximations import SPACES
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

# 万, 亿 and their like, between figures and unit.
SCALE = Pattern(r"[十百千]?(?:万亿|[万亿])|[十百千]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a measure word.

    base:   what values are given in: 元 for 块钱.
    factor: how many base units it is.
    kind:   as `Metric.kind`, and "volume".
    """

    base: str
    factor: Decimal
    kind: str


UNITS: dict[str, Unit] = {
    row[0]: Unit(row[1], Decimal(row[2]), row[3]) for row in load_rows("units")
}
# By their first character, the lengths of the units that begin with it, the longest first.
_LENGTHS: dict[str, list[int]] = {}
for _length, _start in sorted({(len(unit), unit[0]) for unit in UNITS}, reverse=True):
    _LENGTHS.setdefault(_start, []).append(_length)
UNIT_STARTS = frozenset(_LENGTHS)
_NO_UNIT = Unit("", Decimal(1), "")

# Words that begin with a unit's characters and are none: 3 年级, 一 把手, 三 位一体.
_NOT_UNITS: dict[str, tuple[str, ...]] = {
    row[0]: tuple(row[1].split(" ")) for row in load_rows("not_units")
}


def unit_at(text: str, offset: int) -> tuple[str, Unit]:
    """The longest unit that begins at an offset, and what it is; ("", no unit) where none does."""
    lengths = _LENGTHS.get(text[offset : offset + 1])
    if lengths is None:
        return "", _NO_UNIT
    for length in lengths:
        word = text[offset : offset + length]
        unit = UNITS.get(word)
        if unit is not None and len(word) == length:
            others = _NOT_UNITS.get(word)
            if others is None or not text.startswith(others, offset):
                if word[-1].isascii() and word[-1].isalpha():
                    following = text[offset + length : offset + length + 1]
                    if following.isascii() and following.isalnum():
                        continue
                return word, unit
    return "", _NO_UNIT


_MONTHS = Unit("个月", Decimal(1), "duration")
_HOURS = Unit("小时", Decimal(1), "duration")


def measured_unit_at(text: str, offset: int) -> tuple[str, Unit]:
    """As `unit_at`, and the two that part around 多: 5个多月, 3个多小时."""
    if text.startswith("个多月", offset):
        return "个多月", _MONTHS
    if text.startswith("个多小时", offset):
        return "个多小时", _HOURS
    return unit_at(text, offset)


def skip_space(text: str, offset: int) -> int:
    """Behind the one space that may stand between figures and unit."""
    return offset + 1 if text[offset : offset + 1] in SPACES and offset < len(text) else offset


def scale_or_unit_follows(text: str, offset: int) -> bool:
    """Whether a scale or a unit follows, so that 余, 多 or 来 before it is an approximation."""
    if SCALE.match(text, offset):
        return True
    return bool(unit_at(text, skip_space(text, offset))[0])
