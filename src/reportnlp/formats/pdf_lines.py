"""The lines of a PDF page, put together from the boxes of its characters."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

_GAP = 2.2
"""White space within a line, in character sizes, that parts the cells of a table row."""
_MIN_COLUMN_LINES = 6


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    text:   cells of a table row are parted by tabs.
    left, right: its ends in points.
    size:   of its characters in points.
    height: of its middle as a share of the page, 0 at the bottom, 1 at the top.
    cells:  how many stretches stand in it with wide gaps between; 1 in running text.
    column: number of the text column, pages counted through; lines of one column follow another.
    column_left, column_right: the usual ends of the lines of its column, 0 where not known.
    """

    text: str
    left: float
    right: float
    size: float
    height: float
    cells: int = 1
    column: int = 0
    column_left: float = 0.0
    column_right: float = 0.0


def page_lines(page: Any) -> list[Line]:
    """The lines of a pypdfium2 page in reading order; none for a page without text."""
    width, height = page.get_size()
    glyphs = _glyphs(page)
    rows = [_cells(row) for row in _rows(glyphs)]
    gutter = _gutter(rows, width)
    if gutter is None:
        return [_line(cells, height) for cells in rows]
    return _two_columns(rows, gutter, height)


def _glyphs(page: Any) -> list[Glyph]:
    """Every visible character, in the order of the file."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        box = pdfium.FS_RECTF()
        glyphs: list[Glyph] = []
        pending = False
        for index in range(pdfium.FPDFText_CountChars(textpage)):
            code = pdfium.FPDFText_GetUnicode(textpage, index)
            if code in (0, 0xFFFE, 0xFFFF, 0x02) or code < 0x20:
                continue
            sign = chr(code)
            if sign.isspace():
                pending = True
                continue
            if pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
                glyph = Glyph(sign, box.left, box.bottom, box.right, box.top)
            elif pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
                glyph = Glyph(sign, left.value, bottom.value, right.value, top.value)
            else:
                continue
            if pending and glyphs and sign.isascii() and glyphs[-1].text[-1:].isascii():
                glyph = replace(glyph, text=f" {sign}")
            pending = False
            glyphs.append(glyph)
        return glyphs
    finally:
        textpage.close()


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that stand at one height, rows from the top, each from the left."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda g: -(g.top + g.bottom)):
        middle = (glyph.top + glyph.bottom) / 2
        if rows and abs(middles[-1] - middle) <= 0.45 * glyph.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middles.append(middle)
    return [sorted(row, key=lambda g: g.left) for row in rows]


def _cells(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """A row, parted at wide gaps."""
    cells = [[row[0]]]
    for glyph in row[1:]:
        last = cells[-1][-1]
        if glyph.left - last.right > _GAP * min(glyph.size, last.size):
            cells.append([glyph])
        else:
            cells[-1].append(glyph)
    return cells


def _line(cells: Sequence[Sequence[Glyph]], height: float) -> Line:
    glyphs = [glyph for cell in cells for glyph in cell]
    middle = median((glyph.top + glyph.bottom) / 2 for glyph in glyphs)
    return Line(
        "\t".join("".join(glyph.text for glyph in cell).strip() for cell in cells),
        glyphs[0].left,
        glyphs[-1].right,
        median(glyph.size for glyph in glyphs),
        middle / height if height else 0.0,
        len(cells),
    )


# ------------------------------------------------------------------------ two columns


def _gutter(rows: Sequence[Sequence[Sequence[Glyph]]], width: float) -> float | None:
    """The middle of the gap between two columns of running text, None for one column.

    Two columns have their gap at one place in most rows, and long lines on both sides.
    """
    gaps = []
    for cells in rows:
        if len(cells) == 2 and min(len(cells[0]), len(cells[1])) >= 8:
            gaps.append((cells[0][-1].right, cells[1][0].left))
    if len(gaps) < _MIN_COLUMN_LINES or 2 * len(gaps) < len(rows):
        return None
    low, high = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
    return (low + high) / 2 if low < high and 0.3 * width < (low + high) / 2 < 0.7 * width else None


def _two_columns(
    rows: Sequence[Sequence[Sequence[Glyph]]], gutter: float, height: float
) -> list[Line]:
    """Rows across the gutter part the page; between them the left column comes first."""
    lines: list[Line] = []
    block: list[list[list[Glyph]]] = [[], []]

    def flush() -> None:
        for side in block:
            own = [_line([row], height) for row in side]
            if own:
                left = min(line.left for line in own)
                right = max(line.right for line in own)
                number = len(lines) + 1
                lines.extend(
                    replace(line, column=number, column_left=left, column_right=right)
                    for line in own
                )
            side.clear()

    for cells in rows:
        sides: list[list[Glyph]] = [[], []]
        for glyph in (glyph for cell in cells for glyph in cell):
            sides[glyph.left > gutter].append(glyph)
        across = any(g.left < gutter < g.right for cell in cells for g in cell) or (
            len(cells) == 1 and bool(sides[0]) and bool(sides[1])
        )
        if across:
            flush()
            lines.append(_line(cells, height))
        else:
            for side, own in zip(block, sides, strict=True):
                if own:
                    side.append(own)
    flush()
    return lines
