from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from reportnlp.document import Document
from reportnlp.errors import UnwritableFileError
from reportnlp.formats.docx import read_docx_bytes
from reportnlp.formats.files import read_document
from reportnlp.formats.house import Layout
from reportnlp.formats.layout import (
    LAID_KINDS,
    Laid,
    LaidParagraph,
    LaidRun,
    LaidTable,
    laid_bytes,
    write_document,
)

WHEN = datetime(2024, 1, 5, 9, 30, tzinfo=UTC)


def para(kind: str, *runs: str | LaidRun) -> LaidParagraph:
    return LaidParagraph(kind, tuple(LaidRun(r) if isinstance(r, str) else r for r in runs))


def table(*rows: tuple[str, ...]) -> LaidTable:
    return LaidTable(tuple(tuple((LaidRun(cell),) for cell in row) for row in rows))


REPORT = (
    para("title", "云岭县企业服务中心2023年工作总结"),
    para("author", "（2024年1月5日）"),
    para("addressee", "县政府："),
    para("body", "全年走访企业1,286家次，办结率98.6%。"),
    para("heading1", "一、工作成效"),
    para(
        "body",
        LaidRun("（一）服务企业。", kind="heading2"),
        "召开恳谈会",
        LaidRun("【待补：恳谈会次数（次）】", highlight=True, comment="请办公室填写。\n上年12次。"),
        "。",
    ),
    para("heading2", "（二）项目建设"),
    para("heading3", "1.要素保障"),
    para("heading4", "（1）用地"),
    para("caption", "表1  主要指标"),
    table(
        ("指标", "单位", "说明"), ("走访企业", "家次", "含规模以下工业企业和个体工商户的走访登记")
    ),
    para("signature", "云岭县企业服务中心"),
    para("date", "2024年1月5日"),
)


def word(laid: Laid, layout: Layout | None = None) -> docx.document.Document:
    return docx.Document(BytesIO(laid_bytes(laid, ".docx", layout, author="办公室", written=WHEN)))


def body_texts(document: Document) -> list[str]:
    return [
        p.span.cut(document.text)
        for p in document.paragraphs
        if not p.origin.startswith(("页眉", "页脚"))
    ]


def expected_texts(laid: Laid) -> list[str]:
    texts = []
    for item in laid:
        if isinstance(item, LaidParagraph):
            texts.append(item.text)
        else:
            texts += ["".join(run.text for run in cell) for row in item.rows for cell in row]
    return [text for text in texts if text.strip()]


def test_what_is_written_reads_back() -> None:
    document = read_docx_bytes(laid_bytes(REPORT, ".docx"))

    assert body_texts(document) == expected_texts(REPORT)
    assert [p.level for p in document.paragraphs if p.level] == [1, 2, 3, 4]
    assert document.text.endswith("\n— 1 —")


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n *_#|<&>【】“”　"),
    max_size=12,
)
RUNS = st.lists(
    st.builds(LaidRun, PRINTABLE, st.booleans(), st.sampled_from(("", "注\n释"))), max_size=4
)
PARAGRAPHS = st.builds(LaidParagraph, st.sampled_from(LAID_KINDS), RUNS.map(tuple))
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        LaidTable,
        st.lists(
            st.lists(RUNS.map(tuple), min_size=width, max_size=width).map(tuple),
            min_size=1,
            max_size=3,
        ).map(tuple),
        st.integers(0, 2),
    )
)


@settings(max_examples=60)
@given(st.lists(PARAGRAPHS | TABLES, max_size=6))
def test_any_text_reads_back_from_word(laid: list[LaidParagraph | LaidTable]) -> None:
    assert body_texts(read_docx_bytes(laid_bytes(laid, ".docx"))) == expected_texts(laid)


def test_page_of_the_standard() -> None:
    section = word(REPORT).sections[0]

    assert section.page_width is not None
    assert section.page_height is not None
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for margin, millimetres in zip(margins, (37, 35, 28, 26), strict=True):
        assert margin is not None
        assert abs(margin - Mm(millimetres)) < Mm(0.1)


