"""Times that nobody knows any more when a report is read later: 日前, 去年3月, 今年."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_BEGIN = r"(?:(?<=[，。；：\n\u3000])|(?<=\A))"
_RELATIVE = Pattern(
    rf"{_BEGIN}(?:日前|前天)(?=[，我市县区全由上下])|(?<![最附临])近日(?=[，召举])|"
    rf"{_BEGIN}在?前不久(?=[，的结举召闭刚我市县区])|不久前(?!途)|昨[天日](?![的之])|"
    rf"{_BEGIN}(?:上周|上个月|本月初|前几天|前些天|前些日子)(?=[，我市县区全局镇召由])|"
    r"(?<=[，。])前几天|(?<![远最])近期，(?=[我全市县区镇局])"
)
_RELATIVE_MONTH = Pattern(r"[去今]年[ ]?(?:1[0-2]|[1-9])月(?:份|[0-9]{1,2}日)?")
_LAST_YEAR = Pattern(r"(?<!过)去年")
_DATED = Pattern(
    r"\A(?:[^\n。]{0,40}\n){0,2}[^\n。]{0,30}?(?:20[0-9]{2}|二[〇○][一二][一二三四五六七八九])年"
)
_SPOKEN = Pattern(r"政府工作报告|代表大会")
_HEAD = 120

_UNDATED = Pattern(r"(?<!过)去年|(?<!如)今年|本月(?!度)|(?:截至)?目前，")
_TWO_YEARS = Pattern(r"(20[0-9]{2})年[^\n。]{2,24}?[及和与暨、][^\n。]{0,4}(20[0-9]{2})年")
_REPORT = Pattern(r"总结|述职|汇报|报告|小结|情况")
_ANY_YEAR = Pattern(r"20[0-9]{2}(?:年|[-./])|二[〇○零][一二][〇○零一二三四五六七八九]年")
_TITLE = 60


def find_relative_dates(draft: Draft) -> Iterator[Fault]:
    """日前, 去年3月, 去年 in a report that its title dates. Once a document."""
    text = draft.text
    matches = [_RELATIVE_MONTH.search(text), _RELATIVE.search(text)]
    if not _SPOKEN.search(text[:_HEAD]):
        if _DATED.match(text):
            matches.append(_LAST_YEAR.search(text))
        title = draft.document.paragraphs[0].span if draft.document.paragraphs else Span(0, 0)
        if _is_untold(draft, title):
            matches.append(_UNDATED.search(text, title.end))
    spans = sorted(Span(*match.span()) for match in matches if match is not None)
    if spans:
        yield Fault(spans[0])


def _is_untold(draft: Draft, title: Span) -> bool:
    """Whether nobody can know which year 今年 is: the title's is masked, or it names two, or none
    stands anywhere."""
    text = draft.text
    if len(title) > _TITLE or not _REPORT.search(text, title.start, title.end):
        return False
    first = next(iter(draft.placeholders), None)
    if first is not None and first.kind == "date" and first.span.end <= title.end:
        return True
    if (years := _TWO_YEARS.search(text, title.start, title.end)) is not None:
        return years[1] != years[2] and "今年" in text[title.end :]
    return _ANY_YEAR.search(text) is None
