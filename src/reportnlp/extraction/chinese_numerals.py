"""Chinese numerals: what they are worth, and those that count something.

三百二十一, 两万三千, 三点五亿, 二〇二三; 两三, 十几, 百余; 百分之五点二, 三分之一, 一半.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reportnlp.document import Span
from reportnlp.extraction.approximations import MIDDLE, SPACES
from reportnlp.extraction.quantity import Number, Quantity, finished
from reportnlp.extraction.units import (
    UNIT_STARTS,
    Unit,
    measured_unit_at,
    scale_or_unit_follows,
    skip_space,
    unit_at,
)
from reportnlp.patterns import Pattern

DIGITS = {d: i for i, d in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
MULTIPLES = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10_000, "亿": 100_000_000}

_NUMERAL = Pattern(r"[〇零一二三四五六七八九十百千万亿两廿卅几数半]+")
_CHINESE_RANGE = Pattern(r"(?:—{1,2}|-|～|至|到)(?=[一二两三四五六七八九十百千])")
_FRACTION = Pattern(r"([一二两三四五六七八九十百千万]{1,3})分之")
CHINESE_GOES_ON = UNIT_STARTS | frozenset(f"{MIDDLE}{SPACES}点分半—-～至到")
"""Of what one stands behind a Chinese numeral that counts something, 一半 left aside."""
_BIG_SCALES = Pattern(r"[万亿]{1,2}")
# Chinese numerals that are parts of words although a unit's character follows.
_WORDS_OF_ONE = frozenset(
    (
        "一些 一定 一样 一起 一般 一切 一致 一流 一直 一体 一旦 一线 一并 一律 一同 一贯 一向 "
        "一系列 一把手 一条龙 一条心 一次性 一盘棋 一站式 一张网 一张图 一个个 一项项 一件件 "
        "一步步 一批批 一级 一度 一面 一道 一组 一段 一部 一代 一方 一套 一片 一份 一种 一类 一批 "
        "一支 一名 一位 一张 一条 一系 一步 一层 一环 一个 一所 一对 一手 一头 一口 一双 一座 一场 "
        "一块 一句 一字 一季度 一日 一年 一期 一本 一刻 一点 一举 一村 一校 一单 一员 一桩 一盏 "
        "一门 一轮 一家 一人"
    ).split()
)


def chinese_value(numeral: str) -> Decimal | None:
    """What a Chinese numeral is worth (两万三千, 三点五亿, 二〇二三); None if it is none."""
    whole, point, fraction = numeral.partition("点")
    scale = Decimal(1)
    if point:
        while fraction and fraction[-1] in "万亿":
            scale *= SCALES[fraction[-1]]
            fraction = fraction[:-1]
        if not fraction or any(character not in DIGITS for character in fraction):
            return None
        digits = "".join(str(DIGITS[character]) for character in fraction)
        base = chinese_value(whole)
        return None if base is None else (base + Decimal(f"0.{digits}")) * scale
    if not numeral:
        return None
    if len(numeral) > 1 and all(DIGITS.get(character, 10) < 10 for character in numeral):
        return Decimal("".join(str(DIGITS[character]) for character in numeral))
    total = section = digit = 0
    seen = last_multiple = 0
    for character in numeral:
        if character in MULTIPLES:
            multiple = MULTIPLES[character]
            section += (digit or (0 if seen and not digit and last_multiple else 1)) * multiple
            digit, last_multiple = 0, multiple
        elif character in SCALES:
            section += digit
            if not section and not total:
                section = 1
            if character == "亿":
                total = (total + section) * SCALES[character]
            else:
                total += section * SCALES[character]
            section = digit = 0
            last_multiple = 0
        elif character in "廿卅":
            section += DIGITS[character]
        elif character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            if character in "零〇":
                last_multiple = 0
        else:
            return None
        seen = 1
    # 三万五 is thirty-five thousand: a digit after a scale counts tenths of it.
    return Decimal(total + section + digit)


_SMALL = "一二三四五六七八九"


def neighbours(numeral: str) -> tuple[int, int] | None:
    """The two ends of 两三, 三四十, 七八百: neighbouring digits side by side."""
    body = numeral.replace("两", "二")
    if "〇" in body or "零" in body:
        return None
    for position in range(len(body) - 1):
        low, high = body[position], body[position + 1]
        if low in _SMALL and high in _SMALL:
            if _SMALL.index(high) != _SMALL.index(low) + 1:
                return None
            rest = body[position + 2 :]
            head = body[:position]
            ends = [chinese_value(head + digit + rest) for digit in (low, high)]
            if ends[0] is None or ends[1] is None:
                return None
            return int(ends[0]), int(ends[1])
    return None


def chinese_quantity(text: str, start: int, end: int) -> Quantity | None:
    """The quantity of a run of Chinese numerals; None where it counts nothing.

    start, end: the run; a numeral before it, and what follows it, are looked at too.
    """
    fraction = _FRACTION.match(text, start)
    if fraction is not None:
        return _fraction(text, start, fraction)
    numeral = text[start:end]
    if numeral == "一" and text[end : end + 1] == "半":
        return _half(text, start, end + 1)
    if numeral in ("半", "一半"):
        return _half(text, start, end) if numeral == "一半" else None
    point_end = end
    if text[end : end + 1] == "点" and text[end + 1 : end + 2] in DIGITS:
        tail = _NUMERAL.match(text, end + 1)
        if tail is not None:
            point_end = tail.end()
            numeral = text[start:point_end]
            end = point_end
    if text[start - 1 : start] in "第" and start:
        return _ordinal(text, start, end)
    if (
        text[start - 1 : start]
        and text[start - 1] in "统唯逐进专万单划同之归其如有"
        and numeral == "一"
    ):
        return None
    middle = ""
    mark = text[end : end + 1]
    if (
        mark
        and mark in MIDDLE
        and numeral[-1] in "十百千万亿廿卅"
        and scale_or_unit_follows(text, end + 1)
    ):
        middle, end = mark, end + 1
        scale = _BIG_SCALES.match(text, end)
        if scale is not None:
            numeral += scale.group()
            end = scale.end()
    unit_start = skip_space(text, end)
    word, unit = measured_unit_at(text, unit_start)
    value_max: Decimal | None = None
    range_mark = ""
    if not word or text[unit_start - 1] in SPACES:
        gap = _CHINESE_RANGE.match(text, end)
        second = _NUMERAL.match(text, gap.end()) if gap else None
        if gap is None or second is None:
            return None
        word, unit = unit_at(text, second.end())
        high = chinese_value(second.group())
        if not word or high is None:
            return None
        value_max, end, unit_start = high, second.end(), second.end()
        range_mark = gap.group()
    if numeral + word in _WORDS_OF_ONE or text[start : start + 3] in _WORDS_OF_ONE:
        return None
    if numeral == "二" and unit.kind == "count":
        # One counts with 两; 二次供水, 二期, 二类 tell which.
        return None
    if word == "元" and numeral in _SMALL and not _is_price(text, start, unit_start + 1):
        return None
    approx_inside = ""
    value: Decimal | None
    if "几" in numeral or "数" in numeral:
        vague = _vague(text, start, numeral)
        if vague is None:
            return None
        value, approx_inside = vague, "approx"
    else:
        ends = neighbours(numeral)
        if ends is not None:
            value, value_max = Decimal(ends[0]), Decimal(ends[1])
        else:
            value = chinese_value(numeral.rstrip("半"))
        if value is not None and numeral.endswith("半"):
            value += Decimal("0.5")
    if value is None:
        return None
    number = Number(end, value, middle)
    found = finished(
        text,
        start,
        number,
        value,
        value_max * unit.factor if value_max is not None else None,
        (unit_start, word, unit),
        range_mark,
        script="chinese",
    )
    if approx_inside and not found.approx:
        return replace(found, approx=approx_inside)
    return found


_PRICED = Pattern(r"[每补奖罚价费收付额达至到为给降涨约仅足共近增减省由从票元][^，。；、\n]{0,5}$")


def _is_price(text: str, start: int, end: int) -> bool:
    """Whether 三元 is money (每人补助三元, 三元二角) and no name or word (三元桥, 二元结构)."""
    if text[end + 1 : end + 2] == "角" or text.startswith(("钱", "整"), end):
        return True
    return _PRICED.search(text, max(start - 6, 0), start) is not None


def _vague(text: str, start: int, numeral: str) -> Decimal | None:
    """数十, 几百, 十几: the least that it can mean; None for 数 and 几 that are no numerals."""
    before = text[start - 1 : start] if start else ""
    if numeral[0] == "数" and (before in "人次户总件个位多少岁分倍指参系函无基" and before):
        return None
    if numeral in ("数", "几"):
        return None
    body = numeral.replace("几", "").replace("数", "")
    return chinese_value(body) if body else None


def _ordinal(text: str, start: int, end: int) -> Quantity | None:
    """第三位: a rank; any other ordinal counts nothing."""
    value = chinese_value(text[start:end])
    word, _unit = unit_at(text, end)
    if value is None or word not in ("位", "名"):
        return None
    number = Span(start, end)
    unit_span = Span(end, end + len(word))
    return Quantity(
        Span(start - 1, unit_span.end), number, unit_span, value, word, "rank", script="chinese"
    )


def _half(text: str, start: int, end: int) -> Quantity:
    number = Number(end, Decimal("0.5"))
    return finished(text, start, number, number.value, None, (end, "", _HALF), "", script="chinese")


_HALF = Unit("", Decimal(1), "ratio")
_PERCENT = Unit("%", Decimal(1), "percent")
_FRACTION_NUMBER = Pattern(
    r"[〇零一二三四五六七八九十百两]{1,7}(?:点[〇零一二三四五六七八九]{1,6})?|[0-9]{1,4}(?:\.[0-9]{1,4})?"
)


def _fraction(text: str, start: int, match: re.Match[str]) -> Quantity | None:
    upper = _FRACTION_NUMBER.match(text, match.end())
    lower = chinese_value(match.group(1))
    if upper is None or not lower:
        return None
    digits = upper.group()
    value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese_value(digits)
    if value is None:
        return None
    end = upper.end()
    if text[end : end + 1] == "几":
        end += 1
    if lower == 100:
        return finished(
            text, start, Number(end, value), value, None, (end, "", _PERCENT), "", script="chinese"
        )
    value = value / lower
    return finished(
        text, start, Number(end, value), value, None, (end, "", _HALF), "", script="chinese"
    )
