"""The lines of a plain text, measured: what tells a wrapped copy from a written one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportnlp.patterns import Pattern

ZERO_WIDTH = "\u200b\ufeff"
_SPACES = " \t\u3000\u00a0\f\v" + ZERO_WIDTH
_CLOSING = "”’」』）)》〉】］]\"'"
_STOPS = "。！？；：…!?;:"
_TABLE = Pattern(r"\t|\||[^ \u3000][ \u3000]{3,}[^ \u3000]")
_OPENING = Pattern(
    r"(?P<marks>#{1,6} )"
    r"|(?P<part>第[一二三四五六七八九十]{1,3}(?:部分|章|篇|编|节|条))"
    r"|(?P<chinese>[一二三四五六七八九十]{1,3}[、.．])"
    r"|(?P<bracketed>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<arabic>[0-9]{1,2}[.．、](?![0-9]))"
    r"|(?P<round>[（(][0-9]{1,2}[）)])"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<lenticular>【)"
    r"|(?P<dash>——)"
    r"|(?P<bullet>[-*•●■◆▪□][ \u3000])"
    r"|(?P<item>[一二三四五六七八九十]{1,2}[是要])"
    r"|(?P<address>(?:各位|同志们|尊敬的))"
)
_PAGE_NUMBER = Pattern(
    r"[-—–－―─·•~～]{1,3}[ \u3000]*[0-9０-９]{1,3}[ \u3000]*[-—–－―─·•~～]{1,3}"
    r"|第[ \u3000]*[0-9]{1,3}[ \u3000]*页"
    r"(?:[ \u3000]*[，,/／]?[ \u3000]*共[ \u3000]*[0-9]{1,3}[ \u3000]*页)?"
    r"|[0-9]{1,3}[ \u3000]*[/／][ \u3000]*[0-9]{1,3}"
)
_BARE_NUMBER = Pattern(r"[0-9]{1,3}")
_SALUTATION = Pattern(r"(?:各位|尊敬的|同志们)[^，。；]{0,20}[：:！!]|同志们")
_DATE = Pattern(
    r"[0-9〇○零一二三四五六七八九十]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank and no page number.

    start, end: of the whole line in the text, without the newline.
    body:       without the spaces around.
    indent:     half-width columns of white space before it.
    chars:      width in characters, with the indent, without spaces at the end.
    columns:    width in half-width columns, measured likewise.
    spaced:     whether a blank line stands before it.
    """

    start: int
    end: int
    body: str
    indent: int
    chars: int
    columns: int
    spaced: bool = False

    @property
    def stop(self) -> str:
        """The sentence mark that the line ends with; "" where it breaks off."""
        last = self.body.rstrip(_CLOSING)[-1:]
        return last if last in _STOPS else ""

    @property
    def opening(self) -> str:
        """What kind of mark opens the line: "chinese" (一、), "item" (一是), …; "" for none."""
        match = _OPENING.match(self.body)
        return (match.lastgroup or "") if match else ""

    @property
    def is_table_row(self) -> bool:
        """Whether it stands in columns."""
        return _TABLE.search(self.body) is not None

    @property
    def stands_alone(self) -> bool:
        """Whether it is a salutation or a date."""
        return (
            _SALUTATION.fullmatch(self.body) is not None or _DATE.fullmatch(self.body) is not None
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A line that holds a page number only; start, end as in `Line`."""

    start: int
    end: int


def split_lines(text: str) -> tuple[list[Line], list[Page]]:
    """The lines of a text that hold something, and its page numbers."""
    lines: list[Line] = []
    pages: list[Page] = []
    bare: list[Line] = []
    spaced = False
    for start, end in _bounds(text):
        raw = text[start:end].rstrip(_SPACES)
        body = raw.lstrip(_SPACES)
        if not body:
            spaced = True
            continue
        if _PAGE_NUMBER.fullmatch(body):
            pages.append(Page(start, end))
            continue
        line = _measured(start, end, raw, body, spaced=spaced)
        spaced = False
        lines.append(line)
        if _BARE_NUMBER.fullmatch(body):
            bare.append(line)
    if _count_pages(bare):
        numbers = set(bare)
        lines = [line for line in lines if line not in numbers]
        pages = sorted(pages + [Page(line.start, line.end) for line in bare], key=lambda p: p.start)
    return lines, pages


def columns_of(text: str) -> int:
    """Width in half-width columns: ASCII takes one, all else two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield start, end
        start = end + 1


def _measured(start: int, end: int, raw: str, body: str, *, spaced: bool) -> Line:
    before = raw[: len(raw) - len(body)].lstrip("\f\v" + ZERO_WIDTH)
    indent = columns_of(before)
    chars, columns = len(before) + len(body), indent + columns_of(body)
    return Line(start, end, body, indent, chars, columns, spaced)


def _count_pages(bare: list[Line]) -> bool:
    """Whether lines that hold a bare number count the pages: at least two, each one more."""
    numbers = [int(line.body) for line in bare]
    return len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
