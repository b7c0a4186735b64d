"""Comments (批注) in a Word file, each on exactly the characters that it speaks of.

Nothing that is shown changes, and of the package only the body, the comments and the lists that
say that there are comments. What was commented before stays; our own earlier comments are told by
their author and their last line, and are not written twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.document import Span
from reportnlp.formats.comment_part import CommentPart, open_comments
from reportnlp.formats.docx import Piece, Reading, read_pieces
from reportnlp.formats.ooxml import attribute, child, kind_of
from reportnlp.formats.packing import as_part, packed
from reportnlp.formats.seams import PieceIndex, Seams, cut_runs, outer_unit

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = "reportnlp"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to be written.

    span: the characters that it is anchored to.
    text: of the comment; a line a paragraph, the last of which names the rule.
    """

    span: Span
    text: str

    @property
    def rule(self) -> str:
        return self.text.rpartition("\n")[2]


def with_comments(
    data: bytes,
    comments: Iterable[Comment],
    *,
    author: str = AUTHOR,
    written: datetime | None = None,
    path: Path | str = "",
) -> bytes:
    """The bytes of a Word file with comments added.

    Of the author's earlier comments those are taken out that are not wanted any more and that
    nobody has answered.

    written: when, by the writer's clock; now where it is not given.
    path:    for messages.

    Word has no comments in notes, text boxes, headers and footers: what is said of these stands at
    the nearest place of the body and says so.

    Raises UnreadableFileError as `read_pieces` does.
    """
    reading = read_pieces(data, path)
    places = _Places(reading)
    part = open_comments(reading.package, places.main, places.body)
    placed = [places.placed(comment) for comment in dict.fromkeys(comments)]
    new = _without_known(placed, part, places, author)
    seams = cut_runs(reading, (item.span for item in new if item.span is not None))
    _write(new, seams, part, author, written or datetime.now())
    changed = part.changed_parts()
    if not changed:
        return data
    return packed(reading.package, {**changed, places.main: as_part(places.body)})


# --------------------------------------------------------------------------------- places


@dataclass(frozen=True, slots=True)
class _Placed:
    """A comment with its place.

    span:    of characters in the body; None where there is none.
    unit:    without a span, the run or paragraph to stand at.
    """

    comment: Comment
    text: str
    span: Span | None
    unit: _Element | None = None


