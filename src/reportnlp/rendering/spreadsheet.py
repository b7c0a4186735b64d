"""Tables for Excel, WPS and LibreOffice: CSV and .xlsx. No cell ever becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportnlp.rendering.cells import cells

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | None

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes a CSV file for GBK."""
# Full-width forms are formulas too where Excel speaks an East Asian language.
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Neither XML nor a cell can hold them.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_CHARACTERS = 32767
_TOO_LARGE = Decimal("1E+15")
"""Excel keeps 15 digits: a number with more of them before the point is written as text."""
_WIDEST, _NARROWEST = 48, 6


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    title: of its sheet, at most 31 characters.
    heads: one for each column.
    rows:  cells, as many as there are heads; None for an empty one.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def grid_as_csv(grid: Grid) -> str:
    """CSV as Excel opens it, to be written as UTF-8.

    It has a byte-order mark, \\r\\n, and an apostrophe before text that begins like a formula.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(grid.heads)
    writer.writerows([_csv_cell(value) for value in row] for row in grid.rows)
    return _BYTE_ORDER_MARK + lines.getvalue()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = _REFUSED.sub("\ufffd", value)
        return f"'{text}" if _is_formula_like(text) else text
    return _digits(value)


def _is_formula_like(text: str) -> bool:
    # Some programs leave out white space before they look.
    return text.lstrip().startswith(_FORMULA_STARTS) or text.startswith(("\t", "\r", "\n"))


def _digits(value: int | Decimal) -> str:
    return format(value, "d" if isinstance(value, int) else "f")


def grids_as_xlsx(grids: tuple[Grid, ...]) -> bytes:
    """A workbook with a sheet for each table: frozen head, filters, widths, ready to print."""
    return workbook_as_bytes(workbook_of(grids))


def workbook_of(grids: tuple[Grid, ...]) -> Workbook:
    """The same, for whoever adds charts to it."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for grid in grids:
        _fill(workbook.create_sheet(grid.title), grid)
    return workbook


def workbook_as_bytes(workbook: Workbook) -> bytes:
    """The file of a workbook."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(grid.heads, start=1):
        cell = sheet.cell(1, column)
        put_value(cell, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E7E2D6")
        cell.alignment = Alignment(vertical="center")
    words, numbers = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
    for number, row in enumerate(grid.rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is not None and value != "":
                cell = sheet.cell(number, column)
                put_value(cell, value)
                cell.alignment = words if isinstance(value, str) else numbers
    for column, width in enumerate(_widths(grid), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = f"{get_column_letter(len(grid.heads))}{len(grid.rows) + 1}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}"
    _lay_out_print(sheet)


def put_value(cell: Cell, value: Value) -> None:
    """Puts a value into a cell as what it is: a text stays a text, whatever it begins with."""
    if isinstance(value, int | Decimal) and _fits(value):
        cell.value = value
        cell.number_format = "#,##0" if value == int(value) else "#,##0.0#########"
        return
    text = value if isinstance(value, str) else _digits(value or 0)
    cell.value = _REFUSED.sub("\ufffd", text)[:_MOST_CHARACTERS]
    cell.data_type = "s"  # openpyxl would make a formula of "=…"
    # With it, editing the cell does not make a formula of it either.
    cell.quotePrefix = _is_formula_like(text)


def _fits(value: int | Decimal) -> bool:
    return -_TOO_LARGE < value < _TOO_LARGE


def _lay_out_print(sheet: Worksheet) -> None:
    """A4 across, as many pages as needed, the head on each of them."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = "&A"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _widths(grid: Grid) -> list[int]:
    """Widths in cells, with room for the sign of the filter beside a head."""
    columns = zip(*grid.rows, strict=True) if grid.rows else [() for _ in grid.heads]
    return [
        min(max(_NARROWEST, cells(head) + 4, *(_width(value) + 2 for value in column)), _WIDEST)
        for head, column in zip(grid.heads, columns, strict=True)
    ]


def _width(value: Value) -> int:
    if isinstance(value, str):
        return max(map(cells, value.split("\n")))
    return 0 if value is None else cells(f"{value:,}")
