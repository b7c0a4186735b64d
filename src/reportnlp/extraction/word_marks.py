"""Words in place of a figure, right before its unit: 完成造林待定亩, 引进项目TBD个."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.blank_units import unit_after
from reportnlp.extraction.marks import Mark, is_chinese, is_table_cell
from reportnlp.patterns import Pattern

_WORDS = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[待数暂不未空缺略](?:(?<=待)(?:补充|填写|核实|核定|统计|确认|[补填定核查报])"
    r"|(?<=数)[据字]待(?:补充|核实|统计|[补填定核报])|(?<=暂)[缺无]|(?<=不)详|(?<=未)知|(?<=空)缺?|(?<=[缺略]))"
)
_FOREIGN = Pattern(r"[TtNn](?:BD|bd|ODO|odo|/A|/a|ULL|ull)(?![A-Za-z0-9])")
_BEHIND_UNITS = tuple("， 。 ； 、 以上 以下 以内 左右 \n".split(" "))
# 亟待补, 有待核实: what waits is done, nothing is missing.
_NO_NOUN = frozenset("有亟急等期招留善仍尚还均正对看优虚被")
# 时空, 紧缺, 策略 are words.
_ENDS_OF_WORDS = {
    "空": "航天时太真上高低领防星夜晴悬架填掏落抽放清留",
    "缺": "紧短稀欠或空残补不奇",
    "略": "策战简忽侵省粗谋方大从要详概",
}
# 空间, 缺人, 略微 are words; these make none with 空, 缺 and 略.
_UNITS_OF_ONE = frozenset("个 件 次 项 万元 亿元 % 公里 亩 户 场 篇 份 家 人次".split())
# 待查处, 待补位, 待报名 are words too.
_WORD_WITH_UNIT = frozenset("处 封 批 种 位 期 名 级 课 头 部 所 员 班 单 口 门 列".split())


def find_words(document: Document) -> Iterator[Mark]:
    """Words that say that a figure is missing, between what is counted and its unit."""
    text = document.text
    for match in _WORDS.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if text[start] in "待暂空缺略" and is_table_cell(text, start, end):
            yield Mark(Span(start, end), "word")
            continue
        if not is_chinese(before) or before in _NO_NOUN:
            continue
        if before in _ENDS_OF_WORDS.get(text[start], ""):
            continue
        unit = _unit_before_stop(text, end)
        if end - start == 1:
            fits = unit in _UNITS_OF_ONE
        else:
            fits = bool(unit) and not (end - start == 2 and unit in _WORD_WITH_UNIT)
        if fits:
            yield Mark(Span(start, end), "word")


def find_foreign_words(document: Document) -> Iterator[Mark]:
    """TBD, TODO, N/A or NULL where a figure belongs."""
    text = document.text
    for match in _FOREIGN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if (is_chinese(before) or before in "：:") and _unit_before_stop(text, end):
            yield Mark(Span(start, end), "word")


def _unit_before_stop(text: str, end: int) -> str:
    after, unit = unit_after(text, end)
    return unit if unit and (after == len(text) or text.startswith(_BEHIND_UNITS, after)) else ""
