from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportnlp.checking.runner import check
from reportnlp.document import Document, Paragraph, Span
from reportnlp.extraction.headings import Node, find_headings, find_signs, outline
from reportnlp.extraction.list_items import find_items
from reportnlp.formats.markdown import markdown_paragraphs

BODY = "全年召开推进会12次，走访企业28家，解决难题31个，办结率达到98%，比上年提高2个百分点。"


def headings(*paragraphs: str, inner: bool = False) -> list[tuple[int, str, str]]:
    document = Document.from_paragraphs(paragraphs)
    return [
        (heading.level, heading.style, heading.title)
        for heading in find_headings(document, inner=inner)
    ]


def test_signs_of_the_standard_make_four_levels() -> None:
    found = headings("一、工作成效", "（一）抓学习", "1.建制度", "（1）定清单", BODY)

    assert found == [
        (1, "chinese", "工作成效"),
        (2, "bracketed", "抓学习"),
        (3, "arabic", "建制度"),
        (4, "round", "定清单"),
    ]


def test_parts_stand_above_chinese_numerals() -> None:
    found = headings("第一部分 主要工作", "一、抓学习", BODY, "第二部分 工作打算", BODY)

    assert [level for level, _, _ in found] == [1, 2, 1]


def test_a_run_in_heading_ends_at_its_stop() -> None:
    document = Document.from_paragraphs(["（一）抓学习。" + BODY])
    (heading,) = find_headings(document)

    assert heading.run_in
    assert heading.span.cut(document.text) == "（一）抓学习"
    assert heading.sign.cut(document.text) == "（一）"


def test_a_long_sentence_behind_a_sign_is_no_heading() -> None:
    assert (
        headings(
            "1.对照年度任务清单逐项检查，发现问题立行立改，确保件件有着落、事事有回音，全部按时销号。"
        )
        == []
    )


def test_lenticular_dashed_and_padded_headings() -> None:
    found = headings("【工作成效】", BODY, "——强基层。" + BODY, "01 抓学习", BODY)

    assert {style for _, style, _ in found} == {"lenticular", "dash", "padded"}


def test_bare_headings_stand_above_the_lists_that_they_open() -> None:
    found = headings(
        "某局总结",
        "2022年工作回顾",
        "一、抓学习促提升",
        BODY,
        "二、抓作风促规范",
        BODY,
        "2023年工作安排",
        "一、深化学习教育",
        BODY,
    )

    assert [(level, title) for level, _, title in found] == [
        (1, "2022年工作回顾"),
        (2, "抓学习促提升"),
        (2, "抓作风促规范"),
        (1, "2023年工作安排"),
        (2, "深化学习教育"),
    ]


def test_outline_levels_of_a_file_count() -> None:
    text = f"成绩\n{BODY}\n（一）抓学习\n{BODY}"
    lines = [0, text.index(BODY), text.index("（一）"), text.rindex(BODY)]
    ends = [2, lines[1] + len(BODY), lines[2] + 6, len(text)]
    paragraphs = tuple(
        Paragraph(Span(start, end), level)
        for start, end, level in zip(lines, ends, (2, 0, 3, 0), strict=True)
    )
    found = find_headings(Document(text, paragraphs))

    assert [(heading.level, heading.style) for heading in found] == [
        (2, "declared"),
        (3, "bracketed"),
    ]


def test_markdown_signs_are_no_part_of_a_heading() -> None:
    text = "## 一、工作成效\n" + BODY
    document = Document(text, (Paragraph(Span(0, 9), 2), Paragraph(Span(10, len(text)))))
    (heading,) = find_headings(document)

    assert heading.span.cut(text) == "一、工作成效"
    assert heading.level == 2


def test_cells_hold_no_headings() -> None:
    text = "一、工作成效"

    assert find_headings(Document(text, (Paragraph(Span(0, 6), 0, "表1 第1行 第1列"),))) == ()


