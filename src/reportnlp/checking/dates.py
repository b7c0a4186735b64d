"""Dates that cannot be, and those that tell nobody when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.checking.relative_dates import find_relative_dates
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.dates import Date
from reportnlp.patterns import Pattern

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LUNAR = ("农历", "腊月", "正月", "阴历", "夏历")


def find_bad_dates(draft: Draft) -> Iterator[Fault]:
    """2月30日, 13月, 9月31日."""
    text = draft.text
    for date in draft.dates:
        if not date.month and not date.day:
            continue
        if _is_code(text, date):
            if _is_plain_date(text, date) and date.day > _days_in(date):
                yield Fault(date.span)
            continue
        before = text[max(date.span.start - 6, 0) : date.span.start]
        if any(word in before for word in _LUNAR) or text[date.span.end : date.span.end + 1] in (
            "龄",
            "余",
            "多",
        ):
            continue
        if (
            date.month > 12
            or (date.month == 0 and not date.day)
            or (date.month and date.day > _days_in(date))
            or date.day > 31
            or "月0日" in date.span.cut(text)
            or ("0月" in date.span.cut(text) and date.month == 0)
        ):
            yield Fault(date.span)


def _is_code(text: str, date: Date) -> bool:
    """2021.14.15 is a version, not a date."""
    return "月" not in date.span.cut(text) and "日" not in date.span.cut(text)


def _is_plain_date(text: str, date: Date) -> bool:
    """2023-02-30 by itself; not 2023-02-30-15, and no version or number."""
    before = text[max(date.span.start - 3, 0) : date.span.start]
    after = text[date.span.end : date.span.end + 1]
    written = not re.search(r"[-./0-9A-Za-z号码第V]$", before) and not re.match(
        r"[-./0-9A-Za-z号版]", after
    )
    return written and 1 <= date.month <= 12 and 28 < date.day <= 31


def _days_in(date: Date) -> int:
    if date.month == 2 and date.year:
        leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
        return 29 if leap else 28
    return _DAYS[date.month - 1]


_WEEKDAY = Pattern(
    r"(?:[上下中]午|[早晚]上|晚)?[ \u3000]{0,2}[（(]?[ ]?(?:星期|礼拜|周)([一二三四五六日天])"
    r"|[，,][ ]?(?:星期|礼拜|周)([一二三四五六日天])(?=[，,）)上下])"
)
_WEEKDAY_BEFORE = Pattern(r"(?<!每)(?:星期|礼拜|周)([一二三四五六日天])[（(]$")
_BRACKETED_WEEKDAY = Pattern(r"[（(][ ]?(?:星期|礼拜|周)([一二三四五六日天])[ ]?[）)]")
_YEAR_OF_TITLE = Pattern(r"\A[^\n。]{0,40}?(20[0-9]{2})年[^\n。]{0,40}\n")


def find_bad_weekdays(draft: Draft) -> Iterator[Fault]:
    """2023年5月1日（星期三）; without its year only where the title names one."""
    text = draft.text
    title = _YEAR_OF_TITLE.match(text)
    for date in draft.dates:
        year = date.year or int(title.group(1) if title else 0)
        if not (date.month and date.day and year):
            continue
        pattern = _WEEKDAY if date.year else _BRACKETED_WEEKDAY
        match = pattern.match(text, date.span.end)
        if match is None:
            match = _WEEKDAY_BEFORE.search(text, max(date.span.start - 4, 0), date.span.start)
        if match is None:
            continue
        import datetime  # few texts name a weekday

        try:
            actual = datetime.date(year, date.month, date.day).weekday()
        except ValueError:
            continue
        named = match.group(1) or match.group(2)
        if "一二三四五六日".index(named.replace("天", "日")) != actual:
            start, end = (
                min(date.span.start, match.start()),
                max(date.span.end, match.end(match.lastindex or 0)),
            )
            yield Fault(Span(start, end), {"right": f"星期{'一二三四五六日'[actual]}"})


_BETWEEN = Pattern(r"(?:份|[底初末]|起|开始)?[ ，,]?(?:至|到|—{1,2}|--?|－|～|~|–)[ ]?")
_BEGUN = Pattern(r"(?:正式)?(?:开始|启动|开幕|开工|动工)[，、,](?:[于至到在])?")
_ENDED = Pattern(r"(?:全面|正式|顺利|圆满)?(?:结束|闭幕|完成|截止|完工|竣工|收官)")
_CLOCK = Pattern(
    r"(?<![0-9:：])(?P<h>[0-9]{1,2})[:：](?P<m>[0-5][0-9])(?:[-—–~～至到]{1,2})(?P<h2>[0-9]{1,2})[:：](?P<m2>[0-5][0-9])(?![0-9:：])"
)
_HOURS = Pattern(
    r"(?P<part>上午|下午)(?P<h>[0-9]{1,2})[时点]?(?P<m>半|[0-9]{1,2}分)?[-—–~～至到]{1,2}(?P=part)?(?P<h2>[0-9]{1,2})[时点]"
)
_EVENING = 17
"""A duty that begins later may end the next morning."""
_DOTTED = Pattern(
    r"(?<![0-9.])((?:19|20)[0-9]{2})[.．/](0?[1-9]|1[0-2])[ ]?[—－～~至到–-]{1,2}[ ]?"
    r"((?:19|20)[0-9]{2})[.．/](0?[1-9]|1[0-2])(?![0-9.])"
)
_LAST_SUMMER_MONTH = 8
"""From September on, a period without years may end in the next one: 10月至3月, 9月至6月."""


def find_reversed_periods(draft: Draft) -> Iterator[Fault]:
    """2023年8月至5月."""
    text = draft.text
    for first, second in zip(draft.dates, draft.dates[1:], strict=False):
        gap = text[first.span.end : second.span.start]
        if len(gap) > _WIDEST:
            continue
        begun = _BEGUN.fullmatch(gap) and _ENDED.match(text, second.span.end)
        exact = (first.day and second.day) or (first.year and second.year)
        if (_BETWEEN.fullmatch(gap) or (begun and exact)) and _is_reversed(first, second):
            yield Fault(Span(first.span.start, second.span.end))
    yield from _reversed_hours(text)
    for match in _DOTTED.finditer(text):
        numbers = [int(part) for part in match.groups()]
        if numbers[2:] < numbers[:2]:
            yield Fault(Span(*match.span()))


_WIDEST = 8


def _reversed_hours(text: str) -> Iterator[Fault]:
    """下午5时至3时; 14:30-11:00."""
    for match in _CLOCK.finditer(text):
        hours = [int(match[name]) for name in ("h", "m", "h2", "m2")]
        if hours[2:] < hours[:2] and hours[0] <= _EVENING and hours[2] and hours[0] < 24:
            yield Fault(Span(*match.span()))
    for match in _HOURS.finditer(text):
        first, second = int(match["h"]), int(match["h2"])
        if second < first < 12 and (match["part"] == "下午" or first < 11):
            yield Fault(Span(*match.span()))


def _is_reversed(first: Date, second: Date) -> bool:
    if first.year and second.year:
        low = (first.year, first.month or 1, first.day or 1)
        return (second.year, second.month or 12, second.day or 31) < low
    if second.year:
        return False
    if first.month and second.month:
        if first.month == second.month:
            return bool(first.day and second.day and second.day < first.day)
        within = bool(first.year) or first.month <= _LAST_SUMMER_MONTH
        return within and second.month < first.month
    same_month = first.month and first.day and second.day and not second.month
    return bool(same_month) and second.day < first.day


RULES = (
    Rule(
        code="DT402",
        name="bad-date",
        severity="error",
        message="没有“{quote}”这一天（月）。",
        suggestion="核对日期。",
        find=find_bad_dates,
        triggers="月日-./",
        source="实务",
        explanation="公历没有的日期一定是笔误。农历不在此列。",
        bad=("2月30日召开会议。", "13月完成验收。", "9月31日前报送。", "2023-02-30，系统上线。"),
        good=("2024年2月29日召开会议。", "农历腊月三十举办活动。", "育成30月龄肉牛500头。"),
    ),
    Rule(
        code="DT403",
        name="bad-weekday",
        severity="warning",
        message="“{quote}”：这一天是{right}。",
        suggestion="核对日期或星期。",
        find=find_bad_weekdays,
        triggers=("星期", "礼拜", "日周", "（周", "(周"),
        source="实务",
        explanation="日期与星期按历法核对。",
        bad=("2023年5月1日（星期三）召开。",),
        good=("2023年5月1日（星期一）召开。", "2023年5月1日周边游客增多。"),
    ),
    Rule(
        code="DT404",
        name="period-reversed",
        severity="error",
        message="“{quote}”的终点早于起点。",
        suggestion="核对起止时间；跨年的写明“次年”或年份。",
        find=find_reversed_periods,
        triggers="年月日./午:：",
        source="实务",
        explanation="起止时间要前后相承。",
        bad=(
            "2023年8月至5月开展整治。",
            "5月20日至8日举办培训。",
            "实施2025—2021年规划。",
            "8月至5月开展整治。",
            "任职时间为2021.09—2019.06。",
        ),
        good=(
            "2023年5月至8月开展整治。",
            "2022年8月至次年5月供暖。",
            "2022年11月至2023年3月供暖。",
            "10月至3月为森林防火期。",
        ),
    ),
    Rule(
        code="DT406",
        name="relative-date",
        severity="info",
        message="“{quote}”日后看不出是哪一天。",
        suggestion="写明年月日。",
        find=find_relative_dates,
        triggers=(
            "日前",
            "近日",
            "不久",
            "昨",
            "前天",
            "去年",
            "今年",
            "目前",
            "上周",
            "上个",
            "本月",
            "前几",
            "前些",
            "近期",
        ),
        source="实务",
        explanation="存档的材料写明具体日期。每篇只提示一次；标题写明年份的报告里，“今年以来”不在此列，“去年”宜写明年份；标题的年份空着、写了两个年份，或者全文没有年份时，“今年”“去年”都不知是哪一年。",
        bad=(
            "日前，我局召开推进会。",
            "去年3月启动改造。",
            "20XX年工作总结\n今年，我局完成改造12项。",
            "2023年工作总结\n与去年相比，来访下降12%，办结率98%。",
        ),
        good=(
            "目前，各项工作进展顺利。",
            "今年以来，我局召开推进会12次。",
            "政府工作报告\n去年，全县完成投资32亿元，增长8.1%。",
            "项目立项前天然气管道已改造12公里。",
        ),
    ),
)
