"""Dates that cannot be, and those that tell nobody when."""

from __future__ import annotations

from collections.abc import Iterator

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
        if (not date.month and not date.day) or _is_code(text, date):
            continue
        before = text[max(date.span.start - 6, 0) : date.span.start]
        if (
            any(word in before for word in _LUNAR)
            or text[date.span.end : date.span.end + 1] == "龄"
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


def _days_in(date: Date) -> int:
    if date.month == 2 and date.year:
        leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
        return 29 if leap else 28
    return _DAYS[date.month - 1]


_WEEKDAY = Pattern(r"[（(]?[ ]?(?:星期|周)([一二三四五六日天])")


def find_bad_weekdays(draft: Draft) -> Iterator[Fault]:
    for date in draft.dates:
        if not (date.year and date.month and date.day):
            continue
        match = _WEEKDAY.match(draft.text, date.span.end)
        if match is None:
            continue
        import datetime  # few texts name a weekday

        try:
            actual = datetime.date(date.year, date.month, date.day).weekday()
        except ValueError:
            continue
        if "一二三四五六日".index(match.group(1).replace("天", "日")) != actual:
            yield Fault(
                Span(date.span.start, match.end(1)), {"right": f"星期{'一二三四五六日'[actual]}"}
            )


_BETWEEN = Pattern(r"[ ]?(?:至|到|—{1,2}|--?|－|～|~|–)[ ]?")


def find_reversed_periods(draft: Draft) -> Iterator[Fault]:
    """2023年8月至5月."""
    text = draft.text
    for first, second in zip(draft.dates, draft.dates[1:], strict=False):
        gap = text[first.span.end : second.span.start]
        if len(gap) > 4 or not _BETWEEN.fullmatch(gap.removeprefix("底").removeprefix("初")):
            continue
        if first.year and second.year:
            low = (first.year, first.month or 1, first.day or 1)
            high = (second.year, second.month or 12, second.day or 31)
        elif first.year and first.month and second.month and not second.year:
            low = (0, first.month, first.day or 1)
            high = (0, second.month, second.day or 31)
        elif first.month and first.day and second.day and not second.month and not second.year:
            low, high = (0, 0, first.day), (0, 0, second.day)
        else:
            continue
        if high < low:
            yield Fault(Span(first.span.start, second.span.end))


_RELATIVE_WORDS = ("日前", "近日", "不久前", "昨天", "昨日", "前天")
_RELATIVE = Pattern(
    r"(?:(?<=[，。；：\n\u3000])|(?<=\A))日前|(?<![最附临])近日(?=[，召举])|前不久|不久前|昨[天日](?!的)|前天"
)
_RELATIVE_MONTH = Pattern(r"[去今]年[ ]?[0-9]{1,2}月(?:份|[0-9]{1,2}日)?")


def find_relative_dates(draft: Draft) -> Iterator[Fault]:
    """日前, 去年3月: who reads it later cannot tell when. Once a document."""
    text = draft.text
    matches = [_RELATIVE_MONTH.search(text)]
    if any(word in text for word in _RELATIVE_WORDS):
        matches.append(_RELATIVE.search(text))
    spans = sorted(Span(*match.span()) for match in matches if match is not None)
    if spans:
        yield Fault(spans[0])


RULES = (
    Rule(
        code="DT402",
        name="bad-date",
        severity="error",
        message="没有“{quote}”这一天（月）。",
        suggestion="核对日期。",
        find=find_bad_dates,
        triggers="月日",
        source="实务",
        explanation="公历没有的日期一定是笔误。农历不在此列。",
        bad=("2月30日召开会议。", "13月完成验收。", "9月31日前报送。"),
        good=("2024年2月29日召开会议。", "农历腊月三十举办活动。", "育成30月龄肉牛500头。"),
    ),
    Rule(
        code="DT403",
        name="bad-weekday",
        severity="warning",
        message="“{quote}”：这一天是{right}。",
        suggestion="核对日期或星期。",
        find=find_bad_weekdays,
        triggers=("星期", "（周", "(周"),
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
        triggers="年月日",
        source="实务",
        explanation="起止时间要前后相承。",
        bad=("2023年8月至5月开展整治。", "5月20日至8日举办培训。", "实施2025—2021年规划。"),
        good=(
            "2023年5月至8月开展整治。",
            "2022年8月至次年5月供暖。",
            "2022年11月至2023年3月供暖。",
        ),
    ),
    Rule(
        code="DT406",
        name="relative-date",
        severity="info",
        message="“{quote}”日后看不出是哪一天。",
        suggestion="写明年月日。",
        find=find_relative_dates,
        triggers=("日前", "近日", "不久", "昨", "前天", "去年", "今年"),
        source="实务",
        explanation="存档的材料写明具体日期。每篇只提示一次；“今年以来”“去年”等报告常用语不在此列。",
        bad=("日前，我局召开推进会。", "去年3月启动改造。"),
        good=("目前，各项工作进展顺利。", "今年以来，我局召开推进会12次。"),
    ),
)
