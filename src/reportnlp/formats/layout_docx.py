"""A laid-out report as a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportnlp.formats.house import Layout
from reportnlp.formats.layout import Laid, LaidParagraph, LaidRun, LaidTable
from reportnlp.formats.layout_styles import (
    A4,
    PAGE_NUMBER_LINE,
    STYLE_OF,
    character_pitch,
    fonts_xml,
    line_pitch,
    look_of,
    settings_xml,
    styles_xml,
    twips,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Of python-docx's template: another program's styles, pictures and statistics.
_UNUSED = (
    "stylesWithEffects",
    "webSettings",
    "theme",
    "numbering",
    "customXml",
    "thumbnail",
    "extended-properties",
)
_TITLES = frozenset(("title", "subtitle", "author"))
_CLOSING = frozenset(("signature", "date"))
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile("([\t\n])")
_TWIPS_OF_MM = 1440 / 25.4
_BELOW_AREA = 7.0
"""From the type area to the dashes beside the page number, in mm (GB/T 9704-2012, 7.5)."""
_WIDE_CELL = 12.0
_CELL_MARGINS = 400


def laid_docx(
    laid: Laid, layout: Layout, *, author: str = "", written: datetime | None = None
) -> bytes:
    """The bytes of the .docx; the same report, layout and time give the same bytes.

    author, written: see `reportnlp.formats.layout.write_document`.
    """
    import docx

    written = written or datetime.now(UTC)
    document = docx.Document()
    _empty(document)
    _furnish(document, layout)
    _set_page(document.sections[0], layout)
    _set_properties(document, _title_of(laid), author, written)
    body = _Body(document, layout, author, written)
    body.add(laid)
    buffer = BytesIO()
    document.save(buffer)
    return _with_times(buffer.getvalue(), written)


# ------------------------------------------------------------------------------ the package


def _empty(document: WordDocument) -> None:
    """Takes out of python-docx's template what this report has no use for."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, link in rels.items() if link.reltype.endswith(_UNUSED)]:
            del rels[key]


def _furnish(document: WordDocument, layout: Layout) -> None:
    _refill(document.styles.element, styles_xml(layout))
    _refill(document.settings.element, settings_xml(layout))
    for link in document.part.rels.values():
        if link.reltype.endswith("/fontTable"):
            link.target_part._blob = fonts_xml(layout)


def _refill(element: Any, content: str) -> None:
    """Gives an element other children; content: as XML."""
    for item in list(element):
        element.remove(item)
    element.extend(_parsed(f"<w:root {_SPACE}>{content}</w:root>"))


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _set_properties(document: WordDocument, title: str, author: str, written: datetime) -> None:
    properties = document.core_properties
    properties.title = _clean(title)[:255]
    properties.author = properties.last_modified_by = _clean(author)[:255]
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "zh-CN"
    properties.created = properties.modified = written.astimezone(UTC).replace(tzinfo=None)


def _title_of(laid: Laid) -> str:
    titles = (i.text for i in laid if isinstance(i, LaidParagraph) and i.kind == "title")
    return " ".join(next(titles, "").split())


def _with_times(data: bytes, written: datetime) -> bytes:
    """The same package with the time of writing on every entry."""
    moment = max(written.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, moment)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return buffer.getvalue()


# --------------------------------------------------------------------------------- the page


def _set_page(section: Section, layout: Layout) -> None:
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Twips

    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Twips(A4[0]), Twips(A4[1])
    section.top_margin, section.bottom_margin = (
        Twips(twips(layout.top)),
        Twips(twips(layout.bottom)),
    )
    section.left_margin, section.right_margin = (
        Twips(twips(layout.left)),
        Twips(twips(layout.right)),
    )
    section.gutter = Twips(0)
    section.header_distance = Twips(twips(min(15.0, layout.top / 2)))
    middle = layout.bottom * _TWIPS_OF_MM - _BELOW_AREA * _TWIPS_OF_MM
    section.footer_distance = Twips(max(int(middle - PAGE_NUMBER_LINE / 2), 284))
    properties = section._sectPr
    for old in properties.findall(f"{{{properties.nsmap['w']}}}docGrid"):
        properties.remove(old)
    grid = f'w:type="lines" w:linePitch="{line_pitch(layout)}"'
    properties.append(_parsed(f"<w:docGrid {_SPACE} {grid}/>"))
    one = round(layout.page_number_size * 20)
    if layout.page_number == "outside":
        _number(section.footer, f'<w:ind w:right="{one}"/><w:jc w:val="right"/>')
        _number(section.even_page_footer, f'<w:ind w:left="{one}"/><w:jc w:val="left"/>')
    elif layout.page_number == "center":
        _number(section.footer, '<w:jc w:val="center"/>')


