from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from docx_builder import (
    abstract,
    code,
    docx,
    field,
    level,
    listed,
    num,
    p,
    r,
    read,
    shown,
    style,
    tbl,
    tc,
    text_of,
    tr,
)

from reportnlp.formats.docx import read_docx

# ----------------------------------------------------------------------------------- basics


def test_paragraphs_are_joined_by_line_ends() -> None:
    document = read(p("一、工作成效") + p("走访企业32家。"))

    assert document.text == "一、工作成效\n走访企业32家。"
    assert shown(document) == [("", "一、工作成效"), ("", "走访企业32家。")]


def test_source_names_the_file_and_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "年度报告.docx"
    path.write_bytes(docx(p("正文")))

    source = read_docx(path).source

    assert source.path == str(path)
    assert (source.format, source.encoding) == ("docx", "")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_empty_paragraph_is_a_line_but_no_paragraph() -> None:
    document = read(p("标题") + p() + p("　　") + p("正文"))

    assert document.text == "标题\n\n　　\n正文"
    assert shown(document) == [("", "标题"), ("", "正文")]


def test_sentence_spread_over_many_runs() -> None:
    words = (
        "全年",
        "开展",
        "理论",
        "中心组",
        "学习会",
        "**",
        "次",
        "，",
        "覆盖",
        "党员",
        "120",
        "人。",
    )
    document = read(p(*(r(word, "<w:b/>" if i % 2 else "") for i, word in enumerate(words))))

    assert document.text == "全年开展理论中心组学习会**次，覆盖党员120人。"
    assert len(document.paragraphs) == 1


def test_text_is_not_normalised() -> None:
    written = "产值１２亿元 ，增长６％……㎡①"

    assert text_of(p(written)) == written


def test_blanks_at_the_ends_of_a_text_count_only_where_the_file_says_so() -> None:
    assert text_of("<w:p><w:r><w:t> 增长 </w:t></w:r>" + r(" 6% ") + "</w:p>") == "增长 6% "
    inherited = '<w:p xml:space="preserve"><w:r><w:t>增长 </w:t></w:r></w:p>'
    assert text_of(inherited) == "增长 "


def test_line_end_inside_a_text_is_a_blank() -> None:
    assert text_of("<w:p><w:r><w:t>甲\n乙&#13;丙</w:t></w:r></w:p>") == "甲 乙 丙"


# ---------------------------------------------------------------------------- inside a run


def test_line_break_stays_in_its_paragraph() -> None:
    document = read(p("甲", "<w:r><w:br/></w:r>", "乙", "<w:r><w:cr/></w:r>", "丙") + p("丁"))

    assert shown(document) == [("", "甲\n乙\n丙"), ("", "丁")]


def test_page_and_column_breaks_write_nothing() -> None:
    breaks = '<w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:br w:type="column"/></w:r>'

    assert text_of(p("甲", breaks, "乙")) == "甲乙"


def test_tabs_and_hyphens() -> None:
    run = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/></w:r>"
    )
    tabs = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'

    assert text_of(p(run, properties=tabs)) == "甲\t5-6"


