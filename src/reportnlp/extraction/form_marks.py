"""Blanks as in a form: ____, □□, ○, ——, told apart from tick boxes and lines to be signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.blank_units import follows_unit
from reportnlp.extraction.letter_marks import is_latin
from reportnlp.extraction.marks import DIGITS, Mark, is_day_or_month
from reportnlp.extraction.naming import VERBS
from reportnlp.extraction.units import UNITS, unit_at
from reportnlp.patterns import Pattern

_UNDERLINES = Pattern(
    r"[_＿﹍﹎﹏](?:[_＿]{0,5}[.．][_＿]{1,6}|[_＿﹍﹎﹏]{0,199}(?:[ \u3000]{0,3}[_＿]{1,80}){0,4})"
)
_SIGNATURES = Pattern(
    r"(?:签字|签名|签章|盖章|签收|日期|时间|电话|填表人|填报人|审核人|经办人|负责人|责任人|联系人|联系电话|姓名|职务|"
    r"[\u4e00-\u9fff]{1,6}人|单位|性别|年龄|民族|学历|籍贯|政治面貌|公章|述职人|记录人|主持人|制表|审批|意见|签发|乙方|甲方|地址|编号)"
    r"[^\n，。；]{0,6}[：:][ \u3000]{0,8}$"
)


def find_underlines(document: Document) -> Iterator[Mark]:
    text = document.text
    for match in _UNDERLINES.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        single = end - start == 1
        inside_word = (before.isascii() and before.isalnum()) or (
            after.isascii() and after.isalnum()
        )
        if inside_word and (single or document.source.format == "md"):
            continue
        if is_latin(after) and not follows_unit(text, end):
            continue
        if _SIGNATURES.search(text, max(start - 24, 0), start):
            continue
        line = line_around(text, start, end)
        if not line.strip("_＿ \u3000\t-") or _form_line(line):
            continue
        if document.source.format == "md" and not single and _is_md_strong(text, match):
            continue
        if single and not (follows_unit(text, end) or (after in "年月日镇村县市区局" and after)):
            continue
        yield Mark(Span(start, end), "underline")


_FORM_WORDS = ("签字", "签名", "签章", "盖章", "（章）", "(章)", "公章")
_FORM_DATE = Pattern(r"[ \u3000_＿：:日期时间]*年[ \u3000_＿]*月[ \u3000_＿]*日[ \u3000_＿]*")


def _form_line(line: str) -> bool:
    """A line to be signed by hand: ____年__月__日, 签字：____."""
    return any(word in line for word in _FORM_WORDS) or _FORM_DATE.fullmatch(line) is not None


def _is_md_strong(text: str, match: re.Match[str]) -> bool:
    if len(match.group()) != 2:
        return False
    other = text.find("__", match.end())
    line_end = text.find("\n", match.end())
    if other > 0 and (line_end < 0 or other < line_end):
        return not follows_unit(text, match.end())
    begin = text.rfind("\n", 0, match.start()) + 1
    return "__" in text[begin : match.start()] and not follows_unit(text, match.end())


_DASHES = Pattern(
    # One set first: the search for it is many times faster than for eleven alternatives.
    r"[…—\-－.·※▲◎⬜～~/／](?:(?<=…)…{0,5}|(?<=—)—{0,5}|(?<=-)-{0,7}|(?<=－)－{0,7}|(?<=\.)\.{1,7}"
    r"|(?<=·)·{0,7}|(?<=※)※{0,5}|(?<=▲)▲{0,5}|(?<=◎)◎{0,3}|(?<=⬜)⬜{0,5}|(?<=[～~])[～~]{1,5}|(?<=[/／])[/／]{0,4})"
)


def find_dashes(document: Document) -> Iterator[Mark]:
    """投入——万元，: a dash or dots for a figure, between a word and a unit with a stop."""
    text = document.text
    for match in _DASHES.finditer(text):
        start, end = match.span()
        if not _is_single_blank(text, start, end):
            continue
        if match.group() in "/／" and not _is_told(text, start):
            continue
        if match.group() == "·" and not text.startswith(_COUNTED, end):
            continue
        yield Mark(Span(start, end), "box")


# What a dot between the names of a foreigner never precedes.
_COUNTED = tuple("个 次 场 人次 家 户 项 件 万元 亿元 % 名".split())


def _is_told(text: str, start: int) -> bool:
    """Whether a sentence tells of a deed before a slash, which 元/人 and 项目/个 are not."""
    if any(text[at:start] in UNITS for at in range(max(start - 3, 0), start)):
        return False
    clause = text[max(start - 16, 0) : start]
    return any(clause[at : at + 2] in VERBS for at in range(len(clause) - 1))


_BOXES = Pattern(
    r"[○◯□]{1,6}[.．][○◯□]{1,4}|[?？]{1,4}[.．][?？]{1,3}"
    r"|□{1,20}|[▢◻]{1,20}|[○◯]{1,20}|〇{1,20}|△{1,20}|[☆★]{1,20}|●{1,20}|■{1,20}|◇{1,20}"
    r"|[◆▼▽⊙]{1,20}|[?？]{1,10}"
)
_BOX = Pattern(r"[○◯□▢◻〇△☆★●■◇◆▼▽⊙?？]")


def _box_runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of box marks begin and end, a question mark with the figures before it."""
    position = 0
    while (first := _BOX.search(text, position)) is not None:
        start = first.start()
        match = _BOXES.match(text, start)
        end = match.end() if match else start + 1
        if match is not None:
            while text[start] in "0123456789?？" and start > max(position, first.start() - 6):
                if not text[start - 1].isascii() or not text[start - 1].isdigit():
                    break
                start -= 1
            yield start, end
        position = end


