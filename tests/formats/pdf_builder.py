"""Makes small PDF files with Chinese text in a standard font, as a printer driver would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True, slots=True)
class Put:
    """A stretch of text: its left end and base line in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 16


def pdf_of(pages: Sequence[Sequence[Put]], *, picture: bool = False) -> bytes:
    """A PDF file. picture: every page shows an image besides."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    descendant = add(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    font = add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [%d 0 R] >>" % descendant
    )
    image = add(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        content = b"".join(
            b"BT /F1 %.1f Tf 1 0 0 1 %.2f %.2f Tm <%s> Tj ET\n"
            % (put.size, put.x, put.y, put.text.encode("utf-16-be").hex().encode())
            for put in page
        )
        if picture:
            content += b"q 500 0 0 700 40 60 cm /I1 Do Q\n"
        stream = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources "
                b"<< /Font << /F1 %d 0 R >> /XObject << /I1 %d 0 R >> >> >>"
                % (tree, WIDTH, HEIGHT, stream, font, image)
            )
        )
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    return _file(objects, catalog)


def _file(objects: Sequence[bytes], root: int) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        table,
    )
    return bytes(out)


def set_paragraphs(
    paragraphs: Sequence[str], *, chars: int = 26, lines: int = 22, number_pages: bool = True
) -> list[list[Put]]:
    """Paragraphs set in pages of a fixed width, each indented by two characters."""
    rows: list[tuple[str, float]] = []
    for paragraph in paragraphs:
        first = paragraph[: chars - 2]
        rows.append((first, 122.0))
        rest = paragraph[chars - 2 :]
        rows += [(rest[i : i + chars], 90.0) for i in range(0, len(rest), chars)]
    pages = []
    for start in range(0, len(rows), lines):
        page = [
            Put(text, x, 740 - 29.0 * row)
            for row, (text, x) in enumerate(rows[start : start + lines])
        ]
        if number_pages:
            page.append(Put(f"— {len(pages) + 1} —", 270, 40, 12))
        pages.append(page)
    return pages
