"""A text cut into runs: stretches that have the same highlights from their first character on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportnlp.document import Document, Span

RELATED = "related"
"""Style of a highlight that only belongs to another."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A highlighted stretch.

    style:  CSS class, or `RELATED`.
    number: of the mark that it is, or belongs to.
    title:  shown on hovering.
    """

    span: Span
    style: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a part of one, or what stands between two.

    index: of the paragraph, -1 between two.
    first: whether it opens its paragraph.
    """

    span: Span
    index: int = -1
    first: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one piece with the highlights that all of them have.

    hidden: white space that layout makes up for: an indent, a hard line break.
    """

    span: Span
    highlights: tuple[Highlight, ...]
    hidden: bool


def pieces_of(document: Document, cuts: Sequence[int]) -> Iterator[Piece]:
    """The whole text in order, with paragraphs cut at some offsets, which rise."""
    position = cut = 0
    for index, paragraph in enumerate(document.paragraphs):
        start, end = paragraph.span.start, paragraph.span.end
        if position < start:
            yield Piece(Span(position, start))
        while cut < len(cuts) and cuts[cut] <= start:
            cut += 1
        position = start
        while cut < len(cuts) and cuts[cut] < end:
            yield Piece(Span(position, cuts[cut]), index, first=position == start)
            position = cuts[cut]
            cut += 1
        if position < end:
            yield Piece(Span(position, end), index, first=position == start)
        position = end
    if position < len(document.text):
        yield Piece(Span(position, len(document.text)))


def runs_of(
    document: Document, pieces: Sequence[Piece], highlights: Sequence[Highlight]
) -> Iterator[tuple[Run, ...]]:
    """The runs of each piece, in time that grows with text and highlights, not their product."""
    edges = {edge for one in highlights for edge in (one.span.start, one.span.end)}
    edges.update(edge for gap in document.breaks for edge in (gap.start, gap.end))
    points = sorted(edges, reverse=True)
    pending = sorted(highlights, key=lambda one: (one.span.start, one.number), reverse=True)
    gaps = list(reversed(document.breaks))
    active: list[Highlight] = []
    for piece in pieces:
        body = _body_start(document, piece)
        runs = []
        start = piece.span.start
        while start < piece.span.end:
            while points and points[-1] <= start:
                points.pop()
            while gaps and gaps[-1].end <= start:
                gaps.pop()
            while pending and pending[-1].span.start <= start:
                active.append(pending.pop())
            active = [one for one in active if one.span.end > start]
            end = min(points[-1] if points else piece.span.end, piece.span.end)
            end = min(end, body) if start < body else end
            seen = tuple(one for one in active if piece.index >= 0 or one.span in piece.span)
            in_break = bool(gaps) and gaps[-1].start <= start
            indent = start < body and not seen
            runs.append(Run(Span(start, end), seen, indent or in_break))
            start = end
        yield tuple(runs)


def anchors_of(runs: Sequence[tuple[Run, ...]]) -> dict[int, int]:
    """By number of a mark, the offset of the run where it is first seen."""
    anchors: dict[int, int] = {}
    for piece in runs:
        for run in piece:
            for one in run.highlights:
                if one.style != RELATED:
                    anchors.setdefault(one.number, run.span.start)
    return anchors


def _body_start(document: Document, piece: Piece) -> int:
    """Where the indent of a paragraph ends; highlights between paragraphs stay as they are."""
    if not piece.first:
        return piece.span.start
    return piece.span.end - len(piece.span.cut(document.text).lstrip())
