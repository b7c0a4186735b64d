"""An Excel workbook as sheets of cells: shown values, merged cells, hidden rows, formulas."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportnlp.collecting.cells import is_unit
from reportnlp.collecting.tables import MOST_COLUMNS, MOST_ROWS, Cell, Line, Sheet
from reportnlp.errors import FactsError, UnreadableFileError
from reportnlp.formats.opening import shown
from reportnlp.formats.package import Package, open_package, parse_part

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

_SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LITERALS = re.compile(r'"([^"]*)"|\\(.)|([\u4e00-\u9fff])')
_DIGITS_SHOWN = re.compile(r"[0#?](?:\.([0#?]+))?")
_MOST_DECIMALS = 6
_TYPED_DECIMALS = 4


def read_workbook(data: bytes, path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in their order.

    Raises UnreadableFileError for what is no workbook or not safe to open, FactsError for one that
    is too long.
    """
    from openpyxl import load_workbook

    _refuse_unsafe(data, path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it will not keep when writing; nothing is written here.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), data_only=False)
            cached = load_workbook(BytesIO(data), data_only=True) if _has_formula(book) else book
    # openpyxl raises whatever its parsers meet; a damaged file is all of them to the user.
    except Exception as error:
        raise UnreadableFileError(shown(path), "Excel 文件的内容已损坏", _SAVE_AGAIN) from error
    return tuple(
        _sheet(sheet, cached[sheet.title], path)
        for sheet in book.worksheets
        if sheet.sheet_state != "veryHidden"
    )


def _refuse_unsafe(data: bytes, path: Path) -> None:
    name = shown(path)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            advice = "请用 Excel 或 WPS 打开，去掉密码后另存为 .xlsx 再试。"
            raise UnreadableFileError(name, "文件设有打开密码", advice)
        raise UnreadableFileError(name, "这是旧版表格文件（.xls 或 .et）", _SAVE_AGAIN)
    if not data.startswith(b"PK"):
        reason = "文件是空的（0 字节）" if not data else "不是 Excel 工作簿，或已损坏"
        raise UnreadableFileError(name, reason, _SAVE_AGAIN)
    try:
        package = open_package(data, path)
        if not any(part.startswith("xl/") for part in package.entries):
            raise UnreadableFileError(name, "压缩包里没有工作表，不是 .xlsx 文件", _SAVE_AGAIN)
        _parse_all(package)
    except UnreadableFileError as error:
        reason = error.reason.replace("Word 文件", "Excel 文件")
        raise UnreadableFileError(name, reason, _SAVE_AGAIN) from error


def _parse_all(package: Package) -> None:
    """Refuses entities and broken or bottomless XML before openpyxl sees them."""
    for part in package.entries:
        if part.endswith((".xml", ".rels")):
            parse_part(package, part)


def _has_formula(book: Workbook) -> bool:
    return any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet))


def _cells(sheet: Worksheet) -> Iterator[ExcelCell]:
    last_row, last_column = min(sheet.max_row, MOST_ROWS + 1), min(sheet.max_column, MOST_COLUMNS)
    for row in sheet.iter_rows(max_row=last_row, max_col=last_column):
        yield from row


def _sheet(sheet: Worksheet, cached: Worksheet, path: Path) -> Sheet:
    lines: dict[int, dict[int, Cell]] = {}
    for cell in _cells(sheet):
        if cell.value is None:
            continue
        value = cached.cell(cell.row, cell.column).value if cell.data_type == "f" else cell.value
        read = _cell(cell, value)
        if read is not None:
            lines.setdefault(cell.row, {})[cell.column] = read
    if any(row > MOST_ROWS for row in lines):
        raise FactsError(shown(path), (f"“{sheet.title}”表超过 {MOST_ROWS} 行，不像一张事实表",))
    _carry_down(sheet, lines)
    hidden = {row for row, size in sheet.row_dimensions.items() if size.hidden}
    return Sheet(
        sheet.title,
        tuple(Line(row, lines[row], row in hidden) for row in sorted(lines)),
        sheet.sheet_state == "hidden",
    )


def _carry_down(sheet: Worksheet, lines: dict[int, dict[int, Cell]]) -> None:
    for area in sheet.merged_cells.ranges:
        first = lines.get(area.min_row, {}).get(area.min_col)
        if first is None or area.max_row - area.min_row > MOST_ROWS:
            continue
        for row in range(area.min_row + 1, area.max_row + 1):
            if row in lines:
                carried = Cell(first.text, first.where, first.problem, first.notice, carried=True)
                lines[row][area.min_col] = carried


# ------------------------------------------------------------------ one cell


def _cell(cell: ExcelCell, value: object) -> Cell | None:
    where = f"{cell.column_letter}列"
    if cell.data_type == "f" and value is None:
        problem = "公式还没有算出结果。请用 Excel 或 WPS 打开并保存一次，或直接填数"
        return Cell(str(cell.value), where, problem)
    if isinstance(value, bool):
        return Cell("是" if value else "否", where)
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(_date_as_text(value, cell.number_format or ""), where, is_date=True)
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "General", where)
    text = str(value).strip()
    return Cell(text, where) if text else None


def _date_as_text(value: datetime | date | time | timedelta, number_format: str) -> str:
    if isinstance(value, date):
        month = f"{value.year}年{value.month}月"
        shows_day = "d" in number_format.lower() or value.day != 1
        return f"{month}{value.day}日" if shows_day else month
    return str(value)


def _number(value: int | float, number_format: str, where: str) -> Cell:
    """A number as Excel shows it: 15 digits at most, percent as percent, units of the format."""
    # Excel itself calculates with 15 digits: 0.1 + 0.2 is 0.3 there.
    exact = Decimal(format(value, ".15g"))
    section = number_format.split(";")[0]
    literal = "".join(a or b or c for a, b, c in _LITERALS.findall(section)).strip()
    bare = re.sub(r"\[[^\]]*\]|_.|\*.", "", _LITERALS.sub("", section))
    percent = "%" in bare
    if percent:
        exact *= 100
    if bare.rstrip().endswith(",") or "!." in bare or (literal and not is_unit(literal)):
        problem = (
            f"用了自定义显示格式（{number_format}），看到的数和实际的数不同。请直接写出数和单位"
        )
        return Cell(_plain(exact), where, problem)
    shown_value, problem, notice = _as_shown(exact, bare)
    unit = "%" if percent else literal
    return Cell(_plain(shown_value) + unit, where, problem, notice)


def _as_shown(exact: Decimal, number_format: str) -> tuple[Decimal, str, str]:
    """The number as it shall be written, a problem and a notice.

    What a person typed has few decimals and stays; the tail of a calculation is cut as shown.
    """
    decimals = max(-_exponent(exact), 0)
    match = _DIGITS_SHOWN.search(number_format)
    if match is None:  # "General", "@"
        if decimals > _MOST_DECIMALS:
            problem = f"有 {decimals} 位小数。请改成要写进报告的位数"
            return exact, problem, ""
        return exact, "", ""
    places = len(match.group(1) or "")
    if decimals <= places:
        return exact, "", ""
    if decimals <= _TYPED_DECIMALS:
        notice = f"表里显示到小数点后 {places} 位，实际填的是 {_plain(exact)}，按实际填的读"
        return exact, "", notice
    return exact.quantize(Decimal(1).scaleb(-places)), "", ""


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _plain(value: Decimal) -> str:
    return format(value.quantize(Decimal(1)) if _exponent(value) >= 0 else value.normalize(), "f")