def test_symbols_of_wingdings_become_boxes() -> None:
    def sym(font: str, char: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'

    boxes = sym("Wingdings", "F0FE") + sym("Wingdings", "F0A8") + sym("Wingdings 2", "F0A3")
    assert text_of(p(boxes)) == "☑□□"
    assert text_of(p("甲", sym("Wingdings", "F04A"), sym("Symbol", "F0B1"), "乙")) == "甲±乙"
    assert text_of(p(sym("宋体", "25A1"), sym("宋体", "D800"), sym("宋体", "zz"))) == "□"


def test_hidden_text_is_out() -> None:
    runs = (
        r("甲"),
        r("密", "<w:vanish/>"),
        r("乙", '<w:vanish w:val="0"/>'),
        r("丙", "<w:webHidden/>"),
    )

    assert text_of(p(*runs)) == "甲乙丙"


def test_text_hidden_by_styles_is_out() -> None:
    styles = (
        style("Note", settings="<w:rPr><w:vanish/></w:rPr>")
        + style("SubNote", base="Note")
        + '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("甲", r("密", '<w:rStyle w:val="Secret"/>')) + p(
        r("提示"), r("露", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="SubNote"/>'
    )

    assert text_of(body, styles=styles) == "甲\n露"


def test_wholly_hidden_paragraph_leaves_no_line() -> None:
    hidden = p(r("填写说明", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>")

    assert text_of(p("甲") + hidden + p("乙")) == "甲\n乙"


def test_ruby_gives_the_base_only() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lǚ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>履</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )

    assert text_of(p(ruby, "职")) == "履职"


def test_formulas_are_text() -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{run('1')}</m:num><m:den>{run('3')}</m:den></m:f>"
    choose = (
        '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>'
        f"<m:num>{run('n')}</m:num><m:den>{run('k')}</m:den></m:f>"
    )

    assert text_of(p("降低", f"<m:oMath>{fraction}</m:oMath>", "。")) == "降低1/3。"
    assert text_of(p(f"<m:oMathPara><m:oMath>{choose}</m:oMath></m:oMathPara>")) == "nk"


# --------------------------------------------------------------------------------- containers


def test_containers_inside_a_paragraph_are_transparent() -> None:
    body = p(
        f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>',
        f'<w:smartTag w:element="date"><w:smartTagPr/>{r("2023年")}</w:smartTag>',
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>",
        f"<w:customXml><w:customXmlPr/>{r('标记')}</w:customXml>",
        f'<w:bdo w:val="ltr">{r("方向")}</w:bdo>',
    )

    assert text_of(body) == "链接2023年控件标记方向"


def test_content_controls_around_blocks_rows_and_cells() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(p("甲")) + tbl(control(tr("乙", control(tc("丙")))), tr("丁"))

    assert shown(read(body)) == [
        ("", "甲"),
        ("表1 第1行 第1列", "乙"),
        ("表1 第1行 第2列", "丙"),
        ("表1 第2行 第1列", "丁"),
    ]


def test_simple_field_gives_its_result() -> None:
    simple = f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>'

    assert text_of(p("第", simple, "页")) == "第3页"


def test_complex_fields_give_results_and_nest() -> None:
    inner = field("begin") + code("PAGE") + field("separate") + r("7") + field("end")
    outer = field("begin") + code("IF ") + inner + field("separate") + r("甲") + field("end")

    assert text_of(p("见", outer, "。")) == "见甲。"
    around = field("begin") + code("HYPERLINK") + field("separate") + inner + r("页") + field("end")
    assert text_of(p(around)) == "7页"


def test_field_without_result_and_over_several_paragraphs() -> None:
    toc = p(
        field("begin"), code("TOC"), field("separate"), r("一、成效"), "<w:r><w:tab/></w:r>", r("1")
    )

    assert text_of(p(field("begin"), code("XE"), field("end"), "甲")) == "甲"
    assert (
        text_of(toc + p("二、问题") + p(field("end")) + p("正文"))
        == "一、成效\t1\n二、问题\n\n正文"
    )


def test_field_that_never_ends_hides_nothing() -> None:
    body = p("甲", field("begin"), code("REF")) + p("乙", field("end"), field("begin")) + p("丙")

    assert text_of(body) == "甲\n乙\n丙"


def test_check_box_of_a_form() -> None:
    def box_field(state: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
            f"{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
            + code("FORMCHECKBOX")
            + field("end")
        )

    body = p(
        box_field('<w:default w:val="0"/><w:checked/>'),
        "是",
        box_field("<w:default w:val='0'/>"),
        "否",
    )

    assert text_of(body) == "☑是□否"


# ------------------------------------------------------------------------------------ headings


def levels(body: str, **more: object) -> list[int]:
    return [item.level for item in read(body, **more).paragraphs]


def styled(name: str, more: str = "") -> str:
    return p("标题", properties=f'<w:pStyle w:val="{name}"/>{more}')


def test_heading_level_of_the_paragraph_goes_before_its_style() -> None:
    styles = style("H2", name="heading 2", settings='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    body = (
        styled("H2")
        + styled("H2", '<w:outlineLvl w:val="4"/>')
        + styled("H2", '<w:outlineLvl w:val="9"/>')
    )

    assert levels(body + p("正文"), styles=styles) == [2, 5, 0, 0]


def test_heading_level_comes_down_the_style_chain() -> None:
    styles = (
        style("a", name="公文标题", base="b")
        + style("b", name="中间", base="c")
        + style("c", name="heading 3", base="a")
        + style("d", name="toc 1")
        + style("e", name="标题 4")
        + style("f", name="body", base="e", settings='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )

    assert levels("".join(map(styled, "abcdef")), styles=styles) == [3, 3, 3, 0, 4, 0]


def test_heading_style_without_styles_part() -> None:
    assert levels(styled("Heading1") + styled("标题2") + styled("Normal")) == [1, 2, 0]


def test_heading_level_of_a_list_level_with_a_heading_style() -> None:
    numbering = abstract(0, level(1, "decimal", "%2.", more='<w:pStyle w:val="H2"/>')) + num(1, 0)
    styles = style("H2", name="heading 2")

    document = read(p("标题", properties=listed(1, 1)), numbering=numbering, styles=styles)

    assert document.text == "1.标题"
    assert document.paragraphs[0].level == 2


def test_import_loads_no_xml_library() -> None:
    program = "import sys, reportnlp.formats.docx; sys.exit('lxml' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
