"""The list of missing figures as a workbook that departments fill in, and a facts file besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportnlp.collecting.columns import SECTION_NAMES
from reportnlp.collecting.departments import UNASSIGNED
from reportnlp.collecting.forms import (
    GREY,
    FormColumn,
    lay_out_print,
    put_head,
    put_row,
    saved,
    validate,
)
from reportnlp.collecting.missing import Heading, MissingFigure
from reportnlp.rendering.cells import cells
from reportnlp.rendering.spreadsheet import put_value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLUMNS = (
    FormColumn("id", 11, fill=False),
    FormColumn("section", 7, fill=False),
    FormColumn("topic", 18, fill=False),
    FormColumn("sentence", 46, fill=False),
    FormColumn("name", 20, fill=False),
    FormColumn("unit", 9, fill=False),
    FormColumn("last", 20, fill=False),
    FormColumn("value", 13),
    FormColumn("approx", 8),
    FormColumn("source", 13),
    FormColumn("department", 13, fill=False),
    FormColumn("note", 18),
)
_WIDTHS = {column.key: column.width for column in _COLUMNS}
_HEADING_ROW, _HEADS_ROW = 3, 4
_LINE_HEIGHT, _LEAST_HEIGHT = 14.5, 24.0
_GUIDE = (
    "请填黄色的格：“数值”一格只写一个数（12、3.5万、40余、3—5）；不是确数的在“约数”选；不适用的在“数值”写“不适用”；"
    "还没有的留空。其他格已锁定。【▁▁】是要填的地方，【】里是上一次报告的数。"
)
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
ALL_SHEET = "缺项清单"
_UNTOLD = Heading()


def missing_workbook(
    rows: Sequence[MissingFigure], heading: Heading = _UNTOLD, *, by_department: bool = False
) -> bytes:
    """The list as an .xlsx that `collecting.reading` reads as facts once it is filled in.

    heading:       whose list it is; what is not told can be filled in.
    by_department: a sheet for each department instead of one for all.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, of_sheet in _parted(rows, by_department=by_department):
        _fill(book.create_sheet(title), of_sheet, title, heading)
    return saved(book)


def _parted(
    rows: Sequence[MissingFigure], *, by_department: bool
) -> list[tuple[str, list[MissingFigure]]]:
    if not by_department:
        return [(ALL_SHEET, list(rows))]
    parts: dict[str, list[MissingFigure]] = {}
    for row in rows:
        parts.setdefault(row.department or UNASSIGNED, []).append(row)
    # What nobody has been asked for comes last, where it is looked for.
    names = sorted(parts, key=lambda name: name == UNASSIGNED)
    titles: dict[str, list[MissingFigure]] = {}
    for name in names:
        titles[_sheet_title(name, titles)] = parts[name]
    return list(titles.items())


def _sheet_title(name: str, taken: dict[str, list[MissingFigure]]) -> str:
    """A name that Excel takes for a sheet: 31 characters, without some marks, and only once."""
    title = _NOT_IN_TITLES.sub("", name).strip()[:28] or UNASSIGNED
    number, given = 2, {other.lower() for other in taken}
    unique = title
    while unique.lower() in given:
        unique = f"{title}{number}"
        number += 1
    return unique


def _fill(sheet: Worksheet, rows: Sequence[MissingFigure], title: str, whose: Heading) -> None:
    from openpyxl.styles import Alignment, Font

    heading = title if title == ALL_SHEET else f"{ALL_SHEET}　{title}"
    for row, text, font, height in (
        (1, heading, Font(size=16, bold=True), 30),
        (2, _GUIDE, Font(size=10, color=GREY), 30),
    ):
        cell = sheet.cell(row, 1)
        put_value(cell, text)
        cell.font = font
        cell.alignment = Alignment(
            horizontal="center" if row == 1 else "left", vertical="center", wrap_text=True
        )
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        sheet.row_dimensions[row].height = height
    _put_heading(sheet, whose)
    put_head(sheet, _HEADS_ROW, _COLUMNS)
    for number, missing in enumerate(rows, start=_HEADS_ROW + 1):
        put_row(sheet, number, _COLUMNS, _values(missing))
        sheet.row_dimensions[number].height = _height(missing)
    last = _HEADS_ROW + len(rows)
    validate(sheet, _COLUMNS, _HEADS_ROW + 1, last)
    sheet.auto_filter.ref = f"A{_HEADS_ROW}:L{last}"
    sheet.freeze_panes = f"A{_HEADS_ROW + 1}"
    lay_out_print(sheet)
    _protect(sheet)


def _put_heading(sheet: Worksheet, heading: Heading) -> None:
    """Unit, year and kind, which a facts file has above its table; they may be corrected."""
    from openpyxl.styles import Font, Protection

    sheet.merge_cells(start_row=_HEADING_ROW, end_row=_HEADING_ROW, start_column=1, end_column=3)
    said = ((1, "单位", heading.unit), (4, "年度", heading.year), (5, "文种", heading.kind))
    for column, word, value in said:
        cell = sheet.cell(_HEADING_ROW, column)
        put_value(cell, f"{word}：{value}")
        cell.font = Font(size=11)
        cell.protection = Protection(locked=False)
    sheet.row_dimensions[_HEADING_ROW].height = 20


def _values(missing: MissingFigure) -> list[str]:
    last = missing.last
    if last and missing.last_year:
        last = f"{last}（{missing.last_year}年）"
    return [
        missing.id,
        SECTION_NAMES[missing.section],
        missing.topic,
        missing.sentence,
        missing.name,
        missing.unit,
        last,
        missing.value,
        missing.approx,
        missing.source,
        missing.department,
        missing.remark,
    ]


def _height(missing: MissingFigure) -> float:
    """Points: spreadsheets do not grow the rows of a file that they have not written."""
    texts = (("sentence", missing.sentence), ("topic", missing.topic), ("name", missing.name))
    lines = max(-(-cells(text) // (_WIDTHS[key] - 3)) for key, text in texts)
    return max(_LEAST_HEIGHT, lines * _LINE_HEIGHT + 4)


def _protect(sheet: Worksheet) -> None:
    """Keeps slips out of the cells that are not to be filled in; there is no password."""
    sheet.protection.sheet = True
    # In these fields False means that it may be done.
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def missing_as_text(rows: Sequence[MissingFigure]) -> str:
    """How many figures are missing, and of whom they are asked; ends with a line end."""
    if not rows:
        return "没有缺项，不用收集。\n"
    in_draft = sum(row.in_draft for row in rows)
    lines = [f"缺项 {in_draft} 个。"]
    if in_draft < len(rows):
        lines = [f"缺项 {in_draft} 个；过去报过、这次草稿没有的 {len(rows) - in_draft} 个。"]
    answered = sum(bool(row.value) for row in rows)
    if answered:
        lines.append(f"其中 {answered} 个从以前的清单带来了答案。")
    departments: dict[str, int] = {}
    for row in rows:
        if row.department:
            departments[row.department] = departments.get(row.department, 0) + 1
    order = sorted(departments.items(), key=lambda item: item[0] == UNASSIGNED)
    lines += [f"  {name}：{count} 个" for name, count in order]
    return "\n".join(lines) + "\n"
