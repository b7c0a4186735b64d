"""The empty facts file: well formed, and read back as it was filled in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportnlp.collecting.reading import read_facts_file
from reportnlp.collecting.template import EXAMPLE_SHEET, FACTS_SHEET, template_workbook
from reportnlp.errors import FactsError


def test_an_empty_template_holds_no_fact(tmp_path: Path) -> None:
    path = tmp_path / "事实表.xlsx"
    path.write_bytes(template_workbook())

    with pytest.raises(FactsError) as caught:
        read_facts_file(path)
    assert caught.value.problems == ("没有一条事实",)


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(template_workbook()))
    sheet = book[FACTS_SHEET]
    for cell, value in (("B2", "云岭县经济局"), ("E2", "2023"), ("H2", "工作总结")):
        sheet[cell] = value
    sheet["B3"], sheet["E3"] = "王某", "2024年1月5日"
    for column, value in ((1, "成效"), (3, "走访企业"), (4, "28"), (5, "家"), (6, "余")):
        sheet.cell(6, column, value)
    sheet.cell(7, 1, "问题")
    sheet.cell(7, 9, "服务的主动性还不够")
    path = tmp_path / "事实表.xlsx"
    book.save(path)
    read = read_facts_file(path)

    facts = read.facts
    assert (facts.unit, facts.year, facts.kind) == ("云岭县经济局", "2023", "工作总结")
    assert (facts.author, facts.date) == ("王某", "2024年1月5日")
    assert [fact.quantity or fact.note for fact in facts.facts] == [
        "20余家",
        "服务的主动性还不够",
    ]


def test_the_example_is_one(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(template_workbook()))
    del book[FACTS_SHEET]
    book[EXAMPLE_SHEET].title = FACTS_SHEET
    path = tmp_path / "示例.xlsx"
    book.save(path)
    facts = read_facts_file(path).facts

    assert facts.unit == "云岭县经济局"
    assert [fact.quantity for fact in facts.facts if fact.figure] == [
        "12次",
        "30余人次",
        "28家",
        "近3.5万元",
        "98.5%",
        "1.2个百分点",
        "3—5场",
    ]
    assert {fact.section for fact in facts.facts} == {"achievements", "problems", "plans"}


def test_its_form() -> None:
    sheet = load_workbook(BytesIO(template_workbook()))[FACTS_SHEET]

    assert sheet.freeze_panes == "A6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$5:$5"
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["A6"].formula1 == '"引言,成效,问题,思路,结尾"'
    assert "余" in str(rules["F6"].formula1)
    assert rules["D6"].type == "custom"
    assert len(str(rules["D6"].formula1)) <= 255
    assert sheet["D6"].number_format == "@"
