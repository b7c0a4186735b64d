"""The text layer of a PDF file as a document: reading order, paragraphs, no running heads.

A PDF knows characters and places. Lines are put together from their boxes, columns read one after
the other; lines of a paragraph are joined by a mapping (`Document.breaks`), as in any wrapped copy.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.errors import MissingExtraError, UnreadableFileError
from reportnlp.formats.opening import read_bytes, shown
from reportnlp.formats.pdf_lines import Line, page_lines
from reportnlp.patterns import Pattern

_MOST_PAGES = 3000
_MOST_BYTES = 200 * 1024 * 1024
_EDGE = 0.11
"""The share of a page at its top and bottom in which running heads and page numbers stand."""
_NUMBER = Pattern(
    r"[ \-—–－―─·•~～]*第?[ ]*[0-9０-９]{1,4}[ ]*页?"
    r"(?:[ ]*[/／共][ 共]*[0-9]{1,4}[ ]*页?)?[ \-—–－―─·•~～]*"
)
_DIGITS = Pattern(r"[0-9０-９]+")
_MIN_REPEATS = 2
_STOPS = ("。", "！", "？", "；", "：", "”")
_ADVICE = "请用 OCR 软件识别成文字，或找到它的 Word 原文后再试。"


def read_pdf(path: Path | str) -> Document:
    """The text layer of a PDF file.

    Raises UnreadableFileError for one that is damaged, locked or scanned, MissingExtraError if
    pypdfium2 is not installed.
    """
    data = read_bytes(path, limit=_MOST_BYTES)
    pages = _pages(data, path)
    lines = _without_running_heads(pages)
    if not lines:
        raise UnreadableFileError(shown(path), "里面没有文字，可能是扫描件", _ADVICE)
    source = Source(str(path), "pdf", "", hashlib.sha256(data).hexdigest())
    return _document(lines, source)


def _pages(data: bytes, path: Path | str) -> list[list[Line]]:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError("读取 PDF ", "pdf") from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableFileError(
            shown(path),
            "PDF 加了密码" if locked else "不是有效的 PDF 文件，或已损坏",
            "请解除密码后再试。" if locked else "请重新获取这份文件。",
        ) from error
    try:
        if len(pdf) > _MOST_PAGES:
            raise UnreadableFileError(
                shown(path), f"超过 {_MOST_PAGES} 页，不像一份报告", "请拆成几份再试。"
            )
        pages, scanned = [], []
        for number in range(len(pdf)):
            page = pdf[number]
            lines = page_lines(page)
            if not lines and _is_picture(page):
                scanned.append(number + 1)
            pages.append(lines)
            page.close()
    finally:
        pdf.close()
    if scanned:
        where = "、".join(map(str, scanned[:8])) + ("……" if len(scanned) > 8 else "")
        raise UnreadableFileError(shown(path), f"第{where}页是扫描的图片，没有文字", _ADVICE)
    return pages


def _is_picture(page: object) -> bool:
    """Whether a page shows an image and no text."""
    import pypdfium2.raw as pdfium

    kinds = {item.type for item in page.get_objects(max_depth=3)}  # type: ignore[attr-defined]
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds


# ------------------------------------------------------------------------ running heads


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """All lines without page numbers, and without what stands at the edge of page after page."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_unnumbered(line.text) for line in page if _at_edge(line)})
    repeated = {
        text
        for text, count in seen.items()
        if count >= _MIN_REPEATS and 2 * count >= len(pages) and text
    }
    return [
        line
        for page in pages
        for line in page
        if not (
            _at_edge(line)
            and (_NUMBER.fullmatch(line.text.strip()) or _unnumbered(line.text) in repeated)
        )
    ]


def _at_edge(line: Line) -> bool:
    return line.height < _EDGE or line.height > 1 - _EDGE


def _unnumbered(text: str) -> str:
    return _DIGITS.sub("#", text.strip())


# ------------------------------------------------------------------------ paragraphs


def _document(lines: Sequence[Line], source: Source) -> Document:
    """Lines joined where one goes on in the next."""
    left, right = _margins(lines)
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    breaks: list[Span] = []
    start = position = 0
    for index, line in enumerate(lines):
        pieces.append(line.text)
        position += len(line.text)
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is not None and _goes_on(line, following, left, right):
            breaks.append(Span(position, position + 1))
        else:
            paragraphs.append(Paragraph(Span(start, position)))
            start = position + 1
        position += 1
    return Document("\n".join(pieces), tuple(paragraphs), tuple(breaks), source)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where full lines begin and end: the usual left end, and the right end of the widest."""
    lefts = Counter(round(line.left / 4) * 4 for line in lines if len(line.text) > 8)
    left = float(min((x for x, n in lefts.items() if 3 * n >= max(lefts.values())), default=0))
    rights = sorted(line.right for line in lines)
    return left, rights[int(len(rights) * 0.9)] if rights else 0.0


def _goes_on(line: Line, following: Line, left: float, right: float) -> bool:
    size = max(line.size, 1.0)
    if line.cells > 1 or following.cells > 1 or abs(line.size - following.size) > 0.15 * size:
        return False
    own_left = line.column_left or left
    own_right = line.column_right or right
    following_left = following.column_left or left
    # Words and marks that may not begin a line leave it short; a full stop may end it for good.
    slack = 1.7 if line.text.endswith(_STOPS) else 4.0
    is_full = line.right >= own_right - slack * size
    is_indented = following.left > following_left + 0.8 * size
    starts_far_right = line.left > own_left + 4 * size
    return is_full and not is_indented and not starts_far_right
