"""An empty facts file (事实表) to start from, with an example sheet that is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportnlp.collecting.forms import (
    INPUT_FILL,
    FormColumn,
    lay_out_print,
    put_head,
    put_row,
    saved,
    thin_border,
    validate,
)
from reportnlp.rendering.spreadsheet import put_value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FACTS_SHEET, EXAMPLE_SHEET = "事实", "填写示例"
_COLUMNS = (
    FormColumn("section", 9, hint="下拉选择"),
    FormColumn("topic", 18, hint="放在哪个小标题下"),
    FormColumn("name", 30, hint="这个数是什么；只有文字就留空"),
    FormColumn("value", 12, hint="一格一个数"),
    FormColumn("unit", 10, hint="如 次、万元"),
    FormColumn("approx", 8, hint="确数留空"),
    FormColumn("period", 12, hint="本年留空"),
    FormColumn("source", 14, hint="哪个部门提供"),
    FormColumn("note", 44, hint="做法、问题、思路的文字写在这里，事项留空"),
)
_TITLE_ROW, _HEAD_ROWS, _HINT_ROW, _HEADS_ROW = 1, (2, 3), 4, 5
_EMPTY_ROWS, _CHECKED_ROWS = 48, 500
_KINDS = "述职报告,工作总结,工作报告,政府工作报告"
_EXAMPLE = (
    ("成效", "理论武装", "理论学习中心组学习会", "12", "次", "", "", "办公室", ""),
    ("成效", "理论武装", "上党课", "30", "人次", "余", "", "办公室", ""),
    ("成效", "理论武装", "", "", "", "", "", "", "开设青年读书班，每周集中学习半天"),
    ("成效", "服务企业", "走访企业", "28", "家", "", "上半年", "企业科", ""),
    ("成效", "服务企业", "帮助企业融资", "3.5", "万元", "近", "", "企业科", ""),
    (
        "成效",
        "服务企业",
        "其中小微企业",
        "",
        "家",
        "",
        "",
        "企业科",
        "还没有数：数值留空，稿中成为待补",
    ),
    ("成效", "服务企业", "企业满意率", "98.5", "%", "", "", "企业科", ""),
    ("成效", "服务企业", "企业满意率较上年提高", "1.2", "个百分点", "", "", "企业科", ""),
    ("问题", "学习", "", "", "", "", "", "", "理论学习的系统性还不够强"),
    ("思路", "学习", "", "", "", "", "", "", "制定年度学习清单，做到逐月有主题"),
    ("思路", "服务企业", "组织政策宣讲", "3—5", "场", "", "2024年", "企业科", ""),
)


def template_workbook() -> bytes:
    """The empty facts file, an .xlsx."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = FACTS_SHEET
    _put_top(sheet, "事实表", ("", "", "", "", ""))
    put_head(sheet, _HEADS_ROW, _COLUMNS)
    last = _HEADS_ROW + _EMPTY_ROWS
    for row in range(_HEADS_ROW + 1, last + 1):
        put_row(sheet, row, _COLUMNS, [None] * len(_COLUMNS))
        sheet.row_dimensions[row].height = 20
    validate(sheet, _COLUMNS, _HEADS_ROW + 1, _HEADS_ROW + _CHECKED_ROWS)
    lay_out_print(sheet)
    example = book.create_sheet(EXAMPLE_SHEET)
    _put_top(example, "填写示例（这一页不会被读取）", ("云岭县经济局", "2023", "工作总结", "", ""))
    put_head(example, _HEADS_ROW, _COLUMNS)
    for row, values in enumerate(_EXAMPLE, start=_HEADS_ROW + 1):
        put_row(example, row, _COLUMNS, values)
        example.row_dimensions[row].height = 20
    lay_out_print(example)
    return saved(book)


def _put_top(sheet: Worksheet, title: str, said: tuple[str, ...]) -> None:
    """Title and head block: unit, year, kind, author and date of the report."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    cell = sheet.cell(_TITLE_ROW, 1)
    put_value(cell, title)
    cell.font = Font(size=16, bold=True)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(_COLUMNS))
    cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[_TITLE_ROW].height = 30
    places = ((2, 1, 2, 3), (2, 4, 5, 6), (2, 7, 8, 8), (3, 1, 2, 3), (3, 4, 5, 6))
    keys = ("单位", "年度", "文种", "作者", "日期")
    for key, value, (row, column, first, last) in zip(keys, said, places, strict=True):
        label = sheet.cell(row, column)
        put_value(label, key)
        label.font = Font(bold=True)
        label.alignment = Alignment(horizontal="right", vertical="center")
        for number in range(first, last + 1):
            field = sheet.cell(row, number)
            field.number_format = "@"
            field.border = thin_border()
            field.fill = PatternFill("solid", start_color=INPUT_FILL)
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        if value:
            put_value(sheet.cell(row, first), value)
        if key in ("文种", "日期"):
            kind = "list" if key == "文种" else None
            rule = DataValidation(kind, formula1=f'"{_KINDS}"' if kind else None)
            rule.showErrorMessage = False  # other kinds are welcome
            rule.showInputMessage = not kind
            rule.promptTitle, rule.prompt = key, "落款日期，写成 2024年1月5日 的样子。"
            rule.add(sheet.cell(row, first).coordinate)
            sheet.add_data_validation(rule)
        sheet.row_dimensions[row].height = 22
    sheet.row_dimensions[_HINT_ROW].height = 28