class _Places:
    """Finds the place of a comment in the body."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.index = PieceIndex(reading)
        self.main, self.body = next(iter(reading.roots.items()))
        self._boxes: dict[_Element, _Element | None] = {}

    def placed(self, comment: Comment) -> _Placed:
        span = comment.span
        pieces = self.index.overlapping(span)
        inside = [p for p in pieces if p.node is not None and self._in_body(p)]
        if inside:
            end = inside[-1].start + len(inside[-1].text)
            exact = Span(max(span.start, inside[0].start), min(span.end, end))
            return _Placed(comment, comment.text, exact)
        piece = pieces[0] if pieces else self.index.nearest(span.start)
        if piece is None:
            return _Placed(comment, comment.text, None, self._first())
        if self._in_body(piece):  # an automatic number, a line end
            return _Placed(comment, comment.text, None, piece.paragraph)
        document = self.reading.document
        origin = document.paragraphs[document.paragraph_at(span.start)].origin
        text = f"（说的是{origin}里的“{span.cut(document.text)}”）\n{comment.text}"
        return _Placed(comment, text, None, self._host(piece))

    def _in_body(self, piece: Piece) -> bool:
        return piece.part == self.main and self._box(piece.paragraph) is None

    def _box(self, paragraph: _Element) -> _Element | None:
        """The outermost text box that a paragraph stands in."""
        if paragraph not in self._boxes:
            boxes = [i for i in paragraph.iterancestors() if kind_of(i) == "txbxContent"]
            self._boxes[paragraph] = boxes[-1] if boxes else None
        return self._boxes[paragraph]

    def _host(self, piece: Piece) -> _Element | None:
        """The run of the body that a text box or a note hangs on, or else the first of all."""
        box = self._box(piece.paragraph)
        if piece.part == self.main and box is not None:
            return outer_unit(box)
        for note in piece.paragraph.iterancestors():
            kind = kind_of(note)
            if kind in ("footnote", "endnote"):
                identifier = attribute(note, "id")
                for item in self.body.iter():
                    if kind_of(item) == f"{kind}Reference" and attribute(item, "id") == identifier:
                        return outer_unit(item)
        return self._first()

    def _first(self) -> _Element | None:
        for piece in self.reading.pieces:
            if piece.node is not None and self._in_body(piece):
                return outer_unit(piece.node)
        return next((item for item in self.body.iter() if kind_of(item) == "p"), None)

    def anchors(self, ids: frozenset[str]) -> dict[str, Span]:
        """The characters that comments are anchored to, by their ids."""
        spans = {
            piece.node: Span(piece.start, piece.start + len(piece.text))
            for piece in self.reading.pieces
            if piece.node is not None and piece.part == self.main
        }
        starts: dict[str, int | None] = {}
        found: dict[str, Span] = {}
        end = 0
        for item in self.body.iter():
            kind = kind_of(item)
            if item in spans:
                end = spans[item].end
                for key, start in starts.items():
                    if start is None:
                        starts[key] = spans[item].start
            elif kind == "commentRangeStart" and attribute(item, "id") in ids:
                starts[attribute(item, "id") or ""] = None
            elif kind == "commentRangeEnd":
                key = attribute(item, "id") or ""
                begin = starts.pop(key, None)
                if begin is not None and begin <= end:
                    found[key] = Span(begin, end)
        return found


# ------------------------------------------------------------------------ earlier comments


def _without_known(
    placed: list[_Placed], part: CommentPart, places: _Places, author: str
) -> list[_Placed]:
    """The comments that are not there yet; takes out those of the author that no longer hold."""
    own = part.comments_of(author)
    if not own:
        return placed
    spans = places.anchors(frozenset(own))
    left = dict(own)
    new = []
    for item in placed:
        known = next(
            (key for key in left if _is_same(item, left[key], spans.get(key), part, key)), None
        )
        if known is None:
            new.append(item)
        else:
            del left[known]
    gone = frozenset(key for key in left if not part.is_answered(key))
    for identifier in gone:
        part.remove(identifier)
    if gone:
        _remove_marks(places.body, gone)
    return new


def _is_same(
    item: _Placed, text: str, span: Span | None, part: CommentPart, identifier: str
) -> bool:
    """Whether a comment is there already: the same words; or an answer to what the rule said."""
    if item.span is None:
        return item.text == text
    if item.span != span:
        return False
    return item.text == text or (
        item.comment.rule == text.rpartition("\n")[2] and part.is_answered(identifier)
    )


def _remove_marks(body: _Element, ids: frozenset[str]) -> None:
    kinds = ("commentRangeStart", "commentRangeEnd", "commentReference")
    marks = [i for i in body.iter() if kind_of(i) in kinds and attribute(i, "id") in ids]
    for mark in marks:
        holder = mark.getparent()
        if holder is None:
            continue
        holder.remove(mark)
        outer = holder.getparent()
        is_bare = all(kind_of(item) == "rPr" for item in holder)
        if kind_of(mark) == "commentReference" and is_bare and outer is not None:
            outer.remove(holder)


# -------------------------------------------------------------------------------- writing


def _write(
    placed: list[_Placed], seams: Seams, part: CommentPart, author: str, written: datetime
) -> None:
    """Adds comments and their marks: of two that begin together the longer encloses the other."""
    ids = {
        index: part.add(item.text, author, written)
        for index, item in enumerate(placed)
        if item.span is not None or item.unit is not None
    }
    spans = [item.span or Span(item.comment.span.start, item.comment.span.start) for item in placed]
    for index in sorted(ids, key=lambda i: (spans[i].start, -spans[i].end)):
        mark = part.mark("commentRangeStart", ids[index])
        first, _ = _ends(placed[index], seams)
        if kind_of(first) == "p":
            properties = child(first, "pPr")
            first.insert(0 if properties is None else first.index(properties) + 1, mark)
        else:
            first.addprevious(mark)
    lasts: dict[_Element, _Element] = {}
    for index in sorted(ids, key=lambda i: (spans[i].end, -spans[i].start)):
        mark, sign = part.mark("commentRangeEnd", ids[index]), part.reference(ids[index])
        _, last = _ends(placed[index], seams)
        if kind_of(last) == "p":
            last.append(mark)
        else:
            lasts.get(last, last).addnext(mark)
        mark.addnext(sign)
        lasts[last] = sign


def _ends(item: _Placed, seams: Seams) -> tuple[_Element, _Element]:
    """The runs, or the paragraph, that a comment begins and ends with."""
    if item.span is not None:
        return seams.begins[item.span.start], seams.finishes[item.span.end]
    assert item.unit is not None  # none is written without
    return item.unit, item.unit
