"""Congresses, plenary sessions and five-year plans: their right numbers and years."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_CONGRESS_SESSION = Pattern(
    r"(?P<congress>十[七八九]|二十)大(?:的)?(?P<session>[一二三四五六七八九])中全会"
)
_FULL_CONGRESS = Pattern(
    r"(?:党的|中国共产党)(?P<nth>第?)(?P<congress>十[七八九]|二十)(?P<kind>[次届])(?P<all>全国)?代表大会"
    r"(?P<session>(?:的)?[一二三四五六七八九]中全会)?"
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
    """党的二十大四中全会; “十四五”规划（2020—2025年）; 2024年是“十四五”收官之年."""
    yield from _misnamed(draft.text)
    yield from _plans(draft)
    yield from _sessions(draft)
    yield from _held(draft.text)
    yield from _themes(draft.text)
    yield from _anniversaries(draft)


def _misnamed(text: str) -> Iterator[Fault]:
    """Congresses have a 次, committees a 届: 党的第二十届全国代表大会 is neither."""
    for match in _CONGRESS_SESSION.finditer(text):
        right = f"{match['congress']}届{match['session']}中全会"
        start = match.start() - (2 if text.startswith("党的", match.start() - 2) else 0)
        yield Fault(Span(max(start, 0), match.end()), {"what": f"应为“党的{right}”"})
    for match in _FULL_CONGRESS.finditer(text):
        if match["session"]:
            right = f"{match['congress']}届{match['session'].removeprefix('的')}"
        elif match["kind"] == "届" or (match["all"] and not match["nth"]):
            right = f"第{match['congress']}次全国代表大会"
        else:
            continue
        yield Fault(Span(*match.span()), {"what": f"应为“党的{right}”"})


_TURN = Pattern(
    r"(?P<year>20[0-9]{2}年|今年)[^，。；\n0-9]{0,8}?(?:是|为|系|作为|正值)(?:我[国省市县区])?[“\"]?(?P<plan>十[一二三四五])五[”\"]?"
    r"(?:规划|时期)?(?:实施)?的?(?:[^，。；\n0-9]{0,6}?)(?P<turn>开局|起步|收官|收尾)"
)
_YEAR_IN_TITLE = Pattern(r"20[0-9]{2}(?=年)")
_TITLE = 60


def _plans(draft: Draft) -> Iterator[Fault]:
    text = draft.text
    for match in _PLAN.finditer(text):
        first, last = _events("plan").get(match["long"] or match["short"], ("", ""))
        if first and (match["first"], match["last"]) != (first, last):
            yield Fault(Span(*match.span("years")), {"what": f"这个规划的时期是{first}—{last}年"})
    title = _YEAR_IN_TITLE.search(text, 0, _TITLE)
    for match in _TURN.finditer(text):
        first, last = _events("plan").get(match["plan"], ("", ""))
        right = first if match["turn"] in ("开局", "起步") else last
        if match["year"] == "今年":
            # A report of 2023 may be read at the beginning of 2024.
            said = [int(title.group()), int(title.group()) + 1] if title is not None else []
        else:
            said = [int(match["year"][:4])]
        if right and said and int(right) not in said:
            what = f"“{match['plan']}五”规划的{match['turn']}之年是{right}年"
            yield Fault(Span(*match.span()), {"what": what})
    for match in _WITHIN.finditer(text):
        first, last = _events("plan").get(match["plan"], ("", ""))
        if first and not int(first) <= int(match["year"]) <= int(last):
            what = f"“{match['plan']}五”时期是{first}—{last}年"
            yield Fault(Span(match.start("plan"), match.end()), {"what": what})


_WITHIN = Pattern(
    r"(?P<year>20[0-9]{2})年(?!以?[前后])[^。；\n0-9]{0,40}?(?:是|为|系)[“\"]?(?P<plan>十[一二三四五])五[”\"]?(?:规划|时期)?"
    r"(?:[^，。；、\n0-9谋编制研衔准备]{0,8}?)(?:关键|攻坚|承上启下|中期|决胜|深化|第[二三四]年)"
)


def _sessions(draft: Draft) -> Iterator[Fault]:
    """A session that a finished congress never had, or that came after the report's year."""
    for match in _SESSION.finditer(draft.text):
        order = _PLENARY_ORDER.index(match["session"]) + 1
        if match["congress"] != "二十" and order > 7:
            what = f"{match['congress']}届中央委员会只开过七次全会"
            yield Fault(Span(*match.span()), {"what": what})
        held = _events("plenum").get(match.group())
        if held:
            yield from _too_early(draft, Span(*match.span()), held[0], "这次全会")
        elif match["congress"] == "二十":
            yield from _not_yet_held(draft, Span(*match.span()))
    for match in _STUDIED.finditer(draft.text):
        held = _events("congress").get(match["event"])
        if held:
            what = f"党的{match['event']}"
            yield from _too_early(draft, Span(*match.span("event")), held[0], what)


