"""Headings and lists: what the sequence signs of a report say (一、 （一） 1. 第一部分 一是 …).

A heading stands on its own line or is run into its paragraph (（一）抓学习。全年…). Sequence signs are
those of GB/T 9704-2012, 7.3.3, and the ones that offices use besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.numerals import chinese_value
from reportnlp.patterns import Pattern

_SIGN = Pattern(
    r"[ \t\u3000\u00a0]{0,12}(?:#{1,6}[ \t]+)?(?:\*\*)?(?:"
    r"(?P<part>第[一二三四五六七八九十]{1,3}(?:部分|章|篇|编|节))[ \u3000：:、]?"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3})(?P<chinese_mark>[、.．，,])(?![一二三四五六七八九十](?:级|产业|季度|期|号|批|次|线|类|等|是))"
    r"|[（(](?P<bracketed>[一二三四五六七八九十]{1,3})[）)](?P<bracketed_mark>[、.．]?)"
    r"|(?P<arabic>[0-9]{1,2})(?P<arabic_mark>[.．、])(?![0-9])[ ]?"
    r"|[（(](?P<round>[0-9]{1,2})[）)](?P<round_mark>[、.．]?)"
    r"|(?P<padded>0[1-9]|1[0-9])[ \u3000]+(?=[\u4e00-\u9fff“])"
    r"|(?P<circled>[①-⑳])"
    r")"
)
_GLUED = Pattern(r"[ \t\u3000]{0,8}([0-9]{1,2})[.．](?=[0-9])")
_LENTICULAR = Pattern(r"[ \t\u3000]{0,8}【([^【】\n]{2,30})】")
_MARKS = Pattern(r"[ \t\u3000]{0,8}(#{1,6})[ \t]+")
_STOP = Pattern(r"[。；！？\n]")
_END_STOPS = "。；！？：，、;!?,."
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLE_ORDER = ("part", "chinese", "bracketed", "padded", "arabic", "round", "circled")
_MAX_RUN_IN = 40
_MAX_ALONE = 60
_MAX_BARE = 26


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report.

    span:      the heading with its sign, without a final stop; of a run-in one up to its stop.
    sign:      the sequence sign as written: "一、", "（二）"; empty where it has none.
    style:     "part" (第一部分), "chinese" (一、), "bracketed" (（一）), "arabic" (1.), "round" (（1）),
               "circled" (①), "padded" (01), "lenticular" (【】), "dash" (——), "bare" or "declared".
    number:    what the sign says, 0 where it has none.
    level:     1 for the highest level of this document, then rising.
    title:     without sign and final stop.
    paragraph: index into `Document.paragraphs`.
    run_in:    whether text follows in the same paragraph.
    """

    span: Span
    sign: Span
    style: str
    number: int
    level: int
    title: str
    paragraph: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A sign of a list in running text: 一是, 第二，, 首先, 其三.

    span:      the sign.
    series:    "shi" (一是), "di" (第一，), "qi" (其一), "xian" (首先).
    number:    1, 2, 3, …
    paragraph: index into `Document.paragraphs`.
    """

    span: Span
    series: str
    number: int
    paragraph: int


def find_headings(document: Document) -> tuple[Heading, ...]:
    """The headings of a document without hard line wraps, in the order of the text."""
    found = []
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.origin:
            continue
        heading = _heading_of(document, index, paragraph)
        if heading is not None:
            found.append(heading)
    return _levelled(document, found)


def _heading_of(document: Document, index: int, paragraph: Paragraph) -> Heading | None:
    text = document.text
    start, end = paragraph.span.start, paragraph.span.end
    match = _SIGN.match(text, start, end)
    if match is not None:
        return _signed(text, match, index, end)
    lenticular = _LENTICULAR.match(text, start, end)
    if lenticular is not None:
        span = Span(lenticular.start() + _indent(text, lenticular.start()), lenticular.end())
        rest = text[lenticular.end() : end].strip()
        title = lenticular.group(1)
        return Heading(span, Span(span.start, span.start), "lenticular", 0, 0, title, index, bool(rest))
    begin = start + _indent(text, start)
    body = text[begin:end].rstrip()
    if paragraph.level:
        marks = _MARKS.match(text, start, end)
        inner = marks.end() if marks else begin
        title = text[inner:end].strip().strip("*")
        span = Span(inner, max(inner, begin + len(body)))
        if not len(span):
            return None
        return Heading(span, Span(inner, inner), "declared", 0, paragraph.level, title, index, False)
    if body.startswith(("——", "--", "—")):
        return _dashed(text, begin, end, index)
    if _is_bare(document, index, body):
        return Heading(
            Span(begin, begin + len(body)), Span(begin, begin), "bare", 0, 0, body, index, False
        )
    return None


def _indent(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end] in " \t\u3000\u00a0":
        end += 1
    return end - start


def _signed(text: str, match: re.Match[str], index: int, end: int) -> Heading | None:
    style = next(name for name in _STYLE_ORDER if match.group(name))
    numeral = match.group(style)
    begin = match.start() + _indent(text, match.start())
    marks = _MARKS.match(text, begin)
    if marks is not None:
        begin = marks.end()
    sign = Span(begin, match.end())
    title_end, run_in = _title_end(text, match.end(), end)
    if title_end < 0:
        return None
    title = text[match.end() : title_end].strip().strip("*")
    if not title and style != "part":
        return None
    number = _number_of(style, numeral)
    return Heading(Span(begin, title_end), sign, style, number, 0, title, index, run_in)


def _number_of(style: str, numeral: str) -> int:
    if style == "circled":
        return _CIRCLED.index(numeral) + 1
    if style == "part":
        numeral = re.sub(r"[第部分章篇编节]", "", numeral)
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    return int(chinese_value(numeral) or 0)


def _title_end(text: str, begin: int, end: int) -> tuple[int, bool]:
    """Where the heading that begins here ends, and whether text follows; (-1, …) for a list item."""
    stop = _STOP.search(text, begin, min(end, begin + _MAX_ALONE + 1))
    while end > begin and text[end - 1] in " \t\u3000":
        end -= 1
    if stop is None:
        if end - begin <= _MAX_ALONE:
            return end, False
        return -1, False
    rest = text[stop.end() : end].strip()
    if not rest:
        # A sentence of its own behind a sign is an item; a short one is a heading with a stop.
        if stop.group() in "。" and stop.start() - begin <= _MAX_BARE and "，" not in text[begin : stop.start()]:
            return stop.start(), False
        return (-1, False) if stop.group() != "\n" else (stop.start(), True)
    if stop.group() in "。\n" and stop.start() - begin <= _MAX_RUN_IN:
        return stop.start(), True
    return -1, False


def _dashed(text: str, begin: int, end: int, index: int) -> Heading | None:
    inner = begin
    while inner < end and text[inner] in "—- ":
        inner += 1
    stop = _STOP.search(text, inner, min(end, inner + _MAX_RUN_IN))
    if stop is None or stop.group() != "。" or not text[stop.end() : end].strip():
        return None
    title = text[inner : stop.start()]
    return Heading(Span(begin, stop.start()), Span(begin, inner), "dash", 0, 0, title, index, True)


_ROLES = Pattern(
    r"成效|成绩|回顾|总结|情况|问题|不足|短板|困难|思路|打算|计划|安排|措施|举措|建议|体会|经验|启示|做法|亮点|履职|工作|目标|任务|要求|"
    r"规划|部署|展望|方向|廉洁|自律|方面|学习|建设"
)


def _is_bare(document: Document, index: int, body: str) -> bool:
    """A short line of its own without a stop, with a longer paragraph behind it."""
    if not 2 <= len(body) <= _MAX_BARE or body[-1] in _END_STOPS or index == 0:
        return False
    if not _ROLES.search(body) or body[0] in "（(“" or "，" in body and len(body) > 20:
        return False
    paragraphs = document.paragraphs
    if index + 1 >= len(paragraphs):
        return False
    following = paragraphs[index + 1]
    if following.origin:
        return False
    after = following.span.cut(document.text).strip()
    return len(after) > max(len(body), 24) or _SIGN.match(after) is not None


def _levelled(document: Document, headings: list[Heading]) -> tuple[Heading, ...]:
    """Levels by the order in which styles open one another in this document."""
    if not headings:
        return ()
    order: dict[str, int] = {}
    ranks = {style: rank for rank, style in enumerate(_STYLE_ORDER)}
    signed = sorted({h.style for h in headings if h.style in ranks}, key=lambda style: ranks[style])
    for level, style in enumerate(signed, start=1):
        order[style] = level
    has_top = bool(signed) and ranks[signed[0]] <= ranks["chinese"]
    result = []
    stack_level = 1
    for heading in headings:
        declared = document.paragraphs[heading.paragraph].level
        if declared:
            level = declared
        elif heading.style in order:
            level = order[heading.style]
        elif heading.style in ("dash",):
            level = stack_level + 1
        else:
            level = 2 if has_top and heading.style == "lenticular" and heading.run_in else 1
        if heading.style != "dash":
            stack_level = level
        result.append(
            Heading(
                heading.span,
                heading.sign,
                heading.style,
                heading.number,
                level,
                heading.title,
                heading.paragraph,
                heading.run_in,
            )
        )
    return tuple(result)


_ITEM = Pattern(
    r"(?<![\u4e00-\u9fff第])(?:(?P<shi>[一二三四五六七八九十]{1,2})(?:是|要(?=[\u4e00-\u9fff]))|第(?P<di>[一二三四五六七八九十]{1,2})[，,、]"
    r"|其(?P<qi>[一二三四五六七八九十])[，,是：]|(?P<xian>首先|其次|再次|最后)[，,])"
)
_XIAN = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


def find_items(document: Document) -> tuple[Item, ...]:
    """The signs of lists in running text, in the order of the text."""
    text = document.text
    if "是" not in text and "第" not in text and "先" not in text and "其" not in text:
        return ()
    found = []
    paragraphs = document.paragraphs
    index = 0
    for match in _ITEM.finditer(text):
        while index + 1 < len(paragraphs) and paragraphs[index + 1].span.start <= match.start():
            index += 1
        series = match.lastgroup or ""
        word = match.group(series)
        if series == "shi":
            if word in ("一", "二") and text[match.end() - 1] == "要" and not _is_list_of_yao(text, match):
                continue
            number = int(chinese_value(word) or 0)
            series = "shi" if text[match.end() - 1] == "是" else "yao"
        elif series == "xian":
            number = _XIAN[word]
        else:
            number = int(chinese_value(word) or 0)
        found.append(Item(Span(match.start(), match.end()), series, number, index))
    return tuple(found)


def _is_list_of_yao(text: str, match: re.Match[str]) -> bool:
    return "二要" in text and "一要" in text


def find_signs(document: Document) -> tuple[Heading, ...]:
    """Every sequence sign that begins a paragraph, of headings and of list items alike."""
    found = []
    text = document.text
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.origin:
            continue
        match = _SIGN.match(text, paragraph.span.start, paragraph.span.end)
        if match is None:
            glued = _GLUED.match(text, paragraph.span.start, paragraph.span.end)
            number = int(glued.group(1)) if glued else 0
            if glued and found and found[-1].style == "arabic" and number == found[-1].number + 1:
                sign = Span(*glued.span())
                found.append(Heading(sign, sign, "arabic", number, 0, "", index, False))
            continue
        style = next(name for name in _STYLE_ORDER if match.group(name))
        begin = match.start() + _indent(text, match.start())
        marks = _MARKS.match(text, begin)
        sign = Span(marks.end() if marks else begin, match.end())
        number = _number_of(style, match.group(style))
        found.append(Heading(sign, sign, style, number, 0, "", index, False))
    return tuple(found)
