"""Automatic numbers of Word lists (自动编号): they are in no text of the file, only counted.

A paragraph names a list (`w:num`), a list an abstract list, and that says how each of its nine
levels looks (ISO/IEC 29500-1, 17.9). `Counters` walks along the paragraphs and counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportnlp.formats.counting import format_number
from reportnlp.formats.ooxml import attribute, child, children, integer, is_on, kind_of, value
from reportnlp.formats.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
# Word's own limit is shorter; a label is repeated at every paragraph.
_LONGEST_LABEL = 100
_LONGEST_LINK = 8
_COUNTER = re.compile(r"%([1-9])")
# The first entry of a custom format such as "001, 002, 003, ...": zeros, then one.
_PADDED = re.compile(r"0{0,9}1(?=,|$)")
# ①, ⑴, ⒈, ㈠, ㊀ and the letters in circles carry their own mark.
_ENCLOSED = re.compile(r"[\u2460-\u24ff\u2776-\u2793\u3220-\u32ff]")
_SYMBOL_FONT = re.compile(r"[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts and looks.

    start:   first number.
    style:   a value of ST_NumberFormat: "chineseCounting", "bullet", "none".
    label:   with %1 to %9 for the numbers of the levels: "%1、", "%1.%2".
    restart: the counter begins anew after this level (1 to 9) or a higher one; 0: never;
             None: after any higher one.
    glued:   whether the text follows without a gap (`w:suff` nothing).
    legal:   whether all numbers are written with digits (`w:isLgl`).
    width:   least number of digits, for custom formats (001); 0 elsewhere.
    linked:  id of the paragraph style that belongs to the level, "" where there is none.
    """

    start: int = 0
    style: str = "decimal"
    label: str = ""
    restart: int | None = None
    glued: bool = False
    legal: bool = False
    width: int = 0
    linked: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list (`w:num`).

    abstract: id of the abstract list, which owns the counters.
    levels:   from the depth (0 to 8) to the level, overrides done.
    starts:   from the depth to the number that the list itself begins with.
    """

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists, by their ids."""

    lists: Mapping[str, NumberedList]

    def place(
        self, styles: Styles, style: str | None, number: str | None, depth: int | None
    ) -> tuple[str, int] | None:
        """List and depth of a paragraph; None where it has no number.

        style:         id of its style.
        number, depth: what the paragraph itself says (`w:numPr`), None where it says nothing.
        """
        chain = styles.chain(style)
        if number is None:
            number = next((item.number for item in chain if item.number is not None), None)
        found = self.lists.get(number) if number else None
        if found is None or number is None:
            return None
        if depth is None:
            # In a style the level counts that is linked to the style; its own w:ilvl comes after.
            linked = {level.linked: at for at, level in found.levels.items() if level.linked}
            depth = next((linked[item.id] for item in chain if item.id in linked), None)
        if depth is None:
            depth = next((item.depth for item in chain if item.depth is not None), 0)
        return (number, depth) if depth in found.levels else None

    def heading_level(self, styles: Styles, place: tuple[str, int] | None) -> int:
        """The heading level of the style that the level of the list is linked to; 0 for none."""
        if place is None:
            return 0
        linked = self.lists[place[0]].levels[place[1]].linked
        return (styles.heading_level(linked) or 0) if linked else 0


@dataclass(slots=True)
class Counters:
    """The numbers that stand so far, along one stream of paragraphs. It changes as it counts.

    numbers: from the abstract list and the depth to the last number.
    begun:   the lists and depths whose own first number was used.
    """

    numbering: Numbering
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def advance(self, place: tuple[str, int]) -> str:
        """Count the next paragraph at a place and give its number as it is to be written."""
        found = self.numbering.lists[place[0]]
        depth = place[1]
        self._count(found, place)
        for deeper in range(depth + 1, _LEVELS):
            if _restarts(found.levels.get(deeper), deeper, depth):
                self.numbers.pop((found.abstract, deeper), None)
        return self._written(found, depth)

    def _count(self, found: NumberedList, place: tuple[str, int]) -> None:
        key = (found.abstract, place[1])
        own = found.starts.get(place[1])
        if own is not None and place not in self.begun:
            self.begun.add(place)
            self.numbers[key] = own
        elif key in self.numbers:
            self.numbers[key] += 1
        else:
            self.numbers[key] = found.levels[place[1]].start if own is None else own

    def _written(self, found: NumberedList, depth: int) -> str:
        level = found.levels[depth]
        if level.style == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            shown = found.levels.get(at)
            if shown is None or at > depth:
                return ""
            # A level that has not come yet shows what it will begin with.
            count = self.numbers.get((found.abstract, at), found.starts.get(at, shown.start))
            return _one_number(count, shown, legal=level.legal)

        label = _SYMBOL_FONT.sub("", _COUNTER.sub(number, level.label))
        if not label.strip():
            return ""
        return label + ("" if level.glued or _closes(label[-1]) else " ")