def _too_early(draft: Draft, span: Span, held: str, what: str) -> Iterator[Fault]:
    dated = _year_of(draft, span)
    if dated is not None and int(held[:4]) > dated[0]:
        yield Fault(
            span,
            {"what": f"{what}在{held[:4]}年{int(held[5:])}月召开，晚于本文的年份"},
            related=(Related(dated[1], "本文的年份"),),
        )


def _not_yet_held(draft: Draft, span: Span) -> Iterator[Fault]:
    """A session that the table does not know comes after the last that it knows."""
    last = max(held for held, _ in _events("plenum").values())
    dated = _year_of(draft, span)
    if dated is not None and dated[0] < int(last[:4]):
        related = (Related(dated[1], "本文的年份"),)
        yield Fault(span, {"what": f"到{dated[0]}年还没有召开这次全会"}, related=related)


_EVENT = r"(?P<event>(?:十[八九]|二十)(?:大|届[一二三四五六七]中全会))"
_HELD_AT = Pattern(
    _EVENT + r"(?:已|将)?(?:于|在)(?P<year>20[0-9]{2})年(?:(?P<month>1?[0-9])月)?(?:[0-9]{1,2}日)?"
    r"(?:至[0-9月日]{1,6})?[^，。；\n]{0,6}?(?:召开|开幕|举行)"
)
_AT_HELD = Pattern(
    r"(?P<year>20[0-9]{2})年(?:(?P<month>1?[0-9])月)?(?:[0-9]{1,2}日)?[^。；\n0-9]{0,12}?党的"
    + _EVENT
    + r"(?:胜利)?(?:召开|开幕|闭幕)(?!不|后|以)"
)


_HELD_IN_BRACKETS = Pattern(
    _EVENT + r"[（(](?P<year>20[0-9]{2})年(?:(?P<month>1?[0-9])月)?[^，。；\n（）]{0,6}[）)]"
)


def _held(text: str) -> Iterator[Fault]:
    """党的二十大于2021年10月召开: when it was held stands in the table."""
    for pattern in (_HELD_AT, _AT_HELD, _HELD_IN_BRACKETS):
        for match in pattern.finditer(text):
            if "迎" in match.group() or "筹" in match.group():
                continue  # 2021年，喜迎党的二十大召开: the year before it
            event = match["event"]
            held = _events("congress" if event.endswith("大") else "plenum").get(event)
            if held is None:
                continue
            year, month = held[0].split("-")
            if match["year"] != year or (match["month"] and int(match["month"]) != int(month)):
                what = f"党的{event}在{year}年{int(month)}月召开"
                yield Fault(Span(*match.span()), {"what": what})


_WITH_THEME = Pattern(_EVENT + r"[^，。；、\n]{0,16}?关于(?P<theme>[^。；、\n》]{4,20})")


def _themes(text: str) -> Iterator[Fault]:
    """The session that passed a decision: 十九届三中全会关于进一步全面深化改革 was another one."""
    for match in _WITH_THEME.finditer(text):
        for theme, (session, _) in _events("theme").items():
            if match["theme"].startswith(theme) and match["event"] != session:
                what = f"“{theme}”是党的{session}的文件"
                yield Fault(Span(*match.span("event")), {"what": what})


