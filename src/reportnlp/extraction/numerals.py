"""Numbers of report text with their units: the one grammar that rules and extractors share.

Arabic (1,043 / 3.5万 / 10亿零817万), Chinese (三百二十一 / 千余 / 两三 / 百分之五点二 / 三分之一)
and mixed (3万5千) forms, ranges (3—5次, 13万～17万元, 二三十), approximations before, within and
after (近 / 余 / 以上). Nothing is rewritten: a `Quantity` points into the text. Forms:
GB/T 15835-2011.

A number counts as Chinese only before a known unit, for 一 and its kin are parts of many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from reportnlp.document import Span
from reportnlp.extraction.approximations import BEFORE_LAST, MIDDLE, SPACES
from reportnlp.extraction.chinese_numerals import (
    CHINESE_GOES_ON,
    MULTIPLES,
    SCALES,
    chinese_quantity,
)
from reportnlp.extraction.marks import DIGITS
from reportnlp.extraction.quantity import Number, Quantity, finished
from reportnlp.extraction.units import (
    SCALE,
    measured_unit_at,
    scale_or_unit_follows,
    skip_space,
    unit_at,
)
from reportnlp.patterns import Pattern

_FOLD = str.maketrans("０１２３４５６７８９．％，－", "0123456789.%,-")

# The arabic core, with grouping by commas; a Chinese core is any run of numeral characters.
_START = Pattern(
    r"[0-9０-９〇零一二三四五六七八九十百千万亿两廿卅几数半][〇零一二三四五六七八九十百千万亿两廿卅几数半]*"
)
_ARABIC = Pattern(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])(?:\.[0-9]{1,30})?|[0-9]{1,40}(?:\.[0-9]{1,30})?"
    r"|[０-９]{1,40}(?:[．.][０-９]{1,30})?"
)
_RANGE = Pattern(r"[ ]?(?:-{1,2}|—{1,2}|–|－|~|～|∼|至|到)[ ]?(?=[0-9０-９])")
_RATIO = Pattern(r"(?:[ ]?[:：∶][ ]?[0-9]{1,6}(?:\.[0-9]{1,6})?){1,6}")
# What may go on with a number, or stand between the ends of a range.
_RANGE_STARTS = frozenset(" -—–－~～∼至到")
_GOES_ON = _RANGE_STARTS | frozenset(f"{MIDDLE}{SPACES}十百千万亿:：∶")
_JOINED = Pattern(r"[0-9]{1,6}-[0-9]")
# Behind its first figure, a number that no rule of form can object to: figures, perhaps 万 or 亿,
# one usual unit, a stop.
_PLAIN = (
    r"[0-9]{0,11}(?:\.[0-9]{1,2})?(?:[万亿](?=元|[人户次亩]))?"
    r"(?:人次|场次|个百分点|个月|平方米|公里|小时"
    r"|[个名人位户家次场项件条篇期批起份部处座套台辆间所元%亩吨年天岁周月日])"
    r"(?!以[上下内]|左右|上下|有余|不[到等]|之内|及以上"
    r"|百分|[0-9万亿次人月元%％个家户名项件亩吨余多来—\-～~至到倍·.×])"
)


def find_quantities(
    text: str, skip: Sequence[Span] = (), *, plain: bool = True, within: Span | None = None
) -> tuple[Quantity, ...]:
    """Every number of the text, with its unit where it has one.

    skip:   stretches that hold no numbers (dates, placeholders), in the order of the text; a number
            that touches one of them is left out.
    plain:  also those in which nothing is unusual (28家，); without them it is much faster.
    within: whole clauses; no others are read.
    """
    return tuple(_scan(text, skip, plain, within or Span(0, len(text))))


_HAN_NUMERALS = "〇零一二两三四五六七八九十百千万亿廿卅几数半"
_ODD_START = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    rf"[0-9０-９{_HAN_NUMERALS}](?:(?<=[0-9])(?:(?P<plain>{_PLAIN})|)|(?<=[０-９])"
    rf"|(?<=[{_HAN_NUMERALS}])(?:[{_HAN_NUMERALS}]{{0,19}}(?=[余多来倍—～-])"
    rf"|(?<=[近约超过逾足到于近少].)[{_HAN_NUMERALS}]{{0,19}}))"
)
_NOT_PLAIN_AFTER = BEFORE_LAST | frozenset("第.,—-至到～")


def _scan(text: str, skip: Sequence[Span], plain: bool, within: Span) -> Iterator[Quantity]:
    position, limit = within.start, within.end
    index = 0
    search = (_START if plain else _ODD_START).search
    while True:
        match = search(text, position, limit)
        if match is None:
            return
        start = match.start()
        if (
            not plain
            and match.lastgroup
            and (
                text[start - 1 : start] not in _NOT_PLAIN_AFTER or text[start - 2 : start] == "达到"
            )
        ):
            position = match.end()
            continue
        end = match.end()
        if text[end : end + 1] not in CHINESE_GOES_ON and not _counts_alone(text, start, end):
            position = end
            continue
        while index < len(skip) and skip[index].end < start:
            index += 1
        core = _ARABIC.match(text, start)
        reach = core.end() if core is not None else end
        if index < len(skip) and skip[index].start <= reach and start <= skip[index].end:
            position = max(reach, skip[index].end)
            continue
        if core is not None:
            quantity = _arabic(text, core)
            stop = quantity.span.end if quantity else reach
        else:
            quantity = chinese_quantity(text, start, end)
            stop = max(quantity.span.end, end) if quantity else end
        if quantity is not None and (index >= len(skip) or not quantity.span.overlaps(skip[index])):
            yield quantity
        position = stop


def _counts_alone(text: str, start: int, end: int) -> bool:
    """Whether figures stand there, or 一半: all other numerals need something behind them."""
    return text[start] in DIGITS or text.startswith("一半", start, end)


def _decimal(figures: str) -> Decimal:
    if figures.isascii() and "," not in figures:
        return Decimal(figures)
    return Decimal(figures.translate(_FOLD).replace(",", ""))


def _arabic(text: str, core: re.Match[str]) -> Quantity | None:
    """The quantity that begins with figures; None where they are no number."""
    start, end = core.span()
    if text[end : end + 1] not in _GOES_ON:
        word, unit = unit_at(text, end)
        if text[end + len(word) : end + len(word) + 1] not in _RANGE_STARTS and (
            word != "个" or not text.startswith("多", end + 1)
        ):
            value = _decimal(core.group())
            return finished(text, start, Number(end, value), value, None, (end, word, unit), "")
    first = _arabic_number(text, core)
    if first is None:
        return None
    ratio = _RATIO.match(text, first.end) if not first.scaled else None
    if ratio is not None:
        return _ratio(text, start, first, ratio.end())
    unit_start = skip_space(text, first.end)
    word, unit = measured_unit_at(text, unit_start)
    last, mark, value_max = first, "", None
    range_from = unit_start + len(word) if word else first.end
    gap = _RANGE.match(text, range_from)
    if gap is not None and not _is_joined_name(text, gap):
        second = _arabic_number(text, _ARABIC.match(text, gap.end()))
        if second is not None and second.value >= 0:
            second_start = skip_space(text, second.end)
            second_word, second_unit = unit_at(text, second_start)
            if (word and second_word and unit.base == second_unit.base) or (
                not word and second_word
            ):
                last, mark = second, gap.group().strip()
            if mark:
                word, unit, unit_start = second_word, second_unit, second_start
                low = first.value
                if second.scaled and not first.scaled and first.value < second.value / 100:
                    low = first.value * _scale_of(text, second)
                value_max = second.value * unit.factor
                first = Number(first.end, low, first.middle, first.scaled, first.mixed)
    return finished(text, start, last, first.value, value_max, (unit_start, word, unit), mark)


def _is_joined_name(text: str, gap: re.Match[str]) -> bool:
    """Whether a mark joins a code (2-1-3, 110-119-120) instead of the ends of a range."""
    return gap.group().strip() == "-" and _JOINED.match(text, gap.end()) is not None


def _scale_of(text: str, number: Number) -> Decimal:
    factor = Decimal(1)
    for character in text[max(number.end - 3, 0) : number.end]:
        if character in SCALES:
            factor *= SCALES[character]
        elif character in MULTIPLES:
            factor *= MULTIPLES[character]
    return factor


def _arabic_number(text: str, core: re.Match[str] | None) -> Number | None:
    if core is None:
        return None
    try:
        value = _decimal(core.group())
    except InvalidOperation:
        return None
    end, middle, scaled, mixed = core.end(), "", False, False
    total = Decimal(0)
    while True:
        offset = skip_space(text, end)
        mark = text[offset : offset + 1]
        after = offset
        if mark and mark in MIDDLE and not middle and scale_or_unit_follows(text, offset + 1):
            after = offset + 1
        scale = SCALE.match(text, after)
        if scale is None or _starts_unit(text, after, scale.group()):
            if after > offset:
                middle, end = mark, after
            break
        if after > offset:
            middle = mark
        mixed = mixed or scale.group() in "十百千"
        scaled, end = True, scale.end()
        value *= _factor(scale.group())
        total += value
        tail = text[end : end + 1]
        if tail == "零":
            tail = text[end + 1 : end + 2]
            end += 1 if tail.isdigit() else 0
        lower = _ARABIC.match(text, end) if tail.isdigit() else None
        if lower is None or middle:
            value = total
            mark = text[end : end + 1]
            if not middle and mark and mark in MIDDLE and scale_or_unit_follows(text, end + 1):
                middle, end = mark, end + 1
            break
        # 10亿零817万, 3万5千: a lower scale must follow, else the next number stands alone.
        next_scale = SCALE.match(text, lower.end())
        if next_scale is None or _factor(next_scale.group()) >= _factor(scale.group()):
            value = total
            break
        mixed = mixed or next_scale.group()[0] in "十百千"
        value, end = _decimal(lower.group()), lower.end()
    return Number(end, value, middle, scaled, mixed)


def _factor(scale: str) -> Decimal:
    factor = Decimal(1)
    for character in scale:
        factor *= MULTIPLES.get(character) or SCALES[character]
    return factor


def _starts_unit(text: str, offset: int, scale: str) -> bool:
    """Whether what looks like a scale begins a unit: 5千米, 3千瓦时; 百分点."""
    if scale[0] == "百" and text.startswith("百分", offset):
        return True
    if scale[0] != "千":
        return False
    word, _ = unit_at(text, offset)
    return len(word) > 1


def _ratio(text: str, start: int, first: Number, end: int) -> Quantity:
    span = Span(start, end)
    return Quantity(span, span, Span(end, end), first.value, "", "ratio")
