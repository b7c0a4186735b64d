"""What a report tells as done although its own date lies before it."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.extraction.dates import Date
from reportnlp.patterns import Pattern

_FIRST_LINES, _LAST_LINES = 4, 6
_TITLES, _TITLE = 2, 60
_LAST_DAY = 31
_MONTH_END = 25
_SPRING = 3
"""A report of January to March without a year in its title may tell of the year before."""
_PLANNED_TITLE = Pattern(r"计划|要点|方案|安排|打算|规划|通知")
_REPORT_TITLE = Pattern(r"总结|述职|汇报")
_TITLE_YEAR = Pattern(r"(20[0-9]{2})年")
_DONE = Pattern(
    r"已(?!批|经?(?:列入|纳入|明确|确定|签约|启动|部署|安排))|"
    r"(?:完成|建成|投用|使用|完工|通车|竣工|开展|组织|召开|举行|举办|签订|签署|实现|达到|验收|投产)了|"
    r"(?:圆满|顺利|如期|全面)(?:完成|完工|建成|闭幕|举行|召开|通过)"
)
_NOT_YET = Pattern(
    r"将|拟|计划|力争|争取|预计|预期|确保|目标|约定|要求|规定|有效期|到期|届时|打算|安排|目前|现已|为止|"
    r"待|须|应当?于|请|要|可望|有望|合同|期限|推迟|延[长期]"
)
_DEED = Pattern(
    r"份?(?:[上中下]旬)?[，,](?:[我本全各][^，。；]{1,6}?|共|先后|联合[^，。；]{1,10}?)?"
    r"(?P<deed>组织|召开|举办|开展|举行|完成|建成|邀请|牵头|印发|走访|培训|接待|受理|办结|化解|新增|发放)(?!后)"
)
_FORWARD = Pattern(r"计划|打算|思路|安排|目标|下一步|下步|下半年|今后|明年|来年|下阶段|任务")
_CLAUSE_END = Pattern(r"[。；！？\n]")


def find_done_in_future(draft: Draft) -> Iterator[Fault]:
    """A date behind that of the report, with 已完成. Without a date of its own: nothing."""
    text = draft.text
    own = _own_date(draft)
    first = draft.document.paragraphs[0].span if draft.document.paragraphs else Span(0, 0)
    if own is None:
        return
    reports = _REPORT_TITLE.search(text, first.start, first.end)
    if not reports and _PLANNED_TITLE.search(text, first.start, first.end):
        return
    title = _TITLE_YEAR.search(text, first.start, first.end)
    year = int(title.group(1)) if title else (own.year if own.month > _SPRING else 0)
    for position, date in enumerate(draft.dates):
        if date.year:
            year_of = date.year
        elif date.month and year:
            year_of = year
        else:
            continue
        if not _is_later(text, date, year_of, own):
            continue
        following = draft.dates[position + 1 : position + 2]
        limit = following[0].span.start if following else len(text)
        done = _told_as_done(text, date.span, limit) or _deed(draft, date.span)
        if done is not None:
            related = (Related(own.span, "成文日期在这里"), Related(done, "写成已经完成"))
            yield Fault(date.span, {"own": own.span.cut(text)}, related=related)


def _own_date(draft: Draft) -> Date | None:
    """The date of one of the last or the first paragraphs that say no more than where it was."""
    paragraphs = draft.document.paragraphs
    chosen = [*reversed(paragraphs[-_LAST_LINES:]), *paragraphs[:_FIRST_LINES]]
    spans = [Span(*_bare(draft.text, paragraph.span)) for paragraph in chosen]
    for span in spans:
        for date in draft.dates:
            if not (date.year and date.month and date.day) or date.span.start != span.start:
                continue
            if date.span == span or _AT_MEETING.fullmatch(draft.text, date.span.end, span.end):
                return date
    return None


_AT_MEETING = Pattern(r"在[^，。\n]{4,40}[上会]")


def _bare(text: str, span: Span) -> tuple[int, int]:
    """A line without its spaces and brackets."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\u3000（(—":
        start += 1
    while start < end and text[end - 1] in " \t\u3000）)":
        end -= 1
    return start, end


def _is_later(text: str, date: Date, year: int, own: Date) -> bool:
    if not date.month:
        return False
    day = date.day
    if not day and text[date.span.end : date.span.end + 1] in ("底", "末"):
        day = _LAST_DAY if own.day < _MONTH_END else 0
    if (year, date.month) == (own.year, own.month):
        return day > own.day
    return (year, date.month) > (own.year, own.month)


def _told_as_done(text: str, span: Span, limit: int) -> Span | None:
    """The words behind a date, or right before it, that tell something as done."""
    begin = max(text.rfind(stop, 0, span.start) for stop in "。；！？\n") + 1
    stop = _CLAUSE_END.search(text, span.end)
    end = min(stop.start() if stop else len(text), limit)
    done = _DONE.search(text, span.end, end)
    if done is None:
        return span if text[begin : span.start].rstrip("于在 ").endswith("已") else None
    return Span(*done.span()) if not _NOT_YET.search(text, begin, done.start()) else None


def _deed(draft: Draft, span: Span) -> Span | None:
    """8月份，组织培训2期: a deed with its figure at the start of a sentence, outside of plans."""
    text = draft.text
    begin = max(text.rfind(stop, 0, span.start) for stop in "。；！？\n") + 1
    stop = _CLAUSE_END.search(text, span.end)
    end = stop.start() if stop else len(text)
    paragraph = draft.document.paragraphs[draft.document.paragraph_at(span.start)].span
    deed = _DEED.match(text, span.end, end)
    if text[begin : span.start].strip() or deed is None or _NOT_YET.search(text, begin, end):
        return None
    if _FORWARD.search(text, paragraph.start, span.start) or _FORWARD.search(_head(draft, span)):
        return None
    return Span(*deed.span("deed")) if draft.amounts.between(deed.end("deed"), end) else None


def _head(draft: Draft, span: Span) -> str:
    heads = [heading.title for heading in draft.headings if heading.span.start <= span.start]
    return heads[-1] if heads else ""


RULES = (
    Rule(
        code="DT405",
        name="future-as-done",
        severity="warning",
        message="“{quote}”晚于成文日期（{own}），却写成已经完成。",
        suggestion="核对日期；还没有完成的改为“将”“计划”。",
        find=find_done_in_future,
        triggers="年月",
        source="实务",
        explanation="成文日期之后的事不会已经完成。文中没有单独成行的成文日期时不检查；计划、要点不在此列。",
        bad=(
            "2023年工作总结\n截至2023年12月28日，饮水工程已全部完工，受益1.2万人。\n2023年12月15日",
            "招商工作总结\n2025年3月，与客商签订了协议，投资2.6亿元。\n二〇二四年十二月二十日",
        ),
        good=(
            "2023年工作总结\n工程将于2024年5月底前完工，已完成手续8项。\n2023年12月15日",
            "2023年工作总结\n2023年11月20日，验收已完成12个。\n2023年12月15日",
        ),
    ),
)
