"""Years that do not fit the title: last year's text left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.chinese_numerals import chinese_value
from reportnlp.extraction.headings import Heading
from reportnlp.patterns import Pattern

_ZEROS = str.maketrans("○Oo0", "〇〇〇〇")
_Y = r"(?:20[0-9]{2}|二[〇○Oo0零][一二三四五六七八九〇○零]{2})"
_PART = (
    r"(?:第?[一二三四1-4]季度|[上下]半年|前[一二三]季度|[春夏秋冬]季学期|[春夏秋冬]季|"
    r"[0-9]{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)"
)
_TITLE_LINE = 60
_TITLE_LINES = 4
_DONE = Pattern(
    rf"(?P<year>{_Y})[ ]?年?(?:度|[ ]?(?P<part>{_PART}))?"
    r"[^\n0-9。；]{0,30}?(?:述职|述廉|总结|小结|汇报|情况的?通?报告?|年报|执行情况|自查报告)"
)
_YEARLY_REPORT = Pattern(rf"(?P<year>{_Y})年度[^\n0-9。；]{{0,24}}报告")
_PLANNED = Pattern(
    rf"(?P<year>{_Y})[ ]?年?度?[^\n0-9。；总述]{{0,24}}?"
    r"(?:要点|计划|打算|思路|安排|(?:工作|实施|行动)方案|设想)"
)
# 20XX年工作总结及2024年工作计划: the year that is planned tells the other.
_SUMMED_UP = Pattern(r"(?:总结|述职|小结|汇报)[^，。；]{0,4}[及和与暨][^，。；]{0,4}$")
_OTHER_KIND = Pattern(r"政府工作报告|代表大会|预算|规划|调研|申报|年鉴|大事记|[—－~～-]20[0-9]{2}")


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """What the title says of years.

    end:     where the title lines end, an offset in the text.
    done:    the year that is reported, 0 where none is.
    part:    the part of it: "上半年", "第一季度"; "" for the whole year.
    planned: the year that is planned, 0 where none is.
    """

    end: int
    done: int
    part: str
    planned: int


def _value(written: str) -> int:
    if written.isascii():
        return int(written)
    return int(chinese_value(written.translate(_ZEROS)) or 0)


def read_title(draft: Draft) -> Title | None:
    """The years of the title; None where it names none that the body must keep to."""
    text = draft.text
    for paragraph in draft.document.paragraphs[:_TITLE_LINES]:
        line = paragraph.span.cut(text)
        if len(line) > _TITLE_LINE or line.rstrip().endswith(("。", "；")):
            return None
        if re.match(r"[一二三四五六七八九十]、", line.lstrip()):
            return None
        done = _DONE.search(line) or _YEARLY_REPORT.search(line)
        planned = _PLANNED.search(line, done.end() if done else 0)
        if _OTHER_KIND.search(line):
            return None
        if done or planned:
            year = _value(done["year"]) if done else 0
            next_year = _value(planned["year"]) if planned else 0
            if planned and not done and _SUMMED_UP.search(line, 0, planned.start()):
                year = next_year - 1
            part = (done.groupdict().get("part") or "") if done else ""
            return Title(paragraph.span.end, year, part, next_year)
    return None


_HEADING_YEAR = Pattern(
    rf"(?P<year>{_Y})年度?(?P<part>{_PART})?[^\n]{{0,16}}?(?P<role>回顾|成效|总结|工作情况|完成情况"
    r"|履职情况|开展情况|主要工作(?!思路|安排|打算|计划)|思路|计划|打算|安排|任务|举措|目标)"
)
_NEXT = frozenset(["思路", "计划", "打算", "安排", "任务", "举措", "目标"])
_SURELY_NEXT = Pattern(r"(?:思路|计划|打算|安排|设想)[：:。]?$")
_SHORTCOMINGS = Pattern(r"问题|不足|差距|短板")
_PLANS = Pattern(r"十[二三四五六]五")
_CAREER = Pattern(r"(?<![责主信])任(?![务何])|毕业|参加工作|入职|调入|启动|被授予|成立|开始|以来")
_BACKGROUND = Pattern(
    r"入党|被评为|组建|设立|立项|开工|获批|印发|出台|发布|相比|对比|同期|遗留|结转|基础上"
)


def find_mismatched_years(draft: Draft) -> Iterator[Fault]:
    """A 2023 report that reviews 2022; a plan for 2024 below a heading of 2023."""
    title = read_title(draft)
    faults: dict[int, Fault] = {}
    candidates = chain(_candidates(draft, title) if title else (), _under_plan_headings(draft))
    for span, year in candidates:
        faults.setdefault(span.start, Fault(span, {"year": str(year)}))
    yield from (faults[start] for start in sorted(faults))


def _candidates(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    yield from _in_headings(draft, title)
    if title.done:
        yield from _in_opening(draft, title)
        yield from _in_review(draft, title)
        yield from _echoes(draft, title)
        yield from _out_of_order(draft, title)
        yield from _in_plans(draft, title)
        yield from _at_the_end(draft, title)
    elif title.planned:
        yield from _in_purpose(draft, title)


def _year_span(match: re.Match[str]) -> Span:
    return Span(match.start("year"), match.end("year") + 1)


def _in_headings(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    reviewed = False
    for heading in draft.headings:
        match = _HEADING_YEAR.search(draft.text, heading.span.start, heading.span.end)
        if match is None or _PLANS.search(heading.title):
            reviewed = (
                reviewed or _reviews(heading) or _SHORTCOMINGS.search(heading.title) is not None
            )
            continue
        stated, year = _value(match["year"]), title.done
        if match["role"] not in _NEXT:
            wrong = bool(year) and (stated == year - 1 or stated > year)
            reviewed = True
        elif year and _SURELY_NEXT.search(heading.title):
            again = stated == year and reviewed and not title.part and not match["part"]
            wrong = stated < year or again or bool(title.planned and stated != title.planned)
            wrong = wrong and not match["part"]
            year = title.planned or year + 1
        else:
            wrong = bool(year) and stated < year
        if wrong:
            yield _year_span(match), year


_OPENING = Pattern(
    rf"[ \u3000]*(?P<year>{_Y})年(?:以来|度|{_PART})?"
    r"(?:，|是[^。]{2,24}?一年|(?:我|全)[局镇乡县市区校院村所站中队])"
)
_SHORT = 24
"""Salutations, addressees and subtitles are shorter; so are no sentences that open a report."""


def _in_opening(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """The first paragraph of the body opens with another year."""
    text = draft.text
    headings = {heading.paragraph for heading in draft.headings if not heading.run_in}
    for index, paragraph in enumerate(draft.document.paragraphs):
        span = paragraph.span
        if span.start < title.end or len(span) < _SHORT:
            continue
        if index in headings:
            return
        match = _OPENING.match(text, span.start, span.end)
        if match is None or abs(_value(match["year"]) - title.done) != 1:
            return
        sentence = _sentence(text, match.start())
        later = _value(match["year"]) > title.done
        if not (later and re.search("将|要", sentence)) and not _compares(sentence, title):
            yield _year_span(match), title.done
        return


def _compares(sentence: str, title: Title) -> bool:
    """Whether a sentence that begins with another year speaks of both, or of a career."""
    now = re.search(rf"{title.done}年(?!度)", sentence)
    return now is not None or re.search(r"相比|对比|同期|参加工作|任职", sentence) is not None


def _sentence(text: str, start: int) -> str:
    end = text.find("。", start)
    return text[start : end if end >= 0 else None].split("\n")[0][:200]


_REVIEW = Pattern(
    rf"(?P<year>{_Y})(?:(?<=[\n。　 ]....)|(?<=\A....)|(?<=，....)(?=年，(?:我|本人)))"
    r"年(?:以来|度|是|里|中)?，?"
    r"(?=在?(?:我|本人|本年度|全(?:县|市|区|镇|乡|村|院|校|局|所|街道|行|司)|各"
    r"|[^\x00-\x7f]{2,14}(?:正确|坚强|的)领导|[^\x00-\x7f]{2,10}领导下))"
)
_UNDER_HEADING = Pattern(
    rf"[ \u3000]*(?:截至|截止|到)?(?P<year>{_Y})年(?:度|{_PART}?[底末]|[0-9]{{1,2}}月[底末])?，"
)
_REVIEW_HEADING = Pattern(
    r"情况|回顾|成效|成绩|总结|履职|工作(?!思路|打算|计划|安排|要点)|收入|支出|建设|做法|完成"
)
_FORWARD_HEADING = Pattern(
    r"思路|打算|计划|安排|下一?步|今后|明年|设想|问题|不足|背景|历史|沿革|概况"
)


def _in_review(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """2022年，我坚持…; and the year before behind a heading of the review."""
    text, document = draft.text, draft.document
    heads = {heading.paragraph: heading for heading in draft.headings if not heading.run_in}
    for match in _REVIEW.finditer(text, title.end):
        stated = _value(match["year"])
        if stated not in (title.done - 1, title.done - 2):
            continue
        if document.paragraph_at(match.start()) in heads:
            continue
        if not _CAREER.search(_sentence(text, match.start())):
            yield _year_span(match), title.done
    for index, heading in heads.items():
        if index + 1 >= len(document.paragraphs) or not _reviews(heading):
            continue
        span = document.paragraphs[index + 1].span
        begins = _UNDER_HEADING.match(text, span.start, span.end)
        if begins is None or _value(begins["year"]) != title.done - 1:
            continue
        body = span.cut(text)
        sentence = _sentence(text, span.start)
        now = str(title.done) in body or "今年" in body or "本年" in body
        if not now and not _CAREER.search(sentence) and not _BACKGROUND.search(sentence):
            yield _year_span(begins), title.done


def _reviews(heading: Heading) -> bool:
    title = heading.title
    return bool(_REVIEW_HEADING.search(title)) and not _FORWARD_HEADING.search(title)


def _echoes(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """2023年第一季度… in the title, 2022年一季度，… at the start of a sentence."""
    if not title.part:
        return
    part = re.escape(title.part.removeprefix("第").removesuffix("份"))
    pattern = re.compile(rf"(?:(?<=[\n。　 ])|(?<=\A))(?P<year>{_Y})年第?{part}份?，")
    for match in pattern.finditer(draft.text, title.end):
        sentence = _sentence(draft.text, match.start())
        if _value(match["year"]) == title.done - 1 and not _compares(sentence, title):
            yield _year_span(match), title.done


def _out_of_order(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """2023年3月…2022年6月…2023年9月: the months rise and the year in the middle does not fit."""
    dates = [date for date in draft.dates if date.year and date.month]
    for first, odd, last in zip(dates, dates[1:], dates[2:], strict=False):
        if not first.year == last.year == title.done or odd.year != title.done - 1:
            continue
        near = draft.document.paragraph_at(first.span.start) == draft.document.paragraph_at(
            last.span.start
        )
        if near and first.month <= odd.month <= last.month and first.month < last.month:
            yield Span(odd.span.start, odd.span.start + 5), title.done


_WILL = Pattern(
    rf"(?P<year>{_Y})(?:(?<=[\n。　 ]....)|(?<=\A....))年，[^，。；\n]{{0,12}}"
    r"将(?:继续|进一步|紧紧|紧扣|坚持|以|围绕|重点|全力|着力|按照|深入|持续|认真|努力|聚焦)"
)


def _in_plans(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """A report on the whole of 2023 that says 2023年，我们将继续…."""
    if title.part:
        return
    for match in _WILL.finditer(draft.text, title.end):
        if _value(match["year"]) in (title.done, title.done - 1):
            yield _year_span(match), title.planned or title.done + 1


_PLANNED_NEXT = Pattern(rf"(?P<year>{_Y})年，[^。；\n]{{0,16}}?(?:将|要)")


def _under_plan_headings(draft: Draft) -> Iterator[tuple[Span, int]]:
    """2023年，我们将… right below the heading 2024年工作安排."""
    document = draft.document
    for heading in draft.headings:
        match = _HEADING_YEAR.search(draft.text, heading.span.start, heading.span.end)
        if match is None or not _SURELY_NEXT.search(heading.title) or heading.run_in:
            continue
        if heading.paragraph + 1 < len(document.paragraphs):
            span = document.paragraphs[heading.paragraph + 1].span
            begins = _PLANNED_NEXT.match(draft.text, span.start, span.end)
            if begins is not None and _value(begins["year"]) == _value(match["year"]) - 1:
                yield _year_span(begins), _value(match["year"])


_CLOSING = Pattern(
    rf"以上(?:就是|即为|[是为即])?[^，。；\n0-9]{{0,8}}?(?P<year>{_Y})年[^，。；\n0-9]{{0,12}}?"
    r"(?:情况|述职|总结|报告|汇报|小结)"
)
_NOW_TOLD = Pattern(
    rf"现将[^，。；\n0-9]{{0,16}}?(?P<year>{_Y})年(?:度|的|工作|履|述|党|个人)[^，。；\n0-9]{{0,20}}?(?:报告|汇报|述职|总结|通报)如下"
)
_YEAR_END = Pattern(
    rf"(?<=[。\n；])[ \u3000]*截[至止]到?(?P<year>{_Y})年(?:年?[底末]|12月[底末]|12月31日)，"
    r"(?=[^。；\n]{0,24}?(?:达到?|共有?|累计|总[量数额]|已))"
)
_WITH_NOW = Pattern(
    r"今年|本年|本次|此基础|之后|此后|同期|比|较|增[长加幅]|规划|换届|成立|上任|开始"
)


def _at_the_end(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """以上是我2022年度的履职情况; 截至2022年底，馆藏总量达到…, at the end of the report of 2023."""
    text = draft.text
    for match in chain(_CLOSING.finditer(text, title.end), _NOW_TOLD.finditer(text, title.end)):
        if _value(match["year"]) == title.done - 1:
            yield _year_span(match), title.done
    yield from _signed_before(draft, title)
    for match in _YEAR_END.finditer(text, title.end) if not title.part else ():
        paragraph = draft.document.paragraphs[draft.document.paragraph_at(match.start("year"))]
        near = text[match.end() : min(paragraph.span.end, match.end() + 120)]
        stated = _value(match["year"])
        if stated == title.done - 1 and not _WITH_NOW.search(near) and str(title.done) not in near:
            yield _year_span(match), title.done


_SIGNED = 3


def _signed_before(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """2023年12月28日 below the report of 2024."""
    last = draft.document.paragraphs[-_SIGNED:]
    for date in draft.dates:
        whole = date.month and date.day and title.done - 2 <= date.year < title.done
        if whole and any(
            paragraph.span.cut(draft.text).strip() == date.span.cut(draft.text)
            for paragraph in last
        ):
            yield Span(date.span.start, date.span.start + 5), title.done


_PURPOSE = Pattern(
    rf"(?:为|为了|切实|扎实|全面|认真)(?:切实|扎实|全面|认真)?(?:做好|推进|抓好|完成|开展好?|落实好?)[^，。；\n]{{0,12}}?(?P<year>{_Y})年"
)


def _in_purpose(draft: Draft, title: Title) -> Iterator[tuple[Span, int]]:
    """为做好2022年…工作 in the points for 2023."""
    match = _PURPOSE.search(draft.text, title.end, title.end + 200)
    if match is not None and _value(match["year"]) == title.planned - 1:
        yield _year_span(match), title.planned


RULES = (
    Rule(
        code="DT401",
        name="year-mismatch",
        severity="error",
        message="按标题应是{year}年，这里却是“{quote}”。",
        suggestion="核对年份，可能是上一年的稿子没有改完。",
        find=find_mismatched_years,
        triggers="0123456789〇○",
        source="实务",
        explanation="述职报告、工作总结的回顾部分应与标题的年份一致；思路部分写下一年是对的；履历和往年对比不在此列。",
        bad=(
            "2023年度述职报告\n2022年，我坚持以学促干，完成各项任务。\n",
            "2023年工作总结\n一、2022年工作回顾\n全年开展检查12次。",
        ),
        good=(
            "2022年度述职报告\n2022年，我坚持以学促干。\n一、2023年工作思路\n2023年，我将继续努力。",
            "2023年度述职报告\n2019年，我调入县财政局工作。",
        ),
    ),
)
