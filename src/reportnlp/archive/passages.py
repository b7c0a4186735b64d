"""A report in passages: what a search answers with and what is compared with other reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportnlp.annotations import Section
from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.headings import find_headings
from reportnlp.patterns import Pattern
from reportnlp.rendering.outline import Parts, written

_SENTENCE = Pattern(r"[^。！？\n]*[。！？\n]?[”’）]*")
_ROW = Pattern(r"(.{1,40}? ?第[0-9]{1,6}行)")
_LONGEST = 320
"""Characters; longer paragraphs are parted between sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a table row, or a part of a long paragraph.

    section: label of the section that it stands in, "" for none.
    heading: the headings that it stands under, the highest first, joined by " / ".
    """

    span: Span
    section: str
    heading: str


def find_passages(document: Document, sections: tuple[Section, ...]) -> tuple[Passage, ...]:
    """The passages of a report, in order; a heading that is nothing more is none."""
    parts = Parts(sections)
    joined, offsets = document.unwrapped()
    headings = {one.paragraph: one for one in find_headings(joined)}
    open_: list[tuple[int, str]] = []
    found: list[Passage] = []
    for _, group in groupby(enumerate(document.paragraphs), key=_row_or_index):
        members = list(group)
        index, first = members[0]
        heading = headings.get(index)
        if heading is not None:
            while open_ and open_[-1][0] >= heading.level:
                open_.pop()
            open_.append((heading.level, written(document, offsets.original(heading.span))))
            if not heading.run_in:
                continue
        span = Span(first.span.start, members[-1][1].span.end)
        above = " / ".join(words for _, words in open_)
        for piece in _pieces(document, span):
            if not document.text[piece.start : piece.end].isspace():
                found.append(Passage(piece, parts.label(piece.start), above))
    return tuple(found)


def _row_or_index(numbered: tuple[int, Paragraph]) -> str:
    """The cells of a table row belong together; every other paragraph stands alone."""
    index, paragraph = numbered
    match = _ROW.match(paragraph.origin) if paragraph.origin.startswith("表") else None
    return match[1] if match else str(index)


def _pieces(document: Document, span: Span) -> Iterator[Span]:
    if len(span) <= _LONGEST:
        yield span
        return
    start = position = span.start
    for length in _sentence_lengths(span.cut(document.text)):
        if position > start and position + length - start > _LONGEST:
            yield Span(start, position)
            start = position
        position += length
    if position > start:
        yield Span(start, position)


def _sentence_lengths(text: str) -> Sequence[int]:
    return [len(match.group()) for match in _SENTENCE.finditer(text) if match.group()]
