"""How a Word file looks: pages, paragraphs, fonts and page numbers, as its styles work out.

What a paragraph or a run does not say itself comes from its style, from what that is based on, and
from the defaults; a font of the theme is given by its name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.document import Span
from reportnlp.formats.docx import Piece, Reading, read_pieces
from reportnlp.formats.look_styles import LookStyles, RunLook, find, number, read_look_styles, value
from reportnlp.formats.ooxml import RELATION, attribute
from reportnlp.formats.opening import read_bytes
from reportnlp.formats.package import main_part, parse_part, relationships

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_BYTES = 512 * 1024 * 1024  # of a Word file with photographs
_MM = 25.4 / 1440
_SPACES = {"\u3000": 1.0, " ": 0.5, "\u00a0": 0.5}
_NATURAL = 1.14
"""Height of a line without extra space, in sizes of its type: that of 仿宋."""
_EAST_ASIAN = ("\u2e80", "\ufe0f")


@dataclass(frozen=True, slots=True)
class Page:
    """A section's pages; all lengths in mm.

    grid: pitch of the lines of its grid in points, None without a grid.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    grid: float | None = None

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class RunOfLook:
    """Characters of one font and size; font: of the Chinese ones, "" where nothing names it."""

    span: Span
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class ParagraphOfLook:
    """A paragraph of the body.

    runs:   in their order; only those with Chinese characters.
    align:  "left", "center", "right", "both"; "" where nothing says it.
    indent: of the first line, in characters, with the spaces that it begins with.
    pitch:  of its lines in points; None where it hangs on the font.
    """

    span: Span
    runs: tuple[RunOfLook, ...]
    align: str
    indent: float
    pitch: float | None

    @property
    def main(self) -> RunOfLook | None:
        """The font and size of most of its Chinese characters."""
        weights: dict[tuple[str, float], int] = {}
        for run in self.runs:
            weights[run.font, run.size] = weights.get((run.font, run.size), 0) + len(run.span)
        if not weights:
            return None
        font, size = max(weights, key=lambda key: weights[key])
        return RunOfLook(self.span, font, size)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number; kind: "default" (odd pages, or all), "even" or "first".

    align: as in `ParagraphOfLook`, and "outside".
    """

    kind: str
    align: str
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Look:
    """How a Word file looks.

    is_two_sided: whether odd and even pages have footers of their own.
    """

    pages: tuple[Page, ...]
    paragraphs: tuple[ParagraphOfLook, ...]
    page_numbers: tuple[PageNumber, ...]
    is_two_sided: bool


def read_look(path: Path | str) -> Look:
    """How a Word file looks.

    Raises UnreadableFileError as `read_docx` does.
    """
    return look_of(read_pieces(read_bytes(path, limit=_MOST_BYTES), path))


def look_of(reading: Reading) -> Look:
    """How a file looks that was read; spans are of the text of its document."""
    package = reading.package
    main = main_part(package)
    body = reading.roots[main]
    links = {link.kind: link.target for link in relationships(package, main)}
    styles = read_look_styles(package, links)
    pages = tuple(_pages(body))
    settings = parse_part(package, links["settings"]) if "settings" in links else None
    targets = {link.id: link.target for link in relationships(package, main)}
    numbers = tuple(_page_numbers(reading, body, targets, styles))
    return Look(
        pages,
        tuple(_paragraphs(reading, main, styles, pages)),
        numbers,
        settings is not None and _is_on(find(settings, "evenAndOddHeaders")),
    )


# ---------------------------------------------------------------------------------- pages


def _pages(body: _Element) -> Iterator[Page]:
    for section in body.iter(f"{_space(body)}sectPr"):
        size, margins, grid = (find(section, name) for name in ("pgSz", "pgMar", "docGrid"))
        if size is None or margins is None:
            continue
        kind = "" if grid is None else value(grid, "type")
        pitch = number(grid, "linePitch") if kind in ("lines", "linesAndChars") else None
        width, height = number(size, "w"), number(size, "h")
        if not width or not height:
            continue  # the strict edition may write 21cm
        yield Page(
            width * _MM,
            height * _MM,
            _margin(margins, "top"),
            _margin(margins, "bottom"),
            _margin(margins, "left") + _margin(margins, "gutter"),
            _margin(margins, "right"),
            None if pitch is None else pitch / 20,
        )


def _margin(margins: _Element, name: str) -> float:
    return abs(number(margins, name) or 0.0) * _MM


# ----------------------------------------------------------------------------- paragraphs


def _paragraphs(
    reading: Reading, main: str, styles: LookStyles, pages: tuple[Page, ...]
) -> Iterator[ParagraphOfLook]:
    grid = pages[-1].grid if pages else None
    held: dict[_Element, list[Piece]] = {}
    for piece in reading.pieces:
        if piece.part == main and piece.node is not None:
            held.setdefault(piece.paragraph, []).append(piece)
    starts = {p.span.start: p for p in reading.document.paragraphs if not p.origin}
    for element, pieces in held.items():
        # Automatic numbers stand before the first piece with a node.
        paragraph = reading.document.paragraphs[reading.document.paragraph_at(pieces[0].start)]
        if paragraph.span.start not in starts or paragraph.origin:
            continue
        look = styles.paragraph(element)
        size = look.run.size
        indent = look.indent_characters
        if indent is None:
            indent = (look.indent or 0.0) / size if size else 0.0
        lead = paragraph.span.cut(reading.document.text)
        for sign in lead[: len(lead) - len(lead.lstrip("".join(_SPACES)))]:
            indent += _SPACES[sign]
        pitch = look.pitch
        if pitch is None and grid is not None and look.on_grid:
            # A line that is higher than the grid takes two of its lines.
            pitch = grid * look.lines * math.ceil(size * _NATURAL / grid)
        yield ParagraphOfLook(
            paragraph.span, tuple(_runs(pieces, styles, look.run)), look.align, indent, pitch
        )


def _runs(pieces: list[Piece], styles: LookStyles, base: RunLook) -> Iterator[RunOfLook]:
    for piece in pieces:
        if not any(_EAST_ASIAN[0] <= sign <= _EAST_ASIAN[1] for sign in piece.text):
            continue
        run = None if piece.node is None else piece.node.getparent()
        look = styles.run(run, base)
        yield RunOfLook(Span(piece.start, piece.start + len(piece.text)), look.font, look.size)


# --------------------------------------------------------------------------- page numbers


def _page_numbers(
    reading: Reading, body: _Element, targets: dict[str, str], styles: LookStyles
) -> Iterator[PageNumber]:
    seen: set[str] = set()
    space = _space(body)
    for reference in (*body.iter(f"{space}footerReference"), *body.iter(f"{space}headerReference")):
        key = attribute(reference, "id", RELATION) or ""
        part = targets.get(key, "")
        if not part or part in seen:
            continue
        seen.add(part)
        root = parse_part(reading.package, part)
        paragraph = None if root is None else _numbered(root)
        if paragraph is None:
            continue
        look = styles.paragraph(paragraph)
        frame = find(find(paragraph, "pPr"), "framePr")
        align = look.align
        if frame is not None and value(frame, "xAlign"):
            align = value(frame, "xAlign")
        sizes = [styles.run(run, look.run) for run in paragraph.iter(f"{space}r")]
        shown = sizes[0] if sizes else look.run
        yield PageNumber(value(reference, "type") or "default", align, shown.font, shown.size)


def _numbered(root: _Element) -> _Element | None:
    """The paragraph with the field PAGE."""
    space = _space(root)
    codes = [(item, item.text or "") for item in root.iter(f"{space}instrText")]
    codes += [(item, value(item, "instr")) for item in root.iter(f"{space}fldSimple")]
    for item, code in codes:
        if "PAGE" in code.upper().split():
            return next(item.iterancestors(f"{space}p"), None)
    return None


def _is_on(element: _Element | None) -> bool:
    return element is not None and value(element, "val") not in ("0", "false", "off")


def _space(element: _Element) -> str:
    return f"{element.tag.partition('}')[0]}}}"
