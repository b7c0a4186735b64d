"""How many of a thing there are, told in two places: 有住宅小区11个 … 全部13个住宅小区."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.annotations import Related
from reportnlp.checking.amounts import sentence_start
from reportnlp.checking.rule import Draft, Fault
from reportnlp.document import Span
from reportnlp.patterns import Pattern

_NOUN = r"[\u4e00-\u9fff]{2,8}"
_NUMBER = r"(?P<number>[0-9]{1,6})"
_MEASURE = r"(?P<measure>[个家所户名条座人位支])"
# All of them: what has as many members as the thing has.
_ALL = Pattern(
    r"(?:全部|所有|全体|覆盖(?:全[县镇区市乡村街道社院校局]{1,2})?|全[县镇区市乡村街道社院校局]{1,2}(?:共有|现有|共)?)的?"
    rf"{_NUMBER}余?{_MEASURE}(?P<noun>{_NOUN})"
)
# How many there are: 现有党员27名; 共有27名党员; 全县设接种门诊19个; 全镇敬老院3所.
_THERE_ARE = (
    r"(?:现有|共有|设有|建有|下辖|管辖|下设|辖|有"
    r"|全[县镇区市乡村街社院校局][道区]?(?:共有?|现?设)?)"
)
_PEOPLE = frozenset("名人位")
_OF_PART = Pattern(
    r"其中|分别|每|各|第[一二三四五六七八九十0-9]|新增|增加|另|培训|走访|组织|选派|发展|没有|还有|仍有|只有|仅有|拥有|[^现共设建]有$"
)
_LISTED = Pattern(r"现有|共有|设有|下辖|管辖|下设|辖")
_LEAST_PART = 0.6


def find_conflicting_stocks(draft: Draft) -> Iterator[Fault]:
    """有住宅小区11个 … 覆盖全部13个住宅小区; 现有党员27名 … 全体29名党员."""
    text = draft.text
    for match in _ALL.finditer(text):
        told = _told_number(text, match)
        if told is None:
            continue
        noun, first = told
        second = Span(match.start("number"), match.start("noun"))
        yield Fault(
            second,
            {"name": noun, "first": first.cut(text), "second": second.cut(text)},
            severity="warning",
            related=(Related(first, "前面的数"),),
        )


def _told_number(text: str, match: re.Match[str]) -> tuple[str, Span] | None:
    """The noun that is counted, and its number elsewhere, where no place says the same."""
    following = match["noun"]
    for length in range(len(following), 1, -1):
        noun = following[:length]
        told = [
            span
            for span in _told(text, noun, match["measure"])
            if span.start != match.start("number")
        ]
        if not told:
            continue
        numbers = [int(text[span.start : span.end - 1]) for span in told]
        number = int(match["number"])
        low, high = min(number, *numbers), max(number, *numbers)
        if number in numbers or low < high * _LEAST_PART:
            return None
        return noun, told[0]
    return None


def _told(text: str, noun: str, measure: str) -> Iterator[Span]:
    """Where a text tells how many of a thing there are: number and measure word."""
    measures = "[名人位]" if measure in _PEOPLE else measure
    pattern = re.compile(
        rf"(?P<there>{_THERE_ARE}|[，、]){re.escape(noun)}(?P<a>[0-9]{{1,6}}{measures})"
        rf"|{_THERE_ARE}(?P<b>[0-9]{{1,6}}{measures}){re.escape(noun)}"
    )
    for match in pattern.finditer(text):
        begin = sentence_start(text, match.start())
        before = text[begin : match.start()]
        clause = before[max(before.rfind(mark) for mark in "，；：、") + 1 :]
        some = match[0][0] == "有" and clause.endswith(_SOME)
        if some or _OF_PART.search(clause) or (len(noun) < 3 and len(clause) > _LONGEST_OWNER):
            continue
        if match["there"] in ("，", "、") and not _LISTED.search(before):
            continue
        group = "a" if match["a"] else "b"
        yield Span(match.start(group), match.end(group))


_SOME = ("已", "中", "里", "仅", "只", "还", "另", "又", "各", "其")
"""Before 有: some of all there are."""
_LONGEST_OWNER = 8
