"""Measure words that do not go with what they count: 谈心谈话1200间."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from reportnlp.checking.rule import Draft, Fault, Rule
from reportnlp.document import Span
from reportnlp.patterns import Pattern
from reportnlp.resources.loading import load_rows

_COUNTED = Pattern(
    r"(?P<number>[0-9](?<![0-9.].)[0-9]{0,8})[余多]?(?P<unit>[名位人间场台辆篇亩头棵家件条座栋户])(?=[，。；、）)\n]|$)"
)
_DOUBLED = Pattern(r"[场次名户家件](?<=[0-9余多].)人次(?=[，。；、）)\n]|$)")
_BEFORE_NUMBER = ("共", "达", "累计", "约", "近", "超", "计", "达到", "超过")


def find_wrong_measure_words(draft: Draft) -> Iterator[Fault]:
    """走访企业56名, 外出培训56场人次."""
    text = draft.text
    for match in _COUNTED.finditer(text):
        if text[match.start() - 1 : match.start()] not in _noun_ends():
            continue
        before = text[max(match.start() - 8, 0) : match.start()]
        for filler in _BEFORE_NUMBER:
            before = before.removesuffix(filler)
        noun = _noun_at_end(before)
        if noun and match["unit"] in _wrong_units()[noun]:
            yield Fault(Span(match.start(), match.end()), {"noun": noun})
    for match in _DOUBLED.finditer(text):
        yield Fault(Span(*match.span()), {"noun": "一个数"})


def _noun_at_end(before: str) -> str:
    nouns = _wrong_units()
    for length in (4, 3, 2):
        if before[-length:] in nouns:
            return before[-length:]
    return ""


@functools.cache
def _noun_ends() -> frozenset[str]:
    """Characters that may stand before such a number: the last of a noun, or of a filler."""
    return frozenset(word[-1] for word in (*_wrong_units(), *_BEFORE_NUMBER))


@functools.cache
def _wrong_units() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split()) for row in load_rows("measure_words")}


RULES = (
    Rule(
        code="NU210",
        name="measure-word",
        severity="warning",
        message="量词“{quote}”与“{noun}”不相配。",
        suggestion="改用合适的量词：人用名，企业用家，会议用次，人次与场次分开写。",
        find=find_wrong_measure_words,
        triggers="0123456789",
        source="实务",
        explanation="量词要与所数的事物相配；“场次”“人次”各数各的，不能合成“场人次”。只看紧接在名词之后、以标点结束的数，"
        "词表在 resources/measure_words.tsv。",
        bad=(
            "走访企业56名，解决问题32件。",
            "谈心谈话1200间。",
            "外出培训56场人次，撰写体会30篇。",
        ),
        good=(
            "培训基层干部32场次、2400人次，发放教材3000册。",
            "新购水质监测设备6台（套），布设点位42个。",
            "演练出动车辆18台次、人员260人次，全程用时45分钟。",
            "慰问企业56名职工。",
            "名优茶企获得金奖3个。",
        ),
    ),
)
