"""Rules on layout: their examples are settings that a file is written by."""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest

from reportnlp.annotations import Finding
from reportnlp.checking.house import layout_of
from reportnlp.checking.layout import RULES
from reportnlp.checking.looking import with_look
from reportnlp.checking.rule import Rule, Sources
from reportnlp.checking.runner import check
from reportnlp.checking.settings import Settings
from reportnlp.document import Document
from reportnlp.formats.docx import read_pieces
from reportnlp.formats.files import read_document
from reportnlp.formats.house import Layout
from reportnlp.formats.layout import LaidParagraph, LaidRun, LaidTable, laid_bytes, write_document
from reportnlp.formats.looks import look_of

TEXT = "全县坚持以高质量发展为主线，统筹推进服务企业、项目建设和作风建设，各项工作取得新的进展。"
REPORT = (
    LaidParagraph("title", (LaidRun("云岭县企业服务中心2023年工作总结"),)),
    LaidParagraph("addressee", (LaidRun("县政府："),)),
    LaidParagraph("body", (LaidRun(TEXT * 2),)),
    LaidParagraph("heading1", (LaidRun("一、工作成效"),)),
    LaidParagraph("heading2", (LaidRun("（一）服务企业走深走实"),)),
    LaidParagraph("body", (LaidRun(TEXT),)),
    LaidParagraph("body", (LaidRun("（二）项目建设。", kind="heading2"), LaidRun(TEXT))),
    LaidParagraph("heading3", (LaidRun("1.抓要素保障"),)),
    LaidTable((((LaidRun("指标"),), (LaidRun("数值"),)), ((LaidRun(TEXT),), (LaidRun("12"),)))),
    LaidParagraph("heading1", (LaidRun("二、存在问题"),)),
    LaidParagraph("body", (LaidRun(TEXT),)),
    LaidParagraph("signature", (LaidRun("云岭县企业服务中心"),)),
    LaidParagraph("date", (LaidRun("2024年1月5日"),)),
)


def findings(data: bytes, house: Layout | None = None) -> tuple[Finding, ...]:
    reading = read_pieces(data)
    sources = Sources(look=look_of(reading), house=house)
    return check(reading.document, Settings(select=frozenset(("LY",))), sources)


def codes(data: bytes, house: Layout | None = None) -> list[str]:
    return [finding.code for finding in findings(data, house)]


