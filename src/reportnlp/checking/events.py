"""Congresses, plenary sessions and five-year plans: their right numbers and years."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_CONGRESS_SESSION = Pattern(
    r"(?P<congress>十[七八九]|二十)大(?P<session>[一二三四五六七八九])中全会"
)
_SESSION = Pattern(r"(?P<congress>十[八九]|二十)届(?P<session>[一二三四五六七八九十])中全会")
_PLAN = Pattern(
    r"[“\"]?(?:第(?P<long>十[一二三四五])个五年规划|(?P<short>十[一二三四五])五[”\"]?(?:规划|时期|期间)?)[”\"]?(?:纲要)?"
    r"[（(](?P<years>(?P<first>20[0-9]{2})年?[ ]?(?:[-—－–~～]{1,2}|至|到)[ "
    r"]?(?P<last>20[0-9]{2})年?)[）)]"
)
_PLENARY_ORDER = "一二三四五六七八九十"


@functools.cache
def _events(kind: str) -> dict[str, tuple[str, str]]:
    return {row[1]: (row[2], row[3]) for row in load_rows("events") if row[0] == kind}


def find_wrong_events(draft: Draft) -> Iterator[Fault]:
    """党的二十大四中全会; “十四五”规划（2020—2025年）."""
    text = draft.text
    for match in _CONGRESS_SESSION.finditer(text):
        right = f"{match['congress']}届{match['session']}中全会"
        start = match.start() - (2 if text.startswith("党的", match.start() - 2) else 0)
        yield Fault(Span(max(start, 0), match.end()), {"what": f"应为“党的{right}”"})
    for match in _PLAN.finditer(text):
        first, last = _events("plan").get(match["long"] or match["short"], ("", ""))
        if first and (match["first"], match["last"]) != (first, last):
            yield Fault(Span(*match.span("years")), {"what": f"这个规划的时期是{first}—{last}年"})
    yield from _sessions(draft)


def _sessions(draft: Draft) -> Iterator[Fault]:
    """A session that a finished congress never had, or that came after the report's year."""
    sessions = _events("plenum")
    dated = _year_of(draft)
    for match in _SESSION.finditer(draft.text):
        span = Span(*match.span())
        order = _PLENARY_ORDER.index(match["session"]) + 1
        if match["congress"] != "二十" and order > 7:
            yield Fault(span, {"what": f"{match['congress']}届中央委员会只开过七次全会"})
        held = sessions.get(match.group())
        if held and dated is not None and int(held[0][:4]) > dated[0]:
            when = f"{held[0][:4]}年{int(held[0][5:])}月"
            yield Fault(
                span,
                {"what": f"这次全会在{when}召开，晚于本文的年份"},
                related=(Related(dated[1], "本文的年份"),),
            )


def _year_of(draft: Draft) -> tuple[int, Span] | None:
    """The latest year of the text, when no later one stands anywhere: sessions after it are odd."""
    years = [(date.year, date.span) for date in draft.dates if date.year]
    return max(years, key=lambda pair: pair[0]) if years else None


RULES = (
    Rule(
        code="DT407",
        name="event-number",
        severity="warning",
        message="“{quote}”有误：{what}。",
        suggestion="按正式名称和时间改正。",
        find=find_wrong_events,
        triggers=("中全会", "十一五", "十二五", "十三五", "十四五", "十五五", "五年规划"),
        source="实务",
        explanation="党的全国代表大会、中央全会的届次和五年规划的年份有定数，见resources/events.tsv（注明来源和核对日期，可以添加）。",
        bad=(
            "深入宣讲党的二十大四中全会精神。",
            "“十四五”规划（2020—2025年）启动实施。",
            "学习党的十九届八中全会精神。",
            "2022年，组织学习党的二十届三中全会精神。",
        ),
        good=(
            "党的二十届三中全会召开后，各支部围绕改革主题开展集中研讨。",
            "“十四五”规划（2021—2025年）中期评估报告通过专家评审。",
            "第十四届全国人民代表大会第一次会议精神宣讲覆盖全部行政村。",
            "2024年，组织学习党的二十届三中全会精神。",
        ),
    ),
)
