"""Tables of text for a terminal, in colour or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reportnlp.rendering.cells import cells, clipped, shown, wrapped
from reportnlp.rendering.ink import DIM, INDENT, Ink

_NARROWEST = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    right: flush right, for numbers.
    whole: never broken: half a number would be another number.
    """

    head: str
    right: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, as many as the table has columns, and the colour of the first one."""

    cells: tuple[str, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a line of their own; without one where `title` is empty."""

    title: str
    rows: tuple[Row, ...]
    codes: tuple[str, ...] = ()


def table(columns: Sequence[Column], groups: Sequence[Group], width: int, ink: Ink) -> str:
    """Columns side by side; where they do not fit, the words of the widest go on below.

    A column without a single word is left out. Control characters are made visible.
    """
    used = [
        index
        for index in range(len(columns))
        if any(row.cells[index] for group in groups for row in group.rows)
    ]
    kept = [columns[index] for index in used]
    fitted = [
        Group(
            group.title,
            tuple(Row(tuple(shown(row.cells[i]) for i in used), row.codes) for row in group.rows),
            group.codes,
        )
        for group in groups
    ]
    widths = _widths(kept, fitted, width)
    heads = _lines(kept, widths, Row(tuple(column.head for column in kept)), Ink(False))
    lines = [ink(line, DIM) for line in heads]
    for group in fitted:
        if group.title:
            lines.append(INDENT + ink(clipped(group.title, width - len(INDENT)), *group.codes))
        lines += [line for row in group.rows for line in _lines(kept, widths, row, ink)]
    return "\n".join(lines)


def _widths(columns: Sequence[Column], groups: Sequence[Group], width: int) -> list[int]:
    rows = [row.cells for group in groups for row in group.rows]
    heads = [column.head for column in columns]
    widths = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    room = width - len(INDENT) * len(columns)
    while sum(widths) > room:
        soft = [
            index
            for index, column in enumerate(columns)
            if not column.whole and widths[index] > max(_NARROWEST, cells(column.head))
        ]
        if not soft:
            break
        widths[max(soft, key=lambda index: widths[index])] -= 1
    return widths


def _lines(columns: Sequence[Column], widths: Sequence[int], row: Row, ink: Ink) -> Iterator[str]:
    """The lines of a row, as many as its longest cell has."""
    pieces = [
        [text] if column.whole or cells(text) <= room else wrapped(text, room)
        for column, room, text in zip(columns, widths, row.cells, strict=True)
    ]
    for words in zip_longest(*pieces, fillvalue=""):
        yield (INDENT + INDENT.join(_padded(columns, widths, words, row, ink))).rstrip()


def _padded(
    columns: Sequence[Column], widths: Sequence[int], words: Sequence[str], row: Row, ink: Ink
) -> Iterator[str]:
    for index, (column, room, text) in enumerate(zip(columns, widths, words, strict=True)):
        space = " " * (room - cells(text))
        inked = ink(text, *row.codes) if index == 0 else text
        yield space + inked if column.right else inked + space
