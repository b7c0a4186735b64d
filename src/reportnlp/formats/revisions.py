"""Words of a Word file replaced: as tracked changes (修订), or outright.

A replacement looks like the first of the characters that it stands for. Accepting all changes gives
the text with the new words, refusing them the text as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.document import Span
from reportnlp.formats.comment_part import word_time
from reportnlp.formats.docx import Piece, Reading, read_pieces
from reportnlp.formats.ooxml import attribute, kind_of
from reportnlp.formats.packing import as_part, packed
from reportnlp.formats.seams import PieceIndex, Seams, cut_runs, outer_unit

if TYPE_CHECKING:
    from lxml.etree import _Element

# What may go with the words of a run; a note, a picture or the end of a field may not.
_WORDS = frozenset("rPr t tab br cr sym noBreakHyphen lastRenderedPageBreak".split())
_TRACKED = frozenset(("ins", "moveTo"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other words for a stretch of the text.

    text:     without line ends.
    unmarked: whether the yellow (or other) mark of the old words does not pass to the new ones.
    """

    span: Span
    text: str
    unmarked: bool = False


@dataclass(frozen=True, slots=True)
class Revised:
    """A file with its words replaced.

    refused: what could not be replaced: automatic numbers, formulas, words with a picture or a
             note between them.
    """

    data: bytes
    refused: tuple[Replacement, ...]


def with_replacements(
    data: bytes,
    replacements: Iterable[Replacement],
    *,
    author: str,
    tracked: bool = True,
    written: datetime | None = None,
    path: Path | str = "",
) -> Revised:
    """The bytes of a Word file with words replaced.

    author:  of the changes.
    tracked: whether a reader may still accept or refuse each change.
    written: when, by the writer's clock; now where it is not given.
    path:    for messages.

    Raises UnreadableFileError as `read_pieces` does, ValueError if two spans overlap.
    """
    reading = read_pieces(data, path)
    ordered = sorted(replacements, key=lambda item: item.span)
    for first, second in pairwise(ordered):
        if first.span.end > second.span.start:
            raise ValueError(f"replacements overlap: {first.span}, {second.span}")
    index = PieceIndex(reading)
    fit = [item for item in ordered if _fits(index.overlapping(item.span), item.span)]
    if not fit:
        return Revised(data, tuple(ordered))
    pieces = {id(item): index.overlapping(item.span) for item in fit}
    seams = cut_runs(reading, (item.span for item in fit))
    writer = _Writer(reading, author, word_time(written or datetime.now()))
    refused = [item for item in ordered if item not in fit]
    changed: set[str] = set()
    for item in fit:
        runs = _runs(item.span, pieces[id(item)], seams)
        if not all(kind_of(part) in _WORDS for run in runs for part in run):
            refused.append(item)
            continue
        writer.replace(runs, item, tracked=tracked)
        changed.add(pieces[id(item)][0].part)
    writer.align_fallbacks()
    new = {name: as_part(reading.roots[name]) for name in changed}
    return Revised(packed(reading.package, new), tuple(refused))


def _fits(pieces: Sequence[Piece], span: Span) -> bool:
    """Whether all characters of a span are words of runs in one paragraph."""
    if not pieces or len({id(piece.paragraph) for piece in pieces}) > 1:
        return False
    if sum(len(piece.text) for piece in pieces) < len(span):
        return False
    return all(_is_word(piece.node) for piece in pieces)


def _is_word(node: _Element | None) -> bool:
    if node is None:
        return False
    run = outer_unit(node)
    return node.getparent() is run and kind_of(run) == "r"


def _runs(span: Span, pieces: Sequence[Piece], seams: Seams) -> list[_Element]:
    """The runs that hold exactly the characters of a span, in their order."""
    middle = [outer_unit(piece.node) for piece in pieces[1:-1] if piece.node is not None]
    return list(dict.fromkeys((seams.begins[span.start], *middle, seams.finishes[span.end])))


class _Writer:
    """Replaces words in the XML of a reading."""

    def __init__(self, reading: Reading, author: str, time: str) -> None:
        self.author = author
        self.time = time
        used = [
            int(identifier)
            for root in reading.roots.values()
            for item in root.iter()
            if isinstance(item.tag, str) and (identifier := attribute(item, "id") or "").isdecimal()
        ]
        self.free = max(used, default=0) + 1
        self.changed: list[_Element] = []

    def replace(self, runs: list[_Element], item: Replacement, *, tracked: bool) -> None:
        new = self._new_run(runs[0], item)
        if tracked:
            last = self._delete(runs)
            self._insert(new, last)
        else:
            runs[0].addprevious(new)
            for run in runs:
                _remove(run)
        self.changed.append(new)

    def _new_run(self, model: _Element, item: Replacement) -> _Element:
        run = model.makeelement(model.tag)
        for part in model:
            if kind_of(part) == "rPr":
                properties = deepcopy(part)
                for setting in list(properties):
                    gone = ("rPrChange", "highlight") if item.unmarked else ("rPrChange",)
                    if kind_of(setting) in gone:
                        properties.remove(setting)
                run.append(properties)
        text = run.makeelement(_named(run, "t"))
        text.text = item.text
        text.set(_SPACE, "preserve")
        run.append(text)
        return run

    def _delete(self, runs: list[_Element]) -> _Element:
        """Marks runs as deleted; the last of the marks."""
        mark = runs[0]
        for run in runs:
            if kind_of(mark) != "del" or run.getprevious() is not mark:
                mark = self._change("del", run)
                run.addprevious(mark)
            mark.append(run)
            for part in run:
                if kind_of(part) == "t":
                    part.tag = _named(run, "delText")
        return mark

    def _insert(self, run: _Element, after: _Element) -> None:
        """Puts an insertion behind an element; an insertion in another is not allowed."""
        insertion = self._change("ins", run)
        insertion.append(run)
        holder = after.getparent()
        while holder is not None and kind_of(holder) in _TRACKED:
            following = list(after.itersiblings())
            if following:
                rest = holder.makeelement(holder.tag)
                for key, value in holder.items():
                    rest.set(key, value)
                rest.set(_named(rest, "id"), self._id())
                rest.extend(following)
                holder.addnext(rest)
            after, holder = holder, holder.getparent()
        after.addnext(insertion)

    def _change(self, name: str, beside: _Element) -> _Element:
        mark = beside.makeelement(_named(beside, name))
        for key, value in (("id", self._id()), ("author", self.author), ("date", self.time)):
            mark.set(_named(mark, key), value)
        return mark

    def _id(self) -> str:
        self.free += 1
        return str(self.free - 1)

    def align_fallbacks(self) -> None:
        """A text box is written twice, for new and for old programs: both get the new words."""
        choices = dict.fromkeys(
            ancestor
            for run in self.changed
            for ancestor in run.iterancestors()
            if kind_of(ancestor) in ("Choice", "Fallback")
        )
        for choice in choices:
            boxes = [item for item in choice.iter() if kind_of(item) == "txbxContent"]
            others = choice.getparent()
            for branch in () if others is None else others:
                twins = [item for item in branch.iter() if kind_of(item) == "txbxContent"]
                if branch is not choice and len(twins) == len(boxes):
                    for box, twin in zip(boxes, twins, strict=True):
                        holder = twin.getparent()
                        if holder is not None:
                            holder.replace(twin, deepcopy(box))


def _remove(run: _Element) -> None:
    holder = run.getparent()
    if holder is not None:
        holder.remove(run)


def _named(element: _Element, name: str) -> str:
    """A name in the namespace of an element."""
    return f"{element.tag.rpartition('}')[0]}}}{name}"
