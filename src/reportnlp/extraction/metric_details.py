"""What is said of a figure besides its value: the whole it is part of, its period, its change."""

from __future__ import annotations

from collections.abc import Sequence

from reportnlp.document import Span
from reportnlp.extraction.dates import Date
from reportnlp.extraction.quantity import Quantity
from reportnlp.patterns import Pattern

_SENTENCE_ENDS = "。！？\n"


def wholes_of(text: str, quantities: Sequence[Quantity]) -> dict[int, Span]:
    """For the parts behind 其中, the figure that they are parts of."""
    wholes: dict[int, Span] = {}
    for index, quantity in enumerate(quantities):
        floor = max(quantity.span.start - 200, 0)
        among = text.rfind("其中", floor, quantity.span.start)
        begin = max(text.rfind(mark, floor, quantity.span.start) for mark in _SENTENCE_ENDS) + 1
        if among < begin or "；" in text[among : quantity.span.start]:
            continue
        for before in range(index - 1, -1, -1):
            other = quantities[before]
            if other.span.start < begin:
                break
            if other.span.end <= among and other.unit == quantity.unit:
                wholes[index] = other.span
                break
    return wholes


_CHANGE = Pattern(
    r"(?P<base>同比|环比|(?:比|较)(?:上年|去年|上年同期|去年同期|同期|上月|上季度|年初|年均|前一年|[\u4e00-\u9fff0-9]{2,8}年)|年均)?"
    r"(?:分别|累计|共|平均|实际|净|再|又|均|名义|可比)?"
    r"(?P<way>增长|增加|提高|提升|上升|增|扩大|上涨|增幅达?|增速达?|前移|上移|下降|减少|降低|回落|下滑|缩短|压减|压缩|减|降|缩小|降幅达?|节约)了?(?:约|近|超过)?$"
)
_UP = ("增", "提", "上", "扩", "前")
_PERIOD = Pattern(
    r"上半年|下半年|前[一二三]季度|[一二三四]季度|第[一二三四1-4]季度|[一二三四五六七八九十两]年来|今年以来|今年|去年|全年|“[十一二三四五]{2,3}五”(?:期间|时期|以来)?"
)


def change_of(text: str, quantity: Quantity) -> str:
    match = _CHANGE.search(text, max(quantity.span.start - 22, 0), quantity.span.start)
    if match is None:
        return ""
    way = "up" if match.group("way").startswith(_UP) else "down"
    base = match.group("base") or ""
    return f"{way} {base}".strip()


def period_of(text: str, quantity: Quantity, dates: Sequence[Date]) -> str:
    """The nearest date or period before the figure in its sentence."""
    start = quantity.span.start
    begin = max(text.rfind(mark, max(start - 200, 0), start) for mark in _SENTENCE_ENDS) + 1
    begin = max(begin, start - 200)
    best = ""
    at = -1
    for match in _PERIOD.finditer(text, begin, start):
        best, at = match.group(), match.start()
    for date in dates:
        if begin <= date.span.start < start and date.span.start > at:
            best, at = date.span.cut(text), date.span.start
        elif date.span.start >= start:
            break
    return best
