"""The paragraph and character styles of a .docx: what a paragraph takes over from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportnlp.formats.ooxml import attribute, child, children, integer, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element

# Word allows far fewer steps; a longer chain is a trap.
_LONGEST_CHAIN = 32
# Word writes built-in names in English whatever its language; other programs may not.
_HEADING_NAME = re.compile(
    r"(?:heading|标题|標題|見出し|제목|überschrift|titre|título|titolo|заголовок|rubrik|kop)"
    r" ?([1-9])"
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style, without what it takes over.

    name:    as Word shows it: "heading 1", "标题 1"; the id where there is none.
    outline: 0 to 8 for an outline level, 9 for body text, None where it says nothing.
    number:  id of a list, "0" for none at all, None where it says nothing.
    depth:   level in that list, from 0, None where it says nothing.
    hidden:  whether its text is hidden, None where it says nothing.
    """

    id: str
    name: str
    outline: int | None = None
    number: str | None = None
    depth: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles.

    chains:    from a style's id to the style and those it is based on, nearest first.
    paragraph: id of the style of paragraphs that name none, "" where there is none.
    hiding:    whether any style hides text.
    """

    chains: Mapping[str, tuple[Style, ...]]
    paragraph: str
    hiding: bool

    def chain(self, style: str | None) -> tuple[Style, ...]:
        """The style and those it is based on, nearest first; None means the default."""
        if style is None:
            return self.chains.get(self.paragraph, ())
        # Programs that leave out styles.xml still call the style Heading1.
        return self.chains.get(style) or (Style(style, style),)

    def heading_level(self, style: str | None) -> int | None:
        """1 to 9 for a heading style, 0 for one set to body text, None where it says nothing."""
        chain = self.chain(style)
        for item in chain:
            if item.outline is not None:
                return level_of_outline(item.outline)
        for item in chain:
            named = _HEADING_NAME.fullmatch(item.name.casefold())
            if named:
                return int(named.group(1))
        return None

    def is_hidden(self, style: str | None) -> bool | None:
        """Whether the style hides its text; None where it says nothing."""
        if not self.hiding:
            return None
        return next((i.hidden for i in self.chain(style) if i.hidden is not None), None)


def level_of_outline(outline: int) -> int:
    """The heading level of an outline level: 0 becomes 1; body text (9) and nonsense become 0."""
    return outline + 1 if 0 <= outline <= 8 else 0


def read_styles(root: _Element | None) -> Styles:
    """The styles of styles.xml; none for None."""
    styles: dict[str, Style] = {}
    bases: dict[str, str] = {}
    default = ""
    for element in children(root, "style"):
        identifier = attribute(element, "styleId") or ""
        styles[identifier] = _style(element, identifier)
        bases[identifier] = value(child(element, "basedOn")) or ""
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in (
            "1",
            "true",
            "on",
        ):
            default = identifier
    chains = {identifier: _chain(identifier, styles, bases) for identifier in styles}
    hiding = any(style.hidden for style in styles.values())
    return Styles(MappingProxyType(chains), default, hiding)


def _style(element: _Element, identifier: str) -> Style:
    paragraph = child(element, "pPr")
    listed = child(paragraph, "numPr")
    hidden = child(child(element, "rPr"), "vanish")
    return Style(
        identifier,
        value(child(element, "name")) or identifier,
        integer(value(child(paragraph, "outlineLvl"))),
        value(child(listed, "numId")),
        integer(value(child(listed, "ilvl"))),
        None if hidden is None else is_on(hidden),
    )


def _chain(first: str, styles: dict[str, Style], bases: dict[str, str]) -> tuple[Style, ...]:
    chain: list[Style] = []
    current = first
    while current in styles and len(chain) < _LONGEST_CHAIN:
        if styles[current] in chain:
            break
        chain.append(styles[current])
        current = bases[current]
    return tuple(chain)
