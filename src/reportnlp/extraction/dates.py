"""Dates and times of day of report text: the part of the number grammar that counts nothing.

Arabic (2023年8月1日, 8月, 2023-08-01, 2021—2025年) and Chinese (二〇二三年八月) forms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportnlp.document import Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.patterns import Pattern

_YEAR = r"(?:19|20)[0-9]{2}"
# Sets of characters beyond Latin-1 with three gaps or more take long to compile; this has none.
_SP = r"[ \u00a0]?\u3000?"
_CHINESE_YEAR = r"[一二][〇零○Oo0一二三四五六七八九]{3}"
_CHINESE_MONTH = r"(?:十[一二]?|[一二三四五六七八九])"
_CHINESE_DAY = r"(?:[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"

# Figures with what may stand behind the first figures of a date.
_DIGITS = Pattern(
    r"[0-9][0-9]{0,39}(?![0-9])(?=[年月日号时点:：/.－—～~、和及与至到 \u00a0\u3000-])"
)
_ARABIC = Pattern(
    rf"(?P<year>[0-9]{{4}}){_SP}年(?:{_SP}(?P<month>[0-9]{{1,2}}){_SP}月"
    rf"(?:{_SP}(?P<day>[0-9]{{1,2}}){_SP}(?P<mark>[日号]))?)?"
    rf"|(?P<month2>[0-9]{{1,2}}){_SP}月(?!份额)(?:{_SP}(?P<day2>[0-9]{{1,2}}){_SP}(?P<mark2>[日号]))?"
    rf"|(?P<year3>{_YEAR})(?P<sep>[-/.])(?P<month3>[0-9]{{1,2}})(?P=sep)(?P<day3>[0-9]{{1,2}})(?![0-9])"
    rf"|(?P<year4>{_YEAR})(?={_SP}(?:[、和及与至到]|[-－—～~]{{1,2}}){_SP}{_YEAR}{_SP}(?:年|[-－—～~、和至]))"
    r"|[0-2]?[0-9][:：][0-5][0-9](?![:：0-9.])"
    r"|(?<=[午晨晚间])[0-9]{1,2}[时点](?:[0-9]{1,2}分)?|[0-9]{1,2}时[0-9]{1,2}分"
    r"|(?<=[月至到—、和日号–-])(?P<day5>[0-9]{1,2})(?P<mark5>[日号])"
)
_CHINESE_START = Pattern(r"[一二三四五六七八九十〇零○Oo0][一二三四五六七八九十〇零○Oo0]{0,3}[年月]")
_CHINESE = Pattern(
    rf"(?P<year>{_CHINESE_YEAR})年(?:(?P<month>{_CHINESE_MONTH}|[0-9]{{1,2}})月"
    rf"(?:(?P<day>{_CHINESE_DAY}|[0-9]{{1,2}})[日号])?)?"
    rf"|(?P<month2>{_CHINESE_MONTH})月(?:(?P<day2>{_CHINESE_DAY})[日号]|份)"
)
_CHINESE_ZERO = str.maketrans("○Oo0", "〇〇〇〇")


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or a part of one, or a time of day.

    span:             as written, without 份, 底 or 度 after it.
    year, month, day: what is given, 0 where it is not; a time of day has none of them.
    script:           "arabic", "chinese", or "mixed" (二〇二三年8月).
    mark:             日 or 号, "" without a day.
    """

    span: Span
    year: int = 0
    month: int = 0
    day: int = 0
    script: str = "arabic"
    mark: str = ""


def find_dates(text: str) -> tuple[Date, ...]:
    """Every date of the text, in its order."""
    found: list[Date] = []
    end = 0
    for run in _DIGITS.finditer(text):
        start = run.start()
        if start < end or (
            start and text[start - 1] in "." and text[start - 2 : start - 1].isdigit()
        ):
            continue
        match = _ARABIC.match(text, start)
        if match is not None and not _is_lone_day(match, found):
            found.append(_arabic_date(match))
            end = match.end()
    chinese = [] if "月" not in text and "年" not in text else _chinese_dates(text)
    if not chinese:
        return tuple(found)
    spans = [date.span for date in chinese]
    kept = [date for date in found if not any(date.span.overlaps(span) for span in spans)]
    return tuple(sorted(kept + chinese, key=lambda date: date.span))


def _is_lone_day(match: re.Match[str], found: list[Date]) -> bool:
    """压缩至45日: days are a date only behind another date, 5月1日至3日."""
    if match.group("day5") is None:
        return False
    return not found or match.start() - found[-1].span.end > 2


def _arabic_date(match: re.Match[str]) -> Date:
    part = match.groupdict()
    return Date(
        Span(*match.span()),
        int(part["year"] or part["year3"] or part["year4"] or 0),
        int(part["month"] or part["month2"] or part["month3"] or 0),
        int(part["day"] or part["day2"] or part["day3"] or part["day5"] or 0),
        "arabic",
        part["mark"] or part["mark2"] or part["mark5"] or "",
    )


def _chinese_dates(text: str) -> list[Date]:
    found = []
    end = 0
    for candidate in _CHINESE_START.finditer(text):
        start = candidate.start()
        if start < end or text[start - 1 : start] in ("第", "每"):
            continue
        match = _CHINESE.match(text, start)
        if match is None:
            continue
        end = match.end()
        part = match.groupdict()
        year = chinese_value((part["year"] or "").translate(_CHINESE_ZERO))
        given = (part["month"] or part["month2"] or "", part["day"] or part["day2"] or "")
        mixed = any(item and item.isascii() for item in given)
        month, day = (
            int(item) if item and item.isascii() else int(chinese_value(item) or 0)
            for item in given
        )
        mark = text[end - 1] if day else ""
        script = "mixed" if mixed else "chinese"
        found.append(Date(Span(start, end), int(year or 0), month, day, script, mark))
    return found
