"""The pieces that sections are made of: headings and sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.document import Document
from reportnlp.extraction.headings import Heading, find_headings

# Closing quotes and brackets stay with their sentence.
_SENTENCE_END = re.compile(r"[。！？!?；;\n][”’）)」』》】*]{0,3}")
_VISIBLE = re.compile(r"[0-9A-Za-z\u3400-\u9fff*×＊□○_＿]")
_ITEM = re.compile(
    r"[ \t\u3000]{0,8}(?:[-*•] )?(?:\*\*)?(?:[一二三四五六七八九十]{1,2}[是要]"
    r"|第[一二三四五六七八九十][，,、]|其[一二三四五六七八九十][，,是：]"
    r"|[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]|——|—|--|[①-⑳]|首先|其次|再次|最后)"
)
_FIRST_ITEM = re.compile(
    r"[ \t\u3000]{0,8}(?:[-*•] )?(?:\*\*)?(?:一[是要]|第一|其一|[（(]?[1一][)）.．、]|①|首先)"
)


SALUTATION = re.compile(
    r"(?:各位|尊敬的|敬爱的|亲爱的|同志们|代表们|委员们|老师们|主任|主席)(?:[^，,。；！：:]{0,18}[，,、])?[^，,。；！：:]{0,18}[：:，,！!]"
    r"|[^，。；！：:]{1,14}(?:同志|代表|委员|领导|同事|老师|评委|党员|朋友)们?[：:]"
)
_MOST_FRONT = 16
"""Paragraphs in which a salutation may stand."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, a sentence, or a part of one between semicolons.

    start, end: from its first to its last visible character.
    paragraph:  index into `Document.paragraphs`.
    first:      whether it begins its paragraph.
    kind:       "sentence", "clause" (behind a semicolon), "list" (一是…), "item" (二是…),
                "paragraph" (a sentence that begins one), "heading", "top" (a heading of the highest
                level), "cell" (in a table), "mark" (no word in it).
    heading:    index of the heading that it is, -1 for text.
    scope:      indices of the headings that it stands under, the highest first; its own included.
    """

    start: int
    end: int
    paragraph: int
    first: bool
    kind: str
    heading: int
    scope: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document cut into units."""

    document: Document
    headings: tuple[Heading, ...]
    units: tuple[Unit, ...]

    def text(self, index: int) -> str:
        """The words of a unit."""
        unit = self.units[index]
        return self.document.text[unit.start : unit.end]


_TITLE = re.compile(r"报告|总结|述职|述廉|汇报|小结|要点|计划|安排|材料")
_STOP = re.compile(r"[。；！？]|[：:]$")


def lay_out(document: Document) -> Layout:
    """Cut a document into its headings and sentences."""
    headings = tuple(
        heading
        for heading in find_headings(document, inner=True)
        if not _is_title(document, heading)
    )
    return Layout(document, headings, tuple(_units(document, headings)))


def _is_title(document: Document, heading: Heading) -> bool:
    """Whether a heading without a sign is the title of the report, or a line of it."""
    if heading.style not in ("declared", "bare") or not _TITLE.search(heading.title):
        return False
    if heading.paragraph > 5 or len(heading.sign):
        return False
    before = document.paragraphs[: heading.paragraph + 1]
    lines = [paragraph.span.cut(document.text).strip() for paragraph in before]
    if any(_STOP.search(line) for line in lines):
        return False
    return heading.paragraph == 0 or not any(_TITLE.search(line) for line in lines[:-1])


def _units(document: Document, headings: tuple[Heading, ...]) -> Iterator[Unit]:
    text = document.text
    top = min((heading.level for heading in headings), default=0)
    scope: tuple[int, ...] = ()
    following = 0
    for index, paragraph in enumerate(document.paragraphs):
        position, end = paragraph.span.start, paragraph.span.end
        first = True
        while position < end:
            inside = following < len(headings) and headings[following].span.start < end
            limit = headings[following].span.start if inside else end
            if inside and limit <= position + _blank(text, position, limit):
                heading = headings[following]
                scope = _scope(scope, headings, following)
                kind = "top" if heading.level == top else "heading"
                stop = _after_stop(text, heading.span.end, end)
                span = _visible(text, position, stop)
                yield Unit(*span, index, first, kind, following, scope)
                following += 1
            else:
                stop = _sentence_end(text, position, limit, first and index < _MOST_FRONT)
                span = _visible(text, position, stop)
                if span[0] < span[1]:
                    kind = _kind(text, span, first, paragraph.origin)
                    yield Unit(*span, index, first, kind, -1, scope)
            if span[0] < span[1]:
                first = False
            position = stop


def _sentence_end(text: str, start: int, limit: int, may_greet: bool) -> int:
    match = _SENTENCE_END.search(text, start, limit)
    if may_greet:
        greeting = SALUTATION.match(text, start + _indent(text, start, limit), limit)
        if greeting and greeting.group()[-1] in "：:！!" and greeting.end() < limit:
            return greeting.end()
    return match.end() if match else limit


def _indent(text: str, start: int, limit: int) -> int:
    block = text[start : min(limit, start + 12)]
    return len(block) - len(block.lstrip())


def _blank(text: str, start: int, limit: int) -> int:
    """How many characters before a heading are only its marks: spaces, Markdown signs."""
    between = text[start:limit]
    return len(between) if not between.strip(" \t\u3000\u00a0#>*") else 0


def _after_stop(text: str, offset: int, end: int) -> int:
    """Behind the stop that ends a heading."""
    while offset < end and text[offset] in "。：:\n*":
        offset += 1
    return offset


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    block = text[start:end]
    stripped = block.lstrip()
    begin = start + len(block) - len(stripped)
    return begin, begin + len(stripped.rstrip())


def _scope(
    scope: tuple[int, ...], headings: tuple[Heading, ...], following: int
) -> tuple[int, ...]:
    level = headings[following].level
    return (*(index for index in scope if headings[index].level < level), following)


def _kind(text: str, span: tuple[int, int], first: bool, origin: str) -> str:
    if origin.startswith("表") or " 内表" in origin:
        return "cell"
    if not _VISIBLE.search(text, *span):
        return "mark"
    if not first and text[span[0] - 1] in "；;":
        return "clause"
    if _ITEM.match(text, *span):
        return "list" if _FIRST_ITEM.match(text, *span) else "item"
    return "paragraph" if first else "sentence"