def _restarts(level: Level | None, deeper: int, depth: int) -> bool:
    """Whether a level begins anew after a paragraph of a higher one."""
    if level is None or level.restart is None or level.restart > deeper:
        return True
    return depth < level.restart


def _one_number(count: int, level: Level, *, legal: bool) -> str:
    if level.style in ("none", "bullet"):
        return ""
    if level.width:
        return str(count).zfill(level.width)
    return format_number(count, "decimal" if legal else level.style)


def _closes(character: str) -> bool:
    """Whether a label that ends so needs no space before the text: （一）, 1., ①."""
    return (
        character.isspace()
        or unicodedata.category(character).startswith("P")
        or _ENCLOSED.match(character) is not None
    )


# ------------------------------------------------------------------------------- numbering.xml


def read_numbering(root: _Element | None, styles: Styles) -> Numbering:
    """The lists of numbering.xml; none for None."""
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for element in children(root, "abstractNum"):
        identifier = attribute(element, "abstractNumId") or ""
        abstracts[identifier] = dict(_levels(element))
        linked = value(child(element, "numStyleLink"))
        if linked:
            links[identifier] = linked
    owners = {
        attribute(element, "numId") or "": value(child(element, "abstractNumId")) or ""
        for element in children(root, "num")
    }
    lists = {}
    for element in children(root, "num"):
        identifier = attribute(element, "numId") or ""
        abstract = _follow(owners[identifier], links, owners, styles)
        # A list with the id 0 would be "no list at all".
        if identifier not in ("", "0") and abstract in abstracts:
            lists[identifier] = _list(element, abstract, abstracts[abstract])
    return Numbering(MappingProxyType(lists))


def _follow(
    abstract: str, links: Mapping[str, str], owners: Mapping[str, str], styles: Styles
) -> str:
    """The abstract list behind one that only names a list style (`w:numStyleLink`)."""
    for _ in range(_LONGEST_LINK):
        if abstract not in links:
            break
        chain = styles.chain(links[abstract])
        number = next((item.number for item in chain if item.number is not None), None)
        if number is None or number not in owners:
            break
        abstract = owners[number]
    return abstract


def _list(element: _Element, abstract: str, levels: Mapping[int, Level]) -> NumberedList:
    own = dict(levels)
    starts: dict[int, int] = {}
    for override in children(element, "lvlOverride"):
        depth = integer(attribute(override, "ilvl"))
        if depth is None or not 0 <= depth < _LEVELS:
            continue
        own.update((depth, level) for _, level in _levels(override))
        start = integer(value(child(override, "startOverride")))
        if start is not None:
            starts[depth] = start
            own[depth] = replace(own.get(depth, Level()), start=start)
    return NumberedList(abstract, MappingProxyType(own), MappingProxyType(starts))


def _levels(element: _Element) -> list[tuple[int, Level]]:
    found = []
    for level in children(element, "lvl"):
        depth = integer(attribute(level, "ilvl"))
        if depth is not None and 0 <= depth < _LEVELS:
            found.append((depth, _level(level)))
    return found


def _level(element: _Element) -> Level:
    style, width = _format(element)
    start = integer(value(child(element, "start")))
    return Level(
        start=0 if start is None else start,
        style=style,
        label=(value(child(element, "lvlText")) or "")[:_LONGEST_LABEL],
        restart=integer(value(child(element, "lvlRestart"))),
        glued=value(child(element, "suff")) == "nothing",
        legal=is_on(child(element, "isLgl")),
        width=width,
        linked=value(child(element, "pStyle")) or "",
    )


def _format(level: _Element) -> tuple[str, int]:
    """The number format of a level, and the least number of digits of a custom one."""
    plain = child(level, "numFmt")
    if plain is None:
        # Word wraps a custom format and offers a plain one to older programs.
        wrapped = child(level, "AlternateContent")
        for branch in () if wrapped is None else wrapped:
            shown = child(branch, "numFmt")
            if shown is None:
                continue
            padded = _PADDED.match(attribute(shown, "format") or "")
            if value(shown) == "custom" and padded:
                return "decimal", len(padded.group())
            if kind_of(branch) == "Fallback":
                plain = shown
    return (value(plain) or "decimal"), 0
