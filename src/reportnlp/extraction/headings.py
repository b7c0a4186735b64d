"""Headings: what the sequence signs of a report say (一、 （一） 1. 第一部分 …).

A heading stands on its own line, is run into its paragraph (（一）抓学习。全年…), or, in a text of
two or three huge paragraphs, stands within one (…。二、存在问题。…). Sequence signs are those of
GB/T 9704-2012, 7.3.3, and the ones that offices use besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.signs import GLUED, INNER, OPENINGS, SIGN, STYLES, number_of, style_of
from reportnlp.patterns import Pattern

_LENTICULAR = Pattern(r"[ \t\u3000]{0,8}【([^【】\n]{2,30})】")
_MARKS = Pattern(r"[ \t\u3000]{0,8}(#{1,6})[ \t]+")
_STOP = Pattern(r"[。；！？\n]")
_INNER_STOP = Pattern(r"[。；！？：\n]")
_END_STOPS = "。；！？：，、;!?,."
_SPACE = " \t\u3000\u00a0"
_RANK = {style: rank for rank, style in enumerate(STYLES)}
_MAX_RUN_IN = 40
_MAX_ALONE = 60
_MAX_BARE = 26
_MIN_HOST = 60
"""Shorter paragraphs hold no headings within."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report.

    span:      the heading with its sign, without a final stop; of a run-in one up to its stop.
    sign:      the sequence sign as written: "一、", "（二）"; empty where it has none.
    style:     "part" (第一部分), "chinese" (一、), "bracketed" (（一）), "arabic" (1.),
               "round" (（1）), "circled" (①), "padded" (01), "lenticular" (【】), "dash" (——),
               "bare" or "declared".
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
class Node:
    """A heading in the tree of an outline, with the headings below it."""

    heading: Heading
    children: tuple[Node, ...] = ()


def find_headings(document: Document, *, inner: bool = False) -> tuple[Heading, ...]:
    """The headings of a document without hard line wraps, in the order of the text.

    inner: also those that stand in the middle of a paragraph, behind a full stop or a colon and
           with a number that continues the ones before it.
    """
    found = []
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.origin:
            continue
        heading = _heading_of(document, index, paragraph)
        if heading is not None:
            found.append(heading)
    found = _with_siblings(document, found)
    if inner:
        found = sorted([*found, *_inner(document, found)], key=lambda heading: heading.span)
    return _levelled(document, found)


def outline(headings: Sequence[Heading]) -> tuple[Node, ...]:
    """The headings as a tree, by their levels."""
    nodes, position = [], 0
    while position < len(headings):
        end = position + 1
        while end < len(headings) and headings[end].level > headings[position].level:
            end += 1
        nodes.append(Node(headings[position], outline(headings[position + 1 : end])))
        position = end
    return tuple(nodes)


def _heading_of(document: Document, index: int, paragraph: Paragraph) -> Heading | None:
    text = document.text
    start, end = paragraph.span.start, paragraph.span.end
    match = SIGN.match(text, start, end) if text[start] in OPENINGS else None
    if match is not None:
        return _signed(text, match, index, end)
    begin = start + _indent(text, start)
    lenticular = _LENTICULAR.match(text, start, end) if text[begin : begin + 1] == "【" else None
    if lenticular is not None:
        span = Span(begin, lenticular.end())
        rest = text[lenticular.end() : end].strip()
        title = lenticular.group(1)
        return Heading(span, Span(begin, begin), "lenticular", 0, 0, title, index, bool(rest))
    body = text[begin:end].rstrip()
    if paragraph.level:
        return _declared(text, index, paragraph)
    if body.startswith(("——", "--", "—")):
        return _dashed(text, begin, end, index)
    if _is_bare(document, index, body):
        span = Span(begin, begin + len(body))
        return Heading(span, Span(begin, begin), "bare", 0, 0, body, index, False)
    return None


def _indent(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end] in _SPACE:
        end += 1
    return end - start


def _declared(text: str, index: int, paragraph: Paragraph) -> Heading | None:
    start, end = paragraph.span.start, paragraph.span.end
    marks = _MARKS.match(text, start, end)
    begin = marks.end() if marks else start + _indent(text, start)
    written = text[begin:end].rstrip()
    if not written:
        return None
    sign, span = Span(begin, begin), Span(begin, begin + len(written))
    title = written.strip("*").rstrip("：:。")
    return Heading(span, sign, "declared", 0, paragraph.level, title, index, False)


