"""What the styles, defaults and theme of a Word file say of fonts, sizes, indents and pitch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportnlp.formats.package import Package, parse_part

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_CHAIN = 32
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIZE = 10.0
"""In points, where nothing says one (ISO/IEC 29500-1, 17.3.2.38)."""


@dataclass(frozen=True, slots=True)
class RunLook:
    """font: of Chinese characters, "" where nothing names one; size: in points."""

    font: str = ""
    size: float = _SIZE


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph takes over and says itself.

    indent:  of the first line in points, None where not said.
    indent_characters: the same in characters; it wins.
    pitch:   in points where it is said exactly, or at least; None for a multiple.
    lines:   the multiple.
    on_grid: whether its lines keep to the grid of the page.
    """

    run: RunLook = RunLook()
    align: str = ""
    indent: float | None = None
    indent_characters: float | None = None
    pitch: float | None = None
    lines: float = 1.0
    on_grid: bool = True


@dataclass(slots=True)
class LookStyles:
    """Works out the look of paragraphs and runs; keeps what it worked out for a style.

    styles: from id to element; usual: id of the paragraph style that holds where none is named.
    fonts:  of the theme: from "minorEastAsia" to a name.
    """

    styles: Mapping[str, _Element]
    usual: str
    defaults: ParagraphLook
    fonts: Mapping[str, str]
    _paragraphs: dict[str, ParagraphLook] = field(default_factory=dict)

    def paragraph(self, element: _Element) -> ParagraphLook:
        """The look of a w:p."""
        properties = find(element, "pPr")
        named = find(properties, "pStyle")
        style = self.usual if named is None else value(named, "val")
        return self._with_paragraph(self._of_style(style), properties)

    def run(self, element: _Element | None, base: RunLook) -> RunLook:
        """The look of a w:r; base: that of its paragraph."""
        properties = find(element, "rPr")
        if properties is None:
            return base
        named = find(properties, "rStyle")
        if named is not None:
            for style in reversed(self._chain(value(named, "val"))):
                base = self._with_run(base, find(style, "rPr"))
        return self._with_run(base, properties)

    def _of_style(self, style: str) -> ParagraphLook:
        if style not in self._paragraphs:
            look = self.defaults
            for element in reversed(self._chain(style)):
                look = self._with_paragraph(look, find(element, "pPr"))
                look = replace(look, run=self._with_run(look.run, find(element, "rPr")))
            self._paragraphs[style] = look
        return self._paragraphs[style]

    def _chain(self, style: str) -> list[_Element]:
        chain: list[_Element] = []
        while style in self.styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self.styles[style])
            base = find(self.styles[style], "basedOn")
            style = "" if base is None else value(base, "val")
        return chain

    def _with_run(self, look: RunLook, properties: _Element | None) -> RunLook:
        fonts, size = find(properties, "rFonts"), find(properties, "sz")
        font = look.font
        if fonts is not None:
            theme = self.fonts.get(value(fonts, "eastAsiaTheme"), "")
            font = theme or value(fonts, "eastAsia") or font
        half_points = number(size, "val")
        return RunLook(font, look.size if half_points is None else half_points / 2)

    def _with_paragraph(self, look: ParagraphLook, properties: _Element | None) -> ParagraphLook:
        if properties is None:
            return look
        align, grid = find(properties, "jc"), find(properties, "snapToGrid")
        if align is not None:
            names = {"start": "left", "end": "right", "distribute": "both"}
            word = value(align, "val")
            look = replace(look, align=names.get(word, word))
        if grid is not None:
            look = replace(look, on_grid=value(grid, "val") not in ("0", "false", "off"))
        return _with_pitch(_with_indent(look, find(properties, "ind")), find(properties, "spacing"))


def _with_indent(look: ParagraphLook, indent: _Element | None) -> ParagraphLook:
    if indent is None:
        return look
    characters, hanging = number(indent, "firstLineChars"), number(indent, "hangingChars")
    if characters is None and hanging is not None:
        characters = -hanging
    twips, hung = number(indent, "firstLine"), number(indent, "hanging")
    if twips is None and hung is not None:
        twips = -hung
    if characters is not None:
        look = replace(look, indent_characters=characters / 100 if characters else None)
    if twips is not None:
        look = replace(look, indent=twips / 20)
    return look


def _with_pitch(look: ParagraphLook, spacing: _Element | None) -> ParagraphLook:
    line = number(spacing, "line")
    if spacing is None or line is None:
        return look
    if value(spacing, "lineRule") in ("exact", "atLeast"):
        return replace(look, pitch=line / 20)
    return replace(look, pitch=None, lines=line / 240)


def read_look_styles(package: Package, links: Mapping[str, str]) -> LookStyles:
    """The styles of a package; links: from the kinds of parts to their names.

    Raises UnreadableFileError if a part is broken.
    """
    root = parse_part(package, links["styles"]) if "styles" in links else None
    theme = parse_part(package, links["theme"]) if "theme" in links else None
    fonts = {} if theme is None else _theme_fonts(theme)
    styles: dict[str, _Element] = {}
    usual = ""
    for element in () if root is None else root:
        if isinstance(element.tag, str) and element.tag.endswith("}style"):
            identifier = value(element, "styleId")
            styles[identifier] = element
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                usual = identifier
    known = LookStyles(styles, usual, ParagraphLook(), fonts)
    defaults = find(root, "docDefaults")
    look = known._with_paragraph(ParagraphLook(), find(find(defaults, "pPrDefault"), "pPr"))
    run = known._with_run(look.run, find(find(defaults, "rPrDefault"), "rPr"))
    known.defaults = replace(look, run=run)
    return known


def _theme_fonts(root: _Element) -> dict[str, str]:
    found = {}
    for size in ("major", "minor"):
        fonts = next(root.iter(f"{_DRAWING}{size}Font"), None)
        if fonts is None:
            continue
        name = next((item.get("typeface") for item in fonts.iter(f"{_DRAWING}ea")), "")
        for item in fonts.iter(f"{_DRAWING}font"):
            if item.get("script") == "Hans":
                # Word takes the font of the language where the theme names none for East Asia.
                name = name or item.get("typeface")
        found[f"{size}EastAsia"] = name or ""
    return found


def find(element: _Element | None, name: str) -> _Element | None:
    """The first child of that name in the namespace of its parent."""
    if element is None:
        return None
    return element.find(f"{element.tag.partition('}')[0]}}}{name}")


def value(element: _Element, name: str) -> str:
    """An attribute in the namespace of its element; "" where it is missing."""
    return element.get(f"{element.tag.partition('}')[0]}}}{name}") or ""


def number(element: _Element | None, name: str) -> float | None:
    """An attribute that is a number; None where it is none."""
    if element is None:
        return None
    try:
        return float(value(element, name))
    except ValueError:
        return None
