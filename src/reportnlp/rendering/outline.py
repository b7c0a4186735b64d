"""How a report is laid out: its headings and sections in one outline, with their shares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportnlp.annotations import Analysis, Metric, Placeholder, Section, Slogan
from reportnlp.document import Document, Span
from reportnlp.extraction.headings import find_headings

Found = Metric | Placeholder | Slogan
"""What stands within the sections."""

_MARKS = "#-*|> \t\u3000\n"
"""What may stand before the heading that opens a section."""
_OPENING = 24


@dataclass(frozen=True, slots=True)
class Parts:
    """Which section holds a character, in logarithmic time."""

    sections: tuple[Section, ...]

    def index(self, offset: int) -> int:
        """Index of the section, -1 where the character is in none."""
        index = bisect_right(self.sections, offset, key=lambda one: one.span.start) - 1
        return index if index >= 0 and offset < self.sections[index].span.end else -1

    def label(self, offset: int) -> str:
        """Label of the section, "" where the character is in none."""
        index = self.index(offset)
        return self.sections[index].label if index >= 0 else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: a heading, or a section that has none.

    span:   the heading; where there is none, the first character of the section.
    depth:  1 for the highest level, then rising.
    title:  the heading as written; where there is none, the first words of the section.
    headed: whether there is a heading.
    label:  of the section that it stands in.
    share:  visible characters from here to the next entry that is not below it, of all; 0 to 1.
    """

    span: Span
    depth: int
    title: str
    headed: bool
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How many visible characters stand before each offset, and so in each stretch."""

    before: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> Weights:
        return cls(tuple(accumulate((not c.isspace() for c in document.text), initial=0)))

    def count(self, span: Span) -> int:
        """Visible characters of a stretch."""
        return self.before[span.end] - self.before[span.start]

    def share(self, span: Span) -> float:
        """The same as a part of the whole, 0 to 1."""
        return self.count(span) / max(self.before[-1], 1)


def outline_of(document: Document, sections: tuple[Section, ...]) -> tuple[Entry, ...]:
    """Headings and unheaded sections, in the order of the text."""
    parts, weights = Parts(sections), Weights.of(document)
    headings = _headings(document)
    starts = [span.start for span, _ in headings]
    lines = [(span, depth, True) for span, depth in headings]
    lines += [
        (Span(section.span.start, section.span.start), 1, False)
        for section in sections
        if not _opens_with_heading(document, section, starts)
    ]
    lines.sort(key=lambda line: line[0])
    ends = _ends([depth for _, depth, _ in lines], [span.start for span, _, _ in lines])
    return tuple(
        Entry(
            span,
            depth,
            written(document, span) if headed else opening_words(document, span.start),
            headed,
            parts.label(span.start),
            weights.share(Span(span.start, len(document.text) if end < 0 else end)),
        )
        for (span, depth, headed), end in zip(lines, ends, strict=True)
    )


def opening_words(document: Document, start: int) -> str:
    """The first words from an offset on, at most a line."""
    words = written(document, Span(start, min(start + _OPENING, len(document.text))))
    return words.lstrip(_MARKS).split("\n", 1)[0].rstrip("，。；：、 \u3000")


def written(document: Document, span: Span) -> str:
    """The characters of a span without the hard line breaks of its paragraph."""
    pieces = []
    position = span.start
    index = bisect_right(document.breaks, span.start, key=lambda gap: gap.end)
    while index < len(document.breaks) and document.breaks[index].start < span.end:
        pieces.append(document.text[position : max(document.breaks[index].start, position)])
        position = max(document.breaks[index].end, position)
        index += 1
    return "".join((*pieces, document.text[position : span.end]))


def found_in_order(analysis: Analysis) -> list[Found]:
    """Figures, blanks and set phrases together, in the order of the text."""
    found: list[Found] = [*analysis.metrics, *analysis.placeholders, *analysis.slogans]
    return sorted(found, key=lambda one: one.span)


def distinct_slogans(
    document: Document, slogans: Iterable[Slogan]
) -> list[tuple[Slogan, tuple[Span, ...]]]:
    """Each set phrase once, where it first stands, with the spans of all places that word it so."""
    places: dict[tuple[str, str], list[Slogan]] = {}
    for one in slogans:
        places.setdefault((one.kind, written(document, one.span)), []).append(one)
    return [(alike[0], tuple(one.span for one in alike)) for alike in places.values()]


def heading_levels(document: Document) -> dict[int, int]:
    """Level by index of paragraph, for the paragraphs that are a heading and nothing more."""
    joined, _ = document.unwrapped()
    return {one.paragraph: one.level for one in find_headings(joined) if not one.run_in}


def _headings(document: Document) -> list[tuple[Span, int]]:
    joined, offsets = document.unwrapped()
    found = find_headings(joined, inner=True)
    return [(offsets.original(one.span), max(one.level, 1)) for one in found if len(one.span)]


def _opens_with_heading(document: Document, section: Section, starts: Sequence[int]) -> bool:
    index = bisect_right(starts, section.span.start - 1)
    if index == len(starts) or starts[index] >= section.span.end:
        return False
    return not document.text[section.span.start : starts[index]].strip(_MARKS)


def _ends(depths: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Where each entry ends: at the next one that is not below it; -1 at the end of the text."""
    ends = [-1] * len(starts)
    open_: list[int] = []
    for index, depth in enumerate(depths):
        while open_ and depths[open_[-1]] >= depth:
            ends[open_.pop()] = starts[index]
        open_.append(index)
    return ends
