from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from zipfile import ZipFile

import pytest
from analysed import EMPTY, RESULT
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reportnlp.rendering.analysis_tables import analyses_as_csv, analyses_as_xlsx
from reportnlp.rendering.spreadsheet import Grid, grid_as_csv, grids_as_xlsx

Golden = Callable[[str, str], None]

_STARTS = "=+-@＝＋－＠"
_EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "\t=1", "＝1", "\r1")


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_analysis_as_csv(golden: Golden) -> None:
    # Git may change line ends; another test looks at them.
    golden("analysis.csv", analyses_as_csv([RESULT]).replace("\r\n", "\n"))


def test_csv_opens_in_excel() -> None:
    written = analyses_as_csv([RESULT, EMPTY])

    assert written.startswith("\ufeff类别,")
    assert written.replace("\r\n", "").count("\n") == 0
    rows = _cells(written)
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("text", _EVIL)
def test_csv_has_no_formula(text: str) -> None:
    [_, [cell]] = _cells(grid_as_csv(Grid("表", ("头",), ((text,),))))

    assert cell == f"'{text}"


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    rows = _cells(grid_as_csv(Grid("表", ("头", "尾"), ((text, "。"),))))

    assert not rows[1][0].lstrip().startswith(tuple(_STARTS))


def test_negative_numbers_stay_numbers() -> None:
    [_, row] = _cells(grid_as_csv(Grid("表", ("数", "空"), ((Decimal("-0.4"), None),))))

    assert row == ["-0.4", ""]


def test_sheets_of_the_workbook() -> None:
    book = load_workbook(io.BytesIO(analyses_as_xlsx([RESULT, EMPTY])))

    assert book.sheetnames == ["指标", "提法", "缺项", "章节"]
    assert [sheet.max_row for sheet in book] == [8, 4, 4, 5]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.cell(1, sheet.max_column).value == "文件"


def test_numbers_are_numbers_and_text_is_text() -> None:
    sheet = load_workbook(io.BytesIO(analyses_as_xlsx([RESULT])))["指标"]
    heads = [cell.value for cell in sheet[1]]
    value, maximum = heads.index("数值") + 1, heads.index("上限") + 1

    assert sheet.cell(2, value).value == 1200000000000
    assert (sheet.cell(3, value).value, sheet.cell(3, maximum).value) == (5, 8)
    assert sheet.cell(5, value).value == pytest.approx(1 / 3)
    assert sheet.cell(8, value).value == -0.4
    assert sheet.cell(2, value).number_format == "#,##0"


@pytest.mark.parametrize("text", _EVIL)
def test_a_workbook_has_no_formula(text: str) -> None:
    data = grids_as_xlsx((Grid("表", (text,), ((text,),)),))

    for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows():
        assert row[0].data_type == "s"
        assert row[0].quotePrefix
    with ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_odd_cells() -> None:
    row = ("甲\0\x1f乙\ud800", "长" * 40000, Decimal("12345678901234567890"), 0, "上\n下")
    data = grids_as_xlsx((Grid("表", tuple("一二三四五"), (row,)),))
    cells = [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][2]]

    assert cells == ["甲\ufffd\ufffd乙\ufffd", "长" * 32767, "12345678901234567890", 0, "上\n下"]
    assert _cells(grid_as_csv(Grid("表", ("一",), ((row[0],),))))[1] == [cells[0]]