def edited(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """A file with every match of a pattern in one of its parts replaced."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as target:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed, count = re.subn(pattern, new, content.decode())
                assert count
                content = changed.encode()
            target.writestr(name, content)
    return buffer.getvalue()


def example(text: str) -> bytes:
    """A file as an example describes it: settings, or paper and indent, which none changes."""
    table = tomllib.loads(text)
    paper, indent = table.pop("paper", None), table.pop("indent", None)
    data = laid_bytes(REPORT, ".docx", layout_of(table, "例子"))
    if paper:
        width, height = (round(side / 25.4 * 1440) for side in paper)
        size = f'w:w="{width}" w:h="{height}"'
        data = edited(data, "word/document.xml", r'w:w="11906" w:h="16838"', size)
    if indent is not None:
        first = f'w:firstLineChars="{round(indent * 100)}" w:firstLine="{round(indent * 316)}"'
        data = edited(data, "word/styles.xml", r'w:firstLineChars="200" w:firstLine="\d+"', first)
    return data


BAD = [(rule, text) for rule in RULES for text in rule.bad]
GOOD = [(rule, text) for rule in RULES for text in rule.good]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_bad_example_is_found(rule: Rule, text: str) -> None:
    assert rule.code in codes(example(text))


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_good_example_is_clean(rule: Rule, text: str) -> None:
    found = codes(example(text))

    assert rule.code not in found
    assert found == [] or "paper" in text  # a page that is turned has other margins


def test_what_the_writer_writes_passes() -> None:
    assert codes(laid_bytes(REPORT, ".docx")) == []


def test_what_the_writer_writes_by_a_units_rules_passes_these() -> None:
    house = Layout(
        top=28, left=27, right=27, bottom=25, line_pitch=33, body_font="宋体", body_size=18,
        title_font="黑体", page_number="center", heading2_font="宋体",
    )  # fmt: skip
    data = laid_bytes(REPORT, ".docx", house)

    assert codes(data, house) == []
    assert {"LY002", "LY004", "LY005", "LY006", "LY007", "LY009"} <= set(codes(data))


def test_each_rule_speaks_once_and_at_the_place() -> None:
    data = laid_bytes(REPORT, ".docx", Layout(body_font="宋体", body_size=14.0))
    (body,) = [item for item in findings(data) if item.code == "LY006"]

    text = read_pieces(data).document.text
    assert body.span.cut(text) == TEXT[:12]
    assert body.severity == "info"
    assert body.message == "正文有 4 段用的是四号“宋体”，一般用三号“仿宋_GB2312”。"


def test_words_default_is_told_in_whole() -> None:
    document = python_docx.Document()
    document.add_heading("县局2023年工作总结", level=0)
    document.add_paragraph("一、工作成效")
    for _ in range(3):
        document.add_paragraph(TEXT)
    buffer = BytesIO()
    document.save(buffer)

    told = {item.code: item.message for item in findings(buffer.getvalue())}
    assert set(told) == {"LY001", "LY002", "LY003", "LY004", "LY006", "LY008", "LY009"} | (
        {"LY005"} & set(told)
    )
    assert told["LY001"] == "纸张是 216 × 279 毫米，不是 A4（210 × 297 毫米）。"
    assert told["LY002"].startswith("页边距：上 25.4 毫米（应为 37）、左 31.8 毫米（应为 28）")
    assert told["LY009"] == "没有页码。"


def test_fonts_of_the_theme_are_told_by_their_names() -> None:
    document = python_docx.Document()
    for _ in range(3):
        document.add_paragraph(TEXT)
    buffer = BytesIO()
    document.save(buffer)
    theme = edited(
        buffer.getvalue(), "word/theme/theme1.xml", r'script="Hans" typeface="[^"]*"',
        'script="Hans" typeface="仿宋"',
    )  # fmt: skip

    (body,) = [item for item in findings(theme) if item.code == "LY006"]
    assert "“仿宋”" in body.message


def test_spaces_may_stand_for_the_indent() -> None:
    laid = tuple(LaidParagraph("body", (LaidRun("\u3000\u3000" + TEXT),)) for _ in range(3))
    data = edited(
        laid_bytes(laid, ".docx"), "word/styles.xml", r'w:firstLineChars="200" w:firstLine="\d+"',
        'w:firstLineChars="0" w:firstLine="0"',
    )  # fmt: skip

    assert "LY008" not in codes(data)


def test_a_frame_may_hold_the_page_number() -> None:
    data = laid_bytes(REPORT, ".docx", Layout(page_number="center"))
    framed = edited(
        data, "word/footer1.xml", r'<w:jc w:val="center"/>',
        '<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="outside"/>',
    )  # fmt: skip

    assert "LY009" in codes(data)
    assert "LY009" not in codes(framed)


def test_text_files_have_no_look(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、工作成效\n", encoding="utf-8")

    assert with_look(Sources(), read_document(path), Settings()) == Sources()
    assert check(Document.from_text(TEXT), Settings(select=frozenset(("LY",)))) == ()


def test_a_word_file_is_looked_at_where_a_rule_asks(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_document(path, REPORT)
    document = read_document(path)

    assert with_look(Sources(), document, Settings()).look is not None
    assert with_look(Sources(), document, Settings(select=frozenset(("PH",)))) == Sources()
    other = Document(document.text + "改", document.paragraphs, source=document.source)
    assert with_look(Sources(), other, Settings()) == Sources()


def test_a_file_without_text() -> None:
    assert codes(laid_bytes((), ".docx")) == []
