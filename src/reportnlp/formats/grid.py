"""Where the rows and cells of a table stand, with merged and deleted ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportnlp.formats.ooxml import child, integer, value

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Grid:
    """A table while its rows are read in turn; rows and columns count from 1.

    name:     for the origin of its paragraphs: "表2".
    reaching: columns of the row above whose cell may reach down into this one.
    opened:   columns of this row whose cell may reach further down.
    """

    name: str
    row: int = 0
    column: int = 0
    reaching: set[int] = field(default_factory=set)
    opened: set[int] = field(default_factory=set)

    def enter_row(self, row: _Element) -> bool:
        """Begin a row; False where it is deleted, and not to be read."""
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            return False
        self.row += 1
        self.column = 1 + max(integer(value(child(properties, "gridBefore"))) or 0, 0)
        return True

    def leave_row(self) -> None:
        self.reaching, self.opened = self.opened, set()

    def enter_cell(self, cell: _Element) -> str | None:
        """The origin of a cell's paragraphs; None where it only continues a merged one."""
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            return None
        column = self.column
        self.column += max(integer(value(child(properties, "gridSpan"))) or 1, 1)
        down = child(properties, "vMerge")
        if down is not None:
            self.opened.add(column)
            if value(down) != "restart" and column in self.reaching:
                return None
        across = child(properties, "hMerge")
        if across is not None and value(across) != "restart":
            return None
        return f"{self.name} 第{self.row}行 第{column}列"
