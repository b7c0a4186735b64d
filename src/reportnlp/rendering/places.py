"""Where the characters of a document stand: lines, paragraphs and sentences, counted once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from reportnlp.document import Document, Span
from reportnlp.patterns import Pattern

_STOPS = "。！？!?"
_CLOSERS = '”’）》」』")'
_SENTENCE_END = Pattern(f"[{_STOPS}][{_STOPS}{_CLOSERS}]*")
# A text without a single stop must not be searched through for each of its findings.
_REACH = 400


@dataclass(frozen=True, slots=True)
class Places:
    """Answers for one document, each in logarithmic time.

    lines:      where each line starts.
    paragraphs: where each paragraph starts.
    """

    document: Document
    lines: tuple[int, ...]
    paragraphs: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Places:
        lengths = (len(line) + 1 for line in document.text.split("\n"))
        starts = tuple(accumulate(lengths, initial=0))[:-1]
        return cls(document, starts, tuple(p.span.start for p in document.paragraphs))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """As `Document.line_and_column`: both from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph, from 1; 0 where the document has none."""
        return min(max(bisect_right(self.paragraphs, offset), 1), len(self.paragraphs))

    def origin(self, offset: int) -> str:
        """Where the paragraph stands, "" in plain body text."""
        number = self.paragraph(offset)
        return self.document.paragraphs[number - 1].origin if number else ""

    def name(self, offset: int) -> str:
        """ "第12段", or where a paragraph stands that is no plain body text."""
        return self.origin(offset) or f"第{max(self.paragraph(offset), 1)}段"

    def sentence(self, span: Span) -> Span:
        """The sentence or sentences around a span, within the paragraph where it starts.

        At most some hundred characters to either side; without the white space before it.
        """
        text = self.document.text
        first, last = self._limits(span)
        start = first
        for stop in _STOPS:
            start = max(start, text.rfind(stop, first, span.start) + 1)
        while start < span.start and (text[start] in _CLOSERS or text[start].isspace()):
            start += 1
        match = _SENTENCE_END.search(text, min(max(span.end - 1, span.start), last), last)
        end = match.end() if match else last
        while end > span.end and text[end - 1].isspace():
            end -= 1
        return Span(start, max(start, end))

    def _limits(self, span: Span) -> tuple[int, int]:
        number = self.paragraph(span.start)
        whole = Span(0, len(self.document.text))
        paragraph = self.document.paragraphs[number - 1].span if number else whole
        if not paragraph.start <= span.start <= paragraph.end:
            return span.start, span.end
        first = max(paragraph.start, span.start - _REACH)
        return first, max(min(paragraph.end, span.end + _REACH), span.start)
