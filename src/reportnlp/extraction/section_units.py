"""The pieces that sections are made of: headings and sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportnlp.document import Document
from reportnlp.extraction.headings import Heading, find_headings

# Closing quotes and brackets stay with their sentence.
_SENTENCE_END = re.compile(r"[。！？!?\n][”’）)」』》】*]{0,3}")
_VISIBLE = re.compile(r"[0-9A-Za-z\u3400-\u9fff*×＊□○_＿]")
_ITEM = re.compile(
    r"[ \t\u3000]{0,8}(?:[-*•] )?(?:\*\*)?(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十][，,、]"
    r"|其[一二三四五六七八九十][，,是：]|[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]|——|—|--|[①-⑳]|首先|其次|再次|最后)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading or a sentence.

    start, end: from its first to its last visible character.
    paragraph:  index into `Document.paragraphs`.
    first:      whether it begins its paragraph.
    kind:       "sentence", "item" (一是…), "paragraph" (a sentence that begins one), "heading",
                "top" (a heading of the highest level), "cell" (in a table), "mark" (no word in it).
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


def lay_out(document: Document) -> Layout:
    """Cut a document into its headings and sentences."""
    headings = find_headings(document, inner=True)
    return Layout(document, headings, tuple(_units(document, headings)))


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
                match = _SENTENCE_END.search(text, position, limit)
                stop = match.end() if match else limit
                span = _visible(text, position, stop)
                if span[0] < span[1]:
                    kind = _kind(text, span, first, paragraph.origin)
                    yield Unit(*span, index, first, kind, -1, scope)
            if span[0] < span[1]:
                first = False
            position = stop


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
    if _ITEM.match(text, *span):
        return "item"
    return "paragraph" if first else "sentence"