_YEAR_CHARACTERS = "〇零一二三四五六七八九十○"


def find_boxes(document: Document) -> Iterator[Mark]:
    text = document.text
    for start, end in _box_runs(text):
        mark = text[start]
        before, after = text[start - 1 : start], text[end : end + 1]
        if mark in "〇○◯" and (
            (before and before in _YEAR_CHARACTERS) or (after and after in _YEAR_CHARACTERS)
        ):
            continue
        if mark not in "☆★" and is_day_or_month(text, start, end):
            yield Mark(Span(start, end), "box")
            continue
        if mark in "☆★" and (after in "级星" or not _is_single_blank(text, start, end)):
            continue
        if mark.isdigit():
            # 12？次: a number that somebody doubts.
            if before in DIGITS or not _is_single_blank(text, start, end):
                continue
        elif mark in "?？●■◇▢◻" and not follows_unit(text, end):
            continue
        if mark in _ONE_AT_A_UNIT and end - start == 1 and not _is_single_blank(text, start, end):
            continue
        if mark in "◆▼▽⊙" and not _is_single_blank(text, start, end):
            continue
        if mark in "○〇" and after == "后" and end - start == 2:
            # ○○后: those born after 2000.
            continue
        if mark == "□" and _is_checklist(text, start, end):
            continue
        yield Mark(Span(start, end), "box")


# Marks that also open the items of a list.
_ONE_AT_A_UNIT = frozenset("?？○◯〇△●■◇")


_COUNTS = frozenset(("名", "家", "项", "个", "场", "次", "位", "起", "件"))


def _is_single_blank(text: str, start: int, end: int) -> bool:
    """A single ○ or ？ stands for a number only between a word and a unit with a stop behind it."""
    before = text[start - 1 : start]
    begin = end + 1 if text[end : end + 1] in ("余", "多") else end
    while text[begin : begin + 1] in ("万", "亿"):
        begin += 1
    word, _ = unit_at(text, begin)
    after = text[begin + len(word) : begin + len(word) + 1]
    if not word or not ("\u4e00" <= before <= "\u9fff" or before in "”》"):
        return False
    # 推荐○名同志参评: a circle between a verb and what it counts.
    counts = text[start] in "○◯" and word in _COUNTS and "\u4e00" <= after <= "\u9fff"
    return (
        not after or after in "，。；、（(\n" or after == text[start] or (counts and bool(before))
    )


def _is_checklist(text: str, start: int, end: int) -> bool:
    line = line_around(text, start, end)
    if any(tick in line for tick in "☑✓√☒■"):
        return True
    if end - start == 1 and not follows_unit(text, end):
        return True
    before = text[start - 1 : start]
    return end - start == 1 and (not before or before in " \t\u3000\n：:；;、/，")


def line_around(text: str, start: int, end: int) -> str:
    """The line of a mark, at most 120 characters to either side."""
    floor, ceiling = max(start - 120, 0), min(end + 120, len(text))
    begin = text.rfind("\n", floor, start) + 1
    stop = text.find("\n", end, ceiling)
    return text[max(begin, floor) : stop if stop >= 0 else ceiling]
