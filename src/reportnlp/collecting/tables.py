"""Sheets of cells: what a workbook and a CSV file are before anybody knows what they mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportnlp.errors import FactsError
from reportnlp.formats.encodings import decode
from reportnlp.formats.opening import shown

MOST_ROWS = 5000
MOST_COLUMNS = 60
_DELIMITERS = ",;\t，；"
_GUARDED = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    text:    as a person sees it.
    where:   its column, for messages: "D列", "第4列".
    problem: why its content cannot be used, "" where it can.
    notice:  what looks odd, "" for nothing.
    carried: whether the content stands in the cell above, with which it is merged.
    is_date: whether the program that wrote it took it for a date.
    """

    text: str
    where: str
    problem: str = ""
    notice: str = ""
    carried: bool = False
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet.

    number: from 1, as programs show it.
    cells:  from the column's number, from 1, to its cell; without empty ones.
    hidden: whether the row is hidden from the eye.
    """

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with nothing known about it.

    title: "" for a CSV file.
    lines: without empty ones.
    """

    title: str
    lines: tuple[Line, ...]
    hidden: bool = False

    @property
    def place(self) -> str:
        """For messages: "“事实”表"; "" for a CSV file."""
        return f"“{self.title}”表" if self.title else ""


def read_separated(data: bytes, path: Path) -> Sheet:
    """The table in a CSV file: UTF-8, GB18030 or UTF-16; comma, semicolon or tab.

    Raises UnreadableFileError for what is no text, FactsError for what is no table.
    """
    text, _ = decode(data, path)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel writes it, and keeps it out of the count of lines that a person sees.
        delimiter, text = first.strip()[4], "\n" + rest
    delimiter = delimiter or _delimiter(text)
    lines = []
    try:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=False)
        for values in reader:
            cells = {
                number: Cell(_unguarded(value.strip()), f"第{number}列")
                for number, value in enumerate(values[:MOST_COLUMNS], start=1)
                if value.strip()
            }
            if cells:
                lines.append(Line(reader.line_num, cells))
            if len(lines) > MOST_ROWS:
                raise FactsError(shown(path), (f"超过 {MOST_ROWS} 行，不像一张事实表",))
    except csv.Error as error:
        raise FactsError(shown(path), (f"第{reader.line_num}行的引号或分隔符不对",)) from error
    return Sheet("", tuple(lines))


def _delimiter(text: str) -> str:
    """The one that parts the first lines most often; a comma where none does."""
    sample = "\n".join(text.split("\n")[:30])
    counts = {mark: _most_in_a_line(sample, mark) for mark in _DELIMITERS}
    best = max(counts, key=lambda mark: (counts[mark], -_DELIMITERS.index(mark)))
    return best if counts[best] else ","


def _most_in_a_line(sample: str, mark: str) -> int:
    # In a note “；” and “，” are marks of prose: they count only where little else stands around.
    lines = [line for line in sample.split("\n") if line.strip()]
    if mark in "，；":
        return 0 if any("," in line or "\t" in line for line in lines) else _even(lines, mark)
    return max((line.count(mark) for line in lines), default=0)


def _even(lines: list[str], mark: str) -> int:
    counts = {line.count(mark) for line in lines}
    return counts.pop() if len(counts) == 1 else 0


def _unguarded(value: str) -> str:
    """Without the apostrophe that keeps programs from taking a text for a formula."""
    return value[1:] if value.startswith(_GUARDED) else value
