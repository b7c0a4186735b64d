"""The text of a document as HTML, with highlights that may overlap, nest and cross paragraphs.

What the browser shows as text is `Document.text`, character for character; numbers, labels and
signs beside it are drawn by the style sheet.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportnlp.document import Document, Span
from reportnlp.rendering.runs import (
    RELATED,
    Highlight,
    Piece,
    Run,
    anchors_of,
    pieces_of,
    runs_of,
)

_CELL = re.compile(r"(.{1,40}?) ?第([0-9]{1,6})行(?: ?第([0-9]{1,6})列)?")
# Not allowed in HTML, or not in UTF-8.
_REFUSED = re.compile("[\0\ud800-\udfff]")
_STOPS = "。；：，！？"
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A larger part of the text, set off by a coloured edge and a label.

    style:  CSS class; page.css draws the labels of sections ("achievements", …).
    title:  its line in the table of contents; "" for none.
    detail: more in that line: "54%".
    """

    span: Span
    style: str
    label: str
    title: str = ""
    detail: str = ""


def escaped(text: str) -> str:
    """Text for an element or an attribute in double quotes."""
    # A bare carriage return would be read as a line feed.
    return _REFUSED.sub("\ufffd", html.escape(text)).replace("\r", "&#13;")


def sheet_as_html(
    document: Document,
    highlights: Sequence[Highlight],
    *,
    styles: Sequence[str],
    blocks: Sequence[Block],
    levels: Mapping[int, int],
) -> tuple[str, dict[int, str]]:
    """The text, and by number of a mark the id of the element where it begins.

    styles: the gravest first.
    blocks: in the order of the text, not overlapping.
    levels: heading level by index of paragraph, where the document declares none.
    """
    length = len(document.text)
    shown = [_widened(highlight, length) for highlight in highlights]
    cuts = sorted({edge for block in blocks for edge in (block.span.start, block.span.end)})
    pieces = list(pieces_of(document, cuts))
    runs = list(runs_of(document, pieces, shown))
    anchors = anchors_of(runs)
    ids = {start: f"m{number}" for number, start in reversed(anchors.items())}
    ranks = {style: rank for rank, style in enumerate((*styles, RELATED))}
    written = [
        "".join(_run(document, run, ids.get(run.span.start, ""), ranks) for run in row)
        for row in runs
    ]
    sheet = "".join(_laid_out(document, pieces, written, blocks, levels))
    # A document without text has nothing to lead to but itself.
    starts = {one.number: anchors.get(one.number) for one in highlights}
    return sheet, {n: "sheet" if start is None else ids[start] for n, start in starts.items()}


def _widened(highlight: Highlight, length: int) -> Highlight:
    """An empty highlight takes in a neighbour, so that there is something to see."""
    span = highlight.span
    if len(span) or not length:
        return highlight
    start = min(span.start, length - 1)
    return Highlight(Span(start, start + 1), highlight.style, highlight.number, highlight.title)


def _laid_out(
    document: Document,
    pieces: Sequence[Piece],
    written: Sequence[str],
    blocks: Sequence[Block],
    levels: Mapping[int, int],
) -> Iterator[str]:
    """The pieces within the elements that hold several of them: block, table, row, cell."""
    open_keys: tuple[str, ...] = ()
    current = 0
    title = _title_index(document)
    for piece, words in zip(pieces, written, strict=True):
        if piece.index < 0:
            yield _between(piece.span.cut(document.text), words)
            continue
        while current < len(blocks) and blocks[current].span.end <= piece.span.start:
            current += 1
        inside = current < len(blocks) and blocks[current].span.start <= piece.span.start
        paragraph = document.paragraphs[piece.index]
        keys = (str(current) if inside else "", *_cell_keys(paragraph.origin))
        same = _common(open_keys, keys)
        yield from ("</div>" for key in open_keys[same:] if key)
        yield from _openings(keys, same, blocks[current] if inside else None)
        open_keys = keys
        level = paragraph.level or levels.get(piece.index, 0)
        yield _paragraph(piece, words, paragraph.origin, -1 if piece.index == title else level)
    yield from ("</div>" for key in open_keys if key)


def _cell_keys(origin: str) -> tuple[str, str, str]:
    """Table, row and cell of a paragraph, each "" where it stands in none."""
    match = _CELL.fullmatch(origin)
    return (match[1], match[2], match[3] or "1") if match else ("", "", "")


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))


def _openings(keys: tuple[str, ...], same: int, block: Block | None) -> Iterator[str]:
    for depth in range(same, len(keys)):
        if not keys[depth]:
            continue
        if depth == 0 and block is not None:
            label = escaped(block.label)
            yield (
                f'<div class="block {escaped(block.style)}" id="b{int(keys[0]) + 1}" '
                f'data-label="{label}">'
            )
        elif depth == 1:
            yield f'<div class="grid" role="table" aria-label="{escaped(keys[1])}">'
        else:
            yield '<div class="row" role="row">' if depth == 2 else '<div class="cell" role="cell">'


def _title_index(document: Document) -> int:
    """Index of the paragraph that looks like the report's title, -1 where none does."""
    for index, paragraph in enumerate(document.paragraphs):
        words = paragraph.span.cut(document.text).strip()
        if paragraph.origin or not words:
            continue
        is_title = len(words) <= _LONGEST_TITLE and words[-1] not in _STOPS
        return index if is_title else -1
    return -1


def _paragraph(piece: Piece, words: str, origin: str, level: int) -> str:
    """level: of a heading; 0 for running text, -1 for the title."""
    tag, kind = "p", ""
    if level < 0:
        tag, kind = "h2", ' class="headline"'
    elif level:
        tag, kind = f"h{min(level + 2, 6)}", f' class="level{min(level, 4)}"'
    number = piece.index + 1
    where = f' id="p{number}" data-p="{number}"' if piece.first else ""
    if origin and not _CELL.fullmatch(origin):
        where += f' data-origin="{escaped(origin)}"'
    return f"<{tag}{kind}{where}>{words}</{tag}>"


def _between(text: str, words: str) -> str:
    """Line ends, mostly; a box of its own where there is more to see."""
    if not text.strip() and "<mark" not in words:
        return words
    return f'<div class="between">{words}</div>'


def _run(document: Document, run: Run, anchor: str, ranks: Mapping[str, int]) -> str:
    words = escaped(run.span.cut(document.text))
    if run.hidden:
        words = f'<span class="hidden">{words}</span>'
    return f"<mark {_attributes(run, anchor, ranks)}>{words}</mark>" if run.highlights else words


def _attributes(run: Run, anchor: str, ranks: Mapping[str, int]) -> str:
    marks = [one for one in run.highlights if one.style != RELATED]
    others = [one for one in run.highlights if one.style == RELATED]
    ended = [str(one.number) for one in marks if one.span.end == run.span.end]
    values = (
        ("id", anchor),
        ("class", min((one.style for one in run.highlights), key=lambda name: ranks[name])),
        ("data-m", " ".join(str(one.number) for one in marks)),
        ("data-r", " ".join(str(one.number) for one in others)),
        ("data-n", "·".join(ended)),
        ("title", "\n".join(one.title for one in marks or others)),
    )
    return " ".join(f'{name}="{escaped(value)}"' for name, value in values if value)
