"""Masks of stars (召开会议**次), told apart from emphasis, bullets, footnotes and products."""

from __future__ import annotations

from collections.abc import Iterator

from reportnlp.document import Document, Span
from reportnlp.extraction.blank_units import UNIT_AND_STOP, follows_shared_unit, follows_unit
from reportnlp.extraction.marks import DIGITS, Mark
from reportnlp.patterns import Pattern

_STARS = Pattern(r"[*＊][*＊]{0,39}(?:[.．][*＊]{1,6})?")
_RULE_LINE = Pattern(r"[ \t]*(?:[*＊][ \t]?){3,200}[ \t]*")
_MASKED_NAME = Pattern(r"[*＊]\u3000[*＊]{1,2}")
_BULLET = Pattern(r"[ \t]{0,12}\*[ \t]")
_FOOTNOTE_LINE = Pattern(
    r"(?m)^[ \t\u3000（(]{0,4}[*＊](?:注|数据|表示|为|说明|：|:)|^注[：:][^\n]{0,10}[*＊]"
)
# A text that surely masks something with stars masks with all of them.
_CERTAIN_STARS = Pattern(
    r"[*＊](?:[余多]?(?:次|个|名|人|家|户|件|项|条|期|场|[万亿]元)|[区县市镇乡村局委厅院]|公司|街道|社区|同志)"
)
_NAME_ENDS = frozenset("区县市省镇乡村街社路局委办部厅院科所站公集医学中支党同书主副")
_BOUNDARY = frozenset('，。；：！？、,;:!?.()（）“”"《》【】 \t\u3000\n')


def find_stars(document: Document) -> Iterator[Mark]:
    text = document.text
    markdown = document.source.format == "md"
    footnotes = _FOOTNOTE_LINE.search(text) is not None
    position = 0
    while True:
        first = _next_star(text, position)
        if first < 0:
            return
        begin = text.rfind("\n", 0, first) + 1
        end = text.find("\n", first)
        end = len(text) if end < 0 else end
        position = end + 1
        line = text[begin:end]
        if _RULE_LINE.fullmatch(line):
            continue
        if not markdown and _MASKED_NAME.fullmatch(line):
            yield Mark(Span(begin, end), "star")
            continue
        bullet = _BULLET.match(line)
        runs = [
            Span(begin + run.start(), begin + run.end())
            for run in _STARS.finditer(line, bullet.end() if bullet else 0)
        ]
        emphasis = _emphasis(text, runs, Span(begin, end), markdown)
        for index, run in enumerate(runs):
            if index not in emphasis and not _is_plain_star(text, run, footnotes):
                yield Mark(run, "star")


def _next_star(text: str, position: int) -> int:
    half, full = text.find("*", position), text.find("＊", position)
    return max(half, full) if min(half, full) < 0 else min(half, full)


def _emphasis(text: str, runs: list[Span], line: Span, markdown: bool) -> set[int]:
    """Which runs of a line are Markdown emphasis: pairs around words, no unit behind them."""
    found: set[int] = set()
    index = 0
    while index + 1 < len(runs):
        opening, closing = runs[index], runs[index + 1]
        if (
            len(opening) == len(closing) <= 3
            and text[opening.start] == text[closing.start] == "*"
            and _pairs(text, opening, closing, line, markdown)
        ):
            found |= {index, index + 1}
            index += 2
        else:
            index += 1
    return found


def _pairs(text: str, opening: Span, closing: Span, line: Span, markdown: bool) -> bool:
    inside = text[opening.end : closing.start]
    if not inside or inside != inside.strip() or not _balanced(inside):
        return False
    if all(character in "0123456789.,%％万亿余多" for character in inside):
        return True
    left = text[opening.start - 1] if opening.start > line.start else " "
    right = text[closing.end] if closing.end < line.end else " "
    if follows_unit(text, opening.end) or follows_unit(text, closing.end):
        # **次，开展交流** is two blanks; a pair that hugs a phrase from edge to edge is emphasis.
        hugs = left in _BOUNDARY and right in _BOUNDARY
        return hugs and not UNIT_AND_STOP.match(text, opening.end)
    if markdown:
        return True
    if left in _BOUNDARY and right in _BOUNDARY:
        return len(inside) <= 60
    if left in _BOUNDARY and inside[-1] in "。：；！" and inside[0] not in _NAME_ENDS:
        # **抓好学习。**全年召开会议12次: the lead of a paragraph.
        return len(inside) <= 40
    # In plain text a pair inside a sentence is emphasis only if it hugs a bare phrase.
    if (
        inside.startswith(_BODIES)
        or inside[0] in _NAME_ENDS
        or any(character in _BOUNDARY for character in inside)
    ):
        return False
    if left in _BOUNDARY or right in _BOUNDARY:
        return 2 <= len(inside) <= 30
    return 2 <= len(inside) <= 12 and not _CERTAIN_STARS.search(text)


# **大学**学院合作, **公司、**集团: two masked names.
_BODIES = (
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "公司",
    "集团",
    "医院",
    "银行",
    "委员会",
    "中心",
    "教授",
    "同志",
)


def _balanced(inside: str) -> bool:
    return all(
        inside.count(opening) == inside.count(closing)
        for opening, closing in ("“”", "《》", "（）", "【】")
    )


# 地区生产总值*达到365亿元: a footnote sign at a noun.
_PREDICATES = ("达到", "同比", "实现", "增长", "为", "是", "下降", "完成", "占")


def _is_plain_star(text: str, run: Span, footnotes: bool) -> bool:
    """Whether a star is a product (3*5米), part of a code (A*算法) or a footnote sign."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if before in DIGITS and before and after in DIGITS and after and len(run) == 1:
        return True
    if before.isascii() and before.isalpha():
        return True
    if (
        len(run) == 1
        and after.isascii()
        and (after.isalnum() or after == ".")
        and not before.isdigit()
    ):
        return True
    if len(run) == 1 and before in ("带", "标", "注", "打", "加") and before:
        return True
    if len(run) > 1:
        return footnotes and text.startswith(("为", "表示", "指"), run.end)
    if follows_shared_unit(text, run.end):
        return False
    if text.startswith(_PREDICATES, run.end):
        return True
    line_start = not before or before == "\n"
    if line_start and not follows_unit(text, run.end):
        return True
    at_end = not after or after in "\n）)，。；、：%％|" or after.isspace()
    if at_end and after not in ("%", "％") and not before.isdigit():
        return footnotes or after in ("\n", "", "|", "）", ")")
    return footnotes and not follows_unit(text, run.end)
