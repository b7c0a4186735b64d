"""The words that a fact puts in the place of a blank, with its unit and approximation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportnlp.collecting.blanks import Blank
from reportnlp.collecting.cells import read_measure
from reportnlp.document import Span
from reportnlp.extraction.approximations import AFTER, MIDDLE, approximation_before
from reportnlp.extraction.units import skip_space
from reportnlp.facts import Fact

_USUAL = {"over": "余", "under": "近", "approx": "约"}
_MOST_PLACES = 4
_ROUNDED_FROM = 20
"""A figure below is not rounded: 18余 becomes nothing better."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to be written.

    span: of the unwrapped text: the blank, with the approximation and unit around it where these
          change.
    text: what stands there afterwards.
    note: what a person should know: "稿中写“余”，事实是确数"; "" where nothing.
    """

    span: Span
    text: str
    note: str = ""


def word_fact(text: str, blank: Blank, fact: Fact) -> Wording:
    """A fact in the place of a blank.

    text: of the document without hard line wraps.

    The draft's own 近, 余 or 左右 stays where the fact is approximate in the same direction; where
    the fact is exact the exact figure is written without it.
    """
    around = _around(text, blank)
    unit = blank.unit or fact.unit
    figure, fault = _figure_in(fact, unit)
    if fault:
        unit = fact.unit
    mark, notes = "", [fault] if fault else []
    if fact.approx or fact.mark:
        same = around.mark and around.direction == fact.approx
        mark = around.mark if same else fact.mark or _USUAL.get(fact.approx, "")
        figure = _rounded(figure, mark, fact)
    elif around.mark:
        notes.append(f"稿中写“{around.mark}”，事实是确数，已写确数")
    written = unit if around.writes_unit else ""
    words = replace(fact, figure=figure, unit=written, mark=mark).quantity
    return _trimmed(text, around.span, words, blank.placeholder.span, "；".join(notes))


@dataclass(frozen=True, slots=True)
class _Around:
    """A blank with the approximation and unit around it.

    writes_unit: whether the unit is to be written: the span ends with it, or there is none.
    """

    span: Span
    mark: str
    direction: str
    writes_unit: bool


def _around(text: str, blank: Blank) -> _Around:
    bare, unit = blank.placeholder.span, blank.unit
    start, mark, direction = approximation_before(text, bare.start)
    if not direction or mark == "上":  # 线上**场
        start, mark = bare.start, ""
    end = bare.end
    if blank.placeholder.rule == "lost-number":
        return _Around(Span(start, end), mark, direction, True)
    if not unit:
        return _Around(Span(start, end), mark, direction, True)
    middle = text[end : end + 1]
    if middle and middle in MIDDLE and text.startswith(unit, skip_space(text, end + 1)):
        mark, direction, end = middle, "over", end + 1
    behind = skip_space(text, end)
    if not text.startswith(unit, behind):
        return _Around(Span(start, end), mark, direction, unit in bare.cut(text))
    end = behind + len(unit)
    for word, meaning in AFTER:
        if text.startswith(word, end):
            mark, direction, end = word, meaning, end + len(word)
            break
    return _Around(Span(start, end), mark, direction, True)


def _figure_in(fact: Fact, unit: str) -> tuple[str, str]:
    """The figure of a fact in another unit of the same kind, and what stands against it."""
    if unit == fact.unit or fact.value is None:
        return fact.figure, ""
    asked, given = read_measure("1", unit), read_measure("1", fact.unit)
    if asked.value is None or asked.base_unit != given.base_unit:
        return fact.figure, f"稿中单位是“{unit}”，事实是“{fact.unit}”"
    ends = [
        _plain(value / asked.value) for value in (fact.value, fact.value_max) if value is not None
    ]
    if any(len(end.partition(".")[2]) > _MOST_PLACES for end in ends):
        return fact.figure, f"换算成“{unit}”后小数太长，仍写“{fact.unit}”"
    return "—".join(ends), ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _rounded(figure: str, mark: str, fact: Fact) -> str:
    """1043余 as 1040余, 近1043 as 近1050: whoever writes 余 does not know the last digit."""
    if fact.value_max is not None or mark not in (*MIDDLE, "近", "将近", "接近"):
        return figure
    digits = figure.replace(",", "")
    if not digits.isdecimal() or int(digits) < _ROUNDED_FROM or digits[-1] == "0":
        return figure
    way = ROUND_FLOOR if mark in MIDDLE else ROUND_CEILING
    return str((Decimal(digits) / 10).to_integral_value(way) * 10)


def _trimmed(text: str, span: Span, words: str, bare: Span, note: str) -> Wording:
    """Without the characters that stay as they are at both ends."""
    start, end = span.start, span.end
    while end > bare.end and words and text[end - 1] == words[-1]:
        end, words = end - 1, words[:-1]
    while start < bare.start and words and text[start] == words[0]:
        start, words = start + 1, words[1:]
    return Wording(Span(start, end), words, note)
