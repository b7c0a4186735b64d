"""The paragraphs of one stream of a .docx: its body, a footnote, a header.

The tree is walked with a stack of our own: no nesting of tables, boxes and fields can exhaust
Python's. What is written out keeps the XML node that it came from, so that a comment or a change
can later be put at exactly that place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportnlp.formats.fragments import Definitions, Fragment, Story, StoryParagraph
from reportnlp.formats.grid import Grid
from reportnlp.formats.numbering import Counters
from reportnlp.formats.ooxml import (
    KINDS,
    TEXT_TAGS,
    XML_SPACES,
    attribute,
    child,
    integer,
    is_on,
    keeps_space,
    kind_of,
    value,
)
from reportnlp.formats.styles import level_of_outline
from reportnlp.formats.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINE_ENDS = str.maketrans("\r\n", "  ")

# Settings, field codes, deleted text and the readings over ruby: no part of the text.
_SILENT_NAMES = """
    pPr rPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr sectPr smartTagPr customXmlPr
    fldData instrText delText delInstrText rt rubyPr m:fPr
"""
_SILENT = frozenset(_SILENT_NAMES.split())
_GENERATED = MappingProxyType({"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"})
_NOTES = MappingProxyType({"footnoteReference": "footnote", "endnoteReference": "endnote"})


def read_story(root: _Element, origin: str, definitions: Definitions) -> Story:
    """The paragraphs below an element, in reading order.

    origin: of plain paragraphs: "" in the body, "脚注1", "页眉2".
    """
    walk = _Walk(origin, definitions, fields=True)
    if walk.run(root):
        # A field that never ends would hide all that follows: then its code is all that is hidden.
        walk = _Walk(origin, definitions, fields=False)
        walk.run(root)
    return Story(tuple(walk.places[0].done), tuple(walk.notes))


@dataclass(slots=True)
class _Place:
    """What holds paragraphs: the stream, a table cell, a text box.

    done:    finished paragraphs; a cell shares the list of what it stands in.
    current: the open paragraph.
    pending: a paragraph whose mark is deleted: the next one continues it.
    tables:  how many stood in it so far.
    boxed:   states outside a text box: `hidden` and `fields` of the walk.
    """

    origin: str
    done: list[StoryParagraph]
    counters: Counters
    current: StoryParagraph | None = None
    pending: StoryParagraph | None = None
    tables: int = 0
    boxed: tuple[list[bool], list[bool]] | None = None


_Leave = Callable[[], None]


class _Walk:
    """The state of a walk through one stream."""

    def __init__(self, origin: str, definitions: Definitions, *, fields: bool) -> None:
        self.origin = origin
        self.definitions = definitions
        self.with_fields = fields
        self.frames: list[tuple[Iterator[_Element], _Leave | None]] = []
        self.places = [_Place(origin, [], Counters(definitions.numbering))]
        self.grids: list[Grid] = []
        self.notes: dict[tuple[str, str], None] = {}
        self.hidden = [False]  # of the runs that are open
        self.fields: list[bool] = []  # of the fields that are open: whether in the code
        self.muted = 0  # deletions that are open
        self.boxes = 0
        self.enter: Mapping[str, Callable[[_Element], None]] = {
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "m:t": self._text,
            "m:den": self._denominator,
            "br": self._break,
            "sym": self._symbol,
            "fldChar": self._field,
            "del": self._deletion,
            "moveFrom": self._deletion,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            "AlternateContent": self._alternatives,
            "txbxContent": self._box,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
        }

    def run(self, root: _Element) -> bool:
        """Walk below the root. Whether the code of a field was still open at the end."""
        enter, frames = self.enter, self.frames
        frames.append((iter(root), self._leave_place))
        while frames:
            items, leave = frames[-1]
            for item in items:
                kind = KINDS.get(item.tag, "")
                handler = enter.get(kind)
                if handler is not None:
                    handler(item)
                elif kind in _GENERATED:
                    self._add(_GENERATED[kind], item)
                elif kind not in _SILENT and len(item):
                    frames.append((iter(item), None))
                if frames[-1][0] is not items:
                    break
            else:
                frames.pop()
                if leave is not None:
                    leave()
        return any(self.fields)

    def _descend(self, element: _Element, leave: _Leave | None = None) -> None:
        self.frames.append((iter(element), leave))

    @property
    def _is_silent(self) -> bool:
        return bool(self.muted) or self.hidden[-1] or True in self.fields

    def _add(self, text: str, node: _Element, shift: int = 0) -> None:
        paragraph = self.places[-1].current
        if text and paragraph is not None and not self._is_silent:
            paragraph.fragments.append(Fragment(text, node, shift, paragraph.element))

    # -------------------------------------------------------------------------- paragraphs

    def _paragraph(self, element: _Element) -> None:
        place = self.places[-1]
        if place.current is not None:
            self._descend(element)
            return
        if place.pending is not None:
            place.current, place.pending = place.pending, None
            place.current.element = element
        else:
            place.current = StoryParagraph(element, place.origin)
        self._descend(element, self._leave_paragraph)

    def _leave_paragraph(self) -> None:
        place = self.places[-1]
        paragraph, place.current = place.current, None
        if paragraph is None:
            return
        mark = child(child(paragraph.element, "pPr"), "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            place.pending = paragraph
        elif paragraph.fragments or paragraph.boxes or not is_on(child(mark, "vanish")):
            self._finish(place, paragraph)

    def _flush(self, place: _Place) -> None:
        """Nothing follows that the pending paragraph could join."""
        paragraph, place.pending = place.pending, None
        if paragraph is not None and (paragraph.fragments or paragraph.boxes):
            self._finish(place, paragraph)

    def _finish(self, place: _Place, paragraph: StoryParagraph) -> None:
        styles, numbering = self.definitions
        properties = child(paragraph.element, "pPr")
        style = value(child(properties, "pStyle"))
        listed = child(properties, "numPr")
        number = value(child(listed, "numId"))
        depth = integer(value(child(listed, "ilvl")))
        at = numbering.place(styles, style, number, depth)
        if at is not None:
            label = place.counters.advance(at)
            if label:
                paragraph.fragments.insert(0, Fragment(label, None, 0, paragraph.element))
        outline = integer(value(child(properties, "outlineLvl")))
        if outline is not None:
            paragraph.level = level_of_outline(outline)
        else:
            level = styles.heading_level(style)
            paragraph.level = numbering.heading_level(styles, at) if level is None else level
        place.done.append(paragraph)
        place.done.extend(paragraph.boxes)

    def _leave_place(self) -> None:
        self._flush(self.places[-1])

    # -------------------------------------------------------------------------------- runs

    def _run(self, element: _Element) -> None:
        hidden = False
        styles = self.definitions.styles
        properties = child(element, "rPr")
        switch = child(properties, "vanish")
        if switch is not None:
            hidden = is_on(switch)
        elif styles.hiding:
            named = child(properties, "rStyle")
            found = styles.is_hidden(value(named)) if named is not None else None
            if found is None:
                found = self._paragraph_is_hidden()
            hidden = found
        self.hidden.append(hidden)
        self._descend(element, self._leave_run)

    def _leave_run(self) -> None:
        self.hidden.pop()

    def _paragraph_is_hidden(self) -> bool:
        paragraph = self.places[-1].current
        if paragraph is None:
            return False
        style = value(child(child(paragraph.element, "pPr"), "pStyle"))
        return bool(self.definitions.styles.is_hidden(style))

    def _text(self, element: _Element) -> None:
        text = element.text
        if not text:
            return
        shift = 0
        if (text[0] in XML_SPACES or text[-1] in XML_SPACES) and not keeps_space(element):
            shift = len(text) - len(text.lstrip(XML_SPACES))
            text = text.strip(XML_SPACES)
        self._add(
            text.translate(_LINE_ENDS) if "\n" in text or "\r" in text else text, element, shift
        )

    def _break(self, element: _Element) -> None:
        if attribute(element, "type") in (None, "textWrapping"):
            self._add("\n", element)

    def _symbol(self, element: _Element) -> None:
        font, code = attribute(element, "font"), attribute(element, "char")
        self._add(symbol(font or "", code or ""), element)

    def _denominator(self, element: _Element) -> None:
        fraction = element.getparent()
        shape = child(fraction if fraction is None else child(fraction, "m:fPr"), "m:type")
        if shape is None or "noBar" not in shape.values():
            # ½ would otherwise read 12.
            self._add("/", element)
        self._descend(element)

    def _field(self, element: _Element) -> None:
        if not self.with_fields:
            return
        step = attribute(element, "fldCharType")
        if step == "begin":
            self._checkbox(element)
            self.fields.append(True)
        elif step == "separate" and self.fields:
            self.fields[-1] = False
        elif step == "end" and self.fields:
            self.fields.pop()

    def _checkbox(self, element: _Element) -> None:
        """A form's check box has no text of its own."""
        box = child(child(element, "ffData"), "checkBox")
        if box is not None:
            state = child(box, "checked")
            state = child(box, "default") if state is None else state
            self._add("☑" if is_on(state) else "□", element)

    def _note(self, element: _Element) -> None:
        if not self._is_silent:
            self.notes[_NOTES[kind_of(element)], attribute(element, "id") or ""] = None

    # ----------------------------------------------------------------- changes, alternatives

    def _deletion(self, element: _Element) -> None:
        self.muted += 1
        self._descend(element, self._leave_deletion)

    def _leave_deletion(self) -> None:
        self.muted -= 1

    def _alternatives(self, element: _Element) -> None:
        """One branch of several that show the same: the first that has any text."""
        branches = [item for item in element if kind_of(item) in ("Choice", "Fallback")]
        for branch in branches:
            if next(branch.iter(*TEXT_TAGS), None) is not None:
                self._descend(branch)
                return
        if branches:
            self._descend(branches[0])

    # -------------------------------------------------------------------------- text boxes

    def _box(self, element: _Element) -> None:
        if self._is_silent:
            return
        self.boxes += 1
        origin = f"{self.origin} 文本框{self.boxes}".lstrip()
        saved = (self.hidden, self.fields)
        self.hidden, self.fields = [False], []
        counters = Counters(self.definitions.numbering)
        self.places.append(_Place(origin, [], counters, boxed=saved))
        self._descend(element, self._leave_box)

    def _leave_box(self) -> None:
        self._leave_place()
        place = self.places.pop()
        if place.boxed is not None:
            self.hidden, self.fields = place.boxed
        if all(paragraph.is_blank for paragraph in place.done):
            # A drawn shape without words does not count.
            self.boxes -= 1
            return
        outer = self.places[-1]
        (outer.done if outer.current is None else outer.current.boxes).extend(place.done)

    # ------------------------------------------------------------------------------ tables

    def _table(self, element: _Element) -> None:
        place = self.places[-1]
        self._flush(place)
        place.tables += 1
        inner = f"{place.origin} 内表{place.tables}"
        self.grids.append(Grid(inner if place.origin else f"表{place.tables}"))
        self._descend(element, self._leave_table)

    def _leave_table(self) -> None:
        self.grids.pop()

    def _row(self, element: _Element) -> None:
        if self.grids and self.grids[-1].enter_row(element):
            self._descend(element, self.grids[-1].leave_row)

    def _cell(self, element: _Element) -> None:
        origin = self.grids[-1].enter_cell(element) if self.grids else None
        if origin is not None:
            outer = self.places[-1]
            self.places.append(_Place(origin, outer.done, outer.counters))
            self._descend(element, self._leave_cell)

    def _leave_cell(self) -> None:
        self._leave_place()
        self.places.pop()
