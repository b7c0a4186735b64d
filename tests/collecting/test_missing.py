"""The list of missing figures: what it asks, how it looks, and that it comes back as facts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportnlp.collecting.answers import Answer, read_answers, with_answers
from reportnlp.collecting.blanks import find_blanks
from reportnlp.collecting.departments import UNASSIGNED, department_of, load_departments
from reportnlp.collecting.likeness import name_likeness
from reportnlp.collecting.missing import Heading, MissingFigure, find_missing, heading_of
from reportnlp.collecting.missing_sheet import missing_as_text, missing_workbook
from reportnlp.collecting.reading import load_facts
from reportnlp.document import Document, Paragraph, Source, Span
from reportnlp.errors import SettingsError

DRAFT = Document.from_text(
    "云岭县经济局2023年度工作总结\n"
    "　　2023年，我局围绕中心、服务大局，现将工作情况总结如下。\n"
    "一、工作成效\n"
    "（一）服务企业用心用力。全年走访企业**家，解决难题**余件；召开座谈会12次。\n"
    "（二）项目建设提速提效。项目投资XX亿元，同比增长__%。\n"
    "二、存在问题\n"
    "　　一是项目储备不足；二是服务意识还不够强。\n"
    "三、下一步工作打算\n"
    "　　走访企业【待补】家，争取投资1.5亿元。\n"
)
PAST = Document.from_text(
    "云岭县经济局2022年度工作总结\n"
    "一、工作成效\n"
    "（一）服务企业扎实有力。全年走访企业28家，解决难题30余件；召开座谈会10次。\n"
    "（二）项目建设稳步推进。项目投资1.2亿元，同比增长5.5%。举办招商推介会6场。\n"
    "二、存在问题\n"
    "　　一是产业层次不高，规上企业只有17家。\n"
    "三、下一步工作打算\n"
    "　　计划新开工项目10个。\n"
)


def by_name(rows: tuple[MissingFigure, ...]) -> dict[str, MissingFigure]:
    return {row.name: row for row in rows if row.section == "achievements"}


def test_what_a_draft_lacks() -> None:
    rows = find_missing([DRAFT])

    assert [(row.name, row.unit, row.section) for row in rows] == [
        ("走访企业", "家", "achievements"),
        ("解决难题", "件", "achievements"),
        ("项目投资", "亿元", "achievements"),
        ("项目投资", "%", "achievements"),
        ("走访企业", "家", "plans"),
    ]
    assert rows[0].topic == "服务企业用心用力"
    assert rows[0].sentence == "全年走访企业【▁▁】家，解决难题**余件；"
    assert rows[1].sentence == "全年走访企业**家，解决难题【▁▁】余件；"
    assert rows[4].topic == ""
    assert len({row.id for row in rows}) == 5


def test_what_was_said_last_time() -> None:
    rows = find_missing([DRAFT], [PAST])
    known = by_name(tuple(row for row in rows if row.unit != "%"))

    assert (known["走访企业"].last, known["走访企业"].last_year) == ("28家", "2022")
    assert known["解决难题"].last == "30余件"
    assert [row.last for row in rows if row.unit == "%"] == ["5.5%"]
    # Only what was done is asked for again: neither old problems nor old plans.
    past_only = [row for row in rows if not row.in_draft]
    assert [(row.name, row.last) for row in past_only] == [("招商推介会", "6场")]
    assert past_only[0].sentence == "举办招商推介会【6场】。"


def test_the_latest_report_comes_first() -> None:
    older = Document.from_text(PAST.text.replace("2022", "2021").replace("28家", "19家"))
    for past in ([PAST, older], [older, PAST]):
        assert by_name(find_missing([DRAFT], past))["走访企业"].last == "28家"


def test_ids_hold_while_others_are_filled_in() -> None:
    ids = [blank.id for blank in find_blanks(DRAFT)]
    filled = Document.from_text(DRAFT.text.replace("**家", "31家").replace("XX", "2.3"))
    moved = Document.from_text("新写的一段话。\n" + DRAFT.text)
    changed = Document.from_text(DRAFT.text.replace("全年走访", "上半年走访"))

    assert [blank.id for blank in find_blanks(filled)] == [ids[1], ids[3], ids[4]]
    assert [blank.id for blank in find_blanks(moved)] == ids
    assert find_blanks(changed)[0].id != ids[0]


def test_the_same_sentence_twice_is_two_blanks_and_in_two_drafts_one() -> None:
    twice = Document.from_text("全年走访企业**家。\n全年走访企业**家。\n")
    assert len({blank.id for blank in find_blanks(twice)}) == 2

    first = Document.from_text("全年走访企业**家。", source=Source("甲.txt"))
    second = Document.from_text("全年走访企业**家。", source=Source("乙.txt"))
    (row,) = find_missing([first, second])
    assert row.remark == "甲.txt、乙.txt"


def test_spans_point_into_a_wrapped_draft() -> None:
    text = "全年走访企业\n**家，召开座谈会\n**次。"
    wrapped = Document(text, (Paragraph(Span(0, len(text))),), (Span(6, 7), Span(16, 17)))
    blanks = find_blanks(wrapped)

    assert [blank.span.cut(text) for blank in blanks] == ["**", "**"]
    assert [blank.span.start for blank in blanks] == [7, 17]
    assert blanks[0].sentence == "全年走访企业【▁▁】家，召开座谈会**次。"


def test_a_blank_without_a_name_is_still_asked_for() -> None:
    document = Document.from_text("一、工作成效\n**次。\n")
    (blank,) = find_blanks(document)

    assert blank.name == "（见原句）"


# ------------------------------------------------------------------ departments

TABLE = "部门,关键词\n企业科,企业 难题\n投资科,投资、项目\n"


def test_departments(tmp_path: Path) -> None:
    path = tmp_path / "部门.csv"
    path.write_text(TABLE, encoding="utf-8")
    departments = load_departments(path)

    assert dict(departments) == {"企业科": ("企业", "难题"), "投资科": ("投资", "项目")}
    rows = find_missing([DRAFT], departments=departments)
    assert [row.department for row in rows] == ["企业科", "企业科", "投资科", "投资科", "企业科"]
    assert department_of(departments, "植树", "", "全年植树") == UNASSIGNED
    # The name counts more than the heading, and that one more than the sentence.
    assert department_of(departments, "难题", "项目", "投资") == "企业科"
    assert department_of(departments, "会议", "项目", "企业") == "投资科"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "# 说明\n企业科：企业 难题\n投资科：投资 项目\n"),
        ("a.yaml", "企业科: [企业, 难题]\n投资科: 投资 项目\n"),
        ("a.json", '{"企业科": ["企业", "难题"], "投资科": ["投资", "项目"]}'),
    ],
)
def test_departments_in_other_forms(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    assert dict(load_departments(path)) == {"企业科": ("企业", "难题"), "投资科": ("投资", "项目")}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "部门,关键词\n", "里没有部门"),
        ("a.csv", "企业科\n", "没有关键词"),
        ("a.yaml", "- 企业科\n", "看不懂"),
        ("a.yaml", "企业科: [\n", "不合 YAML"),
        ("a.yaml", "企业科:\n", "没有关键词"),
    ],
)
def test_mistakes_in_departments(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=words):
        load_departments(path)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ("走访企业", "走访企业", 1.0, 1.0),
        ("渠道疏浚", "疏浚渠道", 0.78, 1.0),
        ("企业", "走访重点企业", 0.6, 0.7),
        ("一般公共预算收入", "一般公共预算收入总额", 0.75, 1.0),
        ("植树", "走访企业", 0.0, 0.1),
        ("", "", 0.0, 0.0),
    ],
)
def test_likeness(first: str, second: str, low: float, high: float) -> None:
    assert low <= name_likeness(first, second) <= high
    assert name_likeness(first, second) == name_likeness(second, first)


# ------------------------------------------------------------------ the workbook


def sheets(rows: tuple[MissingFigure, ...], *, by_department: bool = False) -> list[Worksheet]:
    data = missing_workbook(rows, by_department=by_department)
    return list(load_workbook(BytesIO(data)).worksheets)


def test_the_filled_list_is_a_facts_file(tmp_path: Path) -> None:
    rows = find_missing([DRAFT], [PAST])
    book = load_workbook(BytesIO(missing_workbook(rows)))
    (sheet,) = book.worksheets
    heads = [cell.value for cell in sheet[4]]
    answers = ["31", "1,043", "2.3", "不适用", None, 8]
    for row, answer in enumerate(answers, start=5):
        sheet.cell(row, heads.index("数值") + 1, answer)
    sheet.cell(6, heads.index("约数") + 1, "余")
    sheet.cell(5, heads.index("来源") + 1, "企业科")
    path = tmp_path / "缺项清单.xlsx"
    book.save(path)
    facts = load_facts(path).facts

    assert [(fact.name, fact.quantity) for fact in facts] == [
        ("走访企业", "31家"),
        ("解决难题", "1040余件"),
        ("项目投资", "2.3亿元"),
        ("走访企业", ""),
        ("招商推介会", "8场"),
    ]
    ids = [row.id for row in rows]
    assert [fact.id for fact in facts] == [*ids[:3], *ids[4:]]
    assert [fact.section for fact in facts].count("plans") == 1
    assert facts[0].source == "企业科"
    assert facts[0].topic == "服务企业用心用力"


def test_its_form() -> None:
    (sheet,) = sheets(find_missing([DRAFT], [PAST]))
    heads = [cell.value for cell in sheet[4]]

    expected = "编号 部分 主题 原句 事项 单位 上年数 数值 约数 来源 责任部门 备注"
    assert " ".join(heads) == expected
    assert sheet["G5"].value == "28家（2022年）"
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.protection.sheet
    open_ = {head for head, cell in zip(heads, sheet[5], strict=True) if not cell.protection.locked}
    assert open_ == {"数值", "约数", "来源", "备注"}
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert rules == {"H5:H10": "custom", "I5:I10": "list"}


def test_its_heading_is_that_of_the_draft(tmp_path: Path) -> None:
    draft = Document.from_text(
        "云岭县商务局2023年工作总结\n一、工作成效\n全年走访企业**家，解决难题**件。\n"
    )
    other = Document.from_text("2022年工作总结\n一、工作成效\n全年走访企业**家。\n")
    path = tmp_path / "缺项清单.xlsx"

    path.write_bytes(missing_workbook(find_missing([draft]), heading_of([draft])))
    facts = load_facts(path)
    assert (facts.unit, facts.year, facts.kind) == ("云岭县商务局", "2023", "工作总结")
    assert heading_of([draft, other]) == Heading("", "", "工作总结")
    path.write_bytes(missing_workbook(find_missing([draft])))
    facts = load_facts(path)
    assert (facts.unit, facts.year, facts.kind) == ("", "", "")


def test_answers_go_along_into_a_new_list(tmp_path: Path) -> None:
    rows = find_missing([DRAFT], [PAST])
    path = tmp_path / "缺项清单.xlsx"
    book = load_workbook(BytesIO(missing_workbook(rows)))
    sheet = book.worksheets[0]
    typed = {"H5": "31", "I5": "余", "J5": "企业科", "L5": "含外资企业", "H7": "不适用"}
    for cell, words in typed.items():
        sheet[cell] = words
    book.save(path)
    answers = read_answers(path)
    again, unused = with_answers(find_missing([DRAFT], [PAST]), answers)

    assert [(answer.id, answer.value) for answer in answers] == [
        (rows[0].id, "31"),
        (rows[2].id, "不适用"),
    ]
    first = again[0]
    assert (first.value, first.approx, first.source) == ("31", "余", "企业科")
    assert [row.value for row in again[1:3]] == ["", "不适用"]
    assert unused == 0
    path.write_bytes(missing_workbook(again))
    assert read_answers(path) == answers
    assert "其中 2 个从以前的清单带来了答案。" in missing_as_text(again)


def test_a_rewritten_sentence_keeps_its_answer_only_where_it_is_the_only_one() -> None:
    asked = MissingFigure("b9", "achievements", "", "共走访企业【▁▁】家", "走访企业", "家")
    old = Answer("b1", ("走访企业", "家"), "31")

    assert with_answers([asked], [old])[0][0].value == "31"
    assert with_answers([asked], [old, Answer("b2", ("走访企业", "家"), "40")])[1] == 2
    assert with_answers([asked], [Answer("b1", ("走访农户", "家"), "31")])[1] == 1


def test_a_sheet_for_each_department(tmp_path: Path) -> None:
    path = tmp_path / "部门.txt"
    path.write_text("企业科: 企业 难题\n招商/外联科[一]: 招商\n", encoding="utf-8")
    rows = find_missing([DRAFT], [PAST], load_departments(path))
    titles = {sheet.title: sheet.max_row - 4 for sheet in sheets(rows, by_department=True)}

    assert titles == {"企业科": 3, "招商外联科一": 1, UNASSIGNED: 2}
    assert list(titles)[-1] == UNASSIGNED
    filled = tmp_path / "缺项清单.xlsx"
    filled.write_bytes(missing_workbook(rows, by_department=True))
    facts = load_facts(filled).facts
    assert {fact.id for fact in facts} == {row.id for row in rows}
    assert {fact.source for fact in facts} == {"企业科", "招商/外联科[一]", ""}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t="])
def test_no_cell_becomes_a_formula(start: str) -> None:
    row = MissingFigure("b1", "achievements", f"{start}1+1", f"{start}A1", f"{start}B1", "次")
    (sheet,) = sheets((row,))

    for cell in sheet[5]:
        assert cell.data_type != "f"
        if cell.value and str(cell.value).startswith(start):
            assert cell.quotePrefix


def test_what_the_terminal_says() -> None:
    assert missing_as_text(()) == "没有缺项，不用收集。\n"
    rows = find_missing([DRAFT], [PAST], {"企业科": ("企业", "难题")})
    assert missing_as_text(rows) == (
        "缺项 5 个；过去报过、这次草稿没有的 1 个。\n  企业科：3 个\n  待分配：3 个\n"
    )
