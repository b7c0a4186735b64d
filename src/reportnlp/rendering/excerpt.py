"""A sentence on one line of a terminal, cut down to the part around a finding."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from reportnlp.document import Document, Span
from reportnlp.rendering.cells import ELLIPSIS, blank, cells, head, shown, tail


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands before, at and after a finding, with control characters made visible."""

    before: str
    marked: str
    after: str

    @property
    def line(self) -> str:
        return self.before + self.marked + self.after

    @property
    def carets(self) -> str:
        """The line below: carets under the marked part, at least one."""
        return blank(self.before) + "^" * max(cells(self.marked), 1)


def excerpt(document: Document, sentence: Span, span: Span, width: int) -> Excerpt:
    """The sentence in at most `width` cells, with the whole span where it fits.

    sentence: holds the start of the span; what of the span lies behind it is left out.
    width:    at least 8.
    """
    end = min(max(span.end, span.start), sentence.end)
    before = _line(document, Span(sentence.start, span.start))
    marked = _line(document, Span(span.start, max(end, span.start)))
    after = _line(document, Span(max(end, span.start), sentence.end))
    if span.end > sentence.end:
        after = ELLIPSIS
    if cells(before) + cells(marked) + cells(after) <= width:
        return Excerpt(before, marked, after)
    if cells(marked) > width - 2:
        before = ELLIPSIS if before else ""
        return Excerpt(before, head(marked, width - 1 - len(before)), ELLIPSIS)
    room = width - cells(marked)
    before = _clipped_front(before, max(room // 2, room - cells(after)))
    return Excerpt(before, marked, _clipped_back(after, room - cells(before)))


def _clipped_front(text: str, width: int) -> str:
    return text if cells(text) <= width else ELLIPSIS + tail(text, width - 1)


def _clipped_back(text: str, width: int) -> str:
    return text if cells(text) <= width else head(text, width - 1) + ELLIPSIS


def _line(document: Document, span: Span) -> str:
    """The characters of a span without the hard line breaks of its paragraph."""
    pieces = []
    position = span.start
    breaks = document.breaks
    index = bisect_left(breaks, span.start, key=lambda gap: gap.end)
    while index < len(breaks) and breaks[index].start < span.end:
        pieces.append(document.text[position : max(breaks[index].start, position)])
        position = max(breaks[index].end, position)
        index += 1
    pieces.append(document.text[position : span.end])
    return shown("".join(pieces))
