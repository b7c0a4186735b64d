"""The styles, fonts and settings of a Word file that is written by the layout of GB/T 9704-2012.

Every style names its four fonts itself: a theme would override what it leaves open. Lengths are
in twips (1/20 pt) unless a name says otherwise.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from reportnlp.formats.house import Layout

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MM = 1440 / 25.4
A4 = (11906, 16838)
PAGE_NUMBER_LINE = 360
# What Windows and Office bring along, for those who do not have the usual fonts of offices.
_SUBSTITUTES = MappingProxyType(
    {
        "仿宋_GB2312": "仿宋",
        "仿宋": "FangSong",
        "楷体_GB2312": "楷体",
        "楷体": "KaiTi",
        "黑体": "SimHei",
        "宋体": "SimSun",
        "方正小标宋简体": "宋体",
        "方正小标宋_GBK": "宋体",
    }
)
STYLE_OF = MappingProxyType(
    {
        "title": "Title",
        "subtitle": "Subtitle",
        "author": "Author",
        "addressee": "Salutation",
        "heading1": "Heading1",
        "heading2": "Heading2",
        "heading3": "Heading3",
        "heading4": "Heading4",
        "body": "",
        "signature": "Signature",
        "date": "Date",
        "caption": "Caption",
    }
)
"""From the kind of a paragraph to the id of its style; "" for the default."""


class Look(NamedTuple):
    """Font, size in half points and extra space in twips of characters."""

    font: str
    latin: str
    size: int
    space: int = 0
    bold: bool = False

    @property
    def properties(self) -> str:
        """As the content of a w:rPr, in the order of the schema."""
        # The hint gives quotation marks and dashes their Chinese width.
        font, latin = quoteattr(self.font), quoteattr(self.latin or self.font)
        weight = "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        return (
            f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:eastAsia={font} '
            f"w:hAnsi={latin} w:cs={latin}/>{weight}"
            '<w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{self.space}"/>'
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        )


def look_of(kind: str, layout: Layout) -> Look:
    """How the characters of a paragraph of that kind look; kind: also "table" and "page"."""
    body = _half_points(layout.body_size)
    latin = layout.latin_font
    fonts = {
        "title": (layout.title_font, _half_points(layout.title_size)),
        "subtitle": (layout.heading2_font, body),
        "author": (layout.heading2_font, body),
        "heading1": (layout.heading1_font, body),
        "heading2": (layout.heading2_font, body),
        "heading3": (layout.heading3_font, body),
        "heading4": (layout.heading4_font, body),
        "caption": (layout.heading1_font, _half_points(layout.table_size)),
        "table": (layout.table_font, _half_points(layout.table_size)),
    }
    if kind == "page":
        size = _half_points(layout.page_number_size)
        return Look(layout.page_number_font, layout.page_number_font, size)
    font, size = fonts.get(kind, (layout.body_font, body))
    # A grid of characters would do the same, but LibreOffice gives two cells to a character that
    # is wider than one.
    space = math.floor((character_pitch(layout) - layout.body_size) * 20)
    return Look(font, latin, size, space if size == body else 0)


def twips(millimetres: float) -> int:
    """Rounded down, so that a type area is never larger than its paper leaves room for."""
    return int(millimetres * _MM)


def line_pitch(layout: Layout) -> int:
    return round(layout.line_pitch * 20)


def character_pitch(layout: Layout) -> float:
    """Width of a character in points: what fills a line with as many as the layout asks for.

    That of the body's own size where the two are more than a point apart: then margins or size
    were changed, and the number of characters was not.
    """
    area = (A4[0] - twips(layout.left) - twips(layout.right)) / 20
    pitch = area / layout.characters
    return pitch if abs(pitch - layout.body_size) <= 1 else layout.body_size


def styles_xml(layout: Layout) -> str:
    """The content of w:styles."""
    body = look_of("body", layout)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{body.properties}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f"{''.join(_paragraph_styles(layout))}"
        f"{_OTHER_STYLES}"
    )


def settings_xml(layout: Layout) -> str:
    """The content of w:settings."""
    both = "<w:evenAndOddHeaders/>" if layout.page_number == "outside" else ""
    word = "http://schemas.microsoft.com/office/word"
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        f'{both}<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:useFELayout/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


def fonts_xml(layout: Layout) -> bytes:
    """The part fontTable.xml: every font with what may stand for it."""
    names = {look_of(kind, layout).font: None for kind in (*STYLE_OF, "table", "page")}
    names |= {look_of("body", layout).latin: None} if layout.latin_font else {}
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        f"<w:altName w:val={quoteattr(_SUBSTITUTES.get(name, name))}/></w:font>"
        for name in names
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {_SPACE}>{fonts}</w:fonts>".encode()


def _paragraph_styles(layout: Layout) -> list[str]:
    pitch = line_pitch(layout)
    exact = f'w:line="{pitch}" w:lineRule="exact"'
    plain = f'<w:spacing w:before="0" w:after="0" {exact}/>'
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    centred = f'{flush}<w:jc w:val="center"/>'
    table = (
        '<w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    )
    first = round(2 * character_pitch(layout) * 20)
    indented = f'<w:ind w:firstLineChars="200" w:firstLine="{first}"/>'
    normal = (
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{plain}{indented}<w:jc w:val="both"/>'
    )
    keep = '<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>'
    headings = [
        _style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/>{plain}{indented}<w:outlineLvl w:val="{level - 1}"/>',
            look_of(f"heading{level}", layout),
            quick=True,
        )
        for level in range(1, 5)
    ]
    return [
        _style("Normal", "Normal", normal, look_of("body", layout), quick=True, default=True),
        *headings,
        _style("Title", "Title", keep + plain + centred, look_of("title", layout), quick=True),
        _style("Subtitle", "Subtitle", keep + plain + centred, look_of("subtitle", layout)),
        _style("Author", "作者", plain + centred, look_of("author", layout)),
        _style("Salutation", "Salutation", plain + flush, look_of("addressee", layout)),
        _style("Signature", "Signature", f"<w:keepNext/>{plain}{flush}", look_of("body", layout)),
        _style("Date", "Date", plain + flush, look_of("body", layout)),
        _style(
            "Caption",
            "caption",
            f'<w:keepNext/><w:spacing w:beforeLines="50" w:before="{pitch // 2}" '
            f'w:after="60" {exact}/>{centred}',
            look_of("caption", layout),
        ),
        _style("TableText", "表格文字", table + flush, look_of("table", layout)),
        _style(
            "Footer",
            "footer",
            '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" '
            f'w:line="{PAGE_NUMBER_LINE}" w:lineRule="exact"/>{flush}',
            look_of("page", layout),
        ),
        _style("CommentText", "annotation text", table + flush, _small(layout)),
    ]


def _style(
    identifier: str,
    name: str,
    paragraph: str,
    look: Look,
    *,
    quick: bool = False,
    default: bool = False,
) -> str:
    usual = ' w:default="1"' if default else ""
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    following = (
        '<w:next w:val="Normal"/>' if identifier.startswith(("Heading", "Title", "Sub")) else ""
    )
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{identifier}">'
        f'<w:name w:val="{name}"/>{base}{following}'
        f"{'<w:qFormat/>' if quick else ''}"
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{look.properties}</w:rPr></w:style>"
    )


def _small(layout: Layout) -> Look:
    return look_of("body", layout)._replace(size=21)


def _half_points(size: float) -> int:
    return round(size * 2)


_OTHER_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="character" w:styleId="CommentReference">'
    '<w:name w:val="annotation reference"/><w:uiPriority w:val="99"/>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
)
