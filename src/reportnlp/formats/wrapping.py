"""Texts that were wrapped at a fixed width, as copies from PDF files are: the paragraphs they had.

First the whole text is looked at: a wrapped one has many lines that end in the middle of a
sentence at the same width, hardly any beyond it and few just below. Then line by line: one that is
as full as the next word allowed goes on in the next line, unless that one is indented or opens
with a mark. A full line that ends a sentence may end a paragraph too; what this text does
elsewhere decides: sentences that end inside lines speak for going on, those that end short lines
for stopping.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.formats.lines import ZERO_WIDTH, Line, Page, columns_of, split_lines
from reportnlp.patterns import Pattern

_MIN_WIDTH, _MAX_WIDTH = 18, 60  # characters
_MIN_FULL = 3
_FEW = 8
_ENOUGH = 20
_MARKS = "，。、；：！？,.;:!?”’」』）)》〉】…—%％℃"
_OPENERS = "“‘「『（(《〈【"
_UNIT = Pattern(rf"[{re.escape(_OPENERS)}]*(?:[0-9A-Za-z.%％-]+|.)?[{re.escape(_MARKS)}]*")
_COMMAS = "，、,"
_WEAK = frozenset({"item", "address", "dash", "circled"})


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """How a text was wrapped.

    unit:     width of a Chinese character: 1 if the width counts characters, 2 if columns.
    width:    of a full line.
    first:    of the full first line of a paragraph; less than `width` where its indent was lost.
    need:     what had to fit for the next line not to be begun: "sign" (its first character),
              "word" (with the number and the marks that cling to it), "about" (uneven widths).
    indented: whether paragraphs begin with an indent.
    spaced:   whether a blank line stands between paragraphs.
    margin:   columns of white space before every line.
    """

    unit: int
    width: int
    first: int
    need: str = "sign"
    indented: bool = False
    spaced: bool = False
    margin: int = 0

    def measure(self, line: Line) -> int:
        return line.chars if self.unit == 1 else line.columns

    def is_full(self, line: Line, following: Line, *, opens: bool) -> bool:
        """Whether the line ends where it does because the following one did not fit."""
        width = self.measure(line)
        limit = self.first if opens and line.indent <= self.margin else self.width
        if width > self.width + 2 * self.unit:
            return False
        if self.need == "sign":
            return width + self._size(following.body[:1]) > limit
        match = _UNIT.match(following.body)
        wanted = self._size(match.group() if match else "")
        slack = 3 * self.unit if self.need == "about" else 0
        return width + min(wanted, 8 * self.unit) > limit - slack

    def is_short(self, line: Line) -> bool:
        """Whether the line surely ends a paragraph, whatever follows."""
        return self.measure(line) < self.width - 8 * self.unit

    def is_indented(self, line: Line) -> bool:
        return line.indent > self.margin + 1

    def _size(self, text: str) -> int:
        return len(text) if self.unit == 1 else columns_of(text)


def read_wrapped(text: str, source: Source) -> Document | None:
    """The text with the paragraphs that it had before it was wrapped; None if it is not wrapped."""
    if text.count("\n") < _MIN_FULL:
        return None
    lines, pages = split_lines(text)
    shape = _shape_of(lines)
    if shape is None:
        return None
    joins = _joins(lines, shape)
    if not any(joins):
        return None
    paragraphs = tuple(_joined(lines, joins))
    return Document(text, paragraphs, tuple(_breaks(text, lines, joins, pages)), source)


# --- the whole text ---


def _shape_of(lines: list[Line]) -> _Shape | None:
    shapes = [shape for unit in (1, 2) if (shape := _wrapped_at(lines, unit)) is not None]
    if not shapes:
        return None
    rough = max(shapes, key=lambda shape: _evenness(lines, shape))
    return _refined(lines, rough)


def _wrapped_at(lines: list[Line], unit: int) -> _Shape | None:
    """The shape if the lines stop at one width, measured in characters (1) or columns (2)."""
    shape = _Shape(unit, 0, 0)
    going_on = [line for line in lines if not line.stop and not line.is_table_row]
    counts = Counter(shape.measure(line) for line in going_on)
    width = _peak(counts, lines, shape)
    if not width:
        return None
    shape = replace(shape, width=width, first=width)
    return shape if _is_convincing(lines, going_on, shape) else None


def _peak(counts: Counter[int], lines: list[Line], shape: _Shape) -> int:
    """The width that most lines stop at, with few lines beyond it; 0 if there is none."""
    unit = shape.unit
    widths = sorted(shape.measure(line) for line in lines)
    allowed = len(lines) // 20
    best, best_score = 0, 0
    for width in range(_MIN_WIDTH * unit, _MAX_WIDTH * unit + 1):
        score = counts[width] + (counts[width - 1] if unit == 2 else 0)
        if score < best_score or not counts[width]:
            continue
        if widths[-1 - allowed] > width + 2 * unit:
            continue
        if score > best_score or counts[width] >= counts[best]:
            best, best_score = width, score
    return best


def _evenness(lines: list[Line], shape: _Shape) -> int:
    return sum(
        shape.width - shape.unit < shape.measure(line) <= shape.width
        for line in lines
        if not line.stop
    )


def _is_convincing(lines: list[Line], going_on: list[Line], shape: _Shape) -> bool:
    """Whether so many unfinished lines stop at the width that it cannot be chance."""
    unit, width = shape.unit, shape.width
    full = [line for line in going_on if -3 * unit <= shape.measure(line) - width <= 2 * unit]
    below = sum(-10 * unit <= shape.measure(line) - width < -3 * unit for line in going_on)
    finished = sum(
        -3 * unit <= shape.measure(line) - width <= 2 * unit for line in lines if line.stop
    )
    if len(full) < _MIN_FULL or len(full) < 3 * below or finished > 0.6 * len(full):
        return False
    if len(full) < _FEW and _evenness(full, shape) < 0.7 * len(full):
        return False
    short = [line for line in lines if shape.measure(line) < width - 3 * unit]
    if len(full) < min(_ENOUGH, len(lines) / 10):
        return False
    if 4 * sum(bool(line.stop) for line in short) < len(short) - 3:
        return False  # a list
    with_marks = sum(any(sign in line.body for sign in "，。；：") for line in full)
    after_comma = sum(line.body[-1] in _COMMAS for line in full)
    if 2 * with_marks < len(full) or after_comma > 0.4 * len(full):
        return False
    return _goes_on(lines, full)


def _goes_on(lines: list[Line], full: list[Line]) -> bool:
    """Whether what follows full lines does not look like the beginning of something else."""
    chosen = {line.start for line in full}
    opened = sum(
        bool(following.opening) and following.opening not in _WEAK
        for line, following in pairwise(lines)
        if line.start in chosen
    )
    return opened <= 0.3 * len(full)


def _refined(lines: list[Line], rough: _Shape) -> _Shape:
    """The shape with what the lines around sure paragraph ends and sure joints tell."""
    pairs = list(pairwise(lines))
    inside = [b for a, b in pairs if _surely_goes_on(a, b, rough)]
    margins = Counter(line.indent for line in inside)
    margin = margins.most_common(1)[0][0] if margins else 0
    shape = replace(rough, margin=margin)
    starts = [b for a, b in pairs if shape.is_short(a) and not _is_short_piece(b, shape)]
    indented = _marks_paragraphs(starts, inside, shape.is_indented)
    spaced = _marks_paragraphs(starts, inside, lambda line: line.spaced)
    shape = replace(shape, indented=indented, spaced=spaced)
    return _with_limits(pairs, shape)


def _marks_paragraphs(
    starts: list[Line], inside: list[Line], is_marked: Callable[[Line], bool]
) -> bool:
    """Whether lines that open paragraphs are mostly marked so, and those inside are not."""
    opening, within = sum(map(is_marked, starts)), sum(map(is_marked, inside))
    return bool(starts) and opening >= 0.6 * len(starts) and within <= 0.3 * len(inside)


def _surely_goes_on(line: Line, following: Line, shape: _Shape) -> bool:
    near = abs(shape.measure(line) - shape.width) <= shape.unit
    return near and not line.stop and not following.opening


def _is_short_piece(line: Line, shape: _Shape) -> bool:
    return shape.is_short(line) and not line.stop


def _with_limits(pairs: Sequence[tuple[Line, Line]], shape: _Shape) -> _Shape:
    """The strictest reading of "full" that nearly all lines which surely go on agree with."""
    sure = list(_sure_joints(pairs, shape))
    if _has_lost_indents(sure, shape):
        shape = replace(shape, first=shape.width - 2 * shape.unit)
        # An opening line is not always known as one: its width is no sign of another reading.
        sure = [
            (a, b, o) for a, b, o in sure if not 0 <= shape.first - shape.measure(a) < shape.unit
        ]
    for need in ("sign", "word"):
        limits = replace(shape, need=need)
        missed = sum(not limits.is_full(a, b, opens=opens) for a, b, opens in sure)
        if missed <= 0.03 * len(sure):
            return limits
    return replace(shape, need="about")


def _has_lost_indents(sure: list[tuple[Line, Line, bool]], shape: _Shape) -> bool:
    """Whether the lines that open paragraphs stop early, and the others do not."""
    opening = [shape.is_full(a, b, opens=True) for a, b, opens in sure if opens]
    others = [shape.is_full(a, b, opens=False) for a, b, opens in sure if not opens]
    if not opening or not others:
        return False
    early = opening.count(False) / len(opening)
    return early >= 0.6 and early >= 2 * others.count(False) / len(others)


def _sure_joints(
    pairs: Sequence[tuple[Line, Line]], shape: _Shape
) -> Iterator[tuple[Line, Line, bool]]:
    """Lines near the width that break off, those that follow, and whether a paragraph opens."""
    opens = True
    for line, following in pairs:
        close = -6 * shape.unit <= shape.measure(line) - shape.width <= 2 * shape.unit
        plain = not line.stop and not following.opening and not line.is_table_row
        if close and plain and not shape.is_indented(following):
            yield line, following, opens
        opens = shape.is_short(line) or shape.is_indented(following)


# --- line by line ---


def _joins(lines: list[Line], shape: _Shape) -> list[bool]:
    """For each line but the last, whether it goes on in the next."""
    odds = _Odds.of(lines, shape)
    joins = []
    opens = True
    heading = bool(lines[0].opening)
    for line, following in pairwise(lines):
        joined = _is_joined(line, following, shape, odds, opens=opens, heading=heading)
        joins.append(joined)
        opens = not joined
        heading = "。" not in following.body and (bool(following.opening) if opens else heading)
    return joins


@dataclass(frozen=True, slots=True, eq=False)
class _Odds:
    """What the sure places of a text say about the doubtful ones.

    stops:    sentence marks that more often end a short line than stand inside a line.
    openings: kinds of mark that more often open a line after a short one than stand inside a line.
    inner:    kinds of mark that more often stand inside a line.
    """

    stops: frozenset[str]
    openings: frozenset[str]
    inner: frozenset[str]

    @classmethod
    def of(cls, lines: list[Line], shape: _Shape) -> _Odds:
        ends: Counter[str] = Counter()
        starts: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        for line, following in pairwise(lines):
            if not shape.is_full(line, following, opens=False):
                ends[line.stop] += 1
                starts[following.opening] += 1
        for line in lines:
            inside.update(sign for sign in line.body[:-1] if sign in "。！？；：")
            inside.update(_openings_inside(line.body))
        return cls(
            frozenset(stop for stop in ends if stop and ends[stop] > inside[stop]),
            frozenset(kind for kind in starts if kind and starts[kind] > inside[kind]),
            frozenset(kind for kind in _WEAK if inside[kind] > starts[kind]),
        )


_INSIDE = Pattern(
    r"(?<=[。；：！？])(?:(?P<item>[一二三四五六七八九十]{1,2}[是要])|(?P<circled>[①-⑳])|(?P<dash>——)"
    r"|(?P<bracketed>[（(][一二三四五六七八九十]{1,3}[）)])|(?P<round>[（(][0-9]{1,2}[）)])"
    r"|(?P<arabic>[0-9]{1,2}[.．、](?![0-9]))|(?P<address>各位|同志们))"
)


def _openings_inside(body: str) -> Iterator[str]:
    return (match.lastgroup or "" for match in _INSIDE.finditer(body))


def _is_joined(
    line: Line, following: Line, shape: _Shape, odds: _Odds, *, opens: bool, heading: bool
) -> bool:
    if line.is_table_row or following.is_table_row or shape.is_indented(following):
        return False
    if not shape.is_full(line, following, opens=opens):
        return shape.indented and _is_nearly_full(line, shape) and not following.opening
    if following.stands_alone and line.stop:
        return False
    if not line.stop:
        # Only a heading of just this width ends here; then another one may follow.
        return not (heading and following.opening and following.opening not in _WEAK)
    if shape.is_short(following) and not following.stop:
        return False  # a heading or a signature
    if shape.indented or shape.spaced:
        return not (shape.spaced and following.spaced)
    if following.opening and (following.opening not in _WEAK or following.opening in odds.openings):
        return False
    if shape.first < shape.width and not shape.is_short(following):
        return shape.measure(following) > shape.first
    return following.opening in odds.inner or line.stop not in odds.stops


def _is_nearly_full(line: Line, shape: _Shape) -> bool:
    return not line.stop and 0 <= shape.width - shape.measure(line) <= 3 * shape.unit


def _joined(lines: list[Line], joins: list[bool]) -> Iterator[Paragraph]:
    start = lines[0].start
    for line, following, joined in zip(lines, lines[1:], joins, strict=False):
        if not joined:
            yield Paragraph(Span(start, line.end))
            start = following.start
    yield Paragraph(Span(start, lines[-1].end))


def _breaks(text: str, lines: list[Line], joins: list[bool], pages: list[Page]) -> Iterator[Span]:
    """The stretches that are no part of what is said, in order: joints and page numbers."""
    joints = [
        _joint(text, line, following)
        for line, following, joined in zip(lines, lines[1:], joins, strict=False)
        if joined
    ]
    covered = _outside(pages, joints)
    bare = (part for joint in joints for part in _without_zero_width(text, joint))
    last = 0
    for gap in sorted([*bare, *covered]):
        start = gap.start
        end = min(gap.end, len(text))
        if end < gap.end and start > last and text[start - 1] == "\n":
            start -= 1  # the last line has no newline of its own: it takes the one before
        yield Span(start, end)
        last = end


def _outside(pages: list[Page], joints: list[Span]) -> Iterator[Span]:
    """The page numbers between paragraphs, with their newlines."""
    inside = iter(joints)
    joint = next(inside, None)
    for page in pages:
        while joint is not None and joint.end <= page.start:
            joint = next(inside, None)
        if joint is None or page.start < joint.start:
            yield Span(page.start, page.end + 1)


def _without_zero_width(text: str, joint: Span) -> Iterator[Span]:
    """The stretches of a joint around characters of no width: those are no part of the wrap."""
    start = joint.start
    for at in range(joint.start, joint.end + 1):
        if at == joint.end or text[at] in ZERO_WIDTH:
            if start < at:
                yield Span(start, at)
            start = at + 1


def _joint(text: str, line: Line, following: Line) -> Span:
    """From the last visible character of a line to the first of the next.

    A space between Latin words stays.
    """
    start = text.index(line.body[0], line.start) + len(line.body)
    end = text.index(following.body[0], following.start)
    before, after = text[start - 1], text[end]
    words = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    if words and (before.isalpha() or after.isalpha()) and text[start] in " \t":
        start += 1
    return Span(start, end)
