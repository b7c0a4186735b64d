"""What the sheets that people fill in have in common: looks, drop-downs, checks, paper.

Written with openpyxl: it reads facts files anyway, and can do all that a form needs; XlsxWriter
would be a second library for the same. No cell ever becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportnlp.collecting.columns import CHINESE_HEADS, SECTION_NAMES
from reportnlp.rendering.spreadsheet import Value, put_value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

APPROXIMATIONS = ("余", "多", "近", "约", "左右", "以上", "超过")
HEAD_FILL, INPUT_FILL, GREY = "E7E2D6", "FFFBEA", "7F7F7F"
_LINE = "BFBFBF"
# What a person types holds one of them: 12, 3.5万, 百余.
_NUMERALS = "0123456789十百千"
_VALUE_ERROR = "请填一个数：12、3.5、40余、近30、3—5。没有的留空，不适用的写“不适用”。"
_PROMPTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "section": ("部分", "从下拉中选：引言、成效、问题、思路、结尾。"),
        "value": (
            "数值",
            "只填一个数，如 12、3.5万、40余、3—5。还没有的留空，不适用的写“不适用”。",
        ),
        "approx": ("约数", "数值是确数就留空；不是确数的从下拉中选：余、近、约……"),
    }
)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form.

    key:   of `columns.COLUMNS`.
    width: in characters of the standard font; a Chinese character takes two.
    fill:  whether a person fills it in.
    hint:  what stands above the head in small letters.
    """

    key: str
    width: int
    fill: bool = True
    hint: str = ""


def put_head(sheet: Worksheet, row: int, columns: Sequence[FormColumn]) -> None:
    """The head row, with the hints in the row above it where there are any."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(row, number)
        put_value(cell, CHINESE_HEADS[column.key])
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=HEAD_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.border = thin_border()
        if column.hint:
            hint = sheet.cell(row - 1, number)
            put_value(hint, column.hint)
            hint.font = Font(size=9, color=GREY)
            hint.alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[row].height = 22
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def put_row(
    sheet: Worksheet, row: int, columns: Sequence[FormColumn], values: Sequence[Value]
) -> None:
    """A row of the form; what a person fills in is coloured, and kept as typed."""
    from openpyxl.styles import Alignment, PatternFill, Protection

    for number, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
        cell = sheet.cell(row, number)
        if value not in (None, ""):
            put_value(cell, value)
        if column.fill:
            # As text 3-5 does not turn into the fifth of March, and 3.50 keeps its 0.
            cell.number_format = "@"
            cell.fill = PatternFill("solid", start_color=INPUT_FILL)
            cell.protection = Protection(locked=False)
        centred = column.key in ("id", "section", "unit", "approx", "value", "last", "period")
        cell.alignment = Alignment(
            horizontal="center" if centred else "left", vertical="center", wrap_text=True
        )
        cell.border = thin_border()


def thin_border() -> object:
    """A thin grey line on all sides."""
    from openpyxl.styles import Border, Side

    side = Side("thin", color=_LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def validate(sheet: Worksheet, columns: Sequence[FormColumn], first: int, last: int) -> None:
    """Drop-downs for section and approximation, a check for values, in the rows first to last."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(columns, start=1):
        if not column.fill or column.key not in _PROMPTS:
            continue
        letter = get_column_letter(number)
        if column.key == "value":
            rule = DataValidation("custom", formula1=_value_formula(f"{letter}{first}"))
            rule.error, rule.errorTitle = _VALUE_ERROR, "看不懂的数值"
        else:
            words = SECTION_NAMES.values() if column.key == "section" else APPROXIMATIONS
            rule = DataValidation("list", formula1=f'"{",".join(words)}"')
            rule.error, rule.errorTitle = "请从下拉中选择，或留空。", CHINESE_HEADS[column.key]
        rule.allow_blank = rule.showErrorMessage = rule.showInputMessage = True
        rule.promptTitle, rule.prompt = _PROMPTS[column.key]
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)


def _value_formula(cell: str) -> str:
    """Short, and with a numeral in it, or 不适用. At most 255 characters, as Excel allows."""
    finds = ",".join(f'FIND("{numeral}",{cell})' for numeral in _NUMERALS)
    return f'AND(LEN({cell})<=20,OR(COUNT({finds})>0,{cell}="不适用"))'


def lay_out_print(sheet: Worksheet) -> None:
    """A4 across, as wide as the page, with the name of the sheet and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.left.text = "&A"


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
