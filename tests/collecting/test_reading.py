"""Facts files of every format, as departments send them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportnlp.collecting.reading import load_facts, read_facts_file
from reportnlp.errors import FactsError, UnreadableFileError
from reportnlp.facts import Facts

HEADS = ["部分", "主题", "事项", "数值", "单位", "约数", "时期", "来源", "备注"]
ROWS = [
    ["成效", "理论武装", "理论学习中心组学习会", "12", "次", "", "", "宣传科", ""],
    ["成效", "理论武装", "上党课", "30余", "人次", "", "", "", ""],
    ["成效", "为企服务", "解决企业难题", "", "件", "", "上半年", "", ""],
    ["成效", "为企服务", "", "", "", "", "", "", "设立企业服务专班"],
    ["问题", "", "", "", "", "", "", "", "学习的系统性还不够强"],
    ["思路", "", "", "不适用", "", "", "", "", ""],
    ["思路", "", "培训班", "3—5", "期", "", "2024年", "", ""],
]


def csv_text(delimiter: str = ",", rows: list[list[str]] | None = None) -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in [HEADS, *(rows or ROWS)])


def assert_expected(facts: Facts) -> None:
    assert [fact.quantity for fact in facts.facts] == ["12次", "30余人次", "", "", "", "3—5期"]
    assert [fact.section for fact in facts.facts][3:] == ["achievements", "problems", "plans"]
    first, second, blank, deed, problem, plan = facts.facts
    assert (first.topic, first.name, first.source) == ("理论武装", "理论学习中心组学习会", "宣传科")
    assert (second.mark, second.approx, second.value) == ("余", "over", 30)
    assert blank.is_blank and blank.unit == "件" and blank.period == "上半年"
    assert deed.is_text and deed.note == "设立企业服务专班" and deed.topic == "为企服务"
    assert problem.is_text and problem.topic == ""
    assert (plan.value, plan.value_max, plan.period) == (3, 5, "2024年")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "事实表.csv"
    path.write_bytes(csv_text(delimiter).encode(encoding))

    assert_expected(load_facts(path))


def test_csv_with_a_head_block_blank_lines_and_a_unit_for_all(tmp_path: Path) -> None:
    path = tmp_path / "事实表.csv"
    path.write_text(
        "云岭县财政局统计表,,,\n单位：云岭县财政局,,年度,2023年度\n,,单位：万元,\n,,,\n"
        '序号,指标名称,数量,说明\n1,税收收入,"1,234.5",\n,,,\n2,补助户数,28户,\n',
        encoding="utf-8",
    )
    facts = load_facts(path)

    assert (facts.unit, facts.year) == ("云岭县财政局", "2023")
    assert [fact.quantity for fact in facts.facts] == ["1234.5万元", "28户"]
    assert facts.facts[0].value == Decimal("12345000")
    assert [fact.place for fact in facts.facts] == ["第6行", "第8行"]


def test_csv_that_says_its_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n事项;数值;备注\n走访;12次;共5个镇,含2个街道\n", encoding="utf-8")

    (fact,) = load_facts(path).facts
    assert (fact.quantity, fact.note) == ("12次", "共5个镇,含2个街道")


def test_csv_guard_against_formulas_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("事项,数值,单位\n税收同比增长,'-3.2,%\n", encoding="utf-8")

    assert load_facts(path).facts[0].value == Decimal("-3.2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # heads: of two rows, with spaces, with remarks and units in brackets, in full-width commas
        ("部分,指标情况,,备注\n,指标名称,数量,\n成效,走访企业,12家,\n", ["12家"]),
        ("部 分,事 项,数　值,单 位\n成效,走访,12,次\n", ["12次"]),
        ("部分（必填）,事项*,数值（万元）,备注：\n成效,投资,12,\n", ["12万元"]),
        ("部分，事项，数值\n成效，走访，12次\n", ["12次"]),
        ("部分,内容\n成效,走访了企业\n", ["走访了企业"]),
        # rows: repeated heads, sums, who filled the table in, rows that hold a number only
        ("事项,数值\n走访,12次\n事项,数值\n培训,3期\n", ["12次", "3期"]),
        ("事项,数值\n走访,12次\n合计,12次\n", ["12次"]),
        ("事项,数值,单位\n走访,12,次\n填报人：王某,,\n审核人：,日期：,\n", ["12次"]),
        ("序号,事项,数值\n1,走访,12次\n2,,\n", ["12次"]),
        # cells: the unit behind the name, two lines
        ("事项,数值\n走访企业（家）,12\n", ["12家"]),
        ('事项,数值,备注\n,,"第一行\n第二行"\n', ["第一行 第二行"]),
    ],
)
def test_tables_as_offices_make_them(tmp_path: Path, text: str, said: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")

    assert [fact.quantity or fact.note for fact in load_facts(path).facts] == said


def test_yaml(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    lines = ["unit: 云岭县委组织部", "author: 王某", "year: 2023", "kind: 工作总结", "facts:"]
    english = "section topic name value unit approx period source note".split()
    for row in ROWS:
        pairs = ", ".join(f"{k}: {v}" for k, v in zip(english, row, strict=True) if v)
        lines.append(f"  - {{{pairs}}}")
    path.write_text("\n".join(lines), encoding="utf-8")
    facts = load_facts(path)

    assert_expected(facts)
    assert (facts.unit, facts.author, facts.year, facts.kind) == (
        "云岭县委组织部",
        "王某",
        "2023",
        "工作总结",
    )
    assert facts.facts[0].place == "第6行"


def test_yaml_keeps_numbers_as_typed(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text("- {事项: 投资, 数值: 3.50, 单位: 亿元}\n- {事项: 会议, 数值: }\n", "utf-8")
    money, blank = load_facts(path).facts

    assert money.figure == "3.50"
    assert blank.is_blank


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    keys = HEADS
    rows = [{k: v for k, v in zip(keys, row, strict=True) if v} for row in ROWS]
    rows[0]["数值"] = 12  # type: ignore[assignment]
    document = {"schema": "reportnlp/facts/1", "单位": "云岭县委组织部", "facts": rows}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    facts = load_facts(path)

    assert_expected(facts)
    assert facts.unit == "云岭县委组织部"


def test_ids_are_the_file_s_own_or_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,事项,数值\nx1,走访,12次\n,培训,3期\n", encoding="utf-8")

    assert [fact.id for fact in load_facts(path).facts] == ["x1", "f2"]


# ------------------------------------------------------------------ Excel


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Workbook], Path]:
    def saved(book: Workbook) -> Path:
        path = tmp_path / "事实表.xlsx"
        book.save(path)
        return path

    return saved


def workbook() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "事实"
    return book, sheet


def test_excel(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["单位", "云岭县委组织部", "", "年度", 2023])
    sheet.append([])
    sheet.append(HEADS)
    for row in ROWS:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    facts = load_facts(save(book))

    assert_expected(facts)
    assert (facts.unit, facts.year) == ("云岭县委组织部", "2023")
    assert facts.facts[0].place == "“事实”表第4行"


def test_excel_numbers_as_shown(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值", "单位"])
    cells = [
        (0.085, "0.0%", None, "8.5%"),
        (0.085, "0%", "%", "8.5%"),
        (0.1 + 0.2, "General", "亿元", "0.3亿元"),
        (1043, "#,##0", "条", "1043条"),
        (2 / 3 * 100, "0.00", "%", "66.67%"),
        (12, '0"户"', None, "12户"),
        (3.0, "0.00", "次", "3次"),
        (-3.2, "0.0", "%", "-3.2%"),
        (0, "General", "件", "0件"),
        (186.4, "General", "亿元", "186.4亿元"),
    ]
    for row, (value, number_format, unit, _) in enumerate(cells, start=2):
        sheet.append([f"事项{row}", value, unit])
        sheet.cell(row, 2).number_format = number_format
    facts = load_facts(save(book))

    assert [fact.quantity for fact in facts.facts] == [quantity for *_, quantity in cells]


def test_excel_merged_cells_and_rows_as_on_paper(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["部分", "主题", "事项", "数值", "单位"])
    sheet.append(["一、工作成效", "理论武装", "学习会", 12, "次"])
    sheet.append([None, None, "上党课", 8, "人次"])
    sheet.append([None, "为企服务", "走访企业", 30, "家"])
    sheet.append([None, None, None, None, None])
    sheet.append([None, None, "解决难题", 16, "件"])
    sheet.append(["三、下一步打算", None, "培训班", 5, "期"])
    sheet.merge_cells("A2:A6")
    sheet.merge_cells("B2:B3")
    facts = load_facts(save(book))

    assert [(fact.section, fact.topic) for fact in facts.facts] == [
        ("achievements", "理论武装"),
        ("achievements", "理论武装"),
        ("achievements", "为企服务"),
        ("achievements", "为企服务"),
        ("plans", ""),
    ]


def test_excel_sheets_hidden_rows_and_unknown_columns(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值", "数直"])
    sheet.append(["学习会", "12次", None])
    sheet.append(["上党课", "8人次", None])
    sheet.row_dimensions[3].hidden = True
    head = book.create_sheet("基本情况", 0)
    head.append(["单位名称", "云岭县委组织部"])
    head.append(["述职人", "王某"])
    head.append(["日期", date(2024, 1, 5)])
    problems = book.create_sheet("存在问题")
    problems.append(["主题", "内容"])
    problems.append(["学习", "系统性还不够强"])
    example = book.create_sheet("填写示例")
    example.append(["事项", "数值"])
    example.append(["示例", "99次"])
    book.create_sheet("随手记").append(["别忘了交表"])
    read = read_facts_file(save(book))

    assert [fact.section for fact in read.facts.facts] == [
        "achievements",
        "achievements",
        "problems",
    ]
    assert (read.facts.unit, read.facts.author, read.facts.date) == (
        "云岭县委组织部",
        "王某",
        "2024年1月5日",
    )
    said = "；".join(read.notices)
    assert "“事实”表第3行是隐藏的" in said
    assert "“数直”" in said
    assert "“随手记”表没有表头" in said
    assert len(read.notices) == 3


def test_excel_cached_values_of_formulas(tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值", "单位"])
    sheet.append(["学习会", "=5+7", "次"])
    plain = tmp_path / "plain.xlsx"
    book.save(plain)
    with pytest.raises(FactsError, match="“事实”表第2行B列（数值）：公式还没有算出结果"):
        load_facts(plain)

    calculated = tmp_path / "calculated.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(calculated, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<f>5+7</f><v />" in data or b"<f>5+7</f><v></v>" in data
                data = data.replace(b"<v />", b"<v>12</v>").replace(b"<v></v>", b"<v>12</v>")
            new.writestr(name, data)
    assert load_facts(calculated).facts[0].quantity == "12次"


def test_all_problems_at_once(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["年度", "去年"])
    sheet.append(["编号", "部分", "事项", "数值", "单位"])
    sheet.append(["a", "成效", "学习会", "很多", "次"])
    sheet.append(["a", "成效", "会议", 3, "次"])
    sheet.append(["a", "杂项", "上党课", 12, "次"])
    sheet.append(["b", "成效", "范围", date(2024, 3, 5), "次"])
    sheet.append(["c", "成效", None, 12, "次"])
    sheet.append(["d", "成效", "走访", "12次", "人"])
    sheet.append(["e", "成效", "产值", 123456, "元"])
    sheet.cell(9, 4).number_format = '0!.0,"万"'
    sheet.append(["f", "成效", "占比", 1 / 3, "%"])
    with pytest.raises(FactsError) as caught:
        load_facts(save(book))

    expected = [
        "第3行D列（数值）：“很多”看不懂",
        "第5行B列（部分）：“杂项”不认识",
        "编号“a”与“事实”表第4行重复",
        "第6行D列（数值）：“2024年3月5日”被表格软件当成了日期",
        "第7行有数值，没有写事项",
        "第8行D列（数值）：“12次”的单位“次”与单位栏的“人”不一致",
        "第9行D列（数值）：用了自定义显示格式",
        "第10行D列（数值）：有 15 位小数",
        "年度“去年”看不懂",
    ]
    assert len(caught.value.problems) == len(expected)
    for words, problem in zip(expected, caught.value.problems, strict=True):
        assert words in problem


def test_a_value_over_two_rows(save: Callable[[Workbook], Path]) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值"])
    sheet.append(["学习会", "12次"])
    sheet.append(["上党课", None])
    sheet.merge_cells("B2:B3")
    with pytest.raises(FactsError, match="第3行B列（数值）：与上一行合并成一格"):
        load_facts(save(book))


def test_hints(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "部分,事项,数值,单位,备注\n成效,增长率,0.085,%,\n成效,条数,1043余,条,\n"
        "成效,次数,/,次,\n问题,学习不够,,,还需加强\n",
        encoding="utf-8",
    )
    said = "；".join(read_facts_file(path).notices)

    assert "如果是 8.5%" in said
    assert "“1043余”写成“1040余”" in said
    assert "“/”按没有填处理" in said
    assert "第5行有事项没有数值" in said


# ------------------------------------------------------------------ what is no facts file


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", "甲,乙\n1,2\n", "找不到表头"),
        ("a.csv", "事项,数值\n", "没有一条事实"),
        ("a.csv", "事项,数值,数量\n走访,1次,2次\n", "是同一栏"),
        ("a.csv", "事项,数值,单位\n走访,12,云岭县经济局\n", "像是机构名称"),
        ("a.yaml", "facts: [", "不合 YAML 格式"),
        ("a.yaml", "unit: 甲\n", "没有 facts 列表"),
        ("a.yaml", "a: &x [1]\nb: *x\n", "用了引用"),
        ("a.yaml", "- {事项: 会, 数量: 1, 数值: 2}\n", "同一栏"),
        ("a.yaml", "- {事项: 会, 事项: 课}\n", "写了两次"),
        ("a.yaml", "- {事项: 会, 数直: 1}\n", "“数直”不认识"),
        ("a.yaml", "- {事项: 会, 数值: [1, 2]}\n", "应当是一个数"),
        ("a.yaml", "- 会\n", "应当是“键: 值”"),
        ("a.yaml", "年度: 2023\n地区: 甲\nfacts: []\n", "“地区”不认识"),
        ("a.yaml", "- {事项: 会, 数值: !!python/object/apply:os.getcwd []}\n", "应当是一个数"),
        ("a.yaml", "[" * 5000, "YAML"),
        ("a.json", "{", "不合 JSON 格式"),
        ("a.json", "[" * 100_000, "嵌套太深"),
        ("a.json", '{"facts": [{"事项": "会", "事项": "课"}]}', "写了两次"),
        ("a.json", '[{"事项": "会", "数值": NaN}]', "看不懂"),
        ("a.json", "3", "没有 facts 列表"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, data: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")

    with pytest.raises(FactsError) as caught:
        load_facts(path)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"a,b\n1,2", "不是 Excel 工作簿"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "旧版表格文件"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 99, "Excel 文件"),
        ("a.xls", b"1", "另存为 .xlsx"),
        ("a.doc", b"1", "请用 .xlsx、.csv、.yaml 或 .json"),
        ("a.csv", b"", "空文件"),
    ],
)
def test_other_files(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(UnreadableFileError) as caught:
        load_facts(path)
    assert words in str(caught.value)
    assert "Word" not in str(caught.value)


def _rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, change(data) if name.endswith(part) else data)


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("sheet1.xml", lambda data: data[: len(data) // 2], "已损坏"),
        (
            "sheet1.xml",
            lambda data: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + data,
            "外部实体",
        ),
        ("sheet1.xml", lambda data: data + b" " * 40_000_000, "压缩炸弹"),
        ("sheet1.xml", lambda data: data.replace(b'"A1"', b'"??"'), "Excel 文件的内容已损坏"),
    ],
)
def test_unsafe_workbooks(
    save: Callable[[Workbook], Path], part: str, change: Callable[[bytes], bytes], words: str
) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值"])
    sheet.append(["学习会", "12次"])
    path = save(book)
    _rewritten(path, part, change)

    with pytest.raises((UnreadableFileError, FactsError)) as caught:
        load_facts(path)
    assert words in str(caught.value)


def test_a_workbook_that_is_called_csv(save: Callable[[Workbook], Path], tmp_path: Path) -> None:
    book, sheet = workbook()
    sheet.append(["事项", "数值"])
    sheet.append(["学习会", "12次"])
    path = save(book).rename(tmp_path / "导出.csv")

    assert load_facts(path).facts[0].quantity == "12次"