_WHAT = (
    r"(?P<what>建党|中国共产党成立|建军|抗战胜利|抗日战争胜利|新中国成立|中华人民共和国成立|"
    r"改革开放)"
)
_ANNIVERSARY = Pattern(
    r"(?P<year>20[0-9]{2})年?[^，。；\n0-9]{0,8}?(?:是|正值|恰逢|适逢|迎来|，)[^，。；\n0-9]{0,10}?"
    + _WHAT
    + r"(?P<count>[0-9]{2,3})周年(?!大会)"
)
_CELEBRATED = Pattern(
    r"(?:庆祝|纪念|喜迎)"
    + _WHAT
    + r"(?P<count>[0-9]{2,3})周年(?=系列|主题|活动|文艺|演出|书画|征文|座谈会|晚会|大合唱|歌咏|"
    r"[，,](?P<year>20[0-9]{2})年)"
)


def _anniversaries(draft: Draft) -> Iterator[Fault]:
    """2024年是新中国成立74周年; 庆祝建党101周年活动 in the report of 2023."""
    text = draft.text
    for match in _ANNIVERSARY.finditer(text):
        yield from _wrong_anniversary(match, [int(match["year"])])
    title = _YEAR_IN_TITLE.search(text, 0, _TITLE)
    for match in _CELEBRATED.finditer(text):
        start = max(text.rfind(stop, 0, match.start()) for stop in "。；\n") + 1
        if match["year"]:
            yield from _wrong_anniversary(match, [int(match["year"])])
        elif title is not None and not _OTHER_YEAR.search(text, start, match.start()):
            year = int(title.group())
            # A report of 2026 to the congress looks back to 2025.
            yield from _wrong_anniversary(match, [year, year + 1, year - 1])


_OTHER_YEAR = Pattern(r"20[0-9]{2}年|去年|上年")


def _wrong_anniversary(match: re.Match[str], years: list[int]) -> Iterator[Fault]:
    begun = int(_events("anniversary")[match["what"]][0])
    if int(match["count"]) not in [year - begun for year in years]:
        what = f"{years[0]}年是{match['what']}{years[0] - begun}周年"
        yield Fault(Span(*match.span()), {"what": what})


# 迎接党的二十大 comes before it, what it decided after it.
_STUDIED = Pattern(r"党的(?P<event>十九大|二十大)(?=精神|报告|以来|决策|部署|作出|提出)")


def _year_of(draft: Draft, span: Span) -> tuple[int, Span] | None:
    """The latest year of a text whose title has one; else the year that its sentence begins with.

    Other years may be those that a report looks back to.
    """
    years = [(date.year, date.span) for date in draft.dates if date.year]
    if years and years[0][1].start < draft.text.find("\n") <= _TITLE:
        return max(years, key=lambda pair: pair[0])
    start = max(draft.text.rfind(stop, 0, span.start) for stop in "。；\n") + 1
    before = [pair for pair in years if start <= pair[1].start < min(start + 2, span.start)]
    return before[0] if before else None


RULES = (
    Rule(
        code="DT407",
        name="event-number",
        severity="warning",
        message="“{quote}”有误：{what}。",
        suggestion="按正式名称和时间改正。",
        find=find_wrong_events,
        triggers=(
            *("中全会", "十一五", "十二五", "十三五", "十四五", "十五五", "五年规划", "代表大会"),
            *("二十大", "十九大", "周年"),
        ),
        source="实务",
        explanation="党的全国代表大会、中央全会的届次和五年规划的年份有定数，见resources/events.tsv（注明来源和核对日期，可以添加）。",
        bad=(
            "深入宣讲党的二十大四中全会精神。",
            "“十四五”规划（2020—2025年）启动实施。",
            "学习党的十九届八中全会精神。",
            "2022年，组织学习党的二十届三中全会精神。",
            "学习党的第二十届全国代表大会精神。",
            "2024年是“十四五”收官之年。",
            "党的二十大于2021年10月召开。",
            "2024年是新中国成立74周年。",
        ),
        good=(
            "党的二十届三中全会召开后，各支部围绕改革主题开展集中研讨。",
            "“十四五”规划（2021—2025年）中期评估报告通过专家评审。",
            "第十四届全国人民代表大会第一次会议精神宣讲覆盖全部行政村。",
            "2024年，组织学习党的二十届三中全会精神。",
            "2025年是“十四五”规划收官之年，也是“十五五”规划谋划之年。",
            "2021年，全市上下迎接党的二十大召开。",
            "中国共产党云岭县第十四次代表大会召开。",
        ),
    ),
)
