"""Makes .docx files from raw XML and reads them: what Word and WPS write, without either."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reportnlp.document import Document
from reportnlp.formats.docx import read_docx_bytes

_BASE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_TYPES = f"{_BASE}/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", f"{_BASE}/wordprocessingml/2006/main"),
        ("r", f"{_BASE}/officeDocument/2006/relationships"),
        ("m", f"{_BASE}/officeDocument/2006/math"),
        ("mc", f"{_BASE}/markup-compatibility/2006"),
        ("wp", f"{_BASE}/drawingml/2006/wordprocessingDrawing"),
        ("a", f"{_BASE}/drawingml/2006/main"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TO_STRICT = (
    (f"{_BASE}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main"),
    (f"{_BASE}/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships"),
    (f"{_BASE}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"),
)


def part(root: str, content: str) -> str:
    """A whole part: <w:root>content</w:root> with the namespaces."""
    return f"{_HEAD}<w:{root} {_NAMESPACES}>{content}</w:{root}>"


def links(pairs: Mapping[str, tuple[str, str]]) -> str:
    """A .rels part; pairs: from an id to kind and target."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for key, (kind, target) in pairs.items()
    )
    space = f"{_BASE}/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{items}</Relationships>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    settings: str = "",
    margins: Mapping[str, str] | None = None,
    strict: bool = False,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """The bytes of a .docx.

    body, styles, numbering, …: the content of their roots; a part is left out where it is "".
    margins: from names such as "header1" to the content of these headers and footers; the name is
             the id of their relationship too.
    strict:  with the namespaces of the strict edition.
    extra:   further entries, or other content for the usual ones.
    """
    parts: dict[str, str | bytes] = {
        "_rels/.rels": links({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    linked: dict[str, tuple[str, str]] = {}
    for name, content in (
        ("styles", styles),
        ("numbering", numbering),
        ("footnotes", footnotes),
        ("endnotes", endnotes),
        ("settings", settings),
    ):
        if content:
            parts[f"word/{name}.xml"] = part(name, content)
            linked[name] = (name, f"{name}.xml")
    for name, content in (margins or {}).items():
        kind = name.rstrip("0123456789")
        parts[f"word/{name}.xml"] = part("hdr" if kind == "header" else "ftr", content)
        linked[name] = (kind, f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = links(linked)
    if strict:
        for name, text in parts.items():
            for old, new in _TO_STRICT:
                text = str(text).replace(old, new)
            parts[name] = text
    return zipped(parts | (extra or {}))


def r(text: str, properties: str = "") -> str:
    """A run."""
    settings = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{settings}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph; content: runs as XML, or plain text."""
    settings = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    runs = "".join(item if item.startswith("<") else r(item) for item in content)
    return f"<w:p>{settings}{runs}</w:p>"


def listed(number: int | str, depth: int = 0, style: str = "") -> str:
    """Properties of a paragraph of a list."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'{named}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, style: str, label: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list; more: what stands between its format and its label."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'{more}<w:lvlText w:val="{label}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(identifier: str, *, name: str = "", base: str = "", settings: str = "") -> str:
    """A paragraph style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}">'
        f'<w:name w:val="{name or identifier}"/>{based}{settings}</w:style>'
    )


def tc(*content: str, properties: str = "") -> str:
    """A table cell; content: blocks as XML, or the text of a paragraph."""
    blocks = "".join(item if item.startswith("<") else p(item) for item in content) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    settings = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    content = "".join(item if item.startswith("<") else tc(item) for item in cells)
    return f"<w:tr>{settings}{content}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(*blocks: str) -> str:
    """A run with a text box as Word writes it: twice, for new and for old programs."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(step: str) -> str:
    """A run with a field mark: begin, separate or end."""
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def code(text: str) -> str:
    """A run with the code of a field."""
    return f"<w:r><w:instrText>{escape(text)}</w:instrText></w:r>"


NOTE = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
"""A run that refers to a footnote or an endnote: kind and id."""

DELETED_MARK = '<w:rPr><w:del w:id="9" w:author="甲"/></w:rPr>'


def read(body: str, **more: object) -> Document:
    """The document of a file with that body; more: see `docx`."""
    return read_docx_bytes(docx(body, **more), "报告.docx")  # type: ignore[arg-type]


def text_of(body: str, **more: object) -> str:
    return read(body, **more).text


def shown(document: Document) -> list[tuple[str, str]]:
    """Origin and text of every paragraph."""
    return [(item.origin, item.span.cut(document.text)) for item in document.paragraphs]
