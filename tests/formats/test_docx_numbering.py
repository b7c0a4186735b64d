from __future__ import annotations

import pytest
from docx_builder import DELETED_MARK, abstract, box, docx, level, listed, num, p, r, style, tbl, tr

from reportnlp.formats.counting import format_number
from reportnlp.formats.docx import read_docx_bytes


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_docx_bytes(docx(body, numbering=numbering, styles=styles)).text.split("\n")


def items(*depths: int, number: int = 1) -> str:
    return "".join(p("项", properties=listed(number, depth)) for depth in depths)


CHINESE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
) + num(1, 0)


def test_levels_of_an_official_document() -> None:
    assert lines(items(0, 1, 1, 2, 2, 3, 1, 0, 1, 2), CHINESE) == [
        "一、项",
        "（一）项",
        "（二）项",
        "1.项",
        "2.项",
        "（1）项",
        "（三）项",
        "二、项",
        "（一）项",
        "1.项",
    ]


@pytest.mark.parametrize(
    ("style_name", "expected"),
    [
        ("decimal", ["1", "2", "10", "21", "101"]),
        ("decimalZero", ["01", "02", "10", "21", "101"]),
        ("decimalFullWidth", ["１", "２", "１０", "２１", "１０１"]),
        ("decimalEnclosedCircle", ["①", "②", "⑩", "㉑", "101"]),
        ("decimalEnclosedCircleChinese", ["①", "②", "⑩", "㉑", "101"]),
        ("decimalEnclosedParen", ["⑴", "⑵", "⑽", "21", "101"]),
        ("decimalEnclosedFullstop", ["⒈", "⒉", "⒑", "21", "101"]),
        ("numberInDash", ["- 1 -", "- 2 -", "- 10 -", "- 21 -", "- 101 -"]),
        ("chineseCounting", ["一", "二", "十", "二十一", "一〇一"]),
        ("chineseCountingThousand", ["一", "二", "十", "二十一", "一百零一"]),
        ("taiwaneseCounting", ["一", "二", "十", "二十一", "一〇一"]),
        ("taiwaneseCountingThousand", ["一", "二", "十", "二十一", "一百零一"]),
        ("japaneseCounting", ["一", "二", "十", "二十一", "百一"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾", "贰拾壹", "壹佰零壹"]),
        ("ideographDigital", ["一", "二", "一〇", "二一", "一〇一"]),
        ("ideographEnclosedCircle", ["㊀", "㊁", "㊉", "21", "101"]),
        ("ideographTraditional", ["甲", "乙", "癸", "21", "101"]),
        ("ideographZodiac", ["子", "丑", "酉", "21", "101"]),
        ("ideographZodiacTraditional", ["甲子", "乙丑", "癸酉", "甲申", "101"]),
        ("upperLetter", ["A", "B", "J", "U", "WWWW"]),
        ("lowerLetter", ["a", "b", "j", "u", "wwww"]),
        ("upperRoman", ["I", "II", "X", "XXI", "CI"]),
        ("lowerRoman", ["i", "ii", "x", "xxi", "ci"]),
        ("thaiCounting", ["1", "2", "10", "21", "101"]),
    ],
)
def test_number_formats(style_name: str, expected: list[str]) -> None:
    assert [format_number(number, style_name) for number in (1, 2, 10, 21, 101)] == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "零"),
        (11, "十一"),
        (110, "一百一十"),
        (1000, "一千"),
        (1010, "一千零一十"),
        (10_000, "一万"),
        (10_050, "一万零五十"),
        (120_000, "十二万"),
        (10**8, "100000000"),
        (-1, "-1"),
    ],
)
def test_large_chinese_numbers(number: int, expected: str) -> None:
    assert format_number(number, "chineseCountingThousand") == expected


def test_nonsense_numbers_stay_short() -> None:
    for name in ("upperRoman", "upperLetter", "japaneseCounting", "chineseLegalSimplified"):
        assert len(format_number(2_000_000_000, name)) == 10


def test_number_of_several_levels() -> None:
    numbering = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")) + num(1, 0)

    assert lines(items(0, 1, 1, 0, 1), numbering) == ["1 项", "1.1 项", "1.2 项", "2 项", "2.1 项"]


def test_legal_numbers_are_digits() -> None:
    numbering = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3", more="<w:isLgl/>"),
    ) + num(1, 0)

    assert lines(items(0, 1, 2), numbering) == ["第一章 项", "一.1 项", "1.1.1 项"]


def test_level_before_its_parent_shows_the_first_number() -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0)

    assert lines(items(1, 1, 0), numbering) == ["1.1 项", "1.2 项", "1.项"]