def _number(footer: Any, properties: str) -> None:
    """Puts the page number between dashes into a footer; properties: of its paragraph."""
    footer.is_linked_to_previous = False
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    _refill(
        footer.paragraphs[0]._p,
        f'<w:pPr><w:pStyle w:val="Footer"/>{properties}</w:pPr>'
        f"{_run('— ')}{step.format('begin')}"
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f"{step.format('separate')}{_run('1')}{step.format('end')}{_run(' —')}",
    )


# --------------------------------------------------------------------------------- the body


class _Body:
    """The body of a document as it is being put together."""

    def __init__(
        self, document: WordDocument, layout: Layout, author: str, written: datetime
    ) -> None:
        self.document = document
        self.layout = layout
        self.author = author
        self.written = written
        self.end = document.element.body.sectPr
        self.kind = ""  # of the paragraph before

    def add(self, laid: Laid) -> None:
        indents = _closing_indents(laid)
        last: LaidParagraph | LaidTable | None = None
        for item, indent in zip(laid, indents, strict=True):
            if isinstance(item, LaidTable):
                self._separate(last)
                self.end.addprevious(self._table(item))
                self.kind = "table"
            else:
                properties = self._properties(item.kind, indent)
                self.end.addprevious(self._paragraph(item.runs, properties))
                self.kind = item.kind
            last = item
        self._separate(last)

    def _separate(self, last: LaidParagraph | LaidTable | None) -> None:
        """Two tables without a paragraph between would be one; the last needs one behind it."""
        if isinstance(last, LaidTable):
            self.end.addprevious(self._paragraph((), '<w:pStyle w:val="TableText"/>'))

    def _properties(self, kind: str, indent: float | None) -> str:
        style = STYLE_OF[kind]
        parts = [f'<w:pStyle w:val="{style}"/>' if style else ""]
        opens_text = self.kind in _TITLES and kind not in _TITLES
        if opens_text or (kind in _CLOSING and self.kind not in _CLOSING):
            pitch = line_pitch(self.layout)
            parts.append(f'<w:spacing w:beforeLines="100" w:before="{pitch}"/>')
        if indent is not None:
            right = round(indent * character_pitch(self.layout) * 20)
            parts.append(
                f'<w:ind w:rightChars="{round(indent * 100)}" w:right="{right}"/>'
                '<w:jc w:val="right"/>'
            )
        return "".join(parts)

    def _paragraph(self, runs: tuple[LaidRun, ...], properties: str) -> Any:
        head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        content = [_run(run.text, self._run_properties(run)) for run in runs]
        paragraph = _parsed(f"<w:p {_SPACE}>{head}{''.join(content)}</w:p>")
        self._comment(runs, paragraph)
        return paragraph

    def _run_properties(self, run: LaidRun) -> str:
        look = look_of(run.kind, self.layout).properties if run.kind else ""
        return look + ('<w:highlight w:val="yellow"/>' if run.highlight else "")

    def _comment(self, runs: tuple[LaidRun, ...], paragraph: Any) -> None:
        from docx.text.run import Run

        if not any(run.comment for run in runs):
            return
        written = [run for run in runs if run.text]
        for run, element in zip(written, list(paragraph.r_lst), strict=True):
            if run.comment:
                note = self.document.add_comment(
                    Run(element, self.document),
                    text=_clean(run.comment),
                    author=_clean(self.author),
                    initials=_clean(self.author)[:9],
                )
                note._comment_elm.date = self.written

    def _table(self, table: LaidTable) -> Any:
        columns = list(zip(*table.rows, strict=True))
        widest = [max(_width(_text_of(cell)) for cell in column) for column in columns]
        widths = _column_widths(widest, self.layout)
        left = [width > _WIDE_CELL for width in widest]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        element = _parsed(
            f"<w:tbl {_SPACE}><w:tblPr>"
            '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
            f'<w:jc w:val="center"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
        )
        for index, row in enumerate(table.rows):
            element.append(self._row(row, widths, left, is_head=index < table.heads))
        return element

    def _row(
        self,
        row: tuple[tuple[LaidRun, ...], ...],
        widths: list[int],
        left: list[bool],
        *,
        is_head: bool,
    ) -> Any:
        head = "<w:tblHeader/>" if is_head else ""
        element = _parsed(f"<w:tr {_SPACE}><w:trPr><w:cantSplit/>{head}</w:trPr></w:tr>")
        for runs, width, is_wide in zip(row, widths, left, strict=True):
            side = "left" if is_wide and not is_head else "center"
            cell = _parsed(
                f'<w:tc {_SPACE}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
                '<w:vAlign w:val="center"/></w:tcPr></w:tc>'
            )
            properties = f'<w:pStyle w:val="TableText"/><w:jc w:val="{side}"/>'
            cell.append(self._paragraph(runs, properties))
            element.append(cell)
        return element


