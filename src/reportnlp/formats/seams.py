"""Cutting the runs of a Word file so that a stretch of its text begins and ends with whole runs.

A run that is cut becomes two with the same properties; nothing that is shown changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportnlp.document import Span
from reportnlp.formats.docx import Piece, Reading
from reportnlp.formats.ooxml import SPACE, XML_SPACES, keeps_space, kind_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# What runs, and marks between runs, may stand in (ISO/IEC 29500-1, EG_PContent).
_HOLDERS = frozenset(
    "p hyperlink ins moveTo smartTag sdt sdtContent fldSimple customXml dir bdo".split()
)
_NOT_CONTENT = frozenset(("rPr",))


def cut_runs(reading: Reading, spans: Iterable[Span]) -> Seams:
    """Cuts the runs of a reading's XML where spans begin and end.

    The pieces of the reading no longer fit the XML afterwards, but where they begin still holds.
    """
    starts: set[int] = set()
    ends: set[int] = set()
    for span in spans:
        starts.add(span.start)
        ends.add(span.end)
    begins: dict[int, _Element] = {}
    finishes: dict[int, _Element] = {}
    ordered = sorted(starts | ends)
    for piece in reading.pieces:
        low = bisect_left(ordered, piece.start)
        high = bisect_right(ordered, piece.start + len(piece.text))
        if low == high or piece.node is None:
            continue
        size = len(piece.text)
        cuts = [
            offset - piece.start
            for offset in ordered[low:high]
            if (offset in starts and offset < piece.start + size)
            or (offset in ends and offset > piece.start)
        ]
        if cuts:
            for start, end, unit in _segments(piece, piece.node, cuts):
                begins[piece.start + start] = unit
                finishes[piece.start + end] = unit
    return Seams(begins, finishes)


@dataclass(frozen=True, slots=True)
class Seams:
    """The runs between the cuts.

    begins, finishes: from an offset of the text to the run that begins, or ends, there.
    """

    begins: Mapping[int, _Element]
    finishes: Mapping[int, _Element]


class PieceIndex:
    """Finds the pieces of a reading by their place in the text."""

    __slots__ = ("_starts", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._starts = [piece.start for piece in reading.pieces]

    def overlapping(self, span: Span) -> tuple[Piece, ...]:
        """The pieces that hold characters of the span."""
        low = max(bisect_right(self._starts, span.start) - 1, 0)
        high = bisect_left(self._starts, span.end)
        return tuple(
            piece
            for piece in self.reading.pieces[low:high]
            if piece.start + len(piece.text) > span.start
        )

    def nearest(self, offset: int) -> Piece | None:
        """The last piece that begins at the offset or before it, or else the first of all."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self.reading.pieces[index] if self.reading.pieces else None


def outer_unit(element: _Element) -> _Element:
    """The run, formula or other part of a paragraph that holds an element, seen from the paragraph.

    What is put before or after it stands between runs.
    """
    unit = element
    for ancestor in element.iterancestors():
        kind = kind_of(ancestor)
        if kind == "p":
            break
        if kind not in _HOLDERS:
            unit = ancestor
    return unit


def _segments(piece: Piece, node: _Element, cuts: list[int]) -> Iterator[tuple[int, int, _Element]]:
    """The stretches of a piece between its cuts, each with the run that holds it and no more."""
    unit = outer_unit(node)
    size = len(piece.text)
    if node.getparent() is not unit or kind_of(unit) != "r":
        # What it begins or ends in stands whole.
        yield from ((low, high, unit) for low, high in pairwise(sorted({0, size, *cuts})))
        return
    if 0 in cuts:
        unit = _split_before(unit, node)
    inner = [cut for cut in cuts if 0 < cut < size]
    start = 0
    if inner:
        text = node.text or ""
        texts = _cut_text(_shown(node, text), piece.shift - _lead(node, text), inner)
        for cut, words in zip(inner, texts[1:], strict=True):
            following = deepcopy(node)
            following.text = words
            following.set(SPACE, "preserve")
            node.addnext(following)
            right = _split_before(unit, following)
            if start == 0:
                node.text = texts[0]
                node.set(SPACE, "preserve")
            yield start, cut, unit
            start, node, unit = cut, following, right
    if size in cuts:
        after = node.getnext()
        if after is not None:
            _split_before(unit, after)
    yield start, size, unit


def _shown(node: _Element, text: str) -> str:
    """The text of a node without the blanks at its ends that are not shown."""
    return text[_lead(node, text) :].rstrip(XML_SPACES) if not keeps_space(node) else text


def _lead(node: _Element, text: str) -> int:
    return 0 if keeps_space(node) else len(text) - len(text.lstrip(XML_SPACES))


def _cut_text(text: str, shift: int, cuts: list[int]) -> list[str]:
    edges = [0, *(cut + shift for cut in cuts), len(text)]
    return [text[low:high] for low, high in pairwise(edges)]


def _split_before(run: _Element, node: _Element) -> _Element:
    """Cuts a run before one of its children; the run that begins with it: itself if nothing stood
    before."""
    items = list(run)
    position = items.index(node)
    properties = [item for item in items[:position] if kind_of(item) in _NOT_CONTENT]
    if len(properties) == position:
        return run
    right = run.makeelement(run.tag)
    for key, value in run.items():
        right.set(key, value)
    right.extend([deepcopy(item) for item in properties])
    right.extend(items[position:])
    run.addnext(right)
    return right