def _signed(text: str, match: re.Match[str], index: int, end: int) -> Heading | None:
    style = style_of(match)
    begin = match.start() + _indent(text, match.start())
    marks = _MARKS.match(text, begin)
    if marks is not None:
        begin = marks.end()
    sign = Span(begin, match.end())
    title_end, run_in = _title_end(text, match.end(), end)
    if title_end < 0:
        return None
    title = text[match.end() : title_end].strip().strip("*").rstrip("：:")
    if not title and style != "part":
        return None
    number = number_of(match)
    return Heading(Span(begin, title_end), sign, style, number, 0, title, index, run_in)


def _title_end(text: str, begin: int, end: int) -> tuple[int, bool]:
    """Where the heading that begins here ends, whether text follows; (-1, …) for a list item."""
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
        short = stop.start() - begin <= _MAX_BARE and "，" not in text[begin : stop.start()]
        if stop.group() == "。" and short:
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
    span, sign = Span(begin, stop.start()), Span(begin, inner)
    return Heading(span, sign, "dash", 0, 0, title, index, True)


_ROLES = Pattern(
    r"成效|成绩|回顾|总结|情况|问题|不足|短板|困难|思路|打算|计划|安排|措施|举措|建议|体会|经验|启示|"
    r"做法|亮点|履职|工作|目标|任务|要求|规划|部署|展望|方向|廉洁|自律|方面|学习|建设"
)


def _is_bare(document: Document, index: int, body: str) -> bool:
    """A short line of its own without a stop, with a longer paragraph behind it."""
    if not 2 <= len(body) <= _MAX_BARE or body[-1] in _END_STOPS or index == 0:
        return False
    if not _ROLES.search(body) or body[0] in "（(" or ("，" in body and len(body) > 20):
        return False
    paragraphs = document.paragraphs
    if index + 1 >= len(paragraphs):
        return False
    following = paragraphs[index + 1]
    if following.origin:
        return False
    after = following.span.cut(document.text).strip()
    return len(after) > max(len(body), 24) or SIGN.match(after) is not None


_FEWEST_SIBLINGS = 2
_SIBLING = Pattern(r"[\u4e00-\u9fff、“”]{2,10}")


def _with_siblings(document: Document, found: list[Heading]) -> list[Heading]:
    """Bare lines between whole paragraphs, in a text that has such headings: 医疗质量."""
    bare = [heading for heading in found if heading.style == "bare"]
    if len(bare) < _FEWEST_SIBLINGS or any(len(heading.sign) for heading in found):
        return found
    text, paragraphs = document.text, document.paragraphs
    taken = {heading.paragraph for heading in found}
    more = []
    for index in range(1, min(len(paragraphs) - 1, bare[-1].paragraph)):
        span = paragraphs[index].span
        body = span.cut(text).strip()
        between = text[paragraphs[index - 1].span.end - 1] in "。！" and (
            len(paragraphs[index + 1].span) > _MIN_HOST
        )
        plain = not paragraphs[index].origin and _SIBLING.fullmatch(body)
        if index not in taken and between and plain:
            begin = span.start + _indent(text, span.start)
            whole, sign = Span(begin, begin + len(body)), Span(begin, begin)
            more.append(Heading(whole, sign, "bare", 0, 0, body, index, False))
    return sorted([*found, *more], key=lambda heading: heading.span)


# --------------------------------------------------------------------- within a paragraph


def _inner(document: Document, opening: Sequence[Heading]) -> Iterator[Heading]:
    """Headings in the middle of paragraphs: their numbers go on, or begin a list that goes on."""
    text = document.text
    openings = {heading.paragraph: heading for heading in opening}
    last: dict[str, int] = {}
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.origin:
            continue
        if index in openings:
            _count(last, openings[index].style, openings[index].number)
        if len(paragraph.span) < _MIN_HOST:
            continue
        matches = list(INNER.finditer(text, paragraph.span.start + 2, paragraph.span.end))
        numbers = [(style_of(match), number_of(match)) for match in matches]
        final = {pair: position for position, pair in enumerate(numbers)}
        for position, match in enumerate(matches):
            style, number = numbers[position]
            goes_on = number == last.get(style, -1) + 1
            begins = number == 1 and final.get((style, 2), -1) > position
            heading = _inner_heading(text, match, index, paragraph.span.end)
            if heading is not None and (goes_on or begins):
                _count(last, style, number)
                yield heading


