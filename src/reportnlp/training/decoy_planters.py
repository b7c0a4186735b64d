"""Where a clean report holds something to break, and what it becomes; a kind of defect a function.

Figures are found by brute force: two numbers of one unit and a rate that fits them, a number that
is the sum of its neighbours.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(
    r"(?<![0-9.])(?P<digits>[0-9]{1,9}(?:\.[0-9]{1,3})?)(?P<unit>[万亿]?[^\s0-9，。；、：“”（）()]{1,2}|[%％])"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    digits: str
    unit: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.digits)


Planter = Callable[[str, int, int, random.Random], Iterator[tuple[str, int, int, str]]]
"""From text and a sentence in it to (rule, start, end, replacement)."""


def _figures(text: str, start: int, end: int) -> list[_Figure]:
    return [
        _Figure(m.start("digits"), m.end("digits"), m["digits"], m["unit"][:2])
        for m in _NUMBER.finditer(text, start, end)
    ]


def _unit(figure: _Figure) -> str:
    return figure.unit[:2] if figure.unit[0] in "万亿" else figure.unit[:1]


def _changed(figure: _Figure, generator: random.Random, *, least: str = "0.04") -> str:
    """Other digits of the same form, off by more than rounding could explain."""
    value = figure.value
    for _ in range(50):
        digits = list(figure.digits)
        place = generator.randrange(len(digits))
        if digits[place] == ".":
            continue
        digits[place] = generator.choice([d for d in "0123456789" if d != digits[place]])
        other = "".join(digits)
        if digits[0] == "0" or not value:
            continue
        if abs(Decimal(other) - value) / value >= Decimal(least):
            return other
    return ""


def _half(digits: str) -> Decimal:
    return Decimal(10) ** -len(digits.partition(".")[2]) / 2


_RATE_WORDS = re.compile(r"(?:增长|增加|提高|提升|上升|下降|减少|降低)了?$")
_ODD = re.compile(r"年均|可比|不变价|约|近|余|多|左右|以上")


def plant_growth(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """由20万元增至26万元，增长30% becomes another rate."""
    sentence = text[start:end]
    if _ODD.search(sentence):
        return
    figures = _figures(text, start, end)
    for index, rate in enumerate(figures):
        if _unit(rate) not in "%％" or not _RATE_WORDS.search(text[start : rate.start][-6:]):
            continue
        before = figures[max(index - 2, 0) : index]
        if (
            len(before) != 2
            or _unit(before[0]) != _unit(before[1])
            or _unit(rate) == _unit(before[0])
        ):
            continue
        first, second = before[0].value, before[1].value
        if not first or not second or "；" in text[before[0].start : rate.start]:
            continue
        fits = any(
            abs(abs(later / earlier - 1) * 100 - rate.value) <= _half(rate.digits) * 2
            for earlier, later in ((first, second), (second, first))
        )
        other = _changed(rate, generator, least="0.1")
        if fits and other:
            yield "growth-mismatch", rate.start, rate.end, other


def plant_share(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """112个项目中完成33个，占29.5% becomes another share."""
    figures = _figures(text, start, end)
    for index, share in enumerate(figures):
        near = text[max(share.start - 8, start) : share.start]
        if _unit(share) not in "%％" or index < 2 or not re.search(r"占|率", near):
            continue
        part, wholes = figures[index - 1], figures[max(index - 4, 0) : index - 1]
        if _ODD.search(text[wholes[0].start : share.end]):
            continue
        fits = any(
            _unit(whole) == _unit(part)
            and whole.value > part.value > 0
            and abs(part.value / whole.value * 100 - share.value) <= _half(share.digits)
            for whole in wholes
        )
        other = _changed(share, generator, least="0.05")
        if fits and other and Decimal(other) <= 100:
            yield "share-mismatch", share.start, share.end, other


def plant_sum(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """60件，其中信访20件、热线25件、网络15件: the total, or a part, becomes another."""
    figures = [f for f in _figures(text, start, end) if _unit(f) not in "%％年月日"]
    for index, whole in enumerate(figures):
        for count in (5, 4, 3, 2):
            for parts in (
                figures[index + 1 : index + 1 + count],
                figures[max(index - count, 0) : index],
            ):
                if len(parts) != count or any(_unit(part) != _unit(whole) for part in parts):
                    continue
                if sum(part.value for part in parts) != whole.value or whole.value < 6:
                    continue
                told = text[min(whole.start, parts[0].start) : max(whole.end, parts[-1].end)]
                if not re.search(r"分别|合计|共计|总计|其余|其中", told) or _ODD.search(told):
                    continue
                if "其中" in told and not re.search(r"分别|其余", told) and count < 3:
                    continue
                target = generator.choice([whole, *parts])
                other = _changed(target, generator)
                if other:
                    yield "sum-mismatch", target.start, target.end, other


def plant_part(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """32场，其中大型会议12场 becomes more than the whole."""
    among = text.find("其中", start, end)
    if among < 0:
        return
    figures = _figures(text, start, end)
    before = [f for f in figures if f.end <= among]
    after = [f for f in figures if f.start > among]
    if not before or not after or "，" in text[among : after[0].start]:
        return
    whole, part = before[-1], after[0]
    if _unit(whole) != _unit(part) or _unit(part) in "%％" or not 0 < part.value < whole.value:
        return
    if "." in part.digits or "." in whole.digits or _ODD.search(text[whole.start : part.end + 2]):
        return
    yield (
        "part-over-whole",
        part.start,
        part.end,
        str(int(whole.value * generator.randint(11, 15) / 10) + 1),
    )


_COUNTED = re.compile(
    r"(?P<number>[两三四五六七])(?:个|项|大|条)[^，。；：\n0-9]{1,8}：\n?(?=一是|首先|第一)"
)


def plant_count(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """三项工作：一是… becomes four."""
    for match in _COUNTED.finditer(text, start, min(end + 60, len(text))):
        if match.start() < end:
            others = [numeral for numeral in "两三四五六" if numeral != match["number"]]
            yield "count-mismatch", match.start(), match.start() + 1, generator.choice(others)
    listed = re.compile(
        r"(?P<number>[两三四五六])个(?:方面|环节|重点|坚持|统一|公开|聚焦|突出|确保|转变)：(?P<list>[^，。；：“”（\n]{6,80})。"
    )
    for match in listed.finditer(text, start, end):
        parts = match["list"].split("、")
        if "两三四五六".index(match["number"]) + 2 == len(parts) and "和" not in match["list"]:
            shorter = "、".join(parts[:-1])
            yield "count-mismatch", match.start("list"), match.end("list"), shorter


_ITEM = re.compile(
    r"(?P<sign>[二三四五六])是[^一二三四五六七。\n]{4,120}?[；。](?=(?P<next>[三四五六七])是)"
)


def plant_gap(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """一是…；二是…；三是…: the second item is dropped."""
    order = "一二三四五六七"
    if "一是" not in text[start:end]:
        return
    for match in _ITEM.finditer(text, start, end):
        if order.index(match["next"]) == order.index(match["sign"]) + 1:
            yield "enum-gap", match.start(), match.end(), ""


def plant_quote(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """One mark of a pair is dropped."""
    for match in re.finditer(r"“[^“”‘’\n]{2,20}”", text[start:end]):
        at = start + (match.start() if generator.random() < 0.5 else match.end() - 1)
        yield "unpaired-quote", at, at + 1, ""


def plant_limit(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """满意率98.2% becomes 108.2%."""
    for match in re.finditer(
        r"(?:满意率|合格率|整改率|办结率|覆盖率|满意度)(?:达到?|为)?(?P<digits>9[0-9](?:\.[0-9]+)?)%",
        text[start:end],
    ):
        at = start + match.start("digits")
        yield "percent-over-100", at, at + 1, "10"


def plant_month(
    text: str, start: int, end: int, generator: random.Random
) -> Iterator[tuple[str, int, int, str]]:
    """A month becomes the thirteenth."""
    for match in re.finditer(r"20[0-9]{2}年(?P<month>[0-9]{1,2})月", text[start:end]):
        yield "bad-date", start + match.start("month"), start + match.end("month"), "13"


PLANTERS: tuple[Planter, ...] = (
    plant_growth,
    plant_share,
    plant_sum,
    plant_part,
    plant_count,
    plant_gap,
    plant_quote,
    plant_limit,
    plant_month,
)
