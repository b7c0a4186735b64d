"""The text of a report and the places in it: what everything else points into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text.

    start, end: characters (code points) of `Document.text`, from 0, end excluded.

    Raises ValueError if start is negative or end lies before start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def cut(self, text: str) -> str:
        """The characters that the span stands for."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a table cell.

    span:   its characters, without the line end.
    level:  1 to 9 for a heading that the file itself declares (a Word outline level, Markdown #);
            0 where it declares none.
    origin: where it stands when it is not plain body text: "表2 第3行 第1列", "页眉", "脚注1".
    """

    span: Span
    level: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from.

    path:     as the user gave it; "-" for standard input; "" for a document made in memory.
    format:   "txt", "md", "docx", …
    encoding: of a plain file: "utf-8", "utf-8-sig", "utf-16", "gb18030"; "" elsewhere.
    sha256:   of the file's bytes, in hexadecimal digits; "" for a document made in memory.
    """

    path: str = ""
    format: str = "txt"
    encoding: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report, read once and never changed.

    text:       exactly as written; line ends are \\n. Never normalised.
    paragraphs: in the order of the text; they do not overlap.
    breaks:     stretches that are no part of what is said: the line ends (and the spaces around
                them) and page numbers of a copy that was wrapped at a fixed width, in order.
                Empty elsewhere.
    source:     where it was read.

    Raises ValueError if a paragraph or a break lies outside the text or begins before the end of
    the one that it follows.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    breaks: tuple[Span, ...] = ()
    source: Source = Source()

    def __post_init__(self) -> None:
        _require_order("paragraph", (paragraph.span for paragraph in self.paragraphs), self.text)
        _require_order("break", self.breaks, self.text)

    @classmethod
    def from_paragraphs(cls, paragraphs: list[str] | tuple[str, ...]) -> Document:
        """A document made in memory, a string a paragraph."""
        return cls.from_text("\n".join(paragraphs))

    @classmethod
    def from_text(cls, text: str, *, source: Source | None = None) -> Document:
        """A document whose every non-empty line is a paragraph."""
        return cls(text, tuple(_lines(text)), source=source or Source())

    def paragraph_at(self, offset: int) -> int:
        """Index of the paragraph that holds the character, or of the last one before it."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.span.start)
        return max(index - 1, 0)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        before = self.text.rfind("\n", 0, offset)
        return self.text.count("\n", 0, offset) + 1, offset - before

    def unwrapped(self) -> tuple[Document, Offsets]:
        """The document without its breaks, and the way back to the offsets of this one."""
        if not self.breaks:
            return self, Offsets((), ())
        pieces, starts, shifts = [], [], []
        position = removed = 0
        for gap in self.breaks:
            pieces.append(self.text[position : gap.start])
            removed += len(gap)
            starts.append(gap.end - removed)
            shifts.append(removed)
            position = gap.end
        pieces.append(self.text[position:])
        offsets = Offsets(tuple(starts), tuple(shifts))
        paragraphs = tuple(
            Paragraph(offsets.joined(paragraph.span), paragraph.level, paragraph.origin)
            for paragraph in self.paragraphs
        )
        return Document("".join(pieces), paragraphs, source=self.source), offsets


@dataclass(frozen=True, slots=True)
class Offsets:
    """From the characters of an unwrapped text to those of the wrapped one.

    starts: offsets in the unwrapped text before which something was left out, rising.
    shifts: how many characters were left out up to there, as many as `starts`.
    """

    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, span: Span) -> Span:
        """A span of the unwrapped text as one of the wrapped text."""
        if not self.starts:
            return span
        start = span.start + self._shift(span.start)
        if span.end == span.start:
            return Span(start, start)
        return Span(start, span.end + self._shift(span.end - 1))

    def joined(self, span: Span) -> Span:
        """A span of the wrapped text as one of the unwrapped text, without what lies in breaks."""
        return Span(self._without(span.start), self._without(span.end))

    def _shift(self, offset: int) -> int:
        index = bisect_right(self.starts, offset)
        return self.shifts[index - 1] if index else 0

    def _without(self, offset: int) -> int:
        """The offset in the unwrapped text; inside a break, that of the break."""
        indices = range(len(self.starts))
        index = bisect_right(indices, offset, key=lambda i: self.starts[i] + self.shifts[i])
        joined = offset - (self.shifts[index - 1] if index else 0)
        return min(joined, self.starts[index]) if index < len(self.starts) else joined


def _require_order(name: str, spans: Iterable[Span], text: str) -> None:
    last = 0
    for span in spans:
        if span.start < last or span.end > len(text):
            raise ValueError(f"{name} out of place: {span}")
        last = span.end


def _lines(text: str) -> list[Paragraph]:
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return paragraphs
