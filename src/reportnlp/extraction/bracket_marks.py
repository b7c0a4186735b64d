"""Brackets that stand for what is missing: 【待补】, （数据待核）, 【】次; no remarks."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.blank_units import UNIT_AND_STOP, follows_unit
from reportnlp.extraction.marks import Mark, is_chinese, is_day_or_month
from reportnlp.extraction.units import unit_at
from reportnlp.patterns import Pattern

_BRACKETS = Pattern(
    # One set first: the search for it is many times faster than for alternatives.
    r"[【〔\[［（(<＜〈⟨{｛「『](?:(?<=【)[^【】\n]{0,40}】|(?<=〔)[^〔〕\n]{0,40}〕"
    r"|(?<=\[)[^\[\]\n]{0,40}\]|(?<=［)[^［］\n]{0,40}］|(?<=[（(])[^（）()\n]{0,40}[）)]"
    r"|(?<=<)[^<>\n]{0,30}>|(?<=＜)[^＜＞\n]{0,30}＞|(?<=〈)[^〈〉\n]{1,14}〉|(?<=⟨)[^⟨⟩\n]{1,14}⟩"
    r"|(?<=\{)[^{}\n]{0,10}\}|(?<=｛)[^｛｝\n]{0,10}｝|(?<=「)[^「」\n]{1,20}」|(?<=『)[^『』\n]{1,20}』)"
)
_WAITING = Pattern(
    r"^[ \u3000]*(?:数据|数字|数值|金额|数量|具体数字|具体数据|人数|数额|时间|内容)?"
    r"(?:暂缺|空缺|缺失|缺|待|尚待|有待)"
    r"(?:补|填|定|核|查|更新|确认|报|加|完善|明确|统计|录|提供|入|补充|填写|核实|核定|核对|补填|续)[^\n]{0,24}$"
    r"|^[ \u3000]*(?:此处|这里|该处|在此)[^\n]{0,6}(?:填|补|数|写|待)[^\n]{0,20}$"
    r"|^[ \u3000]*请?(?:填写|填入|填报|补充|补填|输入|插入|补齐)(?:具体|实际|相关|最新)?[^\n]{0,14}"
    r"(?:数|额|值|率|量|时间|日期|名|人次|称|内容|情况|单位)?[ \u3000]*$"
    r"|^[ \u3000]*(?:具体|实际|最新|准确)?(?:数字|数据|数值|金额|数量|人数|次数|比例|百分比|日期"
    r"|姓名|名称|单位名称|地点|年份|TBD|tbd|TODO|XXX?|xxx?|\?{1,3}|？{1,3})[ \u3000]*$"
    r"|^[ \u3000]*(?:TBD|tbd|TODO|待)[ \u3000]*$|^缺[：:]|^待补[：:]|^空[ \u3000]*$"
)
# 完成投资（见附件）万元: where the figure is, or who has it.
_ELSEWHERE = Pattern(
    r"(?:详?见|附件|附表|后附|另附|略|无|空|缺|不详|未知|此处|数字|数据|[^（）()0-9]{0,12}(?:提供|报送|掌握|统计|后补|汇总|测算|有数))"
)
_HINT_CHARACTERS = frozenset("待缺填补此这该在请数金额量比日姓名称地年次T tX x?？空输插")
_OPEN_HINT = Pattern(
    r"^空|^数|人数|待(?!遇)|填|补(?!助|贴|充)|空缺|缺$|^数|核实|[?？]"
    r"|[\u4e00-\u9fff](?:数|数量|额)[ \u3000]*$"
    r"|^[XxNn*Ｘｘ×✕＊○□△_＿#.,／/—-]+$|TBD"
)
_BLANK_INSIDE = Pattern(r"[ \u3000\u00a0_＿]{0,40}")


def find_brackets(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _BRACKETS.finditer(text):
        start, end = match.span()
        inside = text[start + 1 : end - 1]
        if _BLANK_INSIDE.fullmatch(inside):
            round_bracket = text[start] in "（("
            if round_bracket and not (follows_unit(text, end) or is_day_or_month(text, start, end)):
                continue
            if text[start] in "[［" and text[max(start - 3, 0) : start].strip(" \n") in (
                "-",
                "*",
                "+",
                "",
            ):
                continue
            if text[start] in "<＜" and not UNIT_AND_STOP.match(text, end):
                continue
            if text[start] in "「『":
                continue
            yield Mark(Span(start, end), "bracket")
        elif follows_unit(text, end) and len(inside) <= 14 and _OPEN_HINT.search(inside):
            yield Mark(Span(start, end), "bracket", inside)
        elif inside == unit_at(text, end)[0] and text[start] not in "（(":
            # 活动〈次〉次: the unit once more, as a form has it.
            yield Mark(Span(start, end), "bracket", inside)
        elif text[start] in "【〔" and len(inside) <= 10 and UNIT_AND_STOP.match(text, end):
            if not any(character.isdigit() for character in inside):
                yield Mark(Span(start, end), "bracket", inside)
        elif _ELSEWHERE.match(inside) and UNIT_AND_STOP.match(text, end):
            if is_chinese(text[start - 1 : start]):
                yield Mark(Span(start, end), "bracket", inside)
        elif _HINT_CHARACTERS.isdisjoint(inside):
            continue
        elif _WAITING.match(inside) and not _is_instruction(text[start], inside):
            if text[start] == "[" and text[end : end + 1] == "(":
                continue
            yield Mark(Span(start, end), "bracket", inside)


def _is_instruction(opening: str, inside: str) -> bool:
    """A request to the writers stands for no single value: （请各科室补充数据）."""
    return opening in "（(" and inside.lstrip().startswith(("请", "此处", "这里", "待续"))
