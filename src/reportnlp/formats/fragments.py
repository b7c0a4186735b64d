"""What the text of a .docx is put together from: fragments, paragraphs and streams of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportnlp.formats.numbering import Numbering
from reportnlp.formats.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element


class Fragment(NamedTuple):
    """A few characters of a paragraph.

    text:      never empty.
    node:      the element that they come from (w:t, m:t, w:tab, w:br, …); None for a number that
               was counted.
    shift:     characters of the node's own text that stand before them.
    paragraph: the w:p that holds the node.
    """

    text: str
    node: _Element | None
    shift: int
    paragraph: _Element


@dataclass(slots=True)
class StoryParagraph:
    """A paragraph as it is being put together.

    element:   the w:p whose properties hold; the last one where deleted marks joined several.
    origin:    see `reportnlp.document.Paragraph`.
    fragments: in the order of the text.
    boxes:     paragraphs of the text boxes that are anchored in it.
    level:     see `reportnlp.document.Paragraph`.
    """

    element: _Element
    origin: str
    fragments: list[Fragment] = field(default_factory=list)
    boxes: list[StoryParagraph] = field(default_factory=list)
    level: int = 0

    @property
    def is_blank(self) -> bool:
        return not any(fragment.text.strip() for fragment in self.fragments)


class Story(NamedTuple):
    """What a stream holds.

    notes: the footnotes and endnotes that it refers to, as ("footnote", id), in the order of the
           text, each once.
    """

    paragraphs: tuple[StoryParagraph, ...]
    notes: tuple[tuple[str, str], ...]


class Definitions(NamedTuple):
    """What the paragraphs of all streams refer to."""

    styles: Styles
    numbering: Numbering