def test_headings_inside_a_paragraph_continue_the_numbers() -> None:
    text = (
        "现将情况汇报如下：一、工作成效。全年召开会议12次，走访企业28家。（一）抓学习。学习12次。"
        "（二）抓作风。检查3次。二、存在问题。学习不够深入，见附件（三）。三、下步打算。抓好学习。"
    )

    assert headings(text) == []
    assert [title for _, _, title in headings(text, inner=True)] == [
        "工作成效",
        "抓学习",
        "抓作风",
        "存在问题",
        "下步打算",
    ]


def test_a_number_that_continues_nothing_is_no_heading_inside() -> None:
    text = BODY + "按照方案要求：三、四级响应分开。" + BODY + "五、六月份集中整治。" + BODY

    assert headings(text, inner=True) == []


def test_the_outline_is_a_tree() -> None:
    document = Document.from_paragraphs(
        ["一、工作成效", "（一）抓学习", BODY, "（二）抓作风", BODY, "二、存在问题", BODY]
    )

    def shape(nodes: tuple[Node, ...]) -> list[object]:
        return [[node.heading.title, *shape(node.children)] for node in nodes]

    assert shape(outline(find_headings(document))) == [
        ["工作成效", ["抓学习"], ["抓作风"]],
        ["存在问题"],
    ]


def test_the_outline_keeps_every_heading_where_levels_jump() -> None:
    document = Document.from_paragraphs(
        ["1.建制度", BODY, "一、工作成效", BODY, "（1）定清单", BODY]
    )
    found = find_headings(document)

    def count(nodes: tuple[Node, ...]) -> int:
        return sum(1 + count(node.children) for node in nodes)

    assert count(outline(found)) == len(found) == 3


def test_items_of_lists() -> None:
    text = "一是抓学习；二是抓作风。第一，强基层。首先，定清单。其一，明责任。统一是关键。"
    items = find_items(Document.from_text(text + "第一时间到场。"))

    assert [(item.series, item.number) for item in items] == [
        ("shi", 1),
        ("shi", 2),
        ("di", 1),
        ("xian", 1),
        ("qi", 1),
    ]


def test_one_must_is_a_list_only_with_two_must() -> None:
    assert find_items(Document.from_text("一要坚持标准。")) == ()
    assert len(find_items(Document.from_text("一要坚持标准，二要压实责任。"))) == 2


def test_signs_of_items_are_found_where_headings_are_not() -> None:
    document = Document.from_paragraphs(["1.新建项目2个。", "2.3个项目竣工。"])

    assert [sign.number for sign in find_signs(document)] == [1, 2]


@given(st.text(alphabet="一二三（）、。：1.2 \n#*—【】是第部分，抓学习", max_size=120))
def test_headings_lie_in_their_paragraphs(text: str) -> None:
    document = Document.from_text(text)
    found = find_headings(document, inner=True)

    assert list(found) == sorted(found, key=lambda heading: heading.span)
    for heading in found:
        assert heading.span in document.paragraphs[heading.paragraph].span
        assert heading.sign in heading.span
        assert heading.level >= 1


def test_bare_headings_by_their_siblings() -> None:
    body = (
        "全年门诊接诊6万人次，出院5240人次，完成手术4192台，平均住院日比上年缩短，"
        "患者满意度持续提高，各项指标都有改善，病区秩序井然有序。"
    )
    text = f"某院骨科工作总结\n{body}\n医疗质量\n{body}\n护理工作\n{body}\n打算\n{body}"

    titles = [heading.title for heading in find_headings(Document.from_text(text))]

    assert titles == ["医疗质量", "护理工作", "打算"]


def test_a_list_under_a_signless_heading_of_the_file_is_below_it() -> None:
    text = "\n\n".join(
        [
            "# 区图书馆2023年工作总结",
            "## 阅读服务",
            BODY,
            "## 2024年打算",
            "1. 扩空间。" + BODY,
            "2. 强分馆。" + BODY,
        ]
    )
    document = Document(text, markdown_paragraphs(text))

    assert [heading.level for heading in find_headings(document)] == [1, 2, 2, 3, 3]
    assert not [finding for finding in check(document) if finding.name == "empty-section"]
