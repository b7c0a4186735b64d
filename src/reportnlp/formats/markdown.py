"""The paragraphs of a Markdown text: headings with their level, a paragraph a line or table cell.

CommonMark with the tables of GFM. Lines are never joined and the text is never changed; what is
no report text (code, rules, front matter, the marks of a table) is just not a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportnlp.document import Paragraph, Span
from reportnlp.patterns import Pattern

_HEADING = Pattern(r" {0,3}(#{1,6})(?:[ \t\u3000]|$)")
_FENCE = Pattern(r" {0,3}(`{3,}|~{3,})([^\n]*)")
_RULE = Pattern(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = Pattern(r" {0,3}(=+|-{2,})[ \t]*")
_NOT_A_TITLE = Pattern(r"[ \t]*(?:#{1,6}[ \t]|>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\|)")
_DELIMITER = Pattern(r":?-+:?")
_KEY = Pattern(r"[\w\u4e00-\u9fff.-]+[ \t]*:(?:[ \t]|$)")
_CELL_MARK = Pattern(r"\\.|\|")
_SENTENCE_ENDS = "。；！？，"


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def markdown_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text.

    A heading's span is its whole line with the marks; of a setext heading the line above the
    underline. A table cell is its text without the spaces around it, its origin "表1 第2行 第1列";
    the delimiter row does not count as a row.
    """
    return tuple(_paragraphs(_body(_lines(text))))


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append(_Line(start, line))
        start += len(line) + 1
    return lines


def _body(lines: list[_Line]) -> list[_Line]:
    """The lines without front matter and fenced code; an empty line stands for each of these."""
    return _without_code(lines[_front_matter(lines) :])


def _front_matter(lines: list[_Line]) -> int:
    """How many lines the front matter takes; 0 where there is none."""
    if lines[0].text.rstrip() != "---":
        return 0
    has_key = False
    for index, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() in ("---", "..."):
            return index + 1 if has_key else 0
        has_key = has_key or _KEY.match(line.text) is not None
    return 0


def _without_code(lines: list[_Line]) -> list[_Line]:
    ends = _closing_fences(lines)
    kept: list[_Line] = []
    index = 0
    while index < len(lines):
        if index in ends:
            kept.append(_Line(lines[index].start, ""))
            index = ends[index]
        else:
            kept.append(lines[index])
        index += 1
    return kept


def _closing_fences(lines: list[_Line]) -> dict[int, int]:
    """Index of each fence that opens code, with that of the one that closes it.

    CommonMark lets an unclosed fence run to the end; here it is an ordinary line, so that a
    forgotten mark does not hide the rest of a report.
    """
    pairs = {}
    opening: tuple[int, str] | None = None
    for index, line in enumerate(lines):
        match = _FENCE.fullmatch(line.text.rstrip())
        if match is None:
            continue
        marks, info = match.groups()
        if opening is None:
            if marks[0] == "~" or "`" not in info:
                opening = (index, marks)
        elif marks.startswith(opening[1]) and not info.strip():
            pairs[opening[0]] = index
            opening = None
    return pairs


def _paragraphs(lines: list[_Line]) -> Iterator[Paragraph]:
    tables = index = 0
    while index < len(lines):
        size = _table_size(lines, index)
        if size:
            tables += 1
            yield from _cells(lines[index : index + size], tables)
            index += size
            continue
        line = lines[index]
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        level = _setext_level(line.text, following)
        if level:
            yield Paragraph(_span(line), level)
            index += 1  # the underline
        elif line.text.strip() and not _RULE.fullmatch(line.text.rstrip()):
            heading = _HEADING.match(line.text)
            yield Paragraph(_span(line), len(heading.group(1)) if heading else 0)
        index += 1


def _span(line: _Line) -> Span:
    return Span(line.start, line.start + len(line.text))


def _setext_level(text: str, following: str) -> int:
    """1 or 2 if the next line underlines this one as a heading, else 0.

    A line that ends as a sentence does is followed by a rule, not underlined.
    """
    mark = _UNDERLINE.fullmatch(following)
    body = text.strip()
    if mark is None or not body or body[-1] in _SENTENCE_ENDS:
        return 0
    if _NOT_A_TITLE.match(text) or _RULE.fullmatch(text.rstrip()):
        return 0
    return 1 if mark.group(1)[0] == "=" else 2


def _table_size(lines: list[_Line], index: int) -> int:
    """How many lines the table takes that begins here; 0 if none does."""
    first = lines[index].text
    if "|" not in first:
        return 0
    has_head = index + 1 < len(lines) and _is_delimiter(lines[index + 1].text)
    if not has_head and not _is_boxed(first):
        return 0
    end = index + 1
    while end < len(lines) and (
        _is_row(lines[end].text) if has_head else _is_boxed(lines[end].text)
    ):
        end += 1
    return end - index


def _is_row(text: str) -> bool:
    return "|" in text and bool(text.strip())


def _is_boxed(text: str) -> bool:
    body = text.strip()
    return len(body) > 2 and body[0] == body[-1] == "|"


def _is_delimiter(text: str) -> bool:
    cells = _split(text)
    return (
        bool(cells)
        and "|" in text
        and all(_DELIMITER.fullmatch(text[start:end]) for start, end in cells)
    )


def _cells(rows: list[_Line], table: int) -> Iterator[Paragraph]:
    number = 0
    for row in rows:
        if _is_delimiter(row.text):
            continue
        number += 1
        for column, (start, end) in enumerate(_split(row.text), start=1):
            if start < end:
                span = Span(row.start + start, row.start + end)
                yield Paragraph(span, origin=f"表{table} 第{number}行 第{column}列")


def _split(row: str) -> list[tuple[int, int]]:
    """Start and end of each cell of a table row, without the spaces around; "\\|" is no border."""
    borders = [match.start() for match in _CELL_MARK.finditer(row) if match.group() == "|"]
    edges = [-1, *borders, len(row)]
    cells = [_trimmed(row, left + 1, right) for left, right in pairwise(edges)]
    if cells and borders and not row[: borders[0]].strip():
        del cells[0]
    if cells and borders and not row[borders[-1] + 1 :].strip():
        del cells[-1]
    return cells


def _trimmed(row: str, start: int, end: int) -> tuple[int, int]:
    while start < end and row[start].isspace():
        start += 1
    while end > start and row[end - 1].isspace():
        end -= 1
    return start, end