def _count(last: dict[str, int], style: str, number: int) -> None:
    if style not in _RANK:
        return
    last[style] = number
    for lower in STYLES[_RANK[style] + 1 :]:
        last.pop(lower, None)


def _inner_heading(text: str, match: re.Match[str], index: int, end: int) -> Heading | None:
    begin = match.start() + _indent(text, match.start())
    stop = _INNER_STOP.search(text, match.end(), min(end, match.end() + _MAX_RUN_IN + 1))
    if stop is None or stop.group() not in "。：":
        return None
    span, sign = Span(begin, stop.start()), Span(begin, match.end())
    title = text[match.end() : stop.start()].strip()
    run_in = bool(text[stop.end() : end].strip())
    return Heading(span, sign, style_of(match), number_of(match), 0, title, index, run_in)


# --------------------------------------------------------------------------------- levels


def _levelled(document: Document, headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Levels by the signs, by what the file declares, and by which heading opens which list."""
    levels = _style_levels(document, headings)
    top = min((_RANK[h.style] for h in headings if h.style in _RANK), default=-1)
    above = _heads_lists(headings, top)
    shift = 1 if above and not _declares(document, headings) else 0
    result = []
    before = 0
    numbered = False
    for heading in headings:
        declared = document.paragraphs[heading.paragraph].level
        if declared:
            level = declared
        elif heading.style in levels:
            level = levels[heading.style] + shift
        elif heading.style == "dash":
            level = before + 1
        elif above:
            level = 1
        else:
            level = before + 1 if numbered and heading.style == "lenticular" else 1
        if heading.style in levels:
            before, numbered = level, True
        elif heading.style != "dash" and not numbered:
            before = level
        result.append(replace(heading, level=level))
    return tuple(result)


def _style_levels(document: Document, headings: Sequence[Heading]) -> dict[str, int]:
    """The level of every sequence sign; where the file declares one, that one."""
    levels: dict[str, int] = {}
    level = 0
    for style in STYLES:
        same = [heading for heading in headings if heading.style == style]
        if not same:
            continue
        declared = [
            document.paragraphs[heading.paragraph].level
            for heading in same
            if document.paragraphs[heading.paragraph].level
        ]
        above = _declared_above(headings, same[0])
        level = min(declared) if declared else max(level, above) + 1
        levels[style] = level
    return levels


def _declared_above(headings: Sequence[Heading], first: Heading) -> int:
    """The level of the signless heading of the file that stands before a sign; 0 for the title."""
    before = headings[1 : headings.index(first)]
    return next((h.level for h in reversed(before) if h.style == "declared"), 0)


def _declares(document: Document, headings: Sequence[Heading]) -> bool:
    return any(document.paragraphs[heading.paragraph].level for heading in headings)


def _heads_lists(headings: Sequence[Heading], top: int) -> bool:
    """Whether headings without a sign stand above the highest signs: each is followed by a 一、."""
    if top < 0:
        return False
    opened = False
    waiting = False
    for heading in headings:
        if heading.style in ("bare", "lenticular") and not heading.run_in:
            waiting = True
        elif _RANK.get(heading.style, -1) == top:
            if waiting:
                if heading.number != 1:
                    return False
                opened = True
            waiting = False
    return opened


# ----------------------------------------------------------------------------------- signs


def find_signs(document: Document) -> tuple[Heading, ...]:
    """Every sequence sign that begins a paragraph, of headings and of list items alike."""
    found: list[Heading] = []
    text = document.text
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.origin:
            continue
        if text[paragraph.span.start] not in OPENINGS:
            continue
        match = SIGN.match(text, paragraph.span.start, paragraph.span.end)
        if match is None:
            glued = GLUED.match(text, paragraph.span.start, paragraph.span.end)
            number = int(glued.group(1)) if glued else 0
            if glued and found and found[-1].style == "arabic" and number == found[-1].number + 1:
                sign = Span(*glued.span())
                found.append(Heading(sign, sign, "arabic", number, 0, "", index, False))
            continue
        begin = match.start() + _indent(text, match.start())
        marks = _MARKS.match(text, begin)
        sign = Span(marks.end() if marks else begin, match.end())
        number = number_of(match)
        found.append(Heading(sign, sign, style_of(match), number, 0, "", index, False))
    return tuple(found)