def test_restart_rules() -> None:
    never = abstract(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "（%3）", more='<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)

    assert lines(items(0, 1, 2, 1, 2, 0, 1, 2), never) == [
        "1.项",
        "1)项",
        "（1）项",
        "2)项",
        "（2）项",
        "2.项",
        "3)项",
        "（1）项",
    ]


def test_lists_of_one_abstract_list_count_together() -> None:
    numbering = CHINESE + num(2, 0)

    assert lines(items(0) + items(0, number=2) + items(0), numbering) == [
        "一、项",
        "二、项",
        "三、项",
    ]


def test_start_override_begins_anew_once() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = CHINESE + num(2, 0, restart)

    body = items(0, 0) + items(0, 0, number=2) + items(0)
    assert lines(body, numbering) == ["一、项", "二、项", "一、项", "二、项", "三、项"]


def test_level_override_changes_the_look() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.", start=3)}</w:lvlOverride>'

    assert lines(items(0, 0, number=2), CHINESE + num(2, 0, other)) == ["C.项", "D.项"]


def test_start_other_than_one() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.", start=5)) + num(1, 0)

    assert lines(items(0, 0), numbering) == ["5.项", "6.项"]


def test_list_zero_turns_the_number_of_a_style_off() -> None:
    styles = style("H", settings=f"<w:pPr>{listed(1)}</w:pPr>")
    body = p("甲", properties='<w:pStyle w:val="H"/>') + p("乙", properties=listed(0, 0, "H"))

    assert lines(body, CHINESE, styles) == ["一、甲", "乙"]


def test_number_through_the_style_chain() -> None:
    styles = (
        style("Base", settings='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style(
            "Second", base="Base", settings='<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
        )
        + style("Grandchild", base="Second")
    )
    body = "".join(
        p("项", properties=f'<w:pStyle w:val="{name}"/>')
        for name in ("Base", "Second", "Grandchild")
    )

    assert lines(body, CHINESE, styles) == ["一、项", "（一）项", "（二）项"]


def test_level_linked_to_the_style_counts() -> None:
    numbering = abstract(
        0,
        level(0, "decimal", "%1.", more='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("H1", settings=numbered) + style("H2", settings=numbered)
    body = p("甲", properties='<w:pStyle w:val="H1"/>') + p(
        "乙", properties='<w:pStyle w:val="H2"/>'
    )

    assert lines(body, numbering, styles) == ["1.甲", "1.1 乙"]


def test_abstract_list_that_names_a_list_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="List"/></w:abstractNum>'
        + abstract(0, level(0, "chineseCounting", "%1、"))
        + num(1, 0)
        + num(2, 5)
    )
    styles = style("List", settings='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')

    assert lines(items(0, number=2) + items(0), numbering, styles) == ["一、项", "二、项"]


def test_list_styles_that_name_each_other() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="List"/></w:abstractNum>'
        + num(2, 5)
    )
    styles = style("List", settings='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')

    assert lines(items(0, number=2), numbering, styles) == ["项"]


def test_bullets_write_nothing() -> None:
    numbering = abstract(0, level(0, "bullet", "\uf0d8"), level(1, "none", "")) + num(1, 0)

    assert lines(items(0, 1), numbering) == ["项", "项"]


def test_label_of_words_without_a_number() -> None:
    numbering = abstract(0, level(0, "none", "注：%1")) + num(1, 0)

    assert lines(items(0), numbering) == ["注：项"]


@pytest.mark.parametrize(
    ("style_name", "label", "suffix", "expected"),
    [
        ("decimal", "%1．", "", "1．项"),
        ("decimal", "%1)", "tab", "1)项"),
        ("chineseCounting", "第%1条", "space", "第一条 项"),
        ("chineseCounting", "第%1条", "nothing", "第一条项"),
        ("chineseCounting", "第%1条　", "", "第一条　项"),
        ("decimalEnclosedCircleChinese", "%1", "tab", "①项"),
        ("decimalEnclosedParen", "%1", "", "⑴项"),
    ],
)
def test_gap_after_the_number(style_name: str, label: str, suffix: str, expected: str) -> None:
    more = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    numbering = abstract(0, level(0, style_name, label, more=more)) + num(1, 0)

    assert lines(items(0), numbering) == [expected]


def test_custom_format_with_zeros() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )

    assert lines(items(0, 0), abstract(0, custom) + num(1, 0)) == ["001.项", "002.项"]


def test_custom_format_that_is_unknown_falls_back() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="壹，贰"/></mc:Choice><mc:Choice Requires="x"/>'
        '<mc:Fallback><w:numFmt w:val="upperLetter"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>'

    numbering = abstract(0, custom) + num(1, 0, override + '<w:lvlOverride w:ilvl="12"/>')
    assert lines(items(0, 0), numbering) == ["B.项", "C.项"]


def test_deleted_paragraphs_do_not_count() -> None:
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>',
        properties=listed(1) + DELETED_MARK,
    )

    assert lines(items(0) + gone + items(0), CHINESE) == ["一、项", "二、项"]


def test_hidden_paragraphs_do_not_count_and_empty_ones_do() -> None:
    hidden = p(r("说明", "<w:vanish/>"), properties=listed(1) + "<w:rPr><w:vanish/></w:rPr>")

    assert lines(items(0) + hidden + p(properties=listed(1)) + items(0), CHINESE) == [
        "一、项",
        "二、",
        "三、项",
    ]


def test_numbers_in_tables_count_on_and_in_boxes_by_themselves() -> None:
    item = p("项", properties=listed(1))
    body = item + tbl(tr(f"<w:tc>{item}</w:tc>")) + p("框", box(item), properties=listed(1)) + item

    assert lines(body, CHINESE) == ["一、项", "二、项", "三、框", "一、项", "四、项"]


def test_unknown_lists_and_levels_are_left_out() -> None:
    body = (
        items(0, number=77) + p("项", properties=listed(1, 8)) + p("项", properties=listed("x", 0))
    )

    assert lines(body, CHINESE) == ["项", "项", "项"]


def test_typed_numbers_are_left_alone() -> None:
    document = read_docx_bytes(docx(p("一、工作成效") + p("（一）抓学习")))

    assert [item.level for item in document.paragraphs] == [0, 0]
    assert document.text == "一、工作成效\n（一）抓学习"