def test_a_page_has_22_lines_of_28_characters() -> None:
    document = word(REPORT)
    section = document.sections[0]
    normal = document.styles["Normal"]

    pitch = normal.paragraph_format.line_spacing
    assert pitch == Pt(28.95)
    assert (section.page_height - section.top_margin - section.bottom_margin) // pitch == 22
    space = int(normal.element.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val"))) / 20
    width = normal.font.size.pt + space
    area = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    assert area // width == 28


def test_every_style_names_all_four_fonts_and_no_theme() -> None:
    document = word(REPORT)

    places = document.styles.element.findall(f".//{qn('w:rPr')}/{qn('w:rFonts')}")
    assert len(places) > 12
    for fonts in places:
        assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} - {
            None
        }
        assert not [key for key in fonts.keys() if key.endswith("heme")]  # noqa: SIM118
    names = {part.partname for part in document.part.package.iter_parts()}
    assert not [name for name in names if "theme" in name or "thumbnail" in name]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("Normal", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts(style: str, font: str, size: float) -> None:
    found = word(REPORT).styles[style]

    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == size


def test_text_is_indented_by_two_characters() -> None:
    indent = word(REPORT).styles["Normal"].element.pPr.find(qn("w:ind"))

    assert indent.get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_outside() -> None:
    document = word(REPORT)
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")
    assert odd.paragraph_format.right_indent == even.paragraph_format.left_indent == Pt(14)


def test_blanks_are_yellow_and_carry_their_comment() -> None:
    document = word(REPORT)

    blanks = [r for p in document.paragraphs for r in p.runs if r.font.highlight_color is not None]
    assert [run.text for run in blanks] == ["【待补：恳谈会次数（次）】"]
    (comment,) = document.comments
    assert (comment.text, comment.author, comment.timestamp) == (
        "请办公室填写。\n上年12次。",
        "办公室",
        WHEN,
    )


def test_a_heading_that_runs_on_has_its_own_font() -> None:
    run = word(REPORT).paragraphs[5].runs[0]

    assert run.text == "（一）服务企业。"
    assert run._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"


def right_indents(*laid: LaidParagraph) -> list[int]:
    found = word((para("body", "正文。"), *laid)).paragraphs[1:]
    return [int(p._p.pPr.find(qn("w:ind")).get(qn("w:rightChars"))) for p in found]


def test_signature_and_date_stand_as_the_standard_says() -> None:
    # 9 characters and 6: the name two off, the date's first two further right than the name's.
    assert right_indents(*REPORT[-2:]) == [200, 300]
    # The date is the longer: it stands two off.
    assert right_indents(para("signature", "张某"), para("date", "2024年1月5日")) == [800, 200]
    assert right_indents(para("date", "2024年1月5日")) == [400]
    assert right_indents(para("signature", "云岭县企业服务中心")) == [200]


def test_a_unit_may_want_it_otherwise() -> None:
    layout = Layout(left=27.0, line_pitch=30.0, body_font="仿宋", page_number="center")
    document = word(REPORT, layout)

    assert abs(document.sections[0].left_margin - Mm(27)) < Mm(0.1)
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(30)
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert not document.settings.odd_and_even_pages_header_footer
    assert str(document.sections[0].footer.paragraphs[0].alignment) == "CENTER (1)"


def test_the_same_report_gives_the_same_bytes() -> None:
    first = laid_bytes(REPORT, ".docx", written=WHEN)

    assert laid_bytes(REPORT, ".docx", written=WHEN) == first


def test_what_xml_cannot_hold_is_replaced() -> None:
    document = read_docx_bytes(laid_bytes((para("body", "甲\x00乙\x1b丙\r\n丁"),), ".docx"))

    assert document.text.startswith("甲�乙�丙\n丁\n")


def test_a_table_before_a_table_and_at_the_end() -> None:
    laid = (table(("甲",)), table(("乙",)))
    document = read_docx_bytes(laid_bytes(laid, ".docx"))

    origins = [p.origin for p in document.paragraphs if p.origin.startswith("表")]
    assert origins == ["表1 第1行 第1列", "表2 第1行 第1列"]


def test_plain_text_and_markdown(tmp_path: Path) -> None:
    write_document(tmp_path / "a.txt", REPORT)
    write_document(tmp_path / "a.md", REPORT)

    lines = (tmp_path / "a.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "云岭县企业服务中心2023年工作总结"
    assert lines[10] == "指标\t单位\t说明"
    markdown = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert markdown.startswith("# 云岭县企业服务中心2023年工作总结\n\n（2024年1月5日）\n\n")
    assert "\n\n## 一、工作成效\n\n（一）服务企业。召开恳谈会【待补" in markdown
    assert "| 指标 | 单位 | 说明 |\n| --- | --- | --- |\n| 走访企业 |" in markdown
    document = read_document(tmp_path / "a.md")
    assert [p.level for p in document.paragraphs if p.level] == [1, 2, 3, 4, 5]


def test_markdown_takes_nothing_for_its_own_marks() -> None:
    laid = (para("body", "1. 走访**户|家"), para("body", "# 不是标题"), table(("a|b", "c\nd")))

    assert laid_bytes(laid, ".md").decode() == (
        "1\\. 走访\\*\\*户|家\n\n\\# 不是标题\n\n| a\\|b | c d |\n| --- | --- |\n"
    )


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match=r"不能写成 .pdf 文件"):
        write_document(tmp_path / "a.pdf", REPORT)


def test_unknown_kinds_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="no kind"):
        LaidParagraph("heading5", ())
    with pytest.raises(ValueError, match="as many cells"):
        table(("甲",), ("乙", "丙"))
