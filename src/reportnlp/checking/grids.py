"""The tables of a draft: of a Word or Markdown file, or typed with bars, tabs or gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportnlp.checking.amounts import Amount
from reportnlp.checking.rule import Draft
from reportnlp.document import Paragraph, Span
from reportnlp.extraction.units import UNITS
from reportnlp.patterns import Pattern

TOTALS = frozenset(("合计", "总计", "共计", "总数", "全县合计", "全市合计", "全区合计", "全镇合计"))
_PLACE = Pattern(r"(表[0-9]+) 第([0-9]+)行 第([0-9]+)列")
_RULED = Pattern(r"[|:\-\s]+")
_TABS, _GAPS, _SPACES = Pattern(r"\t+"), Pattern(r"[ \u3000]{2,}"), Pattern(r" ")
_IN_BRACKETS = Pattern(r"[（(](?:单位[:：])?(?P<unit>[^（）()\s]{1,8})[）)]")
_OF_TABLE = Pattern(r"单位[:：][ ]?(?P<unit>[^\s（）()，。；|]{1,8})")
_NUMBER = Pattern(r"(?P<number>-?[0-9][0-9,]*(?:\.(?P<decimals>[0-9]+))?)(?P<unit>[^0-9\s]{0,6})")
_YEAR = Pattern(r"20[0-9]{2}年?(?:[^0-9].*)?")
_RATES = Pattern(r"率|占比|比重|增长(?!额|量)|增速|增幅|百分比|[%％]")
_UNIT_HEADS = ("单位", "计量单位")
_NUMBERING = ("序号", "编号", "No", "No.")
_COUNTED = Pattern(r"(?P<unit>[人户家件期场名起条处]|[人场批台]次)数?$")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SIGN = Pattern(r"(?:其中|#)[:：]?|[0-9]{1,2}[.．、]|（?[一二三四五六七八九十]{1,2}[）、]")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row under the head.

    name:    what its first cell says, without unit and sign.
    part:    whether it is a part of the row before it: 其中：涉农贷款.
    place:   of that cell.
    figures: by column; cells with words or nothing have none.
    filled:  the columns whose cell is not empty.
    """

    name: str
    part: bool
    place: Span
    figures: dict[int, Amount]
    filled: frozenset[int]

    @property
    def is_total(self) -> bool:
        return self.name in TOTALS


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table.

    heads:   the words over each column, with units; empty where the table has no head.
    names:   the column of the rows' names.
    caption: the words right before the table.
    place:   from its first to its last character.
    """

    heads: tuple[str, ...]
    names: int
    rows: tuple[Row, ...]
    caption: str
    place: Span

    def head(self, column: int) -> str:
        return self.heads[column] if column < len(self.heads) else ""


def find_grids(draft: Draft) -> tuple[Grid, ...]:
    """All tables of two rows or more that hold figures, in the order of the text."""
    text = draft.text
    paragraphs = draft.document.paragraphs
    marked = "|" in text or "\t" in text or "  " in text
    if not (marked or _has_spaced_figure(text) or any(p.origin for p in paragraphs)):
        return ()
    return tuple(
        grid
        for first, cells in _cells(draft)
        if (grid := _grid(text, cells, _caption(text, paragraphs, first))) is not None
    )


def _has_spaced_figure(text: str) -> bool:
    """一季度 126: whether a space stands between words and a figure."""
    at = text.find(" ")
    while at >= 0:
        if text[at + 1 : at + 2].isdecimal() and text[max(at - 1, 0)] not in "\n ":
            return True
        at = text.find(" ", at + 1)
    return False


_Cells = list[list[Span]]


def _cells(draft: Draft) -> Iterator[tuple[int, _Cells]]:
    """The rows of each table, and the index of its first paragraph."""
    placed: dict[str, tuple[int, dict[int, dict[int, Span]]]] = {}
    typed: _Cells = []
    style = first = -1
    for index, paragraph in enumerate(draft.document.paragraphs):
        match = _PLACE.match(paragraph.origin) if paragraph.origin else None
        if match is not None:
            _, rows = placed.setdefault(match[1], (index, {}))
            rows.setdefault(int(match[2]), {}).setdefault(int(match[3]), paragraph.span)
        manner, row = (-1, []) if paragraph.origin else _typed(draft.text, paragraph)
        if manner != style or (manner >= _BY_GAPS and typed and len(row) != len(typed[0])):
            if typed:
                yield first, typed
            typed, style, first = [], manner, index
        if row:
            typed.append(row)
    if typed:
        yield first, typed
    for first, rows in placed.values():
        width = max(max(row) for row in rows.values())
        yield (
            first,
            [
                [row.get(c, Span(0, 0)) for c in range(1, width + 1)]
                for _, row in sorted(rows.items())
            ],
        )


_BY_BARS, _BY_INNER_BARS, _BY_TABS, _BY_GAPS, _BY_SPACES = range(5)
_SENTENCE_MARKS = frozenset("。，；：、！？")
_MOST_OF_LINE = 80


def _typed(text: str, paragraph: Paragraph) -> tuple[int, list[Span]]:
    """The cells of a line that is a row of a table, and how they are parted; (-1, []) else."""
    start, line = paragraph.span.start, paragraph.span.cut(text)
    if line.startswith("|"):
        if _RULED.fullmatch(line):
            return _BY_BARS, []
        body = line.rstrip().removesuffix("|")
        return _BY_BARS, _parted(start + 1, body[1:].split("|"), 1)
    if "\t" in line.strip():
        return _BY_TABS, _split(start, line, _TABS)
    if len(line) > _MOST_OF_LINE or "。" in line:
        return -1, []
    if "|" in line:
        if not _SENTENCE_MARKS.isdisjoint(line):
            return -1, []
        return _BY_INNER_BARS, _parted(start, line.split("|"), 1)
    if "  " in line.strip():
        return _BY_GAPS, _split(start, line, _GAPS)
    if " " in line.strip() and _SENTENCE_MARKS.isdisjoint(line):
        words = line.split()
        if _are_heads(words) or _are_figures(words[1:]):
            return _BY_SPACES, _split(start, line, _SPACES)
    return -1, []


def _are_figures(words: list[str]) -> bool:
    return all(_NUMBER.fullmatch(word) for word in words)


def _are_heads(words: list[str]) -> bool:
    return not any(character.isdecimal() for word in words for character in word)


def _parted(start: int, words: list[str], gap: int) -> list[Span]:
    cells = []
    for word in words:
        cells.append(Span(start, start + len(word)))
        start += len(word) + gap
    return cells


def _split(start: int, line: str, gap: Pattern) -> list[Span]:
    begin = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    cells = []
    for match in gap.finditer(line, begin, end):
        # An empty cell between two tabs is a cell.
        cells.append(Span(start + begin, start + match.start()))
        cells += [Span(start + match.start(), start + match.start())] * (
            len(match[0]) - 1 if match[0][0] == "\t" else 0
        )
        begin = match.end()
    cells.append(Span(start + begin, start + end))
    return cells


def _caption(text: str, paragraphs: tuple[Paragraph, ...], first: int) -> str:
    before = [p for p in paragraphs[max(first - 2, 0) : first] if not p.origin]
    return "\n".join(paragraph.span.cut(text) for paragraph in before)


def _grid(text: str, cells: _Cells, caption: str) -> Grid | None:
    if len(cells) < 2:
        return None
    words = [_plain(span.cut(text)) for span in cells[0]]
    headed = not any(_NUMBER.fullmatch(word) and not _YEAR.fullmatch(word) for word in words)
    heads = tuple(words) if headed else ()
    names = 1 if heads and heads[0] in _NUMBERING else 0
    units = next((i for i, head in enumerate(heads) if head in _UNIT_HEADS), -1)
    whole = _OF_TABLE.search(caption)
    unit = whole["unit"] if whole else ""
    rows = [_row(text, row, heads, names, units, unit) for row in cells[1 if headed else 0 :]]
    found = tuple(row for row in rows if row is not None)
    spans = [span for row in cells for span in row if len(span)]
    if not spans or not any(row.figures for row in found):
        return None
    place = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Grid(heads, names, found, caption, place)


def _plain(words: str) -> str:
    return words.strip().strip("*").strip()


def _row(
    text: str, cells: list[Span], heads: tuple[str, ...], names: int, units: int, unit: str
) -> Row | None:
    if len(cells) <= names + 1:
        return None
    words = _plain(cells[names].cut(text))
    if not words and names:
        words = _plain(cells[0].cut(text))
    bracket = _IN_BRACKETS.search(words)
    own = bracket["unit"] if bracket and _unit(bracket["unit"]) else ""
    if own and bracket:
        words = words[: bracket.start()].strip()
    sign = _SIGN.match(words)
    name = words[sign.end() :].strip() if sign else words
    told = _plain(cells[units].cut(text)) if 0 <= units < len(cells) else ""
    figures = {
        column: figure
        for column, cell in enumerate(cells)
        if column not in (names, units)
        and (column == 0) <= (names == 0)
        and (figure := _figure(text, cell, heads[column : column + 1], (told, own, unit)))
    }
    filled = frozenset(i for i, cell in enumerate(cells) if _plain(cell.cut(text)))
    part = sign is not None and sign[0].startswith(("其中", "#"))
    return Row(name.replace(" ", ""), part, cells[names], figures, filled)


def _figure(text: str, cell: Span, heads: tuple[str, ...], units: tuple[str, ...]) -> Amount | None:
    """units: where the head names none, those of the row and of the table."""
    words = cell.cut(text)
    match = _NUMBER.fullmatch(_plain(words))
    if match is None:
        return None
    head = heads[0] if heads else ""
    found = _unit(match["unit"]) if match["unit"] else _unit_over(head, units)
    if found is None:
        return None
    base, factor, kind = found
    start = cell.start + words.index(match["number"])
    span = Span(start, start + len(match[0]))
    step = Decimal(10) ** -len(match["decimals"] or "") * factor
    value = Decimal(match["number"].replace(",", "")) * factor
    return Amount(span, Span(start, start + len(match["number"])), value, step, base, kind)


_Unit = tuple[str, Decimal, str]


def _unit_over(head: str, others: tuple[str, ...]) -> _Unit | None:
    bracket = _IN_BRACKETS.search(head)
    found = _unit(bracket["unit"]) if bracket else None
    if found:
        return found
    if _RATES.search(head):
        return _unit("%")
    told = [known for word in others if (known := _unit(word))]
    counted = _COUNTED.search(head)
    found = _unit(counted["unit"]) if counted is not None else None
    if found is not None:  # 参保人数 in a table in 万人
        return next((known for known in told if known[0] == found[0]), found)
    return told[0] if told else _NONE


_NONE: _Unit = ("", Decimal(1), "")


def _unit(word: str) -> _Unit | None:
    """万亩 -> 亩, 10000, area; None for what is no unit."""
    known = UNITS.get(word)
    if known is not None:
        return known.base, known.factor, known.kind
    scale = _SCALES.get(word[:1])
    known = UNITS.get(word[1:]) if scale else None
    if scale is None or (known is None and word[1:]):
        return None
    return (known.base, scale * known.factor, known.kind) if known else ("", scale, "")