def _column_widths(widest: list[float], layout: Layout) -> list[int]:
    """Widths in twips that fill the type area; narrow columns keep their words on one line.

    widest: of each column the widest cell, in characters.
    """
    area = A4[0] - twips(layout.left) - twips(layout.right)
    wanted = [max(width, 2.0) * layout.table_size * 20 + _CELL_MARGINS for width in widest]
    fixed = sum(want for want, width in zip(wanted, widest, strict=True) if width <= _WIDE_CELL)
    if sum(wanted) <= area or fixed > area * 0.8:
        return [int(area * want / sum(wanted)) for want in wanted]
    share = (area - fixed) / (sum(wanted) - fixed)
    return [
        int(want if width <= _WIDE_CELL else want * share)
        for want, width in zip(wanted, widest, strict=True)
    ]


def _closing_indents(laid: Laid) -> Iterator[float | None]:
    """Characters that signature and date stand off the right edge; None for all else.

    GB/T 9704-2012, 7.3.5.2 (without a seal): the name two off the edge, the date beginning two
    to the right of it; a date longer than the name two off the edge, and the name further in. A
    date alone stands four off (7.3.5.1). Several names stand under each other.
    """
    date = _widest(laid, "date")
    name = _widest(laid, "signature")
    longer = name is not None and date is not None and date > name
    for item in laid:
        if not isinstance(item, LaidParagraph) or item.kind not in _CLOSING:
            yield None
            continue
        width = _width(item.text)
        if item.kind == "signature":
            beginning = date + 4.0 if longer and date else 2.0 + (name or 0.0)
            yield beginning - width
        elif name is None:
            yield 4.0
        else:
            yield 2.0 if longer else name - width


def _widest(laid: Laid, kind: str) -> float | None:
    """The width of the widest paragraph of that kind; None where there is none."""
    widths = [_width(i.text) for i in laid if isinstance(i, LaidParagraph) and i.kind == kind]
    return max(widths, default=None)


def _width(text: str) -> float:
    """In Chinese characters."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _text_of(runs: tuple[LaidRun, ...]) -> str:
    return "".join(run.text for run in runs)


def _run(text: str, properties: str = "") -> str:
    """A w:r; "" for no text."""
    if not text:
        return ""
    if "<w:rFonts" not in properties:
        properties = f'<w:rFonts w:hint="eastAsia"/>{properties}'
    content = "".join(
        "<w:tab/>"
        if piece == "\t"
        else "<w:br/>"
        if piece == "\n"
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _MARKS.split(_clean(text))
        if piece
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def _clean(text: str) -> str:
    """The text with what XML cannot hold replaced."""
    return _NOT_XML.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
