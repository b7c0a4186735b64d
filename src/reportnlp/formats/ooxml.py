"""The names of WordprocessingML, in both editions of its namespaces (ISO/IEC 29500)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Transitional is what Word and WPS save; strict is an option of Word's "save as".
_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
WORD = (f"{_TRANSITIONAL}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main")
_MATH = (f"{_TRANSITIONAL}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math")
RELATION = (
    f"{_TRANSITIONAL}/officeDocument/2006/relationships",
    f"{_STRICT}/officeDocument/relationships",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_WORD_NAMES = """
    document p r t tab ptab br cr sym noBreakHyphen fldChar ffData checkBox checked default
    pPr rPr pStyle rStyle numPr numId ilvl outlineLvl vanish ins del moveFrom moveTo
    tbl tr tc tblPr tblPrEx tblGrid trPr tcPr gridBefore gridSpan vMerge hMerge cellDel
    sdtPr sdtEndPr sectPr sectPrChange smartTagPr customXmlPr fldData
    instrText delText delInstrText rt rubyPr txbxContent
    footnoteReference endnoteReference footnote endnote
    headerReference footerReference titlePg evenAndOddHeaders
    style name basedOn
    abstractNum num abstractNumId numStyleLink lvl lvlOverride startOverride
    start numFmt lvlText lvlRestart suff isLgl
    lastRenderedPageBreak hyperlink sdt sdtContent fldSimple customXml dir bdo rPrChange highlight
    comment commentRangeStart commentRangeEnd commentReference
"""
_MATH_NAMES = ("t", "f", "fPr", "type", "den")
_COMPATIBILITY_NAMES = ("AlternateContent", "Choice", "Fallback")

KINDS: Mapping[str, str] = MappingProxyType(
    {f"{{{space}}}{name}": name for space in WORD for name in _WORD_NAMES.split()}
    | {f"{{{space}}}{name}": f"m:{name}" for space in _MATH for name in _MATH_NAMES}
    | {f"{{{_COMPATIBILITY}}}{name}": name for name in _COMPATIBILITY_NAMES}
)
"""From the tag of an element, with its namespace, to its bare name; mathematics as "m:t"."""

_TAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(tag for tag in KINDS if KINDS[tag] == name) for name in set(KINDS.values())}
)
TEXT_TAGS = _TAGS["t"] + _TAGS["m:t"]
SECTION_TAGS = _TAGS["sectPr"]

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The name of xml:space."""

XML_SPACES = " \t\r\n"

_OFF = frozenset(("0", "false", "off", "none"))
_LARGEST = 2**31 - 1


def kind_of(element: _Element) -> str:
    """The bare name of an element that we know, "" of any other."""
    return KINDS.get(element.tag, "")


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name."""
    return None if element is None else next(element.iterchildren(*_TAGS[name]), None)


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """All children of that name."""
    return iter(()) if element is None else element.iterchildren(*_TAGS[name])


def attribute(element: _Element, name: str, spaces: tuple[str, ...] = WORD) -> str | None:
    """An attribute in the namespace of either edition."""
    for space in spaces:
        found = element.get(f"{{{space}}}{name}")
        if found is not None:
            return found
    return None


def value(element: _Element | None) -> str | None:
    """The attribute `w:val`; None where the element or the attribute is missing."""
    return None if element is None else attribute(element, "val")


def integer(text: str | None) -> int | None:
    """A whole number that fits 32 bits; None where there is none."""
    if text is None or len(text) > 12:
        return None
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as `w:vanish` stands and is not turned off."""
    return element is not None and (value(element) or "").lower() not in _OFF


def keeps_space(element: _Element) -> bool:
    """Whether blanks at the ends of its text count (xml:space, which is inherited)."""
    current: _Element | None = element
    while current is not None:
        setting = current.get(SPACE)
        if setting is not None:
            return setting == "preserve"
        current = current.getparent()
    return False
